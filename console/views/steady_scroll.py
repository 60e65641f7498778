"""A scroll area whose bar never takes room away: texts would wrap anew, and it might go again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from console.views.text import set_stage


class SteadyScroll(QScrollArea):
    """Scrolls `body` up and down. Its bar keeps its place and is only seen while it is needed."""

    def __init__(self, body: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().rangeChanged.connect(self._look)
        self.setWidget(body)
        self._look(0, 0)

    def _look(self, low: int, high: int) -> None:
        set_stage(self.verticalScrollBar(), "" if high > low else "idle")
