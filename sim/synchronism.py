"""Synchronism relays (25): what stands across their switch, the closing command, and steering.

Side b against side a, as everywhere: slip in Hz, angle in degrees, -180..180. A positive slip lets
the angle grow.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim.compiled import compiled, inner, outlying
from sim.places import block_of, bus_of, constant, count_of, element_of, is_closed, switch_sides
from sim.sources import is_forming
from sim.tables import Tables, par, row_of
from sim.work import Work, emit

Floats = NDArray[np.float64]

LIVE_PU = 0.8
HOLD_SLIP_HZ = 0.03  # closing after a time in the window asks for less slip than closing by lead
STEADY_DEG = 1.0  # at next to no slip the angle counts as zero below this
ANGLE_S = 20.0  # the steered angle goes to zero with this time constant
VOLTAGE_S, VOLTAGE_PU_PER_S = 2.0, 0.01


@compiled
def advance_angle_deg(slip_hz: float, breaker_s: float) -> float:
    """Angle that turns between command and contact: `360 slip t`, degrees (case A7)."""
    return 360.0 * slip_hz * breaker_s


@compiled
def wrap_deg(angle_deg: float) -> float:
    """The same angle between -180 and 180 degrees."""
    turns = angle_deg / 360.0
    return 360.0 * (turns - math.floor(turns + 0.5))


@compiled
def should_close(angle_deg: float, slip_hz: float, breaker_s: float, h_s: float) -> bool:
    """True when no later step of h would bring the contacts together at a smaller angle."""
    at_contact = wrap_deg(angle_deg + advance_angle_deg(slip_hz, breaker_s))
    reach = 180.0 * abs(slip_hz) * h_s  # half of what one step turns
    if abs(slip_hz) <= HOLD_SLIP_HZ:
        reach = max(reach, STEADY_DEG)
    return abs(at_contact) <= reach * (1.0 + 1e-9)


@compiled
def steered_slip_hz(angle_deg: float, steer_slip_hz: float, hold: bool) -> float:
    """Slip of the steered side against the other, its angle against the other's in degrees.

    A steady slip brings every angle past zero; to hold the angle the slip is `-angle/(360 T)`.
    """
    if not hold:
        return steer_slip_hz
    return min(max(-angle_deg / (360.0 * ANGLE_S), -abs(steer_slip_hz)), abs(steer_slip_hz))


@inner
def _measure(x: Floats, t: Tables, k: int) -> bool:
    """Difference of the magnitudes, slip and angle; False when a side is dead or both are one."""
    o = block_of(t, st.AT_SYNCHRONISM, k)
    s = int(par(t, st.AT_SYNCHRONISM, k, tb.Y_SWITCH))
    a, b = switch_sides(t, s)
    x[o + st.SY_DV_PU], x[o + st.SY_SLIP_HZ], x[o + st.SY_ANGLE_DEG] = 0.0, 0.0, 0.0
    if is_closed(x, t, s):
        return False
    x[o + st.SY_DV_PU] = x[b + st.BUS_V_PU] - x[a + st.BUS_V_PU]
    if min(x[a + st.BUS_V_PU], x[b + st.BUS_V_PU]) < LIVE_PU:
        return False
    x[o + st.SY_SLIP_HZ] = x[b + st.BUS_F_HZ] - x[a + st.BUS_F_HZ]
    angle_b = math.atan2(x[b + st.BUS_V_IM], x[b + st.BUS_V_RE])
    angle_a = math.atan2(x[a + st.BUS_V_IM], x[a + st.BUS_V_RE])
    x[o + st.SY_ANGLE_DEG] = wrap_deg(math.degrees(angle_b - angle_a))
    return True


@inner
def _steer(x: Floats, t: Tables, k: int, h: float) -> None:
    """Move the set-points of the inverter on one side towards the other side."""
    o = block_of(t, st.AT_SYNCHRONISM, k)
    row = t.value[row_of(t, st.AT_SYNCHRONISM, k) :]
    n = int(row[tb.Y_INVERTER])
    inverter = block_of(t, st.AT_INVERTER, n)
    s = int(row[tb.Y_SWITCH])
    a, b = switch_sides(t, s)
    own = bus_of(t, st.AT_INVERTER, n)
    one_island = x[a + st.BUS_ISLAND] == x[b + st.BUS_ISLAND]
    if one_island or x[inverter + st.INV_STATE] != st.FORMING:
        return
    at_b = x[own + st.BUS_ISLAND] == x[b + st.BUS_ISLAND]
    if not at_b and x[own + st.BUS_ISLAND] != x[a + st.BUS_ISLAND]:
        return
    if x[o + st.SY_STEERING] < 0.5:
        x[o + st.SY_STEERING] = 1.0
        x[o + st.SY_F_BEFORE_HZ] = x[inverter + st.INV_F_SET_HZ]
        x[o + st.SY_V_BEFORE_PU] = x[inverter + st.INV_V_SET_PU]
    side = 1.0 if at_b else -1.0
    other_f = x[a + st.BUS_F_HZ] if at_b else x[b + st.BUS_F_HZ]
    angle = side * x[o + st.SY_ANGLE_DEG]
    slip = steered_slip_hz(angle, row[tb.Y_STEER], row[tb.Y_HOLD_S] > 0.0)
    x[o + st.SY_OTHER_F_HZ] = other_f
    x[inverter + st.INV_F_SET_HZ] = other_f + slip
    wanted = -side * x[o + st.SY_DV_PU] / VOLTAGE_S
    rate = min(max(wanted, -VOLTAGE_PU_PER_S), VOLTAGE_PU_PER_S)
    x[inverter + st.INV_V_SET_PU] += rate * h


@inner
def _release(x: Floats, t: Tables, k: int, h: float) -> None:
    """Give the set-points back: frequency at once, voltage slowly."""
    o = block_of(t, st.AT_SYNCHRONISM, k)
    if x[o + st.SY_STEERING] < 0.5:
        return
    n = int(par(t, st.AT_SYNCHRONISM, k, tb.Y_INVERTER))
    inverter = block_of(t, st.AT_INVERTER, n)
    x[inverter + st.INV_F_SET_HZ] = x[o + st.SY_F_BEFORE_HZ]
    away = x[o + st.SY_V_BEFORE_PU] - x[inverter + st.INV_V_SET_PU]
    reach = VOLTAGE_PU_PER_S * h
    x[inverter + st.INV_V_SET_PU] += min(max(away, -reach), reach)
    x[st.G_LAST_EVENT_S] = x[st.G_T_S]
    if abs(away) <= reach:
        x[o + st.SY_STEERING] = 0.0


@inner
def _keep_power(x: Floats, t: Tables, k: int) -> None:
    """On contact the steered inverter holds its power: `Pset = Pf + (w-1)/mp` of the other side."""
    o = block_of(t, st.AT_SYNCHRONISM, k)
    n = int(par(t, st.AT_SYNCHRONISM, k, tb.Y_INVERTER))
    if n < 0 or x[o + st.SY_STEERING] < 0.5:
        return
    inverter = block_of(t, st.AT_INVERTER, n)
    if is_forming(x, inverter):
        f0 = constant(t, tb.C_F0)
        away = (x[o + st.SY_OTHER_F_HZ] / f0 - 1.0) / par(t, st.AT_INVERTER, n, tb.IN_MP)
        x[inverter + st.INV_P_REF_PU] = x[inverter + st.INV_PF_PU] + away


@inner
def _judge(x: Floats, t: Tables, k: int, live: bool, h: float) -> None:
    """Permit, hold timer and, when the moment has come, the closing command."""
    o = block_of(t, st.AT_SYNCHRONISM, k)
    row = t.value[row_of(t, st.AT_SYNCHRONISM, k) :]
    slip, angle = x[o + st.SY_SLIP_HZ], x[o + st.SY_ANGLE_DEG]
    alike = live and abs(x[o + st.SY_DV_PU]) <= row[tb.Y_DV] and abs(slip) <= row[tb.Y_SLIP]
    permit = alike and abs(angle) <= row[tb.Y_ANGLE]
    x[o + st.SY_PERMIT] = 1.0 if permit else 0.0
    holds = permit and abs(slip) <= HOLD_SLIP_HZ
    x[o + st.SY_HOLD_TIMER_S] = x[o + st.SY_HOLD_TIMER_S] + h if holds else 0.0
    if x[o + st.SY_ENABLED] < 0.5 or x[o + st.SY_SENT] > 0.5:
        return
    if row[tb.Y_HOLD_S] > 0.0:
        now = x[o + st.SY_HOLD_TIMER_S] >= row[tb.Y_HOLD_S]
    else:
        now = alike and should_close(angle, slip, row[tb.Y_BREAKER_S], h)
    if now:
        x[o + st.SY_SENT] = 1.0
        command = block_of(t, st.AT_SWITCH, int(row[tb.Y_SWITCH])) + st.SW_COMMAND
        x[command] = 1.0
        x[st.G_DIRTY] = 1.0
        x[st.G_LAST_EVENT_S] = x[st.G_T_S]


@outlying
def advance_synchronism(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """Every relay over a step of h that ends now; one closing for each time it is enabled."""
    for k in range(count_of(t, st.AT_SYNCHRONISM)):
        o = block_of(t, st.AT_SYNCHRONISM, k)
        s = int(par(t, st.AT_SYNCHRONISM, k, tb.Y_SWITCH))
        switch = block_of(t, st.AT_SWITCH, s)
        live = _measure(x, t, k)
        x[o + st.SY_LIVE] = 1.0 if live else 0.0
        if x[o + st.SY_ENABLED] < 0.5:
            x[o + st.SY_SENT] = 0.0
        elif x[switch + st.SW_CLOSED] > 0.5:
            if x[o + st.SY_SENT] > 0.5:
                _keep_power(x, t, k)
                element = element_of(t, st.AT_SYNCHRONISM, k)
                emit(x, wk, x[st.G_T_S], st.EV_SYNCHRONISED, element, x[switch + st.SW_JUMP_PU])
            x[o + st.SY_ENABLED] = 0.0
        _judge(x, t, k, live, h)
        if x[o + st.SY_ENABLED] > 0.5 and live and par(t, st.AT_SYNCHRONISM, k, tb.Y_INVERTER) >= 0:
            _steer(x, t, k, h)
        else:
            _release(x, t, k, h)


@outlying
def awaits_synchronism(x: Floats, t: Tables) -> bool:
    """True while an enabled relay may close any moment, which a long step would miss."""
    for k in range(count_of(t, st.AT_SYNCHRONISM)):
        o = block_of(t, st.AT_SYNCHRONISM, k)
        row = t.value[row_of(t, st.AT_SYNCHRONISM, k) :]
        near = row[tb.Y_INVERTER] >= 0.0 or abs(x[o + st.SY_SLIP_HZ]) <= 1.5 * row[tb.Y_SLIP]
        waits = x[o + st.SY_LIVE] > 0.5 and x[o + st.SY_SENT] < 0.5
        if x[o + st.SY_ENABLED] > 0.5 and waits and near:
            return True
    return False
