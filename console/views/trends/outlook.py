"""What is to come, in a plot: a band with its middle, or the words that say why there is none."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from console.theme import Density, font, palette
from console.translation import Translation
from procedures.snapshot import Outlook

_WORDS_SHARE = 0.6  # of the plot's width: what lies ahead, less a margin


class OutlookBand:
    """Lies behind the curves of `plot`."""

    def __init__(self, plot: pg.PlotItem, translation: Translation) -> None:
        self._translation = translation
        self._plot = plot
        self._low = pg.PlotCurveItem()
        self._high = pg.PlotCurveItem()
        self._band = pg.FillBetweenItem(self._low, self._high)
        self._middle = pg.PlotCurveItem(connect="finite")
        self.words = pg.TextItem(anchor=(0.5, 0.5))
        self._colour()
        for behind in (self._band, self._low, self._high):
            behind.setZValue(-20)
        for item in (self._band, self._low, self._high, self._middle, self.words):
            plot.addItem(item, ignoreBounds=True)
        self.words.hide()

    def _colour(self) -> None:
        edge = pg.mkPen(palette().edge_strong, width=1)
        self._low.setPen(edge)
        self._high.setPen(edge)
        self._band.setBrush(QColor(palette().window))
        self._middle.setPen(pg.mkPen(palette().ink, width=1, style=Qt.PenStyle.DashLine))
        self.words.setColor(palette().ink_soft)

    def resize_to(self, density: Density) -> None:
        """Take the text size of `density`, and the colours of now."""
        self._colour()
        self.words.setFont(font(density.small - 1))

    def present(self, outlook: Outlook, now_s: float, middle: tuple[float, float]) -> None:
        """Show what is to come after `now_s`; middle: where words about it stand, time and value.

        With no band the words say why.
        """
        times_s = now_s + np.array(outlook.hours, dtype=float) * 3600
        self._low.setData(times_s, np.array(outlook.p10_pct, dtype=float))
        self._high.setData(times_s, np.array(outlook.p90_pct, dtype=float))
        self._middle.setData(times_s, np.array(outlook.p50_pct, dtype=float))
        self.words.setVisible(outlook.missing is not None)
        self.words.setText(self._translation.of(outlook.missing))
        self.words.setTextWidth(self._plot.vb.width() * _WORDS_SHARE)
        self.words.setPos(*middle)
