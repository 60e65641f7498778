"""Battery inverters: grid-forming (WECC REGFM_A1 style), grid-following, black start, limits.

Per unit of the inverter's own rating; P positive = discharge. Angles in rad in the frame that turns
at nominal frequency, speed w in pu of nominal.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import compiled, inner
from sim.places import (
    block_of,
    bus_number,
    bus_of,
    bus_voltage,
    constant,
    count_of,
    element_of,
    is_closed,
)
from sim.tables import Tables, par, row_of
from sim.work import Work, emit

Floats = NDArray[np.float64]

SUB_STEPS = 10
# columns of Work.inverter_start: the states and the network's answer at the start of a step
(
    X_PF, X_QF, X_VF, X_E, X_DELTA, X_MAX, X_MIN, X_REF, X_P, X_Q, X_V, X_LIMITING, X_W,
) = range(13)  # fmt: skip


@compiled
def lag(y: float, u0: float, u1: float, h_s: float, tau_s: float) -> float:
    """`tau y' = u - y` with u linear from u0 to u1 over h: exact (the ETD2 weight functions)."""
    if h_s <= 0.0:
        return y
    if tau_s <= 0.0:
        return u1
    a = h_s / tau_s
    decay = math.exp(-a)
    return y * decay + u0 * (1.0 - decay) + (u1 - u0) * (1.0 - (1.0 - decay) / a)


@compiled
def lag_integral(y0: float, y1: float, u0: float, u1: float, h_s: float, tau_s: float) -> float:
    """Integral of a lag's output over h: `int y = int u - tau (y1 - y0)`, exact."""
    return 0.5 * h_s * (u0 + u1) - tau_s * (y1 - y0)


@compiled
def droop_speed(mp: float, p_ref: float, pf: float, limiter: float) -> float:
    """`w = 1 + mp (Pset - Pf) + pl`, pu; the limiter stands outside mp (case A16)."""
    return 1.0 + mp * (p_ref - pf) + limiter


@compiled
def limiter_output(
    pf: float, p_max: float, p_min: float, x_max: float, x_min: float, kpp: float
) -> float:
    """`pl = min(kpp (Pmax - Pf) + x, 0) + max(kpp (Pmin - Pf) + x', 0)`, pu of speed."""
    return min(kpp * (p_max - pf) + x_max, 0.0) + max(kpp * (p_min - pf) + x_min, 0.0)


@compiled
def limiter_step(
    pf0: float,
    p0: float,
    p1: float,
    tau_s: float,
    p_max: float,
    p_min: float,
    x_max: float,
    x_min: float,
    kpp: float,
    kip: float,
    h_s: float,
) -> tuple[float, float, float]:
    """Both P-limiter integrators over h and the integral of their output: (x_max, x_min, int pl).

    `x' = kip (Pmax - Pf)` held at or below 0 (the other at or above 0). The moment at which Pf
    passes a limit lies inside the step, so Pf is followed exactly at tenths of it.
    """
    dt = h_s / SUB_STEPS
    pf = pf0
    output = limiter_output(pf, p_max, p_min, x_max, x_min, kpp)
    integral = 0.0
    for n in range(SUB_STEPS):
        u0 = p0 + (p1 - p0) * n / SUB_STEPS
        u1 = p0 + (p1 - p0) * (n + 1) / SUB_STEPS
        pf_new = lag(pf, u0, u1, dt, tau_s)
        mean = lag_integral(pf, pf_new, u0, u1, dt, tau_s) / dt
        high, low = p_max - mean, p_min - mean
        if (p_max - pf) * (p_max - pf_new) < 0.0 and x_max >= 0.0 and pf_new > pf:
            high = 0.5 * (p_max - pf_new) * (pf_new - p_max) / (pf_new - pf)
        if (p_min - pf) * (p_min - pf_new) < 0.0 and x_min <= 0.0 and pf_new < pf:
            low = 0.5 * (p_min - pf_new) * (p_min - pf_new) / (pf - pf_new)
        x_max = min(x_max + kip * dt * high, 0.0)
        x_min = max(x_min + kip * dt * low, 0.0)
        pf = pf_new
        after = limiter_output(pf, p_max, p_min, x_max, x_min, kpp)
        integral += 0.5 * dt * (output + after)
        output = after
    return x_max, x_min, integral


