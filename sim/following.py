"""Grid-following inverters: set-points through ramp, lag and limits, and what comes out.

kW of the terminal; P positive = discharge, into the bus.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import inner
from sim.droop import lag
from sim.places import block_of, bus_number, bus_of, bus_voltage, constant, count_of
from sim.tables import Tables, par
from sim.work import Work

Floats = NDArray[np.float64]


@inner
def advance_following(x: Floats, t: Tables, wk: Work, h: float, first_row: int) -> None:
    """P*, Q* through a ramp and a 20 ms lag, bounded by current and battery."""
    base = constant(t, tb.C_BASE)
    for k in range(count_of(t, st.AT_INVERTER)):
        o = block_of(t, st.AT_INVERTER, k)
        row = first_row + k
        wk.injection[row, w.J_P] = 0.0
        wk.injection[row, w.J_Q] = 0.0
        bus = bus_number(t, st.AT_INVERTER, k)
        if x[o + st.INV_STATE] != st.FOLLOWING:
            continue
        reach = par(t, st.AT_INVERTER, k, tb.IN_KW_PER_S) * h
        low, high = x[o + st.INV_P_MIN_KW], x[o + st.INV_P_MAX_KW]
        target = min(max(x[o + st.INV_P_SET_KW], low), high)
        step = min(max(target - x[o + st.INV_P_RAMP_KW], -reach), reach)
        p_old = x[o + st.INV_P_RAMP_KW]
        x[o + st.INV_P_RAMP_KW] += step
        tau = par(t, st.AT_INVERTER, k, tb.IN_LAG)
        p = lag(x[o + st.INV_P_LAG_KW], p_old, x[o + st.INV_P_RAMP_KW], h, tau)
        q_set = x[o + st.INV_Q_SET_KVAR]
        q = lag(x[o + st.INV_Q_LAG_KVAR], q_set, q_set, h, tau)
        v = bus_voltage(x, t, bus)
        room = (
            par(t, st.AT_INVERTER, k, tb.IN_IMAX) * par(t, st.AT_INVERTER, k, tb.IN_S) * max(v, 0.1)
        )
        size = math.sqrt(p * p + q * q)
        cut = min(1.0, room / size) if size > 0.0 else 1.0
        x[o + st.INV_P_LAG_KW], x[o + st.INV_Q_LAG_KVAR] = p, q
        wk.injection[row, w.J_P] = -p * cut / base
        wk.injection[row, w.J_Q] = -q * cut / base
        wk.injection[row, w.J_C] = 1.0


@inner
def read_following(x: Floats, t: Tables, wk: Work, first_row: int) -> None:
    """Terminal values of every inverter that is not a voltage source, after a solution."""
    base = constant(t, tb.C_BASE)
    for k in range(count_of(t, st.AT_INVERTER)):
        o = block_of(t, st.AT_INVERTER, k)
        if x[o + st.INV_STATE] == st.FORMING or x[o + st.INV_STATE] == st.RAMPING:
            continue
        row = first_row + k
        p = 0.0 - wk.injection[row, w.J_P_OUT] * base
        q = 0.0 - wk.injection[row, w.J_Q_OUT] * base
        v = x[bus_of(t, st.AT_INVERTER, k) + st.BUS_V_PU]
        x[o + st.INV_P_KW], x[o + st.INV_Q_KVAR] = p, q
        size = math.sqrt(p * p + q * q) / par(t, st.AT_INVERTER, k, tb.IN_S)
        x[o + st.INV_I_PU] = size / v if v > 0.01 else 0.0
        x[o + st.INV_I_UNLIMITED_PU] = x[o + st.INV_I_PU]
        x[o + st.INV_LIMITING] = 0.0
