"""Diesel generators in the plant: step, start sequence, fuel, own trips (equations: swing.py).

Per unit of the machine's own rating; P positive into the bus. Angles in rad in the frame of nominal
frequency, speed w in pu of it. In the network it is E at angle delta behind `ra + j xd`.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import inner, outlying
from sim.places import block_of, bus_number, bus_of, constant, count_of, element_of
from sim.sources import is_generating
from sim.swing import fuel_l, governor_command, regulator_step, swing_step
from sim.tables import Tables, par, row_of
from sim.work import Work, emit

Floats = NDArray[np.float64]

STALL_PU, OVERSPEED_PU = 0.8, 1.15  # speed at which the engine dies or its mechanical guard acts
START_TIMEOUT_S = 15.0  # for the voltage to stand after cranking
SETTLED_PU = 1e-3  # difference of torques below which a long step may be taken
# columns of the machine's row in Work.start: states and terminal values at the start of a step
X_W, X_DELTA, X_PM, X_E, X_P, X_Q, X_V = range(7)


@inner
def _start_row(t: Tables, k: int) -> int:
    """The machine's row in Work.start, after those of the inverters."""
    return count_of(t, st.AT_INVERTER) + k


@outlying
def begin_machines(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """Remember states and terminal values at the start of a step; raise a building voltage."""
    for k in range(count_of(t, st.AT_MACHINE)):
        o = block_of(t, st.AT_MACHINE, k)
        bus = bus_of(t, st.AT_MACHINE, k)
        s = wk.start[_start_row(t, k)]
        s[X_W], s[X_DELTA] = x[o + st.MA_W_PU], x[o + st.MA_DELTA_RAD]
        s[X_PM], s[X_E] = x[o + st.MA_PM_PU], x[o + st.MA_E_PU]
        s[X_P] = x[o + st.MA_P_KW] / par(t, st.AT_MACHINE, k, tb.MC_S)
        s[X_Q] = x[o + st.MA_Q_KVAR] / par(t, st.AT_MACHINE, k, tb.MC_S)
        s[X_V] = x[bus + st.BUS_V_PU]
        if x[o + st.MA_STATE] == st.MA_STARTING and x[o + st.MA_RAMP_PU] > 0.0:
            rise = h / max(par(t, st.AT_MACHINE, k, tb.MC_BUILD_S), 1e-3)
            x[o + st.MA_RAMP_PU] = min(x[o + st.MA_RAMP_PU] + rise, 1.0)


@inner
def _machine_step(x: Floats, t: Tables, s: Floats, k: int, h: float, predict: bool) -> None:
    """Speed, angle, throttle and internal voltage of one machine after h; s is its start row."""
    o = block_of(t, st.AT_MACHINE, k)
    row = t.value[row_of(t, st.AT_MACHINE, k) :]
    p1, q1, v1 = s[X_P], s[X_Q], s[X_V]
    if not predict:
        p1, q1 = x[o + st.MA_P_KW] / row[tb.MC_S], x[o + st.MA_Q_KVAR] / row[tb.MC_S]
        v1 = x[bus_of(t, st.AT_MACHINE, k) + st.BUS_V_PU]
    w, pm, turned = swing_step(
        s[X_W], s[X_PM], s[X_P], p1, x[o + st.MA_P_SET_KW] / row[tb.MC_S], row[tb.MC_H],
        row[tb.MC_D], row[tb.MC_DROOP], row[tb.MC_TG], row[tb.MC_P_MAX], h,
    )  # fmt: skip
    x[o + st.MA_W_PU], x[o + st.MA_PM_PU] = w, pm
    x[o + st.MA_DELTA_RAD] = s[X_DELTA] + 2.0 * math.pi * constant(t, tb.C_F0) * turned
    v_set = x[o + st.MA_V_SET_PU]
    if x[o + st.MA_STATE] == st.MA_STARTING:
        x[o + st.MA_E_PU] = x[o + st.MA_RAMP_PU] * v_set
    elif row[tb.MC_AVR] <= 0.0:
        x[o + st.MA_E_PU] = min(max(v_set, 0.0), row[tb.MC_EMAX])
    else:
        drop = 0.5 * row[tb.MC_AVR_DROOP] * (s[X_Q] + q1)
        mean = 0.5 * (s[X_V] + v1)
        x[o + st.MA_E_PU] = regulator_step(
            s[X_E], row[tb.MC_AVR], v_set, mean, drop, row[tb.MC_EMAX], h
        )


@outlying
def generating_step(x: Floats, t: Tables, wk: Work, h: float, predict: bool) -> None:
    """Predictor (network as at the start) or corrector (network linear to the end) of all."""
    for k in range(count_of(t, st.AT_MACHINE)):
        if is_generating(x, block_of(t, st.AT_MACHINE, k)):
            _machine_step(x, t, wk.start[_start_row(t, k)], k, h, predict)


@inner
def machine_move(x: Floats, t: Tables, wk: Work, k: int) -> float:
    """Largest move of P, Q or V at the terminal since the step began, pu of the rating."""
    o = block_of(t, st.AT_MACHINE, k)
    s, scale = wk.start[_start_row(t, k)], par(t, st.AT_MACHINE, k, tb.MC_S)
    bus = bus_of(t, st.AT_MACHINE, k)
    return max(
        abs(x[o + st.MA_P_KW] / scale - s[X_P]),
        abs(x[o + st.MA_Q_KVAR] / scale - s[X_Q]),
        abs(x[bus + st.BUS_V_PU] - s[X_V]),
    )


@outlying
def lay_machine_laws(x: Floats, t: Tables, wk: Work, first: int) -> None:
    """Steady law: `P = Pref + (1/R + D) (1 - w)`, the throttle bounded; `V = Vset - droop Q`."""
    base = constant(t, tb.C_BASE)
    for k in range(count_of(t, st.AT_MACHINE)):
        o = block_of(t, st.AT_MACHINE, k)
        row, s = t.value[row_of(t, st.AT_MACHINE, k) :], wk.source[first + k]
        scale = row[tb.MC_S] / base
        s[w.S_REF] = x[o + st.MA_P_SET_KW] / base
        s[w.S_LEAN], s[w.S_DAMP] = scale / row[tb.MC_DROOP], scale * row[tb.MC_D]
        s[w.S_LOW], s[w.S_HIGH] = 0.0, scale * row[tb.MC_P_MAX]
        s[w.S_V_SET], s[w.S_Q_SET], s[w.S_E_MAX] = x[o + st.MA_V_SET_PU], 0.0, row[tb.MC_EMAX]
        s[w.S_MQ] = row[tb.MC_AVR_DROOP] / scale
        if row[tb.MC_AVR] <= 0.0:
            s[w.S_MQ], s[w.S_E] = -1.0, min(max(x[o + st.MA_V_SET_PU], 0.0), row[tb.MC_EMAX])


@outlying
def read_settled_machines(x: Floats, t: Tables, wk: Work, first: int) -> None:
    """Speed, angle, voltage and throttle as found; beyond the throttle's limits: fine steps."""
    for k in range(count_of(t, st.AT_MACHINE)):
        o = block_of(t, st.AT_MACHINE, k)
        if not is_generating(x, o):
            continue
        row, s = t.value[row_of(t, st.AT_MACHINE, k) :], wk.source[first + k]
        x[o + st.MA_W_PU], x[o + st.MA_DELTA_RAD] = s[w.S_SPEED], s[w.S_ANGLE]
        x[o + st.MA_E_PU] = s[w.S_E]
        x[o + st.MA_PM_PU] = x[o + st.MA_P_KW] / row[tb.MC_S] + row[tb.MC_D] * (s[w.S_SPEED] - 1.0)
        if not -1e-7 <= x[o + st.MA_PM_PU] <= row[tb.MC_P_MAX] + 1e-7:
            x[st.G_LAST_EVENT_S] = x[st.G_T_S]


@inner
def _accelerating_torque(x: Floats, t: Tables, k: int) -> float:
    """`Pm - P - D (w-1)` of a machine now, pu of its rating."""
    o = block_of(t, st.AT_MACHINE, k)
    p = x[o + st.MA_P_KW] / par(t, st.AT_MACHINE, k, tb.MC_S)
    return x[o + st.MA_PM_PU] - p - par(t, st.AT_MACHINE, k, tb.MC_D) * (x[o + st.MA_W_PU] - 1.0)


@outlying
def machines_swing(x: Floats, t: Tables, wk: Work) -> bool:
    """True while a machine is accelerated in the company of another source: its angle swings."""
    for k in range(count_of(t, st.AT_MACHINE)):
        if is_generating(x, block_of(t, st.AT_MACHINE, k)):
            island = wk.index[w.ISLAND_OF, bus_number(t, st.AT_MACHINE, k)]
            company = wk.island[island, w.I_GRID] + wk.island[island, w.I_FORMING] > 1.5
            if company and abs(_accelerating_torque(x, t, k)) > SETTLED_PU:
                return True
    return False


@outlying
def machines_settled(x: Floats, t: Tables) -> bool:
    """True when no machine is being accelerated, so that its speed may be solved algebraically."""
    for k in range(count_of(t, st.AT_MACHINE)):
        o = block_of(t, st.AT_MACHINE, k)
        if is_generating(x, o):
            row = t.value[row_of(t, st.AT_MACHINE, k) :]
            p_ref = x[o + st.MA_P_SET_KW] / row[tb.MC_S]
            w_now, p_max = x[o + st.MA_W_PU], row[tb.MC_P_MAX]
            throttle = governor_command(p_ref, w_now, row[tb.MC_DROOP], p_max)
            away = abs(throttle - x[o + st.MA_PM_PU])
            if max(abs(_accelerating_torque(x, t, k)), away) > SETTLED_PU:
                return False
    return True


@inner
def _clear(x: Floats, o: int) -> None:
    """Zero everything that only a turning machine has."""
    for slot in range(st.MA_START_TIMER_S, st.MA_I_PU + 1):
        x[o + slot] = 0.0
    x[st.G_DIRTY] = 1.0


@outlying
def trip_machine(x: Floats, t: Tables, wk: Work, k: int, cause: float, time_s: float) -> None:
    """Stop a starting or running machine with a cause; it stays tripped until reset."""
    o = block_of(t, st.AT_MACHINE, k)
    if x[o + st.MA_STATE] not in (st.MA_STARTING, st.MA_RUNNING):
        return
    _clear(x, o)
    x[o + st.MA_STATE] = st.MA_TRIPPED
    x[o + st.MA_CAUSE] = cause
    emit(x, wk, time_s, st.EV_MACHINE_TRIPPED, element_of(t, st.AT_MACHINE, k), cause)


@outlying
def command_machines(x: Floats, t: Tables, wk: Work) -> None:
    """Carry out the inputs trip, reset, stop and start of every machine."""
    for k in range(count_of(t, st.AT_MACHINE)):
        o = block_of(t, st.AT_MACHINE, k)
        element = element_of(t, st.AT_MACHINE, k)
        if x[o + st.MA_TRIP] > 0.5:
            trip_machine(x, t, wk, k, st.CAUSE_INJECT, x[st.G_T_S])
        if x[o + st.MA_RESET] > 0.5 and x[o + st.MA_STATE] == st.MA_TRIPPED:
            x[o + st.MA_STATE] = st.MA_STOPPED
            x[o + st.MA_CAUSE] = 0.0
        if x[o + st.MA_STOP] > 0.5 and x[o + st.MA_STATE] in (st.MA_STARTING, st.MA_RUNNING):
            _clear(x, o)
            x[o + st.MA_STATE] = st.MA_STOPPED
            emit(x, wk, x[st.G_T_S], st.EV_MACHINE_STOPPED, element, 0.0)
        if x[o + st.MA_START] > 0.5:
            if x[o + st.MA_STATE] == st.MA_STOPPED and x[o + st.MA_FUEL_L] > 0.0:
                x[o + st.MA_STATE] = st.MA_STARTING
                x[o + st.MA_CAUSE] = 0.0
            elif x[o + st.MA_STATE] in (st.MA_STOPPED, st.MA_TRIPPED):
                dry = x[o + st.MA_STATE] == st.MA_STOPPED
                cause = st.CAUSE_OUT_OF_FUEL if dry else x[o + st.MA_CAUSE]
                emit(x, wk, x[st.G_T_S], st.EV_START_FAILED, element, cause)
        for slot in (st.MA_START, st.MA_STOP, st.MA_TRIP, st.MA_RESET):
            x[o + slot] = 0.0


@inner
def _join(x: Floats, t: Tables, k: int, bus: int) -> None:
    """Join a live bus in step and without power, as its own synchroniser would."""
    o = block_of(t, st.AT_MACHINE, k)
    x[o + st.MA_STATE] = st.MA_RUNNING
    x[o + st.MA_RAMP_PU] = 1.0
    x[o + st.MA_W_PU] = x[bus + st.BUS_F_HZ] / constant(t, tb.C_F0)
    x[o + st.MA_DELTA_RAD] = math.atan2(x[bus + st.BUS_V_IM], x[bus + st.BUS_V_RE])
    x[o + st.MA_E_PU] = x[bus + st.BUS_V_PU]
    x[st.G_DIRTY] = 1.0


@inner
def _advance_start(x: Floats, t: Tables, wk: Work, k: int, h: float) -> None:
    """Cranking; then the voltage on a dead bus, or the synchroniser on a live one."""
    o = block_of(t, st.AT_MACHINE, k)
    row = t.value[row_of(t, st.AT_MACHINE, k) :]
    bus = bus_of(t, st.AT_MACHINE, k)
    v, now_s = x[bus + st.BUS_V_PU], x[st.G_T_S]
    x[o + st.MA_START_TIMER_S] += h
    timer = x[o + st.MA_START_TIMER_S] + 1e-9
    if timer < row[tb.MC_START_S]:
        x[o + st.MA_W_PU] = timer / row[tb.MC_START_S]
        return
    x[st.G_LAST_EVENT_S] = now_s
    ready_s = row[tb.MC_START_S] + row[tb.MC_BUILD_S]
    if x[o + st.MA_RAMP_PU] == 0.0:
        x[o + st.MA_W_PU] = 1.0
        if v < 0.1:
            x[o + st.MA_RAMP_PU] = 1e-6
            x[o + st.MA_DELTA_RAD] = 0.0
            x[st.G_DIRTY] = 1.0
        elif v > 0.85 and timer >= ready_s:
            _join(x, t, k, bus)
    elif x[o + st.MA_RAMP_PU] >= 1.0 and v > 0.85:
        x[o + st.MA_STATE] = st.MA_RUNNING
    if x[o + st.MA_STATE] == st.MA_RUNNING:
        emit(x, wk, now_s, st.EV_MACHINE_STARTED, element_of(t, st.AT_MACHINE, k), v)
    elif timer > ready_s + START_TIMEOUT_S:
        trip_machine(x, t, wk, k, st.CAUSE_START_FAILED, now_s)


@outlying
def guard_machines(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """Start sequence, stall and overspeed of every machine over a step of h that ends now."""
    for k in range(count_of(t, st.AT_MACHINE)):
        o = block_of(t, st.AT_MACHINE, k)
        if x[o + st.MA_STATE] == st.MA_STARTING:
            _advance_start(x, t, wk, k, h)
        if is_generating(x, o):
            if x[o + st.MA_W_PU] < STALL_PU:
                trip_machine(x, t, wk, k, st.CAUSE_UNDERFREQUENCY, x[st.G_T_S])
            elif x[o + st.MA_W_PU] > OVERSPEED_PU:
                trip_machine(x, t, wk, k, st.CAUSE_OVERFREQUENCY, x[st.G_T_S])


@outlying
def book_machine(x: Floats, t: Tables, wk: Work, k: int, p_kw: float, h: float) -> None:
    """Book h seconds at p_kw: energy, and fuel while it turns; an empty tank stops it."""
    o = block_of(t, st.AT_MACHINE, k)
    row = t.value[row_of(t, st.AT_MACHINE, k) :]
    x[o + st.MA_ENERGY_KWH] += p_kw * h / 3600.0
    x[st.G_ENERGY_MACHINE_KWH] += p_kw * h / 3600.0
    if not is_generating(x, o):
        return
    x[o + st.MA_FUEL_L] -= fuel_l(p_kw, row[tb.MC_IDLE], row[tb.MC_PER_KWH], h)
    if x[o + st.MA_FUEL_L] <= 0.0:
        x[o + st.MA_FUEL_L] = 0.0
        element = element_of(t, st.AT_MACHINE, k)
        emit(x, wk, x[st.G_T_S], st.EV_OUT_OF_FUEL, element, x[o + st.MA_ENERGY_KWH])
        trip_machine(x, t, wk, k, st.CAUSE_OUT_OF_FUEL, x[st.G_T_S])


@inner
def observe_machines(x: Floats, t: Tables) -> None:
    """Terminal voltage and the frequency of the machine's own speed."""
    for k in range(count_of(t, st.AT_MACHINE)):
        o = block_of(t, st.AT_MACHINE, k)
        bus = bus_of(t, st.AT_MACHINE, k)
        x[o + st.MA_V_PU] = x[bus + st.BUS_V_PU]
        turning = is_generating(x, o)
        f0 = constant(t, tb.C_F0)
        x[o + st.MA_F_HZ] = x[o + st.MA_W_PU] * f0 if turning else 0.0
