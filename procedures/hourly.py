"""The hourly word to the city: how long supply lasts, in words made of measured values.

A simulated operator says it when it is due; the sitter says it, or tells why he does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from devices.events import Event, EventKind, Json
from devices.phrases import said
from devices.words import Words
from procedures.phase import Phase, PhaseTracker
from procedures.run import Refusal, World
from procedures.snapshot import HourlyView

EVERY_S = 3600.0
SPEAKER, LISTENER = "MGC", "CITY"
_HOURS, _ENERGY, _LOAD = "island.hours_left_h", "bess.energy_kwh", "island.load_kw"


@dataclass(slots=True)
class HourlyWord:
    """Asks for the word each hour of island operation. asked_s: since when it waits to be said."""

    world: World
    phase: PhaseTracker
    due_s: float | None = None
    asked_s: float | None = None

    def advance(self) -> None:
        """Ask when an hour is over; the island's end takes the question back."""
        now_s = self.world.now_s
        if self.phase.phase is not Phase.ISLAND or not self._can_be_said():
            self.due_s = self.asked_s = None
            return
        if self.due_s is None:
            self.due_s = now_s + EVERY_S
        if now_s >= self.due_s:
            self.due_s += EVERY_S
            self.asked_s = now_s
        if self.asked_s is not None and not self.world.people.plays(SPEAKER):
            self._say(self.world.people.holder(SPEAKER).id)

    def say(self, who: str) -> Refusal | None:
        """The sitter has said it; the words go to the record as they stood."""
        if self.asked_s is None:
            return Refusal((said("hourly.not_due"),))
        self._say(who)
        return None

    def skip(self, reason: str, who: str) -> Refusal | None:
        """The sitter does not say it this hour."""
        if self.asked_s is None:
            return Refusal((said("hourly.not_due"),))
        if not reason.strip():
            return Refusal((said("step.reason_missing"),))
        self.asked_s = None
        data: dict[str, Json] = {"what": "hourly_skipped", "en": reason, "ja": reason}
        self.world.emit(Event(self.world.now_s, EventKind.NOTE, LISTENER, who, data))
        return None

    def view(self) -> HourlyView | None:
        """What is to be said now; None while nothing is."""
        if self.asked_s is None:
            return None
        return HourlyView(LISTENER, self.words(), self.asked_s)

    def words(self) -> Words:
        """The word of this moment, from measured values; what is not known is a dash."""
        picture, clock = self.world.picture, self.world.clock.time_of_day()
        hours, energy, load = map(picture.words_with_unit, (_HOURS, _ENERGY, _LOAD))
        return said("hourly.words", now=f"{clock:%H:%M}", hours=hours, energy=energy, load=load)

    def export_state(self) -> dict[str, Json]:
        """When it is due, and since when it waits, as JSON."""
        return {"due_s": self.due_s, "asked_s": self.asked_s}

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError for another form."""
        self.due_s, self.asked_s = state["due_s"], state["asked_s"]

    # --- who says it to whom ----------------------------------------------------------------------

    def _can_be_said(self) -> bool:
        site = self.world.site
        known = {_HOURS, _ENERGY, _LOAD} <= site.signals.keys()
        return known and {SPEAKER, LISTENER} <= site.roles.keys()

    def _say(self, who: str) -> None:
        words = self.words()
        self.asked_s = None
        data: dict[str, Json] = {
            "run": "",
            "step": "hourly",
            "speaker": SPEAKER,
            "listener": LISTENER,
            "en": words.en,
            "ja": words.ja,
            "attempt": 1,
            "right": None,
        }
        self.world.emit(Event(self.world.now_s, EventKind.TALK, "notice", who, data))
