"""The window of a caretaker: one step a screen, between two cards what can be begun."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QDesktopServices,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from console.appearance import appearance
from console.models.edge import Edge, edge_of
from console.models.facility import asks_him, in_trouble, open_runs, progress, step_before
from console.models.facility_heading import heading_of
from console.models.facility_step import Answer, easy
from console.theme import palette
from console.translation import Translation
from console.views.drill.curtain import Curtains
from console.views.drill.trainee_side import NightDrill
from console.views.edge_border import EdgeBorder
from console.views.facility.alarm_bar import AlarmBar
from console.views.facility.big_button import BigButton
from console.views.facility.card_list import CardList
from console.views.facility.card_printer import CardPrinter
from console.views.facility.drill_pages import DrillPages
from console.views.facility.foot_bar import FootBar
from console.views.facility.head_bar import HeadBar
from console.views.facility.message_bar import MessageBar
from console.views.facility.progress_strip import ProgressStrip
from console.views.facility.question_page import QuestionPage, Way
from console.views.facility.questions import Questions
from console.views.facility.sizes import sizes_for
from console.views.facility.step_page import StepPage
from console.views.facility.tap_guard import TapGuard
from console.views.facility.way_out import WayOut
from console.views.ruby_text import without_readings
from console.wishes import Wish
from devices.phrases import said
from devices.site.site import Site
from devices.words import Words
from procedures.snapshot import RunView, Snapshot

_LEAST_PX = (960, 600)
_WANTED_PX = (1280, 800)
_BORDER_PX = 8


class FacilityWindow(QWidget):
    """Shows pictures of a sitting to whoever works in the building, and sends what he wishes.

    now_s: a clock that never goes back, in s; presses closer than half a second count once.
    """

    closing = Signal()

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Wish], None],
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._site = site
        self._translation = translation
        self._send = send
        self._snapshot: Snapshot | None = None
        self._run = ""  # the card that somebody chose; "" shows the one that waits for him
        self.taps = TapGuard(now_s)
        self.head = HeadBar()
        self.strip = ProgressStrip()
        self.step = StepPage(site, translation, self._answer)
        self.question = QuestionPage(self.taps.passes)
        self.others = BigButton("link", 20)
        self.foot = FootBar(site, translation)
        self.alarm = AlarmBar(translation, send)
        self.drill = DrillPages(site, translation, send, self._ask_away, self._leave)
        self.way_out = WayOut(
            site, translation, send, self._ask_away, self._leave, expect=self.drill.expect
        )
        self.message = MessageBar(translation, self._read_message)
        self.questions = Questions(site, translation, send, self._ask_away)
        self.cards = CardList(site, translation, send, self._choose)
        self.printer = CardPrinter(site, self)
        self._last: RunView | None = None  # the card that was on the screen before
        self._ended: RunView | None = None
        self._trouble: Words | None = None
        self.pages = QStackedWidget()
        self.pages.addWidget(self.question)
        self.pages.addWidget(self.step)
        self._build()
        self.border = EdgeBorder(self, "", _BORDER_PX)
        self._curtains = Curtains(self, send, translation, in_trouble(site))
        self._night = NightDrill()
        self.setMinimumSize(*_LEAST_PX)
        self.resize(*_WANTED_PX)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        translation.changed.connect(self.retranslate)
        appearance().changed.connect(self.restyle)
        self.retranslate()

    def _build(self) -> None:
        self._middle = QVBoxLayout()
        top = QHBoxLayout()
        top.addWidget(self.strip, 1)
        top.addWidget(self.others)
        self._middle.addLayout(top)
        self._middle.addWidget(self.alarm)
        self._middle.addWidget(self.message)
        self._middle.addWidget(self.pages, 1)
        self._rows = QVBoxLayout(self)
        self._rows.setSpacing(0)
        self._rows.addWidget(self.head)
        self._rows.addLayout(self._middle, 1)
        self._rows.addWidget(self.foot)
        self.step.different_asked.connect(self._ask_what_differs)
        self.foot.back.pressed_once.connect(self.go_back)
        self.foot.print.pressed_once.connect(self._print)
        self.foot.night.pressed_once.connect(self._turn_night)
        self.foot.language.pressed_once.connect(self._switch_language)
        self.foot.help.pressed_once.connect(self.show_help)
        self.head.way_out.pressed_once.connect(self.show_help)
        self.others.pressed_once.connect(self._show_cards)
        self.printer.told.connect(self._show)

    # --- what it shows ------------------------------------------------------------------------

    def present(self, snapshot: Snapshot) -> None:
        """Show a picture of the sitting."""
        self._snapshot = snapshot
        self._night.present(snapshot)
        self._curtains.present(snapshot)
        self._show()

    def show_trouble(self, trouble: Words) -> None:
        """Say why the sitting could not be opened, or ended."""
        self._trouble = trouble
        self._show()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.foot.retranslate()
        self._show()

    def restyle(self) -> None:
        """Take colours and sizes anew."""
        sizes = sizes_for(self.width(), self.height(), appearance().scale_pct)
        for part in (
            self.head, self.strip, self.step, self.question, self.foot, self.alarm, self.others,
            self.message,
        ):  # fmt: skip
            part.set_sizes(sizes)
        edge = self.border.room_px
        self._rows.setContentsMargins(edge, edge, edge, edge + sizes.of(4))
        side = sizes.of(28)
        self._middle.setContentsMargins(side, sizes.of(8), side, sizes.of(4))
        self._middle.setSpacing(sizes.of(8))
        self.foot.retranslate()
        self.update()

    @property
    def run(self) -> RunView | None:
        """The card that is on the screen; None between two cards."""
        if self._snapshot is None:
            return None
        runs = open_runs(self._snapshot)
        waits = next((run for run in runs if asks_him(run)), None)
        chosen = next((run for run in runs if run.id == self._run), None)
        if chosen is not None and waits is not None and not asks_him(chosen):
            chosen = waits
        return chosen or (runs[0] if runs else None)

    def _show(self) -> None:
        snapshot, run = self._snapshot, self.run
        self._show_head(snapshot, run)
        self._show_bars(snapshot)
        self.foot.print.setEnabled(run is not None)
        asking = True
        if snapshot is None:
            trouble = self._translation.of(self._trouble)
            self.cards.opening(self.question, trouble)
        elif snapshot.taking_up is not None:
            self.cards.taking_up(self.question, snapshot.taking_up)
        elif self.questions.open_now in ("help", "help_all"):
            self._ask_help()  # before all that the drill asks: its way out is there
        elif self.way_out.real:
            self.way_out.ask_real(self.question)
        elif self.drill.ask(self.question, snapshot):
            self._last = run  # no card ends behind it
        elif run is not None:
            if self.step.present(snapshot, run, progress(run)):
                self.questions.close()
                self.taps.begin_anew()
            self._look_for_an_end(snapshot, run)
            asking = self._ask(snapshot, run)
        else:
            self.questions.close()
            self.cards.between(self.question, snapshot)
        self.pages.setCurrentWidget(self.question if asking else self.step)
        aside = bool(self.questions.open_now) or self.drill.open_now or self.way_out.real
        self.foot.back.setEnabled(aside or self._goes_back())

    def _show_bars(self, snapshot: Snapshot | None) -> None:
        """Where one comes or goes all below moves: a press on its way there does not count."""
        bars = (self.alarm, self.message)
        before = [bar.isHidden() for bar in bars]
        self.alarm.present(snapshot)
        self._show_message(snapshot)
        if [bar.isHidden() for bar in bars] != before:
            self.taps.begin_anew()

    def _show_message(self, snapshot: Snapshot | None) -> None:
        """Say that somebody calls, unless it is being read."""
        told = None if snapshot is None else self.drill.unread(snapshot)
        self.message.present(
            "" if told is None or self.drill.open_now else self.drill.heading(told)
        )

    def _leave(self) -> None:
        self.close()

    def _read_message(self) -> None:
        if self._snapshot is not None and self.taps.passes():
            self.questions.close()
            self.drill.read(self._snapshot)

    def _look_for_an_end(self, snapshot: Snapshot, run: RunView) -> None:
        """Say that a card has ended before the next one that is open takes its place."""
        before, self._last = self._last, run
        if snapshot.replay is not None:  # who goes back in a record ends no card
            return
        if before is not None and all(one.id != before.id for one in snapshot.runs):
            self._ended = before
            self.questions.begin("ended")

    def _ask(self, snapshot: Snapshot, run: RunView) -> bool:
        """Put the question that is open on its page; False where none is."""
        language = self._translation.language
        back = Way("nothing", easy(said("facility.help_close"), language), self.questions.leave)
        match self.questions.open_now:
            case "cards":
                self.cards.beside(self.question, snapshot, run.id, back)
            case "ended" if self._ended is not None:
                self.cards.ended(self.question, self._ended, run, self.questions.leave)
            case "print":
                title = easy(said("facility.print"), language)
                back = replace(back, look="plain" if self.printer.made_at else "main")
                ways = (*self._to_the_paper(), back)
                self.question.ask(title, (easy(self.printer.words, language),), ways)
            case _:
                return self.questions.ask(self.question, run)
        return True

    def _to_the_paper(self) -> tuple[Way, ...]:
        """Open the card that was made, from where it is printed on paper."""
        if not self.printer.made_at:
            return ()
        words = easy(said("facility.open_paper"), self._translation.language)
        return (Way("open_paper", words, self._open_paper, "main"),)

    def _open_paper(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.printer.made_at))

    def _ask_help(self) -> None:
        """In a drill what it offers comes first: nobody looks for the code word below the fold."""
        leave, more = self.questions.help_ways
        asks_all = self.questions.open_now == "help_all"
        if asks_all or not self.way_out.ask(self.question, self._snapshot, leave, more):
            self.questions.ask_help(self.question)

    def _show_head(self, snapshot: Snapshot | None, run: RunView | None) -> None:
        language = self._translation.language
        heading = heading_of(self._site, snapshot, run, language)
        if snapshot is not None:
            self._wear(edge_of(snapshot))
            self.setWindowTitle(heading.window)
        beside = snapshot is not None and run is not None and self.cards.any_beside(snapshot)
        self.others.setVisible(beside)
        self.others.set_words(easy(said("facility.other_cards"), language))
        way_out = self.way_out.words(snapshot)
        self.head.present(heading.badge, heading.title, heading.count, way_out)
        self.strip.present(heading.states, without_readings(heading.told))

    def _wear(self, edge: Edge) -> None:
        if edge != self.border.edge:
            self.border.present(edge)
            self.restyle()

    # --- what is pressed ----------------------------------------------------------------------

    def _answer(self, answer: Answer) -> None:
        if self.taps.passes():
            self._send(answer.wish)

    def _ask_away(self) -> None:
        """A question was asked or answered: show what is to be shown now."""
        self.taps.begin_anew()
        self._show()

    def _ask_what_differs(self) -> None:
        if self.taps.passes():
            self.questions.open("different")

    def go_back(self) -> None:
        """Leave a question; at a step, ask whether to go back one."""
        if not self.taps.passes():
            return
        if self.questions.open_now:
            self.questions.leave()
            return
        if self.way_out.real:
            self.way_out.leave()
            return
        if self.drill.leave():
            return
        if self._goes_back():
            self.questions.open("back")

    def _goes_back(self) -> bool:
        """Whether there is a step that one can go back to now."""
        run = self.run
        step = run.current if run is not None else None
        if run is None or step is None or (self._snapshot and self._snapshot.replay) is not None:
            return False
        return "back" in step.can and step_before(run) is not None

    def show_help(self) -> None:
        """Say how it works, and whom to call."""
        self.drill.put_aside()
        self.questions.open("help")

    def _turn_night(self) -> None:
        appearance().choose(theme="day" if appearance().theme == "night" else "night")

    def _switch_language(self) -> None:
        self._translation.switch()

    def _show_cards(self) -> None:
        if self.taps.passes():
            self.questions.open("cards")

    def _choose(self, run: str) -> None:
        self._run = run
        self.questions.leave()

    def _print(self) -> None:
        if self.run is not None and self._snapshot is not None and self.taps.passes():
            self.printer.print_card(self.run, self._snapshot, self._translation.language)
            self.questions.open("print")

    # --- keys, size, end ----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter: done. Esc, Backspace: back. F1: help. Keys that repeat do nothing."""
        key = event.key()
        on_pad = self.pages.currentWidget() is self.step and self.step.asked.kind == "number"
        if event.isAutoRepeat() or (on_pad and self.step.pad.take_key(event)):
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace):
            self.go_back()
        elif key == Qt.Key.Key_F1:
            self.show_help()
        elif key == Qt.Key.Key_L and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._switch_language()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        """Take the one answer that goes on, where there is a single one."""
        if self.pages.currentWidget() is self.question:
            way = self.question.main
            if way is not None:
                self.question.take(way)
            return
        mains = [one for one in self.step.offered if one.main]
        if len(mains) == 1 and not mains[0].hold:
            self._answer(mains[0])

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keyboard: Enter is the answer that goes on, and no button's."""
        super().showEvent(event)
        self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the sizes that suit the new size."""
        super().resizeEvent(event)
        self.restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(QRectF(self.rect()), QColor(palette().window))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that it closes."""
        super().closeEvent(event)
        self.printer.close()
        self.drill.score.close()
        self.closing.emit()
