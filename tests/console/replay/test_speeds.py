"""One list of speeds everywhere, and a speed of the command line is shown as it is."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from console.translation import Translation
from console.views.replay.bar import ReplayBar
from console.views.speed_control import SpeedControl
from console.views.start.window import StartPage
from console.wishes import SPEEDS
from devices.site import Site


def test_start_page_windows_and_replay_offer_the_same_speeds(
    qtbot: QtBot, site: Site, translation: Translation, tmp_path: Path
) -> None:
    bar = ReplayBar(site, translation, lambda _: None, 1.0)
    control, page = SpeedControl(1.0), StartPage(translation, tmp_path, site=site.name)
    for widget in (bar, control, page):
        qtbot.addWidget(widget)
    for box in (bar.speeds, control.speeds, page.choices.speed):
        assert tuple(float(box.itemData(row)) for row in range(box.count())) == SPEEDS


def test_a_speed_that_is_not_in_the_list_is_shown_as_it_is(
    qtbot: QtBot, site: Site, translation: Translation
) -> None:
    bar, control = ReplayBar(site, translation, lambda _: None, 30.0), SpeedControl(30.0)
    for widget in (bar, control):
        qtbot.addWidget(widget)
    assert (bar.speed, bar.speeds.currentText()) == (30.0, "30×")
    assert (control.speed, control.speeds.currentText()) == (30.0, "30×")
