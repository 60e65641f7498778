"""Marks in a plot: steps as short grey ticks at its foot, alarms as shapes below its ceiling."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg

from console.models.marks import PlotMark
from console.theme import Density, palette

_STEPS_APART = 1 / 60  # of the window: closer marks would run into bars
_ALARMS_APART_PX = 3  # between two shapes
_TICK_PX = (4.0, 9.0)  # from and to, away from the edge: nothing that could be a piece of a curve
_CEILING_PX = 2
_SHAPES = {1: "s", 2: "t1", 3: "d"}  # square, triangle, diamond


class MarkItems:
    """Draws marks into `plot`, whose values go from `low` to `high`."""

    def __init__(self, plot: pg.PlotItem) -> None:
        self._plot = plot
        self._steps = pg.PlotCurveItem(connect="finite")
        self._alarms = pg.ScatterPlotItem(pxMode=True, useCache=False)  # pictures in an SVG break
        self._alarms.setZValue(20)
        self._size = 11
        for item in (self._steps, self._alarms):
            plot.addItem(item, ignoreBounds=True)
        self.colour()

    def resize_to(self, density: Density) -> None:
        """Take the sizes of `density`, and the colours of now."""
        self._size = density.small - 1
        self.colour()

    def colour(self) -> None:
        """Give everything the colours that are worn now."""
        self._steps.setPen(pg.mkPen(palette().dead, width=2))

    def draw(
        self, marks: Sequence[PlotMark], window: tuple[float, float], values: tuple[float, float]
    ) -> None:
        """Draw `marks` where they have room; window: from, to in s; values: lowest, highest."""
        span_s, (low, high) = window[1] - window[0], values
        steps_s = apart([m.time_s for m in marks if not m.priority], span_s * _STEPS_APART)
        near, far = (low + away for away in tick(self._plot, values))
        draw_uprights(self._steps, steps_s, near, far)
        wide_s = span_s * (self._size + _ALARMS_APART_PX) / max(self._plot.vb.width(), 1.0)
        alarms = _with_room([m for m in marks if m.priority], wide_s)
        room = self._size / 2 + _CEILING_PX
        ceiling = high - (high - low) * room / max(self._plot.vb.height(), 1.0)
        self._alarms.setData(
            [
                {
                    "pos": (mark.time_s, ceiling),
                    "symbol": _SHAPES[mark.priority],
                    "size": self._size,
                    "pen": pg.mkPen(palette().alarm(mark.priority), width=2),
                    "brush": pg.mkBrush(palette().plate),
                }
                for mark in alarms
            ]
        )


def tick(plot: pg.PlotItem, values: tuple[float, float]) -> tuple[float, float]:
    """How far from the edge of `plot` a tick begins and ends, in its values."""
    a_pixel = (values[1] - values[0]) / max(plot.vb.height(), 1.0)
    return _TICK_PX[0] * a_pixel, _TICK_PX[1] * a_pixel


def apart(times_s: Sequence[float], least_s: float) -> list[float]:
    """Those of `times_s` that have `least_s` to the one before."""
    kept: list[float] = []
    for time_s in times_s:
        if not kept or time_s - kept[-1] >= least_s:
            kept.append(time_s)
    return kept


def draw_uprights(
    curve: pg.PlotCurveItem, times_s: Sequence[float], low: float, high: float
) -> None:
    """Draw a short line from `low` to `high` at each of `times_s`."""
    upright = np.repeat(np.array(times_s, dtype=float), 3)
    curve.setData(upright, np.tile([low, high, np.nan], len(times_s)))


def _with_room(alarms: Sequence[PlotMark], least_s: float) -> list[PlotMark]:
    """Where several stand in one place, the most urgent of them."""
    kept: list[PlotMark] = []
    for mark in alarms:
        if not kept or mark.time_s - kept[-1].time_s >= least_s:
            kept.append(mark)
        elif mark.priority < kept[-1].priority:
            kept[-1] = mark
    return kept
