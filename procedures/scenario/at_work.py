"""The happenings of a scenario at work: each comes once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from devices.events import Event, EventKind, Json
from devices.phrases import said
from devices.picture import Picture
from devices.simulated import FieldRefused
from devices.words import Words
from procedures.run import FieldDoor
from procedures.scenario.model import Happening, Scenario

WORLD = "scenario"  # who does what the scenario does


@dataclass(slots=True)
class HappeningsAtWork:
    """Lets the happenings of a scenario come, each once."""

    waiting: list[Happening]
    _due_s: dict[str, float] = field(default_factory=dict)
    _last_s: float = 0.0

    @classmethod
    def of(cls, scenario: Scenario) -> HappeningsAtWork:
        """All of them still to come."""
        due = {h.id: h.at_s for h in scenario.happenings if h.at_s is not None}
        return cls(list(scenario.happenings), due, max(due.values(), default=0.0))

    def last_s(self) -> float:
        """When the last one of those with a time comes or came; 0 without any."""
        return self._last_s

    def due_s(self) -> float | None:
        """When the next one comes that has a time."""
        return min(self._due_s.values(), default=None)

    def due_of(self, happening: str) -> float | None:
        """When a waiting one comes, once that is known; None for one that came."""
        return self._due_s.get(happening)

    def hasten(self, happening: str, now_s: float) -> None:
        """Let a waiting one come at the next look, whatever it waits for; raises KeyError."""
        if all(one.id != happening for one in self.waiting):
            raise KeyError(happening)
        self._due_s[happening] = now_s

    def leave_out(self, happening: str) -> None:
        """Let a waiting one never come; raises KeyError."""
        if all(one.id != happening for one in self.waiting):
            raise KeyError(happening)
        self.waiting = [one for one in self.waiting if one.id != happening]
        self._due_s.pop(happening, None)

    def advance(self, field_door: FieldDoor, picture: Picture, now_s: float) -> tuple[Event, ...]:
        """Do what is due; conditions are remembered from the first moment they are true."""
        events: list[Event] = []
        for happening in tuple(self.waiting):
            if happening.id not in self._due_s:
                if happening.when is None or happening.when.evaluate(picture) is not True:
                    continue
                self._due_s[happening.id] = now_s + happening.after_s
            if now_s >= self._due_s[happening.id]:
                title = _let_happen(happening, field_door)
                self.waiting.remove(happening)
                del self._due_s[happening.id]
                data: dict[str, Json] = {
                    "what": "scenario",
                    "en": title.en,
                    "ja": title.ja,
                }
                if happening.reports:
                    data |= {"by": happening.by, "reports": list(happening.reports)}
                events.append(Event(now_s, EventKind.HAPPENING, happening.id, WORLD, data))
        return tuple(events)

    def export_state(self) -> dict[str, Json]:
        """What is still to come, and when, as JSON."""
        waiting: list[Json] = [happening.id for happening in self.waiting]
        return {"waiting": waiting, "due_s": dict(self._due_s)}

    def import_state(self, state: Mapping[str, Any], scenario: Scenario) -> None:
        """Put back what `export_state` gave; raises KeyError for another form."""
        known = {happening.id: happening for happening in scenario.happenings}
        self.waiting = [known[name] for name in state["waiting"]]
        self._due_s = dict(state["due_s"])


def _let_happen(happening: Happening, field_door: FieldDoor) -> Words:
    """Do it, and return what to tell: its title, or why it could not happen."""
    try:
        field_door.act(happening.device, happening.act, WORLD, **happening.arguments)
    except FieldRefused as refused:
        why = said(refused.key, **refused.arguments)
        return said("event.happening_refused", title=happening.title, why=why)
    return happening.title
