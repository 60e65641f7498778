"""Trips that a battery inverter decides by itself, apart from its definite-time stages."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import inner
from sim.inverter import may_stand_alone, trip_inverter
from sim.places import block_of, bus_number, bus_of, bus_voltage, count_of, element_of
from sim.tables import Tables, par
from sim.work import Work, emit

Floats = NDArray[np.float64]

EMPTY = 0.002  # state of charge, 0..1


@inner
def _note_limits(x: Floats, t: Tables, wk: Work, k: int, h: float) -> None:
    """Say once that the current limit or a power limit is reached; count the time at the former."""
    o = block_of(t, st.AT_INVERTER, k)
    element = element_of(t, st.AT_INVERTER, k)
    now_s = x[st.G_T_S]
    if x[o + st.INV_LIMITING] > 0.5:
        if x[o + st.INV_WAS_LIMITING] < 0.5:
            emit(x, wk, now_s, st.EV_CURRENT_LIMIT, element, x[o + st.INV_I_UNLIMITED_PU])
        x[st.G_LAST_EVENT_S] = now_s
        x[o + st.INV_LIMIT_S] += h
    else:
        x[o + st.INV_LIMIT_S] = 0.0
    x[o + st.INV_WAS_LIMITING] = x[o + st.INV_LIMITING]
    at_limit = x[o + st.INV_X_MAX_PU] < 0.0 or x[o + st.INV_X_MIN_PU] > 0.0
    if at_limit:
        x[st.G_LAST_EVENT_S] = now_s
        if x[o + st.INV_WAS_AT_LIMIT] < 0.5:
            emit(x, wk, now_s, st.EV_LIMIT_REACHED, element, x[o + st.INV_P_KW])
    x[o + st.INV_WAS_AT_LIMIT] = 1.0 if at_limit else 0.0


@inner
def _guard_ramp(x: Floats, t: Tables, wk: Work, k: int) -> None:
    """A black start ends with its voltage, or with a time-out."""
    o = block_of(t, st.AT_INVERTER, k)
    v = bus_voltage(x, t, bus_number(t, st.AT_INVERTER, k))
    if x[o + st.INV_RAMP_PU] >= 1.0 and v > 0.9:
        x[o + st.INV_STATE] = st.FORMING
        x[st.G_DIRTY] = 1.0  # the secondary control may begin
        emit(x, wk, x[st.G_T_S], st.EV_RAMP_DONE, element_of(t, st.AT_INVERTER, k), v)
    elif x[o + st.INV_START_TIMER_S] > par(t, st.AT_INVERTER, k, tb.IN_TIMEOUT_S):
        trip_inverter(x, t, wk, k, st.CAUSE_START_FAILED, x[st.G_T_S])


@inner
def _guard_islanding(x: Floats, t: Tables, wk: Work, k: int, h: float) -> None:
    """Anti-islanding: trip when it has been without a grid for too long, unless it is meant to."""
    o = block_of(t, st.AT_INVERTER, k)
    island = wk.index[w.ISLAND_OF, bus_number(t, st.AT_INVERTER, k)]
    alone = island >= 0 and wk.island[island, w.I_GRID] < 0.5 and not may_stand_alone(x, t, k)
    if alone and x[o + st.INV_ANTI_ISLANDING] > 0.5:
        x[o + st.INV_ISLAND_S] += h
        x[st.G_LAST_EVENT_S] = x[st.G_T_S]
        if x[o + st.INV_ISLAND_S] > par(t, st.AT_INVERTER, k, tb.IN_ISLANDING_S):
            trip_inverter(x, t, wk, k, st.CAUSE_ANTI_ISLANDING, x[st.G_T_S])
    else:
        x[o + st.INV_ISLAND_S] = 0.0


@inner
def _guard_forming(x: Floats, t: Tables, wk: Work, k: int, h: float) -> None:
    """Current limit, start time-out, anti-islanding of a voltage source."""
    o = block_of(t, st.AT_INVERTER, k)
    _note_limits(x, t, wk, k, h)
    if x[o + st.INV_LIMIT_S] > par(t, st.AT_INVERTER, k, tb.IN_LIMIT_S):
        trip_inverter(x, t, wk, k, st.CAUSE_OVERCURRENT, x[st.G_T_S])
    elif x[o + st.INV_STATE] == st.RAMPING:
        _guard_ramp(x, t, wk, k)
    else:
        _guard_islanding(x, t, wk, k, h)


@inner
def guard_inverters(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """Trips that an inverter decides itself, apart from its definite-time stages."""
    for k in range(count_of(t, st.AT_INVERTER)):
        o = block_of(t, st.AT_INVERTER, k)
        state = x[o + st.INV_STATE]
        if state in (st.STOPPED, st.TRIPPED):
            continue
        bus = bus_of(t, st.AT_INVERTER, k)
        if x[o + st.INV_SOC] <= EMPTY:
            element = element_of(t, st.AT_INVERTER, k)
            emit(x, wk, x[st.G_T_S], st.EV_BATTERY_EMPTY, element, x[o + st.INV_SOC])
            trip_inverter(x, t, wk, k, st.CAUSE_BATTERY_EMPTY, x[st.G_T_S])
        elif state == st.FOLLOWING:
            if x[bus + st.BUS_V_PU] < 0.1:
                trip_inverter(x, t, wk, k, st.CAUSE_GRID_LOST, x[st.G_T_S])
        else:
            _guard_forming(x, t, wk, k, h)
