"""What becomes of one deviation: followed on until its consequence is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from devices.events import Event, EventKind
from devices.phrases import listed, said
from devices.site import Site
from devices.words import Words
from procedures.hazards import Hazard, Severity, Truth, present
from procedures.rehearsal.explore.barriers import Barrier, Stop, standing, stop_of
from procedures.rehearsal.explore.deviations import Deviation, Kind
from procedures.rehearsal.explore.doing import Doing, place_of
from procedures.rehearsal.explore.likeness import Likeness
from procedures.rehearsal.explore.route import Moment, sign
from procedures.rehearsal.explore.stand import Stand

MOST_S = 7200.0  # of plant time until whatever comes of it has come [P]
STANDS_S = 150.0  # an interlock that holds a step up so long is no passing one [P]
IN_TIME_S = 60.0  # a barrier that acts later has not ended a critical hazard [P]
AFTER_HAZARD_S = 900.0  # how long a lesser hazard is watched for what ends it [P]
STEPS_ON = 2  # so many steps must have begun before two sittings can be found alike


@dataclass(frozen=True, slots=True)
class Consequence:
    """What became of it. hazard: the worst; "" for none. others: the rest of them.

    barrier: what stopped it; behind a hazard, what ended it. words: what happened, for people.
    """

    hazard: str
    others: tuple[str, ...]
    barrier: Barrier
    words: Words
    time_s: float


@dataclass(slots=True)
class Follower:
    """Follows deviations in one stand; places: how everything stands at each undisturbed step."""

    stand: Stand
    likeness: Likeness
    places: Mapping[str, frozenset[str]]
    usual: frozenset[str]  # hazards and signs of what comes although nothing deviates
    notices: frozenset[str]

    def follow(self, moment: Moment, deviation: Deviation) -> Consequence:
        """Let `deviation` happen at `moment` and go on until its consequence is known."""
        self.stand.go_to(moment.state)
        doing = Doing(self.stand, deviation, self.notices)
        self.stand.world.picture.update({}, self.stand.now_s)
        trail = Trail(self.stand.site, began_s=self.stand.now_s)
        if doing.stop is not None and doing.stop.final:
            trail.stop(doing.stop)
            return trail.told()
        end_s = self.stand.now_s + MOST_S
        while not self.stand.finished and self.stand.now_s < end_s:
            held = standing(self.stand.run, self.stand.now_s)
            before_s = self.stand.now_s
            events = self.stand.go_on()
            doing.look(events)
            trail.look(tuple(e for e in events if sign(e) not in self.usual), held, before_s)
            if doing.stop is not None:
                trail.stop(doing.stop)
            truth = Truth(self.stand.plant, doing.said(), self.stand.recent)
            found = (h for h in present(truth) if h.id not in self.usual)
            trail.find(tuple(found), before_s, self.stand.now_s)
            trail.alike = self._alike(trail, doing, deviation)
            if trail.alike or trail.known(self.stand.now_s):
                break
        return trail.told()

    def _alike(self, trail: Trail, doing: Doing, deviation: Deviation) -> bool:
        """Whether everything stands again as it does when nothing deviates."""
        on = STEPS_ON + (deviation.kind is Kind.SWAP)
        run = self.stand.run
        if trail.begun < on or run is None or run.attempt is None or not doing.over:
            return False
        if not trail.begins:  # only where a step begins is it known how it stood
            return False
        beside = doing.said()
        digest = self.likeness.of(self.stand, (*beside.lies, *beside.untold))
        return digest in self.places.get("/".join(place_of(run)), frozenset())


@dataclass(slots=True)
class Trail:
    """What was seen so far of one deviation. Times in s of plant time."""

    site: Site
    began_s: float
    begun: int = 0  # steps that began since
    begins: bool = False  # one began in the last stride
    alike: bool = False  # everything stands again as it does when nothing deviates
    stops: list[Stop] = field(default_factory=list)
    hazards: dict[str, tuple[Hazard, float]] = field(default_factory=dict)
    held_since_s: float | None = None
    held: Stop | None = None

    def look(self, events: tuple[Event, ...], held: Stop | None, before_s: float) -> None:
        """Take what happened in one stride; held: what held the step up before it."""
        self.begins = any(event.kind is EventKind.STEP_STARTED for event in events)
        self.begun += sum(event.kind is EventKind.STEP_STARTED for event in events)
        if held is None or self.begins:
            self.held_since_s = self.held = None
        elif self.held_since_s is None:
            self.held_since_s = before_s
            self.held = held
        for event in events:
            stop = stop_of(event, held, self.site)
            if stop is not None:
                self.stop(stop)

    def stop(self, stop: Stop) -> None:
        """A barrier acted."""
        if stop not in self.stops:
            self.stops.append(stop)

    def find(self, hazards: tuple[Hazard, ...], from_s: float, now_s: float) -> None:
        """These are so now; from_s: they may have been since."""
        for hazard in hazards:
            self.hazards.setdefault(hazard.id, (hazard, from_s))
        since_s = self.held_since_s
        if self.held is not None and since_s is not None and now_s - since_s >= STANDS_S:
            self.stop(self.held)

    # --- the end --------------------------------------------------------------------------------

    def known(self, now_s: float) -> bool:
        """Whether nothing more can come of it that would count."""
        worst = self._worst()
        if worst is None:
            final = [stop for stop in self.stops if stop.final]
            settling = [s for s in final if s.barrier is Barrier.VERIFICATION]
            hard = [s for s in final if s.barrier is not Barrier.VERIFICATION]
            return bool(hard) or any(now_s - s.time_s >= IN_TIME_S for s in settling)
        hazard, since_s = worst
        ended = any(stop.time_s >= since_s and stop.final for stop in self.stops)
        if hazard.severity is Severity.CRITICAL:
            return ended or now_s - since_s >= IN_TIME_S
        return ended or now_s - since_s >= AFTER_HAZARD_S

    def _worst(self) -> tuple[Hazard, float] | None:
        found = self.hazards.values()
        return min(found, key=lambda one: (one[0].severity.rank, one[1]), default=None)

    def told(self) -> Consequence:
        """What became of it, as it is known now."""
        worst = self._worst()
        if worst is None:
            stop = self.stops[0] if self.stops else None
            barrier = stop.barrier if stop else Barrier.NOTHING
            came = said("explore.nothing_came" if self.alike else "explore.no_hazard")
            words = stop.words if stop else came
            time_s = (stop.time_s if stop else self.began_s) - self.began_s
            return Consequence("", (), barrier, words, max(0.0, time_s))
        hazard, since_s = worst
        late_s = IN_TIME_S if hazard.severity is Severity.CRITICAL else AFTER_HAZARD_S
        ends = [s for s in self.stops if since_s <= s.time_s <= since_s + late_s]
        others = tuple(name for name in self.hazards if name != hazard.id)
        parts = [hazard.words, *(stop.words for stop in ends[:1])]
        barrier = ends[0].barrier if ends else Barrier.NOTHING
        return Consequence(hazard.id, others, barrier, listed(parts), since_s - self.began_s)
