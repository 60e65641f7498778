"""Panels are moved, stacked, floated, closed and brought back, and all of it is remembered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from console.models.panel_layout import Afloat, layout_from
from console.models.presets import (
    CONTROL_ROOM,
    LAPTOP,
    PANELS,
    PRESETS,
    TRAINING_ROOM,
    TWO_MONITORS,
)
from console.views.docking.float_window import FloatWindow, beside, on_a_screen
from console.views.docking.pieces import splits
from console.views.main_window import MainWindow
from procedures.snapshot import Snapshot

Open = Callable[..., MainWindow]
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def parts(window: MainWindow) -> dict[str, QWidget]:
    return {
        "procedure": window.procedure,
        "one_line": window.centre,
        "trends": window.trends,
        "talk": window.talk,
        "alarms": window.alarms,
    }


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def shares(window: MainWindow) -> list[list[float]]:
    return [list(split.shares) for split in splits(window.arrangement._root)]


def test_a_panel_goes_to_an_edge_behind_a_tab_afloat_and_away_and_comes_back(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(picture)
    area = window.arrangement
    area.move_panel("talk", "", "left")
    settle()
    assert window.talk.mapTo(area, QPoint()).x() < window.procedure.mapTo(area, QPoint()).x()
    area.move_panel("talk", "alarms", None)
    settle()
    assert window.talk.isVisible()
    assert not window.alarms.isVisible()
    area.bring_forward("alarms")
    assert window.alarms.isVisible()
    area.float_panel("trends")
    afloat = window.trends.window()
    assert isinstance(afloat, FloatWindow)
    assert afloat.isVisible()
    assert afloat.windowTitle().startswith("[DRILL] Trends – ")
    assert afloat.border.isVisible()
    afloat.close()
    assert window.trends.window() is window
    assert window.trends.isVisible()
    area.close_panel("one_line")
    assert not window.centre.isVisible()
    area.close_panel("procedure")
    assert window.procedure.isVisible()
    area.dock_panel("one_line")
    settle()
    assert all(part.isVisible() for name, part in parts(window).items() if name != "talk")


def test_what_floats_comes_up_beside_the_procedure_and_stays_before_the_window() -> None:
    screen, usual = QRect(0, 0, 1920, 1080), QRect(384, 216, 1152, 648)
    for procedure in (QRect(20, 80, 660, 760), QRect(900, 80, 1000, 760)):
        found = beside(usual, procedure, screen)
        assert not found.intersects(procedure)
        assert screen.contains(found)
        assert found.width() > 800
    assert beside(usual, QRect(0, 0, 1900, 1080), screen).width() == 360


def test_strips_stand_over_the_panels_only_while_they_are_arranged(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(picture)
    area = window.arrangement
    strips = [host.strip for name, host in area._hosts.items() if name not in area.absent]
    assert not any(strip.isVisible() for strip in strips)
    QTest.keyClick(window, Qt.Key.Key_A, CONTROL_SHIFT)
    assert all(strip.isVisible() for strip in strips)
    assert not window.talk._head.isVisible(), "one title is enough"
    talk = window.arrangement._hosts["talk"].strip
    to = window.arrangement._hosts["procedure"]
    at, left = QPoint(20, 8), QPoint(to.width() // 4, to.height() // 2)
    QTest.mousePress(talk, Qt.MouseButton.LeftButton, pos=at)
    for place in (QPoint(60, 60), talk.mapFromGlobal(to.mapToGlobal(left))):
        QTest.mouseMove(talk, place)
    assert window.arrangement._mark.isVisible()
    QTest.mouseRelease(talk, Qt.MouseButton.LeftButton, pos=place)
    settle()
    area = window.arrangement
    assert window.talk.mapTo(area, QPoint()).x() < window.procedure.mapTo(area, QPoint()).x()
    QTest.keyClick(window, Qt.Key.Key_0, CONTROL_SHIFT)
    settle()
    assert sorted(area.layout_now.panels) == sorted(PANELS)


def test_every_move_is_in_a_menu_that_the_keyboard_reaches(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(picture)
    window.arrangement.arrange(True)
    strip = window.arrangement._hosts["talk"].strip
    assert strip.move_button.focusPolicy() & Qt.FocusPolicy.TabFocus
    strip.move_menu.aboutToShow.emit()
    moves = {action.text(): action for action in strip.move_menu.actions()}
    moves["To the lower edge"].trigger()
    settle()
    assert window.arrangement.layout_now.panels[-1] == "talk"


def test_the_layout_is_kept_for_the_next_time(open_window: Open, picture: Snapshot) -> None:
    window = open_window(picture)
    window.arrangement.move_panel("talk", "procedure", "below")
    window.arrangement.float_panel("trends", Afloat((40, 60, 700, 640)))
    columns = splits(window.arrangement._root)[1]
    columns.setSizes([500, 900, 400])
    columns.splitterMoved.emit(500, 1)
    kept = window.arrangement.layout_now
    window.close()
    again = open_window(picture)
    now = again.arrangement.layout_now
    assert now.panels == kept.panels
    assert [pytest.approx(s, abs=0.01) for s in shares(window)] == shares(again)
    assert again.trends.window().geometry().getRect() == (40, 60, 700, 640)
    assert again.trends.isVisible()
    again.close()


def test_each_preset_keeps_what_was_made_of_it(open_window: Open, picture: Snapshot) -> None:
    window = open_window(picture, (1280, 800))
    window.choose_preset(LAPTOP)
    settle()
    assert window.centre.width() > 650
    assert not window.trends.isVisible()
    window.arrangement.move_panel("talk", "procedure", "below")
    window.choose_preset(TRAINING_ROOM)
    settle()
    assert window.talk.height() > 150
    window.choose_preset(LAPTOP)
    settle()
    assert window.talk.isVisible()
    window.back_to_usual()
    settle()
    assert not window.talk.isVisible()


def test_two_monitors_on_one_screen_keep_everything_in_the_window(
    open_window: Open, picture: Snapshot
) -> None:
    assert len(QGuiApplication.screens()) == 1
    window = open_window(picture)
    window.choose_preset(TWO_MONITORS)
    settle()
    assert all(part.window() is window for part in parts(window).values())
    assert all(part.isVisible() for part in parts(window).values())


def test_what_floated_on_a_screen_that_is_gone_comes_onto_one_that_is_left(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(picture)
    window.arrangement.float_panel("one_line", Afloat((5000, 3000, 900, 700), "HDMI-2"))
    there = QGuiApplication.primaryScreen().availableGeometry()
    assert there.contains(window.centre.window().geometry())
    assert on_a_screen(there.adjusted(10, 10, -10, -10)) == there.adjusted(10, 10, -10, -10)


@pytest.mark.parametrize(
    "kept",
    [
        "not JSON",
        "[]",
        '{"tree": 3, "closed": [], "afloat": {}}',
        '{"tree": {"stack": ["procedure", "trends"]}, "closed": [], "afloat": {}}',
        '{"tree": {"across": true, "parts": [], "shares": []}, "closed": [], "afloat": {}}',
    ],
)
def test_a_broken_layout_falls_back_to_the_preset(
    open_window: Open, picture: Snapshot, tmp_path: Path, kept: str
) -> None:
    assert layout_from(kept, frozenset(PANELS)) is None


def test_a_window_with_a_broken_layout_has_its_usual_places(
    open_window: Open, picture: Snapshot, tmp_path: Path
) -> None:
    store = QSettings(str(tmp_path / "layout.ini"), QSettings.Format.IniFormat)
    store.setValue("layout/preset", "control-room")
    store.setValue("layout/control-room", '{"tree": {"stack": ["gone"]}}')
    store.sync()
    window = open_window(picture)
    assert sorted(window.arrangement.layout_now.panels) == sorted(PANELS)


def test_layouts_survive_being_written(open_window: Open, picture: Snapshot) -> None:
    for preset in PRESETS:
        assert layout_from(preset.layout.to_text(), frozenset(PANELS)) == preset.layout


def test_a_plot_goes_into_a_window_of_its_own_and_back_with_the_time_of_the_others(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(picture)
    area, trends = window.arrangement, window.trends
    soc, frequency = trends.plots[0], trends.plots[1]
    trends.setFocus()
    trends.linked.choose(soc)
    QTest.keyClick(trends, Qt.Key.Key_W)
    settle()
    afloat = soc.window()
    assert isinstance(afloat, FloatWindow)
    assert afloat.windowTitle().startswith("[DRILL] State of charge – ")
    assert frequency.window() is window
    (lone,) = area.taken_out
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Left):
        QTest.keyClick(lone, key)
    assert soc.shown == frequency.shown
    assert soc._cursor.isVisible()
    assert frequency._cursor.value() == soc._cursor.value()
    area.dock_panel("plot.soc")
    settle()
    assert soc.window() is window
    assert soc.isVisible()
    assert lone.mapTo(window, QPoint()).y() > trends.mapTo(window, QPoint()).y()
    kept = area.layout_now
    window.close()
    again = open_window(picture)
    assert again.arrangement.layout_now.panels == kept.panels
    assert not again.trends.isAncestorOf(again.trends.plots[0])
    again.back_to_usual()
    settle()
    assert again.trends.isAncestorOf(again.trends.plots[0])
    assert again.trends.plots[0].isVisible()
    assert sorted(again.arrangement.layout_now.panels) == sorted(PANELS)
    again.close()


def test_the_view_menu_names_every_plot_that_can_be_taken_out(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(picture)
    window.view_menu.fill()
    apart = next(a.menu() for a in window.view_menu.actions() if a.text().startswith("In a window"))
    entry = next(action for action in apart.actions() if action.text() == "Frequency")
    entry.trigger()
    settle()
    frequency = window.trends.plots[1]
    assert isinstance(frequency.window(), FloatWindow)
    frequency.window().close()
    settle()
    assert window.trends.isAncestorOf(frequency)


def test_a_plot_of_another_site_in_a_kept_layout_is_let_go() -> None:
    kept = CONTROL_ROOM.layout.lending("plot.elsewhere", "trends")
    layout = layout_from(kept.to_text(), frozenset(PANELS))
    assert layout is not None
    assert layout.leaving("plot.elsewhere").panels == CONTROL_ROOM.layout.panels
