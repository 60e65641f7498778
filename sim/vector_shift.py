"""Jumps of the voltage angle by switching, and who trips on them."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim.compiled import compiled, inner
from sim.inverter import trip_inverter
from sim.photovoltaic import trip_photovoltaic
from sim.places import block_of, bus_of, count_of
from sim.tables import Tables, par
from sim.work import Work

Floats = NDArray[np.float64]

MEASURABLE_PU, DEAD_PU = 0.3, 0.05
NOT_LIVE = 1e9  # no angle


@compiled
def vector_shift(before_rad: float, after_rad: float) -> float:
    """Jump of an angle in degrees, wrapped to -180..180."""
    turn = (after_rad - before_rad) / (2.0 * math.pi)
    return 360.0 * (turn - math.floor(turn + 0.5))


@inner
def _angle_before(x: Floats, bus: int) -> float:
    """Angle of a bus in rad; NOT_LIVE where there is too little voltage to measure one."""
    if x[bus + st.BUS_V_PU] < MEASURABLE_PU:
        return NOT_LIVE
    return math.atan2(x[bus + st.BUS_V_IM], x[bus + st.BUS_V_RE])


@inner
def _jump_deg(x: Floats, bus: int, before_rad: float) -> float:
    """By how much the angle of a bus jumped from `before_rad`; 0 where it was or is dead."""
    if before_rad >= NOT_LIVE or x[bus + st.BUS_V_PU] < DEAD_PU:
        return 0.0
    return vector_shift(before_rad, math.atan2(x[bus + st.BUS_V_IM], x[bus + st.BUS_V_RE]))


@inner
def remember_angles(x: Floats, t: Tables) -> None:
    """Before switching: the angles (rad) at PV and inverters, in the place of their jumps."""
    for k in range(count_of(t, st.AT_PHOTOVOLTAIC)):
        slot = block_of(t, st.AT_PHOTOVOLTAIC, k) + st.PV_JUMP_DEG
        x[slot] = _angle_before(x, bus_of(t, st.AT_PHOTOVOLTAIC, k))
    for k in range(count_of(t, st.AT_INVERTER)):
        slot = block_of(t, st.AT_INVERTER, k) + st.INV_JUMP_DEG
        x[slot] = _angle_before(x, bus_of(t, st.AT_INVERTER, k))


@inner
def find_jumps(x: Floats, t: Tables) -> None:
    """After switching: what the remembered angles jumped by, degrees."""
    for k in range(count_of(t, st.AT_PHOTOVOLTAIC)):
        slot = block_of(t, st.AT_PHOTOVOLTAIC, k) + st.PV_JUMP_DEG
        x[slot] = _jump_deg(x, bus_of(t, st.AT_PHOTOVOLTAIC, k), x[slot])
    for k in range(count_of(t, st.AT_INVERTER)):
        slot = block_of(t, st.AT_INVERTER, k) + st.INV_JUMP_DEG
        x[slot] = _jump_deg(x, bus_of(t, st.AT_INVERTER, k), x[slot])


@inner
def watch_vector_shift(x: Floats, t: Tables, wk: Work) -> None:
    """After switching: PV with a vector-shift relay trips on a jump of its bus angle.

    A grid-forming inverter that two live islands were closed onto out of phase trips when its
    terminal angle jumps by more than its setting or it wants more than twice its current limit.
    """
    for k in range(count_of(t, st.AT_PHOTOVOLTAIC)):
        o = block_of(t, st.AT_PHOTOVOLTAIC, k)
        setting = par(t, st.AT_PHOTOVOLTAIC, k, tb.P_SHIFT_DEG)
        if setting > 0.0 and abs(x[o + st.PV_JUMP_DEG]) > setting:
            trip_photovoltaic(x, t, wk, k, st.CAUSE_VECTOR_SHIFT, x[st.G_T_S])
        x[o + st.PV_JUMP_DEG] = 0.0
    for k in range(count_of(t, st.AT_INVERTER)):
        o = block_of(t, st.AT_INVERTER, k)
        wants = x[o + st.INV_I_UNLIMITED_PU] > 2.0 * par(t, st.AT_INVERTER, k, tb.IN_IMAX)
        jumped = abs(x[o + st.INV_JUMP_DEG]) > par(t, st.AT_INVERTER, k, tb.IN_SHIFT_DEG)
        if x[st.G_JOINED_PU] > 0.0 and (wants or jumped) and x[o + st.INV_STATE] == st.FORMING:
            trip_inverter(x, t, wk, k, st.CAUSE_OUT_OF_PHASE, x[st.G_T_S])
        x[o + st.INV_JUMP_DEG] = 0.0
    x[st.G_JOINED_PU] = 0.0
