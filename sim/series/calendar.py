"""Days, hours and holidays of a series: a row of points with a fixed step from a local midnight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]

DAY_S = 86_400.0
MONDAY, SATURDAY, SUNDAY = 0, 5, 6


@dataclass(frozen=True, slots=True)
class Calendar:
    """The points of a series: `days` times 24 h from local midnight of `first_day`.

    step_s divides a day. utc_offset_h: local time less UTC at the first midnight, east positive.
    clock_changes: (seconds from that midnight, hours that the clocks are ahead from then on), in
    order; empty where nobody changes clocks. holidays: working days on which people rest.
    Raises ValueError for no days or a step that does not divide a day.
    """

    first_day: date
    days: int
    step_s: float = 900.0
    utc_offset_h: float = 9.0
    clock_changes: tuple[tuple[float, float], ...] = ()
    holidays: frozenset[date] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        if self.days < 1:
            raise ValueError(f"a series of {self.days} days has no points")
        if self.step_s <= 0.0 or (DAY_S / self.step_s) % 1.0:
            raise ValueError(f"a step of {self.step_s} s does not divide a day")

    @property
    def points_a_day(self) -> int:
        """Number of points in 24 hours."""
        return round(DAY_S / self.step_s)

    @property
    def points(self) -> int:
        """Number of points of the whole series."""
        return self.days * self.points_a_day

    def elapsed_s(self) -> Floats:
        """Seconds from the first midnight, shape (points,)."""
        return np.arange(self.points, dtype=np.float64) * np.float64(self.step_s)

    def clock_s(self) -> Floats:
        """What the clocks on the wall show, as seconds from the first midnight, (points,)."""
        elapsed = self.elapsed_s()
        shown = elapsed.copy()
        for from_s, ahead_h in self.clock_changes:
            late = elapsed >= from_s
            shown[late] = elapsed[late] + 3600.0 * ahead_h
        return shown

    def dates(self) -> tuple[date, ...]:
        """The dates of the series, one more than it has days: clocks may be ahead at its end."""
        return tuple(self.first_day + timedelta(days=day) for day in range(self.days + 1))

    @classmethod
    def of_year(cls, year: int, step_s: float = 900.0, utc_offset_h: float = 9.0) -> Calendar:
        """The whole year, 365 or 366 days, with Japan's holidays."""
        days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
        return cls(date(year, 1, 1), days, step_s, utc_offset_h, (), japanese_holidays(year))


def day_of_year(days: Iterable[date]) -> Ints:
    """1 for the first of January, one number a date."""
    return np.array([day.timetuple().tm_yday for day in days])


# --- holidays of Japan --------------------------------------------------------------------------

_FIXED = (
    (1, 1), (2, 11), (2, 23), (4, 29), (5, 3), (5, 4), (5, 5), (8, 11), (11, 3), (11, 23),
)  # fmt: skip
_MONDAYS = ((1, 2), (7, 3), (9, 3), (10, 2))  # month, which Monday of it


@cache
def japanese_holidays(year: int) -> frozenset[date]:
    """The national holidays of a year as the law stands since 2022, substitutes included.

    The equinoxes by 20.8431 + 0.242194 (y - 1980) - floor((y - 1980) / 4), autumn 23.2488: good
    for 1980 to 2099. Other years than from 2022 get the days of today's law.
    """
    gone = year - 1980
    holidays = {date(year, month, day) for month, day in _FIXED}
    holidays |= {_monday(year, month, which) for month, which in _MONDAYS}
    holidays.add(date(year, 3, int(20.8431 + 0.242194 * gone) - gone // 4))
    holidays.add(date(year, 9, int(23.2488 + 0.242194 * gone) - gone // 4))
    for day in sorted(holidays):
        if day.weekday() == SUNDAY:  # the next day that is no holiday
            while day in holidays:
                day += timedelta(days=1)  # noqa: PLW2901 # it is the day that is looked for
            holidays.add(day)
    for day in sorted(holidays):  # a day between two holidays is one
        between = day + timedelta(days=1)
        if between + timedelta(days=1) in holidays and between.weekday() != SUNDAY:
            holidays.add(between)
    return frozenset(holidays)


def _monday(year: int, month: int, which: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(MONDAY - first.weekday()) % 7 + 7 * (which - 1))
