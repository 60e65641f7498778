"""A button that must be held down for a second: the second of two actions."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from console.theme import palette
from console.views.wide_button import WideButton

HOLD_MS = 1000
_REDRAW_MS = 40
# Over a remote screen a key that is held comes as many presses and releases, some 40 ms each.
_REPEATS_MS = 80


class HoldButton(WideButton):
    """Emits `held` when mouse or space bar have held it down for a second; fills up meanwhile."""

    held = Signal()

    def __init__(self, parent: QWidget | None = None, role: str = "main") -> None:
        super().__init__(role, "hand", parent)
        self._down_for = QElapsedTimer()
        self._timer = QTimer(self, interval=_REDRAW_MS)
        self._timer.timeout.connect(self._look)
        self._letting_go = QTimer(self, singleShot=True, interval=_REPEATS_MS)
        self._letting_go.timeout.connect(self._end)
        self.pressed.connect(self._begin)
        self.released.connect(self._letting_go.start)

    @property
    def share(self) -> float:
        """How much of the second has passed, 0 to 1."""
        if not (self._down_for.isValid() and self.isDown()):
            return 0.0
        return min(1.0, self._down_for.elapsed() / HOLD_MS)

    def _begin(self) -> None:
        if self._letting_go.isActive():  # it was never let go
            self._letting_go.stop()
            return
        self._down_for.start()
        self._timer.start()

    def _end(self) -> None:
        self._timer.stop()
        self._down_for.invalidate()
        self.update()

    def _look(self) -> None:
        self.update()
        if self.share >= 1.0:
            self._end()
            self._letting_go.start()  # what a held key still repeats is no second hold
            self.setDown(False)
            self.held.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        super().paintEvent(event)
        if self.share > 0:
            painter = QPainter(self)
            painter.setPen(QColor(0, 0, 0, 0))
            main = self.property("role") == "main"
            painter.setBrush(QColor(palette().card if main else palette().ink))
            painter.drawRect(QRectF(4, self.height() - 8, (self.width() - 8) * self.share, 4))
