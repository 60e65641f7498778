"""Drawings of the flow picture: sun, battery, car, generator, pylon and building, in one ink."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

_RAYS = 8


def draw(painter: QPainter, name: str, box: QRectF, colour: str, fill: float | None = None) -> None:
    """Draw mark `name` into the square in the middle of `box`. fill: how full a battery is."""
    side = min(box.width(), box.height())
    square = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
    painter.save()
    pen = QPen(QColor(colour), side * 0.055)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.translate(square.topLeft())
    painter.scale(side / 100.0, side / 100.0)
    pen.setWidthF(5.5)
    painter.setPen(pen)
    match name:
        case "sun":
            _sun(painter, colour)
        case "battery":
            _battery(painter, colour, fill)
        case "cars":
            _car(painter, colour)
        case "engines":
            _engine(painter)
        case "grid":
            _pylon(painter)
        case _:
            _building(painter)
    painter.restore()


def _sun(painter: QPainter, colour: str) -> None:
    painter.setBrush(QColor(colour))
    painter.drawEllipse(QPointF(50, 50), 20, 20)
    ray = QLineF(50, 50, 50 + 30, 50)
    for number in range(_RAYS):
        ray.setAngle(number * 360.0 / _RAYS)
        ray.setLength(32)
        inner = ray.p2()
        ray.setLength(44)
        painter.drawLine(QLineF(inner, ray.p2()))


def _battery(painter: QPainter, colour: str, fill: float | None) -> None:
    painter.drawRoundedRect(QRectF(27, 18, 46, 74), 5, 5)
    painter.fillRect(QRectF(41, 8, 18, 9), QColor(colour))
    if fill is not None:
        height = 62 * max(0.0, min(1.0, fill))
        painter.fillRect(QRectF(33, 86 - height, 34, height), QColor(colour))


def _car(painter: QPainter, colour: str) -> None:
    body = QPainterPath(QPointF(6, 68))
    for x, y in ((6, 52), (22, 48), (34, 28), (66, 28), (80, 48), (94, 54), (94, 68)):
        body.lineTo(x, y)
    body.closeSubpath()
    painter.drawPath(body)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(QPointF(28, 70), 9, 9)
    painter.drawEllipse(QPointF(72, 70), 9, 9)


def _engine(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(50, 50), 38, 38)
    wave = QPainterPath(QPointF(28, 52))
    wave.cubicTo(36, 24, 44, 24, 50, 50)
    wave.cubicTo(56, 76, 64, 76, 72, 48)
    painter.drawPath(wave)


def _pylon(painter: QPainter) -> None:
    for line in (
        (50, 8, 30, 94), (50, 8, 70, 94), (22, 30, 78, 30), (16, 48, 84, 48),
        (41, 48, 66, 76), (59, 48, 34, 76), (22, 30, 22, 38), (78, 30, 78, 38),
    ):  # fmt: skip
        painter.drawLine(QLineF(*line))


def _building(painter: QPainter) -> None:
    painter.drawPolygon(QPolygonF([QPointF(8, 46), QPointF(50, 12), QPointF(92, 46)]))
    painter.drawRect(QRectF(16, 46, 68, 46))
    for left in (27, 59):
        painter.drawRect(QRectF(left, 58, 14, 14))
    painter.drawLine(QLineF(50, 92, 50, 70))
