"""A room that scrolls only when it must, without frame, ground or a place among the keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class QuietScroll(QScrollArea):
    """Holds one widget, which is as wide as the room. Emits `resized` when the room is another."""

    resized = Signal()

    def __init__(self, inner: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that the room is another."""
        super().resizeEvent(event)
        self.resized.emit()

    def begin_at_top(self) -> None:
        """Show the beginning."""
        self.verticalScrollBar().setValue(0)

    @property
    def hides_px(self) -> int:
        """How many pixels of its widget cannot be seen without scrolling."""
        return max(0, self.verticalScrollBar().maximum())
