"""Periodic series: load per unit, irradiance; and daily shapes to start from."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim.compiled import inner
from sim.parameters import Profile
from sim.tables import Tables

Floats = NDArray[np.float64]

DAY_S = 86_400.0


@inner
def profile_at(t: Tables, profile: int, time_of_day_s: float) -> float:
    """Value of a periodic series, linear between its points; 1.0 for profile -1."""
    if profile < 0:
        return 1.0
    first = int(t.value[st.AT_PROFILE, profile, tb.PR_FIRST])
    count = int(t.value[st.AT_PROFILE, profile, tb.PR_COUNT])
    position = time_of_day_s / t.value[st.AT_PROFILE, profile, tb.PR_STEP_S]
    whole = math.floor(position)
    part = position - whole
    k = int(whole) % count
    a = t.series[first + k]
    b = t.series[first + (k + 1) % count]
    return a + (b - a) * part


def clear_sky(name: str = "clear_sky", sunrise_h: float = 5.0, sunset_h: float = 18.5) -> Profile:
    """Irradiance 0..1 of a cloudless day: a half sine to the power 1.2 between sunrise and
    sunset.
    """
    step_s = 300.0
    values = []
    for k in range(int(DAY_S / step_s)):
        hour = k * step_s / 3600.0
        height = math.sin(math.pi * (hour - sunrise_h) / (sunset_h - sunrise_h))
        daylight = sunrise_h < hour < sunset_h
        values.append(height**1.2 if daylight else 0.0)
    return Profile(name, DAY_S, step_s, tuple(values))


def cloudy(name: str = "cloudy", seed: int = 1, depth: float = 0.7) -> Profile:
    """Irradiance of a day with passing clouds: clear sky times a seeded mean-reverting
    walk, 30 s.
    """
    step_s = 30.0
    sky = clear_sky().values
    generator = np.random.default_rng(seed)
    cover, values = 0.4, []
    for k in range(int(DAY_S / step_s)):
        cover += 0.03 * (0.4 - cover) + 0.12 * float(generator.normal())
        cover = min(max(cover, 0.0), 1.0)
        here = k * step_s / 300.0
        low = int(here)
        clear = sky[low] + (sky[(low + 1) % len(sky)] - sky[low]) * (here - low)
        values.append(clear * (1.0 - depth * cover))
    return Profile(name, DAY_S, step_s, tuple(values))


def day_of_people(name: str, average: float, peak: float, seed: int = 0) -> Profile:
    """A day of a public building in kW per kW: base, working hours, an evening shoulder, seeded
    ripple.

    `average` and `peak` in kW; the values are kW, so use it with a load of `p_kw` 1 or divide.
    """
    step_s = 600.0
    count = int(DAY_S / step_s)
    hours = np.arange(count) * step_s / 3600.0
    work = 1.0 / ((1.0 + np.exp(-(hours - 8.0) * 2.0)) * (1.0 + np.exp((hours - 17.5) * 1.5)))
    evening = 0.4 * np.exp(-(((hours - 19.0) / 1.5) ** 2))
    shape = work + evening
    shape = shape / shape.max()
    generator = np.random.default_rng(seed)
    shape = np.clip(shape + 0.03 * generator.normal(size=count), 0.0, 1.0)
    mean = float(shape.mean())
    swing = (peak - average) / max(1.0 - mean, 1e-9)
    base = max(average - swing * mean, 0.15 * average)
    values = base + (peak - base) * shape
    values *= average / float(values.mean())
    return Profile(name, DAY_S, step_s, tuple(float(value) for value in values))
