"""The runs of a record: their steps, calls and talk as the events tell them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from devices.documents import DocumentError
from devices.events import Event, EventKind
from devices.plant import Command
from devices.words import Words, same
from procedures.language.steps import Call, Note, Procedure, Step
from procedures.orders import CHAIN, procedure_of
from procedures.replay.stage import Stage
from procedures.run import making
from procedures.run.attempt import Stage as Attempted
from procedures.run.attempt import waiting_state
from procedures.run.holding import HoldWork, signer_key
from procedures.run.saying import SayWork
from procedures.run.state import Frame, Mark, Run
from procedures.snapshot import RunState, StepState
from procedures.talk import ANSWER_S, Exchange
from procedures.talk import Stage as Talk

_OF_STEPS = frozenset(
    {
        *(EventKind.STEP_STARTED, EventKind.STEP_DONE, EventKind.STEP_FAILED),
        *(EventKind.STEP_SKIPPED, EventKind.STEP_BACK),
    }
)
_RUN_STATES = frozenset(state.value for state in RunState)


@dataclass(slots=True)
class RunFold:
    """Follows runs. said: the command that the gate told of last, for orders beside the chain."""

    stage: Stage
    said: Command | None = None

    def follow(self, event: Event) -> None:
        """Put on the stage what `event` says of a run; anything else is passed over."""
        if event.kind is EventKind.RUN_STATE:
            self._follow_run(event)
        elif event.kind in _OF_STEPS:
            self._follow_step(event)
        elif event.kind is EventKind.TALK:
            self._follow_talk(event)
        elif event.kind in (EventKind.HOLD_SIGNED, EventKind.HOLD_REFUSED):
            self._follow_hold(event)

    # --- runs -----------------------------------------------------------------------------------

    def _follow_run(self, event: Event) -> None:
        data, run = event.data, self.stage.engine.run(event.subject)
        if run is None:
            name, chain = str(data.get("procedure", "")), str(data.get("chain", ""))
            procedure = self._procedure(name, chain)
            run = Run(event.subject, procedure, [Frame(procedure)], event.time_s)
            self.stage.engine.runs.append(run)
        state = str(data.get("state", ""))
        if state in _RUN_STATES:
            run.state = RunState(state)
        run.outcome = str(data.get("outcome", ""))
        run.version += 1
        if run.state is RunState.FAILED and run.failure is None:
            run.failure = _words(event)
        if run.state in (RunState.PAUSED, RunState.ENDED, RunState.ABORTING, RunState.FAILED):
            run.attempt = None
        if run.state is RunState.ENDED:
            run.ended_s = event.time_s
            self._end_chain(run)
        elif run.state is RunState.RUNNING:
            run.failure = None

    def _end_chain(self, run: Run) -> None:
        """Whether the whole chain is over with this run."""
        chapters, chain = self.stage.chapters, self.stage.scenario.chain
        if run.procedure.name not in chain:
            return
        if run.outcome == "aborted":
            chapters.outcome = "aborted"
        elif run.procedure.name == chain[-1]:
            chapters.outcome = "completed"

    def _procedure(self, name: str, chain: str) -> Procedure:
        """The procedure as its file has it, or as the order that was given; else without steps."""
        if chain == CHAIN and self.said is not None and self.said.target == name:
            try:
                return procedure_of(self.stage.site, self.said)
            except (KeyError, ValueError):
                return _gone(name, chain)
        try:
            return self.stage.engine.load(name)
        except DocumentError:
            return _gone(name, chain)

    # --- steps ----------------------------------------------------------------------------------

    def _follow_step(self, event: Event) -> None:
        run = self.stage.engine.run(str(event.data.get("run", "")))
        if run is None:
            return
        if event.kind is EventKind.STEP_STARTED:
            self._start(run, event)
            return
        frame = self._frame_of(run, event)
        step = self._step_of(run, frame, event)
        ended, run.attempt, at = run.attempt, None, frame.procedure.index(step.id)
        match event.kind:
            case EventKind.STEP_DONE:
                run.mark(step, Mark(StepState.DONE, event.who, event.time_s))
                frame.at = _after(frame.procedure, at, str(event.data.get("goto", "")))
                run.failure = None
            case EventKind.STEP_SKIPPED:
                run.mark(step, Mark(StepState.SKIPPED, event.who, event.time_s))
                frame.at, run.failure = at + 1, None
            case EventKind.STEP_FAILED:
                run.mark(step, Mark(StepState.FAILED, event.who, event.time_s))
                run.tried, run.failure = ended, _words(event)
                if ended is not None and isinstance(ended.work, SayWork):
                    ended.work.exchange.stop(_words(event))
            case _:
                self._go_back(run, frame, str(event.data.get("to", "")))

    def _start(self, run: Run, event: Event) -> None:
        depth = event.data.get("depth")
        self._enter(run, depth if isinstance(depth, int) else 0, str(event.data["procedure"]))
        frame = run.frame
        step = self._step_of(run, frame, event)
        at = frame.procedure.index(step.id)
        if frame.back_to == step.id:  # what follows is still to be done once more
            self._forget_from(frame, at)
            frame.back_to = ""
        frame.at, run.failure = at, None
        run.mark(step, Mark(StepState.CURRENT, time_s=event.time_s))
        if isinstance(step.action, Call):
            run.attempt = None
            return
        run.attempt = making.begin(step, run.id, self.stage.world)
        self.show_waiting(run)

    def _enter(self, run: Run, depth: int, name: str) -> None:
        """Stand in the procedure `name` at `depth`: go on in it, come back to it, or begin it."""
        here = len(run.frames) > depth and run.frames[depth].procedure.name == name
        del run.frames[depth + 1 if here else max(depth, 1) :]
        if here or depth == 0:
            return
        caller = run.frame
        inner = Frame(self._procedure(name, run.procedure.chain))
        if caller.step is not None:
            caller.inside[caller.step.id] = inner
        for frame in run.frames:  # a watch may say where its procedure goes on afterwards
            called = next((w for w in frame.procedure.watches if w.call == name), None)
            frame.back_to = called.back_to if called is not None else frame.back_to
        run.frames.append(inner)
        run.version += 1

    def _frame_of(self, run: Run, event: Event) -> Frame:
        """The procedure whose step an event is about; what was called inside it is over."""
        name = event.data.get("procedure")
        for depth in range(len(run.frames) - 1, -1, -1):
            if run.frames[depth].procedure.name == name:
                del run.frames[depth + 1 :]
                break
        return run.frame

    def _step_of(self, run: Run, frame: Frame, event: Event) -> Step:
        """The step as its procedure has it; one that it has no more is added, by its number."""
        for step in frame.procedure.steps:
            if step.id == event.subject:
                return step
        role = str(event.data.get("role", ""))
        step = Step(event.subject, role, same(event.subject), Note())
        frame.procedure = replace(frame.procedure, steps=(*frame.procedure.steps, step))
        if frame is run.frames[0]:
            run.procedure = frame.procedure
        return step

    def _go_back(self, run: Run, frame: Frame, to: str) -> None:
        if to in (one.id for one in frame.procedure.steps):
            frame.at = frame.procedure.index(to)
            self._forget_from(frame, frame.at)
            run.version += 1

    def _forget_from(self, frame: Frame, at: int) -> None:
        for later in frame.procedure.steps[at:]:
            frame.marks.pop(later.id, None)

    def look(self) -> None:
        """Begin what waited for its requirement, where that is so now; nobody tells it."""
        for run in self.stage.engine.active:
            attempt = run.attempt
            if attempt is None or attempt.stage is not Attempted.REQUIRE:
                continue
            require = attempt.step.require
            if require is None or require.evaluate(self.stage.picture) is True:
                attempt.stage = Attempted.WORK
                self.show_waiting(run)

    def show_waiting(self, run: Run) -> None:
        """What a run at work waits for follows from its step; nobody tells it."""
        attempt = run.attempt
        if attempt is None or not run.at_work:
            return
        state = waiting_state(attempt)
        if state is not run.state:
            run.state = state
            run.version += 1

    # --- talk and holds -------------------------------------------------------------------------

    def _follow_talk(self, event: Event) -> None:
        run = self.stage.engine.run(str(event.data.get("run", "")))
        attempt = None if run is None else run.attempt
        if run is None or attempt is None or not isinstance(attempt.work, SayWork):
            return
        if event.data.get("step") == attempt.step.id:
            _follow_exchange(attempt.work.exchange, event)
            self.show_waiting(run)

    def _follow_hold(self, event: Event) -> None:
        for run in self.stage.engine.active:
            work = None if run.attempt is None else run.attempt.work
            if not isinstance(work, HoldWork) or work.hold.id != event.subject:
                continue
            if event.kind is EventKind.HOLD_REFUSED:
                work.refused = _words(event)
                continue
            for number, (role, _) in enumerate(work.signers):
                key = signer_key(number, work.hold.roles)
                if role == event.data.get("role") and key not in work.signed:
                    work.signed[key], work.refused = event.who, None
                    break


def _follow_exchange(exchange: Exchange, event: Event) -> None:
    """Where three-part communication stands after an utterance."""
    words, right = _words(event), event.data.get("right")
    attempt, differing = event.data.get("attempt"), event.data.get("differences")
    exchange.attempt = attempt if isinstance(attempt, int) else 1
    exchange.differing = tuple(map(str, differing)) if isinstance(differing, list) else ()
    exchange.due_s = exchange.answer_by_s = None
    match event.subject:
        case "order":
            exchange.said_text, exchange.stage = words, Talk.READ_BACK
            exchange.expected = exchange.render(exchange.read_back)
        case "read_back":
            exchange.heard, exchange.stage = words, Talk.JUDGE
        case "confirm":
            reports = Talk.DONE if exchange.report is None else Talk.REPORT
            exchange.stage = Talk.ACT if exchange.has_acts else reports
        case "report":
            exchange.said_report, exchange.stage = words, Talk.REPORT_BACK
        case "report_back" if right is not False:
            exchange.stage = Talk.DONE
        case "reissue" if exchange.stage is not Talk.REPORT_BACK:
            exchange.stage, exchange.heard = Talk.READ_BACK, None
        case _:
            pass
    if exchange.stage in (Talk.READ_BACK, Talk.REPORT_BACK):
        exchange.answer_by_s = event.time_s + ANSWER_S


def _after(procedure: Procedure, at: int, goto: str) -> int:
    """Where a procedure goes on after the step at `at`."""
    try:
        return procedure.index(goto) if goto else at + 1
    except KeyError:  # the end of all, or a step that the file has no more
        return at + 1


def _words(event: Event) -> Words:
    return Words(str(event.data.get("en", "")), str(event.data.get("ja", "")))


def _gone(name: str, chain: str) -> Procedure:
    """A procedure whose file is gone: its steps are added as events tell of them."""
    return Procedure(name, (), chain, same(name), ())
