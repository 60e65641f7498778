"""Steering: what a person may do with a run, beside what its steps ask of him."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from devices.events import EventKind, Json
from devices.phrases import said
from procedures import intents
from procedures.language.steps import Hold
from procedures.run.engine import Engine
from procedures.run.state import Mark, Run
from procedures.run.work import Refusal, StepIntent
from procedures.snapshot import RunState, StepState

RunIntent: TypeAlias = (
    StepIntent
    | intents.Repeat
    | intents.GoBack
    | intents.Skip
    | intents.Pause
    | intents.Resume
    | intents.Abort
)


@dataclass(frozen=True, slots=True)
class Steering:
    """Takes the wishes of the sitter for the runs of one engine."""

    engine: Engine

    def accept(self, intent: RunIntent, who: str) -> Refusal | None:
        """Take what the sitter wants of a run; None when it was taken."""
        run = self.engine.run(intent.run)
        if run is None or not run.active:
            return Refusal((said("run.unknown", id=intent.run),))
        return self._to_run(run, intent, who)

    def _to_run(self, run: Run, intent: RunIntent, who: str) -> Refusal | None:
        match intent:
            case intents.Repeat():
                return self._repeat(run, who)
            case intents.GoBack(step=step, reason=reason):
                return self._back(run, step, reason, who)
            case intents.Skip(reason=reason):
                return self._skip(run, reason, who)
            case intents.Pause():
                return self._pause(run, who)
            case intents.Resume():
                return self._resume(run, who)
            case intents.Abort(reason=reason):
                return self._abort_wanted(run, reason, who)
            case _:
                return self._to_step(run, intent)

    def _to_step(self, run: Run, intent: StepIntent) -> Refusal | None:
        if run.attempt is None or not run.at_work:
            return Refusal((said("run.not_at_work", state=said(f"run.state_{run.state.value}")),))
        ahead = self.engine.ahead(run)
        if ahead is not None:
            return Refusal((self.engine.held_by(ahead, self.engine.device_at_work(run)),))
        refusal = run.attempt.accept(intent, self.engine.world)
        if refusal is None:
            run.version += 1
            self.engine.advance()
        return refusal

    def _abort_wanted(self, run: Run, reason: str, who: str) -> Refusal | None:
        if run.state is RunState.ABORTING:
            return Refusal((said("run.aborting"),))
        name = self.engine.world.gate.authority.name(who)
        self.engine.abort(run, who, said("run.aborted_by", who=name, reason=reason or "–"))
        return None

    def _repeat(self, run: Run, who: str) -> Refusal | None:
        attempt = run.attempt
        if run.state is RunState.FAILED:
            self.engine.move(run, RunState.RUNNING, who)
        elif attempt is None or not run.at_work or not attempt.repeatable:
            return Refusal((said("run.not_now"),))
        self.engine.let_selection_go(run)
        run.attempt, run.failure = None, None
        return None

    def _back(self, run: Run, step: str, reason: str, who: str) -> Refusal | None:
        if not reason.strip():
            return Refusal((said("step.reason_missing"),))
        refusal = self._may_leave(run)
        if refusal is not None:
            return refusal
        frame = run.frame
        ids = [candidate.id for candidate in frame.procedure.steps]
        if step not in ids or ids.index(step) > frame.at:
            return Refusal((said("run.no_way_back", step=step),))
        current = frame.step
        data: dict[str, Json] = {"to": step, "reason": reason}
        subject = current or frame.procedure.steps[-1]
        self.engine.tell(EventKind.STEP_BACK, run, subject, who, data)
        for later in ids[ids.index(step) :]:
            frame.marks.pop(later, None)
        self._leave_step(run, who)
        frame.at = ids.index(step)
        return None

    def _skip(self, run: Run, reason: str, who: str) -> Refusal | None:
        step = run.frame.step
        if step is None:
            return Refusal((said("run.not_now"),))
        if isinstance(step.action, Hold):
            return Refusal((said("hold.never_skipped", id=step.action.id),))
        if not reason.strip():
            return Refusal((said("step.reason_missing"),))
        refusal = self._may_leave(run)
        if refusal is not None:
            return refusal
        run.mark(step, Mark(StepState.SKIPPED, who, self.engine.world.now_s))
        self.engine.tell(EventKind.STEP_SKIPPED, run, step, who, {"reason": reason})
        self._leave_step(run, who)
        run.frame.at += 1
        return None

    def may_leave(self, run: Run) -> bool:
        """Whether the current step may be left now, by a skip or a way back."""
        return self._may_leave(run) is None

    def _may_leave(self, run: Run) -> Refusal | None:
        """A step may be left when it failed, or while nothing of it was said or sent."""
        attempt = run.attempt
        idle = run.at_work and (attempt is None or attempt.interruptible or attempt.mine)
        sent = attempt is not None and self.engine.device_at_work(run)
        if sent and self.engine.world.gate.pending(self.engine.device_at_work(run)) is not None:
            return Refusal((said("step.device_answers"),))
        if run.state is RunState.FAILED or idle:
            return None
        return Refusal((said("run.not_now"),))

    def _leave_step(self, run: Run, who: str) -> None:
        self.engine.let_selection_go(run)
        run.attempt, run.failure = None, None
        if run.state is not RunState.RUNNING:
            self.engine.move(run, RunState.RUNNING, who)

    def _pause(self, run: Run, who: str) -> Refusal | None:
        if not run.at_work:
            return Refusal((said("run.not_now"),))
        if run.attempt is not None and not run.attempt.interruptible:
            run.pause_wanted = True  # at the next boundary between two steps
            return None
        self.engine.let_selection_go(run)
        run.attempt = None
        self.engine.move(run, RunState.PAUSED, who)
        return None

    def _resume(self, run: Run, who: str) -> Refusal | None:
        if run.state is not RunState.PAUSED:
            run.pause_wanted = False
            return None if run.at_work else Refusal((said("run.not_now"),))
        self.engine.move(run, RunState.RUNNING, who)
        return None
