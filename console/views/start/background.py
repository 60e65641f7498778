"""Long work beside the start page: its results come one by one, and it can be stopped."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

_log = logging.getLogger(__name__)


class Background(QObject):
    """Runs one piece of work at a time on a thread; a new one takes the place of the one before.

    came: a result of the newest work; ended: it has no more; failed: it broke, and how.
    """

    came = Signal(object)
    ended = Signal()
    failed = Signal(str)
    _told = Signal(int, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number, self._busy = 0, False
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self._told.connect(self._tell)

    @property
    def running(self) -> bool:
        """Whether the newest work goes on."""
        return self._busy

    def start(self, work: Callable[[], Iterable[object]]) -> None:
        """Do `work`; every item that it yields comes as `came`."""
        self.stop()
        self._number += 1
        self._stop = threading.Event()
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        self._busy = True
        arguments = (self._number, work, self._stop)
        thread = threading.Thread(target=self._run, args=arguments, name="start page")
        self._threads.append(thread)
        thread.start()

    def stop(self) -> None:
        """Ask the work to end between two results; nothing of it comes any more."""
        self._stop.set()
        self._busy = False

    def close(self) -> None:
        """Stop, and wait for what is at work to notice."""
        self.stop()
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def _run(
        self, number: int, work: Callable[[], Iterable[object]], stop: threading.Event
    ) -> None:
        try:
            for item in work():
                if stop.is_set():
                    return
                self._told.emit(number, "came", item)
            self._told.emit(number, "ended", None)
        except Exception as error:  # noqa: BLE001 - logged and shown; the page goes on
            _log.exception("work beside the start page failed")
            self._told.emit(number, "failed", f"{type(error).__name__}: {error}")

    def _tell(self, number: int, what: str, item: object) -> None:
        """On the GUI thread: what an older work still tells is let fall."""
        if number != self._number or self._stop.is_set():
            return
        match what:
            case "came":
                self.came.emit(item)
            case "ended":
                self._busy = False
                self.ended.emit()
            case _:
                self._busy = False
                self.failed.emit(str(item))
