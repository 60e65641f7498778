"""Let one deviation happen in a sitting that stands at the beginning of its step."""

from __future__ import annotations

from dataclasses import replace

from devices.events import Event, EventKind
from devices.outcomes import ExecuteOutcome, Refused, SelectOutcome
from devices.phrases import listed, said
from devices.simulated import FieldRefused
from devices.simulated.truth import DEAF as DEAF_DEVICES
from procedures import intents
from procedures.hazards import Said
from procedures.language.steps import Do, Hold, Say, Step
from procedures.people import Mistake, Slip
from procedures.rehearsal.explore import deviations as how
from procedures.rehearsal.explore.barriers import Barrier, Stop
from procedures.rehearsal.explore.deviations import Deviation, Kind, acts_of
from procedures.rehearsal.explore.door import Door
from procedures.rehearsal.explore.stand import Stand
from procedures.run import Run
from procedures.run.choosing import ChooseWork
from procedures.run.commanding import CommandWork
from procedures.run.steering import Steering
from procedures.run.world import CannotAct

_SLIPS = frozenset(slip.value for slip in Slip)
_REASON = "explore"  # why somebody skips: nobody reads it
WORLD = "world"


class Doing:
    """One deviation at work. stop: what stood in its way before it could begin; None mostly."""

    def __init__(self, stand: Stand, deviation: Deviation, notices: frozenset[str]) -> None:
        run = stand.run
        assert run is not None
        assert run.frame.step is not None
        self._stand, self._run, self._deviation = stand, run, deviation
        self.step: Step = run.frame.step
        self.place = place_of(run)
        self.stop: Stop | None = None
        self.over = False  # the step at which it happens has been left
        self._door = Door(stand.plant, board=stand.board)
        self._untold: set[str] = set()
        self._unsaid: set[str] = set()
        self._notices = notices
        self._confirmed = not (isinstance(self.step.action, Say) and acts_of(self.step))
        self._rash, self._began_s = False, stand.now_s
        stand.world.field = self._door
        _WAYS[deviation.kind](self)

    def said(self) -> Said:
        """What was really said and done beside the plant."""
        return Said(
            board=self._stand.board(),
            lies=frozenset(self._door.lies),
            untold=frozenset(self._untold),
            astray=frozenset({self._deviation.to}) if self._goes_astray else frozenset(),
            rash=self._rash,
        )

    @property
    def _goes_astray(self) -> bool:
        return self._deviation.kind is Kind.WRONG_OBJECT and not self.over

    def look(self, events: tuple[Event, ...]) -> None:
        """Follow what happened: a second time is done behind the first; a step is left."""
        for event in events:
            if event.kind is EventKind.TALK and event.subject == "confirm":
                self._confirmed = True
            elif event.kind is EventKind.FIELD and event.time_s > self._began_s:
                self._rash = self._rash or not (self._confirmed or self.over)
            self._is_it_signed(event)
            if self.over and event.kind is EventKind.ENTRY and event.time_s > self._began_s:
                self._door.lies.discard(event.subject)  # it was said or seen after all
            done = event.kind is EventKind.STEP_DONE and event.subject == self.step.id
            if done and self._deviation.kind is Kind.REPEAT and not self.over:
                self.over = True
                self._again()
        if not self.over and not (self._run.active and place_of(self._run) == self.place):
            self.over = True
        if self.over:
            self._door.open = False

    def _is_it_signed(self, event: Event) -> None:
        """Who is noted as having said it knows that he did not, and does not sign for it."""
        if event.kind is not EventKind.HOLD_SIGNED or event.data.get("role") != self.step.role:
            return
        frames = (frame for run in self._stand.sitting.engine.runs for frame in run.frames)
        steps = (step.action for frame in frames for step in frame.procedure.steps)
        holds = (one for one in steps if isinstance(one, Hold) and one.id == event.subject)
        if any(self._unsaid & self._door.lies & hold.require.names for hold in holds):
            words = said("explore.not_said", who=self._stand.world.gate.authority.name(event.who))
            self.stop = Stop(Barrier.HOLD, event.time_s, words)

    # --- omit -----------------------------------------------------------------------------------

    def omit(self) -> None:
        """Nobody does it; the sitter skips it, where the console lets him."""
        self._skip()
        name = f"{self._run.frame.procedure.name}/{self.step.id}"
        if name in self._notices:
            self._untold.add(name)

    def _skip(self) -> None:
        world = self._stand.world
        steering = Steering(self._stand.sitting.engine)
        who = world.people.holder(self.step.role).id
        refusal = steering.accept(intents.Skip(self._run.id, _REASON), who)
        if refusal is not None:
            barrier = Barrier.HOLD if isinstance(self.step.action, Hold) else Barrier.VERIFICATION
            self.stop = Stop(barrier, world.now_s, listed(refusal.reasons))
        self.over = True

    # --- repeat ---------------------------------------------------------------------------------

    def repeat(self) -> None:
        """It is done once; `look` does it again behind it."""

    def _again(self) -> None:
        world, action = self._stand.world, self.step.action
        order = action if isinstance(action, Do) else None
        member = world.people.holder(self.step.role)
        if isinstance(action, Say):
            order = action.order
            member = world.people.holder(action.to, other_than=member.id)
        if order is not None and not self._command(order, world.people.holder(self.step.role).id):
            return
        try:
            world.act(acts_of(self.step), member, self.step.id)
        except CannotAct as refused:
            self.stop = Stop(Barrier.INTERLOCK, world.now_s, refused.words)

    def _command(self, order: Do, who: str) -> bool:
        world = self._stand.world
        command = world.command(order, self.step.role, who, f"again {self.step.id}")
        world.gate.cancel()
        outcome: SelectOutcome | ExecuteOutcome = world.gate.select(command, world.picture)
        if not isinstance(outcome, Refused):
            outcome = world.gate.execute(world.picture, person=who)
        if isinstance(outcome, Refused):
            self.stop = Stop(Barrier.INTERLOCK, world.now_s, listed(outcome.reasons))
            return False
        return True

    # --- swap -----------------------------------------------------------------------------------

    def swap(self) -> None:
        """The next step comes first; a hold point lets nobody by."""
        if isinstance(self.step.action, Hold):
            words = said("hold.never_skipped", id=self.step.action.id)
            self.stop = Stop(Barrier.HOLD, self._stand.now_s, words)
            return
        frame = self._run.frame
        steps = list(frame.procedure.steps)
        at = frame.at
        steps[at], steps[at + 1] = steps[at + 1], steps[at]
        frame.procedure = replace(frame.procedure, steps=tuple(steps))
        self._stand.sitting.engine.let_selection_go(self._run)
        self._run.attempt = None
        self.over = True

    # --- the wrong object, devices that fail --------------------------------------------------

    def go_astray(self) -> None:
        """The command or the hands go to another device."""
        attempt, action = self._run.attempt, self.step.action
        if attempt is not None and isinstance(attempt.work, CommandWork) and isinstance(action, Do):
            attempt.work.do = replace(action, device=self._deviation.to)
        else:
            self._door.astray = {acts_of(self.step)[0].device: self._deviation.to}

    def fail(self) -> None:
        """The device of the step fails as it begins, and stays so."""
        plant, device = self._stand.plant, self._deviation.to
        if self._deviation.how == how.DEAF:
            plant.field.truth[DEAF_DEVICES] = device
            return
        act = {how.SILENT: "silence", how.STUCK: "stick", how.TRIPS: "trip"}[self._deviation.how]
        try:
            plant.field.act(device, act, WORLD)
        except FieldRefused as refused:
            words = said(refused.key, **refused.arguments)
            self.stop = Stop(Barrier.NOTHING, self._stand.now_s, words)

    # --- people who err -------------------------------------------------------------------------

    def err(self) -> None:
        """A slip of talk or hand, or something told that is not so."""
        deviation = self._deviation
        if deviation.how in _SLIPS:
            slip = Mistake(deviation.role, Slip(deviation.how), self.step.id)
            self._stand.world.people.will_slip(slip)
        elif deviation.how == how.UNDONE:
            self._door.undone = True
        elif deviation.how == how.MISREPORT:
            self._door.misreport = deviation.to
        elif deviation.how == how.WRONG_VALUE:
            self._mistake()
        elif deviation.how == how.UNSAID:
            self._note_unsaid()
        else:
            self._other_way()

    def _mistake(self) -> None:
        """The command is given with another value."""
        attempt, action = self._run.attempt, self.step.action
        assert attempt is not None
        assert isinstance(attempt.work, CommandWork)
        assert isinstance(action, Do)
        name = self._deviation.to.partition("=")[0]
        _, value = how.given_value(self._deviation, action.arguments[name])
        attempt.work.do = replace(action, arguments={**action.arguments, name: value})

    def _note_unsaid(self) -> None:
        """The board says that it was given; nobody has spoken."""
        world, action = self._stand.world, self.step.action
        assert isinstance(action, Say)
        for signal, value in action.enters.items():
            world.enter(signal, value, world.people.holder(self.step.role).id)
            self._door.lies.add(signal)
            self._unsaid.add(signal)
        self._skip()

    def _other_way(self) -> None:
        attempt = self._run.attempt
        assert attempt is not None
        work = attempt.work
        assert isinstance(work, ChooseWork)
        wanted = next(one for one in work.options if one.id == self._deviation.to)
        open_now = work.open_options(self._stand.world)
        if wanted not in open_now:
            titles = listed(option.title for option in open_now)
            words = said("step.way_closed", open=titles)
            self.stop = Stop(Barrier.VERIFICATION, self._stand.now_s, words)
        work.taken, work.due_at_s = wanted, None


_WAYS = {
    Kind.OMIT: Doing.omit,
    Kind.REPEAT: Doing.repeat,
    Kind.SWAP: Doing.swap,
    Kind.WRONG_OBJECT: Doing.go_astray,
    Kind.DEVICE_FAILS: Doing.fail,
    Kind.PERSON_ERRS: Doing.err,
}


def place_of(run: Run) -> tuple[str, ...]:
    """Where a run stands: the procedures from the outermost inwards, then the step."""
    step = run.frame.step
    return (*(frame.procedure.name for frame in run.frames), step.id if step else "")
