"""Ctrl-C and SIGTERM close a window in good order."""

from __future__ import annotations

import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Protocol

from PySide6.QtCore import QTimer

_log = logging.getLogger(__name__)

_LISTEN_TO_SIGNALS_MS = 200


class Closes(Protocol):
    """A window, or what stands for one."""

    def close(self) -> object:
        """Go, when nothing keeps it."""


@contextmanager
def interrupt_closes(window: Closes) -> Iterator[None]:
    """Let Ctrl-C and SIGTERM close the window, and with it what is behind it, in good order."""

    def close(number: int, frame: FrameType | None) -> None:
        _log.info("interrupted: the window closes")
        window.close()

    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, close) for number in numbers}
    # Python looks at signals only while it runs: give it a moment now and then.
    listener = QTimer(interval=_LISTEN_TO_SIGNALS_MS)
    listener.timeout.connect(lambda: None)
    listener.start()
    try:
        yield
    finally:
        listener.stop()
        for number, handler in before.items():
            signal.signal(number, handler)
