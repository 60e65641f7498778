"""What the window of a live sitting says when devices fall silent or nothing is supplied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from console import formatting
from console.views.main_window import MainWindow
from devices.signals import Quality, Reading, Value
from devices.words import same
from procedures.snapshot import AlarmState, EventLine, Snapshot

Open = Callable[..., MainWindow]
LEFT = Qt.MouseButton.LeftButton


def with_values(picture: Snapshot, **values: Value) -> Snapshot:
    """Return the picture with other readings; `__` stands for the dot."""
    read = {
        name.replace("__", "."): Reading(value, Quality.GOOD, picture.time_s)
        for name, value in values.items()
    }
    return replace(picture, values={**picture.values, **read})


def supply_left(window: MainWindow) -> str:
    return window.top_bar._figures["island.hours_left_h"]._value.text()


def test_a_battery_that_feeds_nothing_has_no_hours_left(
    open_window: Open, live_picture: Snapshot
) -> None:
    endless = with_values(live_picture, island__hours_left_h=277.0)
    dead = with_values(endless, island__supply="dead", bess__state="tripped")
    window = open_window(dead)
    assert supply_left(window) == formatting.NOTHING
    window.present(with_values(endless, island__supply="utility", bess__state="stopped"))
    assert supply_left(window) == formatting.NOTHING
    window.present(with_values(endless, island__supply="island", bess__state="running"))
    assert supply_left(window) == "100+"


def test_that_the_console_disarmed_by_itself_is_said_until_somebody_understood_it(
    open_window: Open, live_picture: Snapshot
) -> None:
    def told(who: str, number: int) -> EventLine:
        words = same("live control disarmed: no device answers any more")
        return EventLine(number, live_picture.time_s, "sitting.disarmed", "odawara", who, words)

    events = live_picture.events
    number = events[-1].number
    by_hand = replace(live_picture, events=(*events, told("ozawa", number + 1)))
    window = open_window(by_hand)
    assert not window.notice.isVisible(), "who disarms knows it"
    window.present(replace(by_hand, events=(*by_hand.events, told("", number + 2))))
    assert window.notice.isVisible()
    assert "no device answers" in window.notice.text.text()
    QTest.mouseClick(window.notice.understood, LEFT)
    assert not window.notice.isVisible()


def test_before_its_first_picture_a_live_window_looks_neither_simulated_nor_known(
    open_window: Open, live_picture: Snapshot
) -> None:
    window = open_window()
    assert window.border.isVisible(), "what is not said to be live is not"
    window.expect_live()
    assert not window.border.isVisible()
    assert window.top_bar._badge.text() == "LIVE"
    assert not window.top_bar._speed.isVisible()
    symbols = window.centre.one_line._items.values()
    assert not any(symbol.isVisible() for symbol in symbols), "no switch stands anywhere yet"
    window.show_trouble(same("The record cannot be written."))
    assert not window.border.isVisible()
    window.present(live_picture)
    assert all(symbol.isVisible() for symbol in symbols)


def test_an_alarm_of_no_device_marks_none_on_the_one_line(
    open_window: Open, live_picture: Snapshot
) -> None:
    alarm = replace(live_picture.alarms[0], id="no-device-answers", device="", priority=1)
    alarm = replace(alarm, active=True, state=AlarmState.UNACKNOWLEDGED)
    window = open_window(replace(live_picture, alarms=(alarm,)))
    states = [symbol.state for symbol in window.centre.one_line._items.values()]
    assert not any(state.alarm == 1 for state in states)
