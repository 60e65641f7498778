"""The small badge of a switch: a dull plate with the letter of its position."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.appearance import appearance
from console.theme import font, palette, px, switch_colours

_HIGH_PX = 18
_TEXT_PX = 13
_EDGE_PX = 5
_GAP_PX = 14


def badge_colour(position: str) -> str:
    """Return the colour of the badge of a "closed" or "open" switch, "" where there is none."""
    closed_is_red = {"power": True, "industrial": False}.get(switch_colours())
    if closed_is_red is None or position not in ("closed", "open"):
        return ""
    p = palette()
    return p.badge_red if (position == "closed") == closed_is_red else p.badge_green


def badge_width(painter: QPainter, words: str, size_px: int) -> float:
    """Return how wide the badge with `words` is, in pixels."""
    painter.setFont(font(size_px, bold=True))
    return painter.fontMetrics().horizontalAdvance(words) + 2 * _EDGE_PX


def paint_badge(painter: QPainter, box: QRectF, words: str, position: str, size_px: int) -> None:
    """Paint the badge into `box`; in neutral colours the words stand alone in ink."""
    colour = badge_colour(position)
    painter.setFont(font(size_px, bold=True))
    if colour:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(box, 2, 2)
    painter.setPen(QColor(palette().badge_ink if colour else palette().ink))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)


class BadgeSample(QWidget):
    """What closed and open look like, always in sight: it is the legend of the badges."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        appearance().changed.connect(self._look_anew)
        self.retranslate()

    def _look_anew(self) -> None:
        self.updateGeometry()
        self.update()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self._words = (("closed", self.tr("CLOSED")), ("open", self.tr("OPEN")))
        self.setAccessibleName(self.tr("how closed and open switches are marked"))
        self._look_anew()

    def sizeHint(self) -> QSize:
        """The size that shows everything."""
        return QSize(px(190), px(_HIGH_PX + 8))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high, x = px(_HIGH_PX), 2.0
        top = (self.height() - high) / 2
        for position, words in self._words:
            painter.setPen(QColor(palette().ink))
            painter.setBrush(QColor(palette().ink if position == "closed" else palette().card))
            painter.drawRect(QRectF(x, top, high, high))
            x += high + 4
            wide = badge_width(painter, words, px(_TEXT_PX))
            paint_badge(painter, QRectF(x, top, wide, high), words, position, px(_TEXT_PX))
            x += wide + px(_GAP_PX)
