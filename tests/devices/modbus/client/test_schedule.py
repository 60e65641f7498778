"""Polls come at absolute times: no drift, and what was missed is not made up for."""

from __future__ import annotations

import pytest

from devices.modbus.client import Lateness, Schedule


def test_due_times_stay_on_the_grid_however_long_a_poll_takes() -> None:
    schedule = Schedule(100.0, 0.1)
    dues_s = []
    for took_s in (0.001, 0.099, 0.05, 0.0):
        dues_s.append(schedule.due_s)
        schedule.after(schedule.due_s + took_s)
    assert dues_s == pytest.approx([100.0, 100.1, 100.2, 100.3])


def test_missed_times_are_left_out() -> None:
    schedule = Schedule(100.0, 0.1)
    schedule.after(100.57)
    assert schedule.due_s == pytest.approx(100.6)


def test_a_poll_that_began_early_does_not_come_twice() -> None:
    schedule = Schedule(100.0, 1.0)
    schedule.after(99.2)
    assert schedule.due_s == 101.0


def test_lateness_keeps_the_newest_in_order() -> None:
    lateness = Lateness()
    for number in range(25_000):
        lateness.note(float(number))
    newest = lateness.newest_s()
    assert newest[-1] == 24_999.0
    assert len(newest) == 20_000
    assert list(newest) == sorted(newest)
