"""Commands of battery inverters: start, stop, trip, reset, and the change between their modes."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim.compiled import inner, outlying
from sim.places import block_of, bus_of, constant, count_of, element_of, is_closed
from sim.tables import Tables, par
from sim.work import Work, emit

Floats = NDArray[np.float64]


@outlying
def trip_inverter(x: Floats, t: Tables, wk: Work, k: int, cause: float, time_s: float) -> None:
    """Stop an inverter with a cause; it stays tripped until reset."""
    o = block_of(t, st.AT_INVERTER, k)
    if x[o + st.INV_STATE] == st.TRIPPED:
        return
    running = x[o + st.INV_STATE] != st.STOPPED
    x[o + st.INV_STATE] = st.TRIPPED
    x[o + st.INV_CAUSE] = cause
    _clear(x, o)
    x[st.G_DIRTY] = 1.0
    if running:
        emit(x, wk, time_s, st.EV_INVERTER_TRIPPED, element_of(t, st.AT_INVERTER, k), cause)


@inner
def _clear(x: Floats, o: int) -> None:
    """Zero everything that only a running inverter has."""
    for slot in range(st.INV_START_TIMER_S, st.INV_E_PU + 1):
        x[o + slot] = 0.0
    for slot in range(st.INV_X_MAX_PU, st.INV_WAS_AT_LIMIT + 1):
        x[o + slot] = 0.0
    x[o + st.INV_W_PU] = 1.0
    x[o + st.INV_P_KW] = 0.0
    x[o + st.INV_Q_KVAR] = 0.0
    x[o + st.INV_I_PU] = 0.0
    x[o + st.INV_I_UNLIMITED_PU] = 0.0


@outlying
def become_forming(x: Floats, t: Tables, wk: Work, k: int, keep_power: bool) -> None:
    """Take over the voltage without a bump: `E e^(j delta) = V + I z`, filters at their input."""
    o = block_of(t, st.AT_INVERTER, k)
    bus = bus_of(t, st.AT_INVERTER, k)
    v = complex(x[bus + st.BUS_V_RE], x[bus + st.BUS_V_IM])
    scale = par(t, st.AT_INVERTER, k, tb.IN_S)
    p = x[o + st.INV_P_KW] / scale if keep_power else 0.0
    q = x[o + st.INV_Q_KVAR] / scale if keep_power else 0.0
    i = complex(p, -q) / v.conjugate()
    e = v + i * complex(par(t, st.AT_INVERTER, k, tb.IN_R), par(t, st.AT_INVERTER, k, tb.IN_X))
    f_pu = x[bus + st.BUS_F_HZ] / constant(t, tb.C_F0)
    _clear(x, o)
    x[o + st.INV_STATE] = st.FORMING
    x[o + st.INV_RAMP_PU] = 1.0
    x[o + st.INV_PF_PU], x[o + st.INV_QF_PU] = p, q
    x[o + st.INV_VF_PU] = math.sqrt(v.real**2 + v.imag**2)
    x[o + st.INV_E_PU] = math.sqrt(e.real**2 + e.imag**2)
    x[o + st.INV_DELTA_RAD] = math.atan2(e.imag, e.real)
    x[o + st.INV_W_PU] = f_pu
    x[o + st.INV_P_REF_PU] = p + (f_pu - 1.0) / par(t, st.AT_INVERTER, k, tb.IN_MP)
    x[st.G_DIRTY] = 1.0


@inner
def _start(x: Floats, t: Tables, wk: Work, k: int) -> None:
    """Begin as mode and bus allow: follow, black start on a dead bus, form on a live one."""
    o = block_of(t, st.AT_INVERTER, k)
    bus = bus_of(t, st.AT_INVERTER, k)
    v = x[bus + st.BUS_V_PU]
    element = element_of(t, st.AT_INVERTER, k)
    time_s = x[st.G_T_S]
    mode = x[o + st.INV_MODE]
    controls_dark = x[o + st.INV_UPS_KWH] <= 0.0 < par(t, st.AT_INVERTER, k, tb.BA_UPS)
    if mode == st.MODE_FOLLOWING and v > 0.85:
        _clear(x, o)
        x[o + st.INV_STATE] = st.FOLLOWING
    elif mode == st.MODE_FORMING and v < 0.2 and controls_dark:
        x[o + st.INV_CAUSE] = st.CAUSE_UPS_EMPTY  # nothing is left to start the controls with
        emit(x, wk, time_s, st.EV_START_FAILED, element, v)
        return
    elif mode == st.MODE_FORMING and v < 0.2:
        _clear(x, o)
        x[o + st.INV_STATE] = st.RAMPING
        x[o + st.INV_DELTA_RAD] = 0.0
    elif mode == st.MODE_FORMING and v > 0.85:
        become_forming(x, t, wk, k, False)
    else:
        emit(x, wk, time_s, st.EV_START_FAILED, element, v)
        return
    x[o + st.INV_CAUSE] = 0.0
    x[st.G_DIRTY] = 1.0
    emit(x, wk, time_s, st.EV_INVERTER_STARTED, element, mode)


@inner
def may_stand_alone(x: Floats, t: Tables, k: int) -> bool:
    """True for a seamless inverter whose boundary has opened: it is meant to stand alone."""
    contact = int(par(t, st.AT_INVERTER, k, tb.IN_ENABLE_SWITCH))
    if par(t, st.AT_INVERTER, k, tb.IN_SEAMLESS) < 0.5 or contact < 0:
        return False
    return not is_closed(x, t, contact)


@inner
def _is_running(x: Floats, o: int) -> bool:
    """True when the inverter whose block begins at o follows, ramps or forms."""
    return x[o + st.INV_STATE] in (st.RAMPING, st.FOLLOWING, st.FORMING)


@inner
def _command_trips(x: Floats, t: Tables, wk: Work, k: int) -> None:
    """Emergency stop, lost auxiliaries and trip input; then reset, unless one of them holds."""
    o = block_of(t, st.AT_INVERTER, k)
    if x[o + st.INV_EMERGENCY_STOP] > 0.5:
        trip_inverter(x, t, wk, k, st.CAUSE_EMERGENCY_STOP, x[st.G_T_S])
    if x[o + st.INV_AUX_FAILED] > 0.5:
        trip_inverter(x, t, wk, k, st.CAUSE_AUX_FAILED, x[st.G_T_S])
    if x[o + st.INV_TRIP] > 0.5:
        trip_inverter(x, t, wk, k, st.CAUSE_INJECT, x[st.G_T_S])
        x[o + st.INV_TRIP] = 0.0
    if x[o + st.INV_RESET] > 0.5:
        x[o + st.INV_RESET] = 0.0
        held = x[o + st.INV_EMERGENCY_STOP] > 0.5 or x[o + st.INV_AUX_FAILED] > 0.5
        if x[o + st.INV_STATE] == st.TRIPPED and not held:
            x[o + st.INV_STATE] = st.STOPPED
            x[o + st.INV_CAUSE] = 0.0


@inner
def _command_run(x: Floats, t: Tables, wk: Work, k: int) -> None:
    """Stop, by input or by mode, and start."""
    o = block_of(t, st.AT_INVERTER, k)
    element = element_of(t, st.AT_INVERTER, k)
    running = _is_running(x, o)
    if x[o + st.INV_STOP] > 0.5 or (running and x[o + st.INV_MODE] == st.MODE_STOPPED):
        x[o + st.INV_STOP] = 0.0
        if running:
            x[o + st.INV_STATE] = st.STOPPED
            _clear(x, o)
            x[st.G_DIRTY] = 1.0
            emit(x, wk, x[st.G_T_S], st.EV_INVERTER_STOPPED, element, 0.0)
    if x[o + st.INV_START] > 0.5:
        x[o + st.INV_START] = 0.0
        if x[o + st.INV_STATE] == st.STOPPED:
            _start(x, t, wk, k)
        elif x[o + st.INV_STATE] == st.TRIPPED:
            emit(x, wk, x[st.G_T_S], st.EV_START_FAILED, element, x[o + st.INV_CAUSE])


@inner
def _command_mode(x: Floats, t: Tables, wk: Work, k: int) -> None:
    """Change between following and forming without a bump, by input or because it is seamless."""
    o = block_of(t, st.AT_INVERTER, k)
    element = element_of(t, st.AT_INVERTER, k)
    following = x[o + st.INV_STATE] == st.FOLLOWING
    if following and may_stand_alone(x, t, k):
        x[o + st.INV_MODE] = st.MODE_FORMING
    mode = x[o + st.INV_MODE]
    live = x[bus_of(t, st.AT_INVERTER, k) + st.BUS_V_PU] > 0.1  # a dead bus is not taken over
    if following and mode == st.MODE_FORMING and live:
        become_forming(x, t, wk, k, True)
        emit(x, wk, x[st.G_T_S], st.EV_INVERTER_STARTED, element, mode)
    if x[o + st.INV_STATE] == st.FORMING and mode == st.MODE_FOLLOWING:
        p, q = x[o + st.INV_P_KW], x[o + st.INV_Q_KVAR]
        _clear(x, o)
        x[o + st.INV_STATE] = st.FOLLOWING
        x[o + st.INV_P_RAMP_KW], x[o + st.INV_P_LAG_KW], x[o + st.INV_Q_LAG_KVAR] = p, p, q
        x[st.G_DIRTY] = 1.0
        emit(x, wk, x[st.G_T_S], st.EV_INVERTER_STARTED, element, mode)


@inner
def _enable_secondary(x: Floats, t: Tables, k: int) -> None:
    """Secondary control: input 0 off, 1 on while its boundary is open, 2 on always."""
    o = block_of(t, st.AT_INVERTER, k)
    contact = int(par(t, st.AT_INVERTER, k, tb.IN_ENABLE_SWITCH))
    closed = contact >= 0 and is_closed(x, t, contact)
    wanted = x[o + st.INV_SECONDARY_ENABLED]
    on = x[o + st.INV_STATE] == st.FORMING and (wanted > 1.5 or (wanted > 0.5 and not closed))
    x[o + st.INV_SECONDARY_ON] = 1.0 if on else 0.0


@inner
def command_inverters(x: Floats, t: Tables, wk: Work) -> None:
    """Carry out trip, reset, stop, start and mode inputs of every inverter, in this order."""
    for k in range(count_of(t, st.AT_INVERTER)):
        _command_trips(x, t, wk, k)
        _command_run(x, t, wk, k)
        _command_mode(x, t, wk, k)
        _enable_secondary(x, t, k)
