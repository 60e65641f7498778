"""People's loads: ZIP, frequency, profile, cold-load pickup, motors behind contactors; the
server.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import compiled, inner
from sim.profiles import profile_at
from sim.tables import Tables
from sim.work import Work, emit

Floats = NDArray[np.float64]

LIVE_PU = 0.5
# a small pump motor (case A10), pu of its own rating
MOTOR_RS, MOTOR_XS, MOTOR_RR, MOTOR_XR, MOTOR_XM = 0.03, 0.1, 0.03, 0.1, 3.0
MOTOR_H_S = 0.15
MOTOR_TORQUE = 0.75
MOTOR_KVA_PER_KW = 1.3


@compiled
def cold_load_factor(peak: float, on_s: float, hold_s: float, tau_s: float) -> float:
    """Multiple of normal demand after re-energising: `peak` for hold_s, then `1+(peak-1)
    e^(-t/tau)`.
    """
    if on_s <= hold_s or peak == 1.0:
        return peak
    return 1.0 + (peak - 1.0) * math.exp(-(on_s - hold_s) / tau_s)


@compiled
def induction_motor(
    slip: float, rs: float, xs: float, rr: float, xr: float, xm: float
) -> tuple[float, float, float]:
    """Steady equivalent circuit at 1 pu voltage: (P, Q, torque), all pu of the motor's rating.

    `Y = 1/(rs + j xs + (j xm || (rr/s + j xr)))`, `Te = |I2|^2 rr/s` (case A10). P and Q drawn > 0.
    """
    s = max(slip, 1e-6)
    rotor = complex(rr / s, xr)
    magnet = complex(0.0, xm)
    shunt = rotor * magnet / (rotor + magnet)
    z = complex(rs, xs) + shunt
    i1 = 1.0 / z
    i2 = i1 * magnet / (rotor + magnet)
    torque = (i2.real**2 + i2.imag**2) * rr / s
    return i1.real, -i1.imag, torque


@inner
def _advance_motor(x: Floats, t: Tables, wk: Work, k: int, v: float, h: float) -> None:
    """Contactor (drops out on low voltage, pulls in again later) and slip `2H s' = Tm - V^2 Te`."""
    o = t.at[st.AT_LOAD] + k * len(st.LOAD)
    element = t.at[st.ELEMENT + st.AT_LOAD] + k
    wanted = x[o + st.LOAD_MOTOR_ENABLED] > 0.5
    if x[o + st.LOAD_CONTACTOR] > 0.5:
        low = v < t.value[st.AT_LOAD, k, tb.L_DROP_PU]
        x[o + st.LOAD_CONTACTOR_S] = x[o + st.LOAD_CONTACTOR_S] + h if low else 0.0
        if not wanted or x[o + st.LOAD_CONTACTOR_S] > t.value[st.AT_LOAD, k, tb.L_DROP_S]:
            x[o + st.LOAD_CONTACTOR] = 0.0
            x[o + st.LOAD_CONTACTOR_S] = 0.0
            x[o + st.LOAD_MOTOR_SLIP] = 1.0
            emit(x, wk, x[st.G_T_S], st.EV_CONTACTOR_DROPPED, element, v)
    else:
        ready = wanted and v > 0.85
        x[o + st.LOAD_CONTACTOR_S] = x[o + st.LOAD_CONTACTOR_S] + h if ready else 0.0
        if x[o + st.LOAD_CONTACTOR_S] > t.value[st.AT_LOAD, k, tb.L_RETURN_S]:
            x[o + st.LOAD_CONTACTOR] = 1.0
            x[o + st.LOAD_CONTACTOR_S] = 0.0
            x[o + st.LOAD_MOTOR_SLIP] = 1.0
            emit(x, wk, x[st.G_T_S], st.EV_CONTACTOR_CLOSED, element, v)
    p, q = 0.0, 0.0
    if x[o + st.LOAD_CONTACTOR] > 0.5:
        slip = x[o + st.LOAD_MOTOR_SLIP]
        # in a long step the slip only follows the voltage, which a few turns do
        turns = min(max(math.ceil(h / 0.005), 1), 10)
        dt = min(h / turns, 0.005)
        for _ in range(turns):
            p, q, torque = induction_motor(slip, MOTOR_RS, MOTOR_XS, MOTOR_RR, MOTOR_XR, MOTOR_XM)
            load = MOTOR_TORQUE * (1.0 - slip) ** 2
            slip += dt * (load - v * v * torque) / (2.0 * MOTOR_H_S)
            slip = min(max(slip, 0.001), 1.0)
        x[o + st.LOAD_MOTOR_SLIP] = slip
    x[o + st.LOAD_MOTOR_P_PU] = p
    x[o + st.LOAD_MOTOR_Q_PU] = q


@inner
def advance_loads(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """Move timers and cold-load state by h and fill the injections with the demand at t + h."""
    base = t.value[st.AT_CONSTANTS, 0, tb.C_BASE]
    clock = t.value[st.AT_CONSTANTS, 0, tb.C_START_S] + x[st.G_T_S] + h
    for k in range(t.at[st.COUNT + st.AT_LOAD]):
        o = t.at[st.AT_LOAD] + k * len(st.LOAD)
        bus = int(t.value[st.AT_LOAD, k, tb.L_BUS])
        bus_o = t.at[st.AT_BUS] + bus * len(st.BUS)
        v = x[bus_o + st.BUS_V_PU]
        live = v > LIVE_PU
        if live:
            if x[o + st.LOAD_LIVE] < 0.5:
                share = min(
                    x[o + st.LOAD_OFF_S] / max(t.value[st.AT_LOAD, k, tb.L_OUTAGE_S], 1e-9), 1.0
                )
                peak = 1.0 + (t.value[st.AT_LOAD, k, tb.L_COLD] - 1.0) * share
                x[o + st.LOAD_COLD_PEAK_PU] = max(peak, x[o + st.LOAD_COLD_PU])
                x[o + st.LOAD_ON_S] = 0.0
                emit(
                    x, wk, x[st.G_T_S], st.EV_LOAD_RESTORED, t.at[st.ELEMENT + st.AT_LOAD] + k, peak
                )
            x[o + st.LOAD_OFF_S] = 0.0
            x[o + st.LOAD_ON_S] += h
            x[o + st.LOAD_COLD_PU] = cold_load_factor(
                x[o + st.LOAD_COLD_PEAK_PU],
                x[o + st.LOAD_ON_S],
                t.value[st.AT_LOAD, k, tb.L_HOLD_S],
                t.value[st.AT_LOAD, k, tb.L_TAU_S],
            )
        else:
            if x[o + st.LOAD_LIVE] > 0.5:
                emit(x, wk, x[st.G_T_S], st.EV_LOAD_LOST, t.at[st.ELEMENT + st.AT_LOAD] + k, v)
            x[o + st.LOAD_OFF_S] += h
        x[o + st.LOAD_LIVE] = 1.0 if live else 0.0

        shape = profile_at(t, int(t.value[st.AT_LOAD, k, tb.L_PROFILE]), clock)
        normal = t.value[st.AT_LOAD, k, tb.L_KW] * shape * x[o + st.LOAD_FACTOR]
        f_pu = x[bus_o + st.BUS_F_HZ] / t.value[st.AT_CONSTANTS, 0, tb.C_F0]
        speed = 1.0 + t.value[st.AT_LOAD, k, tb.L_KF] * (f_pu - 1.0) if live else 1.0
        p = normal * x[o + st.LOAD_COLD_PU] * max(speed, 0.0)
        x[o + st.LOAD_DEMAND_KW] = normal
        row = 2 * k
        wk.injection[row, w.J_P] = p / base
        wk.injection[row, w.J_Q] = p * t.value[st.AT_LOAD, k, tb.L_TAN] / base
        wk.injection[row, w.J_Z] = t.value[st.AT_LOAD, k, tb.L_Z]
        wk.injection[row, w.J_I] = t.value[st.AT_LOAD, k, tb.L_I]
        wk.injection[row, w.J_C] = t.value[st.AT_LOAD, k, tb.L_P]
        row += 1
        motor_kw = t.value[st.AT_LOAD, k, tb.L_MOTOR_KW]
        if motor_kw > 0.0:
            _advance_motor(x, t, wk, k, v, h)
            rating = motor_kw * MOTOR_KVA_PER_KW / base
            wk.injection[row, w.J_P] = x[o + st.LOAD_MOTOR_P_PU] * rating
            wk.injection[row, w.J_Q] = x[o + st.LOAD_MOTOR_Q_PU] * rating
            wk.injection[row, w.J_Z] = 1.0


@inner
def advance_regulating(x: Floats, t: Tables, wk: Work, h: float, first_row: int) -> None:
    """Ramp every regulating load towards its set-point; zero when its bus is dead."""
    base = t.value[st.AT_CONSTANTS, 0, tb.C_BASE]
    for k in range(t.at[st.COUNT + st.AT_REGULATING]):
        o = t.at[st.AT_REGULATING] + k * len(st.REGULATING)
        bus = int(t.value[st.AT_REGULATING, k, tb.R_BUS])
        v = x[t.at[st.AT_BUS] + bus * len(st.BUS) + st.BUS_V_PU]
        target = min(max(x[o + st.REG_SET_KW], 0.0), t.value[st.AT_REGULATING, k, tb.R_KW])
        reach = t.value[st.AT_REGULATING, k, tb.R_RAMP] * h
        now = x[o + st.REG_DEMAND_KW]
        now = 0.0 if v < LIVE_PU else now + min(max(target - now, -reach), reach)
        x[o + st.REG_DEMAND_KW] = now
        row = first_row + k
        wk.injection[row, w.J_P] = now / base
        wk.injection[row, w.J_Q] = now * t.value[st.AT_REGULATING, k, tb.R_TAN] / base
        wk.injection[row, w.J_C] = 1.0
