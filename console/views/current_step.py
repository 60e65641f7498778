"""The current step, big: who, what to say, what to expect, what to press."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from console import formatting
from console.icons import Mark
from console.models.people import name_of
from console.theme import Density
from console.translation import Translation
from console.views.command_row import CommandRow
from console.views.condition_table import ConditionTable
from console.views.enter_field import EnterField
from console.views.hold_bar import HoldBar
from console.views.live.board_hint import BoardHint
from console.views.locked_note import LockedNote
from console.views.reasons_box import ReasonsBox
from console.views.run_controls import RunControls
from console.views.say_box import SayBox
from console.views.steady_scroll import SteadyScroll
from console.views.step_actions import StepActions
from console.views.step_picture import StepPicture
from console.views.target_bar import TargetBar
from console.views.text import label, tight
from devices.signals import Value
from devices.site.site import Site
from procedures.intents import EnterValue, Intent, ReadBack, Sign, Speak
from procedures.snapshot import (
    CommandView,
    ConditionView,
    CurrentStep,
    Refusal,
    RunState,
    RunView,
    Snapshot,
)

_REFUSED_FOR_S = 30.0


class CurrentStepCard(QFrame):
    """A white card. Its body scrolls when it must; its buttons always stay in sight."""

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Intent], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("frame", "card")
        self._translation = translation
        self._site = site
        self._send = send
        self._run_id = ""
        self._step_id = ""
        self._now_s = 0.0
        self._roomy = True
        self._mark = Mark("current", 24)
        self._title = label("step", wrap=True)
        self._easy = label("condition", wrap=True)  # for who is no electrician, with readings
        self._meta = label("soft", wrap=True)
        self.target = TargetBar()
        self.picture = StepPicture()
        self._failure = ReasonsBox()
        self._refused = ReasonsBox()
        self.hint = BoardHint(site, translation)
        self.say = SayBox(translation)
        self._requires = ConditionTable(translation)
        self._expected = ConditionTable(translation)
        self._interlocks = ConditionTable(translation)
        self._preview = ConditionTable(translation)
        # One row for every main button, so that the next one is always where the last one was.
        self._mains = QWidget()
        row = QHBoxLayout(self._mains)
        tight(row, 8)
        self.enter = EnterField(translation, self._enter_value, row)
        self.hold = HoldBar(site, translation, self._sign, row)
        self._waiting_mark = Mark("hourglass", 18, "ink_soft")
        self._waiting = label("strong", wrap=True)
        self._locked = LockedNote()
        self.command = CommandRow(site, translation, send, row)
        self.answers = StepActions(translation, send, self.say.read_back.text, row)
        self.controls = RunControls(translation, send)
        self.answers.deny_asked.connect(self.controls.ask_denial)
        self.say.heard.connect(lambda text: self._send(ReadBack(self._run_id, text)))
        self.say.spoken.connect(lambda text: self._send(Speak(self._run_id, text)))
        self._build()

    def _build(self) -> None:
        head = QHBoxLayout()
        tight(head, 8)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        words = QWidget()  # apart from the picture, which takes what they leave
        rows = QVBoxLayout(words)
        tight(rows, 9)
        rows.addLayout(head)
        for part in (
            self._easy,
            self._meta,
            self.target,
            self._refused,
            self.hold,
            self.say,
            self._requires,
            self._interlocks,
            self.hint,
            self._expected,
            self._preview,
        ):
            rows.addWidget(part)
        self._words = rows
        body = QWidget()
        parts = QVBoxLayout(body)
        tight(parts, 9)
        parts.setContentsMargins(0, 0, 4, 0)
        parts.addWidget(words)
        parts.addWidget(self.picture)
        parts.addStretch(1)
        self._scroll = SteadyScroll(body)
        waiting = QHBoxLayout()
        tight(waiting, 8)
        waiting.addWidget(self._waiting_mark, 0, Qt.AlignmentFlag.AlignTop)
        waiting.addWidget(self._waiting, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 12, 10, 10)
        whole.setSpacing(8)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self._failure)  # always in sight: it says why nothing goes on
        whole.addLayout(waiting)
        for foot in (self.enter, self._locked, self.command, self.answers):
            whole.addWidget(foot)
        whole.addWidget(self._mains)
        whole.addWidget(self.controls)

    def resize_to(self, density: Density) -> None:
        """Keep the room of a main button of two lines, whether there is one or not."""
        self._roomy = density.name == "roomy"  # else what holds already is not listed
        self._mains.setMinimumHeight(density.button + 12)
        self.controls.resize_to(density)
        self.picture.resize_to(density)

    def present(self, run: RunView, step: CurrentStep, snapshot: Snapshot) -> None:
        """Show the step at work in `run`."""
        focused, execute = QApplication.focusWidget(), self.command.execute_button
        was_selected = execute.isVisible()
        self._show(run, step, snapshot)
        if focused is None:
            return
        lost = self.isAncestorOf(focused) and not (focused.isVisible() and focused.isEnabled())
        if execute.isVisible() and not was_selected and (lost or focused.isAncestorOf(self)):
            execute.setFocus(Qt.FocusReason.OtherFocusReason)  # to be held: one press does nothing
        elif lost:
            self._take_focus_on()

    def _take_focus_on(self) -> None:
        """Give the keyboard to what comes next: a field that has to be filled, else the window.

        Qt would give it to the next button in the row, and Space would deny, pause or abort. In the
        window Space and Enter press the main button.
        """
        if self.enter.isVisible():
            self.enter.take_focus()
        elif self.hold.who.isVisible():
            self.hold.who.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.window().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, run: RunView, step: CurrentStep, snapshot: Snapshot) -> None:
        self._run_id = run.id
        self._now_s = snapshot.time_s
        if self._step_id != f"{run.id}/{step.id}":
            self._step_id = f"{run.id}/{step.id}"
            self._scroll.verticalScrollBar().setValue(0)
            self.enter.present(None)  # what was entered in the last step is no answer to this one
        of = self._translation.of
        self._mark.choose(_state_mark(run.state))
        self._title.setText(f"{step.id}  {of(step.title)}")
        easy = step.title.easy_ja if step.mine and self._translation.language == "ja" else ""
        self._easy.setText(easy)
        self._easy.setVisible(bool(easy))
        self._meta.setText(self._about(step))
        self.target.present(step)
        self.picture.present(step.picture, of(step.title))
        failure = of(step.failure)
        if failure:
            self.target.hide()  # over, and the words why have the room
        self._failure.present(self.tr("The step has failed") if failure else "", _lines(failure))
        self._show_refusal(step, snapshot.refusal)
        self.say.present(step.say, step.can)
        requires = tuple(one for one in step.requires if self._roomy or one.truth is not True)
        self._requires.present(self.tr("Required before"), requires)
        self._show_command(step, snapshot)
        self.enter.present(step.enter if "enter" in step.can else None)
        self.hold.present(
            step.hold, snapshot.sitter, can_sign="sign" in step.can, real=snapshot.live is not None
        )
        waiting = of(step.waiting_for) if of(step.waiting_for) != failure else ""
        self._waiting.setVisible(bool(waiting))
        self._waiting_mark.setVisible(bool(waiting))
        self._waiting.setText(waiting)
        self.hint.present(_unreported(step))
        self.answers.present(run, step)
        self.controls.present(run)
        self.fit_picture()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the picture the room that is left now."""
        super().resizeEvent(event)
        self.fit_picture()

    def missing_px(self) -> int:
        """How many pixels the body lacks to show all its words, and the picture at its least.

        Negative where there is room to spare.
        """
        least_px = self.picture.least_px + self._words.spacing() if self.picture.name else 0
        return self._words_px() + least_px - self._scroll.viewport().height()

    def _words_px(self) -> int:
        """The height of the body without its picture."""
        return self._words.heightForWidth(self._scroll.viewport().width() - 4)

    def fit_picture(self) -> None:
        """The words come first: the picture takes what they leave, and is not drawn too small."""
        if self.picture.name:
            left_px = self._scroll.viewport().height() - self._words_px()
            self.picture.fit(left_px - self._words.spacing())

    def _show_refusal(self, step: CurrentStep, refusal: Refusal | None) -> None:
        """Why the last wish at this step was refused; what was refused before it began is over."""
        began_s = self._now_s - step.elapsed_s
        since_s = max(began_s, self._now_s - _REFUSED_FOR_S)
        if refusal is None or refusal.time_s < since_s or not concerns(refusal, step):
            self._refused.present("", ())
            return
        of = self._translation.of
        reasons = tuple(of(reason) for reason in refusal.reasons)
        self._refused.present(self.tr("Not possible now"), reasons)

    def _sign(self, person: str) -> None:
        self._send(Sign(self._run_id, person))

    def _enter_value(self, value: Value) -> None:
        self._send(EnterValue(self._run_id, value))

    def _show_command(self, step: CurrentStep, snapshot: Snapshot) -> None:
        selection, live = snapshot.selection, snapshot.live
        command = step.command
        preview: tuple[ConditionView, ...] = ()
        blocking: tuple[ConditionView, ...] = ()
        if command is not None:
            if selection is not None and _same(selection, command):
                command = selection  # the gate knows best how far its one selection has come
            preview = command.preview
            if command.stage not in ("sent", "confirmed"):  # then they are those of a second time
                blocking = tuple(lock for lock in command.interlocks if lock.truth is not True)
        self._interlocks.present(self.tr("Interlocks in the way"), blocking)
        offered = command is not None and command.stage in ("offered", "selected")
        written = (
            command is not None and not self._site.verb(f"{command.device}.{command.verb}").manual
        )
        replayed = snapshot.replay is not None  # nothing is written there whatever the key says
        self._locked.present(live if offered and written and not replayed else None)
        awaited = step.failure is None
        self._expected.present(self._expected_heading(step), step.expected, awaited=awaited)
        self._preview.present(self.tr("Preview, next 60 s"), preview, live=False)
        self.command.role = step.role
        selected = command is not None and command is selection
        self.command.present(
            command,
            snapshot.sitter,
            can_select="select" in step.can and not selected,
            can_execute="execute" in step.can or selected,
        )

    def _expected_heading(self, step: CurrentStep) -> str:
        if step.hold_for_s is None:
            return self.tr("Expected")
        words = self.tr("Expected for %1 (held %2)")
        words = words.replace("%1", formatting.span(step.hold_for_s))
        return words.replace("%2", formatting.span(step.held_s or 0.0))

    def _about(self, step: CurrentStep) -> str:
        role = self._translation.of(step.role_title)
        parts = [f"{step.role} {role}" if role != step.role else role]
        if step.person:
            parts.append(name_of(self._site, step.person, self._translation.language))
        if step.limit_s is not None:
            parts.append(self.tr("limit %1").replace("%1", formatting.span(step.limit_s)))
        if step.target_s is not None:
            parts.append(self.tr("target %1").replace("%1", formatting.span(step.target_s)))
        parts.append(self.tr("elapsed %1").replace("%1", formatting.span(step.elapsed_s)))
        if step.limit_s is not None and step.elapsed_s > step.limit_s:
            over = formatting.span(step.elapsed_s - step.limit_s)
            parts.append(self.tr("over time by %1").replace("%1", over))
        # a figure is never parted from its name where the line breaks
        return " · ".join((parts[0], *(part.replace(" ", "\u00a0") for part in parts[1:])))


def _state_mark(state: RunState) -> str:
    marks = {
        RunState.WAITING: "hourglass",
        RunState.HELD: "hand",
        RunState.PAUSED: "pause",
        RunState.FAILED: "cross",
        RunState.ABORTING: "stop",
    }
    return marks.get(state, "current")


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line)


def concerns(refusal: Refusal, step: CurrentStep) -> bool:
    """Whether what was refused is something that `step` offers."""
    command = step.command
    target = "" if command is None else f"{command.device}.{command.verb}"
    return refusal.target in (step.id, target)


def _unreported(step: CurrentStep) -> tuple[str, ...]:
    """The points that somebody has to report before the step can be judged.

    A point that the step itself asks for is entered in the step.
    """
    offered = step.command is not None and step.command.stage in ("offered", "selected")
    locks = step.command.interlocks if step.command is not None and offered else ()
    own = "" if step.enter is None else step.enter.signal
    views = (*step.requires, *locks, *step.expected)
    return tuple(point for view in views for point in view.unreported if point != own)


def _same(one: CommandView, other: CommandView) -> bool:
    return one.same_as(other)
