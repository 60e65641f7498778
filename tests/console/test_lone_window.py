"""Another window of a sitting as the only one, and from the View menu of the main window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console.lone_window import LoneWindow
from console.translation import Translation
from console.views.main_window import MainWindow
from console.views.trouble_dialog import TroubleDialog
from console.windows import WINDOWS
from devices.site import Site
from devices.words import same
from procedures.snapshot import AlarmState, AlarmView, Snapshot


@pytest.mark.parametrize("view", [door.name for door in WINDOWS])
def test_a_window_alone_shows_pictures_says_troubles_and_closes_the_sitting(
    qtbot: QtBot, site: Site, translation: Translation, picture: Snapshot, view: str
) -> None:
    alone = LoneWindow(view, site, translation)
    window = alone.window
    assert isinstance(window, QWidget)
    qtbot.addWidget(window)
    alone.show()
    alone.present(picture)
    alone.show_trouble(same("OSError: the disk is full"))
    assert alone.sitting_trouble == same("OSError: the disk is full")
    for dialog in window.findChildren(TroubleDialog):
        assert dialog.isVisible()
        dialog.accept()
    with qtbot.waitSignal(alone.closing):
        alone.close()


def test_a_caretaker_alone_hears_alarms_and_f8_silences_them_but_a_hall_display_is_silent(
    qtbot: QtBot, site: Site, translation: Translation, picture: Snapshot
) -> None:
    assert LoneWindow("public", site, translation).sound is None
    alone = LoneWindow("facility", site, translation)
    window, sound = alone.window, alone.sound
    assert isinstance(window, QWidget)
    assert sound is not None
    qtbot.addWidget(window)
    words = same("Fire")
    told = (words, words, words, words)
    unseen = AlarmState.UNACKNOWLEDGED
    fire = AlarmView("fire", 1, "bess", *told, unseen, active=True, time_s=1.0, value=words)
    alone.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    alone.present(replace(picture, alarms=(fire,), replay=None))
    assert sound.sounding is not None
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert sound.sounding is None


def test_the_view_menu_opens_each_window_once_and_closes_it_with_the_main_one(
    open_window: Callable[..., MainWindow], picture: Snapshot
) -> None:
    main = open_window(picture, (1280, 800))
    opened = [main.others.show(door.name, picture) for door in WINDOWS]
    assert [main.others.show(door.name, picture) for door in WINDOWS] == opened
    main.present(picture)
    assert all(isinstance(one, QWidget) and one.isVisible() for one in opened)
    main.close()
    QApplication.processEvents()
    assert main.others._open == {}
