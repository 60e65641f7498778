"""What happens at an instant: switch commands, timed-sequence closing, grid loss and reclosing."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim.compiled import inner, outlying
from sim.places import block_of, bus_of, constant, count_of, element_of, switch_sides
from sim.tables import Tables, par
from sim.work import Work, emit

Floats = NDArray[np.float64]

LIVE_PU = 0.3
OUT_OF_PHASE_PU = 0.1
FORGET_S = 180.0  # a source that lived so long may reclose again


@inner
def uniform(x: Floats) -> float:
    """The next seeded random number in 0..1: a counter, kept in the state, through a hash."""
    x[st.G_RANDOM_COUNTER] += 1.0
    n = int(x[st.G_RANDOM_COUNTER]) * 2654435761 + int(x[st.G_SEED]) * 40503 + 12345
    n = n % 4294967296
    for _ in range(3):
        n = ((n ^ (n >> 16)) * 73244475) % 4294967296
    return (n ^ (n >> 16)) / 4294967296.0


@outlying
def set_switch(x: Floats, t: Tables, wk: Work, s: int, closed: bool, time_s: float) -> None:
    """Move the contacts now; notes the voltage across them when both sides were live."""
    o = block_of(t, st.AT_SWITCH, s)
    if (x[o + st.SW_CLOSED] > 0.5) == closed:
        return
    element = element_of(t, st.AT_SWITCH, s)
    a, b = switch_sides(t, s)
    x[o + st.SW_JUMP_PU] = 0.0
    if closed and x[a + st.BUS_V_PU] > LIVE_PU and x[b + st.BUS_V_PU] > LIVE_PU:
        dv = _apart(x, a, b, max(time_s - x[st.G_T_S], 0.0))
        x[o + st.SW_JUMP_PU] = dv
        if x[a + st.BUS_ISLAND] != x[b + st.BUS_ISLAND] and dv > OUT_OF_PHASE_PU:
            emit(x, wk, time_s, st.EV_OUT_OF_PHASE_CLOSE, element, dv)
            x[st.G_JOINED_PU] = max(x[st.G_JOINED_PU], dv)
    x[o + st.SW_CLOSED] = 1.0 if closed else 0.0
    x[o + st.SW_COMMAND] = x[o + st.SW_CLOSED]
    x[o + st.SW_LAST_COMMAND] = x[o + st.SW_CLOSED]
    x[o + st.SW_MOVING_S] = 0.0
    x[st.G_DIRTY] = 1.0
    kind = st.EV_SWITCH_CLOSED if closed else st.EV_SWITCH_OPENED
    emit(x, wk, time_s, kind, element, x[o + st.SW_JUMP_PU])


@inner
def _apart(x: Floats, a: int, b: int, ahead_s: float) -> float:
    """Voltage between two buses when they have turned on by their own frequencies, pu."""
    turned = 2.0 * math.pi * (x[a + st.BUS_F_HZ] - x[b + st.BUS_F_HZ]) * ahead_s
    c, s = math.cos(turned), math.sin(turned)
    re = c * x[a + st.BUS_V_RE] - s * x[a + st.BUS_V_IM] - x[b + st.BUS_V_RE]
    im = s * x[a + st.BUS_V_RE] + c * x[a + st.BUS_V_IM] - x[b + st.BUS_V_IM]
    return math.hypot(re, im)


@inner
def command_switches(x: Floats, t: Tables, wk: Work) -> None:
    """Begin what was commanded; instant switches move now."""
    for s in range(count_of(t, st.AT_SWITCH)):
        o = block_of(t, st.AT_SWITCH, s)
        command = x[o + st.SW_COMMAND]
        if command != x[o + st.SW_LAST_COMMAND]:
            x[o + st.SW_LAST_COMMAND] = command
            if x[o + st.SW_STUCK] > 0.5:
                element = element_of(t, st.AT_SWITCH, s)
                emit(x, wk, x[st.G_T_S], st.EV_SWITCH_STUCK, element, command)
            elif command != x[o + st.SW_CLOSED]:
                x[o + st.SW_MOVING_S] = par(t, st.AT_SWITCH, s, tb.SW_OPERATE_S) + 1e-9
            else:
                x[o + st.SW_MOVING_S] = 0.0
        if 0.0 < x[o + st.SW_MOVING_S] <= 1e-6:
            set_switch(x, t, wk, s, command > 0.5, x[st.G_T_S])


@inner
def advance_switches(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """Move contacts on their way and the X and Y timers of timed-sequence switches by h."""
    for s in range(count_of(t, st.AT_SWITCH)):
        o = block_of(t, st.AT_SWITCH, s)
        if x[o + st.SW_MOVING_S] > 0.0:
            x[o + st.SW_MOVING_S] = max(x[o + st.SW_MOVING_S] - h, 1e-9)
            x[st.G_LAST_EVENT_S] = x[st.G_T_S]
            if x[o + st.SW_MOVING_S] <= 1e-6:
                set_switch(x, t, wk, s, x[o + st.SW_COMMAND] > 0.5, x[st.G_T_S] + h)
        if par(t, st.AT_SWITCH, s, tb.SW_TIMED) > 0.5:
            _timed_sequence(x, t, wk, s, h)


@inner
def _timed_sequence(x: Floats, t: Tables, wk: Work, s: int, h: float) -> None:
    """X timer: closes after voltage at one side only; Y: locks out when it is lost after that."""
    o = block_of(t, st.AT_SWITCH, s)
    element = element_of(t, st.AT_SWITCH, s)
    now = x[st.G_T_S] + h
    a, b = switch_sides(t, s)
    va, vb = x[a + st.BUS_V_PU], x[b + st.BUS_V_PU]
    if x[o + st.SW_CLOSED] > 0.5:
        x[o + st.SW_X_TIMER_S] = 0.0
        if x[o + st.SW_Y_TIMER_S] > 0.0:
            x[o + st.SW_Y_TIMER_S] = max(x[o + st.SW_Y_TIMER_S] - h, 0.0)
            if max(va, vb) < LIVE_PU:
                x[o + st.SW_Y_TIMER_S] = 0.0
                x[o + st.SW_LOCKED_OUT] = 1.0
                emit(x, wk, now, st.EV_TIMED_SEQUENCE_LOCKOUT, element, 0.0)
                set_switch(x, t, wk, s, False, now)
        return
    side = 0.0
    if va > 0.85 and vb < 0.1 and x[o + st.SW_TIMER_A_BLOCKED] < 0.5:
        side = 1.0
    elif vb > 0.85 and va < 0.1 and x[o + st.SW_TIMER_B_BLOCKED] < 0.5:
        side = 2.0
    if side == 0.0 or x[o + st.SW_LOCKED_OUT] > 0.5 or side != x[o + st.SW_X_SIDE]:
        x[o + st.SW_X_TIMER_S] = 0.0
        if side != 0.0 and side != x[o + st.SW_X_SIDE]:
            x[o + st.SW_X_TARGET_S] = par(t, st.AT_SWITCH, s, tb.SW_X_S) * (
                0.98 + 0.04 * uniform(x)
            )
        x[o + st.SW_X_SIDE] = side
        return
    x[o + st.SW_X_TIMER_S] += h
    if x[o + st.SW_X_TIMER_S] >= x[o + st.SW_X_TARGET_S]:
        x[o + st.SW_X_TIMER_S] = 0.0
        x[o + st.SW_X_SIDE] = 0.0
        x[o + st.SW_Y_TIMER_S] = par(t, st.AT_SWITCH, s, tb.SW_Y_S)
        emit(x, wk, now, st.EV_TIMED_SEQUENCE_CLOSE, element, side)
        set_switch(x, t, wk, s, True, now)


@inner
def _meet(x: Floats, t: Tables, wk: Work, g: int) -> None:
    """A source that returns onto a live bus has no synchronism check: note the voltage between."""
    o = block_of(t, st.AT_GRID, g)
    bus = bus_of(t, st.AT_GRID, g)
    if x[bus + st.BUS_V_PU] < LIVE_PU:
        return
    e_re = x[o + st.GRID_V_PU] * math.cos(x[o + st.GRID_ANGLE_RAD])
    e_im = x[o + st.GRID_V_PU] * math.sin(x[o + st.GRID_ANGLE_RAD])
    dv = math.hypot(e_re - x[bus + st.BUS_V_RE], e_im - x[bus + st.BUS_V_IM])
    if dv > OUT_OF_PHASE_PU:
        emit(x, wk, x[st.G_T_S], st.EV_OUT_OF_PHASE_CLOSE, element_of(t, st.AT_GRID, g), dv)
        x[st.G_JOINED_PU] = max(x[st.G_JOINED_PU], dv)


@inner
def command_grids(x: Floats, t: Tables, wk: Work) -> None:
    """Loss, trip and return of every grid source, as the inputs say now."""
    for g in range(count_of(t, st.AT_GRID)):
        o = block_of(t, st.AT_GRID, g)
        if x[o + st.GRID_TRIP] > 0.5:
            x[o + st.GRID_TRIP] = 0.0
            if x[o + st.GRID_LIVE] > 0.5:
                x[o + st.GRID_LIVE] = 0.0
                attempts = par(t, st.AT_GRID, g, tb.GR_ATTEMPTS)
                if x[o + st.GRID_RECLOSE_BLOCKED] < 0.5 and x[o + st.GRID_RECLOSES] < attempts:
                    x[o + st.GRID_RECLOSES] += 1.0
                    x[o + st.GRID_RECLOSE_TIMER_S] = par(t, st.AT_GRID, g, tb.GR_RECLOSE_S) * (
                        0.99 + 0.02 * uniform(x)
                    )
        if (x[o + st.GRID_LIVE] > 0.5) != (x[o + st.GRID_WAS_LIVE] > 0.5):
            live = x[o + st.GRID_LIVE] > 0.5
            x[o + st.GRID_WAS_LIVE] = x[o + st.GRID_LIVE]
            x[st.G_DIRTY] = 1.0
            kind = st.EV_GRID_RESTORED if live else st.EV_GRID_LOST
            emit(x, wk, x[st.G_T_S], kind, element_of(t, st.AT_GRID, g), 0.0)
            if live:
                x[o + st.GRID_RECLOSE_TIMER_S] = 0.0
                x[o + st.GRID_ALIVE_S] = 0.0
                _meet(x, t, wk, g)


@inner
def advance_grids(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """Turn the angle of every source; count its reclose and over-current timers."""
    f0 = constant(t, tb.C_F0)
    for g in range(count_of(t, st.AT_GRID)):
        o = block_of(t, st.AT_GRID, g)
        if x[o + st.GRID_LIVE] > 0.5:
            i_pu = _grid_current(x, t, g)
            over = par(t, st.AT_GRID, g, tb.GR_TRIP_PU) > 0.0 and i_pu > par(
                t, st.AT_GRID, g, tb.GR_TRIP_PU
            )
            x[o + st.GRID_OVERCURRENT_S] = x[o + st.GRID_OVERCURRENT_S] + h if over else 0.0
            x[o + st.GRID_ALIVE_S] += h
            if x[o + st.GRID_ALIVE_S] > FORGET_S:
                x[o + st.GRID_RECLOSES] = 0.0
            if over:
                x[st.G_LAST_EVENT_S] = x[st.G_T_S]
            if x[o + st.GRID_OVERCURRENT_S] >= par(t, st.AT_GRID, g, tb.GR_TRIP_S):
                x[o + st.GRID_OVERCURRENT_S] = 0.0
                x[o + st.GRID_TRIP] = 1.0
                x[st.G_DIRTY] = 1.0
        elif x[o + st.GRID_RECLOSE_TIMER_S] > 0.0:
            if x[o + st.GRID_RECLOSE_BLOCKED] > 0.5:
                x[o + st.GRID_RECLOSE_TIMER_S] = 0.0
            elif x[o + st.GRID_RECLOSE_TIMER_S] > h:
                x[o + st.GRID_RECLOSE_TIMER_S] -= h
            else:
                x[o + st.GRID_RECLOSE_TIMER_S] = 0.0
                x[o + st.GRID_LIVE] = 1.0
                x[st.G_DIRTY] = 1.0
                x[st.G_LAST_EVENT_S] = x[st.G_T_S]
        x[o + st.GRID_ANGLE_RAD] += 2.0 * math.pi * (x[o + st.GRID_F_HZ] - f0) * h


@inner
def _grid_current(x: Floats, t: Tables, g: int) -> float:
    """Magnitude of the current a live source gives, pu of the common base."""
    o = block_of(t, st.AT_GRID, g)
    bus = bus_of(t, st.AT_GRID, g)
    e_re = x[o + st.GRID_V_PU] * math.cos(x[o + st.GRID_ANGLE_RAD])
    e_im = x[o + st.GRID_V_PU] * math.sin(x[o + st.GRID_ANGLE_RAD])
    drop = math.hypot(e_re - x[bus + st.BUS_V_RE], e_im - x[bus + st.BUS_V_IM])
    return drop / math.hypot(par(t, st.AT_GRID, g, tb.GR_R), par(t, st.AT_GRID, g, tb.GR_X))
