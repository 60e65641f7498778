"""PV plants: available power, curtailment by frequency, waiting time, return, ceasing."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import compiled, inner, outlying
from sim.places import block_of, bus_number, bus_voltage, constant, count_of, element_of
from sim.profiles import profile_at
from sim.tables import Tables, row_of
from sim.work import Work, emit, island_hz

Floats = NDArray[np.float64]

IEEE_DEADBAND_HZ = 0.036
IEEE_DROOP = 0.05
IEEE_RESPONSE_S = 5.0 / math.log(10.0)  # open-loop response time 5 s to 90 %


@compiled
def frequency_shift_share(f_hz: float, f0_hz: float) -> float:
    """`clip((f0 + 2 - f)/1, 0, 1)`: share of available power between +1 and +2 Hz (case A6)."""
    return min(max(f0_hz + 2.0 - f_hz, 0.0), 1.0)


@compiled
def frequency_droop_cut(f_hz: float, f0_hz: float, deadband_hz: float, droop: float) -> float:
    """`(f - (f0 + db))/(f0 k)` above the deadband: pu of the rating to take off.

    IEEE 1547-2018, case A6b.
    """
    return max(f_hz - (f0_hz + deadband_hz), 0.0) / (f0_hz * droop)


@outlying
def trip_photovoltaic(x: Floats, t: Tables, wk: Work, k: int, cause: float, time_s: float) -> None:
    """Take a running plant off; it returns by itself after its waiting time."""
    o = block_of(t, st.AT_PHOTOVOLTAIC, k)
    if x[o + st.PV_STATE] != st.PV_RUNNING:
        return
    x[o + st.PV_STATE] = st.PV_TRIPPED
    x[o + st.PV_CAUSE] = cause
    x[o + st.PV_P_LAG_KW] = 0.0
    x[o + st.PV_DROOP_PU] = 0.0
    emit(x, wk, time_s, st.EV_PV_TRIPPED, element_of(t, st.AT_PHOTOVOLTAIC, k), cause)


@inner
def _move_state(x: Floats, t: Tables, wk: Work, k: int, v: float, f_hz: float, h: float) -> None:
    """Off, tripped (out of band), waiting (in band, counting), running."""
    o = block_of(t, st.AT_PHOTOVOLTAIC, k)
    row = t.value[row_of(t, st.AT_PHOTOVOLTAIC, k) :]
    in_band = row[tb.P_V_LO] <= v <= row[tb.P_V_HI] and row[tb.P_F_LO] <= f_hz <= row[tb.P_F_HI]
    state = x[o + st.PV_STATE]
    if x[o + st.PV_ENABLED] < 0.5 or x[o + st.PV_SELF_SUSTAINED] > 0.5:
        state = st.PV_OFF
        x[o + st.PV_P_LAG_KW] = 0.0
        x[o + st.PV_WAIT_S] = 0.0
    elif state == st.PV_OFF:
        state = st.PV_TRIPPED
    if state == st.PV_RUNNING and v < 0.1:
        trip_photovoltaic(x, t, wk, k, st.CAUSE_GRID_LOST, x[st.G_T_S])
        state = st.PV_TRIPPED
    if state == st.PV_TRIPPED and in_band:
        state = st.PV_WAITING
        x[o + st.PV_WAIT_S] = row[tb.P_WAIT_S]
    elif state == st.PV_WAITING:
        if not in_band:
            state = st.PV_TRIPPED
            x[o + st.PV_WAIT_S] = 0.0
        elif x[o + st.PV_WAIT_S] > h:
            x[o + st.PV_WAIT_S] -= h
        else:
            x[o + st.PV_WAIT_S] = 0.0
            if x[o + st.PV_FAILS_TO_START] < 0.5:
                state = st.PV_RUNNING
                x[o + st.PV_CAUSE] = 0.0
                x[o + st.PV_ENTER_PU] = 1.0 if row[tb.P_STEP] > 0.5 else 0.0
                emit(
                    x, wk, x[st.G_T_S] + h, st.EV_PV_RETURNED,
                    element_of(t, st.AT_PHOTOVOLTAIC, k), x[o + st.PV_AVAILABLE_KW],
                )  # fmt: skip
    x[o + st.PV_STATE] = state


@inner
def _wanted_kw(x: Floats, t: Tables, k: int, v: float, f_hz: float, h: float) -> float:
    """Power the plant wants to give now: available, limited by command, ramp and frequency."""
    o = block_of(t, st.AT_PHOTOVOLTAIC, k)
    row = t.value[row_of(t, st.AT_PHOTOVOLTAIC, k) :]
    f0 = constant(t, tb.C_F0)
    p = min(x[o + st.PV_AVAILABLE_KW], x[o + st.PV_LIMIT_PU] * row[tb.P_KW])
    x[o + st.PV_ENTER_PU] = min(x[o + st.PV_ENTER_PU] + h / max(row[tb.P_RAMP_S], 1e-3), 1.0)
    p = min(p, x[o + st.PV_ENTER_PU] * row[tb.P_KW])
    if row[tb.P_KIND] == tb.FREQUENCY_SHIFT:
        p = min(p, x[o + st.PV_AVAILABLE_KW] * frequency_shift_share(f_hz, f0))
    elif row[tb.P_KIND] == tb.IEEE1547:
        cut = frequency_droop_cut(f_hz, f0, IEEE_DEADBAND_HZ, IEEE_DROOP)
        decay = math.exp(-h / IEEE_RESPONSE_S)
        x[o + st.PV_DROOP_PU] = cut + (x[o + st.PV_DROOP_PU] - cut) * decay
        p = max(p - x[o + st.PV_DROOP_PU] * row[tb.P_KW], 0.0)
        if v < 0.5 or v > 1.1:
            p = 0.0  # momentary cessation
    return p


@inner
def advance_photovoltaics(x: Floats, t: Tables, wk: Work, h: float, first_row: int) -> None:
    """Move every plant by h and fill its injection with the power at t + h."""
    base = constant(t, tb.C_BASE)
    clock = constant(t, tb.C_START_S) + x[st.G_T_S] + h
    common = profile_at(t, wk, int(constant(t, tb.C_IRRADIANCE)), clock)
    weather = x[st.G_IRRADIANCE_FACTOR]
    x[st.G_IRRADIANCE_NOW] = x[st.G_IRRADIANCE] if x[st.G_IRRADIANCE] >= 0.0 else common * weather
    for k in range(count_of(t, st.AT_PHOTOVOLTAIC)):
        o = block_of(t, st.AT_PHOTOVOLTAIC, k)
        row = t.value[row_of(t, st.AT_PHOTOVOLTAIC, k) :]
        bus = bus_number(t, st.AT_PHOTOVOLTAIC, k)
        v, f_hz = bus_voltage(x, t, bus), island_hz(wk, bus)
        sun = x[st.G_IRRADIANCE_NOW]
        if x[st.G_IRRADIANCE] < 0.0 and row[tb.P_PROFILE] >= 0.0:
            sun = profile_at(t, wk, int(row[tb.P_PROFILE]), clock) * weather
        x[o + st.PV_AVAILABLE_KW] = row[tb.P_KW] * min(max(sun, 0.0), 1.2)
        _move_state(x, t, wk, k, v, f_hz, h)
        if x[o + st.PV_STATE] == st.PV_RUNNING:
            wanted = _wanted_kw(x, t, k, v, f_hz, h)
            decay = math.exp(-h / max(row[tb.P_LAG], 1e-4))
            x[o + st.PV_P_LAG_KW] = wanted + (x[o + st.PV_P_LAG_KW] - wanted) * decay
        else:
            x[o + st.PV_P_LAG_KW] = 0.0
        p = x[o + st.PV_P_LAG_KW]
        r = first_row + k
        size = p * math.sqrt(1.0 + row[tb.P_TAN] ** 2)
        room = row[tb.P_IMAX] * row[tb.P_KW] * v
        if size > room:
            p *= room / size
        wk.injection[r, w.J_P] = -p / base
        wk.injection[r, w.J_Q] = -p * row[tb.P_TAN] / base
        wk.injection[r, w.J_C] = 1.0
