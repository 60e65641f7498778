"""What became of each expected action: a fold over events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from devices.events import Event, EventKind, Json
from devices.words import Words, words_from_json, words_json
from procedures.drill.guide import Guide, Verdict
from procedures.drill.views import HintView

AHEAD, OPEN = "ahead", "open"


@dataclass(frozen=True, slots=True)
class TaskState:
    """Where an expected action stands. what: ahead, open, or a verdict; judged: by a person.

    since_s: when its time began; hinted_s, hint: when its hint was given, and as it was said.
    answered_s: when its message was answered in words of one's own.
    """

    what: str = AHEAD
    since_s: float | None = None
    done_s: float | None = None
    judged: bool = False
    note: str = ""
    evidence: Words | None = None
    hinted_s: float | None = None
    hint: Words | None = None
    answered_s: float | None = None


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
            said = Words(*(str(event.data.get(key, "")) for key in ("en", "ja", "easy_ja")))
            self.states[event.subject] = replace(before, hinted_s=event.time_s, hint=said)
        elif event.kind is EventKind.TASK:
            self.states[event.subject] = _after(before, event)
        elif event.kind is EventKind.ANSWER and not event.data.get("answer"):
            task = str(event.data.get("inject", ""))
            if self.of(task).what == OPEN:
                self.states[task] = replace(self.of(task), answered_s=event.time_s)

    def hints(self, guide: Guide) -> tuple[HintView, ...]:
        """The hints that were given, and those that the trainee can ask for, in their order."""
        found = []
        for task in guide.tasks:
            state = self.of(task.id)
            if state.hinted_s is not None:
                still = state.what == OPEN
                found.append(HintView(task.id, state.hinted_s, state.hint, still))
            elif task.hint is not None and state.what == OPEN and "hints" in guide.help:
                found.append(HintView(task.id, state.since_s or 0.0, None))
        return tuple(sorted(found, key=lambda hint: hint.time_s))

    # --- state ----------------------------------------------------------------------------------

    def export_state(self) -> dict[str, Json]:
        """Everything in it, as JSON."""
        return {
            id: {
                "what": s.what,
                "since_s": s.since_s,
                "done_s": s.done_s,
                "judged": s.judged,
                "note": s.note,
                "evidence": words_json(s.evidence),
                "hinted_s": s.hinted_s,
                "hint": words_json(s.hint),
                "answered_s": s.answered_s,
            }
            for id, s in self.states.items()
        }

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError or TypeError for another form."""
        self.states = {
            id: TaskState(
                **{
                    **one,
                    "evidence": words_from_json(one["evidence"]),
                    "hint": words_from_json(one["hint"]),
                }
            )
            for id, one in state.items()
        }


def _after(before: TaskState, event: Event) -> TaskState:
    what = str(event.data.get("what", ""))
    if what == OPEN:
        return TaskState(OPEN, event.time_s, hinted_s=before.hinted_s, hint=before.hint)
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
