"""What every plot of a trend stands on: its range, quiet axes, and the lines of its limits."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from console.theme import palette
from devices.site.site import Trend


def lay_ground(plot: pg.PlotWidget, trend: Trend, *, least_px: int) -> tuple[pg.InfiniteLine, ...]:
    """Prepare `plot` for `trend` and return the lines of its limits; nobody moves it by mouse.

    least_px: its least height.
    """
    item = plot.getPlotItem()
    item.setMenuEnabled(False)
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
