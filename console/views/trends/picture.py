"""Plots as a picture, PNG at twice the size or SVG: painted here, written to the disk elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from console.theme import font, palette, px
from console.views.trends.plot import TrendPlot

_EDGE_PX, _TEXT_PX, _HEAD_PX = 14, 14, 17
_SHARPNESS = 2
_DOTS_AN_INCH = 96
_DOTS_A_METRE = 3780  # the same


def png_of(plots: Sequence[TrendPlot], head: str) -> QImage:
    """Return `plots` below each other under the line `head`, two dots a pixel."""
    size = _size(plots)
    image = QImage(size * _SHARPNESS, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(_SHARPNESS, _SHARPNESS)
    _paint(painter, plots, head, size)
    painter.end()
    # not before: the axes are kept as they were drawn for the dots of the screen
    image.setDotsPerMeterX(_DOTS_A_METRE * _SHARPNESS)
    image.setDotsPerMeterY(_DOTS_A_METRE * _SHARPNESS)
    return image


def svg_of(plots: Sequence[TrendPlot], head: str) -> bytes:
    """Return the same as the text of an SVG file."""
    size, written = _size(plots), QByteArray()
    buffer = QBuffer(written)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setResolution(_DOTS_AN_INCH)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setTitle(head)
    painter = QPainter(generator)
    _paint(painter, plots, head, size)
    painter.end()
    buffer.close()
    return bytes(written.data())


def _line_px() -> int:
    return px(_TEXT_PX) + 8


def _size(plots: Sequence[TrendPlot]) -> QSize:
    width = max((plot.plot.width() for plot in plots), default=400)
    height = sum(plot.plot.height() + _line_px() + 6 for plot in plots) + px(_HEAD_PX) + 12
    return QSize(width, height) + QSize(2, 2) * px(_EDGE_PX)


def _paint(painter: QPainter, plots: Sequence[TrendPlot], head: str, size: QSize) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRect(0, 0, size.width(), size.height()), QColor(palette().panel))
    painter.setPen(QColor(palette().ink))
    left, top = px(_EDGE_PX), px(_EDGE_PX)
    width = size.width() - 2 * left
    _write(painter, head, QRectF(left, top, width, px(_HEAD_PX) + 8), _HEAD_PX)
    top += px(_HEAD_PX) + 12
    for plot in plots:
        _write(painter, plot.accessibleName(), QRectF(left, top, width, _line_px()), _TEXT_PX)
        top += _line_px()
        source = QRectF(plot.plot.viewport().rect())
        target = QRectF(left, top, source.width(), source.height())
        painter.fillRect(target, QColor(palette().card))
        plot.plot.scene().render(painter, target, source)
        painter.setPen(QColor(palette().ink))
        top += plot.plot.height() + 6


def _write(painter: QPainter, text: str, box: QRectF, size_px: int) -> None:
    painter.setFont(font(px(size_px)))
    short = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, short)
