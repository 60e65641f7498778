"""Weather of a place, drawn with a seed: clearness of days, clouds within them, air temperature.

Every mean is a prior with its origin; a draw is one possible year, not a forecast.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate

import numpy as np

from sim.series.calendar import Calendar, Floats, day_of_year
from sim.series.sun import Place, Sun, sun_over

LEAST_CLEARNESS = 0.05  # of the darkest day [K]
DARKEST, BRIGHTEST = 0.05, 1.10  # light against a clear sky at one moment; clouds also reflect [K]
GLARING = 1.5  # at the edge of a cloud, never more [K]


@dataclass(frozen=True, slots=True)
class Climate:
    """Priors of a region; the origin of each default is in brackets.

    clearness: mean of the daily clearness index (light on the ground over light outside the air,
    horizontal) for January to December [K: the climate normals of the region, rounded].
    persistence: correlation of one day's clearness with the next, on the normal scale [F: 0.29,
    Graham, Hollands & Brunger, Solar Energy 40 (1988)].
    cloud_minutes: how long a cloud lasts [P]; cloud_depth: standard deviation of the light against
    a clear sky on a half clear day [P].
    mean_c, season_c: temperature of the year and half its yearly swing [K]; coldest_day: of the
    year [K]. day_swing_c: half the daily swing on an overcast and on a clear day [K]; warmest_h:
    hour of the day [K]. spread_c: standard deviation of a day's mean about the season [K];
    temperature_persistence: its correlation with the next day [K].
    """

    clearness: tuple[float, ...]
    mean_c: float
    season_c: float
    coldest_day: float = 28.0
    persistence: float = 0.29
    cloud_minutes: float = 20.0
    cloud_depth: float = 0.30
    day_swing_c: tuple[float, float] = (1.5, 5.5)
    warmest_h: float = 14.0
    spread_c: float = 2.3
    temperature_persistence: float = 0.7


CLIMATES: Mapping[str, Climate] = {
    # Kanto and the Pacific side: dry bright winters, rain in June and September
    "pacific": Climate(
        (0.54, 0.51, 0.47, 0.46, 0.45, 0.38, 0.41, 0.44, 0.40, 0.43, 0.48, 0.52), 15.0, 11.0
    ),
    # the Japan Sea side: dark winters, bright springs
    "japan_sea": Climate(
        (0.28, 0.35, 0.42, 0.48, 0.49, 0.44, 0.43, 0.49, 0.43, 0.42, 0.35, 0.29), 13.8, 11.8
    ),
    # the islands south of Kyushu: cloudy winters, mild
    "southern_islands": Climate(
        (0.37, 0.39, 0.42, 0.45, 0.45, 0.38, 0.50, 0.51, 0.47, 0.47, 0.44, 0.39), 19.6, 8.3
    ),
}


@dataclass(frozen=True, slots=True, eq=False)
class Weather:
    """One drawn weather, a value a point: light on a horizontal plane in W/m2, air in degrees C.

    share: each day's light against that of a cloudless day, shape (days,). One drawing is one
    object: two are never equal, so that it may be the key of a cache.
    """

    sun: Sun
    horizontal: Floats
    temperature_c: Floats
    share: Floats = field(repr=False)


def weather_over(
    calendar: Calendar,
    place: Place,
    climate: Climate,
    seed: int,
    known: Mapping[int, float] | None = None,
) -> Weather:
    """Draw one weather; equal arguments give equal arrays, bit for bit.

    known: light of some days against a cloudless one, 0.05..1, by day of the calendar from 0; the
    other days follow from them. On a day of 1.0 no cloud passes.
    """
    sky, clouds, air = (np.random.default_rng((seed, stream)) for stream in range(3))
    sun = sun_over(calendar, place)
    shape = (calendar.days, calendar.points_a_day)
    clear = sun.clear.reshape(shape)
    share = _share_of_days(calendar, climate, sun, sky, known or {})
    light = _with_clouds(clear, share, calendar.step_s, climate, clouds)
    temperature = _temperature(calendar, climate, share, air)
    return Weather(sun, light.reshape(-1), temperature, share)


# --- clearness of days --------------------------------------------------------------------------


def quantile_of_clearness(chance: Floats, low: Floats, mean: Floats, high: Floats) -> Floats:
    """Clearness index below which the share `chance` of days lies.

    A density e^(g k) between low and high with the given mean, the form that daily clearness has
    all over the world: Bendt, Collares-Pereira & Rabl, Solar Energy 27 (1981).
    """
    width = np.maximum(high - low, 1e-9)  # no width where the sun does not rise
    wanted = np.clip((mean - low) / width, 0.02, 0.98)
    g = _growth(wanted)
    steep = np.where(np.abs(g) < 1e-6, 1.0, g)
    # ln(1 + u (e^g - 1)) / g, written so that a large g does not overflow
    falling = np.log1p(chance * np.expm1(-np.abs(steep))) / -np.abs(steep)
    rising = 1.0 + np.log(chance + (1.0 - chance) * np.exp(-np.abs(steep))) / np.abs(steep)
    place = np.where(np.abs(g) < 1e-6, chance, np.where(g > 0.0, rising, falling))
    return np.asarray(low + width * place)


def _growth(mean: Floats) -> Floats:
    """The g with which e^(g x) on 0..1 has the given mean, by bisection: mean is
    1 / (1 - e^-g) - 1 / g."""
    low, high = np.full_like(mean, -60.0), np.full_like(mean, 60.0)
    for _ in range(50):
        middle = 0.5 * (low + high)
        near = np.where(np.abs(middle) < 1e-5, 1e-5, middle)
        reached = -1.0 / np.expm1(-near) - 1.0 / near
        low = np.where(reached < mean, middle, low)
        high = np.where(reached < mean, high, middle)
    return 0.5 * (low + high)


def _share_of_days(
    calendar: Calendar,
    climate: Climate,
    sun: Sun,
    chance: np.random.Generator,
    known: Mapping[int, float],
) -> Floats:
    """Light of each day against a cloudless one, from an AR(1) of its normal score."""
    shape = (calendar.days, calendar.points_a_day)
    outside = np.maximum(sun.outside.reshape(shape).sum(axis=1), 1e-9)
    brightest = sun.clear.reshape(shape).sum(axis=1) / outside
    dates = calendar.dates()[: calendar.days]
    mean = _of_season(climate.clearness, day_of_year(dates).astype(float))
    low = np.minimum(LEAST_CLEARNESS, 0.5 * brightest)
    mean = np.clip(mean, 1.02 * low, 0.98 * brightest)
    fresh = chance.standard_normal(calendar.days)
    rest = math.sqrt(1.0 - climate.persistence**2)
    scores, before = np.empty(calendar.days), chance.standard_normal()
    for day in range(calendar.days):
        score = climate.persistence * before + rest * fresh[day]
        if day in known:  # the score that this day has: clear is +2, dark is -2
            score = 4.0 * known[day] - 2.0
        scores[day] = before = score
    u = np.array([0.5 * math.erfc(-score / math.sqrt(2.0)) for score in scores])
    share = quantile_of_clearness(u, low, mean, brightest) / np.maximum(brightest, 1e-9)
    for day, given in known.items():
        share[day] = given
    return np.clip(share, LEAST_CLEARNESS, 1.0)


def _of_season(monthly: tuple[float, ...], day: Floats) -> Floats:
    """Monthly means at the middle of their months, linear between them, round the year."""
    middle = (np.arange(-1, 13) + 0.5) * 365.25 / 12.0
    values = np.array((monthly[-1], *monthly, monthly[0]))
    return np.interp(day, middle, values)


# --- within the day -----------------------------------------------------------------------------


def _with_clouds(
    clear: Floats, share: Floats, step_s: float, climate: Climate, chance: np.random.Generator
) -> Floats:
    """Light through the day, shape (days, points a day), with each day's sum as its share says."""
    wave = correlated(clear.size, step_s, 60.0 * climate.cloud_minutes, chance).reshape(clear.shape)
    depth = climate.cloud_depth * 4.0 * share * (1.0 - share)
    index = np.clip(share[:, None] + depth[:, None] * wave, DARKEST, BRIGHTEST)
    light = clear * index
    reached = light.sum(axis=1)
    wanted = share * clear.sum(axis=1)
    light *= (wanted / np.maximum(reached, 1e-9))[:, None]
    glaring = np.flatnonzero((light > GLARING * clear).any(axis=1))
    for day in glaring:
        light[day] = _capped(clear[day], index[day], wanted[day])
    return np.asarray(light)


