"""What lies beyond the scale of a plot: a bar at its foot or ceiling, and words at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QFontMetricsF, QPen

from console.models.history import Array
from console.theme import Density, font, palette

_BAR_PX = 3
_ROOM_PX = 11.0  # above the bar and the ticks of the steps at the foot
_TEXT_EDGE_PX = 1.0
BELOW, ABOVE = "▼", "▲"


@dataclass(frozen=True, slots=True)
class Line:
    """A curve as it is drawn, in the style of `pen`.

    name: tells it from the others of its plot, "" where it is alone; end: its last value in words.
    """

    name: str
    pen: QPen
    times_s: Array | None
    values: Array | None
    end: str


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
    """Marks in `plot` when a curve is not there because it lies below or above what is shown.

    told: in words, which curves are beyond the scale now.
    """

    def __init__(self, plot: pg.PlotItem) -> None:
        self._plot = plot
        self._bars: list[pg.PlotCurveItem] = []
        self.words = [pg.TextItem(anchor=(1, 1)), pg.TextItem(anchor=(1, 0))]
        self._alarm_px = 13.0
        self.told = ""
        for text in self.words:
            text.textItem.document().setDocumentMargin(_TEXT_EDGE_PX)
            plot.addItem(text, ignoreBounds=True)
            text.hide()
        self.colour()

    def colour(self) -> None:
        """Give everything the colours that are worn now; the bars take theirs when drawn."""
        for text in self.words:
            text.setColor(palette().ink)
            text.fill = pg.mkBrush(palette().card)

    def resize_to(self, density: Density) -> None:
        """Take the text size of `density`, and the colours of now."""
        letters: QFont = font(density.small - 1)
        self._alarm_px = density.small + 3.0
        for text in self.words:
            text.setFont(letters)
        self.colour()

    def draw(
        self, lines: Sequence[Line], bounds: tuple[float, float], window: tuple[float, float]
    ) -> None:
        """Mark where curves leave `bounds`, and name those that are beyond them now.

        window: from and to in s, as the plot shows.
        """
        low, high = bounds
        a_pixel = (high - low) / max(self._plot.vb.height(), 1.0)
        feet = (low + a_pixel * _BAR_PX / 2, high - a_pixel * _BAR_PX / 2)
        beyond_now: dict[str, list[Line]] = {BELOW: [], ABOVE: []}
        while len(self._bars) < len(lines):
            self._bars.append(pg.PlotCurveItem(connect="finite"))
            self._plot.addItem(self._bars[-1], ignoreBounds=True)
        for bar, line in zip(self._bars, lines, strict=False):
            if line.times_s is None or line.values is None or not len(line.times_s):
                bar.setData([], [])
                continue
            bar.setPen(pg.mkPen(palette().ink_soft, width=_BAR_PX, style=line.pen.style()))
            bar.setData(*_bar(line.times_s, line.values, bounds, feet))
            last = float(line.values[-1])
            if arrow := beyond(last if np.isfinite(last) else None, bounds):
                beyond_now[arrow].append(line)
        told = []
        for text, arrow, away in zip(
            self.words,
            beyond_now,
            (low + a_pixel * _ROOM_PX, high - a_pixel * self._alarm_px),
            strict=True,
        ):
            self._say(text, arrow, beyond_now[arrow], away, window)
            told += [f"{line.name} {line.end} {beyond_words(arrow)}" for line in beyond_now[arrow]]
        self.told = ", ".join(told).strip()

    def _say(
        self,
        text: pg.TextItem,
        arrow: str,
        lines: Sequence[Line],
        value: float,
        window: tuple[float, float],
    ) -> None:
        """Write at `value` which curves they are: as much as has room, nothing cut off."""
        metrics = QFontMetricsF(text.textItem.font())
        box = self._plot.vb
        high_px = metrics.height() + 2 * _TEXT_EDGE_PX
        fits = box.height() >= high_px + _ROOM_PX + self._alarm_px
        found = [
            words
            for words in _wordings(arrow, lines)
            if metrics.horizontalAdvance(words) < box.width()
        ]
        text.setVisible(fits and bool(found))
        if not text.isVisible():
            return
        if text.toPlainText() != found[0]:
            text.setText(found[0])
        a_pixel_s = (window[1] - window[0]) / max(box.width(), 1.0)
        least_s = window[0] + a_pixel_s * (metrics.horizontalAdvance(found[0]) + 2 * _TEXT_EDGE_PX)
        ends_s = max(float(line.times_s[-1]) for line in lines if line.times_s is not None)
        text.setPos(max(least_s, min(ends_s, window[1])), value)


def _wordings(arrow: str, lines: Sequence[Line]) -> list[str]:
    """What can be said of `lines` that lie beyond the scale, the fullest first."""
    if not lines:
        return []
    if not lines[0].name:
        return [f"{arrow} {beyond_words(arrow)}"]
    full = "   ".join(f"{line.name} {line.end}" for line in lines)
    names = "   ".join(line.name for line in lines)
    return [f"{arrow} {full}", f"{arrow} {names}"]


def _bar(
    times_s: Array, values: Array, bounds: tuple[float, float], feet: tuple[float, float]
) -> tuple[Array, Array]:
    """From where to where a curve is below or above, at the height of `feet`: few points."""
    sides = np.where(values < bounds[0], -1, np.where(values > bounds[1], 1, 0))
    turns = np.flatnonzero(np.diff(sides)) + 1
    firsts = np.concatenate(([0], turns))
    afters = np.concatenate((turns, [len(sides)]))
    out = sides[firsts] != 0
    firsts, lasts = firsts[out], np.minimum(afters[out], len(times_s) - 1)
    places = np.where(sides[firsts] < 0, *feet)
    gaps = np.full(len(firsts), np.nan)
    along = np.column_stack((times_s[firsts], times_s[lasts], gaps)).ravel()
    return along, np.column_stack((places, places, gaps)).ravel()
