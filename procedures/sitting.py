"""One sitting from opening to closing. Synchronous: `advance` and `accept`, nothing else moves it.

Order of one tick: plant, picture, alarms, gate, runs and people, phase, scenario, drill, record.
Events are on the disk before any snapshot can show them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from devices.acceptance import Acceptance
from devices.alarms import Alarms
from devices.authority import Authority
from devices.clock import Clock, RealTime
from devices.commands import CommandGate
from devices.events import Event, EventKind, Json
from devices.manual import ManualPoints
from devices.phrases import said
from devices.picture import Picture
from devices.plant import Plant, WiredPlant
from devices.simulated import SimulatedPlant
from devices.site import Site
from procedures import intents
from procedures.blindness import watched
from procedures.drill.at_work import Led
from procedures.drill.facts import drill_facts
from procedures.drill.instructor_view import InstructorView
from procedures.drill.wishes import AnyWish, DrillWish
from procedures.live import LiveTerms
from procedures.moments import Moments
from procedures.opening import (
    board_at_start,
    header,
    live_facts,
    live_scenario,
    opening_time,
)
from procedures.past import Past, PastReader
from procedures.people import SHIFT, People, Sitter
from procedures.phase import PhaseTracker
from procedures.recorder import Recorder, Recording, Unwritten
from procedures.rooms import Rooms
from procedures.run import Engine, FieldDoor, World
from procedures.sampling import TrendBatch
from procedures.scenario import Scenario
from procedures.screen import Standing
from procedures.snapshot import DifferenceView, Mode, Refusal, RunState, Snapshot, VerbView
from procedures.sources import Sources

__all__ = ["Sitter", "Sitting", "TrendBatch"]

HEADLESS_STEP_S = 2.0  # nobody watches: between events every other second is enough
FREE_REST_S = 600.0  # without a chain and without a sitter: how long after the last happening
SETTLED_S = 3.0  # what feeds an island has ramped up by then
_IN_SECONDS = frozenset({"judge", "read_back"})
_LATE_S = 1e-6  # stop just behind a due time, so that it is due


def quiet_step_s(sitter: Sitter | None) -> float:
    """How long a step may be while nothing moves: a screen wants to be refreshed."""
    return HEADLESS_STEP_S if sitter is None else 1.0


class NotSimulated(Exception):
    """A real plant goes neither back nor two ways."""


class Sitting:
    """One sitting: everything that moves together, and the doors to it."""

    def __init__(
        self,
        site: Site,
        scenario: Scenario,
        plant: Plant,
        field: FieldDoor | None,
        *,
        mode: Mode,
        sitter: Sitter | None,
        recorder: Recording,
        seed: int = 0,
        live: LiveTerms | None = None,
        led: Led | None = None,
        moment: Mapping[str, Any] | None = None,
    ) -> None:
        """moment: where to stand, as `export_state` gave it; None opens at the start.

        led: who leads and judges it; None for nobody.
        """
        self.site = site
        self.scenario = scenario
        self.mode = mode
        recorder.logs.secret = mode is Mode.DRILL and sitter is not None
        self.clock = Clock(opening_time(scenario)) if live is None else live.clock
        self._plant = plant
        self._field = field
        self.recording = recorder
        self.manual = ManualPoints(site)
        self.picture = Picture(site, self.manual)
        self.people = (
            People.of(site, sitter, seed, scenario.habits)
            if live is None
            else People.real(site, live.sitter)
        )
        authority = Authority(site, self.people.roles_of())
        self.gate = CommandGate(
            site, plant, self.clock, self._emit, authority=authority, drill=mode is Mode.DRILL
        )
        self.alarms = Alarms(site, self._emit)
        self._phase = PhaseTracker(self._emit, scenario.phase, follows=live is not None)
        self.world = World(
            site, self.picture, self.gate, self.manual, self.people, self.clock, self._emit, field
        )
        self.engine = Engine(self.world, self._phase, scenario.procedure)
        led = led or Led()
        rooms = Rooms.of(
            self.engine, self.alarms, scenario, plant, recorder, mode=mode, live=live, led=led
        )
        self._live, self._chapters, self._happenings = rooms.live, rooms.chapters, rooms.happenings
        self._hourly, self._desk, self._drill = rooms.hourly, rooms.desk, rooms.drill
        self._screen, self._moments = rooms.screen, rooms.moments
        self._still, self._back, self._led = rooms.still, rooms.back, led
        worked = self.sitter is not None or led.instructor != ""
        recorder.keep(self._moments.take, by_hand=worked)
        self._past = PastReader(site, scenario.procedure, self.world.render)
        self._refusal: Refusal | None = None
        self._closed = False
        if moment is None:
            self._open()
        else:
            self._moments.go_to(moment)

    @classmethod
    def open(
        cls,
        site: Site,
        scenario: Scenario,
        *,
        mode: Mode,
        sitter: Sitter | None,
        record: Path,
        seed: int = 0,
        sources: Sources | None = None,
        led: Led | None = None,
    ) -> Sitting:
        """Open a simulated sitting; sitter None simulates everybody. Raises RecordError.

        sources: what it is opened on, where that does not ship under its own name. led: who leads
        and judges it.
        """
        facts = header(site, scenario, mode, sitter, opening_time(scenario))
        facts |= {"seed": seed, "skill": scenario.habits.skill}
        facts |= (sources or Sources(site.name, scenario.name)).facts()
        facts |= (led or Led()).facts() | drill_facts(scenario, site, led or Led())
        recorder = Recorder(site, record, facts)
        plant = SimulatedPlant(site, seed, scenario.start, step_s=quiet_step_s(sitter))
        return cls(
            site,
            scenario,
            plant,
            plant.field,
            mode=mode,
            sitter=sitter,
            recorder=recorder,
            seed=seed,
            led=led,
        )

    @classmethod
    def open_live(
        cls,
        site: Site,
        scenario: Scenario,
        plant: WiredPlant,
        *,
        sitter: Sitter,
        record: Path,
        clock: RealTime,
        read_only: bool = False,
        accepted: Sequence[Acceptance] = (),
        sources: Sources | None = None,
    ) -> Sitting:
        """Open a sitting on real devices, which are at work already. Raises RecordError.

        Of the scenario only the chain of procedures counts. accepted: the numbers of the site that
        somebody answers for. sources: as `open`.
        """
        sources = sources or Sources(site.name, scenario.name)
        site, scenario = watched(site), live_scenario(scenario, read_only)
        facts = header(site, scenario, Mode.LIVE, sitter, clock.start)
        facts |= live_facts(plant.links(), accepted, read_only) | sources.facts()
        return cls(
            site,
            scenario,
            plant,
            None,
            mode=Mode.LIVE,
            sitter=sitter,
            recorder=Recorder(site, record, facts),
            live=LiveTerms(plant, clock, sitter, read_only),
        )

    def _open(self) -> None:
        """Say who sits where, take over the board, look at the plant, open the first chapter."""
        data: dict[str, Json] = {
            "site": self.site.name,
            "scenario": "" if self._live is not None else self.scenario.name,
            "mode": self.mode.value,
            "roles": list(self.sitter.roles) if self.sitter else [],
        }
        who = self.sitter.person if self.sitter else ""
        self._emit(Event(0.0, EventKind.SITTING_OPENED, self.site.name, who, data))
        if self._live is not None:
            self.clock.advance_to(self.real_now_s)
        # a real shift has declared nothing yet: what the plant shows goes until somebody does
        real = self._live is not None
        begun: dict[str, Json] = {"what": "assumed" if real else "declared", "from": ""}
        who = "" if real else SHIFT
        self._emit(Event(0.0, EventKind.PHASE, self._phase.phase.value, who, begun))
        since_s = self._settle()
        board = board_at_start(self.site, self.scenario, self._field)
        for event in self.manual.take_over(board, SHIFT, since_s):
            self._emit(event)
        self._look()
        if self._drill is not None:
            self._drill.at_work.open()
        self._chapters.turn()
        self.recording.commit()

    def _settle(self) -> float:
        """Let the plant of a drill that waits come to where its scenario has it: people look at it.

        Returns since when people look, in s of plant time.
        """
        if self._drill is None or not self._drill.at_work.waits:
            return 0.0
        while self._plant.now_s < SETTLED_S:
            for event in self._plant.advance(SETTLED_S):
                self._emit(event)
        self.clock.advance_to(self._plant.now_s)
        return self.now_s

    # --- state ------------------------------------------------------------------------------

    @property
    def now_s(self) -> float:
        """Plant time in s since the sitting opened."""
        return self.clock.now_s

    @property
    def sitter(self) -> Sitter | None:
        """The person at the console and his roles; None when everybody is simulated."""
        return self.people.sitter

    @property
    def phase(self) -> str:
        """The operating phase in force."""
        return self._phase.phase.value

    @property
    def chapter(self) -> str:
        """The label of the chapter at work ("P4"); "" when there is none."""
        return self._chapters.label

    @property
    def finished(self) -> bool:
        """Whether the chain came to its end, well or aborted, and nothing runs any more.

        A drill ends with a word, too. A live sitting goes on: the plant is there whether a
        procedure leads or not.
        """
        if self._drill is not None and self._drill.at_work.course.ended:
            return True
        return self._live is None and self._chapters.outcome != "" and not self.engine.active

    @property
    def answer_runs_out(self) -> bool:
        """Whether the sitter has only seconds for what he is asked now."""
        asked = (run.attempt.can() for run in self.engine.active if run.attempt is not None)
        return self.sitter is not None and any(_IN_SECONDS & can for can in asked)

    @property
    def real_now_s(self) -> float:
        """Where a live sitting ought to stand now, in s; a simulated one stands where it was let.

        From any thread.
        """
        return self.now_s if self._live is None else self._live.clock.elapsed_s()

    # --- moved by time ------------------------------------------------------------------------

    def advance(self, until_s: float) -> None:
        """Let plant time pass up to `until_s`, or to the end of the sitting.

        A live sitting goes there in one step, and never further than the time that really passed.
        """
        if self._live is not None:
            self._tick(min(until_s, self.real_now_s))
            return
        while not self.finished and self.now_s < until_s and not self._still.now:
            self._tick(until_s)

    def _tick(self, until_s: float) -> None:
        events = self._plant.advance(self._next_stop(until_s))
        if self._live is not None:
            self.clock.advance_to(max(self.now_s, until_s))
            self._live.look()
        else:
            self.clock.advance_to(self._plant.now_s)
        for event in events:
            self._emit(event)
        self._look()
        self.gate.advance(self.picture)
        if not self._still.now:
            self.engine.advance()
            self._hourly.advance()
            self._refusal = self._desk.advance() or self._refusal
        if self.scenario.tells(self._phase.phase):
            self._phase.advance(self.picture, self.now_s)
        if self._field is not None and self._happenings.waiting:
            for event in self._happenings.advance(self._field, self.picture, self.now_s):
                self._emit(event)
                self.world.told_by_telephone(event)
        if self._drill is not None:
            self._drill.at_work.advance()
        if not self._still.now:
            self._turn_pages()
        self.recording.sample(self.picture, self.now_s)
        self.recording.commit()

    def _next_stop(self, until_s: float) -> float:
        """How far to go at once: to just behind the next thing that is due, if that comes first."""
        if self._live is None:
            drill_s = None if self._drill is None else self._drill.at_work.due_s()
            happens_s, handed_s = self._happenings.due_s(), self._desk.handover.due_s()
            for due_s in (self.engine.due_s(), happens_s, handed_s, drill_s):
                if due_s is not None and self.now_s < due_s + _LATE_S < until_s:
                    until_s = due_s + _LATE_S
        return until_s

    def _look(self) -> None:
        """Take the newest readings and see what alarms follow from them."""
        self.picture.update(self._plant.readings(), self.now_s)
        overdue = any(run.hold_overdue(self.now_s) for run in self.engine.runs)
        self.alarms.update(self.picture, self.now_s, self.engine.expected_alarms(), overdue)
        self.picture.set_sitting(self.alarms.standing(), self.clock.time_of_day())

    def _turn_pages(self) -> None:
        """Let the chain go on; where nobody sits, give up what is stuck, and end what has no end.

        A free operation by somebody ends when he closes the window.
        """
        if self.sitter is None:
            for run in self.engine.runs:
                if run.state is RunState.FAILED:
                    self.engine.abort(run, "", said("sitting.stuck"))
            if not self.scenario.chain and self.now_s >= self._happenings.last_s() + FREE_REST_S:
                self._chapters.outcome = "completed"
        self._chapters.turn()
        if self._drill is not None and self.finished:
            self._drill.at_work.over(self._chapters.outcome)

    # --- moved by people ----------------------------------------------------------------------

    def accept(self, wish: AnyWish) -> None:
        """Take a person's wish; one that is not granted becomes the snapshot's `refusal`.

        What an instructor is refused only his own picture tells. In a live sitting it is judged by
        what is so now, not by what was at the last tick.
        """
        if self._closed:
            return
        if self._live is not None:
            self._tick(self.real_now_s)
        self._refusal = self._granted(wish) or self._refusal
        if not self._still.now:
            self.engine.advance()
            self._turn_pages()
        self.recording.commit()
        if self._drill is not None and (step_s := self._drill.step_until_s()) is not None:
            self.advance(step_s)

    def _granted(self, wish: AnyWish) -> Refusal | None:
        """Do it, or say why not."""
        if isinstance(wish, DrillWish):
            return self._of_drill(wish)
        if isinstance(wish, intents.Backtrack):
            return self._go_back(wish)
        against = (
            self._still.take_up() if isinstance(wish, intents.TakeUp) else self._still.against(wish)
        )
        if against is not None:
            return self._desk.refuse("", self.site.title, (against,))
        return None if isinstance(wish, intents.TakeUp) else self._desk.take(wish)

    def _go_back(self, wish: intents.Backtrack) -> Refusal | None:
        """Stand at an earlier moment, on a new branch; whoever leads is told why not."""
        against = self._back.take(wish)
        if against is None:
            self._refusal = None
            return None
        if self._drill is not None and wish.by:
            self._drill.refuse(wish.by, against)
            return None
        return self._desk.refuse("", self.site.title, (against,))

    def _of_drill(self, wish: DrillWish) -> Refusal | None:
        """What only a drill grants: nothing of it reaches a real plant, or a plain rehearsal."""
        if self._drill is None:
            key = "drill.none" if self._live is None else "drill.live"
            return self._desk.refuse("", self.site.title, (said(key),))
        if self._still.waits_for_a_look:
            return self._desk.refuse("", self.site.title, (said("resume.look_first"),))
        return self._drill.take(wish)

    def wait_for_a_look(self, differences: Sequence[DifferenceView]) -> None:
        """Let plant time stand until the sitter has seen how plant and record differ (`TakeUp`).

        For a drill that goes on after it was cut off.
        """
        self._still.wait_for_a_look(differences)

    def lead_on(self) -> None:
        """Go on without whoever let the drill stand: it was forked from there."""
        if self._drill is not None:
            self._drill.at_work.lead_on()

    # --- looked at ---------------------------------------------------------------------------

    def snapshot(self) -> Snapshot:
        """The picture of now. Nothing of it is made before somebody asks."""
        return self._screen.snapshot(
            Standing(
                phase=self.phase,
                phase_declared=not self._phase.follows,
                refusal=self._refusal,
                finished=self.finished,
                outcome=self._chapters.outcome,
                record=str(self.recording.path),
                branch=self.recording.branch,
                taking_up=self._still.view(),
                energy=self.recording.energy(),
                drill=None if self._drill is None else self._drill.at_work.view(),
            )
        )

    def instructor_view(self) -> InstructorView | None:
        """What instructor and evaluator see, and no trainee; None where it is no drill."""
        return None if self._drill is None else self._drill.view()

    def faceplate(self, device: str) -> tuple[VerbView, ...]:
        """The verbs of a device with everything that stands in the way of each now."""
        return self._screen.faceplate(device)

    def take_trend(self) -> TrendBatch:
        """The samples of the plotted signals since the last call."""
        return self.recording.take_trend()

    # --- other moments ------------------------------------------------------------------------

    def past(self, branch: int | None = None) -> Past:
        """What one can go back to, and the branches of the record; raises RecordError.

        branch: on the way to the end of that one; None for the one that the sitting is on.
        Nothing where one cannot go back: in a live sitting, and in a fork.
        """
        if self._live is not None or isinstance(self.recording, Unwritten):
            return Past(1)
        return self._past.read(self.recording.path, branch or self.recording.branch)

    def export_state(self) -> dict[str, Json]:
        """Everything that the future of a simulated sitting depends on, as JSON.

        Raises NotSimulated. The log is not among it: it is a fold over the record.
        """
        return self._simulated().take()

    def restore(self, state: Mapping[str, Any]) -> None:
        """Stand where a sitting of the same site and scenario stood at `export_state`, exactly.

        Raises NotSimulated; KeyError, TypeError or ValueError for another form.
        """
        self._simulated().go_to(state)
        self._refusal = None
        self._screen.forget()

    def fork(self) -> Sitting:
        """A second sitting that stands exactly here; what happens in it is kept in memory only.

        Its `recording.events` are what happened since. Raises NotSimulated.
        """
        moments = self._simulated()
        plant = moments.simulated.fork()
        return Sitting(
            self.site,
            self.scenario,
            plant,
            plant.field,
            mode=self.mode,
            sitter=self.sitter,
            recorder=Unwritten(self.site),
            led=self._led,
            moment=moments.take_rest(),
        )

    def _simulated(self) -> Moments:
        if self._live is not None:
            raise NotSimulated
        return self._moments

    # --- recorded -----------------------------------------------------------------------------

    def _emit(self, event: Event) -> None:
        live = getattr(self, "_live", None)
        if live is not None:
            event = live.attributed(event)
        self.recording.note(event)
        if event.kind is EventKind.PHASE:
            self.picture.set_phase(event.subject)
        world, drill = getattr(self, "world", None), getattr(self, "_drill", None)
        if world is not None:
            world.observe(event)
        if drill is not None:
            drill.at_work.observe(event)

    def close(self) -> None:
        """Finish the record and let go of everything. Idempotent."""
        if self._closed:
            return
        self._closed = True
        try:
            if self._live is not None:
                self._live.close()
            outcome = self._chapters.outcome or "interrupted"
            if self._drill is not None:
                self._drill.at_work.close(outcome)
            data: dict[str, Json] = {"outcome": outcome}
            self._emit(Event(self.now_s, EventKind.SITTING_CLOSED, self.site.name, "", data))
            self.recording.commit()
        finally:
            self.recording.close()
            self._plant.close()
