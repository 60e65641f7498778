"""The line around what the island can feed, with its words on the lower edge."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from console.theme import font, palette
from console.views.one_line.lettering import LINE, note

_FROM_CORNER_PX = 10.0
_AROUND_WORDS_PX = 6.0


def paint_range(painter: QPainter, corners: Sequence[QPointF]) -> None:
    """Draw the line through its corners, in pixels."""
    pen = QPen(QColor(palette().edge_strong), 1.4)
    pen.setDashPattern([9, 4, 2, 4])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF(list(corners)))


def write_range(
    painter: QPainter,
    corners: Sequence[QPointF],
    words: str,
    size_px: int,
    *,
    ground: QColor,
    room: QSizeF,
) -> None:
    """Write `words` on the lower edge of the line; ground: the colour behind them.

    room: of the whole drawing, which they never leave.
    """
    bottom = max(corner.y() for corner in corners)
    below = [corner.x() for corner in corners if corner.y() == bottom]
    wanted = QFontMetricsF(font(size_px)).horizontalAdvance(words)
    width = min(wanted + 2 * _AROUND_WORDS_PX, max(below) - min(below) - 1.6 * _FROM_CORNER_PX)
    high = size_px * LINE
    top = min(bottom - high / 2, room.height() - high)
    box = QRectF(min(below) + _FROM_CORNER_PX, top, width, high)
    painter.fillRect(box, ground)
    painter.setFont(font(size_px))
    painter.setPen(QColor(palette().ink_soft))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip), words)
    note(painter, words, box.adjusted(5, 1, -5, -1), cut=wanted > box.width())
