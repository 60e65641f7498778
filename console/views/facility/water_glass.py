"""How much of an outlet is used, as a glass that fills up: the rim is the limit."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.theme import palette
from console.views.facility.sizes import Sizes

_FULL = 0.86  # of the height of the glass: what is above is too much
_TAPER = 0.16  # how much narrower its foot is, a share of its width


class WaterGlass(QWidget):
    """share 1 is the limit; what is above runs over the rim. The words beside it say the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share: float | None = None
        self._sizes = Sizes()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_sizes(self, sizes: Sizes) -> None:
        """Take the sizes of the window."""
        self._sizes = sizes
        self.updateGeometry()
        self.update()

    def present(self, share: float | None, words: str) -> None:
        """Fill it to `share` of the limit; None is unknown."""
        self.setAccessibleName(words)
        if share != self._share:
            self._share = share
            self.update()

    def sizeHint(self) -> QSize:
        """A small glass."""
        return QSize(self._sizes.of(52), self._sizes.of(74))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        p, box = palette(), QRectF(self.rect()).adjusted(3, 3, -3, -3)
        share = min(self._share or 0.0, 1.0 / _FULL)
        water_px = box.height() * share * _FULL
        painter.setPen(Qt.PenStyle.NoPen)
        over = (self._share or 0.0) > 1.0
        painter.setBrush(QColor(p.wrong if over else p.edge_strong))
        if water_px > 0:
            painter.drawPolygon(_slice(box, box.bottom() - water_px, box.bottom()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(p.ink), self._sizes.of(3)))
        (l_top, r_top), (l_low, r_low) = _edges(box, box.top()), _edges(box, box.bottom())
        corners = (
            (l_top, box.top()),
            (l_low, box.bottom()),
            (r_low, box.bottom()),
            (r_top, box.top()),
        )
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in corners]))
        rim_px = box.bottom() - box.height() * _FULL
        rim = QPen(QColor(p.wrong), self._sizes.of(3), Qt.PenStyle.DashLine)
        painter.setPen(rim)
        left, right = _edges(box, rim_px)
        painter.drawLine(QPointF(left, rim_px), QPointF(right, rim_px))


def _edges(box: QRectF, y_px: float) -> tuple[float, float]:
    inset = box.width() * _TAPER * (y_px - box.top()) / box.height()
    return box.left() + inset, box.right() - inset


def _slice(box: QRectF, top_px: float, bottom_px: float) -> QPolygonF:
    """The part of the glass between two heights: corners from the top left, clockwise."""
    (l_top, r_top), (l_low, r_low) = _edges(box, top_px), _edges(box, bottom_px)
    return QPolygonF(
        [QPointF(l_top, top_px), QPointF(r_top, top_px), QPointF(r_low, bottom_px),
         QPointF(l_low, bottom_px)]
    )  # fmt: skip
