"""Between the threads: the newest picture wins, no trend is lost."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from console.bridge import Bridge
from devices.words import same
from procedures.sampling import TrendBatch
from procedures.snapshot import Snapshot


def batch(number: int) -> TrendBatch:
    return TrendBatch(("a",), np.array([float(number)]), np.array([[0.0]]))


def test_a_burst_from_another_thread_shows_its_last_picture_and_all_trends(
    qtbot: QtBot, picture: Snapshot
) -> None:
    bridge = Bridge()
    pictures: list[float] = []
    times: list[float] = []
    bridge.snapshot.connect(lambda one: pictures.append(one.time_s))
    bridge.trend.connect(lambda one: times.append(float(one.times_s[0])))

    def burst() -> None:
        for number in range(200):
            bridge.add_trend(batch(number))
            bridge.publish(replace(picture, time_s=float(number)))

    thread = threading.Thread(target=burst)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: pictures[-1:] == [199.0], timeout=3000)
    qtbot.waitUntil(lambda: len(times) == 200, timeout=3000)
    assert times == sorted(times)
    assert len(pictures) <= 3


def test_a_trouble_comes_after_the_last_picture(qtbot: QtBot, picture: Snapshot) -> None:
    bridge = Bridge()
    heard: list[str] = []
    bridge.snapshot.connect(lambda _: heard.append("picture"))
    bridge.failed.connect(lambda words: heard.append(words.en))
    bridge.publish(picture)
    bridge.fail(same("the disk is full"))
    qtbot.waitUntil(lambda: heard == ["picture", "the disk is full"], timeout=3000)


def test_what_waits_is_served_between_a_picture_and_the_verbs_that_came_with_it(
    qtbot: QtBot, picture: Snapshot
) -> None:
    bridge = Bridge()
    heard: list[str] = []
    queued = Qt.ConnectionType.QueuedConnection
    bridge.snapshot.connect(lambda _: heard.append("picture"))
    bridge.snapshot.connect(lambda _: heard.append("a press"), queued)
    bridge.faceplate.connect(lambda device, _: heard.append(device))
    bridge.show_faceplate("k12", ())
    bridge.publish(picture)
    qtbot.waitUntil(lambda: heard == ["picture", "a press", "k12"], timeout=3000)
