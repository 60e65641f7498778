"""A press that was meant for what stood there before lands on nothing.

A bar may come above everything else, and all that stands below moves while a hand is on its way.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

_SEEN_S = 0.4  # sooner nobody has seen that something else stands there
_PRESSES = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.TouchBegin,
)


class SteadyHand(QObject):
    """Lets no press into a window right after `body` has moved within it.

    now_s: a clock that never goes back, in s.
    """

    def __init__(
        self, window: QWidget, body: QWidget, now_s: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(window)
        self._window, self._body, self._now_s = window, body, now_s
        self._listens_to: QObject | None = None
        self._height = body.y()
        self._moved_s = float("-inf")
        body.installEventFilter(self)

    def begin_anew(self) -> None:
        """Something stands elsewhere now."""
        self._moved_s = self._now_s()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look for moves of the body, and hold presses back at the window of the platform."""
        if watched is self._body:
            if event.type() is QEvent.Type.Show:
                self._listen()
            elif event.type() is QEvent.Type.Move and self._body.y() != self._height:
                self._height = self._body.y()
                self.begin_anew()
            return False
        return event.type() in _PRESSES and self._now_s() - self._moved_s < _SEEN_S

    def _listen(self) -> None:
        handle: QObject | None = self._window.windowHandle()
        if handle is not None and handle is not self._listens_to:
            self._listens_to = handle
            handle.installEventFilter(self)
