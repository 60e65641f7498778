"""The engine: moves runs through their steps, by time and by what people want."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from devices.claims import Claim
from devices.events import Event, EventKind, Json
from devices.phrases import listed, said
from devices.site.site import SiteCommand
from devices.words import Words
from procedures.language.steps import ABORT, Call, Do, Procedure, Say, Step, Watch
from procedures.phase import Phase, PhaseTracker
from procedures.run import making
from procedures.run.aborting import SafeState
from procedures.run.attempt import waiting_state
from procedures.run.state import Frame, Mark, Run
from procedures.run.work import Done, Failed, Refusal, Working
from procedures.run.world import World
from procedures.snapshot import RunState, StepState

MOST_RUNS = 2
_REACHED = frozenset(
    {EventKind.COMMAND_SENT, EventKind.COMMAND_CONFIRMED, EventKind.COMMAND_NO_ANSWER}
)
_MOST_STEPS_A_TICK = 200  # a jump in a circle must not hang the sitting


@dataclass(slots=True)
class Engine:
    """The runs of one sitting. load finds a procedure by name (for calls and starts).

    aborting: the way to the safe state of every run that is being aborted, by its id.
    """

    world: World
    phase: PhaseTracker
    load: Callable[[str], Procedure]
    runs: list[Run] = field(default_factory=list)
    aborting: dict[str, SafeState] = field(default_factory=dict)

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

    def ahead(self, run: Run) -> Run | None:
        """The run that came first to the device of the current step of `run`; it is waited for."""
        device, attempt = self.device_at_work(run), run.attempt
        if attempt is None:
            return None
        others = (other for other in self.runs if other is not run and self._holds(other, device))
        return next((o for o in others if o.attempt and o.attempt.number < attempt.number), None)

    def held_by(self, other: Run, device: str) -> Words:
        """Say that the step at work of `other` holds `device`."""
        step, title = other.frame.step, self.world.site.devices[device].title
        number = step.id if step is not None else ""
        return said("run.device_held", title=other.procedure.title, step=number, device=title)

    def _claim_devices(self) -> None:
        """Tell the gate which devices the steps at work hold; who began first has his device."""
        begun = [(run.attempt.number, run) for run in self.runs if run.attempt is not None]
        claims: dict[str, Claim] = {}
        for _, run in sorted(begun, key=lambda one: one[0]):
            device, attempt = self.device_at_work(run), run.attempt
            if device in ("", *claims) or attempt is None:
                continue
            origin, held = making.origin_of(run.id, attempt.step), self.world.gate.claims
            before = held.holder(device)
            claims[device] = (
                before
                if before is not None and before.origin == origin
                else Claim(origin, attempt.actor.id, self.held_by(run, device))
            )
        self.world.gate.claims.renew(claims)

    # --- starting ---------------------------------------------------------------------------

    def against(self, name: str) -> tuple[Words, ...]:
        """Every reason why no run of `name` can be opened now."""
        if len(self.active) >= MOST_RUNS:
            return (said("run.too_many", count=MOST_RUNS),)
        if any(run.procedure.name == name for run in self.active):
            return (said("run.already"),)
        return ()

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
        self.move(run, RunState.RUNNING, who)
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
        self._claim_devices()

    def _advance_step(self, run: Run) -> bool:
        """One look at the current step; True when another step is current now."""
        if run.attempt is None:
            return self._next_step(run)
        if self.ahead(run) is not None:
            return False  # another run holds the device: this one waits its turn
        result = run.attempt.advance(self.world)
        self._note_touched(run)
        match result:
            case Working():
                self._show_waiting(run)
                return False
            case Done(goto=goto):
                self._step_done(run, goto)
            case Failed(reason=reason):
                self._step_failed(run, reason)
        return True

    def _note_touched(self, run: Run) -> None:
        """Remember the device that the step at work has commanded: an abort takes care of it."""
        step = run.frame.step
        if step is None or not isinstance(step.action, Do):
            return
        event = self.world.answer(step.action, making.origin_of(run.id, step))
        if event is not None and event.kind in _REACHED and event.subject not in run.touched:
            run.touched.append(event.subject)

    def _next_step(self, run: Run) -> bool:
        """Begin the current step, or leave the procedure behind its last."""
        if run.pause_wanted:
            run.pause_wanted = False
            self.move(run, RunState.PAUSED, "")
            return False
        step = run.frame.step
        if step is None:
            return self._leave(run)
        run.mark(step, Mark(StepState.CURRENT, time_s=self.world.now_s))
        data: dict[str, Json] = {"kind": step.kind, "depth": len(run.frames) - 1, **step.aims()}
        self.tell(EventKind.STEP_STARTED, run, step, self.world.people.holder(step.role).id, data)
        if isinstance(step.action, Call):
            self._enter(run, step.action.procedure, returns=True)
            return True
        run.attempt = making.begin(step, run.id, self.world)
        self._claim_devices()
        self._show_waiting(run)
        return True

    def _show_waiting(self, run: Run) -> None:
        attempt = run.attempt
        if attempt is None or not run.at_work:
            return
        state = waiting_state(attempt)
        if state is not run.state:
            self.move(run, state, "")

    def _step_done(self, run: Run, goto: str) -> None:
        attempt = run.attempt
        assert attempt is not None
        step, who = attempt.step, attempt.actor.id
        run.attempt, run.failure = None, None
        run.mark(step, Mark(StepState.DONE, who, self.world.now_s, attempt.measured))
        took_s = round(self.world.now_s - attempt.started_s, 3)
        self.tell(EventKind.STEP_DONE, run, step, who, {"took_s": took_s, "goto": goto})
        if step.phase:
            self.phase.declare(Phase(step.phase), self.world.now_s, who)
        if goto == ABORT:
            title = self.world.render(step.title)
            self.abort(run, who, said("run.ended_by_choice", step=step.id, title=title))
            return
        self._go(run, goto)
        if run.at_work and run.state is not RunState.RUNNING:
            self.move(run, RunState.RUNNING, "")

    def _go(self, run: Run, goto: str) -> None:
        frame = run.frame
        frame.at = frame.procedure.index(goto) if goto else frame.at + 1

    # --- calls --------------------------------------------------------------------------------

    def _enter(self, run: Run, name: str, *, returns: bool, back_to: str = "") -> None:
        """Open a procedure inside this one. returns: afterwards go on behind the calling step."""
        step = run.frame.step
        assert step is not None
        frame = Frame(self.load(name), returns=returns, back_to=back_to)
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
            self.tell(EventKind.STEP_DONE, run, step, "", {"called": frame.procedure.name})
            if step.phase:
                self.phase.declare(Phase(step.phase), self.world.now_s, "")
            run.frame.at += 1
        elif frame.back_to:
            self._back_to(run, frame.back_to)
        return True

    def _back_to(self, run: Run, goto: str) -> None:
        """Go on at another step than the interrupted one: what follows it is still to be done."""
        frame = run.frame
        frame.at = frame.procedure.index(goto)
        for step in frame.procedure.steps[frame.at :]:
            frame.marks.pop(step.id, None)
        run.version += 1

    # --- failing ------------------------------------------------------------------------------

    def _step_failed(self, run: Run, reason: Words) -> None:
        attempt = run.attempt
        assert attempt is not None
        step, frame = attempt.step, run.frame
        run.attempt, run.tried, run.failure = None, attempt, reason
        run.mark(step, Mark(StepState.FAILED, attempt.actor.id, self.world.now_s))
        data: dict[str, Json] = {"en": reason.en, "ja": reason.ja}
        self.tell(EventKind.STEP_FAILED, run, step, attempt.actor.id, data)
        self.let_selection_go(run)
        react = step.on_fail
        if frame.again.get(step.id, 0) < react.retry:
            frame.again[step.id] = frame.again.get(step.id, 0) + 1
        elif react.goto:
            frame.at = frame.procedure.index(react.goto)
        elif react.call and step.id not in frame.rescued:
            frame.rescued.add(step.id)
            self._enter(run, react.call, returns=False)
        elif react.abort:
            self.abort(run, "", reason)
        else:
            self.move(run, RunState.FAILED, "")
        if run.at_work and run.state is not RunState.RUNNING:
            self.move(run, RunState.RUNNING, "")

    def _watch(self, run: Run) -> None:
        """What is watched all the time reacts once, when it becomes true."""
        for depth, frame in enumerate(tuple(run.frames)):
            for watch in frame.procedure.watches:
                if depth >= len(run.frames) or run.frames[depth] is not frame:
                    return  # given up by the watch of one that called it
                watched = frame.procedure.watched(watch, frame.at)
                true = watched and watch.when.evaluate(self.world.picture) is True
                if true and watch.call and not run.at_work:
                    continue  # it is called as soon as the work goes on
                if true and not frame.alerted.get(watch.id, False):
                    frame.alerted[watch.id] = True
                    self._react(run, depth, watch)
                    if run.state is RunState.ABORTING:
                        return
                elif not true:
                    frame.alerted[watch.id] = False

    def _react(self, run: Run, depth: int, watch: Watch) -> None:
        """Tell it, and do what the watch says; what it has called already is not called again.

        depth: of the procedure whose watch it is; where it goes on elsewhere, what it was calling
        is given up.
        """
        above = run.frames[depth + 1 :]
        if watch.call and any(one.procedure.name == watch.call for one in above):
            return
        words = said("run.watch", words=self.world.render(watch.words))
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
            self.abort(run, "", words)
        elif watch.call and run.at_work and run.frame.step is not None:
            self.let_selection_go(run)
            if watch.back_to:
                del run.frames[depth + 1 :]
            self._enter(run, watch.call, returns=False, back_to=watch.back_to)

    # --- aborting and ending ------------------------------------------------------------------

    def abort(self, run: Run, who: str, reason: Words) -> None:
        """Leave the procedure for its safe state, and for that of every device it has touched."""
        step = run.frame.step
        if step is not None:
            run.mark(step, Mark(StepState.FAILED, who, self.world.now_s))
        self.let_selection_go(run)
        run.attempt, run.failure = None, reason
        self.move(run, RunState.ABORTING, who, reason)
        self.aborting[run.id] = SafeState.to(self._way_to_safety(run), f"abort {run.id}")
        self._advance_abort(run)

    def _way_to_safety(self, run: Run) -> tuple[SiteCommand, ...]:
        """The safe state of the innermost procedure that has one; then that of each device which
        the run has touched and no command of it names, the last one first.
        """
        site = self.world.site
        names = (frame.procedure.safe_state for frame in reversed(run.frames))
        safe = site.safe_states.get(next((name for name in names if name), ""))
        commands = safe.commands if safe else ()
        named = {command.device for command in commands}
        touched = (device for device in reversed(run.touched) if device not in named)
        return (*commands, *(one for device in touched for one in site.devices[device].safe))

    def _advance_abort(self, run: Run) -> None:
        safe = self.aborting[run.id]
        if not safe.advance(self.world):
            return
        if safe.refused:
            assert run.failure is not None
            run.failure = listed((run.failure, *safe.refused))
        del self.aborting[run.id]
        run.outcome = "aborted"
        if not run.procedure.aside or run.procedure.safe_state:
            self.phase.declare(Phase.ABORT, self.world.now_s, "")
        self._end(run, "")

    def _end(self, run: Run, who: str) -> None:
        run.attempt = None
        run.ended_s = self.world.now_s
        self.move(run, RunState.ENDED, who)

    def let_selection_go(self, run: Run) -> None:
        """A step that is left lets go of what it had selected."""
        selection = self.world.gate.selection
        if selection is not None and selection.command.origin.startswith(f"procedure {run.id} "):
            self.world.gate.cancel()

    # --- telling ------------------------------------------------------------------------------

    def move(self, run: Run, state: RunState, who: str, reason: Words | None = None) -> None:
        """Take a way of the transition table, and tell it where it matters."""
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

    def tell(self, kind: EventKind, run: Run, step: Step, who: str, data: dict[str, Json]) -> None:
        """Emit an event about a step of the innermost procedure of `run`."""
        name = run.frame.procedure.name
        full: dict[str, Json] = {"run": run.id, "procedure": name, "role": step.role, **data}
        self.world.emit(Event(self.world.now_s, kind, step.id, who, full))
