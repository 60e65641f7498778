"""Words that stand free on the drawing: kept inside of their room, and off each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from console.theme import font, palette
from console.views.one_line.lettering import in_two, note

_GAP_PX = 8.0
_HALF_LINE_PX = 12.0
_CLEAR_PX = 4.0


class FreeWords:
    """Draws labels one after the other; each leaves room to those before it.

    place: from the grid of the drawing to pixels. boundary: the corners of the operating range, on
    the grid. width_px: of the whole drawing.
    """

    def __init__(
        self,
        place: Callable[[float, float], QPointF],
        boundary: Sequence[tuple[float, float]],
        width_px: float,
        size_px: int,
    ) -> None:
        self._place = place
        closed = [*boundary, *boundary[:1]]
        self._edges = [(place(*one), place(*other)) for one, other in pairwise(closed)]
        self._width_px = width_px
        self._font = font(size_px)
        self._taken: list[QRectF] = []
        self._solid: list[QRectF] = []

    def box(self, x: float, y: float, words: str) -> tuple[QRectF, str]:
        """Return where `words` go and how they are broken: on one line where there is room.

        They are "" where they would lie over a symbol.
        """
        metrics = QFontMetricsF(self._font)
        at = self._place(x, y)
        width = metrics.horizontalAdvance(words) + 2.0
        left, right = self._room(at)
        start = max(left, min(at.x(), right - width - 2.0))
        lines = words
        if right - start < width:
            lines = in_two(words, metrics.horizontalAdvance)
            width = max(metrics.horizontalAdvance(line) for line in lines.split("\n")) + 2.0
            start = max(left, min(at.x(), right - width))
        high = metrics.lineSpacing() * (lines.count("\n") + 1)
        box = QRectF(start, at.y() + _HALF_LINE_PX - max(high, 2 * _HALF_LINE_PX), width, high)
        if "\n" not in lines:
            box = QRectF(start, at.y() - _HALF_LINE_PX, width, 2 * _HALF_LINE_PX)
        for solid in sorted(self._solid, key=lambda one: one.bottom()):
            if solid.intersects(box) and solid.center().y() < box.center().y():
                box.moveTop(solid.bottom() + _CLEAR_PX)
        if any(solid.intersects(box.adjusted(0, 2, 0, -2)) for solid in self._solid):
            return box, ""  # no words are better than words over a symbol
        self._taken.append(box)
        return box, lines

    def stand_clear(self, box: QRectF) -> None:
        """Go below a symbol that reaches into the words."""
        self._solid.append(box)

    def keep_off(self, box: QRectF) -> None:
        """Leave room for words that somebody else has written."""
        self._taken.append(box)

    def write(self, painter: QPainter, box: QRectF, lines: str) -> None:
        """Write what `box` gave."""
        painter.setFont(self._font)
        painter.setPen(QColor(palette().ink_soft))
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, align | Qt.TextFlag.TextDontClip, lines)
        note(painter, lines.replace("\n", " "), box.adjusted(0, 2, 0, -2))

    def _room(self, at: QPointF) -> tuple[float, float]:
        """From where to where words at this place may reach."""
        left, right = 0.0, self._width_px
        for one, other in self._edges:
            low, high = sorted((one.y(), other.y()))
            if low <= at.y() <= high and abs(one.x() - other.x()) < 1.0:
                if one.x() > at.x():
                    right = min(right, one.x() - _GAP_PX)
                else:
                    left = max(left, one.x() + _GAP_PX)
        for box in self._taken:
            if abs(box.center().y() - at.y()) >= 2 * _HALF_LINE_PX:
                continue
            if box.center().x() > at.x():
                right = min(right, box.left() - _GAP_PX)
            else:
                left = max(left, box.right() + _GAP_PX)
        return left, right
