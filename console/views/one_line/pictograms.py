"""Graphic symbols after IEC 60617 for what stands in boxes, on a square of 16 x 16 units."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from console.views.one_line.drawn import ink

_GRID = 16.0
_WAVE_HIGH = 3.4


def paint_pictogram(painter: QPainter, symbol: str, box: QRectF) -> None:
    """Paint the sign of `symbol` into `box`."""
    painter.save()
    painter.translate(box.topLeft())
    painter.scale(box.width() / _GRID, box.height() / _GRID)
    painter.setPen(ink(1.3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    PICTOGRAMS[symbol](painter)
    painter.restore()


def _lines(painter: QPainter, *ends: tuple[float, float, float, float]) -> None:
    painter.drawLines([QLineF(*one) for one in ends])


def _wave(painter: QPainter, x: float, y: float, width: float) -> None:
    """One period of alternating current."""
    path = QPainterPath(QPointF(x, y))
    path.quadTo(x + width / 4, y - _WAVE_HIGH, x + width / 2, y)
    path.quadTo(x + width * 3 / 4, y + _WAVE_HIGH, x + width, y)
    painter.drawPath(path)


def _battery(painter: QPainter) -> None:
    """Two cells: the long plate is the positive one (06-15-01)."""
    _lines(painter, (0, 8, 3, 8), (3, 2, 3, 14), (6, 5, 6, 11), (6, 8, 10, 8),
           (10, 2, 10, 14), (13, 5, 13, 11), (13, 8, 16, 8))  # fmt: skip


def _inverter(painter: QPainter) -> None:
    """A converter from direct to alternating current: = / ~ in a square (06-14-03)."""
    painter.drawRect(QRectF(1, 1, 14, 14))
    _lines(painter, (1, 15, 15, 1), (3, 4, 7, 4), (3, 6.5, 7, 6.5))
    _wave(painter, 8.5, 11.5, 5)


def _solar(painter: QPainter) -> None:
    """A photovoltaic generator: a converter with two arrows of light (06-18-06)."""
    painter.drawRect(QRectF(5, 5, 10, 10))
    _lines(painter, (8, 8, 8, 12), (12, 7, 12, 13), (8, 10, 6, 10), (12, 10, 14, 10))
    for shift in (0.0, 3.5):
        _lines(painter, (0.5 + shift, 0.5, 4 + shift, 4), (4 + shift, 4, 1.8 + shift, 3.6),
               (4 + shift, 4, 3.6 + shift, 1.8))  # fmt: skip


def _generator(painter: QPainter) -> None:
    """A generator: G in a circle (06-04-01)."""
    painter.drawEllipse(QRectF(1, 1, 14, 14))
    path = QPainterPath(QPointF(11, 5.5))
    path.arcTo(QRectF(4.5, 4, 7, 8), 40, 280)
    path.lineTo(11.3, 8.6)
    path.lineTo(8.6, 8.6)
    painter.drawPath(path)


def _charger(painter: QPainter) -> None:
    """A converter both ways with the connector of a car."""
    painter.drawRect(QRectF(1, 1, 9, 14))
    _lines(painter, (1, 15, 10, 1), (2.5, 4, 5, 4), (2.5, 6, 5, 6), (10, 9, 13, 9), (13, 6, 13, 12))
    _wave(painter, 5.2, 12, 4)
    _lines(painter, (13, 7.2, 15.5, 7.2), (13, 10.8, 15.5, 10.8))


def _car(painter: QPainter) -> None:
    path = QPainterPath(QPointF(1, 11))
    for x, y in ((1, 8), (4, 7.5), (6, 4), (11, 4), (13, 7.5), (15, 8.5), (15, 11), (1, 11)):
        path.lineTo(x, y)
    painter.drawPath(path)
    painter.drawEllipse(QPointF(4.5, 11.5), 1.6, 1.6)
    painter.drawEllipse(QPointF(11.5, 11.5), 1.6, 1.6)


def _socket(painter: QPainter) -> None:
    """A socket outlet: a half circle open to the plug (11-13-01)."""
    _lines(painter, (8, 1, 8, 6), (2, 6, 14, 6))
    painter.drawArc(QRectF(2, 6, 12, 12), 0, 180 * 16)


def _change_over(painter: QPainter) -> None:
    """A change-over switch: one blade, two contacts (07-02-04)."""
    _lines(painter, (8, 15, 8, 11), (8, 11, 3.5, 5), (3, 1, 3, 5), (13, 1, 13, 5), (11, 5, 13, 5))


def _plug(painter: QPainter) -> None:
    """An inlet: plug and socket (03-03-05)."""
    painter.drawRect(QRectF(7, 6, 6, 4))
    painter.drawArc(QRectF(1, 4, 8, 8), 90 * 16, 180 * 16)
    _lines(painter, (13, 8, 16, 8), (0, 8, 1, 8))


def _load(painter: QPainter) -> None:
    """Consumers: an arrow away from the line."""
    _lines(painter, (8, 1, 8, 14), (8, 14, 4, 8), (8, 14, 12, 8))


PICTOGRAMS: dict[str, Callable[[QPainter], None]] = {
    "bess": _battery,
    "pv": _solar,
    "generator": _generator,
    "ev_charger": _charger,
    "ev": _car,
    "socket": _socket,
    "outlet": _inverter,
    "transfer_switch": _change_over,
    "inlet": _plug,
    "load": _load,
    "server": _load,
}
