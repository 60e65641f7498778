"""Plots as a picture, PNG at twice the size or SVG: painted here, written to the disk elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from console.theme import font, palette, px
from console.views.trends.curves import draw_sample
from console.views.trends.plot import TrendPlot

_EDGE_PX, _SMALL_PX, _TEXT_PX, _HEAD_PX = 14, 12, 14, 17
_SAMPLE, _APART_PX = QSize(26, 10), 12
_SHARPNESS = 2
_DOTS_AN_INCH = 96
_DOTS_A_METRE = 3780  # the same


def png_of(plots: Sequence[TrendPlot], head: Sequence[str]) -> QImage:
    """Return `plots` below each other under the lines `head`, two dots a pixel."""
    size = _size(plots, head)
    image = QImage(size * _SHARPNESS, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(_SHARPNESS, _SHARPNESS)
    _paint(painter, plots, head, size)
    painter.end()
    # not before: the axes are kept as they were drawn for the dots of the screen
    image.setDotsPerMeterX(_DOTS_A_METRE * _SHARPNESS)
    image.setDotsPerMeterY(_DOTS_A_METRE * _SHARPNESS)
    return image


def svg_of(plots: Sequence[TrendPlot], head: Sequence[str]) -> bytes:
    """Return the same as the text of an SVG file."""
    size, written = _size(plots, head), QByteArray()
    buffer = QBuffer(written)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)  # that of 1.2 Tiny clips nothing
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setResolution(_DOTS_AN_INCH)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setTitle("  ".join(head))
    painter = QPainter(generator)
    _paint(painter, plots, head, size)
    painter.end()
    buffer.close()
    return bytes(written.data())


def _line_px() -> int:
    return px(_TEXT_PX) + 8


def _legend(plot: TrendPlot, width: int) -> list[list[tuple[int, str, int]]]:
    """The curves of `plot` in rows of `width`: number, name, and where it begins in px."""
    rows: list[list[tuple[int, str, int]]] = []
    left = 0
    metrics = QFontMetricsF(font(px(_SMALL_PX)))
    for number, name in enumerate(plot.legend):
        wide = px(_SAMPLE.width() + _APART_PX) + int(metrics.horizontalAdvance(name))
        if not rows or left + wide > width:
            rows, left = [*rows, []], 0
        rows[-1].append((number, name, left))
        left += wide + px(_APART_PX)
    return rows


def _size(plots: Sequence[TrendPlot], head: Sequence[str]) -> QSize:
    width = max((plot.plot.width() for plot in plots), default=400)
    height = len(head) * (px(_HEAD_PX) + 8) + 4
    for plot in plots:
        height += plot.plot.height() + _line_px() * (1 + len(_legend(plot, width))) + 6
    return QSize(width, height) + QSize(2, 2) * px(_EDGE_PX)


def _paint(painter: QPainter, plots: Sequence[TrendPlot], head: Sequence[str], size: QSize) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRect(0, 0, size.width(), size.height()), QColor(palette().panel))
    painter.setPen(QColor(palette().ink))
    left, top = px(_EDGE_PX), px(_EDGE_PX)
    width = size.width() - 2 * left
    for number, line in enumerate(head):
        size_px = _TEXT_PX if number else _HEAD_PX
        _write(painter, line, QRectF(left, top, width, px(_HEAD_PX) + 8), size_px)
        top += px(_HEAD_PX) + 8
    top += 4
    for plot in plots:
        unit = f" ({plot.trend.unit})" if plot.trend.unit else ""
        title = f"{plot.accessibleName()}{unit}"
        _write(painter, title, QRectF(left, top, width, _line_px()), _TEXT_PX)
        top += _line_px()
        for row in _legend(plot, width):
            _paint_legend(painter, plot, row, left, top)
            top += _line_px()
        source = QRectF(plot.plot.viewport().rect())
        target = QRectF(left, top, source.width(), source.height())
        painter.fillRect(target, QColor(palette().card))
        plot.plot.scene().render(painter, target, source)
        painter.setPen(QColor(palette().ink))
        top += plot.plot.height() + 6


def _paint_legend(
    painter: QPainter, plot: TrendPlot, row: list[tuple[int, str, int]], left: int, top: int
) -> None:
    size = QSize(px(_SAMPLE.width()), px(_SAMPLE.height()))
    for number, name, at in row:
        box = QRect(left + at, top + (_line_px() - size.height()) // 2, size.width(), size.height())
        draw_sample(painter, box, number, stacked=plot.trend.stacked)
        painter.setPen(QColor(palette().ink))
        painter.setFont(font(px(_SMALL_PX)))
        at_px = box.right() + px(_APART_PX) // 2
        words = QRectF(at_px, top, 1000, _line_px())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)


def _write(painter: QPainter, text: str, box: QRectF, size_px: int) -> None:
    painter.setFont(font(px(size_px)))
    short = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, short)
