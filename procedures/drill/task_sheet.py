"""What became of each expected action: a fold over events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from devices.events import Event, EventKind, Json
from devices.words import Words, words_from_json, words_json
from procedures.drill.guide import Verdict

AHEAD, OPEN = "ahead", "open"


@dataclass(frozen=True, slots=True)
class TaskState:
    """Where an expected action stands. what: ahead, open, or a verdict; judged: by a person.

    since_s: when its time began; hinted_s: when its hint was given.
    """

    what: str = AHEAD
    since_s: float | None = None
    done_s: float | None = None
    judged: bool = False
    note: str = ""
    evidence: Words | None = None
    hinted_s: float | None = None


@dataclass(slots=True)
class TaskSheet:
    """The state of every expected action that has begun, by its id."""

    states: dict[str, TaskState] = field(default_factory=dict)

    def of(self, task: str) -> TaskState:
        """Where one stands."""
        return self.states.get(task, TaskState())

    def observe(self, event: Event) -> None:
        """Take in what became of an expected action, and the hints to it."""
        before = self.of(event.subject)
        if event.kind is EventKind.HINT:
            self.states[event.subject] = replace(before, hinted_s=event.time_s)
        elif event.kind is EventKind.TASK:
            self.states[event.subject] = _after(before, event)

    # --- state ----------------------------------------------------------------------------------

    def export_state(self) -> dict[str, Json]:
        """Everything in it, as JSON."""
        return {
            id: [s.what, s.since_s, s.done_s, s.judged, s.note, words_json(s.evidence), s.hinted_s]
            for id, s in self.states.items()
        }

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises TypeError for another form."""
        self.states = {}
        for id, (what, since_s, done_s, judged, note, evidence, hinted_s) in state.items():
            words = words_from_json(evidence)
            self.states[id] = TaskState(what, since_s, done_s, judged, note, words, hinted_s)


def _after(before: TaskState, event: Event) -> TaskState:
    what = str(event.data.get("what", ""))
    if what == OPEN:
        return TaskState(OPEN, event.time_s, hinted_s=before.hinted_s)
    evidence: Any = event.data.get("evidence")
    words = Words(str(evidence["en"]), str(evidence["ja"])) if evidence else before.evidence
    return replace(
        before,
        what=what,
        done_s=event.time_s if what != Verdict.NOT_APPLICABLE else None,
        judged=event.data.get("by") == "evaluator",
        note=str(event.data.get("note", "")),
        evidence=words,
    )
