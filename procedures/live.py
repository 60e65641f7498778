"""What a live sitting has that a simulated one has not: real time, the key, people who are real."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from devices.clock import Disturbance, RealTime, Trouble
from devices.events import Emit, Event, EventKind, Json
from devices.phrases import said
from devices.picture import Picture
from devices.plant import WiredPlant
from procedures.arming import Arming
from procedures.blindness import BLIND_S
from procedures.people import People, Sitter
from procedures.run import World
from procedures.taking_up import CutOff, TakingUp

TOLD_S = 600.0  # so long the site's alarm of the clock stands after it was set [P]
_SIGN: Mapping[Trouble, float] = {Trouble.SET_FORWARD: 1.0, Trouble.SET_BACK: -1.0}
# what somebody else says, sees or does, the sitter enters for him
_BY_OTHERS = frozenset(
    {
        EventKind.TALK,
        EventKind.ENTRY,
        EventKind.STEP_DONE,
        EventKind.STEP_FAILED,
        EventKind.HOLD_SIGNED,
    }
)


@dataclass(frozen=True, slots=True)
class LiveTerms:
    """On what terms a sitting is live: with which plant and clock, who sits, may it write."""

    plant: WiredPlant
    clock: RealTime
    sitter: Sitter
    read_only: bool
    cut_off: CutOff | None = None  # it goes on, having been cut off

    def side(self, world: World) -> LiveSide:
        """The live side of a sitting on these terms."""
        arming = Arming(world.site, self.plant, world.gate, world.emit, self.read_only)
        return LiveSide(self.clock, arming, world.picture, world.people, world.emit)

    def taking_up(self, world: World) -> TakingUp | None:
        """What has to be looked at before it goes on; None for a sitting that opens."""
        if self.cut_off is None:
            return None
        since_s = self.clock.elapsed_s()
        return TakingUp(world.site, world.picture, self.plant, self.cut_off, since_s)


@dataclass(slots=True)
class LiveSide:
    """The live side of one sitting: watches the computer's time, holds the key."""

    clock: RealTime
    arming: Arming
    picture: Picture
    people: People
    emit: Emit
    _blind_since_s: float | None = None
    _steps: deque[tuple[float, float]] = field(default_factory=deque)  # when, by how much, s

    def look(self) -> None:
        """Tell what befell the computer's time since the last look; then nothing stays armed."""
        now_s = self.clock.now_s
        for disturbance in self.clock.look():
            self._tell(disturbance, now_s)
            stalled = disturbance.trouble is Trouble.STALLED
            why = said("live.disarmed_stalled" if stalled else "live.disarmed_clock")
            self.arming.disarm(why, "", now_s)
        while self._steps and now_s - self._steps[0][0] > TOLD_S:
            self._steps.popleft()
        self.picture.set_clock_step(sum(step_s for _, step_s in self._steps))
        self._look_at_lines(now_s)

    def _look_at_lines(self, now_s: float) -> None:
        """Nothing stays armed over a plant of which nothing is seen."""
        answering = self.arming.answering()
        if answering is not None:
            self.picture.set_answering(answering)
        if answering != 0:
            self._blind_since_s = None
            return
        if self._blind_since_s is None:
            self._blind_since_s = now_s
        if now_s - self._blind_since_s >= BLIND_S:
            self.arming.disarm(said("live.disarmed_blind"), "", now_s)

    def attributed(self, event: Event) -> Event:
        """The event, naming the sitter too where he entered what somebody else said or did."""
        if event.kind not in _BY_OTHERS or event.who in ("", self._seated()):
            return event
        return replace(event, data={**event.data, "entered_by": self._seated()})

    def _seated(self) -> str:
        sitter = self.people.sitter
        return "" if sitter is None else sitter.person

    def close(self) -> None:
        """Leave nothing armed."""
        self.arming.disarm(said("live.disarmed_closed"), "", self.clock.now_s)

    def _tell(self, disturbance: Disturbance, now_s: float) -> None:
        trouble, seconds = disturbance.trouble, round(disturbance.seconds, 1)
        if trouble in _SIGN:
            self._steps.append((now_s, _SIGN[trouble] * disturbance.seconds))
        words = said(f"clock.{trouble.value}", seconds=seconds)
        data: dict[str, Json] = {
            "what": trouble.value,
            "seconds": seconds,
            "en": words.en,
            "ja": words.ja,
        }
        self.emit(Event(now_s, EventKind.CLOCK, trouble.value, "", data))
