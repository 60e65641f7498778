"""Keeps a list at its newest line until somebody scrolls up to read."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractItemView

_NEAR = 4


class FollowFoot(QObject):
    """Watches the scroll bar of a view: where the reader left it, it stays."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._at_foot = True
        bar = view.verticalScrollBar()
        bar.valueChanged.connect(self._remember)
        bar.rangeChanged.connect(lambda *_: self.follow())

    def follow(self) -> None:
        """Go to the newest line, if the reader was there."""
        if self._at_foot:
            self._view.scrollToBottom()

    def _remember(self, value: int) -> None:
        self._at_foot = value >= self._view.verticalScrollBar().maximum() - _NEAR
