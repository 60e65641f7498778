"""Another branch of the record, in grey behind the curves of a plot."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import Qt

from console.models.other_way import OtherWay
from console.theme import palette
from console.views.trends.beside import other_pen
from console.views.trends.mark_items import apart, draw_uprights, tick
from devices.site.site import Trend

_STEPS_APART = 1 / 60


class OtherItems:
    """Its curves, its steps, and when the two branches parted; nothing while none is chosen."""

    def __init__(self, plot: pg.PlotItem, trend: Trend) -> None:
        self._trend = trend
        self._plot = plot
        self._other: OtherWay | None = None
        self._steps = pg.PlotCurveItem(connect="finite")
        self._parted = pg.InfiniteLine()
        self._parted.hide()
        count = 1 if trend.stacked else len(trend.signals)
        self.curves = [pg.PlotCurveItem(connect="finite") for _ in range(count)]
        for curve in self.curves:  # of a pile the top alone, in front
            curve.setZValue(10 if trend.stacked else -10)
        for item in (*self.curves, self._steps, self._parted):
            plot.addItem(item, ignoreBounds=True)

    def colour(self) -> None:
        """Give everything the colours that are worn now."""
        for curve in self.curves:
            curve.setPen(other_pen(filled=self._trend.stacked))
        self._steps.setPen(pg.mkPen(palette().dead, width=1))
        self._parted.setPen(pg.mkPen(palette().ink, width=1, style=Qt.PenStyle.DashLine))

    def choose(self, other: OtherWay | None) -> None:
        """Draw `other` from now on; None takes it away."""
        self._other = other
        self._parted.setVisible(other is not None)
        if other is None:
            for curve in (*self.curves, self._steps):
                curve.setData([], [])
        else:
            self._parted.setValue(other.from_s)

    def draw(self, window: tuple[float, float], values: tuple[float, float], points: int) -> None:
        """Draw it over all the time that is shown; its steps hang from the ceiling."""
        other = self._other
        if other is None:
            return
        signals = self._trend.signals
        piles = [signals] if self._trend.stacked else [(name,) for name in signals]
        for names, curve in zip(piles, self.curves, strict=True):
            curve.setData(*other.curve(names, *window, points))
        steps_s = apart(other.steps_s.tolist(), (window[1] - window[0]) * _STEPS_APART)
        near, far = (values[1] - away for away in tick(self._plot, values))
        draw_uprights(self._steps, steps_s, far, near)
