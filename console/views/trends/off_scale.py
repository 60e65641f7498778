"""What lies beyond the scale of a plot: a bar at its foot or ceiling, and words at the end."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont

from console.models.history import Array
from console.theme import Density, font, palette

_BAR_PX = 3
BELOW, ABOVE = "▼", "▲"


def beyond(value: float | None, bounds: tuple[float, float]) -> str:
    """Which way a value lies outside `bounds`, as an arrow; "" for one within, or none."""
    if value is None:
        return ""
    return BELOW if value < bounds[0] else ABOVE if value > bounds[1] else ""


def beyond_words(arrow: str) -> str:
    """The same in words; "" for a value within."""
    words = {
        BELOW: QCoreApplication.translate("OffScale", "below the scale"),
        ABOVE: QCoreApplication.translate("OffScale", "above the scale"),
    }
    return words.get(arrow, "")


class OffScale:
    """Marks in `plot` when a curve is not there because it lies below or above what is shown."""

    def __init__(self, plot: pg.PlotItem) -> None:
        self._plot = plot
        self._bar = pg.PlotCurveItem(connect="finite")
        self.words = [pg.TextItem(anchor=(1, 1)), pg.TextItem(anchor=(1, 0))]
        for item in (self._bar, *self.words):
            plot.addItem(item, ignoreBounds=True)
        self.colour()
        for text in self.words:
            text.hide()

    def colour(self) -> None:
        """Give everything the colours that are worn now."""
        self._bar.setPen(pg.mkPen(palette().ink_soft, width=_BAR_PX))
        for text in self.words:
            text.setColor(palette().ink)
            text.fill = pg.mkBrush(palette().card)

    def resize_to(self, density: Density) -> None:
        """Take the text size of `density`, and the colours of now."""
        letters: QFont = font(density.small - 1)
        for text in self.words:
            text.setFont(letters)
        self.colour()

    def draw(
        self, curves: Sequence[tuple[Array | None, Array | None]], bounds: tuple[float, float]
    ) -> None:
        """Mark where the curves, times in s and values, leave `bounds`, and where they are now."""
        low, high = bounds
        inset = (high - low) * _BAR_PX / 2 / max(self._plot.vb.height(), 1.0)
        times: list[Array] = []
        places: list[Array] = []
        ends: dict[str, float] = {}
        for times_s, values in curves:
            if times_s is None or values is None or not len(times_s):
                continue
            under, over = values < low, values > high
            if under.any() or over.any():
                at = np.where(under, low + inset, np.where(over, high - inset, np.nan))
                times += [times_s, times_s[-1:]]
                places += [at, np.array([np.nan])]
            last = values[-1]
            arrow = beyond(float(last) if np.isfinite(last) else None, bounds)
            if arrow:
                ends[arrow] = float(times_s[-1])
        nothing = np.empty(0)
        self._bar.setData(
            np.concatenate(times) if times else nothing,
            np.concatenate(places) if places else nothing,
        )
        for text, arrow, place in zip(self.words, (BELOW, ABOVE), bounds, strict=True):
            text.setVisible(arrow in ends)
            if arrow in ends:
                text.setText(f"{arrow} {beyond_words(arrow)}")
                text.setPos(ends[arrow], place + (inset if arrow is ABOVE else -inset) * -2)
