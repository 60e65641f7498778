"""Runs as screens show them: the list of steps, and everything about the step at work."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from devices.conditions import Condition
from devices.phrases import said
from devices.words import Words, same
from procedures.command_views import command_view
from procedures.language.steps import Check, Choose, Do, Hold, Say, Step, Wait
from procedures.run.attempt import Attempt, Stage
from procedures.run.choosing import ChooseWork
from procedures.run.commanding import CommandWork
from procedures.run.engine import Engine
from procedures.run.holding import HoldWork, signer_key
from procedures.run.looking import EnterWork
from procedures.run.saying import SayWork
from procedures.run.state import Run
from procedures.run.steering import Steering
from procedures.run.turns import can_by, takes_part, whose_turn
from procedures.run.world import World
from procedures.snapshot import (
    CommandView,
    ConditionView,
    CurrentStep,
    EnterView,
    HoldView,
    OptionView,
    RunState,
    RunView,
    SayView,
    StepState,
    StepView,
)
from procedures.step_subjects import reached_state, subject_of
from procedures.talk_views import say_view
from procedures.wording import condition_views, watch_view


@dataclass(slots=True)
class RunViews:
    """Makes views of runs; the list of steps is made anew only when something in it changed."""

    world: World
    engine: Engine
    _steps: dict[str, tuple[int, tuple[StepView, ...], int]] = field(default_factory=dict)

    def view(self, run: Run) -> RunView:
        """One run as it stands now."""
        steps, at = self._step_list(run)
        now_s = self.world.now_s if run.ended_s is None else run.ended_s
        return RunView(
            id=run.id,
            procedure=run.procedure.name,
            chain=run.procedure.chain,
            title=run.procedure.title,
            state=run.state,
            steps=steps,
            at=at,
            current=self._current(run, self._sitter()) if run.active else None,
            watch=self._watch(run) if run.active else (),
            elapsed_s=now_s - run.started_s,
            target_s=run.procedure.target_s,
            aborted=run.outcome == "aborted",
        )

    # --- the list -----------------------------------------------------------------------------

    def _step_list(self, run: Run) -> tuple[tuple[StepView, ...], int]:
        cached = self._steps.get(run.id)
        if cached is not None and cached[0] == run.version:
            return cached[1], cached[2]
        views: list[StepView] = []
        at, render = 0, self.world.render
        for frame, step, depth in run.steps():
            if frame is run.frame and step is frame.step:
                at = len(views)
            mark = frame.marks.get(step.id)
            views.append(
                StepView(
                    id=step.id,
                    kind=step.kind,
                    title=render(step.title),
                    role=step.role,
                    state=mark.state if mark else StepState.WAITING,
                    who=mark.who if mark else "",
                    time_s=mark.time_s if mark else None,
                    measured=isinstance(step.action, Check | Wait),
                    depth=depth,
                )
            )
        self._steps[run.id] = (run.version, tuple(views), at)
        return tuple(views), at

    def _watch(self, run: Run) -> tuple[ConditionView, ...]:
        """What should stay true, each with its live value; true is well."""
        watches = (
            watch
            for frame in run.frames
            for watch in frame.procedure.watches
            if frame.procedure.watched(watch, frame.at)
        )
        render, picture = self.world.render, self.world.picture
        return tuple(watch_view(one.when, render(one.words), picture) for one in watches)

    # --- the step at work -----------------------------------------------------------------------

    def led(self, run: Run, person: str) -> CurrentStep | None:
        """The step at work as somebody sees it whom the instructor leads; None for a stranger."""
        attempt = run.attempt
        if attempt is None or not run.at_work or not takes_part(attempt, person):
            return None
        current, can = self._current(run, person), can_by(attempt, person)
        return None if current is None else replace(current, mine=bool(can), can=can)

    def _sitter(self) -> str:
        sitter = self.world.people.sitter
        return sitter.person if sitter is not None else ""

    def _current(self, run: Run, here: str) -> CurrentStep | None:
        """here: the person at the screen."""
        step, attempt = run.frame.step, run.attempt
        if step is None:
            return None
        picture, people = self.world.picture, self.world.people
        actor = attempt.actor if attempt else people.holder(step.role)
        role = self.world.site.roles.get(step.role)
        verifying = attempt is not None and attempt.stage in (Stage.VERIFY, Stage.TICK)
        return CurrentStep(
            id=step.id,
            kind=step.kind,
            title=self.world.render(step.title),
            role=step.role,
            role_title=role.title if role else same(step.role),
            person=actor.name.en if actor.name.en == actor.name.ja else actor.id,
            mine=not (actor.simulated or actor.led),
            elapsed_s=self._elapsed_s(run),
            limit_s=step.limit_s,
            target_s=step.target_s,
            picture=step.picture,
            can=self._can(run),
            waiting_for=self._waiting_for(run, attempt),
            caution=self.world.render(step.caution) if step.caution else None,
            requires=condition_views(step.require, picture),
            expected=self._expected(step),
            held_s=self._held_s(attempt),
            hold_for_s=step.hold_for_s or None,
            say=self._say(step, run.last_attempt, here),
            command=self._command(step, attempt, run, verifying),
            hold=self._hold(step, attempt),
            enter=self._enter(attempt),
            options=self._options(step),
            failure=run.failure,
            subject=subject_of(step),
            reaches=reached_state(step),
            wait_s=step.action.time_s if isinstance(step.action, Wait) else None,
        )

    def _expected(self, step: Step) -> tuple[ConditionView, ...]:
        conditions: tuple[Condition | None, ...] = ()
        match step.action:
            case Check(conditions=checked):
                conditions = checked
            case Hold(require=require):
                conditions = (require,)
            case Wait(until=until):
                conditions = (until,)
            case _:
                pass
        every = (*conditions, step.expect)
        return tuple(view for one in every for view in condition_views(one, self.world.picture))

    def _held_s(self, attempt: Attempt | None) -> float | None:
        since_s = getattr(attempt.work, "true_since_s", None) if attempt else None
        since_s = since_s if attempt is None or since_s is not None else attempt.true_since_s
        return None if since_s is None else self.world.now_s - since_s

    def _waiting_for(self, run: Run, attempt: Attempt | None) -> Words:
        if run.state is RunState.FAILED and run.failure is not None:
            return run.failure
        if attempt is None:
            return said(f"run.state_{run.state.value}")
        return attempt.why(self.world)

    def _can(self, run: Run) -> frozenset[str]:
        """What makes sense now, for the step and for the run; nothing where nobody sits."""
        if self.world.people.sitter is None:
            return frozenset()
        match run.state:
            case RunState.FAILED:
                return frozenset({"repeat", "abort"}) | self._ways_out(run)
            case RunState.PAUSED:
                return frozenset({"resume", "abort"})
            case RunState.RUNNING | RunState.WAITING | RunState.HELD:
                attempt = run.attempt
                can = {"pause", "abort"} | (self._of_step(attempt) if attempt else frozenset())
                if attempt is not None and attempt.repeatable:
                    can.add("repeat")
                return frozenset(can) | self._ways_out(run)
            case _:
                return frozenset()

    def _of_step(self, attempt: Attempt) -> frozenset[str]:
        """What the sitter can do for the step: nothing in the place of whom an instructor leads."""
        if any(member.led for member in whose_turn(attempt)):
            return can_by(attempt, self._sitter())
        return attempt.can()

    def _ways_out(self, run: Run) -> frozenset[str]:
        if not Steering(self.engine).may_leave(run):
            return frozenset()
        step = run.frame.step
        skip = step is not None and not isinstance(step.action, Hold)
        return frozenset(({"skip"} if skip else set()) | ({"back"} if run.frame.at else set()))

    def _elapsed_s(self, run: Run) -> float:
        """How long the step has lasted, or lasted until it failed."""
        attempt, step = run.last_attempt, run.frame.step
        if attempt is None or step is None:
            return 0.0
        mark = run.frame.marks.get(step.id)
        failed_s = mark.time_s if mark is not None and attempt is not run.attempt else None
        return (self.world.now_s if failed_s is None else failed_s) - attempt.started_s

    # --- the kinds ----------------------------------------------------------------------------

    def _say(self, step: Step, attempt: Attempt | None, here: str) -> SayView | None:
        if not isinstance(step.action, Say):
            return None
        work = attempt.work if attempt else None
        if isinstance(work, SayWork):
            return say_view(work.exchange, self.world, here)
        render = self.world.render
        text, read_back = render(step.action.text), render(step.action.read_back)
        return SayView(step.role, step.action.to, text, read_back, "speak")

    def _command(
        self, step: Step, attempt: Attempt | None, run: Run, verifying: bool
    ) -> CommandView | None:
        do = step.action
        if not isinstance(do, Do):
            return None
        actor = attempt.actor if attempt else self.world.people.holder(step.role)
        command = self.world.command(do, step.role, actor.id, f"procedure {run.id} {step.id}")
        work = attempt.work if attempt else None
        stage = work.stage if isinstance(work, CommandWork) else "offered"
        if verifying:
            stage = "confirmed"
        elif run.state is RunState.FAILED:
            stage = "no_answer" if stage == "sent" else "refused"
        return command_view(command, stage, self.world)

    def _hold(self, step: Step, attempt: Attempt | None) -> HoldView | None:
        if not isinstance(step.action, Hold):
            return None
        hold, work = step.action, attempt.work if attempt else None
        keys = (signer_key(0, hold.roles), signer_key(1, hold.roles))
        if not isinstance(work, HoldWork):
            return HoldView(hold.id, keys, {})
        return HoldView(hold.id, keys, dict(work.signed), work.refused)

    def _enter(self, attempt: Attempt | None) -> EnterView | None:
        work = attempt.work if attempt else None
        name = ""
        if isinstance(work, EnterWork):
            name = work.signal
        elif isinstance(work, SayWork) and work.to_enter:
            name = work.to_enter[0]
        if not name:
            return None
        signal = self.world.site.signals[name]
        seen = None
        if isinstance(work, EnterWork) and (work.acted or not work.acts):
            # at simulated equipment there is nothing else that he could look at
            simulated = self.world.field is not None
            seen = self.world.sees(name, work.seen) if simulated else work.seen.get(name)
        return EnterView(
            signal=name,
            label=signal.label,
            unit=signal.unit,
            low=signal.low,
            high=signal.high,
            states=signal.states,
            state_words=signal.state_words,
            is_flag=signal.is_flag,
            seen=seen,
        )

    def _options(self, step: Step) -> tuple[OptionView, ...]:
        if not isinstance(step.action, Choose):
            return ()
        work = ChooseWork(step.action.options, self.world.people.holder(step.role), None)
        render = self.world.render
        return tuple(OptionView(o.id, render(o.title)) for o in work.open_options(self.world))
