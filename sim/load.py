"""People's loads: ZIP, frequency, profile, cold-load pickup; the server."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import compiled, inner
from sim.motor import advance_motor
from sim.places import block_of, bus_number, bus_voltage, constant, count_of, element_of
from sim.profiles import profile_at
from sim.tables import Tables, par, row_of
from sim.work import Work, emit, island_hz

Floats = NDArray[np.float64]

LIVE_PU = 0.5


@compiled
def cold_load_factor(peak: float, on_s: float, hold_s: float, tau_s: float) -> float:
    """Multiple of normal demand after re-energising.

    `peak` for hold_s, then `1 + (peak - 1) e^(-t/tau)`. [K]
    """
    if on_s <= hold_s or peak == 1.0:
        return peak
    return 1.0 + (peak - 1.0) * math.exp(-(on_s - hold_s) / tau_s)


@inner
def load_awakes(x: Floats, t: Tables) -> bool:
    """True when the last solution brought voltage to a load that was without, or took it."""
    for k in range(count_of(t, st.AT_LOAD)):
        bus = bus_number(t, st.AT_LOAD, k)
        live = bus_voltage(x, t, bus) > LIVE_PU
        if live != (x[block_of(t, st.AT_LOAD, k) + st.LOAD_LIVE] > 0.5):
            return True
    return False


@inner
def _move_supply(x: Floats, t: Tables, wk: Work, k: int, v: float, h: float) -> None:
    """Live or dead for how long, and the cold-load factor that comes of it, over h."""
    o = block_of(t, st.AT_LOAD, k)
    row = t.value[row_of(t, st.AT_LOAD, k) :]
    was_live = x[o + st.LOAD_LIVE] > 0.5
    if v > LIVE_PU:
        if not was_live:
            share = min(x[o + st.LOAD_OFF_S] / max(row[tb.L_OUTAGE_S], 1e-9), 1.0)
            peak = 1.0 + (row[tb.L_COLD] - 1.0) * share
            x[o + st.LOAD_COLD_PEAK_PU] = max(peak, x[o + st.LOAD_COLD_PU])
            x[o + st.LOAD_ON_S] = 0.0
            emit(x, wk, x[st.G_T_S], st.EV_LOAD_RESTORED, element_of(t, st.AT_LOAD, k), peak)
        x[o + st.LOAD_OFF_S] = 0.0
        x[o + st.LOAD_ON_S] += h
        peak, on_s = x[o + st.LOAD_COLD_PEAK_PU], x[o + st.LOAD_ON_S]
        x[o + st.LOAD_COLD_PU] = cold_load_factor(peak, on_s, row[tb.L_HOLD_S], row[tb.L_TAU_S])
    else:
        if was_live:
            emit(x, wk, x[st.G_T_S], st.EV_LOAD_LOST, element_of(t, st.AT_LOAD, k), v)
        x[o + st.LOAD_OFF_S] += h
    x[o + st.LOAD_LIVE] = 1.0 if v > LIVE_PU else 0.0


@inner
def _demand(x: Floats, t: Tables, wk: Work, k: int, f_pu: float, clock_s: float) -> None:
    """Fill the injection of load k: profile x factor x cold load x frequency, at 1 pu."""
    o = block_of(t, st.AT_LOAD, k)
    row = t.value[row_of(t, st.AT_LOAD, k) :]
    shape = profile_at(t, wk, int(row[tb.L_PROFILE]), clock_s)
    x[o + st.LOAD_DEMAND_KW] = row[tb.L_KW] * shape * x[o + st.LOAD_FACTOR]
    speed = 1.0 + row[tb.L_KF] * (f_pu - 1.0) if x[o + st.LOAD_LIVE] > 0.5 else 1.0
    more = shape * x[o + st.LOAD_FACTOR] * x[o + st.LOAD_COLD_PU] * max(speed, 0.0)
    more /= constant(t, tb.C_BASE)
    people = wk.injection[2 * k]
    people[w.J_P], people[w.J_Q] = row[tb.L_KW] * more, row[tb.L_KVAR] * more
    people[w.J_Z], people[w.J_I], people[w.J_C] = row[tb.L_Z], row[tb.L_I], row[tb.L_P]


@inner
def advance_loads(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """Move timers and cold-load state by h and fill the injections with the demand at t + h."""
    f0 = constant(t, tb.C_F0)
    clock_s = constant(t, tb.C_START_S) + x[st.G_T_S] + h
    for k in range(count_of(t, st.AT_LOAD)):
        bus = bus_number(t, st.AT_LOAD, k)
        v = bus_voltage(x, t, bus)
        _move_supply(x, t, wk, k, v, h)
        _demand(x, t, wk, k, island_hz(wk, bus) / f0, clock_s)
        if par(t, st.AT_LOAD, k, tb.M_KVA) > 0.0:
            advance_motor(x, t, wk, k, v, h)


@inner
def advance_regulating(x: Floats, t: Tables, wk: Work, h: float, first_row: int) -> None:
    """Ramp every regulating load towards its set-point; zero when its bus is dead."""
    base = constant(t, tb.C_BASE)
    for k in range(count_of(t, st.AT_REGULATING)):
        o = block_of(t, st.AT_REGULATING, k)
        bus = bus_number(t, st.AT_REGULATING, k)
        v = bus_voltage(x, t, bus)
        target = min(max(x[o + st.REG_SET_KW], 0.0), par(t, st.AT_REGULATING, k, tb.R_KW))
        reach = par(t, st.AT_REGULATING, k, tb.R_RAMP) * h
        now = x[o + st.REG_DEMAND_KW]
        now = 0.0 if v < LIVE_PU else now + min(max(target - now, -reach), reach)
        x[o + st.REG_DEMAND_KW] = now
        row = first_row + k
        wk.injection[row, w.J_P] = now / base
        wk.injection[row, w.J_Q] = now * par(t, st.AT_REGULATING, k, tb.R_TAN) / base
        wk.injection[row, w.J_C] = 1.0
