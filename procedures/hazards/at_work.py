"""Hazards at work: the truth of a simulated plant, asked at every tick.

Only a drill asks: what is told goes to those who lead and judge it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from devices.events import Event, EventKind, Json, event_from_json, event_json
from devices.simulated import SimulatedPlant
from procedures.hazards.catalogue import Hazard, present
from procedures.hazards.hearsay import Hearsay
from procedures.hazards.supposed import supposed
from procedures.hazards.truth import Truth
from procedures.run import Engine

RECENT_S = 3.0  # what belongs together, as a start and the trip behind it
SHOWS_S = 10.0  # what comes so soon behind a slip that was foreseen comes of it [P]
AGAIN_S = 60.0  # what went away for less has not ended [P]
# and so soon behind what the instructor let happen or passed, of that: a command takes a while [P]
LED_S = {"fault": SHOWS_S, "override": 60.0}
_ACTS = frozenset({EventKind.FIELD, EventKind.COMMAND_SENT, EventKind.HAPPENING})


@dataclass(slots=True)
class HazardsAtWork:
    """Tells each hazard as it begins, and each dangerous act that was stopped in time.

    notices: "procedure/step" where people are told to unplug heaters.
    """

    engine: Engine
    plant: SimulatedPlant
    notices: frozenset[str] = frozenset()
    _recent: list[Event] = field(default_factory=list)
    _seen_s: dict[str, float] = field(default_factory=dict)  # when each was so last
    _barred: list[Event] = field(default_factory=list)  # acts that something stopped just now
    _foreseen: int = 0
    _slipped_s: float = -SHOWS_S  # when somebody last slipped as it was foreseen
    _led_until_s: float = 0.0  # until then what comes is the instructor's
    hearsay: Hearsay = field(init=False)

    def __post_init__(self) -> None:
        self.hearsay = Hearsay(self.engine, self.notices)
        self._foreseen = self.engine.world.people.slips_to_come

    # --- moved by events ------------------------------------------------------------------------

    def observe(self, event: Event) -> None:
        """Follow everything that happens in the sitting."""
        if event.kind is EventKind.HAZARD:
            return
        if event.kind is EventKind.DRILL:
            shows_s = LED_S.get(str(event.data.get("what")), 0.0)
            self._led_until_s = max(self._led_until_s, event.time_s + shows_s)
        self._recent.append(event)
        self.hearsay.observe(event)
        if event.kind in (EventKind.COMMAND_REFUSED, EventKind.HOLD_REFUSED, EventKind.TALK):
            self._barred.append(event)

    # --- moved by time --------------------------------------------------------------------------

    def advance(self) -> None:
        """Look at the truth of now, and tell what has become so since the last look."""
        now_s = self.engine.world.now_s
        self._recent = [one for one in self._recent if one.time_s >= now_s - RECENT_S]
        truth = Truth(self.plant, self.hearsay.said(), tuple(self._recent))
        found = present(truth)
        foreseen = self.engine.world.people.slips_to_come
        if foreseen < self._foreseen:
            self._slipped_s = now_s
        self._foreseen = foreseen
        came: dict[str, Json] = {
            "near": False,
            "planned": now_s - self._slipped_s <= SHOWS_S,
            "led": now_s < self._led_until_s,
        }
        for hazard in found:
            if now_s - self._seen_s.get(hazard.id, -AGAIN_S) >= AGAIN_S:
                self._tell(hazard, self._who(), came)
            self._seen_s[hazard.id] = now_s
        barred, self._barred = self._barred, []
        for act in barred:
            for near in supposed(act, truth, found, self.engine, self.hearsay):
                self._tell(near.hazard, near.who, {"near": True, "stopped": near.stopped})
        self.hearsay.forget()

    def _tell(self, hazard: Hazard, who: str, more: Mapping[str, Json]) -> None:
        words = hazard.words
        data: dict[str, Json] = {
            "severity": hazard.severity.value,
            "en": words.en,
            "ja": words.ja,
            **more,
        }
        world = self.engine.world
        world.emit(Event(world.now_s, EventKind.HAZARD, hazard.id, who, data))

    def _who(self) -> str:
        """Who acted last before it came; "" for nobody."""
        return next((one.who for one in reversed(self._recent) if one.kind in _ACTS), "")

    # --- state ----------------------------------------------------------------------------------

    def export_state(self) -> dict[str, Json]:
        """What is so, and what was heard, as JSON."""
        return {
            "recent": [event_json(one) for one in self._recent],
            "seen_s": dict(self._seen_s),
            "barred": [event_json(one) for one in self._barred],
            "foreseen": self._foreseen,
            "slipped_s": self._slipped_s,
            "led_until_s": self._led_until_s,
            "hearsay": self.hearsay.export_state(),
        }

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError or TypeError for another form."""
        self._recent = [event_from_json(one) for one in state["recent"]]
        self._seen_s = dict(state["seen_s"])
        self._barred = [event_from_json(one) for one in state["barred"]]
        self._foreseen, self._slipped_s = state["foreseen"], state["slipped_s"]
        self._led_until_s = state["led_until_s"]
        self.hearsay.import_state(state["hearsay"])