@compiled
def secondary_integral(
    mp: float,
    p_ref: float,
    pf_integral: float,
    pl_integral: float,
    ts_s: float,
    target: float,
    h_s: float,
) -> float:
    """`J = int (w - 1)` over h with `Pset' = -(w - 1 - target)/(mp Ts)`, Pset linear in the step.

    `J = (mp (h Pset - int Pf) + int pl + target h^2/(2 Ts)) / (1 + h/(2 Ts))`, target in pu of
    speed; ts_s 0 means no secondary control.
    """
    free = mp * (h_s * p_ref - pf_integral) + pl_integral
    if ts_s <= 0.0:
        return free
    half = 0.5 * h_s / ts_s
    return (free + half * h_s * target) / (1.0 + half)


@compiled
def virtual_inertia(
    w: float,
    droop0: float,
    droop1: float,
    droop_integral: float,
    tau_s: float,
    fading: float,
    tf_s: float,
    h_s: float,
) -> tuple[float, float]:
    """Speed with inertia and the integral of `w - 1`: `M w' = Pset - Pf - (w-1)/mp`.

    The same as a lag `tau w' = droop - w` with `tau = mp M`; its integral is `int droop - tau dw`.
    The droop is linear in the step but for its part `-fading e^(-t/Tf)`, which comes from the power
    filter; exact for that too. tau_s 0 means no inertia.
    """
    if tau_s <= 0.0:
        return droop1, droop_integral
    if tf_s <= 0.0 or h_s <= 0.0:
        new = lag(w, droop1, droop1, h_s, tau_s)
        return new, droop_integral - tau_s * (new - w)
    faded, decay = math.exp(-h_s / tf_s), math.exp(-h_s / tau_s)
    new = lag(w, droop0 + fading, droop1 + fading * faded, h_s, tau_s)
    if abs(tau_s - tf_s) > 1e-6 * tau_s:
        new -= fading * tf_s / (tf_s - tau_s) * (faded - decay)
    else:
        new -= fading * h_s / tau_s * decay
    return new, droop_integral - tau_s * (new - w)


@compiled
def voltage_step(
    e: float, kiv: float, v_set_integral: float, vf_integral: float, e_max: float, hold: bool
) -> float:
    """`E' = kiv (Vset + mq (Qset - Qf) - Vf)`, clipped to 0..Emax; never raised while limiting."""
    new = e + kiv * (v_set_integral - vf_integral)
    if hold:
        new = min(new, e)
    return min(max(new, 0.0), e_max)


@inner
def begin_step(x: Floats, t: Tables, wk: Work) -> None:
    """Remember states and terminal values of every grid-forming inverter at the start of a step."""
    for k in range(count_of(t, st.AT_INVERTER)):
        o = block_of(t, st.AT_INVERTER, k)
        s = wk.start[k]
        scale = par(t, st.AT_INVERTER, k, tb.IN_S)
        s[X_PF] = x[o + st.INV_PF_PU]
        s[X_QF] = x[o + st.INV_QF_PU]
        s[X_VF] = x[o + st.INV_VF_PU]
        s[X_E] = x[o + st.INV_E_PU]
        s[X_DELTA] = x[o + st.INV_DELTA_RAD]
        s[X_MAX] = x[o + st.INV_X_MAX_PU]
        s[X_MIN] = x[o + st.INV_X_MIN_PU]
        s[X_REF] = x[o + st.INV_P_REF_PU]
        s[X_P] = x[o + st.INV_P_KW] / scale
        s[X_Q] = x[o + st.INV_Q_KVAR] / scale
        bus = bus_of(t, st.AT_INVERTER, k)
        s[X_V] = x[bus + st.BUS_V_PU]
        s[X_LIMITING] = x[o + st.INV_LIMITING]
        s[X_W] = x[o + st.INV_W_PU]


