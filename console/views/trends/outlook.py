"""What is to come, in a plot: a band with its middle, or the words that say why there is none."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from console.models.outlook_words import NAMES
from console.theme import Density, font, palette, px
from console.translation import Translation
from procedures.snapshot import Outlook

_WORDS_SHARE = 0.6  # of the plot's width: what lies ahead, less a margin
_NAMED_FROM_PX = 60  # in a lower plot they would lie on each other; the line above has them
_NAME_PX = 16  # closer names would lie on each other
_NAME_EDGE_PX = 1.0
_TOGETHER = f"{NAMES[0]}–{NAMES[-1]}"


class OutlookBand:
    """Lies behind the curves of `plot`; its three curves bear their names at their ends."""

    def __init__(self, plot: pg.PlotItem, translation: Translation) -> None:
        self._translation = translation
        self._plot = plot
        self._low = pg.PlotCurveItem()
        self._high = pg.PlotCurveItem()
        self._band = pg.FillBetweenItem(self._low, self._high)
        self._middle = pg.PlotCurveItem(connect="finite")
        self._names = [pg.TextItem(name, anchor=(1, 0.5)) for name in (*NAMES, _TOGETHER)]
        self.words = pg.TextItem(anchor=(0.5, 0.5))
        for name in self._names:
            name.textItem.document().setDocumentMargin(_NAME_EDGE_PX)
        self.colour()
        for behind in (self._band, self._low, self._high):
            behind.setZValue(-20)
        for item in (self._band, self._low, self._high, self._middle, self.words, *self._names):
            plot.addItem(item, ignoreBounds=True)
        self.words.hide()

    def colour(self) -> None:
        """Give everything the colours that are worn now."""
        edge = pg.mkPen(palette().edge_strong, width=1)
        self._low.setPen(edge)
        self._high.setPen(edge)
        self._band.setBrush(QColor(palette().band))
        self._middle.setPen(pg.mkPen(palette().ink, width=1, style=Qt.PenStyle.DashLine))
        self.words.setColor(palette().ink_soft)
        for name in self._names:
            name.setColor(palette().ink)
            name.fill = pg.mkBrush(palette().card)  # no line of a limit goes through it

    def resize_to(self, density: Density) -> None:
        """Take the text size of `density`, and the colours of now."""
        self.colour()
        for text in (self.words, *self._names):
            text.setFont(font(density.small - 1))

    def present(self, outlook: Outlook, now_s: float, window: tuple[float, float]) -> None:
        """Show what is to come after `now_s`. With no band the words say why.

        window: from and to in s, as the plot shows.
        """
        times_s = now_s + np.array(outlook.hours, dtype=float) * 3600
        curves = [
            np.array(one, dtype=float)
            for one in (outlook.p10_pct, outlook.p50_pct, outlook.p90_pct)
        ]
        for item, values in zip((self._low, self._middle, self._high), curves, strict=True):
            item.setData(times_s, values)
        self._name(times_s, curves, window)
        missing = outlook.missing is not None and window[1] > now_s
        self.words.setVisible(missing)
        if missing:
            self.words.setText(self._translation.of(outlook.missing))
            self.words.setTextWidth(self._plot.vb.width() * _WORDS_SHARE)
            low, high = self._plot.vb.viewRange()[1]
            self.words.setPos((max(now_s, window[0]) + window[1]) / 2, (low + high) / 2)

    def _name(
        self, times_s: np.ndarray, curves: list[np.ndarray], window: tuple[float, float]
    ) -> None:
        """At the end of each curve within the window; one name for all where they lie together."""
        inside = self._plot.vb.height() >= px(_NAMED_FROM_PX) and len(times_s) > 0
        inside = inside and bool(times_s[0] < window[1] and times_s[-1] > window[0])
        at_ends: dict[str, float] = {}
        if inside:
            end_s = min(window[1], float(times_s[-1]))
            low, high = self._plot.vb.viewRange()[1]
            least = (high - low) * px(_NAME_PX) / max(self._plot.vb.height(), 1.0)
            at = [float(np.interp(end_s, times_s, values)) for values in curves]
            at_ends = places(at, (low, high), least)
        for name in self._names:
            name.setVisible(name.toPlainText() in at_ends)
            if name.isVisible():
                name.setPos(end_s, at_ends[name.toPlainText()])


def places(at: list[float], bounds: tuple[float, float], least: float) -> dict[str, float]:
    """Where names stand whose curves end `at`: outside of the band, never away from their curve.

    least: how high a name is. What has no room at its curve is left out.
    """
    low, high = bounds[0] + least / 2, bounds[1] - least / 2
    below, above = (min(max(one, low), high) for one in (at[0] - least / 2, at[2] + least / 2))
    if at[2] - at[0] < least:
        beside = above if at[2] + least <= bounds[1] else below
        return {_TOGETHER: beside}
    found = {NAMES[0]: below, NAMES[2]: above}
    if min(at[1] - below, above - at[1]) >= least:
        found[NAMES[1]] = at[1]
    return found
