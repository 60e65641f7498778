"""Grid-forming inverters over a step: predictor and corrector of their states.

Equations: droop.py. Per unit of the inverter's own rating; P positive = discharge; angles in rad in
the frame that turns at nominal frequency. Below, an inverter is its block in the state (at o), its
row of parameters and its row `s` of the start of the step.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim.compiled import inner
from sim.droop import (
    droop_speed,
    lag,
    lag_integral,
    lag_weights,
    limiter_output,
    limiter_step,
    secondary_integral,
    virtual_inertia,
    voltage_step,
    weighted_lag,
)
from sim.places import block_of, bus_of, constant, count_of
from sim.sources import is_forming
from sim.tables import Tables, par, row_of
from sim.work import Work

Floats = NDArray[np.float64]

# columns of an inverter's row in Work.start: states and terminal values at the start of a step
(
    X_PF, X_QF, X_VF, X_E, X_DELTA, X_MAX, X_MIN, X_REF, X_P, X_Q, X_V, X_LIMITING, X_W,
) = range(13)  # fmt: skip


@inner
def _terminal(x: Floats, t: Tables, k: int) -> tuple[float, float, float]:
    """P, Q and V at the terminal in the last solution, pu of the rating."""
    o = block_of(t, st.AT_INVERTER, k)
    scale = par(t, st.AT_INVERTER, k, tb.IN_S)
    bus = bus_of(t, st.AT_INVERTER, k)
    return x[o + st.INV_P_KW] / scale, x[o + st.INV_Q_KVAR] / scale, x[bus + st.BUS_V_PU]


@inner
def begin_step(x: Floats, t: Tables, wk: Work) -> None:
    """Remember states and terminal values of every grid-forming inverter at the start of a step."""
    for k in range(count_of(t, st.AT_INVERTER)):
        o = block_of(t, st.AT_INVERTER, k)
        s = wk.start[k]
        s[X_PF], s[X_QF] = x[o + st.INV_PF_PU], x[o + st.INV_QF_PU]
        s[X_VF], s[X_E] = x[o + st.INV_VF_PU], x[o + st.INV_E_PU]
        s[X_DELTA], s[X_W] = x[o + st.INV_DELTA_RAD], x[o + st.INV_W_PU]
        s[X_MAX], s[X_MIN] = x[o + st.INV_X_MAX_PU], x[o + st.INV_X_MIN_PU]
        s[X_REF], s[X_LIMITING] = x[o + st.INV_P_REF_PU], x[o + st.INV_LIMITING]
        s[X_P], s[X_Q], s[X_V] = _terminal(x, t, k)


@inner
def _move_limiter(
    x: Floats, o: int, row: Floats, s: Floats, p1: float, pf: float, h: float
) -> tuple[float, float, float]:
    """P-limiter over h, power from its start to p1, filtered to pf; at rest away from the limits.

    Returns its output (pu of speed) at the start, at the end, and the integral.
    """
    pf0, p0 = s[X_PF], s[X_P]
    p_max = x[o + st.INV_P_MAX_KW] / row[tb.IN_S]
    p_min = x[o + st.INV_P_MIN_KW] / row[tb.IN_S]
    x_max, x_min, integral = s[X_MAX], s[X_MIN], 0.0
    near = max(pf0, pf, p0, p1) > p_max or min(pf0, pf, p0, p1) < p_min
    if near or x_max < 0.0 or x_min > 0.0:
        x_max, x_min, integral = limiter_step(
            pf0, p0, p1, row[tb.IN_TF], p_max, p_min, x_max, x_min, row[tb.IN_KPP], row[tb.IN_KIP],
            h,
        )  # fmt: skip
    x[o + st.INV_X_MAX_PU], x[o + st.INV_X_MIN_PU] = x_max, x_min
    before = limiter_output(pf0, p_max, p_min, s[X_MAX], s[X_MIN], row[tb.IN_KPP])
    return before, limiter_output(pf, p_max, p_min, x_max, x_min, row[tb.IN_KPP]), integral


@inner
def _secondary_reference(
    x: Floats, o: int, row: Floats, s: Floats, pf: float, turned: float, ts: float
) -> float:
    """Pset after a step in which `w - 1 - target` summed up to `turned`; frozen at the limits."""
    if ts <= 0.0:
        return s[X_REF]
    reference = s[X_REF] - turned / (row[tb.IN_MP] * ts)
    p_max = x[o + st.INV_P_MAX_KW] / row[tb.IN_S]
    p_min = x[o + st.INV_P_MIN_KW] / row[tb.IN_S]
    frozen = (pf >= p_max and reference > s[X_REF]) or (pf <= p_min and reference < s[X_REF])
    return s[X_REF] if frozen else min(max(reference, -1.0), 1.0)


@inner
def _move_speed(x: Floats, o: int, row: Floats, s: Floats, f0: float, p1: float, h: float) -> None:
    """Power filter, limiter, droop with secondary control and inertia: speed and angle after h."""
    mp, tau = row[tb.IN_MP], row[tb.IN_TF]
    p0 = s[X_P]
    pf = lag(s[X_PF], p0, p1, h, tau)
    pf_integral = lag_integral(s[X_PF], pf, p0, p1, h, tau)
    before, limiter, pl_integral = _move_limiter(x, o, row, s, p1, pf, h)
    ts = row[tb.IN_TS] if x[o + st.INV_SECONDARY_ON] > 0.5 else 0.0
    target = x[o + st.INV_F_SET_HZ] / f0 - 1.0
    j = secondary_integral(mp, s[X_REF], pf_integral, pl_integral, ts, target, h)
    inertia_s = mp * row[tb.IN_VSM_M]
    speed0 = droop_speed(mp, s[X_REF], s[X_PF], before)
    speed1 = droop_speed(mp, s[X_REF], pf, limiter)
    fading = mp * (s[X_PF] - p0 + (p1 - p0) / h * tau) if h > 0.0 else 0.0
    speed, j = virtual_inertia(s[X_W], speed0, speed1, j, inertia_s, fading, tau, h)
    reference = _secondary_reference(x, o, row, s, pf, j - h * target, ts)
    if inertia_s <= 0.0:
        speed = droop_speed(mp, reference, pf, limiter)
    x[o + st.INV_P_REF_PU], x[o + st.INV_PF_PU], x[o + st.INV_W_PU] = reference, pf, speed
    x[o + st.INV_DELTA_RAD] = s[X_DELTA] + 2.0 * math.pi * f0 * j


@inner
def _move_voltage(
    x: Floats, o: int, row: Floats, s: Floats, q1: float, v1: float, h: float
) -> None:
    """Filters of Q and V, and the internal voltage after h: ramped, or by its regulator."""
    q0, v0, tau = s[X_Q], s[X_V], row[tb.IN_TF]
    decay, rise = lag_weights(h, tau)
    qf = weighted_lag(s[X_QF], q0, q1, decay, rise)
    vf = weighted_lag(s[X_VF], v0, v1, decay, rise)
    x[o + st.INV_QF_PU], x[o + st.INV_VF_PU] = qf, vf
    if x[o + st.INV_STATE] == st.RAMPING:
        x[o + st.INV_E_PU] = x[o + st.INV_RAMP_PU] * x[o + st.INV_V_SET_PU]
        return
    q_set = x[o + st.INV_Q_SET_KVAR] / row[tb.IN_S]
    qf_integral = lag_integral(s[X_QF], qf, q0, q1, h, tau)
    v_set = h * x[o + st.INV_V_SET_PU] + row[tb.IN_MQ] * (h * q_set - qf_integral)
    vf_integral = lag_integral(s[X_VF], vf, v0, v1, h, tau)
    hold = s[X_LIMITING] > 0.5
    e = voltage_step(s[X_E], row[tb.IN_KIV], v_set, vf_integral, row[tb.IN_EMAX], hold)
    x[o + st.INV_E_PU] = e


@inner
def forming_step(x: Floats, t: Tables, wk: Work, h: float, predict: bool) -> None:
    """Predictor (network as at the start) or corrector (network linear to the end) of all."""
    f0 = constant(t, tb.C_F0)
    for k in range(count_of(t, st.AT_INVERTER)):
        o = block_of(t, st.AT_INVERTER, k)
        if not is_forming(x, o):
            continue
        row, s = t.value[row_of(t, st.AT_INVERTER, k) :], wk.start[k]
        p1, q1, v1 = s[X_P], s[X_Q], s[X_V]
        if not predict:
            p1, q1, v1 = _terminal(x, t, k)
        _move_speed(x, o, row, s, f0, p1, h)
        _move_voltage(x, o, row, s, q1, v1, h)


@inner
def terminal_move(x: Floats, t: Tables, wk: Work, k: int) -> float:
    """Largest move of P, Q or V at the terminal since the step began, pu of the rating."""
    s = wk.start[k]
    p, q, v = _terminal(x, t, k)
    return max(abs(p - s[X_P]), abs(q - s[X_Q]), abs(v - s[X_V]))


@inner
def move_setpoints(x: Floats, t: Tables, h: float) -> None:
    """Ramp the voltage of a black start, and Pset of a source without secondary control."""
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
