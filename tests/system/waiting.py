"""Waiting in Qt's own event loop: QTest.qWait holds the interpreter's lock while it waits.

Whatever works on another thread, the sitting above all, ran at half its speed or less beside it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer

_LOOK_MS = 10


def wait(time_ms: int) -> None:
    """Let the windows and every thread work for so long."""
    loop = QEventLoop()
    QTimer.singleShot(time_ms, loop, loop.quit)
    loop.exec()


def wait_until(so: Callable[[], bool], patience_ms: int) -> bool:
    """Let them work until it is so; False where it is not so within `patience_ms`."""
    until = QDeadlineTimer(patience_ms)
    while not so():
        if until.hasExpired():
            return False
        wait(_LOOK_MS)
    return True
