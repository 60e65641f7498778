"""A ring that fills while one waits, with the time that is left inside."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.models.readings import with_readings
from console.theme import palette
from console.views.facility.sizes import Sizes
from console.views.ruby_label import RubyType
from console.views.ruby_text import without_readings

_TURN = 360 * 16  # Qt counts sixteenths of a degree


class WaitRing(QWidget):
    """share 0 to 1 of the wait; None where nobody knows how long it lasts: an empty ring."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share: float | None = None
        self._words = ""
        self._type = RubyType(40, bold=True)
        self._sizes = Sizes()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_sizes(self, sizes: Sizes) -> None:
        """Take the sizes of the window."""
        self._sizes = sizes
        self._type = RubyType(sizes.of(38), bold=True)
        self.update()

    def present(self, share: float | None, words: str) -> None:
        """Show how far the wait has come; `words` stand in the middle."""
        if (share, with_readings(words)) != (self._share, self._words):
            self._share, self._words = share, with_readings(words)
            self.setAccessibleName(without_readings(words))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide_px = self._sizes.of(18)
        size_px = min(self.width(), self.height()) - 2 * wide_px
        centre = QPointF(self.rect().center())
        box = QRectF(0, 0, size_px, size_px)
        box.moveCenter(centre)
        painter.setPen(QPen(QColor(palette().edge), wide_px))
        painter.drawEllipse(box)
        if self._share is not None:
            pen = QPen(QColor(palette().select), wide_px)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawArc(box, 90 * 16, -round(_TURN * min(1.0, self._share)))
        room_px = size_px * 0.8
        high_px = self._type.height_px(self._words, room_px)
        text = QRectF(0, 0, room_px, high_px)
        text.moveCenter(centre)
        self._type.paint(painter, self._words, text, palette().ink, Qt.AlignmentFlag.AlignHCenter)
