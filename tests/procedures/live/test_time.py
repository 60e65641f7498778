"""Real time in a live sitting: it is followed, and what befalls it is told and closes the key."""

from __future__ import annotations

from typing import Any

import pytest

from devices.events import EventKind
from procedures import intents
from procedures.live import TOLD_S


def clock_lines(s: Any) -> list[str]:
    return [line.words.en for line in s.look.events if line.kind == "clock"]


def active_alarms(s: Any) -> set[str]:
    return {alarm.id for alarm in s.look.alarms if alarm.active}


def test_it_goes_as_far_as_time_has_really_passed_in_one_step(seat: Any) -> None:
    s = seat()
    s.hand.go(12.5)
    s.sitting.advance(1e9)
    assert s.sitting.now_s == pytest.approx(12.5)
    assert s.plant.now_s == pytest.approx(12.5)


def test_a_stall_is_caught_up(seat: Any) -> None:
    s = seat()
    s.go(0.1)
    s.go(30.0)
    assert s.sitting.now_s == pytest.approx(30.1)
    assert s.look.time_s == s.sitting.real_now_s


def test_a_wish_is_judged_by_what_is_so_now(seat: Any) -> None:
    s = seat()
    s.granted(intents.Arm("ozawa"))
    s.granted(intents.Select("server", "open", role="MGC"))
    s.hand.sleep(600.0)
    assert s.wish(intents.Execute()) != ()  # before any tick came
    assert s.plant.written == []


def test_a_suspension_is_told_and_disarms(seat: Any) -> None:
    s = seat()
    s.granted(intents.Arm("ozawa"))
    s.hand.sleep(900.0)
    s.go(0.1)
    assert s.look.live.armed_by == ""
    assert not s.plant.permitted
    assert "900 s" in clock_lines(s)[0]
    assert "time-sync" not in active_alarms(s)  # the time of day is right all the same
    kinds = [e.kind for e in s.events(EventKind.CLOCK, EventKind.SITTING_DISARMED)]
    assert kinds == [EventKind.CLOCK, EventKind.SITTING_DISARMED]


@pytest.mark.parametrize(("step_s", "word"), [(45.0, "forward"), (-3600.0, "back")])
def test_a_clock_that_is_set_is_told_disarms_and_raises_the_alarm_of_the_site(
    seat: Any, step_s: float, word: str
) -> None:
    s = seat()
    s.granted(intents.Arm("ozawa"))
    s.hand.wall_s += step_s
    s.go(0.1)
    assert word in clock_lines(s)[0]
    assert s.look.live.armed_by == ""
    s.go(5.0)
    assert "time-sync" in active_alarms(s)
    s.go(TOLD_S)
    s.go(60.0)
    assert "time-sync" not in active_alarms(s)


def test_the_time_of_day_is_the_computers(seat: Any) -> None:
    s = seat()
    s.go(60.0)
    assert s.look.clock.timestamp() == pytest.approx(s.hand.wall_s)
    s.hand.wall_s += 7200.0
    s.go(0.1)
    assert s.look.clock.timestamp() == pytest.approx(s.hand.wall_s)


def test_quiet_time_tells_nothing(seat: Any) -> None:
    s = seat()
    for _ in range(50):
        s.go(0.1)
    assert clock_lines(s) == []
