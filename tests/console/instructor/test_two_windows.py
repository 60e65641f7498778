"""The trainee's window and the instructor's together, on one sitting at work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console import formatting
from console.app import run_window
from console.views.instructor.who_dialog import ask_instructor
from console.views.instructor.window import InstructorWindow
from console.views.main_window import MainWindow
from devices.events import EventKind
from devices.site import Site
from procedures.drill.at_work import Led
from procedures.people import Sitter
from procedures.record import Record
from procedures.scenario import load_scenario
from procedures.sitting import Sitting
from procedures.snapshot import Mode

WAIT_MS = 60_000


@pytest.fixture(autouse=True)
def settings_of_this_test_alone(tmp_path: Path) -> None:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))


def station() -> InstructorWindow | None:
    """The instructor's window, where there is one."""
    windows = (one for one in QApplication.topLevelWidgets() if one.isVisible())
    return next((one for one in windows if isinstance(one, InstructorWindow)), None)


def led() -> InstructorWindow:
    """The instructor's window, which is open."""
    found = station()
    assert found is not None
    return found


def lead(trainee: MainWindow, qtbot: QtBot) -> str:
    """Begin, freeze, read the score, close the station and open it again; return the speed."""

    def until(so: Callable[[], bool]) -> None:
        qtbot.waitUntil(so, timeout=WAIT_MS)

    def now_s() -> float:
        return trainee.snapshot.time_s if trainee.snapshot is not None else 0.0

    def frozen() -> bool:
        drill = trainee.snapshot.drill if trainee.snapshot is not None else None
        return drill is not None and drill.frozen is not None

    until(lambda: station() is not None and led().run.begin.isEnabled())
    start_s, station_of_now = now_s(), led()
    led().run.begin.click()
    until(lambda: now_s() > start_s + 5)
    led().run.freeze.click()
    until(frozen)
    stood_s = now_s()
    qtbot.wait(300)
    assert now_s() == stood_s
    until(lambda: formatting.NOTHING not in led().head.score.accessibleName())
    speed = led().run.speeds.currentText()
    assert ask_instructor(trainee) is None, "it is open: it comes forward, and asks nobody"
    assert station() is station_of_now
    station_of_now.close()
    assert station() is None
    dialog = ask_instructor(trainee)
    assert dialog is not None
    offered = [dialog.who.itemData(row) for row in range(dialog.who.count())]
    assert offered == ["nakamura"], "who leads, and no stranger"
    dialog.go.click()
    until(lambda: station() is not None and led().run.thaw.isVisible())
    return speed


def test_he_begins_freezes_and_scores_in_a_window_of_his_own_that_goes_with_the_trainees(
    qtbot: QtBot, site: Site, tmp_path: Path
) -> None:
    record = tmp_path / "drill.sqlite"
    scenario = load_scenario("odawara-pv-step", site)
    sitter = Sitter.for_role(site, "MGC")
    speeds: list[str] = []

    def open_sitting() -> Sitting:
        return Sitting.open(
            site, scenario, mode=Mode.DRILL, sitter=sitter, record=record, led=Led("nakamura")
        )

    def act(trainee: MainWindow) -> None:
        try:
            speeds.append(lead(trainee, qtbot))
        finally:
            trainee.close()

    staff = {"instructor": "nakamura"}
    assert run_window(open_sitting, site, speed=20.0, staff=staff, when_open=act) == 0
    assert speeds == ["20×"]
    assert station() is None
    with Record(record) as read:
        said = [event.data.get("what") for event in read.events() if event.kind is EventKind.DRILL]
    assert said[:2] == ["begun", "frozen"]
