"""A reading in its limits: a bar between the lowest and highest value with a mark for now."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.theme import palette


class ValueBar(QWidget):
    """An analogue bar; empty when the value is not known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low = 0.0
        self._high = 1.0
        self._value: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The size that shows everything."""
        return QSize(70, 16)

    def present(self, low: float, high: float, value: float | None) -> None:
        """Show `value` between `low` and `high`."""
        if (low, high, value) != (self._low, self._high, self._value):
            self._low, self._high, self._value = low, high, value
            ends = self.tr("%1 to %2").replace("%1", f"{low:g}").replace("%2", f"{high:g}")
            self.setAccessibleName(ends if value is None else f"{value:g} ({ends})")
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(1, self.height() / 2 - 4, self.width() - 2, 8)
        painter.setPen(QPen(QColor(palette().edge_strong), 1))
        painter.setBrush(QColor(palette().card))
        painter.drawRect(bar)
        if self._value is None or self._high <= self._low:
            return
        share = (self._value - self._low) / (self._high - self._low)
        zero = min(1.0, max(0.0, -self._low / (self._high - self._low)))
        x = bar.left() + bar.width() * min(1.0, max(0.0, share))
        start = bar.left() + bar.width() * zero
        filled = QRectF(min(start, x), bar.top() + 1, abs(x - start), bar.height() - 2)
        painter.fillRect(filled, QColor(palette().edge))
        painter.setPen(QPen(QColor(palette().ink), 2.4))
        painter.drawLine(QLineF(x, bar.top() - 3, x, bar.bottom() + 3))
