"""The time axis that all drawings of a report share, and what is marked on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from procedures.drill.report.course import Mark
from procedures.drill.report.svg import FAINT, INK, SOFT, Drawing

WIDE = 1000.0  # of every drawing
_STEPS_S = (60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400)
_LABEL_PX = 13.0


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Plant time 0 to `ends_s` between `left` and `right`. clock: the time of day at 0."""

    ends_s: float
    clock: datetime
    left: float
    right: float

    def x(self, time_s: float) -> float:
        """Where a time stands."""
        share = min(max(time_s / max(self.ends_s, 1.0), 0.0), 1.0)
        return self.left + share * (self.right - self.left)

    def ticks(self) -> list[tuple[float, str]]:
        """Round times of day, each with its words, as many as have room."""
        step_s = next((one for one in _STEPS_S if self.ends_s / one <= 9), _STEPS_S[-1])
        midnight = self.clock.replace(hour=0, minute=0, second=0, microsecond=0)
        first_s = step_s - ((self.clock - midnight).total_seconds() % step_s)
        found, time_s = [], first_s % step_s
        while time_s <= self.ends_s:
            moment = self.clock + timedelta(seconds=time_s)
            days = (moment.date() - self.clock.date()).days
            found.append((time_s, f"{moment:%H:%M}" + (f" +{days}d" if days else "")))
            time_s += step_s
        return found

    def draw(self, drawing: Drawing, top: float, bottom: float) -> None:
        """Grid lines between `top` and `bottom`, and the times below."""
        for time_s, words in self.ticks():
            x = self.x(time_s)
            drawing.line((x, top), (x, bottom), FAINT, 0.6)
            drawing.text((x, bottom + 15), words, _LABEL_PX, anchor="middle", ink=SOFT)
        drawing.line((self.left, bottom), (self.right, bottom), INK, 1.0)

    def draw_marks(
        self, drawing: Drawing, marks: Sequence[Mark], top: float, bottom: float
    ) -> None:
        """Steps as ticks at the foot, procedures as lines, injects and hazards as signs above."""
        last = {"chapter": -1e9, "inject": -1e9, "hazard": -1e9}
        for mark in marks:
            x = self.x(mark.time_s)
            if mark.like == "step":
                drawing.line((x, bottom - 5), (x, bottom), SOFT, 0.8)
                continue
            crowded = x - last[mark.like] < 15.0
            last[mark.like] = x if not crowded else last[mark.like]
            if mark.like == "chapter":
                drawing.line((x, top), (x, bottom), SOFT, 0.9, "2 3")
                if x - last[mark.like] == 0:
                    drawing.text((x + 2, top - 4), mark.label, 12, bold=True, ink=SOFT)
            elif mark.like == "inject":
                drawing.line((x, top), (x, bottom), "#8A4B00", 0.9)
                drawing.area(((x - 7, top - 31), (x + 7, top - 31), (x, top - 18)), "#8A4B00")
                drawing.text(
                    (x, top - 34), mark.label, 11, anchor="middle", bold=True, ink="#8A4B00"
                )
            else:
                drawing.line((x, top), (x, bottom), "#B00020", 0.9)
                drawing.box((x - 7, top - 31), (14, 13), "#B00020")
                drawing.text((x, top - 20), "!", 12, anchor="middle", bold=True, ink="#FFFFFF")
