"""What became of each inject: a fold over events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from devices.events import Event, EventKind, Json
from devices.words import Words

WAITING, SENT, SKIPPED, REFUSED = "waiting", "sent", "skipped", "refused"


@dataclass(slots=True)
class InjectSheet:
    """States by inject (waiting unless said), when each was sent, why one could not be whole."""

    states: dict[str, str] = field(default_factory=dict)
    sent_s: dict[str, tuple[float, ...]] = field(default_factory=dict)
    why: dict[str, Words] = field(default_factory=dict)

    def observe(self, event: Event) -> None:
        """Take in what became of an inject."""
        if event.kind is not EventKind.INJECT:
            return
        id, what = event.subject, str(event.data.get("what", ""))
        self.states[id] = what
        self.why.pop(id, None)
        if what == SENT:
            self.sent_s[id] = (*self.sent_s.get(id, ()), event.time_s)
        why: Any = event.data.get("why")
        if why:
            self.why[id] = Words(str(why.get("en", "")), str(why.get("ja", "")))

    def state(self, inject: str) -> str:
        """Where an inject stands."""
        return self.states.get(inject, WAITING)

    # --- state ----------------------------------------------------------------------------------

    def export_state(self) -> dict[str, Json]:
        """Everything in it, as JSON."""
        return {
            "states": dict(self.states),
            "sent_s": {name: [*times] for name, times in self.sent_s.items()},
            "why": {name: [words.en, words.ja] for name, words in self.why.items()},
        }

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError for another form."""
        self.states = dict(state["states"])
        self.sent_s = {name: tuple(times) for name, times in state["sent_s"].items()}
        self.why = {name: Words(*words) for name, words in state["why"].items()}
