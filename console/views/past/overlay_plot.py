"""One plot of two branches over the whole of their time."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from console.models.other_way import OtherWay
from console.theme import font, palette
from console.translation import Translation
from console.views.text import label
from console.views.trends.beside import other_pen
from console.views.trends.ground import lay_ground
from console.views.trends.time_axis import ticks
from devices.site.site import Trend

_POINTS = 1200
_MARK_SHARE = 0.07
_PX_A_TICK = 110
_LEFT_PX = 44


class OverlayPlot(QFrame):
    """A trend of the site file, its first signal or the top of its pile, on two branches."""

    def __init__(
        self, trend: Trend, translation: Translation, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.trend = trend
        self._span_s = (0.0, 1.0)
        head = label("strong")
        head.setText(f"{translation.of(trend.title)} ({trend.unit})")
        self.plot = pg.PlotWidget(background=palette().card)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        rows.addWidget(head)
        rows.addWidget(self.plot, 1)
        self._prepare()
        item = self.plot.getPlotItem()
        pens = (other_pen(), pg.mkPen(palette().ink, width=1))
        self.curves = [pg.PlotCurveItem(pen=pen, connect="finite") for pen in pens]
        soft = (pg.mkPen(palette().dead, width=1), pg.mkPen(palette().ink_soft, width=1))
        self.steps = [pg.PlotCurveItem(pen=pen, connect="finite") for pen in soft]
        self._parted = pg.InfiniteLine(pen=pg.mkPen(palette().ink, style=Qt.PenStyle.DashLine))
        for part in (*self.curves, *self.steps, self._parted):
            item.addItem(part, ignoreBounds=True)
        self.setAccessibleName(head.text())

    def _prepare(self) -> None:
        lay_ground(self.plot, self.trend, least_px=70)
        item = self.plot.getPlotItem()
        item.getAxis("left").setWidth(_LEFT_PX)
        item.layout.setContentsMargins(0, 6, 16, 0)  # else the last label is cut in half
        for side in ("left", "bottom"):
            item.getAxis(side).setStyle(tickFont=font(11))

    def present(self, ways: tuple[OtherWay, OtherWay], parted_s: float, opened: datetime) -> None:
        """Show two branches: the other one in grey, and the one to compare it with.

        opened: the time of day at the beginning of the plant time.
        """
        self._span_s = (0.0, max(1.0, *(way.to_s for way in ways)))
        names = self.trend.signals if self.trend.stacked else self.trend.signals[:1]
        for way, curve in zip(ways, self.curves, strict=True):
            curve.setData(*way.curve(names, *self._span_s, _POINTS))
        self._parted.setValue(parted_s)
        low, high = self.trend.low, self.trend.high
        long = (high - low) * _MARK_SHARE
        for way, marks, ends in zip(
            ways, self.steps, ((high - long, high), (low, low + long)), strict=True
        ):
            upright = np.repeat(way.steps_s, 3)
            marks.setData(upright, np.tile([*ends, np.nan], len(way.steps_s)))
        self.plot.getPlotItem().setXRange(*self._span_s, padding=0)
        most = max(2, self.plot.width() // _PX_A_TICK)
        axis = self.plot.getPlotItem().getAxis("bottom")
        axis.setTicks([ticks(*self._span_s, opened, most)])