def _capped(clear: Floats, index: Floats, wanted: float) -> Floats:
    """One day's light with the sum `wanted`, nowhere more than GLARING of a clear sky.

    What a moment may not have goes to the others of the day: the factor is found by bisection.
    """
    low, high = 0.0, GLARING / float(index.min())
    for _ in range(80):  # to the last bit of a double
        factor = 0.5 * (low + high)
        if float((clear * np.minimum(factor * index, GLARING)).sum()) < wanted:
            low = factor
        else:
            high = factor
    return np.asarray(clear * np.minimum(high * index, GLARING))


def correlated(count: int, step_s: float, time_s: float, chance: np.random.Generator) -> Floats:
    """Noise with mean 0, deviation 1 and correlation e^(-t / time_s): a first-order process."""
    keep = math.exp(-step_s / time_s)
    fresh = chance.standard_normal(count)
    fresh[1:] *= math.sqrt(1.0 - keep * keep)
    return np.fromiter(accumulate(fresh.tolist(), lambda z, e: keep * z + e), float, count)


def _temperature(
    calendar: Calendar, climate: Climate, share: Floats, chance: np.random.Generator
) -> Floats:
    """Air temperature: season, a day's own departure, and a swing that clear days widen."""
    elapsed = calendar.elapsed_s()
    first = float(day_of_year([calendar.first_day])[0])
    day = first + elapsed / 86_400.0
    season = climate.mean_c - climate.season_c * np.cos(
        2.0 * np.pi * (day - climate.coldest_day) / 365.25
    )
    days = 86_400.0 * -1.0 / math.log(climate.temperature_persistence)
    own = climate.spread_c * correlated(calendar.days + 1, 86_400.0, days, chance)
    departure = np.interp(elapsed / 86_400.0, np.arange(calendar.days + 1), own)
    dull, clear = climate.day_swing_c
    middle = np.arange(calendar.days) + 0.5
    swing = np.interp(elapsed / 86_400.0, middle, dull + (clear - dull) * share)
    hour = (elapsed / 3600.0) % 24.0
    return np.asarray(
        season + departure + swing * np.cos(2.0 * np.pi * (hour - climate.warmest_h) / 24.0)
    )
