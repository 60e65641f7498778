"""The tools of the plots: how much time they show, closer and further, earlier and later."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from console.models.time_window import SPANS_S, TimeWindow
from console.theme import Density, px
from console.views.text import button, label, tight

_TOOLS = ("minus", "plus", "earlier", "later", "now", "larger", "float", "save")
_SIDE_PX = 28


class SpanBar(QWidget):
    """`span_asked`: for all plots (None: each as drawn); `own_asked`: for the chosen plot alone.

    larger: the chosen plot can be seen large, or taken out; out: the plot of this bar is out.
    """

    span_asked = Signal(object)  # float | None
    own_asked = Signal(float)
    zoom_asked = Signal(float)
    pan_asked = Signal(float)
    now_asked = Signal()
    larger_asked = Signal()
    out_asked = Signal()
    save_asked = Signal()

    def __init__(
        self, *, larger: bool = True, out: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._out = out
        self.span = button("quiet", "clock")
        self.tools: dict[str, QPushButton] = {
            name: button("quiet", "dock" if out and name == "float" else name) for name in _TOOLS
        }
        self.held = label("small", wrap=True)
        self._menu = QMenu(self)
        self.span.setMenu(self._menu)
        self._actions: list[tuple[QAction, Callable[[], str]]] = []
        self._make_menu()
        line = QHBoxLayout()
        tight(line, 3)
        line.addWidget(self.span)
        line.addStretch(1)
        for tool in self.tools.values():
            line.addWidget(tool)
        for name in ("larger", "float"):
            self.tools[name].setVisible(larger)
        rows = QVBoxLayout(self)
        tight(rows, 2)
        rows.addLayout(line)
        rows.addWidget(self.held)
        self.held.hide()
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        for name, act in (
            ("minus", lambda: self.zoom_asked.emit(-1.0)),
            ("plus", lambda: self.zoom_asked.emit(1.0)),
            ("earlier", lambda: self.pan_asked.emit(-1.0)),
            ("later", lambda: self.pan_asked.emit(1.0)),
            ("now", self.now_asked.emit),
            ("larger", self.larger_asked.emit),
            ("float", self.out_asked.emit),
            ("save", self.save_asked.emit),
        ):
            self.tools[name].clicked.connect(act)

    def _make_menu(self) -> None:
        self._all_head = self._action(head=True)
        group = QActionGroup(self)
        self._all: dict[float | None, QAction] = {}
        for span_s in (None, *SPANS_S):
            action = self._action()
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _=False, s=span_s: self.span_asked.emit(s))
            self._all[span_s] = action
        self._own_head = self._action(head=True)
        self._own: dict[float, QAction] = {}
        for span_s in SPANS_S:
            action = self._action()
            action.triggered.connect(lambda _=False, s=span_s: self.own_asked.emit(s))
            self._own[span_s] = action

    def _action(self, *, head: bool = False) -> QAction:
        """An entry of the menu, made here: what `addAction` makes is not ours.

        Its wrapper goes when a window goes in which somebody looked for children once.
        """
        made = QAction(self._menu)
        made.setSeparator(head)
        self._menu.addAction(made)
        return made

    def resize_to(self, density: Density) -> None:
        """Take the sizes of `density`."""
        side = max(px(_SIDE_PX), density.text + 12)
        for tool in self.tools.values():
            tool.setFixedSize(side, side)
        self.span.setFixedHeight(side)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.span.setText(self.tr("Time span"))
        names = {
            "minus": self.tr("Show more time (−)"),
            "plus": self.tr("Show less time (+)"),
            "earlier": self.tr("Earlier (Page up)"),
            "later": self.tr("Later (Page down)"),
            "now": self.tr("Back to now (Home)"),
            "larger": self.tr("Large view of the chosen plot (Enter)"),
            "float": self.tr("Back among the other plots (W)")
            if self._out
            else self.tr("The chosen plot into a window of its own (W)"),
            "save": self.tr("Save as picture or table…"),
        }
        for name, words in names.items():
            self.tools[name].setAccessibleName(words)
            self.tools[name].setToolTip(words)
        self._all_head.setText(self.tr("All plots"))
        for span_s, action in self._all.items():
            own = self.tr("Each as the site has it")
            action.setText(own if span_s is None else self.span_words(span_s))
        for span_s, action in self._own.items():
            action.setText(self.span_words(span_s))
        self.name_chosen("")

    def name_chosen(self, title: str) -> None:
        """Say to which plot the lower half of the menu belongs."""
        self._own_head.setText(title or self.tr("The chosen plot"))

    def span_words(self, span_s: float) -> str:
        """A span in words."""
        if span_s >= 3600:
            return self.tr("%1 h").replace("%1", f"{span_s / 3600:g}")
        return self.tr("%1 min").replace("%1", f"{span_s / 60:g}")

    def present(self, window: TimeWindow, between: tuple[str, str]) -> None:
        """Show what is held. between: from and to, as the clock says them."""
        self._all[window.all_s].setChecked(True)
        self.tools["now"].setEnabled(window.held is not None)
        self.held.setVisible(window.held is not None)
        if window.held is not None:
            words = self.tr("Standing at %1–%2: the plots do not follow the time.")
            self.held.setText(words.replace("%1", between[0]).replace("%2", between[1]))

    def keys(self) -> dict[Qt.Key, Callable[[], None]]:
        """What the keys of the plots do here."""
        return {
            Qt.Key.Key_Plus: lambda: self.zoom_asked.emit(1.0),
            Qt.Key.Key_Equal: lambda: self.zoom_asked.emit(1.0),
            Qt.Key.Key_Minus: lambda: self.zoom_asked.emit(-1.0),
            Qt.Key.Key_PageUp: lambda: self.pan_asked.emit(-1.0),
            Qt.Key.Key_PageDown: lambda: self.pan_asked.emit(1.0),
            Qt.Key.Key_Home: self.now_asked.emit,
            Qt.Key.Key_Return: self.larger_asked.emit,
            Qt.Key.Key_Enter: self.larger_asked.emit,
            Qt.Key.Key_W: self.out_asked.emit,
        }