@inner
def _forming_step(x: Floats, t: Tables, wk: Work, k: int, h: float, predict: bool) -> None:
    o = block_of(t, st.AT_INVERTER, k)
    row = t.value[row_of(t, st.AT_INVERTER, k) :]
    s = wk.start[k]
    p0, q0, v0 = s[X_P], s[X_Q], s[X_V]
    p1, q1, v1 = p0, q0, v0
    if not predict:
        bus = block_of(t, st.AT_BUS, int(row[tb.IN_BUS]))
        p1 = x[o + st.INV_P_KW] / row[tb.IN_S]
        q1 = x[o + st.INV_Q_KVAR] / row[tb.IN_S]
        v1 = x[bus + st.BUS_V_PU]
    tau = row[tb.IN_TF]
    pf = lag(s[X_PF], p0, p1, h, tau)
    qf = lag(s[X_QF], q0, q1, h, tau)
    vf = lag(s[X_VF], v0, v1, h, tau)
    pf_integral = lag_integral(s[X_PF], pf, p0, p1, h, tau)
    p_max = x[o + st.INV_P_MAX_KW] / row[tb.IN_S]
    p_min = x[o + st.INV_P_MIN_KW] / row[tb.IN_S]
    x_max, x_min, pl_integral = s[X_MAX], s[X_MIN], 0.0
    near = max(s[X_PF], pf, p0, p1) > p_max or min(s[X_PF], pf, p0, p1) < p_min
    if near or x_max < 0.0 or x_min > 0.0:
        x_max, x_min, pl_integral = limiter_step(
            s[X_PF], p0, p1, tau, p_max, p_min, x_max, x_min, row[tb.IN_KPP], row[tb.IN_KIP], h
        )
    ts = row[tb.IN_TS] if x[o + st.INV_SECONDARY_ON] > 0.5 else 0.0
    target = x[o + st.INV_F_SET_HZ] / constant(t, tb.C_F0) - 1.0
    j = secondary_integral(row[tb.IN_MP], s[X_REF], pf_integral, pl_integral, ts, target, h)
    limiter = limiter_output(pf, p_max, p_min, x_max, x_min, row[tb.IN_KPP])
    before = limiter_output(s[X_PF], p_max, p_min, s[X_MAX], s[X_MIN], row[tb.IN_KPP])
    inertia_s = row[tb.IN_MP] * row[tb.IN_VSM_M]
    speed0 = droop_speed(row[tb.IN_MP], s[X_REF], s[X_PF], before)
    speed1 = droop_speed(row[tb.IN_MP], s[X_REF], pf, limiter)
    fading = row[tb.IN_MP] * (s[X_PF] - p0 + (p1 - p0) / h * tau) if h > 0.0 else 0.0
    speed, j = virtual_inertia(s[X_W], speed0, speed1, j, inertia_s, fading, tau, h)
    x[o + st.INV_P_REF_PU] = s[X_REF]
    if ts > 0.0:
        reference = s[X_REF] - (j - h * target) / (row[tb.IN_MP] * ts)
        frozen = (pf >= p_max and reference > s[X_REF]) or (pf <= p_min and reference < s[X_REF])
        if not frozen:
            x[o + st.INV_P_REF_PU] = min(max(reference, -1.0), 1.0)
    x[o + st.INV_PF_PU], x[o + st.INV_QF_PU], x[o + st.INV_VF_PU] = pf, qf, vf
    x[o + st.INV_X_MAX_PU], x[o + st.INV_X_MIN_PU] = x_max, x_min
    x[o + st.INV_DELTA_RAD] = s[X_DELTA] + 2.0 * math.pi * constant(t, tb.C_F0) * j
    if inertia_s <= 0.0:
        speed = droop_speed(row[tb.IN_MP], x[o + st.INV_P_REF_PU], pf, limiter)
    x[o + st.INV_W_PU] = speed
    if x[o + st.INV_STATE] == st.RAMPING:
        x[o + st.INV_E_PU] = x[o + st.INV_RAMP_PU] * x[o + st.INV_V_SET_PU]
        return
    q_set = x[o + st.INV_Q_SET_KVAR] / row[tb.IN_S]
    qf_integral = lag_integral(s[X_QF], qf, q0, q1, h, tau)
    v_set = h * x[o + st.INV_V_SET_PU] + row[tb.IN_MQ] * (h * q_set - qf_integral)
    vf_integral = lag_integral(s[X_VF], vf, v0, v1, h, tau)
    limiting = s[X_LIMITING] > 0.5
    x[o + st.INV_E_PU] = voltage_step(
        s[X_E], row[tb.IN_KIV], v_set, vf_integral, row[tb.IN_EMAX], limiting
    )


