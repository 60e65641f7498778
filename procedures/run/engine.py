"""The engine: moves runs through their steps, by time and by what people want."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from devices.events import Event, EventKind, Json
from devices.phrases import listed, said
from devices.words import Words
from procedures import intents
from procedures.language.steps import Call, Do, Hold, Procedure, Say, Step, Wait, Watch
from procedures.phase import Phase, PhaseTracker
from procedures.run import making
from procedures.run.aborting import SafeState
from procedures.run.state import Frame, Mark, Run
from procedures.run.work import Done, Failed, Refusal, StepIntent, Working
from procedures.run.world import World
from procedures.snapshot import RunState, StepState

MOST_RUNS = 2
_MOST_STEPS_A_TICK = 200  # a jump in a circle must not hang the sitting

RunIntent = (
    StepIntent
    | intents.Repeat
    | intents.GoBack
    | intents.Skip
    | intents.Pause
    | intents.Resume
    | intents.Abort
)


@dataclass(slots=True)
class Engine:
    """The runs of one sitting. load finds a procedure by name (for calls and starts)."""

    world: World
    phase: PhaseTracker
    load: Callable[[str], Procedure]
    runs: list[Run] = field(default_factory=list)
    _aborting: dict[str, SafeState] = field(default_factory=dict)

    # --- looking ----------------------------------------------------------------------------

    @property
    def active(self) -> tuple[Run, ...]:
        """The runs that have not ended."""
        return tuple(run for run in self.runs if run.active)

    def run(self, name: str) -> Run | None:
        """The run with this id."""
        return next((run for run in self.runs if run.id == name), None)

    def due_s(self) -> float | None:
        """The next moment at which a run wants to be advanced."""
        dues = [run.attempt.due_s() for run in self.runs if run.at_work and run.attempt is not None]
        return min((due for due in dues if due is not None), default=None)

    def expected_alarms(self) -> frozenset[str]:
        """The alarms that the steps at work have predicted."""
        steps = [run.frame.step for run in self.runs if run.active]
        return frozenset().union(*(step.alarms_expected for step in steps if step is not None))

    def device_at_work(self, run: Run) -> str:
        """The device that the current step of `run` holds: what it commands or orders."""
        step = run.frame.step if run.active else None
        action = step.action if step is not None else None
        if isinstance(action, Do):
            return action.device
        if isinstance(action, Say) and action.order is not None:
            return action.order.device
        return ""

    def _holds(self, run: Run, device: str) -> bool:
        """Whether the step at work of `run` has begun with `device`; a paused run lets go of it."""
        return run.attempt is not None and device != "" and self.device_at_work(run) == device

    def _ahead(self, run: Run) -> Run | None:
        """The run that came first to the device of the current step of `run`; it is waited for."""
        device, attempt = self.device_at_work(run), run.attempt
        if attempt is None:
            return None
        others = (other for other in self.runs if other is not run and self._holds(other, device))
        return next((o for o in others if o.attempt and o.attempt.number < attempt.number), None)

    def _held_by(self, other: Run, device: str) -> Words:
        step, title = other.frame.step, self.world.site.devices[device].title
        number = step.id if step is not None else ""
        return said("run.device_held", title=other.procedure.title, step=number, device=title)

    # --- starting ---------------------------------------------------------------------------

    def against(self, name: str, device: str = "") -> tuple[Words, ...]:
        """Every reason why no run of `name` can be opened now; `device` is what it will work on."""
        reasons = []
        if len(self.active) >= MOST_RUNS:
            reasons.append(said("run.too_many", count=MOST_RUNS))
        elif any(run.procedure.name == name for run in self.active):
            reasons.append(said("run.already"))
        holders = (run for run in self.active if self._holds(run, device))
        return (*reasons, *(self._held_by(run, device) for run in holders))

    def start(self, name: str, who: str) -> Run | Refusal:
        """Open a run of the procedure `name`; refused when two are at work, or this one already."""
        reasons = self.against(name)
        return Refusal(reasons) if reasons else self.open(self.load(name), who)

    def open(self, procedure: Procedure, who: str) -> Run:
        """Open a run of `procedure`; whether it may be was asked before."""
        name = procedure.name
        number = 1 + sum(run.procedure.name == name for run in self.runs)
        identity = name if number == 1 else f"{name} ({number})"
        run = Run(identity, procedure, [Frame(procedure)], self.world.now_s)
        self.runs.append(run)
        self._tell_state(run, who, None)
        if procedure.phase:
            self.phase.declare(Phase(procedure.phase), self.world.now_s, who)
        self._move(run, RunState.RUNNING, who)
        return run

    # --- moved by time ------------------------------------------------------------------------

    def advance(self) -> None:
        """Let every run go as far as this moment allows."""
        for run in self.runs:
            if run.state is RunState.ABORTING:
                self._advance_abort(run)
            elif run.active:
                self._watch(run)
                for _ in range(_MOST_STEPS_A_TICK):
                    if not (run.at_work and self._advance_step(run)):
                        break

    def _advance_step(self, run: Run) -> bool:
        """One look at the current step; True when another step is current now."""
        if run.attempt is None:
            return self._next_step(run)
        if self._ahead(run) is not None:
            return False  # another run holds the device: this one waits its turn
        result = run.attempt.advance(self.world)
        match result:
            case Working():
                self._show_waiting(run)
                return False
            case Done(goto=goto):
                self._step_done(run, goto)
            case Failed(reason=reason):
                self._step_failed(run, reason)
        return True

    def _next_step(self, run: Run) -> bool:
        """Begin the current step, or leave the procedure behind its last."""
        if run.pause_wanted:
            run.pause_wanted = False
            self._move(run, RunState.PAUSED, "")
            return False
        step = run.frame.step
        if step is None:
            return self._leave(run)
        run.mark(step, Mark(StepState.CURRENT, time_s=self.world.now_s))
        data: dict[str, Json] = {"kind": step.kind, "depth": len(run.frames) - 1}
        self._tell(EventKind.STEP_STARTED, run, step, self.world.people.holder(step.role).id, data)
        if isinstance(step.action, Call):
            self._enter(run, step.action.procedure, returns=True)
            return True
        run.attempt = making.begin(step, run.id, self.world)
        self._show_waiting(run)
        return True

    def _show_waiting(self, run: Run) -> None:
        attempt = run.attempt
        if attempt is None or not run.at_work:
            return
        if isinstance(attempt.step.action, Hold):
            state = RunState.HELD
        elif attempt.waits_for_sitter or isinstance(attempt.step.action, Wait):
            state = RunState.WAITING
        else:
            state = RunState.RUNNING
        if state is not run.state:
            self._move(run, state, "")

    def _step_done(self, run: Run, goto: str) -> None:
        attempt = run.attempt
        assert attempt is not None
        step, who = attempt.step, attempt.actor.id
        run.attempt, run.failure = None, None
        run.mark(step, Mark(StepState.DONE, who, self.world.now_s, attempt.measured))
        took_s = round(self.world.now_s - attempt.started_s, 3)
        self._tell(EventKind.STEP_DONE, run, step, who, {"took_s": took_s, "goto": goto})
        if step.phase:
            self.phase.declare(Phase(step.phase), self.world.now_s, who)
        self._go(run, goto)
        if run.at_work and run.state is not RunState.RUNNING:
            self._move(run, RunState.RUNNING, "")

    def _go(self, run: Run, goto: str) -> None:
        frame = run.frame
        frame.at = frame.procedure.index(goto) if goto else frame.at + 1

    # --- calls --------------------------------------------------------------------------------

    def _enter(self, run: Run, name: str, *, returns: bool) -> None:
        """Open a procedure inside this one. returns: afterwards go on behind the calling step."""
        step = run.frame.step
        assert step is not None
        frame = Frame(self.load(name), returns=returns)
        run.frame.inside[step.id] = frame
        run.frames.append(frame)
        run.attempt = None
        run.version += 1
        if frame.procedure.phase:
            self.phase.declare(Phase(frame.procedure.phase), self.world.now_s, "")

    def _leave(self, run: Run) -> bool:
        """The innermost procedure is through; True when its caller goes on."""
        frame = run.frame
        if frame.procedure.ends_in:
            self.phase.declare(Phase(frame.procedure.ends_in), self.world.now_s, "")
        if len(run.frames) == 1:
            run.outcome = "completed"
            self._end(run, "")
            return False
        run.frames.pop()
        step = run.frame.step
        if frame.returns and step is not None:
            run.mark(step, Mark(StepState.DONE, time_s=self.world.now_s))
            self._tell(EventKind.STEP_DONE, run, step, "", {"called": frame.procedure.name})
            if step.phase:
                self.phase.declare(Phase(step.phase), self.world.now_s, "")
            run.frame.at += 1
        return True

    # --- failing ------------------------------------------------------------------------------

    def _step_failed(self, run: Run, reason: Words) -> None:
        attempt = run.attempt
        assert attempt is not None
        step, frame = attempt.step, run.frame
        run.attempt, run.failure = None, reason
        run.mark(step, Mark(StepState.FAILED, attempt.actor.id, self.world.now_s))
        data: dict[str, Json] = {"en": reason.en, "ja": reason.ja}
        self._tell(EventKind.STEP_FAILED, run, step, attempt.actor.id, data)
        self._let_selection_go(run)
        react = step.on_fail
        if frame.again.get(step.id, 0) < react.retry:
            frame.again[step.id] = frame.again.get(step.id, 0) + 1
        elif react.goto:
            frame.at = frame.procedure.index(react.goto)
        elif react.call and step.id not in frame.rescued:
            frame.rescued.add(step.id)
            self._enter(run, react.call, returns=False)
        elif react.abort:
            self._abort(run, "", reason)
        else:
            self._move(run, RunState.FAILED, "")
        if run.at_work and run.state is not RunState.RUNNING:
            self._move(run, RunState.RUNNING, "")

    def _watch(self, run: Run) -> None:
        """What is watched all the time reacts once, when it becomes true."""
        for frame in tuple(run.frames):
            for watch in frame.procedure.watches:
                true = watch.when.evaluate(self.world.picture) is True
                if true and not frame.alerted.get(watch.id, False):
                    frame.alerted[watch.id] = True
                    self._react(run, watch)
                    if run.state is RunState.ABORTING:
                        return
                elif not true:
                    frame.alerted[watch.id] = False

    def _react(self, run: Run, watch: Watch) -> None:
        words = said("run.watch", words=watch.words)
        reaction = "abort" if watch.abort else "call" if watch.call else "alert"
        data: dict[str, Json] = {
            "what": "watch",
            "run": run.id,
            "reaction": reaction,
            "en": words.en,
            "ja": words.ja,
        }
        self.world.emit(Event(self.world.now_s, EventKind.NOTE, watch.id, "", data))
        if watch.abort:
            self._abort(run, "", words)
        elif watch.call and run.at_work and run.frame.step is not None:
            self._let_selection_go(run)
            self._enter(run, watch.call, returns=False)

    # --- aborting and ending ------------------------------------------------------------------

    def _abort(self, run: Run, who: str, reason: Words) -> None:
        step = run.frame.step
        if step is not None:
            run.mark(step, Mark(StepState.FAILED, who, self.world.now_s))
        self._let_selection_go(run)
        run.attempt, run.failure = None, reason
        self._move(run, RunState.ABORTING, who, reason)
        name = next(
            (f.procedure.safe_state for f in reversed(run.frames) if f.procedure.safe_state), ""
        )
        safe = self.world.site.safe_states.get(name)
        self._aborting[run.id] = SafeState.to(safe.commands if safe else (), f"abort {run.id}")
        self._advance_abort(run)

    def _advance_abort(self, run: Run) -> None:
        safe = self._aborting[run.id]
        if not safe.advance(self.world):
            return
        if safe.refused:
            assert run.failure is not None
            run.failure = listed((run.failure, *safe.refused))
        del self._aborting[run.id]
        run.outcome = "aborted"
        if not run.procedure.aside:
            self.phase.declare(Phase.ABORT, self.world.now_s, "")
        self._end(run, "")

    def _end(self, run: Run, who: str) -> None:
        run.attempt = None
        run.ended_s = self.world.now_s
        self._move(run, RunState.ENDED, who)

    def _let_selection_go(self, run: Run) -> None:
        """A step that is left lets go of what it had selected."""
        selection = self.world.gate.selection
        if selection is not None and selection.command.origin.startswith(f"procedure {run.id} "):
            self.world.gate.cancel()

    # --- moved by the sitter ------------------------------------------------------------------

    def accept(self, intent: RunIntent, who: str) -> Refusal | None:
        """Take what the sitter wants of a run; None when it was taken."""
        run = self.run(intent.run)
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
        ahead = self._ahead(run)
        if ahead is not None:
            return Refusal((self._held_by(ahead, self.device_at_work(run)),))
        refusal = run.attempt.accept(intent, self.world)
        if refusal is None:
            run.version += 1
            self.advance()
        return refusal

    def _abort_wanted(self, run: Run, reason: str, who: str) -> Refusal | None:
        if run.state is RunState.ABORTING:
            return Refusal((said("run.aborting"),))
        self._abort(run, who, said("run.aborted_by", who=who, reason=reason or "–"))
        return None

    def _repeat(self, run: Run, who: str) -> Refusal | None:
        attempt = run.attempt
        if run.state is RunState.FAILED:
            self._move(run, RunState.RUNNING, who)
        elif attempt is None or not run.at_work or not attempt.interruptible:
            return Refusal((said("run.not_now"),))
        self._let_selection_go(run)
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
        self._tell(EventKind.STEP_BACK, run, subject, who, data)
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
        run.mark(step, Mark(StepState.SKIPPED, who, self.world.now_s))
        self._tell(EventKind.STEP_SKIPPED, run, step, who, {"reason": reason})
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
        sent = attempt is not None and self.device_at_work(run)
        if sent and self.world.gate.pending(self.device_at_work(run)) is not None:
            return Refusal((said("step.device_answers"),))
        if run.state is RunState.FAILED or idle:
            return None
        return Refusal((said("run.not_now"),))

    def _leave_step(self, run: Run, who: str) -> None:
        self._let_selection_go(run)
        run.attempt, run.failure = None, None
        if run.state is not RunState.RUNNING:
            self._move(run, RunState.RUNNING, who)

    def _pause(self, run: Run, who: str) -> Refusal | None:
        if not run.at_work:
            return Refusal((said("run.not_now"),))
        if run.attempt is not None and not run.attempt.interruptible:
            run.pause_wanted = True  # at the next boundary between two steps
            return None
        self._let_selection_go(run)
        run.attempt = None
        self._move(run, RunState.PAUSED, who)
        return None

    def _resume(self, run: Run, who: str) -> Refusal | None:
        if run.state is not RunState.PAUSED:
            run.pause_wanted = False
            return None if run.at_work else Refusal((said("run.not_now"),))
        self._move(run, RunState.RUNNING, who)
        return None

    # --- telling ------------------------------------------------------------------------------

    def _move(self, run: Run, state: RunState, who: str, reason: Words | None = None) -> None:
        before = run.state
        run.move(state)
        quiet = {before, state} <= {RunState.RUNNING, RunState.WAITING, RunState.HELD}
        if not quiet:  # who is waited for is told by the steps themselves
            self._tell_state(run, who, reason)

    def _tell_state(self, run: Run, who: str, reason: Words | None) -> None:
        data: dict[str, Json] = {
            "procedure": run.procedure.name,
            "state": run.state.value,
            "outcome": run.outcome,
            "chain": run.procedure.chain,
        }
        if reason is not None:
            data |= {"en": reason.en, "ja": reason.ja}
        self.world.emit(Event(self.world.now_s, EventKind.RUN_STATE, run.id, who, data))

    def _tell(self, kind: EventKind, run: Run, step: Step, who: str, data: dict[str, Json]) -> None:
        name = run.frame.procedure.name
        full: dict[str, Json] = {"run": run.id, "procedure": name, "role": step.role, **data}
        self.world.emit(Event(self.world.now_s, kind, step.id, who, full))
