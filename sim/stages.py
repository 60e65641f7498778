"""Definite-time elements of relays, PV, inverters, machines and load shedding: timers and trips.

27, 59, 81, 50/51, 64, 32R and RoCoF are one table (`trips.py` fills it): a quantity, a pick-up, a
delay, and whom it trips.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim.compiled import compiled, inner
from sim.droop import lag
from sim.flows import measure_lines
from sim.inverter import trip_inverter
from sim.machine import trip_machine
from sim.photovoltaic import trip_photovoltaic
from sim.places import block_of, count_of, element_of
from sim.sources import is_generating
from sim.switching import set_switch
from sim.tables import Tables, par, row_of
from sim.work import Work, emit

Floats = NDArray[np.float64]

ROCOF_WINDOW_S = 0.05  # a relay looks at two or three periods [K]


@compiled
def definite_time(timer_s: float, before: float, now: float, pickup: float, h_s: float) -> float:
    """Seconds beyond the pick-up (over is positive): interpolates the crossing, resets below.

    A step that begins below and ends above counts its part after the crossing only (case A11).
    """
    if now <= pickup:
        return 0.0
    if before <= pickup:
        return h_s * (now - pickup) / (now - before)
    return timer_s + h_s


@compiled
def rate_of_change(f_hz: float, slow_hz: float) -> float:
    """`(f - y)/tau` with `tau y' = f - y`: the slope of f as a measuring window sees it; Hz/s."""
    return (f_hz - slow_hz) / ROCOF_WINDOW_S


@inner
def _owner_awake(x: Floats, t: Tables, k: int) -> bool:
    """True when the PV, switch or machine that owns a stage is in service."""
    row = t.value[row_of(t, st.AT_STAGE, k) :]
    owner, kind = int(row[tb.S_OWNER]), int(row[tb.S_OWNER_KIND])
    if kind == tb.OWNER_PV:
        o = block_of(t, st.AT_PHOTOVOLTAIC, owner)
        return x[o + st.PV_STATE] == st.PV_RUNNING
    if kind == tb.OWNER_SHED:
        o = block_of(t, st.AT_SWITCH, int(row[tb.S_SWITCH]))
        return x[o + st.SW_CLOSED] > 0.5
    if kind == tb.OWNER_MACHINE:
        o = block_of(t, st.AT_MACHINE, owner)
        starting = x[o + st.MA_STATE] == st.MA_STARTING
        return is_generating(x, o) and not (starting and row[tb.S_BLOCK_IN_RAMP] > 0.5)
    return True


@inner
def _stage_active(x: Floats, t: Tables, k: int) -> bool:
    """True when element k is in service: voltage to measure, owner awake, its setting group on."""
    row = t.value[row_of(t, st.AT_STAGE, k) :]
    owner = int(row[tb.S_OWNER])
    kind = int(row[tb.S_OWNER_KIND])
    bus = block_of(t, st.AT_BUS, int(row[tb.S_BUS]))
    quantity = int(row[tb.S_QUANTITY])
    if quantity in (tb.FREQUENCY, tb.ROCOF) and x[bus + st.BUS_V_PU] < 0.1:
        return False
    if not _owner_awake(x, t, k):
        return False
    inverter = int(row[tb.S_INVERTER])
    if inverter >= 0 and quantity not in (tb.LINE_CURRENT, tb.REVERSE_POWER):
        state = x[block_of(t, st.AT_INVERTER, inverter) + st.INV_STATE]
        if state in (st.STOPPED, st.TRIPPED):
            return False
        if state == st.RAMPING and row[tb.S_BLOCK_IN_RAMP] > 0.5:
            return False
    if kind == tb.OWNER_RELAY:
        o = block_of(t, st.AT_RELAY, owner)
        if x[o + st.RELAY_BLOCKED] > 0.5 or x[o + st.RELAY_TRIPPED] > 0.5:
            return False
        return row[tb.S_GROUP] == x[st.G_RELAY_GROUP]
    return True


@inner
def watch_rocof(x: Floats, t: Tables, h: float) -> None:
    """Rate of change of the frequency at the bus of every stage that watches it, either way."""
    for n in range(count_of(t, st.AT_ROCOF)):
        k = int(par(t, st.AT_ROCOF, n, 0))
        o = block_of(t, st.AT_STAGE, k)
        bus = block_of(t, st.AT_BUS, int(par(t, st.AT_STAGE, k, tb.S_BUS)))
        f_hz = x[bus + st.BUS_F_HZ] if x[bus + st.BUS_V_PU] >= 0.1 else 0.0
        before = x[o + st.STAGE_F_HZ]
        if f_hz == 0.0 or before == 0.0:
            x[o + st.STAGE_SLOW_HZ] = f_hz
        else:
            slow = lag(x[o + st.STAGE_SLOW_HZ], before, f_hz, h, ROCOF_WINDOW_S)
            x[o + st.STAGE_SLOW_HZ] = slow
        x[o + st.STAGE_F_HZ] = f_hz
        x[o + st.STAGE_ROCOF_HZ_PER_S] = abs(rate_of_change(f_hz, x[o + st.STAGE_SLOW_HZ]))


@inner
def _trip_stage(x: Floats, t: Tables, wk: Work, k: int, time_s: float) -> None:
    """Trip what element k is set to trip."""
    row = t.value[row_of(t, st.AT_STAGE, k) :]
    kind = int(row[tb.S_OWNER_KIND])
    owner = int(row[tb.S_OWNER])
    switch = int(row[tb.S_SWITCH])
    if kind == tb.OWNER_PV:
        trip_photovoltaic(x, t, wk, owner, row[tb.S_CAUSE], time_s)
    elif kind == tb.OWNER_INVERTER:
        trip_inverter(x, t, wk, owner, row[tb.S_CAUSE], time_s)
    elif kind == tb.OWNER_MACHINE:
        trip_machine(x, t, wk, owner, row[tb.S_CAUSE], time_s)
    elif kind == tb.OWNER_SHED:
        emit(x, wk, time_s, st.EV_SHED, element_of(t, st.AT_SWITCH, switch), row[tb.S_PICKUP])
        set_switch(x, t, wk, switch, False, time_s)
    else:
        o = block_of(t, st.AT_RELAY, owner)
        x[o + st.RELAY_TRIPPED] = 1.0
        x[o + st.RELAY_CAUSE] = row[tb.S_CAUSE]
        emit(x, wk, time_s, st.EV_RELAY_TRIPPED, element_of(t, st.AT_RELAY, owner), row[tb.S_CAUSE])
        if row[tb.S_INVERTER] >= 0.0:
            trip_inverter(x, t, wk, int(row[tb.S_INVERTER]), row[tb.S_CAUSE], time_s)
        if switch >= 0:
            set_switch(x, t, wk, switch, False, time_s)


@inner
def _begin_relays(x: Floats, t: Tables) -> None:
    """Nobody is picked up; the input `relay.reset` lets them all trip again."""
    for r in range(count_of(t, st.AT_RELAY)):
        o = block_of(t, st.AT_RELAY, r)
        x[o + st.RELAY_PICKED_UP] = 0.0
        if x[st.G_RELAY_RESET] > 0.5:
            x[o + st.RELAY_TRIPPED] = 0.0
            x[o + st.RELAY_CAUSE] = 0.0
    x[st.G_RELAY_RESET] = 0.0


@inner
def _count(x: Floats, t: Tables, k: int, h: float) -> float:
    """Time beyond the pick-up of element k at the end of a step of h, s; 0 when it sleeps."""
    o = block_of(t, st.AT_STAGE, k)
    row = t.value[row_of(t, st.AT_STAGE, k) :]
    sign, pickup = row[tb.S_SIGN], row[tb.S_PICKUP]
    before, value = x[o + st.STAGE_VALUE], x[int(row[tb.S_INDEX])]
    timer = 0.0
    if sign * (value - pickup) > 0.0 and _stage_active(x, t, k):
        timer = definite_time(
            x[o + st.STAGE_TIMER_S], sign * before, sign * value, sign * pickup, h
        )
    x[o + st.STAGE_TIMER_S] = timer
    x[o + st.STAGE_VALUE] = value
    return timer


@inner
def _pick_up(x: Floats, t: Tables, wk: Work, k: int, first: bool) -> None:
    """Show that an element counts; say it when a relay begins to."""
    if first:
        x[st.G_LAST_EVENT_S] = x[st.G_T_S]
    row = t.value[row_of(t, st.AT_STAGE, k) :]
    if row[tb.S_OWNER_KIND] != tb.OWNER_RELAY:
        return
    owner = int(row[tb.S_OWNER])
    x[block_of(t, st.AT_RELAY, owner) + st.RELAY_PICKED_UP] = 1.0
    if first:
        element = element_of(t, st.AT_RELAY, owner)
        emit(x, wk, x[st.G_T_S], st.EV_RELAY_PICKED_UP, element, row[tb.S_CAUSE])


@inner
def advance_stages(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """Count every definite-time element over a step of h that ends now; trip what is due.

    The moment of a trip lies inside the step: by how much the timer has passed its delay.
    """
    measure_lines(x, t, wk)
    watch_rocof(x, t, h)
    _begin_relays(x, t)
    for k in range(count_of(t, st.AT_STAGE)):
        o = block_of(t, st.AT_STAGE, k)
        idle = x[o + st.STAGE_TIMER_S] == 0.0
        timer = _count(x, t, k, h)
        if timer <= 0.0:
            continue
        _pick_up(x, t, wk, k, idle)
        delay_s = par(t, st.AT_STAGE, k, tb.S_DELAY)
        if timer >= delay_s:
            x[o + st.STAGE_TIMER_S] = 0.0
            _trip_stage(x, t, wk, k, x[st.G_T_S] - min(timer - delay_s, h))


@inner
def begin_stages(x: Floats, t: Tables) -> None:
    """After switching every element looks anew; a frequency does not jump.

    A jump counts from its instant, not from a slope that was never there.
    """
    for k in range(count_of(t, st.AT_STAGE)):
        o = block_of(t, st.AT_STAGE, k)
        quantity = par(t, st.AT_STAGE, k, tb.S_QUANTITY)
        if quantity in (tb.FREQUENCY, tb.ROCOF):
            continue
        x[o + st.STAGE_VALUE] = x[int(par(t, st.AT_STAGE, k, tb.S_INDEX))]
