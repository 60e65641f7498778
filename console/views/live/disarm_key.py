"""One key that disarms whatever is open: a dialog holds back the window, but never this."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

KEY = Qt.Key.Key_F9


class DisarmKey(QObject):
    """Listens to the whole program: shortcuts of a window are silent while a dialog is open."""

    def __init__(self, disarm: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._disarm = disarm
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key where it arrives first, and leave everything else alone."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() != KEY or event.isAutoRepeat() or not watched.isWindowType():
            return False
        self._disarm()
        return True
