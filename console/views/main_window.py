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
    QVBoxLayout,
    QWidget,
)

from console.appearance import appearance
from console.io_thread import Trend
from console.layout_memory import LayoutMemory
from console.models.other_way import other_way
from console.style_sheet import style_sheet
from console.theme import Density, density_for
from console.translation import Translation
from console.views.alarm_panel import AlarmPanel
from console.views.arrangement import Arrangement
from console.views.centre_panel import CentrePanel
from console.views.device_search import DeviceSearch
from console.views.hatched_border import HatchedBorder
from console.views.help_dialog import HelpDialog
from console.views.live.strip import LiveStrip
from console.views.live.taking_up_bar import TakingUpBar
from console.views.notice_bar import NoticeBar
from console.views.procedure_panel import ProcedurePanel
from console.views.refusal_bar import RefusalBar
from console.views.talk_log import TalkLog
from console.views.top_bar import TopBar
from console.views.trends.panel import TrendPanel
from console.views.trouble_bar import TroubleBar
from console.wishes import LayOver, SetSpeed, ShowFaceplate, Wish
from devices.site.site import Site
from devices.words import Words
from procedures.branches import Overlay
from procedures.intents import CancelSelection
from procedures.past import Past
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
        self._left = 0  # the branch of the record that was left and is to be read
        self._sitting_open = self._expects_live = False
        self.top_bar = TopBar(site, translation, speed)
        self.live = LiveStrip(site, translation, self._send)
        self.taking_up = TakingUpBar(translation, self._send)
        self.notice = NoticeBar(translation)
        self.refusal = RefusalBar(translation)
        self.trouble = TroubleBar(translation)
        self.trends = TrendPanel(site, translation)
        self.procedure = ProcedurePanel(site, translation, self._send, self.trends.lay_beside)
        self.centre = CentrePanel(site, translation, self._send)
        self.talk = TalkLog(translation)
        self.alarms = AlarmPanel(site, translation, self._send)
        self._build()
        self._parts = (
            self.top_bar,
            self.live,
            self.taking_up,
            self.notice,
            self.procedure,
            self.centre,
            self.trends,
            self.talk,
            self.alarms,
        )
        self.border = HatchedBorder(self)
        self._memory = LayoutMemory(self, self.arrangement.splitters, store)
        self._connect()
        # Said here, or the sizes of a wall screen would keep the window from becoming smaller.
        self.setMinimumSize(*_LEAST_PX)
        self.resize(_WANTED.boundedTo(self.screen().availableSize()).expandedTo(self.minimumSize()))
        self._memory.restore_window()
        self.retranslate()

    def _build(self) -> None:
        self.arrangement = Arrangement(
            (self.procedure, self.centre), (self.trends, self.talk), self.alarms
        )
        self._ground = QWidget()
        self._ground.setObjectName("ground")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._ground_rows = QVBoxLayout(self._ground)
        self._ground_rows.addWidget(self.top_bar)
        self._ground_rows.addWidget(self.live)
        for bar in (self.taking_up, self.notice, self.refusal):
            self._ground_rows.addWidget(bar)
        self._ground_rows.addWidget(self.trouble)
        self._body = QVBoxLayout()
        self._body.addWidget(self.arrangement, 1)
        self._ground_rows.addLayout(self._body, 1)
        self.setCentralWidget(self._ground)

    def _connect(self) -> None:
        self.top_bar.speed_chosen.connect(lambda speed: self._send(SetSpeed(speed)))
        self.top_bar.language_asked.connect(self.switch_language)
        self.top_bar.help_asked.connect(self.show_help)
        self.centre.device_chosen.connect(lambda device: self._send(ShowFaceplate(device)))
        self.centre.device_chosen.connect(self.refusal.look_at)
        for hint in (self.procedure.step.hint, self.centre.faceplate.hint):
            hint.asked.connect(self.live.open_board)
        self._translation.changed.connect(self.retranslate)
        appearance().changed.connect(self.restyle)
        actions = self.procedure.step.answers
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("F1", self.show_help),
            ("F2", lambda: _press(actions.speak)),
            ("F5", lambda: _press(actions.right) or _press(actions.confirm)),
            ("Ctrl+B", self.procedure.duties.ask_back),
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
        self._look_where_it_stands(snapshot)
        self._snapshot = snapshot
        simulated = snapshot.mode is not Mode.LIVE
        if self.border.isVisible() != simulated and self.isVisible():
            self.border.setVisible(simulated)
            self._leave_edge()
        self._show_title(snapshot)
        for part in (self.refusal, *self._parts):
            part.present(snapshot)

    def add_trend(self, batch: Trend) -> None:
        """Take samples for the plots."""
        self.trends.add(batch)

    def present_verbs(self, device: str, verbs: tuple[VerbView, ...]) -> None:
        """Show what the chosen device can do."""
        self.centre.faceplate.present_verbs(device, verbs)

    def present_past(self, past: Past) -> None:
        """Show what one can go back to."""
        self.procedure.duties.present_past(past)

    def present_overlay(self, found: Overlay | Words) -> None:
        """Show two branches of the record: where somebody asks, and the one that was just left."""
        self.procedure.duties.present_overlay(found)
        if isinstance(found, Overlay) and found.second.branch == self._left:
            self._left = 0
            self.trends.lay_beside(other_way(found))

    def _look_where_it_stands(self, snapshot: Snapshot) -> None:
        """After going back, ask for the branch that was left, to lay it beside the new one."""
        before = self._snapshot
        if before is not None and snapshot.branch > before.branch:
            self._left = before.branch
            self._send(LayOver(snapshot.branch, before.branch, both=False))

    def show_trouble(self, trouble: Words) -> None:
        """Tell that the sitting ended with an error."""
        self.trouble.present(trouble)
        self.procedure.stop_waiting()

    def expect_sitting(self) -> None:
        """Stay until `let_go` when somebody closes the window: a sitting is open behind it."""
        self._sitting_open = True

    def expect_live(self) -> None:
        """What is being opened is live: nothing may look simulated before its first picture.

        Else a live sitting that cannot be opened would be taken for a drill.
        """
        self._expects_live = True
        self.border.hide()
        self.top_bar.expect_live()
        self._leave_edge()

    def let_go(self) -> None:
        """The sitting is closed: the window goes too, if it was closed."""
        self._sitting_open = False
        if self.notice.closing:
            self.close()

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
        for part in (self.trouble, self.refusal, *self._parts):
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

    def restyle(self) -> None:
        """Take the colours and sizes that are worn now."""
        self._density = density_for(self.width())
        self._resize_to(self._density)
        if self._snapshot is not None:
            self.present(self._snapshot)

    def _resize_to(self, density: Density) -> None:
        self.setStyleSheet(style_sheet(density))
        self.border.set_width(density.border)
        gap = density.gap
        self._leave_edge()
        self._ground_rows.setSpacing(0)
        self._body.setContentsMargins(gap, gap, gap, gap)
        self.arrangement.resize_to(density)
        for part in self._parts:
            part.resize_to(density)
        if not self._laid_out:
            self._laid_out = True
            edge = density.border + gap
            height = self.height() - density.bar - 2 * edge - gap
            self.arrangement.divide(self.width() - 2 * edge, height, density)
            self._memory.restore_splitters()

    def _leave_edge(self) -> None:
        """Leave the room that the border takes; a live sitting has none."""
        edge = self.border.width_px if self._hatched else 0
        self._ground_rows.setContentsMargins(edge, edge, edge, edge)

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
        if self._snapshot is None:
            return not self._expects_live
        return self._snapshot.mode is not Mode.LIVE

    # --- keys ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space, Enter and / reach this place when nothing that has the focus wanted them."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QPlainTextEdit):
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            primary = self.procedure.primary_button()
            _press(focus if isinstance(focus, QAbstractButton) else primary)
        elif event.text() == "/":
            self.search_device()
        elif event.key() == Qt.Key.Key_Escape:
            self._let_go()
        else:
            super().keyPressEvent(event)

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
        """Keep the layout and let the sitting close first, while the window says so."""
        self._memory.keep()
        self.closing.emit()
        if self._sitting_open:
            event.ignore()
            self.arrangement.setEnabled(False)
            self.notice.present_closing()
            return
        super().closeEvent(event)


def _press(button: QAbstractButton | None) -> bool:
    if button is None or not (button.isVisible() and button.isEnabled()):
        return False
    button.click()
    return True
