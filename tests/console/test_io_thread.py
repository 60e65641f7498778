"""The thread that owns the sitting: it answers, it says what went wrong, it leaves nothing."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.app import run_window
from console.bridge import Bridge
from console.io_thread import IoThread, advance
from console.pace import pace
from console.views.main_window import MainWindow
from console.wishes import SetSpeed
from devices.site import Site
from devices.words import same
from procedures.intents import Note
from procedures.people import Sitter
from procedures.record import Record
from procedures.scenario import load_scenario
from procedures.sitting import Sitting
from procedures.snapshot import Mode, Snapshot
from tests.system.waiting import wait

WAIT_MS = 180_000  # the simulator may have to be compiled first
SEEN_MS = 300  # until the sitting has taken a wish


@pytest.fixture(autouse=True)
def settings_of_this_test_alone(tmp_path: Path) -> None:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return tmp_path / "sitting.kairetsu"


@pytest.fixture
def open_sitting(site: Site, record: Path) -> Callable[[], Sitting]:
    scenario = load_scenario("odawara-first-activation", site)
    sitter = Sitter.for_role(site, "MGC")

    def opened() -> Sitting:
        return Sitting.open(
            site, scenario, mode=Mode.REHEARSAL, sitter=sitter, record=record, seed=1
        )

    return opened


def run_until(
    site: Site,
    open_sitting: Callable[[], Sitting],
    enough: Callable[[MainWindow], bool],
    then: Callable[[MainWindow], None],
    speed: float = 20.0,
) -> int:
    """Run the real window until `enough`, then act on it."""

    def opened(window: MainWindow) -> None:
        watch = QTimer(window, interval=20)

        def look() -> None:
            if enough(window):
                watch.stop()
                then(window)

        watch.timeout.connect(look)
        watch.start()
        QTimer.singleShot(WAIT_MS, window, window.close)

    return run_window(open_sitting, site, speed=speed, when_open=opened)


def kinds_in(record: Path) -> list[str]:
    with Record(record) as read:
        assert read.first_broken() is None
        return [event.kind.value for event in read.events()]


def has_moved(window: MainWindow) -> bool:
    return window._snapshot is not None and window._snapshot.time_s > 5


def test_the_window_runs_a_real_sitting_and_closes_it_with_a_complete_record(
    qapp: QApplication, site: Site, open_sitting: Callable[[], Sitting], record: Path
) -> None:
    pictures: list[Snapshot] = []

    def act(window: MainWindow) -> None:
        assert window._snapshot is not None
        pictures.append(window._snapshot)
        window.wished.emit(Note("a word for the log"))
        QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        wait(SEEN_MS)
        window.close()

    assert run_until(site, open_sitting, has_moved, act) == 0
    assert pictures[0].runs
    kinds = kinds_in(record)
    assert kinds[0] == "sitting.opened"
    assert kinds[-1] == "sitting.closed"
    assert "sitting.note" in kinds
    assert not [thread for thread in threading.enumerate() if thread.name == "sitting"]


def test_at_any_speed_whoever_is_asked_has_his_seconds(site: Site, record: Path) -> None:
    """At 240 times the speed one tick of the thread is longer than he has to repeat an order."""
    scenario = load_scenario("odawara-first-activation", site)
    sitter = Sitter.for_role(site, "TSO-D")
    sitting = Sitting.open(site, scenario, mode=Mode.REHEARSAL, sitter=sitter, record=record)
    until_s = 0.0
    for _ in range(40):
        until_s = advance(sitting, until_s + 240.0 * 0.25)
        if sitting.answer_runs_out:
            break
    steps = [run.current for run in sitting.snapshot().runs if run.current is not None]
    (say,) = (step.say for step in steps if step.say is not None)
    assert say.sitter_listens
    assert say.seconds_left is not None
    assert say.seconds_left > 10.0
    assert until_s == sitting.now_s
    sitting.close()


def test_ctrl_c_closes_the_window_in_good_order(
    qapp: QApplication, site: Site, open_sitting: Callable[[], Sitting], record: Path
) -> None:
    def interrupt(window: MainWindow) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    assert run_until(site, open_sitting, has_moved, interrupt) == 0
    assert kinds_in(record)[-1] == "sitting.closed"


def test_a_sitting_that_cannot_open_is_told_in_the_window_and_by_the_exit_code(
    qapp: QApplication, site: Site
) -> None:
    heard: list[object] = []

    def refuse() -> Sitting:
        raise OSError("the disk is full")

    def act(window: MainWindow) -> None:
        heard.append(window.trouble.trouble)
        window.close()

    code = run_until(site, refuse, lambda window: window.trouble.trouble is not None, act)
    assert (code, heard) == (1, [same("OSError: the disk is full")])


def test_time_runs_at_its_own_pace_while_a_person_has_only_seconds(picture: Snapshot) -> None:
    nobody_waits = replace(picture, selection=None, runs=())
    assert pace(60.0, picture) == 1.0
    assert pace(0.0, picture) == 0.0
    assert pace(60.0, nobody_waits) == 60.0
    assert pace(60.0, replace(nobody_waits, selection=picture.selection)) == 1.0


def test_a_paused_sitting_stands_still(
    qtbot: QtBot, site: Site, open_sitting: Callable[[], Sitting]
) -> None:
    bridge = Bridge()
    times: list[float] = []
    bridge.snapshot.connect(lambda picture: times.append(picture.time_s))
    thread = IoThread(open_sitting, bridge, speed=0.0)
    thread.start()
    try:
        qtbot.waitUntil(lambda: len(times) >= 4, timeout=WAIT_MS)
        assert set(times) == {times[0]}
        thread.send(SetSpeed(10.0))
        qtbot.waitUntil(lambda: times[-1] >= 2.0, timeout=WAIT_MS)
    finally:
        thread.stop()
    assert not thread.running
