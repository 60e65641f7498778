"""Conductors: utility, island, dead and unknown are told apart by their lines, not by colour."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from console.theme import font, palette
from console.views.one_line.lettering import note

_MARGIN = 12.0
_TAG_AT = 0.6
TAG = QRectF(-13, -8, 26, 16)


def stroke_conductor(
    painter: QPainter, path: QPainterPath, state: str, *, heavy: bool = False
) -> None:
    """Draw `path` as a conductor in `state`: utility, island, dead or unknown."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    thick = 1.6 if heavy else 1.0
    if state == "utility":
        painter.strokePath(path, _pen(palette().ink, 3.0 * thick))
    elif state == "island":
        painter.strokePath(path, _pen(palette().island, 6.0 * thick))
        painter.strokePath(path, _pen(palette().card, 2.2 * thick))
    elif state == "dead":
        painter.strokePath(path, _pen(palette().dead, 1.6 * thick, [5, 4]))
    else:
        painter.strokePath(path, _pen(palette().unknown, 2.6 * thick, [1, 2.2]))


def paint_island_tag(painter: QPainter, middle: QPointF) -> None:
    """Write MG on a conductor that the microgrid keeps alive."""
    box = TAG.translated(middle)
    painter.setPen(QPen(QColor(palette().island), 1.4))
    painter.setBrush(QColor(palette().card))
    painter.drawRoundedRect(box, 3, 3)
    painter.setFont(font(11, bold=True))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "MG")
    note(painter, "MG", box.adjusted(2, 2, -2, -2))


def _pen(colour: str, width: float, dashes: list[float] | None = None) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if dashes:
        pen.setDashPattern(dashes)
    return pen


class LinkItem(QGraphicsItem):
    """One conductor through its corner points."""

    def __init__(self) -> None:
        super().__init__()
        self._path = QPainterPath()
        self._middle = QPointF()
        self._state = "unknown"
        self.tagged = False
        self.setZValue(1)

    @property
    def state(self) -> str:
        """How the conductor is drawn now."""
        return self._state

    @property
    def length(self) -> float:
        """Its length in pixels."""
        return self._path.length()

    @property
    def tag_box(self) -> QRectF:
        """Where its tag would stand, with some air."""
        return TAG.translated(self._middle).adjusted(-3, -3, 3, 3)

    def lay(self, points: list[QPointF]) -> None:
        """Take the corners in pixels."""
        self.prepareGeometryChange()
        self._path = QPainterPath(points[0])
        for point in points[1:]:
            self._path.lineTo(point)
        longest = max(
            pairwise(points),
            key=lambda pair: (pair[1] - pair[0]).manhattanLength(),
        )
        self._middle = longest[0] + (longest[1] - longest[0]) * _TAG_AT

    def present(self, state: str) -> None:
        """Draw the conductor in `state`."""
        if state != self._state:
            self._state = state
            self.update()

    def boundingRect(self) -> QRectF:
        """Everything that `paint` may touch."""
        return self._path.boundingRect().adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint it as it stands."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stroke_conductor(painter, self._path, self._state)
        if self.tagged and self._state == "island":
            paint_island_tag(painter, self._middle)
