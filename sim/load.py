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
from sim.tables import Tables, par
from sim.work import Work, emit, island_hz

Floats = NDArray[np.float64]

LIVE_PU = 0.5


@compiled
def cold_load_factor(peak: float, on_s: float, hold_s: float, tau_s: float) -> float:
    """Multiple of normal demand after re-energising: `peak` for hold_s, then `1+(peak-1)
    e^(-t/tau)`.
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
def advance_loads(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """Move timers and cold-load state by h and fill the injections with the demand at t + h."""
    base = constant(t, tb.C_BASE)
    clock = constant(t, tb.C_START_S) + x[st.G_T_S] + h
    for k in range(count_of(t, st.AT_LOAD)):
        o = block_of(t, st.AT_LOAD, k)
        bus = bus_number(t, st.AT_LOAD, k)
        bus_o = block_of(t, st.AT_BUS, bus)
        v = x[bus_o + st.BUS_V_PU]
        live = v > LIVE_PU
        if live:
            if x[o + st.LOAD_LIVE] < 0.5:
                share = min(
                    x[o + st.LOAD_OFF_S] / max(par(t, st.AT_LOAD, k, tb.L_OUTAGE_S), 1e-9), 1.0
                )
                peak = 1.0 + (par(t, st.AT_LOAD, k, tb.L_COLD) - 1.0) * share
                x[o + st.LOAD_COLD_PEAK_PU] = max(peak, x[o + st.LOAD_COLD_PU])
                x[o + st.LOAD_ON_S] = 0.0
                emit(x, wk, x[st.G_T_S], st.EV_LOAD_RESTORED, element_of(t, st.AT_LOAD, k), peak)
            x[o + st.LOAD_OFF_S] = 0.0
            x[o + st.LOAD_ON_S] += h
            x[o + st.LOAD_COLD_PU] = cold_load_factor(
                x[o + st.LOAD_COLD_PEAK_PU],
                x[o + st.LOAD_ON_S],
                par(t, st.AT_LOAD, k, tb.L_HOLD_S),
                par(t, st.AT_LOAD, k, tb.L_TAU_S),
            )
        else:
            if x[o + st.LOAD_LIVE] > 0.5:
                emit(x, wk, x[st.G_T_S], st.EV_LOAD_LOST, element_of(t, st.AT_LOAD, k), v)
            x[o + st.LOAD_OFF_S] += h
        x[o + st.LOAD_LIVE] = 1.0 if live else 0.0

        shape = profile_at(t, wk, int(par(t, st.AT_LOAD, k, tb.L_PROFILE)), clock)
        normal = par(t, st.AT_LOAD, k, tb.L_KW) * shape * x[o + st.LOAD_FACTOR]
        f_pu = island_hz(wk, bus) / constant(t, tb.C_F0)
        speed = 1.0 + par(t, st.AT_LOAD, k, tb.L_KF) * (f_pu - 1.0) if live else 1.0
        more = shape * x[o + st.LOAD_FACTOR] * x[o + st.LOAD_COLD_PU] * max(speed, 0.0) / base
        x[o + st.LOAD_DEMAND_KW] = normal
        row = 2 * k
        wk.injection[row, w.J_P] = par(t, st.AT_LOAD, k, tb.L_KW) * more
        wk.injection[row, w.J_Q] = par(t, st.AT_LOAD, k, tb.L_KVAR) * more
        wk.injection[row, w.J_Z] = par(t, st.AT_LOAD, k, tb.L_Z)
        wk.injection[row, w.J_I] = par(t, st.AT_LOAD, k, tb.L_I)
        wk.injection[row, w.J_C] = par(t, st.AT_LOAD, k, tb.L_P)
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
