"""The procedure: chapters, two steps before, the current one, three after, what is watched."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from console import formatting
from console.models.edge import edge_of
from console.models.other_way import OtherWay
from console.models.people import name_of
from console.theme import Density
from console.translation import Translation
from console.views.caution_box import CautionBox
from console.views.chapter_tabs import ChapterTabs
from console.views.choice_box import ChoiceBox
from console.views.current_step import CurrentStepCard
from console.views.drill.cards import DrillCards
from console.views.duties.duty_button import DutyButton
from console.views.ending_card import EndingCard
from console.views.step_line import StepLine
from console.views.text import button, label, tight
from console.views.watch_strip import WatchStrip
from console.wishes import Wish
from devices.site.site import Site
from procedures.snapshot import RunState, RunView, Snapshot

BEFORE = 2
AFTER = 3
_TURNS = 3  # the words wrap anew when the room changes; after so many turns it is left as it is


class ProcedurePanel(QFrame):
    """The left side of the main window."""

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Wish], None],
        beside: Callable[[OtherWay], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("frame", "panel")
        self._site = site
        self._translation = translation
        self._snapshot: Snapshot | None = None
        self._chosen = ""
        self._stopped = self._replay = False
        self._roomy = True
        self._filled = (0, 0)  # how many lines before and after the current step have a step
        self._turns = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._fit_again)
        self._head = label("header", wrap=True)
        self._progress = label("soft")  # one line: a long title wraps
        self._progress.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._runs = ChoiceBox()
        self._chapters = ChapterTabs(translation)
        self.called = label("soft")  # from where, and where it returns
        self.called.hide()
        self.duties = DutyButton(site, translation, send, beside)
        self.paper = button("tool")
        self._before = [StepLine() for _ in range(BEFORE)]
        self._caution = CautionBox()
        self.step = CurrentStepCard(site, translation, send)
        self._ending = EndingCard(translation)
        self.drill = DrillCards(site, translation, send)
        self._after = [StepLine() for _ in range(AFTER)]
        self._watch = WatchStrip(translation)
        self._build()
        self._runs.activated.connect(self._choose_run)
        self._ending.start_asked.connect(self.duties.ask_start)
        for ending in (self._ending, self.drill.end):
            ending.report_asked.connect(self._show_report)
        self.paper.clicked.connect(self.show_paper)

    def _build(self) -> None:
        head = QHBoxLayout()
        tight(head, 8)
        head.addWidget(self._head, 3)
        head.addWidget(self._progress)
        head.addWidget(self.paper)
        head.addWidget(self.duties)
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(head)
        self._rows.addWidget(self._runs)
        self._rows.addWidget(self._chapters)
        self._rows.addWidget(self.called)
        for line in self._before:
            self._rows.addWidget(line)
        self._rows.addWidget(self._watch)
        self._rows.addWidget(self._caution)
        self._rows.addWidget(self.step, 1)
        self._rows.addWidget(self._ending, 1)
        self._rows.addWidget(self.drill, 1)
        for line in self._after:
            self._rows.addWidget(line)

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        self._roomy = density.name == "roomy"
        self._watch.resize_to(density)
        self.step.resize_to(density)
        self.drill.resize_to(density)
        self._rows.setSpacing(density.gap - 2)
        self._rows.setContentsMargins(
            density.gap + 2, density.gap, density.gap + 2, density.gap + 2
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many lines of the step list as there is room for now."""
        super().resizeEvent(event)
        self._fit_lines()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.paper.setText(self.tr("Print…"))
        self.paper.setAccessibleName(self.tr("print procedures, or save them as PDF"))
        if self._snapshot is not None:
            self.present(self._snapshot)
            return
        self._runs.hide()
        self.step.hide()
        self._hide_lines()
        if self._stopped:
            self._ending.present_not_opened()
        else:
            self._ending.present_opening(replay=self._replay)

    def expect_replay(self, replay: bool) -> None:
        """Say whether a record is being opened, or a sitting."""
        self._replay = replay
        self.retranslate()

    def stop_waiting(self) -> None:
        """Say that no picture will come any more."""
        self._stopped = True
        self.retranslate()

    def present(self, snapshot: Snapshot) -> None:
        """Show the run that was chosen, else the newest of those that wait for the sitter."""
        self._snapshot = snapshot
        self.duties.present(snapshot)
        self._offer_runs(snapshot)
        run = self._run_to_show(snapshot)
        self._chapters.present(snapshot.chapters, snapshot.runs, run)
        in_place = self.drill.present(snapshot)
        working = run is not None and run.current is not None and not in_place
        self.step.setVisible(working)
        self._ending.setVisible(not working and not in_place)
        if working and run is not None and run.current is not None:
            self.step.controls.edge = edge_of(snapshot)
            self._show_run(run, snapshot)
        else:
            self._show_rest(snapshot)

    @property
    def shown_run(self) -> str:
        """The run whose step is shown, "" for none."""
        run = self._run_to_show(self._snapshot) if self._snapshot is not None else None
        return run.id if run is not None else ""

    def show_paper(self) -> None:
        """Open the dialog that prints this procedure or others."""
        # nobody prints before the first picture, nor reads a report: either is loaded on demand
        from console.views.print_dialog import PrintDialog  # noqa: PLC0415

        PrintDialog.over(self.window(), self._site, self._translation, self._snapshot)

    def _show_report(self, record: str) -> None:
        from console.views.report.opening import open_report  # noqa: PLC0415

        open_report(self, self._translation, record)

    def primary_button(self) -> QAbstractButton | None:
        """The button that Enter presses: the first main one in sight; never execute."""
        step = self.step
        candidates = (
            self.drill.briefing.begin,
            *step.answers.mains,
            step.enter.enter_button,
            step.hold.sign_button,
            step.command.select_button,
        )
        for candidate in candidates:
            if candidate.isVisible() and candidate.isEnabled():
                return candidate
        return None

    def _offer_runs(self, snapshot: Snapshot) -> None:
        active = [run for run in snapshot.runs if run.state is not RunState.ENDED]
        self._runs.setVisible(len(active) > 1)
        names = [(f"{run.chain}  {self._translation.of(run.title)}", run.id) for run in active]
        if names != [
            (self._runs.itemText(at), self._runs.itemData(at)) for at in range(self._runs.count())
        ]:
            if any(self._runs.findData(identity) < 0 for _, identity in names):
                self._chosen = ""  # a run that has just begun is shown, whatever was chosen before
            self._runs.clear()
            for name, identity in names:
                self._runs.addItem(name, identity)

    def _choose_run(self, at: int) -> None:
        self._chosen = self._runs.itemData(at)
        self.retranslate()

    def _run_to_show(self, snapshot: Snapshot) -> RunView | None:
        active = [run for run in snapshot.runs if run.state is not RunState.ENDED]
        for run in active:
            if run.id == self._chosen:
                return run
        mine = [run for run in active if run.current is not None and run.current.mine]
        candidates = mine or active
        if not candidates:
            return None
        newest = candidates[-1]  # an order beside the chain, and after it the chain again
        self._runs.setCurrentIndex(self._runs.findData(newest.id))
        return newest

    def _show_run(self, run: RunView, snapshot: Snapshot) -> None:
        assert run.current is not None
        self._head.setText(f"{run.chain}  {self._translation.of(run.title)}")
        self._progress.setText(self._how_far(run))
        self._say_where_it_returns(run)
        self._caution.present(self._translation.of(run.current.caution))
        self.step.present(run, run.current, snapshot)
        self._watch.present(run.watch)
        self._present_lines(run, snapshot)
        self._fit_lines()

    def _present_lines(self, run: RunView, snapshot: Snapshot) -> None:
        """Fill in the steps before and after the current one; `_fit_lines` says which show."""
        before = run.steps[max(0, run.at - BEFORE) : run.at]
        after = run.steps[run.at + 1 : run.at + 1 + AFTER]
        self._filled = (len(before), len(after))
        lines = (*self._before[: len(before)], *self._after[: len(after)])
        for line, step in zip(lines, (*before, *after), strict=True):
            when = ""
            if step.time_s is not None:
                when = formatting.time_at(snapshot.clock, snapshot.time_s, step.time_s)
            who = name_of(self._site, step.who, self._translation.language)
            line.present(step, self._translation.of(step.title), who, when)

    def _fit_lines(self) -> None:
        """The current step comes first: what it lacks is taken from the list, the past first.

        The lines after it are taken last, and kept when they are empty: the buttons above them must
        not move more than they have to.
        """
        self._turns = _TURNS
        self._fit_again()

    def _fit_again(self) -> None:
        """Fit now, and again once Qt has laid out what this has changed."""
        if self.step.isHidden() or not self.isVisible():
            return
        self._rows.activate()
        self._fit_once()
        self.step.fit_picture()
        self._turns -= 1
        if self._turns > 0:
            self._later.start()

    def _fit_once(self) -> None:
        """Give every line the place that is left for it."""
        past, coming = self._filled
        # every line has a place: the oldest goes first, the next step last
        places = (*self._before[:past], *reversed(self._after))
        a_line_px = self._before[0].sizeHint().height() + self._rows.spacing()
        kept = sum(1 for line in places if self._has_place(line))
        lacks = -(-self.step.missing_px() // a_line_px)
        gone = min(len(places), max(0, len(places) - kept + lacks))
        for line in self._before[past:]:
            line.hide()
        for number, line in enumerate(places):
            self._keep_place(line, number >= gone and line in self._after)
            line.setVisible(number >= gone and line not in self._after[coming:])

    @staticmethod
    def _has_place(line: StepLine) -> bool:
        return not line.isHidden() or line.sizePolicy().retainSizeWhenHidden()

    @staticmethod
    def _keep_place(line: StepLine, on: bool) -> None:
        policy = line.sizePolicy()
        if policy.retainSizeWhenHidden() != on:
            policy.setRetainSizeWhenHidden(on)
            line.setSizePolicy(policy)

    def _how_far(self, run: RunView) -> str:
        """Which step, and how long so far; where there is little room the title goes first."""
        at, count = str(run.at + 1), str(len(run.steps))
        elapsed = formatting.span(run.elapsed_s)
        if not self._roomy:
            return f"{at}/{count} · {elapsed}"
        words = self.tr("step %1 of %2").replace("%1", at).replace("%2", count)
        if run.target_s is not None:
            of_target = self.tr("%1, target %2").replace("%1", elapsed)
            elapsed = of_target.replace("%2", formatting.span(run.target_s))
        return f"{words} · {elapsed}"

    def _say_where_it_returns(self, run: RunView) -> None:
        """In a procedure that was called: from which step, and that it returns there."""
        depth = run.steps[run.at].depth if run.at < len(run.steps) else 0
        self.called.setVisible(depth > 0)
        if depth > 0:
            caller = next(s.id for s in reversed(run.steps[: run.at]) if s.depth < depth)
            words = self.tr("Called from step %1; returns to %2 by itself")
            self.called.setText(words.replace("%1", caller).replace("%2", run.chain))

    def _hide_lines(self) -> None:
        for line in (*self._before, *self._after):
            line.hide()
            self._keep_place(line, False)

    def _show_rest(self, snapshot: Snapshot) -> None:
        self._head.setText(self._translation.of(snapshot.scenario_title))
        self._progress.setText("")
        self.called.hide()
        self._caution.present("")
        self._watch.present(())
        self._hide_lines()
        self._ending.present(snapshot)
