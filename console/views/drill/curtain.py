"""実災害: the code word covers every window with words that nobody can take for the drill."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from console.models.drill import alone, real_event
from console.models.facility_step import easy
from console.theme import FAMILY
from console.translation import Translation
from console.views.edge_border import EdgeBorder
from console.views.facility.big_button import BigButton
from console.views.ruby_label import RubyLabel
from console.views.ruby_text import without_readings
from console.views.text import label
from console.wishes import Wish
from devices.phrases import said
from devices.site.site import Role
from procedures.drill.wishes import EndDrill, Thaw
from procedures.snapshot import Snapshot

_GROUND = "#A00000"  # under white 8:1; no other screen of the program looks like it
_INK = "#FFFFFF"
_LARGEST_PX, _REST_PX = 96, 30
_OWN = Qt.FindChildOption.FindDirectChildrenOnly
_CENTRE = Qt.AlignmentFlag.AlignHCenter


class _Text:
    """A text on the curtain: plain, or with readings above the kanji."""

    def __init__(self, read: bool) -> None:
        self._ruby = RubyLabel(_REST_PX, bold=True, ink="plate", align=_CENTRE) if read else None
        self._plain = None if read else label(wrap=True)
        if self._plain is not None:
            self._plain.setAlignment(_CENTRE)

    @property
    def widget(self) -> QWidget:
        """What is laid out."""
        found = self._ruby or self._plain
        assert found is not None
        return found

    @property
    def text(self) -> str:
        """What it says."""
        return self._ruby.text if self._ruby is not None else self._label.text()

    def say(self, words: str) -> None:
        """Say `words`; nothing takes no room."""
        if self._ruby is not None:
            self._ruby.set_text(words)
        else:
            self._label.setText(words)
            self._label.setVisible(bool(words))

    def write(self, size_px: int, *, bold: bool = False) -> None:
        """Write in this size."""
        if self._ruby is not None:
            self._ruby.set_size(size_px)
            return
        weight = "bold" if bold else "normal"
        self._label.setStyleSheet(
            f'font-family: "{FAMILY}"; color: {_INK}; background: transparent;'
            f" font-size: {size_px}px; font-weight: {weight};"
        )

    @property
    def _label(self) -> QLabel:
        assert self._plain is not None
        return self._plain


class Curtain(QWidget):
    """Lies over one window; whoever is alone can go on or end the drill from here."""

    def __init__(
        self,
        window: QWidget,
        send: Callable[[Wish], None] | None,
        easy: Translation | None = None,
        call: Role | None = None,
    ) -> None:
        """send: None where nobody works. easy: in easy words with readings. call: whom to call."""
        super().__init__(window)
        self._around = window
        self._send = send
        self._easy = easy
        self._sitter = ""
        self.head, self.rest, self.then = (_Text(easy is not None) for _ in range(3))
        self._call = call
        made = QPushButton if easy is None else partial(BigButton, "plain", 24)
        self.go_on, self.end = made(), made()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 24, 24, 24)
        rows.setSpacing(18)
        rows.addStretch(1)
        for text in (self.head, self.rest, self.then):
            rows.addWidget(text.widget)
        for button in (self.go_on, self.end):
            button.setAutoDefault(False)
            rows.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch(2)
        for button, wish in ((self.go_on, Thaw), (self.end, EndDrill)):
            pressed = button.pressed_once if isinstance(button, BigButton) else button.clicked
            pressed.connect(partial(self._wish_of, wish))
        window.installEventFilter(self)
        self.hide()

    def cover(self, sitter: str, *, led: bool) -> None:
        """Lie over everything. led: an instructor decides how it goes on."""
        self._sitter = sitter
        head, rest = self._told()
        self.head.say(head)
        self.rest.say(rest)
        then = self.tr("The instructor says when the drill goes on or ends.")
        self.then.say(then if led and self._easy is None and self._send is not None else "")
        self._name(self.go_on, self.tr("It is over: go on with the drill"), "easy_real_over")
        self._name(self.end, self.tr("End the drill"), "easy_real_end")
        for button in (self.go_on, self.end):
            button.setVisible(not led and self._send is not None)
        self.setAccessibleName(without_readings(f"{head}. {rest}"))
        if not self.isVisible():
            self.show()
            self._fit()
            self.setFocus()

    def _told(self) -> tuple[str, str]:
        """What happens, large; and what goes before."""
        if self._easy is None:
            rest = self.tr(
                "This is no drill. The drill is stopped: what really happens goes before."
            )
            return self.tr("REAL EVENT"), rest
        language = self._easy.language
        lines = [easy(said(f"trainee.easy_real_{n}"), language) for n in (1, 2, 3)]
        if self._call is not None and self._call.contact is not None:
            who, number = easy(self._call.title, language), self._call.contact.number
            lines.append(easy(said("trainee.easy_real_call", who=who, number=number), language))
        return easy(said("trainee.easy_real_title"), language), "\n".join(lines)

    def _name(self, button: QPushButton, plain: str, easily: str) -> None:
        if isinstance(button, BigButton) and self._easy is not None:
            button.set_words(easy(said(f"trainee.{easily}"), self._easy.language))
        else:
            button.setText(plain)

    def _wish_of(self, kind: type[Thaw] | type[EndDrill]) -> None:
        if self._send is not None:
            self._send(kind(self._sitter))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the window; nothing is held back."""
        if watched is self._around and event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._fit()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What lies behind it hears no key."""
        event.accept()

    def _fit(self) -> None:
        """As large as the window, and its words as large as they can be."""
        self.setGeometry(self._around.rect())
        self.raise_()
        for border in self._around.findChildren(EdgeBorder, options=_OWN):
            border.raise_()  # it stays a simulated sitting
        large_px = max(22, min(_LARGEST_PX, self.width() // 9))
        rest_px = max(14, min(_REST_PX, self.width() // 28))
        self.head.write(large_px, bold=True)
        for text in (self.rest, self.then):
            text.write(rest_px)
        for button in (self.go_on, self.end):
            if isinstance(button, BigButton):
                button.setFixedWidth(min(700, self.width() * 3 // 4))
                continue
            button.setStyleSheet(
                f'QPushButton {{ font-family: "{FAMILY}"; font-size: {rest_px * 2 // 3 + 4}px;'
                f" background: {_INK}; color: #1B2226; padding: 10px 24px; min-height: 28px;"
                f" border: 3px solid {_INK}; border-radius: 5px; font-weight: bold; }}"
                f" QPushButton:focus {{ border-color: #1B2226; }}"
            )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground: red all over, the border of the drill left in sight."""
        QPainter(self).fillRect(QRectF(self.rect()), QColor(_GROUND))


class Curtains:
    """The curtains of one window and of all that stands over it: dialogs, panels that float."""

    def __init__(
        self,
        window: QWidget,
        send: Callable[[Wish], None] | None,
        easy: Translation | None = None,
        call: Role | None = None,
    ) -> None:
        self._window = window
        self._call = call
        self._send = send
        self._easy = easy
        self._hung: list[Curtain] = []

    def present(self, snapshot: Snapshot) -> None:
        """Cover everything after the code word, and uncover it when it is over."""
        if real_event(snapshot) is None:
            for curtain in self._hung:
                if isValid(curtain):  # it goes with a dialog that was closed
                    curtain.hide()
                    curtain.deleteLater()
            self._hung.clear()
            return
        covered = {one.parentWidget(): one for one in self._hung if isValid(one)}
        for window in self._windows():
            curtain = covered.get(window) or Curtain(window, self._send, self._easy, self._call)
            if window not in covered:
                self._hung.append(curtain)
            curtain.cover(snapshot.sitter, led=not alone(snapshot))

    def _windows(self) -> list[QWidget]:
        over = [one for one in self._window.findChildren(QWidget) if one.isWindow()]
        return [self._window, *(w for w in over if w.isVisible() and not isinstance(w, QMenu))]
