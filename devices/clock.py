"""The one clock of a sitting. Nobody else asks for the time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

SUSPENDED_S = 1.0  # so long must the computer have slept to be told [P]
STALLED_S = 12.0  # so long must nobody have looked at the clock to be told [P]
SET_S = 0.5  # by so much must its time of day have been set to be told [P]
# Counts suspended time too; a system without it notices a suspension as a clock set forward.
_BOOT = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
_READINGS, _AT_ONCE_S = 5, 0.01


class Clock:
    """Plant time in seconds since the sitting opened, and the time of day that people see.

    The sitting moves it; a window at 1x or 60x and a rehearsal as fast as it goes differ only in
    who calls `advance_to` and when.
    """

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._now_s = 0.0

    @property
    def now_s(self) -> float:
        """Seconds of plant time since the sitting opened."""
        return self._now_s

    @property
    def start(self) -> datetime:
        """Time of day at `now_s == 0`."""
        return self._start

    def time_of_day(self, time_s: float | None = None) -> datetime:
        """Return the time of day at `time_s` (now when None)."""
        return self._start + timedelta(seconds=self._now_s if time_s is None else time_s)

    def advance_to(self, time_s: float) -> None:
        """Move to `time_s`; raise ValueError on a step backwards."""
        if time_s < self._now_s:
            raise ValueError(f"the clock is at {self._now_s} s; it cannot go back to {time_s} s")
        self._now_s = time_s

    def restore(self, time_s: float) -> None:
        """Stand at `time_s`, be it earlier: everything else in the sitting goes there as well."""
        self._now_s = time_s


# --- real time ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Instants:
    """What the clocks of the computer show at one moment, each in s from a zero of its own.

    boot_s: time that really passed, suspended time included. awake_s: the same without it.
    wall_s: the time of day as seconds since 1970-01-01 UTC, which anybody can set.
    """

    boot_s: float
    awake_s: float
    wall_s: float


class Trouble(StrEnum):
    """What can befall the time of a computer."""

    SUSPENDED = "suspended"
    STALLED = "stalled"  # the computer ran, and this program did not
    SET_FORWARD = "set_forward"
    SET_BACK = "set_back"


@dataclass(frozen=True, slots=True)
class Disturbance:
    """One thing that befell the computer's time, and by how many seconds; never negative."""

    trouble: Trouble
    seconds: float


def computer_clocks() -> Instants:
    """Read the clocks of this computer, as nearly at one moment as it goes."""
    for _ in range(_READINGS):
        before_s = time.clock_gettime(_BOOT)
        awake_s, wall_s = time.monotonic(), time.time()
        after_s = time.clock_gettime(_BOOT)
        if after_s - before_s < _AT_ONCE_S:
            break  # else this thread was held up between two of them, and they seem to differ
    return Instants((before_s + after_s) / 2.0, awake_s, wall_s)


class RealTime(Clock):
    """The clock of a live sitting: it follows the computer's, and notices what befalls that.

    Plant time is the time that really passed since it was made: it neither jumps nor stands still.
    The time of day is the computer's, in its zone. read: asked for the clocks; a test, or whoever
    steps a plant by hand, brings his own.
    """

    def __init__(self, read: Callable[[], Instants] = computer_clocks) -> None:
        self._read = read
        self._first = self._last = read()
        super().__init__(_in_zone(self._first.wall_s))
        # wall_s at plant time 0, as it counts from this plant time on
        self._zeros = [(0.0, self._first.wall_s)]

    @classmethod
    def going_on(
        cls, time_s: float, wall: datetime, read: Callable[[], Instants] = computer_clocks
    ) -> RealTime:
        """The clock of a sitting that stood at plant time `time_s` when the time of day was `wall`.

        What passed since then is plant time too; nothing where the computer's clock says that it
        is earlier now.
        """
        clock = cls(read)
        now = clock._first
        passed_s = max(0.0, now.wall_s - wall.timestamp())
        already_s = time_s + passed_s
        clock._first = Instants(
            now.boot_s - already_s, now.awake_s - already_s, now.wall_s - already_s
        )
        clock._start = _in_zone(clock._first.wall_s)
        clock._zeros = [(0.0, clock._first.wall_s)]
        return clock

    def elapsed_s(self) -> float:
        """Return the seconds that really passed since the sitting opened. From any thread."""
        return self._read().boot_s - self._first.boot_s

    def time_of_day(self, time_s: float | None = None) -> datetime:
        """As Clock.time_of_day; a past moment keeps the time of day that it had."""
        time_s = self.now_s if time_s is None else time_s
        zeros = (zero_s for since_s, zero_s in reversed(self._zeros) if since_s <= time_s)
        return _in_zone(next(zeros, self._first.wall_s) + time_s)

    def look(self) -> tuple[Disturbance, ...]:
        """Compare the clocks with those of the last look, and return what befell them since."""
        now, last = self._read(), self._last
        self._last = now
        found = []
        passed_s = now.boot_s - last.boot_s
        asleep_s = passed_s - (now.awake_s - last.awake_s)
        if asleep_s >= SUSPENDED_S:
            found.append(Disturbance(Trouble.SUSPENDED, asleep_s))
        elif passed_s >= STALLED_S:
            found.append(Disturbance(Trouble.STALLED, passed_s))
        set_s = now.wall_s - last.wall_s - passed_s
        elapsed_s = now.boot_s - self._first.boot_s
        zero_s = now.wall_s - elapsed_s
        if abs(set_s) < SET_S:
            self._zeros[-1] = (self._zeros[-1][0], zero_s)  # drift, and what a time server mends
        else:
            self._zeros.append((elapsed_s, zero_s))
            trouble = Trouble.SET_FORWARD if set_s > 0 else Trouble.SET_BACK
            found.append(Disturbance(trouble, abs(set_s)))
        return tuple(found)


def _in_zone(wall_s: float) -> datetime:
    return datetime.fromtimestamp(wall_s, UTC).astimezone()
