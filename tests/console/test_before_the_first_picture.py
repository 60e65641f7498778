"""What a window does before its first picture, and what it leaves until somebody looks."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from console.layout_memory import settings
from console.models.presets import MESSAGES, TRENDS
from console.translation import Translation
from console.views.main_window import MainWindow
from devices.site.site import Site
from procedures.snapshot import Snapshot
from tests.console.drills import drill_of
from tests.console.looking import settle


def test_the_first_picture_of_a_drill_moves_no_panel_and_makes_no_plot_that_nobody_sees(
    site: Site, translation: Translation, picture: Snapshot, qtbot: QtBot
) -> None:
    window = MainWindow(site, translation, settings(), layout="laptop")
    qtbot.addWidget(window)
    window.expect_drill()
    window.show()
    settle()
    before = window.arrangement.layout_now
    assert MESSAGES in before.panels
    window.present(replace(picture, drill=drill_of()))
    settle()
    assert window.arrangement.layout_now == before
    assert not window.trends.linked.plots
    window.arrangement.bring_forward(TRENDS)
    settle()
    assert [plot.trend for plot in window.trends.linked.plots] == list(site.trends)
