"""State of charge and frequency of several runs over the time since their beginning."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from console.appearance import appearance
from console.models.history import decimated
from console.theme import font, palette
from console.translation import Translation
from console.views.text import label, tight
from console.views.trends.ground import lay_ground
from console.views.trends.time_axis import ticks
from devices.phrases import said
from devices.site.site import Trend
from devices.words import Words
from procedures.drill.programme.comparison import CURVES, Comparison, Curve

_POINTS = 1200
_PX_A_TICK = 110
_LEFT_PX = 48
_MIDNIGHT = datetime(2000, 1, 1)  # noqa: DTZ001 - labels count from the beginning of each run
_RANGES: Mapping[str, tuple[float, float, str]] = {
    "bess.soc_pct": (0.0, 100.0, "%"),
    "island.f_hz": (48.5, 51.5, "Hz"),
}
# told apart without colour: the first is drawn through, the others each in their own strokes
_STROKES: tuple[tuple[str, list[float]], ...] = (
    ("solid", []),
    ("dashed", [8, 5]),
    ("dotted", [2, 4]),
    ("dash_dotted", [10, 4, 2, 4]),
    ("long", [18, 6]),
    ("double_dotted", [10, 4, 2, 4, 2, 4]),
)


class RunCurves(QWidget):
    """Two plots side by side, and the words that say which stroke is which run."""

    def __init__(self, translation: Translation) -> None:
        super().__init__()
        self._translation = translation
        self._found: Comparison | None = None
        self.legend = label("soft", wrap=True)
        self._heads = {name: label("strong") for name in CURVES}
        self._plots = {name: pg.PlotWidget(background=palette().card) for name in CURVES}
        columns = tight(QHBoxLayout(), 12)
        for name, plot in self._plots.items():
            column = tight(QVBoxLayout(), 2)
            column.addWidget(self._heads[name])
            column.addWidget(plot, 1)
            columns.addLayout(column, 1)
        rows = tight(QVBoxLayout(self), 6)
        rows.addLayout(columns, 1)
        rows.addWidget(self.legend)
        for name, plot in self._plots.items():
            low, high, unit = _RANGES[name]
            lay_ground(plot, _trend(name, low, high, unit), least_px=120)
            # what a plot would like to have is more than the figures above it can spare
            plot.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
            item = plot.getPlotItem()
            item.getAxis("left").setWidth(_LEFT_PX)
            item.layout.setContentsMargins(0, 6, 16, 0)
            for side in ("left", "bottom"):
                item.getAxis(side).setStyle(tickFont=font(11))
        appearance().changed.connect(self._draw)

    def take(self, found: Comparison) -> None:
        """Draw the curves of these runs."""
        self._found = found
        self._draw()
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        names = {
            "bess.soc_pct": self.tr("State of charge (%)"),
            "island.f_hz": self.tr("Frequency (Hz)"),
        }
        for name, words in names.items():
            self._heads[name].setText(words)
            self._plots[name].setAccessibleName(words)
        runs = 0 if self._found is None else len(self._found.runs)
        strokes = (
            f"{place}: {self._translation.of(said(f'programme.stroke_{name}'))}"
            for place, (name, _) in enumerate(_STROKES[:runs], 1)
        )
        self.legend.setText("   ".join(strokes))

    def _draw(self) -> None:
        if self._found is None:
            return
        ends = [run.digest.length_s for run in self._found.runs]
        ends += [
            c.times_s[-1] for r in self._found.runs for c in r.curves.values() if len(c.times_s)
        ]
        until_s = max([60.0, *ends])
        for name, plot in self._plots.items():
            item = plot.getPlotItem()
            plot.setBackground(palette().card)
            for curve in item.listDataItems():
                item.removeItem(curve)
            for place, run in enumerate(self._found.runs):
                if name in run.curves:
                    low = _RANGES[name][0]
                    item.addItem(_line(run.curves[name], place, low), ignoreBounds=True)
            item.setXRange(0.0, until_s, padding=0)
            most = max(2, plot.width() // _PX_A_TICK)
            item.getAxis("bottom").setTicks([ticks(0.0, until_s, _MIDNIGHT, most)])


def _line(curve: Curve, place: int, low: float) -> pg.PlotCurveItem:
    """A curve; below the plot it is nothing: a dead line has no frequency."""
    values = np.where(curve.values >= low, curve.values, np.nan)
    return pg.PlotCurveItem(
        *decimated(curve.times_s, values, _POINTS), pen=_pen(place), connect="finite"
    )


def _pen(place: int) -> QPen:
    pen = QPen(pg.mkColor(palette().ink if place == 0 else palette().ink_soft), 1)
    pen.setCosmetic(True)
    strokes = _STROKES[place][1]
    if strokes:
        pen.setStyle(Qt.PenStyle.CustomDashLine)
        pen.setDashPattern(strokes)
    return pen


def _trend(name: str, low: float, high: float, unit: str) -> Trend:
    title = Words(name, name)
    return Trend(name, title, unit, 0.0, low, high, (name,), stacked=False, marks=())
