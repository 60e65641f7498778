"""The events of a record by kind: which comes next, which was before, what stands where."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from procedures.snapshot import ReplayMark

ANY = ""
LIKES = ("step", "alarm", "happening", "command", "talk", "phase", "note", "branch")


@dataclass(slots=True)
class ReplayMarks:
    """Marks in the order of their times."""

    marks: Sequence[ReplayMark] = ()
    _times_s: dict[str, list[float]] = field(default_factory=dict)

    def take(self, marks: Sequence[ReplayMark]) -> None:
        """Hold other marks."""
        self.marks = marks
        self._times_s.clear()

    def times_s(self, like: str) -> Sequence[float]:
        """When those of one kind happened; ANY for all."""
        if like not in self._times_s:
            found = [mark.time_s for mark in self.marks if like in (ANY, mark.like)]
            self._times_s[like] = found
        return self._times_s[like]

    def after_s(self, time_s: float, like: str = ANY) -> float | None:
        """When the next one of a kind happened; None behind the last."""
        times_s = self.times_s(like)
        place = bisect_right(times_s, time_s)
        return times_s[place] if place < len(times_s) else None

    def before_s(self, time_s: float, like: str = ANY) -> float | None:
        """When the one before of a kind happened; None before the first."""
        times_s = self.times_s(like)
        place = bisect_left(times_s, time_s) - 1
        return times_s[place] if place >= 0 else None

    def at(self, time_s: float, like: str = ANY) -> ReplayMark | None:
        """The last one of a kind that had happened at `time_s`."""
        found = None
        for mark in self.marks:
            if mark.time_s > time_s:
                break
            if like in (ANY, mark.like):
                found = mark
        return found
