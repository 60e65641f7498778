"""Windows that open beside others never hide one of them as if it were not there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, QSize
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console.placing import STEP_PX, free_place
from console.staff import STAFF, Staff
from console.translation import Translation
from console.views.main_window import MainWindow
from devices.site import Site
from procedures.snapshot import Mode

ROOM = QRect(0, 0, 1920, 1080)


@pytest.mark.parametrize("room", [ROOM, QRect(1920, 0, 1280, 800)])
@pytest.mark.parametrize("size", [(1180, 700), (1800, 1000), (600, 400)])
def test_each_of_several_windows_leaves_something_of_the_others_in_sight(
    room: QRect, size: tuple[int, int]
) -> None:
    taken = [room]
    for _ in range(3):
        wanted = QRect(room.right() + 1 - size[0], room.bottom() + 1 - size[1], *size)
        place = free_place(wanted, room, taken, QSize(600, 400))
        assert room.contains(place)
        taken.append(place)
    for one, other in combinations(taken, 2):
        away = one.topLeft() - other.topLeft()
        assert max(abs(away.x()), abs(away.y())) >= STEP_PX


def test_where_there_is_no_room_the_far_edges_go_out_of_sight() -> None:
    assert free_place(ROOM, ROOM, [ROOM], ROOM.size()) == ROOM.translated(STEP_PX, STEP_PX)


@pytest.fixture
def staff(site: Site, translation: Translation) -> Iterator[Staff]:
    made = Staff(site, translation, lambda wish: None)
    yield made
    made.close()


def test_instructor_and_evaluator_stand_apart_and_come_back_where_they_were_left(
    qtbot: QtBot, site: Site, translation: Translation, staff: Staff
) -> None:
    trainee = QWidget()
    qtbot.addWidget(trainee)
    trainee.setGeometry(trainee.screen().availableGeometry())
    trainee.show()
    opened = [staff.open(door.name, "nakamura", trainee) for door in STAFF]
    QApplication.processEvents()
    first, second = (one.geometry() for one in opened if isinstance(one, QWidget))
    away = first.topLeft() - second.topLeft()
    assert max(abs(away.x()), abs(away.y())) >= STEP_PX
    evaluator = opened[1]
    assert isinstance(evaluator, QWidget)
    evaluator.setGeometry(0, 194, 900, 600)
    left = evaluator.geometry()
    evaluator.close()
    again = staff.open(STAFF[1].name, "abe", trainee)
    assert isinstance(again, QWidget)
    assert again.geometry() == left


def test_a_replay_says_so_from_its_first_paint_and_stands_off_the_window_of_the_sitting(
    qtbot: QtBot, site: Site, translation: Translation, tmp_path: Path
) -> None:
    translation.choose("ja")
    store = QSettings(str(tmp_path / "layout.ini"), QSettings.Format.IniFormat)
    window = MainWindow(site, translation, store, replay_of=Mode.DRILL)
    qtbot.addWidget(window)
    window.show()
    badges = [one.text() for one in window.top_bar.findChildren(type(window.replay.note))]
    assert "再生（訓練）" in badges
    assert window.windowTitle().startswith("【再生】 【訓練】")
    assert window.border.edge == "film"
    room = window.screen().availableGeometry()
    assert window.geometry().topLeft() - room.topLeft() == QPoint(STEP_PX, STEP_PX)
    window.close()
