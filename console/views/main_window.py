"""The main window: procedure, one-line, trends, talk and alarms around one picture."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSettings, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from console.io_thread import Trend
from console.layout_memory import LayoutMemory
from console.theme import Density, density_for, style_sheet
from console.translation import Translation
from console.views.alarm_panel import AlarmPanel
from console.views.centre_panel import CentrePanel
from console.views.device_search import DeviceSearch
from console.views.hatched_border import HatchedBorder
from console.views.help_dialog import HelpDialog
from console.views.live.strip import LiveStrip
from console.views.procedure_panel import ProcedurePanel
from console.views.talk_log import TalkLog
from console.views.top_bar import TopBar
from console.views.trends.panel import TrendPanel
from console.views.trouble_bar import TroubleBar
from console.wishes import SetSpeed, ShowFaceplate, Wish
from devices.site.site import Site
from devices.words import Words
from procedures.intents import CancelSelection
from procedures.snapshot import Mode, Snapshot, VerbView

_TITLES = {
    Mode.REHEARSAL: Words("[DRILL REHEARSAL]", "【訓練リハーサル】"),
    Mode.DRILL: Words("[DRILL]", "【訓練】"),
    Mode.LIVE: Words("[LIVE]", "【実】"),
}


_LEAST_PX = (1180, 720)
_WANTED = QSize(1920, 1080)


class MainWindow(QMainWindow):
    """Shows pictures, emits wishes; knows nothing else of the sitting."""

    wished = Signal(object)  # Wish
    closing = Signal()

    def __init__(
        self, site: Site, translation: Translation, store: QSettings, speed: float = 1.0
    ) -> None:
        super().__init__()
        self._site = site
        self._translation = translation
        self._snapshot: Snapshot | None = None
        self._density: Density | None = None
        self._laid_out = False
        self.top_bar = TopBar(site, translation, speed)
        self.live = LiveStrip(site, translation, self._send)
        self.trouble = TroubleBar(translation)
        self.procedure = ProcedurePanel(site, translation, self._send)
        self.centre = CentrePanel(site, translation, self._send)
        self.trends = TrendPanel(site, translation)
        self.talk = TalkLog(translation)
        self.alarms = AlarmPanel(site, translation, self._send)
        self._build()
        self._parts = (
            self.top_bar,
            self.live,
            self.procedure,
            self.centre,
            self.trends,
            self.talk,
            self.alarms,
        )
        self.border = HatchedBorder(self)
        self._memory = LayoutMemory(
            self, {"columns": self._columns, "rows": self._rows, "right": self._right}, store
        )
        self._connect()
        # Said here, or the sizes of a wall screen would keep the window from becoming smaller.
        self.setMinimumSize(*_LEAST_PX)
        self.resize(_WANTED.boundedTo(self.screen().availableSize()).expandedTo(self.minimumSize()))
        self._memory.restore_window()
        self.retranslate()

    def _build(self) -> None:
        self._right = QSplitter(Qt.Orientation.Vertical)
        self._right.addWidget(self.trends)
        self._right.addWidget(self.talk)
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.procedure, self.centre, self._right):
            self._columns.addWidget(part)
        self._rows = QSplitter(Qt.Orientation.Vertical)
        self._rows.addWidget(self._columns)
        self._rows.addWidget(self.alarms)
        for splitter in (self._right, self._columns, self._rows):
            splitter.setChildrenCollapsible(False)
        self._ground = QWidget()
        self._ground.setObjectName("ground")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._ground_rows = QVBoxLayout(self._ground)
        self._ground_rows.addWidget(self.top_bar)
        self._ground_rows.addWidget(self.live)
        self._ground_rows.addWidget(self.trouble)
        self._body = QVBoxLayout()
        self._body.addWidget(self._rows, 1)
        self._ground_rows.addLayout(self._body, 1)
        self.setCentralWidget(self._ground)

    def _connect(self) -> None:
        self.top_bar.speed_chosen.connect(lambda speed: self._send(SetSpeed(speed)))
        self.top_bar.language_asked.connect(self.switch_language)
        self.top_bar.help_asked.connect(self.show_help)
        self.centre.device_chosen.connect(lambda device: self._send(ShowFaceplate(device)))
        self._translation.changed.connect(self.retranslate)
        actions = self.procedure.step.answers
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("F1", self.show_help),
            ("F2", lambda: _press(actions.speak)),
            ("F5", lambda: _press(actions.right) or _press(actions.confirm)),
            ("Ctrl+K", self.alarms.verbs.acknowledge_chosen),
            ("Ctrl+L", self.switch_language),
            ("Ctrl+P", self.top_bar.toggle_pause),
            ("F6", self._next_part),
        )
        for key, act in keys:
            QShortcut(QKeySequence(key), self).activated.connect(act)

    # --- what comes in ---

    def present(self, snapshot: Snapshot) -> None:
        """Show a picture of the sitting."""
        self._snapshot = snapshot
        simulated = snapshot.mode is not Mode.LIVE
        if self.border.isVisible() != simulated and self.isVisible():
            self.border.setVisible(simulated)
            self._leave_edge()
        self._show_title(snapshot)
        for part in self._parts:
            part.present(snapshot)

    def add_trend(self, batch: Trend) -> None:
        """Take samples for the plots."""
        self.trends.add(batch)

    def present_verbs(self, device: str, verbs: tuple[VerbView, ...]) -> None:
        """Show what the chosen device can do."""
        self.centre.faceplate.present_verbs(device, verbs)

    def show_trouble(self, trouble: Words) -> None:
        """Tell that the sitting ended with an error."""
        self.trouble.present(trouble)
        self.procedure.stop_waiting()

    # --- language, size ---

    @property
    def language(self) -> str:
        """The language that the window speaks: "en" or "ja"."""
        return self._translation.language

    def switch_language(self) -> None:
        """Speak the other language."""
        self._translation.choose("ja" if self._translation.language == "en" else "en")

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        for part in (self.trouble, *self._parts):
            part.retranslate()
        if self._snapshot is not None:
            self.present(self._snapshot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for the new size."""
        super().resizeEvent(event)
        density = density_for(self.width())
        if density is not self._density:
            self._density = density
            self._resize_to(density)

    def _resize_to(self, density: Density) -> None:
        self.setStyleSheet(style_sheet(density))
        self.border.set_width(density.border)
        gap = density.gap
        self._leave_edge()
        self._ground_rows.setSpacing(0)
        self._body.setContentsMargins(gap, gap, gap, gap)
        for splitter in (self._right, self._columns, self._rows):
            splitter.setHandleWidth(gap)
        for part in self._parts:
            part.resize_to(density)
        if not self._laid_out:
            self._laid_out = True
            self._divide(density)
            self._memory.restore_splitters()

    def _leave_edge(self) -> None:
        """Leave the room that the border takes; a live sitting has none."""
        edge = self.border.width_px if self._hatched else 0
        self._ground_rows.setContentsMargins(edge, edge, edge, edge)

    def _divide(self, density: Density) -> None:
        """Give every part the share it has until somebody moves a splitter."""
        edge, gap = density.border, density.gap
        width = self.width() - 2 * (edge + gap)
        self._columns.setSizes([int(width * share) for share in (0.36, 0.40, 0.24)])
        height = self.height() - density.bar - 2 * edge - 3 * gap
        foot = density.row * (5 if density.name == "roomy" else 3) + density.small + 62
        self._rows.setSizes([height - foot, foot])
        self._right.setSizes([int(height * 0.75), int(height * 0.25)])

    def _show_title(self, snapshot: Snapshot) -> None:
        of = self._translation.of
        self.setWindowTitle(f"{of(_TITLES[snapshot.mode])} {of(snapshot.site_title)} – Kairetsu")

    # --- what goes out ---

    def _send(self, wish: Wish) -> None:
        self.wished.emit(wish)

    def show_help(self) -> None:
        """Open the help."""
        HelpDialog(hatched=self._hatched, parent=self).open()

    def search_device(self) -> None:
        """Open the search for a device."""
        DeviceSearch(
            self._site,
            self._translation,
            self.centre.one_line.choose,
            hatched=self._hatched,
            parent=self,
        ).open()

    @property
    def _hatched(self) -> bool:
        return self._snapshot is None or self._snapshot.mode is not Mode.LIVE

    # --- keys ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space, Enter and / reach this place when nothing that has the focus wanted them."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QPlainTextEdit):
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            _press(focus if isinstance(focus, QAbstractButton) else self._primary())
        elif event.text() == "/":
            self.search_device()
        elif event.key() == Qt.Key.Key_Escape:
            self._let_go()
        else:
            super().keyPressEvent(event)

    def _primary(self) -> QAbstractButton | None:
        return self.procedure.primary_button()

    def _let_go(self) -> None:
        """Let go of the command that is selected, else of the device that is looked at."""
        if self._snapshot is not None and self._snapshot.selection is not None:
            self._send(CancelSelection())
        else:
            self.centre.one_line.choose("")

    def _next_part(self) -> None:
        parts: tuple[QWidget, ...] = (
            self.procedure.step.controls.pause,
            self.centre.one_line,
            self.trends,
            self.talk.list,
            self.alarms.list,
        )
        at = next((n for n, part in enumerate(parts) if part.hasFocus()), -1)
        parts[(at + 1) % len(parts)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Leave the focus with the step."""
        super().showEvent(event)
        self.setFocus()  # not the first button: Space must go on with the step

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the layout and let the sitting close first."""
        self._memory.keep()
        self.closing.emit()
        super().closeEvent(event)


def _press(button: QAbstractButton | None) -> bool:
    if button is None or not (button.isVisible() and button.isEnabled()):
        return False
    button.click()
    return True
