"""When a device is asked: at absolute times on a grid, so that no lateness adds up."""

from __future__ import annotations

import math
from collections import deque

_KEPT = 20_000  # 50 devices at 10 Hz: 40 s


class Schedule:
    """The times first, first + period, first + 2 periods, ... in s of the loop's clock."""

    def __init__(self, first_s: float, period_s: float) -> None:
        self._first_s = first_s
        self._period_s = period_s
        self._number = 0

    @property
    def due_s(self) -> float:
        """When the next poll is due."""
        return self._first_s + self._number * self._period_s

    def after(self, now_s: float) -> None:
        """Go on to the next time of the grid behind `now_s`; what was missed is not made up for."""
        passed = math.floor((now_s - self._first_s) / self._period_s)
        self._number = max(self._number, passed) + 1


class Lateness:
    """How late the newest polls of a plant began, in s. Written by the loop, read by anybody."""

    def __init__(self) -> None:
        self._late_s: deque[float] = deque(maxlen=_KEPT)

    def note(self, late_s: float) -> None:
        """Take down one poll."""
        self._late_s.append(late_s)

    def newest_s(self) -> tuple[float, ...]:
        """The newest polls, the oldest of them first."""
        return tuple(self._late_s.copy())
