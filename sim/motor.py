"""Induction motors: circuit, slip, contactor. Per unit of the motor's own rating."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import compiled, inner, outlying
from sim.places import block_of, bus_of, constant, count_of, element_of
from sim.tables import Tables, par, row_of
from sim.work import Work, emit

Floats = NDArray[np.float64]

RETURN_PU = 0.85  # voltage that holds a contactor's coil safely
SUB_STEP_S = 0.001
ROUNDING = 1e-14  # what is nothing to a slip
SAME_PU = 1e-9
STILL = 1e-6  # a slip that moves less than this in a step needs no sub-steps
LONG_STEP_S = 0.1
TINY_S = 1e-9
SETTLED_SLIP = 0.01  # what a settled slip may move in one long step


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


@compiled
def slip_rate(
    slip: float, drive: float, load: float, rr: float, rth: float, x: float, two_h_s: float
) -> tuple[float, float]:
    """`2H s' = Tm - Te` and its derivative by the slip, per s.

    `Te = drive s rr / D`, `D = (Rth s + rr)^2 + (s X)^2`, drive = k^2 V^2 (the stator as Thevenin
    source: the torque of `induction_motor`); `Tm = load (1-s)^2`. All pu.
    """
    d = (rth * slip + rr) ** 2 + (slip * x) ** 2
    te = drive * slip * rr / d
    te_slope = drive * rr * (rr * rr - slip * slip * (rth * rth + x * x)) / (d * d)
    tm = load * (1.0 - slip) * abs(1.0 - slip)
    tm_slope = -2.0 * load * abs(1.0 - slip)
    return (tm - te) / two_h_s, (tm_slope - te_slope) / two_h_s


@compiled
def slip_after(
    slip: float,
    drive: float,
    load: float,
    rr: float,
    rth: float,
    x: float,
    two_h_s: float,
    h_s: float,
) -> float:
    """The slip h later at constant voltage: Rosenbrock's second-order rule, in turns of 1 ms.

    `(1 - g h J) k1 = f(s)`, `(1 - g h J) k2 = f(s + h k1) - 2 k1`, `s += h (3 k1 + k2)/2`,
    g = 1 - 1/sqrt(2): it damps what is faster than a turn (ROS2, Verwer 1999).
    """
    gamma = 1.0 - math.sqrt(0.5)
    rate, slope = slip_rate(slip, drive, load, rr, rth, x, two_h_s)
    if abs(rate) * h_s < ROUNDING:
        return slip
    turns = 1 if abs(rate) * h_s < STILL else max(math.ceil(h_s / SUB_STEP_S - 1e-9), 1)
    dt = h_s / turns
    for _ in range(turns):
        rate, slope = slip_rate(slip, drive, load, rr, rth, x, two_h_s)
        w = 1.0 - gamma * dt * slope
        k1 = rate / w
        ahead, _slope = slip_rate(slip + dt * k1, drive, load, rr, rth, x, two_h_s)
        k2 = (ahead - 2.0 * k1) / w
        slip += dt * (1.5 * k1 + 0.5 * k2)
    return min(max(slip, 1e-6), 1.0)


@compiled
def settled_slip(
    slip: float, drive: float, load: float, rr: float, rth: float, x: float
) -> tuple[float, bool]:
    """The slip at which torque and load agree, found from a slip near it; False when none is near.

    Newton's rule on `Tm - Te = 0`, on the stable branch (the rate falls with the slip) only.
    """
    begun = slip
    for _ in range(20):
        rate, slope = slip_rate(slip, drive, load, rr, rth, x, 1.0)
        if slope >= 0.0:
            return begun, False
        move = -rate / slope
        slip += move
        if abs(slip - begun) > SETTLED_SLIP:
            return begun, False
        if abs(move) < 1e-12:
            break
    return min(max(slip, 1e-6), 1.0), True


@compiled
def coasting_slip(slip: float, load: float, two_h_s: float, h_s: float) -> float:
    """Slip of a motor without voltage: `2H w' = -load w^2`, so `w = w0/(1 + load w0 h/2H)`."""
    speed = 1.0 - slip
    return 1.0 - speed / (1.0 + load * speed * h_s / two_h_s)


def running_slip(t: Tables, k: int) -> float:
    """Slip at which the motor of load k runs at 1 pu voltage."""
    row = t.value[row_of(t, st.AT_LOAD, k) :]
    slip = 0.5 * row[tb.M_RR]
    motor = (row[tb.M_K2], row[tb.M_TORQUE], row[tb.M_RR], row[tb.M_RTH], row[tb.M_X])
    return slip_after(slip, *motor, 2.0 * row[tb.M_H], 2.0)


@inner
def _draw(x: Floats, t: Tables, wk: Work, k: int) -> None:
    """What the motor of load k draws at its slip: a constant impedance to the network."""
    o = block_of(t, st.AT_LOAD, k)
    row = t.value[row_of(t, st.AT_LOAD, k) :]
    p, q = 0.0, 0.0
    if x[o + st.LOAD_CONTACTOR] > 0.5:
        slip = x[o + st.LOAD_MOTOR_SLIP]
        p, q, _ = induction_motor(
            slip, row[tb.M_RS], row[tb.M_XS], row[tb.M_RR], row[tb.M_XR], row[tb.M_XM]
        )
    x[o + st.LOAD_MOTOR_P_PU] = p
    x[o + st.LOAD_MOTOR_Q_PU] = q
    rating = row[tb.M_KVA] / constant(t, tb.C_BASE)
    wk.injection[2 * k + 1, w.J_P] = p * rating
    wk.injection[2 * k + 1, w.J_Q] = q * rating
    wk.injection[2 * k + 1, w.J_Z] = 1.0


@outlying
def _moved_slip(x: Floats, t: Tables, k: int, slip: float, v: float, h: float) -> float:
    """The slip of the motor of load k at constant voltage v (pu), h after it was `slip`.

    The speed of its load is 1-s: that the island turns a little slower is left out.
    """
    row = t.value[row_of(t, st.AT_LOAD, k) :]
    load, two_h_s = row[tb.M_TORQUE], 2.0 * row[tb.M_H]
    drive = row[tb.M_K2] * v * v
    if h <= 0.0:
        return slip
    if x[block_of(t, st.AT_LOAD, k) + st.LOAD_CONTACTOR] < 0.5 or drive == 0.0:
        return coasting_slip(slip, load, two_h_s, h)
    rr, rth, reactance = row[tb.M_RR], row[tb.M_RTH], row[tb.M_X]
    if h > LONG_STEP_S:
        settled, near = settled_slip(slip, drive, load, rr, rth, reactance)
        if near:
            return settled
    moved = slip_after(slip, drive, load, rr, rth, reactance, two_h_s, h)
    if abs(moved - slip) > SETTLED_SLIP * h:
        x[st.G_LAST_EVENT_S] = x[st.G_T_S]
    return moved


@outlying
def advance_motor(x: Floats, t: Tables, wk: Work, k: int, v: float, h: float) -> None:
    """Slip of the motor of load k, h later at the voltage v (pu) of now, and what it then draws.

    In a long step the slip is where torque and load agree; when that is not near, fine steps are
    asked for.
    """
    o = block_of(t, st.AT_LOAD, k)
    slip = x[o + st.LOAD_MOTOR_SLIP]
    x[o + st.LOAD_MOTOR_SLIP_BEFORE] = slip
    x[o + st.LOAD_MOTOR_V_BEFORE_PU] = v
    x[o + st.LOAD_MOTOR_SLIP] = _moved_slip(x, t, k, slip, v, h)
    if h <= 0.0 or x[o + st.LOAD_MOTOR_SLIP] != slip:  # else it draws what it drew
        _draw(x, t, wk, k)


@outlying
def correct_motors(x: Floats, t: Tables, wk: Work, h: float) -> float:
    """Move every motor over the same step again, at the mean of its voltages at both ends.

    Returns by how much a slip came out otherwise than before.
    """
    most = 0.0
    for k in range(count_of(t, st.AT_LOAD)):
        o = block_of(t, st.AT_LOAD, k)
        node = wk.index[w.INJECTION_NODE, 2 * k + 1]
        if par(t, st.AT_LOAD, k, tb.M_KVA) <= 0.0 or node < 0 or x[o + st.LOAD_CONTACTOR] < 0.5:
            continue
        v1 = math.sqrt(wk.vector[w.V_RE, node] ** 2 + wk.vector[w.V_IM, node] ** 2)
        v = 0.5 * (x[o + st.LOAD_MOTOR_V_BEFORE_PU] + v1)
        if abs(v - v1) < SAME_PU:
            continue
        first = x[o + st.LOAD_MOTOR_SLIP]
        x[o + st.LOAD_MOTOR_SLIP] = _moved_slip(x, t, k, x[o + st.LOAD_MOTOR_SLIP_BEFORE], v, h)
        _draw(x, t, wk, k)
        most = max(most, abs(x[o + st.LOAD_MOTOR_SLIP] - first))
    return most


@outlying
def move_contactors(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """Drop out on low voltage or when not wanted, pull in when the voltage has been back for long.

    Looks at the end of a step of h, which is now; the network feels it from now on.
    """
    now_s = x[st.G_T_S]
    for k in range(count_of(t, st.AT_LOAD)):
        row = t.value[row_of(t, st.AT_LOAD, k) :]
        if row[tb.M_KVA] <= 0.0:
            continue
        o = block_of(t, st.AT_LOAD, k)
        v = x[bus_of(t, st.AT_LOAD, k) + st.BUS_V_PU]
        wanted = x[o + st.LOAD_MOTOR_ENABLED] > 0.5
        closed = x[o + st.LOAD_CONTACTOR] > 0.5
        counting = v < row[tb.L_DROP_PU] if closed else wanted and v > RETURN_PU
        x[o + st.LOAD_CONTACTOR_S] = x[o + st.LOAD_CONTACTOR_S] + h if counting else 0.0
        delay_s = row[tb.L_DROP_S] if closed else row[tb.L_RETURN_S]
        due = counting and x[o + st.LOAD_CONTACTOR_S] > delay_s - TINY_S
        if due or (closed and not wanted):
            x[o + st.LOAD_CONTACTOR] = 0.0 if closed else 1.0
            x[o + st.LOAD_CONTACTOR_S] = 0.0
            x[st.G_DIRTY] = 1.0
            kind = st.EV_CONTACTOR_DROPPED if closed else st.EV_CONTACTOR_CLOSED
            emit(x, wk, now_s, kind, element_of(t, st.AT_LOAD, k), v)
