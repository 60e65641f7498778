"""A live sitting that was cut off goes on: nobody proceeds before he saw what is different now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from devices.events import Event, EventKind, Json
from devices.links import LinkState
from devices.phrases import listed, said
from devices.picture import Picture
from devices.plant import WiredPlant
from devices.signals import Quality, Reading, Signal, Value, reading_from_json, reading_json
from devices.site.site import Site
from devices.words import Words
from procedures import intents
from procedures.snapshot import DifferenceView, TakingUpView

APART = 0.02  # of a signal's range: a number that moved less is not called different [P]

# what may be done before: look, write down what is reported, let go
BEFOREHAND = (
    intents.Note,
    intents.EnterPoint,
    intents.Acknowledge,
    intents.Disarm,
    intents.CancelSelection,
    intents.GiveUpHandOver,
)


@dataclass(frozen=True, slots=True)
class CutOff:
    """How a live sitting was cut off: what was measured last, for how long nobody looked (s).

    armed: somebody had enabled writes; they are not enabled any more.
    """

    then: Mapping[str, Reading]
    gap_s: float
    armed: bool

    @classmethod
    def from_state(cls, state: Mapping[str, Any], gap_s: float, armed: bool) -> CutOff:
        """Of the moment that stood last; raises KeyError or ValueError for another form.

        One that was cut off again before anybody had looked keeps what was known at first.
        """
        earlier = state.get("taking_up")
        if earlier is not None:
            then = {name: reading_from_json(one) for name, one in earlier["then"].items()}
            return cls(then, gap_s + earlier["gap_s"], armed)
        picture = state["picture"]
        then = {
            name: reading_from_json(picture["readings"][name])
            for name in picture["measured"]
            if name in picture["readings"]
        }
        return cls(then, gap_s, armed)


@dataclass(slots=True)
class TakingUp:
    """What is different between the record and the devices, until somebody has looked at it.

    since_s: when the sitting went on; what was read before that counts for nothing.
    """

    site: Site
    picture: Picture
    plant: WiredPlant
    cut_off: CutOff
    since_s: float
    pending: bool = True

    def unread(self) -> tuple[Words, ...]:
        """The devices that have not answered yet, and are still being tried."""
        fresh = {
            name.partition(".")[0]
            for name, reading in self.plant.readings().items()
            if reading.time_s >= self.since_s
        }
        return tuple(
            self.site.devices[link.device].title
            for link in self.plant.links()
            if link.state is LinkState.CONNECTING
            or (link.state is LinkState.CONNECTED and link.device not in fresh)
        )

    def differences(self) -> tuple[DifferenceView, ...]:
        """Every measured value that is not as the record knew it last, states first."""
        found = list(self._differences())
        return tuple(sorted(found, key=lambda one: not one.state))

    def _differences(self) -> Iterator[DifferenceView]:
        for name, reading in self.cut_off.then.items():
            signal = self.site.signals.get(name)
            if signal is None or reading.known is None:
                continue
            now = self.picture.value(name)
            if now is None or _differ(signal, reading.known, now):
                state = signal.low is None
                before = _told(signal, reading.known)
                yield DifferenceView(signal.label, before, _told(signal, now), state)

    def against(self) -> Words | None:
        """Why nobody can go on yet; None when he can."""
        if not self.pending:
            return said("resume.nothing_waits")
        unread = self.unread()
        return said("resume.unread", devices=listed(unread)) if unread else None

    def done(self, now_s: float, who: str) -> Event:
        """Somebody has looked; the event names every difference that he saw."""
        self.pending = False
        seen: list[Json] = [
            f"{one.label.en}: {one.before.en} -> {one.now.en}" for one in self.differences()
        ]
        words = said("resume.taken_up", count=len(seen))
        data: dict[str, Json] = {"what": "taken_up", "en": words.en, "ja": words.ja}
        data["differences"] = seen
        return Event(now_s, EventKind.NOTE, "", who, data)

    def view(self) -> TakingUpView | None:
        """The same for screens; None when it is done."""
        if not self.pending:
            return None
        return TakingUpView(self.cut_off.gap_s, self.differences(), self.unread())

    def export_state(self) -> dict[str, Json] | None:
        """What is still to be looked at, as JSON; None when it is done."""
        if not self.pending:
            return None
        then: dict[str, Json] = {
            name: [*reading_json(one)] for name, one in self.cut_off.then.items()
        }
        return {"then": then, "gap_s": self.cut_off.gap_s}


def _differ(signal: Signal, before: Value, now: Value) -> bool:
    numbers = isinstance(before, int | float) and isinstance(now, int | float)
    if not numbers or signal.low is None or signal.high is None:
        return before != now
    return abs(float(now) - float(before)) > APART * (signal.high - signal.low)


def _told(signal: Signal, value: Value | None) -> Words:
    words = signal.words(value)
    if value is None or not signal.unit:
        return words
    return Words(f"{words.en} {signal.unit}", f"{words.ja} {signal.unit}")


def not_live_any_more(state: Mapping[str, Any]) -> dict[str, Any]:
    """The moment with every measured value as stale: nobody has looked since it was told."""
    picture = dict(state["picture"])
    readings = dict(picture["readings"])
    for name in picture["measured"]:
        if name in readings and readings[name][1] == Quality.GOOD.value:
            value, _, *rest = readings[name]
            readings[name] = [value, Quality.STALE.value, *rest]
    return {**state, "picture": {**picture, "readings": readings}}
