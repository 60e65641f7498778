"""What the instructor keeps of a drill: notes, what he let happen, and moments to go back to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from devices.events import Event, EventKind, Json
from devices.words import Words
from procedures.drill.instructor_view import HandLine, KeptMoment, MarkLine


@dataclass(slots=True)
class Notebook:
    """A fold over the events of a drill. every_min: minutes of plant time between two moments."""

    marks: list[MarkLine] = field(default_factory=list)
    by_hand: list[HandLine] = field(default_factory=list)
    moments: list[KeptMoment] = field(default_factory=list)
    every_min: float | None = None
    next_s: float | None = None  # when the next moment is kept
    hot_wash: list[str] = field(default_factory=list)  # who has said what he has to say

    def due(self, now_s: float) -> bool:
        """Whether it is time to keep a moment."""
        return self.next_s is not None and now_s >= self.next_s

    def observe(self, event: Event) -> None:
        """Follow what was noted, kept and said afterwards."""
        if event.kind is EventKind.MARK:
            text = str(event.data.get("text", ""))
            self.marks.append(MarkLine(event.time_s, event.who, text))
        elif event.kind is EventKind.HOT_WASH and event.who not in self.hot_wash:
            self.hot_wash.append(event.who)
        elif event.kind is EventKind.DRILL:
            self._observe_drill(event)

    def _observe_drill(self, event: Event) -> None:
        data = event.data
        match data.get("what"):
            case "fault" | "slip":
                words = Words(str(data.get("en", "")), str(data.get("ja", "")))
                self.by_hand.append(HandLine(event.time_s, event.who, words))
            case "kept":
                kept, note = str(data.get("kept", "")), str(data.get("note", ""))
                self.moments.append(KeptMoment(event.time_s, kept, note))
                if kept == "periodic" and self.every_min is not None:
                    self.next_s = event.time_s + 60.0 * self.every_min
            case "keep_every":
                minutes = data.get("minutes")
                every = float(str(minutes)) if minutes is not None else None
                self.every_min = every
                self.next_s = None if every is None else event.time_s + 60.0 * every
            case _:
                pass

    # --- state ----------------------------------------------------------------------------------

    def export_state(self) -> dict[str, Json]:
        """Everything in it, as JSON."""
        return {
            "marks": [[one.time_s, one.who, one.text] for one in self.marks],
            "by_hand": [[one.time_s, one.who, one.words.en, one.words.ja] for one in self.by_hand],
            "moments": [[one.time_s, one.kept, one.note] for one in self.moments],
            "every_min": self.every_min,
            "next_s": self.next_s,
            "hot_wash": [*self.hot_wash],
        }

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError or TypeError for another form."""
        self.marks = [MarkLine(*one) for one in state["marks"]]
        self.by_hand = [
            HandLine(time_s, who, Words(en, ja)) for time_s, who, en, ja in state["by_hand"]
        ]
        self.moments = [KeptMoment(*one) for one in state["moments"]]
        self.every_min, self.next_s = state["every_min"], state["next_s"]
        self.hot_wash = list(state["hot_wash"])