@inner
def forming_step(x: Floats, t: Tables, wk: Work, h: float, predict: bool) -> None:
    """Predictor (network as at the start) or corrector (network linear to the end) of all
    inverters.
    """
    for k in range(count_of(t, st.AT_INVERTER)):
        o = block_of(t, st.AT_INVERTER, k)
        if x[o + st.INV_STATE] == st.FORMING or x[o + st.INV_STATE] == st.RAMPING:
            _forming_step(x, t, wk, k, h, predict)


@inner
def terminal_move(x: Floats, t: Tables, wk: Work, k: int) -> float:
    """Largest move of P, Q or V at the terminal since the step began, pu of the rating."""
    o = block_of(t, st.AT_INVERTER, k)
    s, scale = wk.start[k], par(t, st.AT_INVERTER, k, tb.IN_S)
    bus = bus_of(t, st.AT_INVERTER, k)
    return max(
        abs(x[o + st.INV_P_KW] / scale - s[X_P]),
        abs(x[o + st.INV_Q_KVAR] / scale - s[X_Q]),
        abs(x[bus + st.BUS_V_PU] - s[X_V]),
    )


@inner
def advance_following(x: Floats, t: Tables, wk: Work, h: float, first_row: int) -> None:
    """Grid-following mode: P*, Q* through a ramp and a 20 ms lag, bounded by current and
    battery.
    """
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


@inner
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


