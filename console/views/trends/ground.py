"""What every plot of a trend stands on: its range, quiet axes, and the lines of its limits."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from console.theme import palette
from devices.site.drawing import TrendBand
from devices.site.site import Trend


def lay_ground(plot: pg.PlotWidget, trend: Trend, *, least_px: int) -> tuple[pg.InfiniteLine, ...]:
    """Prepare `plot` for `trend` and return the lines of its limits; nobody moves it by mouse.

    least_px: its least height.
    """
    item = plot.getPlotItem()
    item.hideButtons()
    item.setMouseEnabled(x=False, y=False)
    item.disableAutoRange()
    item.setYRange(trend.low, trend.high, padding=0)
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    plot.setFrameShape(QFrame.Shape.NoFrame)
    plot.setMinimumHeight(least_px)
    for side in ("left", "bottom"):
        item.getAxis(side).setStyle(tickLength=-3, tickTextOffset=3)
    lines = tuple(pg.InfiniteLine(mark.value, angle=0) for mark in trend.marks)
    for line in lines:
        item.addItem(line, ignoreBounds=True)
    colour_ground(plot, trend, lines)
    return lines


def colour_ground(plot: pg.PlotWidget, trend: Trend, lines: tuple[pg.InfiniteLine, ...]) -> None:
    """Give axes, ground and the lines of the limits the colours that are worn now."""
    plot.setBackground(palette().card)
    for side in ("left", "bottom"):
        axis = plot.getPlotItem().getAxis(side)
        axis.setPen(pg.mkPen(palette().edge_strong, width=1))
        axis.setTextPen(pg.mkPen(palette().ink))
    for mark, line in zip(trend.marks, lines, strict=True):
        limit = mark.style == "limit"
        style = Qt.PenStyle.DashLine if limit else Qt.PenStyle.DotLine
        colour = palette().limit if limit else palette().edge_strong
        line.setPen(pg.mkPen(colour, width=1, style=style))


def marked(marks: Sequence[TrendBand], bounds: tuple[float, float], apart: float) -> list[float]:
    """The values that an axis names: its ends, and all marks of a style, or none of that style.

    apart: how far from each other numbers must stand.
    """
    shown = [bounds[1], bounds[0]]
    for style in dict.fromkeys(mark.style for mark in marks):
        wanted = {mark.value for mark in marks if mark.style == style}
        group = sorted(value for value in wanted if bounds[0] < value < bounds[1])
        everything = sorted([*shown, *group])
        if all(above - below >= apart for below, above in pairwise(everything)):
            shown += group
    return shown
