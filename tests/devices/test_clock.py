"""The clock of a live sitting: real time, and what befalls the time of a computer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from devices.clock import Disturbance, Instants, RealTime, Trouble, computer_clocks

EIGHT = datetime(2026, 5, 30, 8, 0, tzinfo=UTC)


@dataclass
class Computer:
    """Clocks that a test moves."""

    boot_s: float = 500.0
    awake_s: float = 400.0  # it has slept before
    wall_s: float = EIGHT.timestamp()

    def __call__(self) -> Instants:
        return Instants(self.boot_s, self.awake_s, self.wall_s)

    def work(self, seconds: float) -> None:
        self.boot_s += seconds
        self.awake_s += seconds
        self.wall_s += seconds

    def sleep(self, seconds: float) -> None:
        self.boot_s += seconds
        self.wall_s += seconds

    def set_by(self, seconds: float) -> None:
        self.wall_s += seconds


@pytest.fixture
def computer() -> Computer:
    return Computer()


def test_time_passes_as_it_really_does_suspended_or_not(computer: Computer) -> None:
    clock = RealTime(computer)
    assert clock.elapsed_s() == 0.0
    computer.work(10.0)
    computer.sleep(3600.0)
    assert clock.elapsed_s() == pytest.approx(3610.0)


def test_setting_the_time_of_day_does_not_move_plant_time(computer: Computer) -> None:
    clock = RealTime(computer)
    computer.work(10.0)
    computer.set_by(-7200.0)
    assert clock.elapsed_s() == pytest.approx(10.0)


def test_undisturbed_time_is_not_told(computer: Computer) -> None:
    clock = RealTime(computer)
    for _ in range(100):
        computer.work(0.1)
        computer.set_by(0.0001)  # what a time server mends
        assert clock.look() == ()


def test_a_suspension_is_told_once_with_its_length(computer: Computer) -> None:
    clock = RealTime(computer)
    computer.work(1.0)
    computer.sleep(1800.0)
    (told,) = clock.look()
    assert told.trouble is Trouble.SUSPENDED
    assert told.seconds == pytest.approx(1800.0)
    computer.work(1.0)
    assert clock.look() == ()


def test_a_console_that_stood_still_on_a_running_computer_is_told(computer: Computer) -> None:
    clock = RealTime(computer)
    computer.work(20.0)
    assert clock.look() == (Disturbance(Trouble.STALLED, pytest.approx(20.0)),)
    computer.work(5.0)
    assert clock.look() == ()


@pytest.mark.parametrize(
    ("step_s", "trouble"), [(60.0, Trouble.SET_FORWARD), (-2.0, Trouble.SET_BACK)]
)
def test_a_clock_that_was_set_is_told_with_by_how_much(
    computer: Computer, step_s: float, trouble: Trouble
) -> None:
    clock = RealTime(computer)
    computer.work(5.0)
    computer.set_by(step_s)
    assert clock.look() == (Disturbance(trouble, pytest.approx(abs(step_s))),)


def test_both_can_befall_it_between_two_looks(computer: Computer) -> None:
    clock = RealTime(computer)
    computer.sleep(100.0)
    computer.set_by(-30.0)
    assert [one.trouble for one in clock.look()] == [Trouble.SUSPENDED, Trouble.SET_BACK]


def test_the_time_of_day_is_the_computers_and_the_past_keeps_its_own(computer: Computer) -> None:
    clock = RealTime(computer)
    computer.work(60.0)
    clock.look()
    clock.advance_to(clock.elapsed_s())
    assert clock.time_of_day() == EIGHT + timedelta(seconds=60)
    computer.work(60.0)
    computer.set_by(3600.0)
    clock.look()
    clock.advance_to(clock.elapsed_s())
    assert clock.time_of_day() == EIGHT + timedelta(seconds=3720)
    assert clock.time_of_day(60.0) == EIGHT + timedelta(seconds=60)
    assert clock.start == EIGHT


def test_the_time_of_day_is_in_the_zone_of_the_computer() -> None:
    clock = RealTime()
    assert clock.start.utcoffset() == datetime.now().astimezone().utcoffset()
    assert abs(clock.start - datetime.now(UTC)) < timedelta(seconds=60)


def test_the_clocks_of_this_computer_run_alike() -> None:
    first, second = computer_clocks(), computer_clocks()
    passed_s = second.boot_s - first.boot_s
    assert passed_s >= 0.0
    assert second.awake_s - first.awake_s == pytest.approx(passed_s, abs=0.02)
    assert RealTime().look() == ()
