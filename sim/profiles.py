"""Periodic series: load per unit, irradiance; and a cloudless day for examples."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import inner, outlying
from sim.parameters import Profile
from sim.tables import Tables, par
from sim.work import Work

Floats = NDArray[np.float64]

DAY_S = 86_400.0


@inner
def profile_at(t: Tables, wk: Work, profile: int, time_of_day_s: float) -> float:
    """Value of a periodic series, linear between its points; 1.0 for profile -1.

    The two points around the last moment are kept in `Work.profile`: most moments lie between them.
    """
    if profile < 0:
        return 1.0
    near = wk.profile[profile]
    position = time_of_day_s * par(t, st.AT_PROFILE, profile, tb.PR_PER_S)
    if not 0.0 <= position - near[w.NEAR_POINT] < 1.0:
        _look_up(t, near, profile, math.floor(position))
    part = position - near[w.NEAR_POINT]
    return near[w.NEAR_VALUE] + (near[w.NEAR_NEXT] - near[w.NEAR_VALUE]) * part


@outlying
def _look_up(t: Tables, near: Floats, profile: int, point: float) -> None:
    """Find a point of the series and the one after it."""
    first = int(par(t, st.AT_PROFILE, profile, tb.PR_FIRST))
    count = int(par(t, st.AT_PROFILE, profile, tb.PR_COUNT))
    k = int(point) % count
    near[w.NEAR_POINT] = point
    near[w.NEAR_VALUE] = t.series[first + k]
    near[w.NEAR_NEXT] = t.series[first + (k + 1) % count]


def clear_sky(name: str = "clear_sky", sunrise_h: float = 5.0, sunset_h: float = 18.5) -> Profile:
    """Irradiance 0..1 of a cloudless day: a half sine to the power 1.2 from sunrise to sunset."""
    step_s = 300.0
    values = []
    for k in range(int(DAY_S / step_s)):
        hour = k * step_s / 3600.0
        height = math.sin(math.pi * (hour - sunrise_h) / (sunset_h - sunrise_h))
        daylight = sunrise_h < hour < sunset_h
        values.append(height**1.2 if daylight else 0.0)
    return Profile(name, DAY_S, step_s, tuple(values))
