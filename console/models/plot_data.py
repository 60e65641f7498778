"""What all plots of one view share: samples, marks, and the time that they show."""

from __future__ import annotations

from dataclasses import dataclass

from console.models.history import History
from console.models.marks import PlotMarks
from console.models.time_window import TimeWindow


@dataclass(frozen=True, slots=True)
class PlotData:
    """`window` may be of one view alone, while samples and marks are kept once for all."""

    history: History
    marks: PlotMarks
    window: TimeWindow
