"""Numbers, times and readings as people read them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from console import formatting
from devices.signals import Quality, Reading, Signal
from devices.words import Words, same

POWER = Signal("b.p_kw", same("P"), "kW", -100, 100, decimals=1)
SWITCH = Signal("k.position", same("K"), states=("open",), state_words=(Words("open", "切"),))


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "00:00"), (61.9, "01:01"), (3661, "1:01:01"), (None, "—")]
)
def test_spans_read_as_minutes_and_from_an_hour_on_with_hours(
    seconds: float | None, text: str
) -> None:
    assert formatting.span(seconds) == text


@pytest.mark.parametrize(
    ("value_h", "text"), [(38.2, "38"), (4.54, "4.5"), (400.0, "100+"), (None, "—")]
)
def test_hours_get_a_decimal_when_they_run_short(value_h: float | None, text: str) -> None:
    assert formatting.hours(value_h) == text


def test_a_signal_in_hours_never_shows_the_figure_that_stands_for_no_end() -> None:
    left = Signal("island.hours_left_h", same("Left"), "h", 0, 1000, decimals=1)
    reading = Reading(999.0, Quality.GOOD, 0.0)
    assert formatting.shown(left, reading, 0.0, "en").text == "100+ h"


def test_a_negative_number_has_a_true_minus_and_zero_has_none() -> None:
    assert formatting.plain(-12.34, 1) == "−12.3"
    assert formatting.plain(-0.01, 1) == "0.0"


def test_a_time_before_now_is_told_as_time_of_day() -> None:
    assert (
        formatting.time_at(datetime(2026, 1, 1, 12, 0, 10, tzinfo=UTC), 100.0, 90.0) == "12:00:00"
    )


def test_a_stale_reading_keeps_its_value_and_tells_its_age() -> None:
    shown = formatting.shown(POWER, Reading(5.0, Quality.STALE, 40.0), 100.0, "en")
    assert (shown.text, shown.known, shown.age_s) == ("5.0 kW ?", False, 60.0)


def test_a_bad_reading_shows_no_value() -> None:
    assert formatting.shown(POWER, Reading(5.0, Quality.BAD, 40.0), 100.0, "en").text == "—"


def test_a_reported_state_is_marked_as_such_in_the_language_spoken() -> None:
    shown = formatting.shown(SWITCH, Reading("open", Quality.MANUAL, 1.0, "kato"), 2.0, "ja")
    assert (shown.text, shown.manual) == ("切", True)
