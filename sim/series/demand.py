"""Demand of buildings: hours of the week, season, holidays and chance, scaled to what is known.

A building's prior says its shape; kWh a year, average and peak are the site's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.series.calendar import MONDAY, SATURDAY, SUNDAY, Calendar, Floats
from sim.series.weather import correlated

Hours = tuple[float, ...]

OFFICE: Hours = (
    0.00, 0.00, 0.00, 0.00, 0.00, 0.02, 0.08, 0.30, 0.75, 0.92, 0.98, 1.00,
    0.88, 0.98, 1.00, 0.98, 0.95, 0.82, 0.50, 0.30, 0.18, 0.10, 0.04, 0.01,
)  # fmt: skip
ROOMS: Hours = (  # halls and courts, let by the evening too
    0.00, 0.00, 0.00, 0.00, 0.00, 0.02, 0.06, 0.18, 0.45, 0.78, 0.92, 0.92,
    0.85, 0.95, 1.00, 0.98, 0.92, 0.85, 0.88, 0.92, 0.82, 0.45, 0.10, 0.02,
)  # fmt: skip
CLASSES: Hours = (
    0.00, 0.00, 0.00, 0.00, 0.00, 0.05, 0.15, 0.45, 0.85, 0.95, 1.00, 1.00,
    0.95, 0.95, 0.90, 0.75, 0.60, 0.45, 0.28, 0.15, 0.08, 0.03, 0.01, 0.00,
)  # fmt: skip
DAYLIGHT: Hours = (
    0.00, 0.00, 0.00, 0.00, 0.00, 0.05, 0.15, 0.35, 0.65, 0.90, 1.00, 1.00,
    0.98, 1.00, 0.98, 0.90, 0.70, 0.35, 0.15, 0.08, 0.04, 0.02, 0.00, 0.00,
)  # fmt: skip
DWELLING: Hours = (  # people who live and sleep there
    0.25, 0.12, 0.05, 0.02, 0.02, 0.15, 0.55, 0.72, 0.62, 0.55, 0.55, 0.62,
    0.70, 0.62, 0.58, 0.58, 0.65, 0.85, 1.00, 1.00, 0.92, 0.78, 0.55, 0.38,
)  # fmt: skip
MIXED: Hours = (  # customers of all kinds on one line
    0.06, 0.03, 0.01, 0.00, 0.02, 0.10, 0.25, 0.45, 0.62, 0.74, 0.84, 0.93,
    1.00, 0.95, 0.88, 0.84, 0.86, 0.92, 0.96, 0.82, 0.60, 0.40, 0.24, 0.13,
)  # fmt: skip

_NO_DAYS: frozenset[int] = frozenset()
_WEEKEND = frozenset((SATURDAY, SUNDAY))
_SUMMER_HOLIDAY = ((7, 21), (8, 31))
_SCHOOL_HOLIDAYS = (((3, 25), (4, 5)), _SUMMER_HOLIDAY, ((12, 25), (12, 31)), ((1, 1), (1, 7)))
_NEW_YEAR = (((12, 29), (12, 31)), ((1, 1), (1, 3)))


@dataclass(frozen=True, slots=True)
class BuildingPrior:
    """How a kind of building draws power; all [P] but where said.

    hours: use in each hour 0..23 of an open day, 0 to 1. night: share of the highest use that is
    always on. closed: height of the use on a closed day against an open one. closed_days: weekdays,
    Monday is 0 [S for 5 of 7 days in schools and halls, 6 of 7 in sports and wellness]; holidays:
    whether public holidays are closed days too. breaks: first and last (month, day) of times when
    it is closed, and away: height of the use then. heating and cooling: more use for each degree
    of the day's mean air below 16 and above 22 degrees C, against the same hour in mild weather;
    heating by gas or oil is not in it. day_noise: standard deviation of a day's level; hour_noise
    and noise_h: of what comes and goes within hours, and how long it lasts.
    """

    hours: Hours
    night: float
    closed: float = 0.25
    closed_days: frozenset[int] = _WEEKEND
    holidays: bool = True
    breaks: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = _NEW_YEAR
    away: float = 0.15
    heating: float = 0.02
    cooling: float = 0.04
    day_noise: float = 0.04
    hour_noise: float = 0.04
    noise_h: float = 1.0


BUILDINGS: Mapping[str, BuildingPrior] = {
    "city_hall": BuildingPrior(OFFICE, night=0.22, closed=0.12),
    "civic_hall": BuildingPrior(
        ROOMS, 0.12, closed_days=frozenset((MONDAY,)), holidays=False, day_noise=0.15
    ),
    "health_centre": BuildingPrior(OFFICE, 0.18, closed=0.10, heating=0.03),
    "school": BuildingPrior(
        CLASSES, 0.15, closed=0.15, breaks=_SCHOOL_HOLIDAYS, away=0.35, cooling=0.05
    ),
    "sports_centre": BuildingPrior(
        ROOMS, 0.20, closed_days=frozenset((MONDAY,)), holidays=False, cooling=0.03, day_noise=0.08
    ),
    "park": BuildingPrior(
        DAYLIGHT, 0.20, closed_days=frozenset((MONDAY,)), holidays=False, closed=0.5
    ),
    "shelter_in_use": BuildingPrior(
        DWELLING, 0.35, closed=1.0, closed_days=_NO_DAYS, holidays=False, breaks=(), away=1.0
    ),
    "other": BuildingPrior(
        MIXED, 0.20, closed=1.0, closed_days=_NO_DAYS, holidays=False, breaks=(), away=1.0,
        heating=0.0, cooling=0.0, day_noise=0.03, hour_noise=0.03,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scale:
    """What is known of one building's year: exactly one of annual_kwh and average_kw.

    peak_kw: the highest expected power of the year, before chance; None leaves the building's own
    shape as it is. Raises ValueError when both or none of the two are given.
    """

    annual_kwh: float | None = None
    average_kw: float | None = None
    peak_kw: float | None = None

    def __post_init__(self) -> None:
        if (self.annual_kwh is None) == (self.average_kw is None):
            raise ValueError("exactly one of annual_kwh and average_kw")

    def average_over(self, days: int) -> float:
        """Average power in kW over a series of that many days."""
        if self.annual_kwh is not None:
            return self.annual_kwh / (24.0 * days)
        return self.average_kw or 0.0


def expected_use(prior: BuildingPrior, calendar: Calendar, temperature_c: Floats) -> Floats:
    """Use without chance, per unit of an open day's highest in mild weather, shape (points,).

    Clocks on the wall decide the hours; each day's mean of `temperature_c` its heating and cooling.
    """
    clock_s = calendar.clock_s()
    day = np.minimum(clock_s // 86_400.0, calendar.days).astype(np.int64)
    hour = (clock_s % 86_400.0) / 3600.0
    height = _heights(prior, calendar)[day]
    daily = temperature_c.reshape(calendar.days, calendar.points_a_day).mean(axis=1)
    weather = 1.0 + prior.heating * np.maximum(0.0, 16.0 - daily)
    weather = weather + prior.cooling * np.maximum(0.0, daily - 22.0)
    use = np.interp(hour, np.arange(25), (*prior.hours, prior.hours[0]))
    felt = np.repeat(weather, calendar.points_a_day)
    return np.asarray((prior.night + (1.0 - prior.night) * use * height) * felt)


def open_days(prior: BuildingPrior, calendar: Calendar) -> tuple[bool, ...]:
    """Whether the building is open, one a date of the calendar."""
    return tuple(
        date.weekday() not in prior.closed_days
        and not (prior.holidays and date in calendar.holidays)
        and not _in_break(prior, date.month, date.day)
        for date in calendar.dates()
    )


def _heights(prior: BuildingPrior, calendar: Calendar) -> Floats:
    heights = []
    for date, is_open in zip(calendar.dates(), open_days(prior, calendar), strict=True):
        height = 1.0 if is_open else prior.closed
        if _in_break(prior, date.month, date.day):
            height = prior.away
            if date.weekday() in prior.closed_days:
                height = min(prior.away, prior.closed)
        heights.append(height)
    return np.array(heights)


def _in_break(prior: BuildingPrior, month: int, day: int) -> bool:
    return any(first <= (month, day) <= last for first, last in prior.breaks)


def demand_kw(
    prior: BuildingPrior, calendar: Calendar, temperature_c: Floats, scale: Scale, seed: int
) -> Floats:
    """Demand in kW at every point of the calendar, never negative; its mean is exactly the scale's.

    Where a peak is given the expected use is sharpened or flattened, u^k, until mean over highest
    is average over peak. Equal arguments give equal arrays. Scale a whole year, then cut out days:
    the season belongs to the total.
    """
    expected = expected_use(prior, calendar, temperature_c)
    expected = expected / expected.max()
    average_kw = scale.average_over(calendar.days)
    if scale.peak_kw:
        expected = expected ** _exponent(expected, average_kw / scale.peak_kw)
    power = expected * _chance(prior, calendar, seed)
    return np.asarray(power * (average_kw / power.mean()))


def _exponent(expected: Floats, wanted: float) -> float:
    """The k with which mean(u^k) is `wanted`, by bisection; 0 or 12 where none reaches it."""
    logs = np.log(np.maximum(expected[:: max(1, expected.size // 8760)], 1e-9))
    low, high = 0.0, 12.0
    for _ in range(30):
        middle = 0.5 * (low + high)
        if float(np.exp(middle * logs).mean()) > wanted:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def _chance(prior: BuildingPrior, calendar: Calendar, seed: int) -> Floats:
    """Factors with mean about 1: a level of each day and what comes and goes within it."""
    daily, hourly = (np.random.default_rng((seed, stream)) for stream in (11, 12))
    level = np.exp(prior.day_noise * daily.standard_normal(calendar.days + 1))
    wave = correlated(calendar.points, calendar.step_s, 3600.0 * prior.noise_h, hourly)
    elapsed_days = calendar.elapsed_s() / 86_400.0
    levels = np.interp(elapsed_days, np.arange(calendar.days + 1), level)
    return np.asarray(levels * np.exp(prior.hour_noise * wave))


def energy_kwh(power_kw: Floats, step_s: float) -> float:
    """Energy of a series."""
    return float(power_kw.sum()) * step_s / 3600.0
