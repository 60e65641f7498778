"""The curves of one plot: lines, or a pile of filled layers with the numbers of its devices."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from console import formatting
from console.models.history import Array, History
from console.theme import Density, colour_of, font, palette, px
from console.translation import Translation
from console.views.trends.off_scale import Line
from console.views.trends.readout import Part
from devices.site.site import Site, Trend

LAYERS = ("layer_1", "layer_2", "layer_3")
_STYLES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine,
)
_LABEL_SHARE = 0.16
_SAMPLE = QSize(22, 9)


def curve_pen(number: int, *, stacked: bool = False) -> QPen:
    """The pen of the curve with this number: told apart by style and not by colour alone."""
    styles = len(_STYLES)
    colour = (palette().ink, palette().select, palette().ink_soft)[number // styles % 3]
    style = Qt.PenStyle.SolidLine if stacked else _STYLES[number % styles]
    pen: QPen = pg.mkPen(palette().ink if stacked else colour, width=1, style=style)
    return pen


def sample(number: int, size: QSize, *, stacked: bool = False) -> QPixmap:
    """A short piece of a curve as the plot draws it, of `size` in px at 100 %."""
    pixmap = QPixmap(px(size.width()), px(size.height()))
    pixmap.fill(QColor(palette().card))
    painter = QPainter(pixmap)
    draw_sample(painter, pixmap.rect(), number, stacked=stacked)
    painter.end()
    return pixmap


def draw_sample(painter: QPainter, box: QRect, number: int, *, stacked: bool = False) -> None:
    """Draw the same into `box`."""
    if stacked:
        painter.fillRect(box, QColor(colour_of(LAYERS[number % len(LAYERS)])))
        painter.setPen(pg.mkPen(palette().ink))
        painter.drawRect(box.adjusted(0, 0, -1, -1))
    else:
        painter.setPen(curve_pen(number))
        middle = box.top() + box.height() // 2
        painter.drawLine(box.left() + 2, middle, box.right() - 2, middle)


def in_text(picture: QPixmap) -> str:
    """A small picture as a piece of rich text."""
    packed = QByteArray()
    buffer = QBuffer(packed)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    data = packed.toBase64().toStdString()
    return f'<img src="data:image/png;base64,{data}">'


class Curves:
    """Draws the signals of `trend` into `plot`."""

    def __init__(
        self, plot: pg.PlotItem, site: Site, trend: Trend, translation: Translation
    ) -> None:
        self._plot = plot
        self._site = site
        self._trend = trend
        self._translation = translation
        self._names: list[pg.TextItem] = []
        self._small = 11
        self._samples: list[str] = []
        self.items = [self._new_curve(number) for number in range(len(trend.signals))]

    def _new_curve(self, number: int) -> pg.PlotCurveItem:
        """Stacked curves are drawn from the top of the pile down, each filled to the ground."""
        curve = pg.PlotCurveItem(connect="finite")
        if self._trend.stacked:
            curve.setFillLevel(0.0)
            curve.setZValue(-number)
        self._plot.addItem(curve, ignoreBounds=True)
        return curve

    def resize_to(self, density: Density) -> None:
        """Take the text size of `density`, and the colours of now."""
        self._small = density.small - 1
        self.colour()

    def colour(self) -> None:
        """Give everything the colours that are worn now."""
        self._samples = []
        for number, curve in enumerate(self.items):
            curve.setPen(curve_pen(number, stacked=self._trend.stacked))
            if self._trend.stacked:
                curve.setBrush(QColor(colour_of(LAYERS[number % len(LAYERS)])))
        for text in self._names:
            text.setColor(palette().ink)
            text.fill = pg.mkBrush(palette().card)
            text.setFont(font(self._small))

    def draw(self, history: History, start_s: float, end_s: float, points: int) -> None:
        """Draw what was between two plant times in about `points` lows and highs."""
        total: Array | None = None
        tops: list[tuple[str, float, float]] = []
        for name, curve in zip(self._trend.signals, self.items, strict=True):
            times_s, values = history.curve(name, start_s, end_s, points)
            if self._trend.stacked:
                below = np.zeros_like(values) if total is None else total
                total = below + values
                if len(total):
                    tops.append((name, float(below[-1]), float(total[-1])))
                values = total
            curve.setData(times_s, values)
        if self._trend.stacked:
            self._name_layers(tops, end_s)

    def lines(self) -> list[Line]:
        """Every curve as it is drawn; of a pile its top alone."""
        if self._trend.stacked:
            return [self._line("", 0, self._trend.signals[-1], self.items[-1])]
        alone = len(self.items) == 1
        return [
            self._line("" if alone else self.short(name), number, name, curve)
            for number, (name, curve) in enumerate(
                zip(self._trend.signals, self.items, strict=True)
            )
        ]

    def _line(self, called: str, number: int, name: str, curve: pg.PlotCurveItem) -> Line:
        signal, values = self._site.signals[name], curve.yData
        last = np.nan if values is None or not len(values) else float(values[-1])
        known = bool(np.isfinite(last))
        told = formatting.plain(last, signal.decimals) if known else formatting.NOTHING
        pen = curve_pen(number, stacked=self._trend.stacked)
        return Line(called, pen, curve.xData, values, f"{told} {signal.unit}".strip())

    def parts(self, values: Sequence[float | None]) -> list[Part]:
        """Every curve with its line, and one of `values` with its unit."""
        if not self._samples:
            stacked = self._trend.stacked
            self._samples = [
                in_text(sample(number, _SAMPLE, stacked=stacked)) for number in range(len(values))
            ]
        found = []
        for name, value, line in zip(self._trend.signals, values, self._samples, strict=True):
            signal, told = self._site.signals[name], formatting.NOTHING
            if value is not None:
                told = f"{formatting.plain(value, signal.decimals)} {signal.unit}".strip()
            found.append(Part(line, px(_SAMPLE.width()), f"{self.short(name)} {told}"))
        return found

    def short(self, name: str) -> str:
        """The device of a signal in short, or the signal itself where it is of the sitting."""
        device = self._site.devices.get(name.split(".", 1)[0])
        of = self._site.signals[name].label if device is None else device.short
        return self._translation.of(of)

    def extremes(self) -> tuple[float, float] | None:
        """The lowest and highest value that is drawn; None where there is none."""
        drawn = [curve.yData for curve in self.items if curve.yData is not None]
        known = [values[np.isfinite(values)] for values in drawn]
        joined = np.concatenate(known) if known else np.empty(0)
        return (float(joined.min()), float(joined.max())) if len(joined) else None

    def _name_layers(self, tops: list[tuple[str, float, float]], end_s: float) -> None:
        """Write the device's number into every layer that is thick enough."""
        thin = (self._trend.high - self._trend.low) * _LABEL_SHARE
        layers = [(name, (low + top) / 2) for name, low, top in tops if top - low >= thin]
        while len(self._names) < len(layers):
            text = pg.TextItem(anchor=(1, 0.5), color=palette().ink, fill=palette().card)
            text.setFont(font(self._small))
            self._plot.addItem(text, ignoreBounds=True)
            self._names.append(text)
        for number, text in enumerate(self._names):
            text.setVisible(number < len(layers))
            if number < len(layers):
                name, middle = layers[number]
                text.setText(self._translation.of(self._site.device_of(name).short))
                text.setPos(end_s, middle)
