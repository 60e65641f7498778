"""A drill that was cut off goes on: its plant time stands until somebody saw how it stands."""

from __future__ import annotations

from dataclasses import dataclass

from devices.events import Event, EventKind, Json
from devices.phrases import said
from devices.words import Words
from procedures.snapshot import DifferenceView, TakingUpView


@dataclass(slots=True)
class DrillTakenUp:
    """How plant and record differ; as a rule not at all, and that too is to be seen.

    It is no part of a moment: a drill that is cut off once more is looked at once more.
    """

    differences: tuple[DifferenceView, ...]
    pending: bool = True

    def against(self) -> Words | None:
        """Why nobody can go on yet; None when he can."""
        return None if self.pending else said("resume.nothing_waits")

    def done(self, now_s: float, who: str) -> Event:
        """Somebody has looked."""
        self.pending = False
        words = said("resume.taken_up", count=len(self.differences))
        data: dict[str, Json] = {"what": "taken_up", "en": words.en, "ja": words.ja}
        data["differences"] = [
            f"{one.label.en}: {one.before.en} -> {one.now.en}" for one in self.differences
        ]
        return Event(now_s, EventKind.NOTE, "", who, data)

    def view(self) -> TakingUpView | None:
        """The same for screens; None when it is done."""
        return TakingUpView(None, self.differences) if self.pending else None
