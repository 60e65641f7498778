"""Garbage is collected on the thread of the windows, and on no other."""

from __future__ import annotations

import gc
import threading

from pytestqt.qtbot import QtBot

from console.collector import collected_on_this_thread


class _Circle:
    """Keeps itself, so that only the collector can take it; says on which thread it went."""

    def __init__(self, went: list[str]) -> None:
        self._own, self._went = self, went

    def __del__(self) -> None:
        self._went.append(threading.current_thread().name)


def test_what_a_worker_thread_leaves_is_collected_on_the_thread_of_the_windows(
    qtbot: QtBot,
) -> None:
    went: list[str] = []

    def work() -> None:
        for _ in range(3000):
            _Circle(went)

    before = gc.isenabled()
    with collected_on_this_thread():
        worker = threading.Thread(target=work, name="worker")
        worker.start()
        worker.join()
        assert went == []
        qtbot.waitUntil(lambda: len(went) == 3000)
    assert set(went) == {threading.current_thread().name}
    assert gc.isenabled() == before
