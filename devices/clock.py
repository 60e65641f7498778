"""The one clock of a sitting. Nobody else asks for the time."""

from __future__ import annotations

from datetime import datetime, timedelta


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
