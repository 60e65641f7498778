"""The main window: procedure, one-line, trends, talk and alarms around one picture."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSettings, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from console.appearance import appearance
from console.io_thread import Trend
from console.models.edge import Edge, edge_of
from console.models.presets import ALARMS, MESSAGES, ONE_LINE, PROCEDURE, TALK, TRENDS
from console.models.window_title import title_of
from console.models.withheld import without_help
from console.placing import stand_off
from console.style_sheet import style_sheet
from console.theme import LEAST_HIGH_PX, LEAST_WIDE_PX, Density, density_for, px
from console.translation import Translation
from console.views.alarm_panel import AlarmPanel
from console.views.centre_panel import CentrePanel
from console.views.device_search import DeviceSearch
from console.views.drill.trainee_side import TraineeSide
from console.views.edge_border import EdgeBorder
from console.views.help_dialog import HelpDialog
from console.views.left_branch import LeftBranch
from console.views.live.strip import LiveStrip
from console.views.live.taking_up_bar import TakingUpBar
from console.views.notice_bar import NoticeBar
from console.views.panel_window import Key, PanelWindow
from console.views.procedure_panel import ProcedurePanel
from console.views.refusal_bar import RefusalBar
from console.views.replay.bar import ReplayBar
from console.views.settings_dialog import SettingsDialog
from console.views.steady_hand import SteadyHand
from console.views.talk_log import TalkLog
from console.views.top_bar import TopBar
from console.views.trends.panel import TrendPanel
from console.views.trouble_bar import TroubleBar
from console.views.window_ground import WindowGround
from console.wishes import SetSpeed, ShowFaceplate, Wish
from devices.site.site import Site
from devices.words import Words
from procedures.branches import Overlay
from procedures.intents import CancelSelection
from procedures.past import Past
from procedures.snapshot import Mode, Snapshot, VerbView
from procedures.stretches import Stretch

_LEAST_PX = (1180, 720)
_WANTED = QSize(1920, 1080)


class MainWindow(PanelWindow):
    """Shows pictures, emits wishes; knows nothing else of the sitting."""

    wished = Signal(object)  # Wish
    closing = Signal()
    presented = Signal(object)  # Snapshot, for dialogs that follow it
    staff_asked = Signal(str, str)  # a window of those who lead or judge (console.staff), for whom

    def __init__(
        self,
        site: Site,
        translation: Translation,
        store: QSettings,
        speed: float = 1.0,
        *,
        layout: str = "",
        replay_of: Mode | None = None,
    ) -> None:
        """replay_of: the kind of the sitting whose record is shown again; None for a sitting."""
        super().__init__(site, translation, store, "window" if replay_of is None else "replay")
        self._density: Density | None = None
        self._laid_out = False
        self._sitting_open = False
        # its kind and whether it is shown again, as far as that is known before its first picture
        self._expected = None if replay_of is None else (replay_of, True)
        # whether the window of those who lead or judge is open, which then comes forward
        self.bring_staff_forward: Callable[[str], bool] = lambda name: False
        self.top_bar = TopBar(site, translation, speed)
        self.live = LiveStrip(site, translation, self._send)
        self.taking_up = TakingUpBar(translation, self._send)
        self.notice = NoticeBar(translation)
        self.refusal = RefusalBar(translation)
        self.trouble = TroubleBar(translation)
        self.trends = TrendPanel(site, translation, self._send)
        self.procedure = ProcedurePanel(site, translation, self._send, self.trends.lay_beside)
        self.centre = CentrePanel(site, translation, self._send)
        self.centre.faceplate.trend.draw_from(self.trends.history, self.trends.marks)
        self.talk = TalkLog(translation)
        self.alarms = AlarmPanel(site, translation, self._send)
        self.replay = ReplayBar(site, translation, self._send, speed)
        ring = self.alarms.sound.ring
        self.drill = TraineeSide(site, translation, self._send, self, self, ring=ring)
        self._left = LeftBranch(self.trends, self._send)
        self._build(layout)
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
            self.replay,
            self.drill,
        )
        self.border = EdgeBorder(self)
        self.steady_hand = SteadyHand(self, self.arrangement)
        self._connect()
        # Said here, or the sizes of a wall screen would keep the window from becoming smaller.
        self._keep_least_size()
        self.resize(_WANTED.boundedTo(self.screen().availableSize()).expandedTo(self.minimumSize()))
        if not self._memory.restore_window(self) and replay_of is not None:
            stand_off(self)  # from the window of the sitting, whose process this is not
        if replay_of is not None:
            self._expect(replay_of, replayed=True)
        self.retranslate()

    def _build(self, layout: str) -> None:
        panels: dict[str, QWidget] = {
            PROCEDURE: self.procedure,
            ONE_LINE: self.centre,
            TRENDS: self.trends,
            TALK: self.talk,
            ALARMS: self.alarms,
            MESSAGES: self.drill.messages,
        }
        self.take_panels(panels, layout, self._send)
        self.arrangement.lend_from(self.trends)
        self.trends.out_asked.connect(self.arrangement.toggle_out)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        bars = (self.drill.bar, self.taking_up, self.notice, self.refusal, self.trouble)
        above = (self.top_bar, self.live, *bars)
        self._ground = WindowGround(above, self.arrangement, self.replay)
        self.setCentralWidget(self._ground)

    def _connect(self) -> None:
        self.top_bar.speed_chosen.connect(lambda speed: self._send(SetSpeed(speed)))
        self.top_bar.language_asked.connect(self.switch_language)
        self.top_bar.help_asked.connect(self.show_help)
        self.top_bar.view_asked.connect(self.show_view_menu)
        self.centre.device_chosen.connect(lambda device: self._send(ShowFaceplate(device)))
        self.centre.device_chosen.connect(self.refusal.look_at)
        self.alarms.place_asked.connect(self.show_place)
        self.drill.messages.moved.connect(self.steady_hand.begin_anew)
        for hint in (self.procedure.step.hint, self.centre.faceplate.hint):
            hint.asked.connect(self.live.open_board)
        self._translation.changed.connect(self.retranslate)
        appearance().changed.connect(self.restyle)
        actions = self.procedure.step.answers
        keys: tuple[Key, ...] = (
            ("F1", self.show_help),
            ("F2", lambda: _press(actions.speak)),
            ("F5", lambda: _press(actions.right) or _press(actions.confirm)),
            ("Ctrl+B", self.procedure.duties.ask_back),
            ("Ctrl+K", self.alarms.verbs.acknowledge_chosen),
            ("Ctrl+L", self.switch_language),
            ("Ctrl+P", self._toggle_pause),
            ("F8", self.alarms.sound.silence),
            ("F7", self.drill.read),
            ("Ctrl+F", self.alarms.look_for),
        )
        firsts: dict[str, QWidget] = {
            PROCEDURE: self.procedure,  # no button of it: Enter goes on with the step
            ONE_LINE: self.centre.one_line,
            TRENDS: self.trends,
            TALK: self.talk.list,
            ALARMS: self.alarms.list,
            MESSAGES: self.drill.messages.list,
        }
        self.take_keys(keys, firsts)

    # --- what comes in ---

    def present(self, snapshot: Snapshot) -> None:
        """Show a picture of the sitting, all of it at once."""
        self.present_words(snapshot)
        self.present_drawings()
        self.trends.catch_up()

    def present_words(self, snapshot: Snapshot) -> None:
        """Show all of a picture but one-line, faceplate and curves, which have their own turns."""
        snapshot = without_help(snapshot)
        self._left.follow(self._snapshot, snapshot)
        self._snapshot = snapshot
        if self.border.edge != self.edge:
            if self.border.edge == "film":  # somebody goes on from it: plant time passes again
                self.top_bar.choose_speed(1.0)
                self.setFocus()  # the button of the bar that had it is hidden
            self.border.present(self.edge)
            self._leave_edge()
        self._show_title(snapshot)
        for part in (self.refusal, *self._parts, self.others):
            if part not in (self.centre, self.trends):
                part.present(snapshot)
        self.presented.emit(snapshot)

    def present_drawings(self) -> None:
        """Draw one-line and faceplate as the words are now; the curves follow one by one."""
        if self._snapshot is not None:
            self.centre.present(self._snapshot)
            self.trends.follow(self._snapshot)

    def add_trend(self, batch: Trend) -> None:
        """Take samples for the plots."""
        self.trends.add(batch)

    def present_verbs(self, device: str, verbs: tuple[VerbView, ...]) -> None:
        """Show what the chosen device can do."""
        self.centre.faceplate.present_verbs(device, verbs)

    def present_past(self, found: Past | Words) -> None:
        """Show what one can go back to."""
        self.procedure.duties.present_past(found)

    def present_stretch(self, found: Stretch | Words) -> None:
        """Draw what the record has of the time that the plots show."""
        self.trends.present_stretch(found)

    def present_overlay(self, found: Overlay | Words) -> None:
        """Show two branches of the record: where somebody asks, and the one that was just left."""
        self.procedure.duties.present_overlay(found)
        self._left.take(found, self._snapshot.branch if self._snapshot is not None else 0)

    def show_trouble(self, trouble: Words) -> None:
        """Tell that the sitting ended with an error."""
        self.trouble.present(trouble)
        self.procedure.stop_waiting()

    @property
    def sitting_trouble(self) -> Words | None:
        """What ended the sitting, None while nothing has."""
        return self.trouble.trouble

    def expect_sitting(self) -> None:
        """Stay until `let_go` when somebody closes the window: a sitting is open behind it."""
        self._sitting_open = True

    def expect_live(self) -> None:
        """What is being opened is live: nothing may look simulated before its first picture.

        Else a live sitting that cannot be opened would be taken for a drill.
        """
        self._expect(Mode.LIVE)

    def expect_drill(self) -> None:
        """What is being opened is a drill: nothing moves when its first picture comes."""
        self.arrangement.expect(MESSAGES)

    def _expect(self, mode: Mode, *, replayed: bool = False) -> None:
        self._expected = mode, replayed
        self.border.present(self.edge)
        self.top_bar.expect(mode, replayed=replayed)
        self.procedure.expect_replay(replayed)
        self._leave_edge()
        self._name_panels()

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
        self._translation.switch()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        for part in (self.trouble, self.refusal, *self._parts):
            part.retranslate()
        if self._snapshot is not None:
            self.present(self._snapshot)
        else:
            self._name_panels()

    def _name_panels(self) -> None:
        """The window and what floats have their names and edges before the first picture, too."""
        self._name_all(self._expected, self._translation.of(self._site.title))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for the new size."""
        super().resizeEvent(event)
        density = density_for(self.width())
        if density is not self._density:
            self._density = density
            self._resize_to(density)

    def _keep_least_size(self) -> None:
        """At a large scale the tight layout is the least that can be read."""
        wide, high = _LEAST_PX
        self.setMinimumSize(max(wide, px(LEAST_WIDE_PX)), max(high, px(LEAST_HIGH_PX)))

    def restyle(self) -> None:
        """Take the colours and sizes that are worn now."""
        self._keep_least_size()
        self._density = density_for(self.width())
        self._resize_to(self._density)
        if self._snapshot is not None:
            self.present(self._snapshot)

    def _resize_to(self, density: Density) -> None:
        if not self._laid_out:  # before the style sheet: what moves under one is styled anew
            self._laid_out = True
            edge = density.border + density.gap
            height = self.height() - density.bar - 2 * edge - density.gap
            self.arrangement.settle(height, density)
        self.setStyleSheet(style_sheet(density))
        self.border.set_width(density.border)
        self._leave_edge()
        self._ground.resize_to(density)
        self.arrangement.resize_to(density)
        for part in self._parts:
            part.resize_to(density)

    def _leave_edge(self) -> None:
        self._ground.leave_edge(self.border.room_px)

    def _show_title(self, snapshot: Snapshot) -> None:
        self._name_all((snapshot.mode, self._replayed), self._translation.of(snapshot.site_title))

    def _name_all(self, kind: tuple[Mode, bool] | None, site: str) -> None:
        """Name the window, and what floats, after what it shows; kind None: not known yet."""
        title = title_of(kind, site, self._translation.of)
        self.setWindowTitle(title.replace("%1", ""))
        title = title.replace("%1", "%1 – ")
        self.arrangement.name_panels(self._translation, title, self.edge)

    # --- what goes out ---

    def _send(self, wish: Wish) -> None:
        self.wished.emit(wish)

    def show_help(self) -> None:
        """Open the help beside the step, or bring it forward."""
        for known in self.findChildren(HelpDialog):
            if known.isVisible():
                known.stand_beside()
                return
        HelpDialog(
            self._translation,
            self._snapshot,
            QApplication.focusWidget(),
            self.procedure.shown_run,
            edge=self.edge,
            parent=self,
        ).stand_beside()

    def show_settings(self) -> None:
        """Open the settings."""
        dialog = SettingsDialog(self._translation, self._store, edge=self.edge, parent=self)
        dialog.chosen.connect(self.alarms.sound.wear)
        dialog.heard.connect(self.alarms.sound.try_out)
        dialog.open()

    def show_place(self, device: str) -> None:
        """Bring the one-line forward and point at the place of `device`."""
        self.arrangement.bring_forward(ONE_LINE)
        self.centre.one_line.show_place(device)

    def search_device(self) -> None:
        """Open the search for a device."""
        self.arrangement.bring_forward(ONE_LINE)
        DeviceSearch(
            self._site,
            self._translation,
            self.centre.one_line.show_place,
            edge=self.edge,
            parent=self,
        ).open()

    def view_button(self) -> QWidget:
        """The button that the View menu stands below."""
        return self.top_bar.view

    @property
    def edge(self) -> Edge:
        """The border of this window and of all that opens over it."""
        mode, replayed = self._expected or (None, False)
        return edge_of(self._snapshot, live=mode is Mode.LIVE, replayed=replayed)

    @property
    def _replayed(self) -> bool:
        """Whether a record is shown again."""
        return self._snapshot is not None and self._snapshot.replay is not None

    # --- keys ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space, Enter and / reach this place when nothing that has the focus wanted them."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QPlainTextEdit):
            super().keyPressEvent(event)
        elif self._replayed and self.replay.take_key(event, focus):
            return
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.isAutoRepeat():
                return  # a key that is held presses once; a click would let go of what it holds
            primary = self.procedure.primary_button()
            _press(focus if isinstance(focus, QAbstractButton) else primary)
        elif event.text() == "/":
            self.search_device()
        elif event.key() == Qt.Key.Key_Escape:
            self._let_go()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: N802 - Qt's spelling
        """When what has the keys is hidden, leave them with the step: Qt would take any button."""
        focus = QApplication.focusWidget()
        if focus is None or focus.isVisible():
            return super().focusNextPrevChild(next)
        self.setFocus()
        return True

    def _toggle_pause(self) -> None:
        """Let plant time stand, or the record that is shown again."""
        if self._replayed:
            self.replay.toggle()
        else:
            self.top_bar.toggle_pause()

    def _let_go(self) -> None:
        """Let go of the command that is selected, else of the device that is looked at."""
        if self._snapshot is not None and self._snapshot.selection is not None:
            self._send(CancelSelection())
        else:
            self.centre.one_line.choose("")

    def showEvent(self, event: QShowEvent) -> None:
        """Leave the focus with the step."""
        super().showEvent(event)
        self.arrangement.show_floats()
        self.setFocus()  # not the first button: Space must go on with the step

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the layout and let the sitting close first, while the window says so."""
        self.arrangement.keep()
        self.closing.emit()
        if self._sitting_open:
            event.ignore()
            self.arrangement.setEnabled(False)  # and with it what floats
            self.notice.present_closing()
            return
        self.others.close()
        self.arrangement.hide_floats()
        super().closeEvent(event)


def open_settings(window: MainWindow) -> None:
    """Open the settings: the View menu's way."""
    window.show_settings()


def save_plots(window: MainWindow) -> None:
    """Save the plots as they stand: the View menu's way."""
    window.trends.save()


def _press(button: QAbstractButton | None) -> bool:
    if button is None or not (button.isVisible() and button.isEnabled()):
        return False
    button.click()
    return True
