"""Periodic series: load per unit, irradiance; and a cloudless day for examples."""

from __future__ import annotations

import math

from sim import state as st
from sim import tables as tb
from sim.compiled import inner
from sim.parameters import Profile
from sim.tables import Tables, par

DAY_S = 86_400.0


@inner
def profile_at(t: Tables, profile: int, time_of_day_s: float) -> float:
    """Value of a periodic series, linear between its points; 1.0 for profile -1."""
    if profile < 0:
        return 1.0
    first = int(par(t, st.AT_PROFILE, profile, tb.PR_FIRST))
    count = int(par(t, st.AT_PROFILE, profile, tb.PR_COUNT))
    position = time_of_day_s * par(t, st.AT_PROFILE, profile, tb.PR_PER_S)
    whole = math.floor(position)
    k = int(whole - count * math.floor(whole * par(t, st.AT_PROFILE, profile, tb.PR_PER_COUNT)))
    if k >= count:  # a whole number of periods, rounded down
        k -= count
    a = t.series[first + k]
    b = t.series[first + (k + 1 if k + 1 < count else 0)]
    return a + (b - a) * (position - whole)


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
