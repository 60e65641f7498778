"""What the buttons beside the alarm list wish for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from console.models.alarm_order import PRIORITY, AlarmSort
from console.views.device_search import DeviceSearch
from console.views.guidance_dialog import GuidanceDialog
from console.views.main_window import MainWindow
from console.views.reason_dialog import ReasonDialog
from devices.alarms import AlarmFigures
from procedures.intents import Acknowledge, Intent, OutOfService, ReturnToService, Unshelve
from procedures.snapshot import AlarmState, Snapshot

LEFT = Qt.MouseButton.LeftButton
Open = Callable[..., MainWindow]
Wishes = Callable[[MainWindow], list[object]]


def with_state(picture: Snapshot, state: AlarmState) -> Snapshot:
    """Return the picture with its acknowledged alarm, which is shown in row 1, in `state`."""
    rows = tuple(
        replace(alarm, state=state) if alarm.id == "stale" else alarm for alarm in picture.alarms
    )
    return replace(picture, alarms=rows)


def reasoned(window: MainWindow, reason: str) -> None:
    """Give the reason that the open dialog asks for."""
    dialog = window.findChild(ReasonDialog)
    assert dialog is not None
    QTest.keyClicks(dialog.reason, reason)
    QTest.mouseClick(dialog.go, LEFT)


def test_a_shelved_alarm_is_taken_from_the_shelf_by_one_press(
    open_window: Open, wishes: Wishes, picture: Snapshot
) -> None:
    window = open_window(with_state(picture, AlarmState.SHELVED))
    heard = wishes(window)
    window.alarms.list.selectRow(1)
    assert window.alarms.verbs.shelve.text() == "Unshelve"
    QTest.mouseClick(window.alarms.verbs.shelve, LEFT)
    assert heard == [Unshelve("stale")]


@pytest.mark.parametrize(
    ("state", "intent"),
    [
        (AlarmState.ACKNOWLEDGED, OutOfService("stale", "new meter")),
        (AlarmState.OUT_OF_SERVICE, ReturnToService("stale", "new meter")),
    ],
)
def test_out_of_service_and_back_want_a_reason(
    open_window: Open, wishes: Wishes, picture: Snapshot, state: AlarmState, intent: Intent
) -> None:
    window = open_window(with_state(picture, state))
    heard = wishes(window)
    window.alarms.list.selectRow(1)
    QTest.mouseClick(window.alarms.verbs.service, LEFT)
    reasoned(window, "new meter")
    assert heard == [intent]


def test_an_alarm_is_acknowledged_with_a_comment(
    open_window: Open, wishes: Wishes, picture: Snapshot
) -> None:
    window = open_window(picture)
    heard = wishes(window)
    window.alarms.list.selectRow(0)
    QTest.mouseClick(window.alarms.verbs.comment, LEFT)
    reasoned(window, "crew is on its way")
    assert heard == [Acknowledge("group", "crew is on its way")]


def test_a_first_out_unfolds_by_key_and_by_button(open_window: Open, picture: Snapshot) -> None:
    child = replace(picture.alarms[0], id="child", parent="group", state=AlarmState.SUPPRESSED)
    head = replace(picture.alarms[1], folded=1)
    window = open_window(replace(picture, alarms=(head, child)))
    window.alarms.list.setFocus()
    QTest.keyClick(window.alarms.list, Qt.Key.Key_Down)  # chooses the only row
    QTest.keyClick(window.alarms.list, Qt.Key.Key_Right)
    assert [row.id for row in window.alarms.table.rows] == ["group", "child"]
    QTest.mouseClick(window.alarms.verbs.fold, LEFT)
    assert [row.id for row in window.alarms.table.rows] == ["group"]
    QTest.keyClicks(window.alarms.list, "/")
    assert window.findChild(DeviceSearch) is not None, "a device is looked for from a list, too"


def test_the_key_takes_the_gravest_alarm_however_the_list_is_sorted(
    open_window: Open, wishes: Wishes, picture: Snapshot
) -> None:
    grave = replace(picture.alarms[0], state=AlarmState.UNACKNOWLEDGED, priority=2)
    low = replace(grave, id="low", priority=3, time_s=grave.time_s + 5.0)
    window = open_window(replace(picture, alarms=(grave, low)))
    heard = wishes(window)
    window.alarms.table.sort_by(AlarmSort(PRIORITY, down=True))
    assert [row.id for row in window.alarms.table.rows] == ["low", grave.id]
    window.alarms.list.clearSelection()
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert heard == [Acknowledge(grave.id)]


def test_a_flood_is_said_beside_the_tabs(open_window: Open, picture: Snapshot) -> None:
    figures = AlarmFigures(shown=14, raw=40, flood=True, chattering=(), standing=())
    window = open_window(replace(picture, alarm_figures=figures))
    assert window.alarms._flood.isVisible()
    assert window.alarms._flood.text() == "FLOOD: 14 in 10 min"
    window.present(replace(picture, alarm_figures=replace(figures, flood=False)))
    assert not window.alarms._flood.isVisible()


def test_the_figures_have_a_page_of_their_own(open_window: Open, picture: Snapshot) -> None:
    figures = AlarmFigures(shown=1, raw=1, flood=False, chattering=(), standing=())
    window = open_window(replace(picture, alarm_figures=figures))
    window.alarms.tabs.setCurrentIndex(2)
    assert window.alarms.figures.isVisible()
    assert not window.alarms.verbs.isVisible()


def test_the_card_of_an_alarm_tells_how_long_there_is_to_act_and_its_deadband(
    open_window: Open, picture: Snapshot
) -> None:
    timed = replace(
        picture.alarms[1], act_within_s=300.0, delay_s=5.0, deadband=2.0, deadband_unit="%"
    )
    window = open_window(replace(picture, alarms=(timed,)))
    window.alarms.list.selectRow(0)
    QTest.mouseClick(window.alarms.verbs.guidance, LEFT)
    dialog = window.findChild(GuidanceDialog)
    assert dialog is not None
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert "act within 5 min · comes after 5 s · deadband 2 %" in texts
    dialog.close()
