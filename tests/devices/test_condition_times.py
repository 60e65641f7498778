"""Times of day and standing alarms in conditions: 07:00 is a number, unknown stays unknown."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from devices import messages
from devices.conditions import ConditionError, compile_condition
from devices.picture import Picture
from devices.site import load_site

SUNDAY, MONDAY = 22, 23


class Seen:
    """Values as a condition sees them; what is not here is unknown."""

    def __init__(self, values: Mapping[str, float]) -> None:
        self._values = values

    def value(self, name: str) -> float | None:
        return self._values.get(name)

    def age_s(self, name: str) -> float | None:
        return None

    def changed(self, name: str) -> bool | None:
        return None


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize("minute", [0, 1, 7, 9, 10, 30, 59])
def test_a_time_is_its_minutes_since_midnight_to_the_last_minute(hour: int, minute: int) -> None:
    text = f"clock.time == {hour:02}:{minute:02}"
    condition = compile_condition(text)
    now = float(60 * hour + minute)
    assert condition.evaluate(Seen({"clock.time": now})) is True
    assert condition.evaluate(Seen({"clock.time": now + 1.0})) is False
    assert condition.evaluate(Seen({})) is None
    assert condition.atoms()[0].source == text  # nothing of it is cut off


def test_a_span_holds_from_its_first_to_its_last_minute() -> None:
    condition = compile_condition("clock.time within 07:00..09:00 and not (clock.time >= 24:00)")
    truths = [condition.evaluate(Seen({"clock.time": t})) for t in (419.0, 420.0, 540.0, 541.0)]
    assert truths == [False, True, True, False]
    assert pickle.loads(pickle.dumps(condition)) == condition


@pytest.mark.parametrize(
    "text",
    [
        "clock.time > 25:00",
        "clock.time > 7:00",
        "clock.time > 07:60",
        "clock.time > 07:00:00",
        "clock.time > 24:01",
        "clock.time within 22:00..06:00",
        "clock.time > 07:",
        "clock.time > 07:00am",
    ],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ConditionError):
        compile_condition(text)


def test_every_site_knows_time_of_day_weekend_and_standing_alarms_once_it_has_looked() -> None:
    site = load_site("kobe-shelter")
    picture = Picture(site)
    none_yet = compile_condition("alarms.p1 == 0 and clock.time < 24:00")
    assert none_yet.evaluate(picture) is None
    picture.set_sitting((0, 2, 1), datetime(2026, 11, SUNDAY, 7, 5, tzinfo=UTC))
    assert none_yet.evaluate(picture) is True
    assert compile_condition("alarms.p2 == 2 and clock.weekend").evaluate(picture) is True
    assert picture.words_with_unit("clock.time").en == "07:05"
    before = picture.revision
    picture.set_sitting((0, 2, 1), datetime(2026, 11, SUNDAY, 7, 5, 59, tzinfo=UTC))
    assert picture.revision == before  # within the minute nothing is judged anew
    picture.set_sitting((0, 2, 1), datetime(2026, 11, MONDAY, 7, 6, tzinfo=UTC))
    assert compile_condition("clock.weekend").evaluate(picture) is False


@pytest.mark.parametrize(
    ("text", "column", "given", "near"),
    [
        ("clock.time within 7:00..9:00", 19, "7:00", "07:00"),
        ("clock.time within 07:00..9:05", 26, "9:05", "09:05"),
        ("clock.time within 07:00..25:00", 26, "25:00", ""),
        ("clock.time > 22:60", 14, "22:60", ""),
        ("clock.time > 07:00:30", 14, "07:00:30", "07:00"),
        ("clock.time > 7:15pm", 14, "7:15pm", "19:15"),
        ("clock.time > 12:30am", 14, "12:30am", "00:30"),
        ("clock.time > 13:00pm", 14, "13:00pm", ""),
        ("clock.time > 07：00", 14, "07：00", "07:00"),
        ("clock.time > 07:", 14, "07:", ""),
        ("clock.time > 7:5", 14, "7:5", ""),
    ],
)
def test_what_is_nearly_a_time_is_told_at_its_column_with_the_right_form(
    text: str, column: int, given: str, near: str
) -> None:
    with pytest.raises(ConditionError) as caught:
        compile_condition(text)
    error = caught.value
    assert (error.column, error.arguments["given"]) == (column, given)
    assert error.arguments.get("near", "") == near
    for language in ("en", "ja"):
        words = messages.text(language, error.key, **error.arguments)
        assert "23:59" in words
        assert near in words


def test_a_span_over_midnight_is_refused_in_the_times_as_written_and_how_to_write_it() -> None:
    with pytest.raises(ConditionError) as caught:
        compile_condition("clock.weekend and clock.time within 22:00..06:00")
    error = caught.value
    assert error.column == 37
    for language in ("en", "ja"):
        words = messages.text(language, error.key, **error.arguments)
        assert "clock.time >= 22:00 or clock.time < 06:00" in words
        assert "1320" not in words
    compile_condition("clock.weekend and (clock.time >= 22:00 or clock.time < 06:00)")


def test_an_empty_range_of_numbers_is_told_as_written() -> None:
    with pytest.raises(ConditionError, match=r"50\.20 is above 49\.8"):
        compile_condition("island.f_hz within 50.20..49.8")
