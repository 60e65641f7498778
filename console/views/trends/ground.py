"""What every plot of a trend stands on: its range, quiet axes, and the lines of its limits."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from console.theme import palette
from devices.site.site import Trend


def lay_ground(plot: pg.PlotWidget, trend: Trend, *, least_px: int) -> None:
    """Prepare `plot` for `trend`; nobody moves or zooms it by mouse. least_px: its least height."""
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
        axis = item.getAxis(side)
        axis.setPen(pg.mkPen(palette().edge_strong, width=1))
        axis.setTextPen(pg.mkPen(palette().ink))
        axis.setStyle(tickLength=-3, tickTextOffset=3)
    for mark in trend.marks:
        limit = mark.style == "limit"
        style = Qt.PenStyle.DashLine if limit else Qt.PenStyle.DotLine
        colour = palette().alarm_1 if limit else palette().edge_strong
        pen = pg.mkPen(colour, width=1, style=style)
        item.addItem(pg.InfiniteLine(mark.value, angle=0, pen=pen), ignoreBounds=True)