@inner
def become_forming(x: Floats, t: Tables, wk: Work, k: int, keep_power: bool) -> None:
    """Take over the voltage without a bump: `E e^(j delta) = V + I z`, all filters at their
    input.
    """
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
    o = block_of(t, st.AT_INVERTER, k)
    bus = bus_of(t, st.AT_INVERTER, k)
    v = x[bus + st.BUS_V_PU]
    element = element_of(t, st.AT_INVERTER, k)
    time_s = x[st.G_T_S]
    mode = x[o + st.INV_MODE]
    if mode == st.MODE_FOLLOWING and v > 0.85:
        _clear(x, o)
        x[o + st.INV_STATE] = st.FOLLOWING
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
def _commands(x: Floats, t: Tables, wk: Work, k: int) -> None:
    o = block_of(t, st.AT_INVERTER, k)
    time_s = x[st.G_T_S]
    element = element_of(t, st.AT_INVERTER, k)
    if x[o + st.INV_EMERGENCY_STOP] > 0.5:
        trip_inverter(x, t, wk, k, st.CAUSE_EMERGENCY_STOP, time_s)
    if x[o + st.INV_AUX_FAILED] > 0.5:
        trip_inverter(x, t, wk, k, st.CAUSE_AUX_FAILED, time_s)
    if x[o + st.INV_TRIP] > 0.5:
        trip_inverter(x, t, wk, k, st.CAUSE_INJECT, time_s)
        x[o + st.INV_TRIP] = 0.0
    state = x[o + st.INV_STATE]
    if x[o + st.INV_RESET] > 0.5:
        x[o + st.INV_RESET] = 0.0
        held = x[o + st.INV_EMERGENCY_STOP] > 0.5 or x[o + st.INV_AUX_FAILED] > 0.5
        if state == st.TRIPPED and not held:
            x[o + st.INV_STATE] = st.STOPPED
            x[o + st.INV_CAUSE] = 0.0
    state = x[o + st.INV_STATE]
    running = state in (st.RAMPING, st.FOLLOWING, st.FORMING)
    mode = x[o + st.INV_MODE]
    if x[o + st.INV_STOP] > 0.5 or (running and mode == st.MODE_STOPPED):
        x[o + st.INV_STOP] = 0.0
        if running:
            x[o + st.INV_STATE] = st.STOPPED
            _clear(x, o)
            x[st.G_DIRTY] = 1.0
            emit(x, wk, time_s, st.EV_INVERTER_STOPPED, element, 0.0)
    state = x[o + st.INV_STATE]
    if x[o + st.INV_START] > 0.5:
        x[o + st.INV_START] = 0.0
        if state == st.STOPPED:
            _start(x, t, wk, k)
        elif state == st.TRIPPED:
            emit(x, wk, time_s, st.EV_START_FAILED, element, x[o + st.INV_CAUSE])
    state = x[o + st.INV_STATE]
    if state == st.FOLLOWING and may_stand_alone(x, t, k):
        x[o + st.INV_MODE] = st.MODE_FORMING
        mode = st.MODE_FORMING
    bus = bus_of(t, st.AT_INVERTER, k)
    live = x[bus + st.BUS_V_PU] > 0.1  # on a dead bus there is nothing to take over
    if state == st.FOLLOWING and mode == st.MODE_FORMING and live:
        become_forming(x, t, wk, k, True)
        emit(x, wk, time_s, st.EV_INVERTER_STARTED, element, mode)
    if state == st.FORMING and mode == st.MODE_FOLLOWING:
        p, q = x[o + st.INV_P_KW], x[o + st.INV_Q_KVAR]
        _clear(x, o)
        x[o + st.INV_STATE] = st.FOLLOWING
        x[o + st.INV_P_RAMP_KW], x[o + st.INV_P_LAG_KW], x[o + st.INV_Q_LAG_KVAR] = p, p, q
        x[st.G_DIRTY] = 1.0
        emit(x, wk, time_s, st.EV_INVERTER_STARTED, element, mode)


@inner
def command_inverters(x: Floats, t: Tables, wk: Work) -> None:
    """Carry out start, stop, reset, mode and trip inputs; enable the secondary control by its
    contact.
    """
    for k in range(count_of(t, st.AT_INVERTER)):
        _commands(x, t, wk, k)
        o = block_of(t, st.AT_INVERTER, k)
        contact = int(par(t, st.AT_INVERTER, k, tb.IN_ENABLE_SWITCH))
        closed = False
        if contact >= 0:
            closed = is_closed(x, t, contact)
        wanted = x[o + st.INV_SECONDARY_ENABLED]
        on = x[o + st.INV_STATE] == st.FORMING and (wanted > 1.5 or (wanted > 0.5 and not closed))
        x[o + st.INV_SECONDARY_ON] = 1.0 if on else 0.0


@inner
def move_setpoints(x: Floats, t: Tables, h: float) -> None:
    """Ramp the voltage of a black start; ramp Pset of a forming inverter without secondary
    control.
    """
    for k in range(count_of(t, st.AT_INVERTER)):
        o = block_of(t, st.AT_INVERTER, k)
        if x[o + st.INV_STATE] == st.RAMPING:
            x[o + st.INV_START_TIMER_S] += h
            rise = h / max(par(t, st.AT_INVERTER, k, tb.IN_RAMP_S), 1e-3)
            x[o + st.INV_RAMP_PU] = min(x[o + st.INV_RAMP_PU] + rise, 1.0)
        elif x[o + st.INV_STATE] == st.FORMING and x[o + st.INV_SECONDARY_ON] < 0.5:
            scale = par(t, st.AT_INVERTER, k, tb.IN_S)
            target = x[o + st.INV_P_SET_KW] / scale
            reach = par(t, st.AT_INVERTER, k, tb.IN_KW_PER_S) * h / scale
            x[o + st.INV_P_REF_PU] += min(max(target - x[o + st.INV_P_REF_PU], -reach), reach)
