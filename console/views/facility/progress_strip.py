"""The steps of a card as a strip: dark is done, blue and high is now, a ring is left out."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.theme import palette
from console.views.facility.sizes import Sizes


class ProgressStrip(QWidget):
    """Told by height and fill besides colour; a screen reader hears "step 5 of 10"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._states: tuple[str, ...] = ()
        self._sizes = Sizes()
        self.hide()  # until there is a card
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_sizes(self, sizes: Sizes) -> None:
        """Take the sizes of the window."""
        self._sizes = sizes
        self.updateGeometry()
        self.update()

    def present(self, states: tuple[str, ...], words: str) -> None:
        """Show the states of all steps."""
        self.setAccessibleName(words)
        self.setVisible(bool(states))
        if states != self._states:
            self._states = states
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(200, self._sizes.of(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        if not self._states:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        p, gap_px = palette(), self._sizes.of(8 if len(self._states) <= 20 else 4)
        each_px = (self.width() - gap_px * (len(self._states) - 1)) / len(self._states)
        for number, state in enumerate(self._states):
            high_px = self._sizes.of(16 if state == "current" else 10)
            top_px = (self.height() - high_px) / 2
            box = QRectF(number * (each_px + gap_px), top_px, each_px, high_px)
            fill = {"done": p.ink, "current": p.select, "left": p.window}.get(state, p.edge)
            painter.setPen(QPen(QColor(p.ink), 2) if state == "left" else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(fill))
            painter.drawRoundedRect(box, high_px / 2, high_px / 2)
