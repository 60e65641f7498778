"""A reading in its limits: the normal band, where alarms come, and a mark for now."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.models.signal_limits import NO_LIMITS, AlarmMark, SignalLimits
from console.theme import palette, px

_HIGH_PX, _BAR_PX, _MARK_PX = 20, 8, 6


class ValueBar(QWidget):
    """An analogue bar; empty when the value is not known.

    Outside of the normal band it is hatched. The shapes above it are those of the alarms: square,
    triangle, diamond for the priorities 1 to 3.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low = 0.0
        self._high = 1.0
        self._value: float | None = None
        self._limits = NO_LIMITS
        self._name_it()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The size that shows everything."""
        return QSize(px(70), px(_HIGH_PX))

    def present(
        self, low: float, high: float, value: float | None, limits: SignalLimits = NO_LIMITS
    ) -> None:
        """Show `value` between `low` and `high`, with what is normal there."""
        if (low, high, value, limits) != (self._low, self._high, self._value, self._limits):
            self._low, self._high, self._value, self._limits = low, high, value, limits
            self._name_it()
            self.update()

    def _name_it(self) -> None:
        ends = self.tr("%1 to %2").replace("%1", f"{self._low:g}").replace("%2", f"{self._high:g}")
        self.setAccessibleName(ends if self._value is None else f"{self._value:g} ({ends})")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = px(_BAR_PX)
        bar = QRectF(1, self.height() / 2 - high / 2 + px(2), self.width() - 2, high)
        painter.fillRect(bar, QColor(palette().card))
        if self._high > self._low:
            self._paint_value(painter, bar)
            self._paint_band(painter, bar)
        painter.setPen(QPen(QColor(palette().edge_strong), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar)
        if self._high > self._low:
            for mark in self._limits.marks:
                self._paint_mark(painter, bar, mark)
            if self._value is not None:
                x = self._x(bar, self._value)
                painter.setPen(QPen(QColor(palette().ink), px(2.4)))
                painter.drawLine(QLineF(x, bar.top() - 3, x, bar.bottom() + 3))

    def _x(self, bar: QRectF, value: float) -> float:
        share = (value - self._low) / (self._high - self._low)
        return bar.left() + bar.width() * min(1.0, max(0.0, share))

    def _paint_value(self, painter: QPainter, bar: QRectF) -> None:
        """From zero, or from the end that is nearest to it."""
        if self._value is None:
            return
        start, x = self._x(bar, 0.0), self._x(bar, self._value)
        filled = QRectF(min(start, x), bar.top() + 1, abs(x - start), bar.height() - 2)
        painter.fillRect(filled, QColor(palette().edge))

    def _paint_band(self, painter: QPainter, bar: QRectF) -> None:
        """Hatch what is not normal."""
        hatch = QBrush(QColor(palette().edge_strong), Qt.BrushStyle.BDiagPattern)
        low, high = self._limits.band
        if low is not None and low > self._low:
            painter.fillRect(QRectF(bar.topLeft(), QPointF(self._x(bar, low), bar.bottom())), hatch)
        if high is not None and high < self._high:
            painter.fillRect(
                QRectF(QPointF(self._x(bar, high), bar.top()), bar.bottomRight()), hatch
            )

    def _paint_mark(self, painter: QPainter, bar: QRectF, mark: AlarmMark) -> None:
        """A shape above the bar on its plate; outside of what the bar shows there is none."""
        if not self._low < mark.value < self._high:
            return
        side, x = px(_MARK_PX), self._x(bar, mark.value)
        box = QRectF(x - side / 2, bar.top() - side - 1, side, side)
        middle = box.center()
        shapes = {
            1: QPolygonF(box),
            2: QPolygonF([QPointF(middle.x(), box.top()), box.bottomRight(), box.bottomLeft()]),
            3: QPolygonF(
                [
                    QPointF(middle.x(), box.top()),
                    QPointF(box.right(), middle.y()),
                    QPointF(middle.x(), box.bottom()),
                    QPointF(box.left(), middle.y()),
                ]
            ),
        }
        painter.fillRect(box.adjusted(-1, -1, 1, 1), QColor(palette().plate))
        painter.setPen(QPen(QColor(palette().alarm(mark.priority)), 1))
        painter.setBrush(QColor(palette().alarm(mark.priority)))
        painter.drawPolygon(shapes[mark.priority])
        painter.drawLine(QLineF(x, bar.top(), x, bar.bottom()))
