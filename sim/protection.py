"""Definite-time elements, the earth-fault circuit, inverter's own trips, and hazards that
are seen.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import compiled, inner
from sim.flows import measure_lines
from sim.inverter import lag, may_stand_alone, trip_inverter
from sim.machine import trip_machine
from sim.photovoltaic import trip_photovoltaic
from sim.places import (
    block_of,
    branch_ends,
    bus_number,
    bus_of,
    bus_voltage,
    constant,
    count_of,
    element_of,
    is_closed,
    switch_ends,
)
from sim.sources import is_generating
from sim.switching import set_switch
from sim.tables import Tables, par, row_of
from sim.work import Work, emit

Floats = NDArray[np.float64]

COLLAPSE_PU = 0.7  # below it people's loads are on the lower side of the nose curve

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


@compiled
def zero_sequence(fault_ohm: float, g_s: float, c_f: float, f_hz: float) -> tuple[float, float]:
    """`V0/E = 1/|1 + Rf (1/Rn + j 3 w C)|` and the fault admittance |1/Rn + j 3 w C| in S (case
    A17).
    """
    b = 3.0 * 2.0 * math.pi * f_hz * c_f
    v0 = 1.0 / math.hypot(1.0 + fault_ohm * g_s, fault_ohm * b)
    return v0, math.hypot(g_s, b)


@inner
def gather_earth_circuit(x: Floats, t: Tables, wk: Work) -> None:
    """Sum capacitance and EVT conductance of all that is joined to the section without
    transformers.
    """
    section = int(constant(t, tb.C_SECTION))
    if section < 0:
        return
    buses = count_of(t, st.AT_BUS)
    zone = wk.index[w.PARENT]
    for b in range(buses):
        zone[b] = 0
    zone[section] = 1
    grown = True
    while grown:
        grown = False
        for s in range(count_of(t, st.AT_SWITCH)):
            if is_closed(x, t, s):
                a, b = switch_ends(t, s)
                if zone[a] != zone[b]:
                    zone[a], zone[b], grown = 1, 1, True
        for k in range(count_of(t, st.AT_BRANCH)):
            a, b = branch_ends(t, k)
            if par(t, st.AT_BRANCH, k, tb.BR_KIND) < 0.5 and zone[a] != zone[b]:
                zone[a], zone[b], grown = 1, 1, True
    c_nf, g_s = constant(t, tb.C_EXTRA_C), 0.0
    for k in range(count_of(t, st.AT_BRANCH)):
        if (
            par(t, st.AT_BRANCH, k, tb.BR_KIND) < 0.5
            and zone[int(par(t, st.AT_BRANCH, k, tb.BR_FROM))] > 0
        ):
            c_nf += par(t, st.AT_BRANCH, k, tb.BR_C_NF)
    for k in range(count_of(t, st.AT_GRID)):
        if zone[bus_number(t, st.AT_GRID, k)] > 0:
            c_nf += par(t, st.AT_GRID, k, tb.GR_C_NF)
            g_s += 1.0 / par(t, st.AT_GRID, k, tb.GR_EVT_OHM)
    x[st.G_EARTH_C_NF] = c_nf
    x[st.G_EARTH_G_S] = g_s


@inner
def advance_earth_fault(x: Floats, t: Tables, wk: Work) -> None:
    """Zero-sequence voltage and fault current of the section, and who touches it."""
    section = int(constant(t, tb.C_SECTION))
    if section < 0:
        return
    bus = block_of(t, st.AT_BUS, section)
    v, f_hz = x[bus + st.BUS_V_PU], x[bus + st.BUS_F_HZ]
    ohm = x[st.G_FAULT_EARTH_OHM]
    x[st.G_V0_PCT] = 0.0
    x[st.G_EARTH_FAULT_MA] = 0.0
    live = v > 0.05
    if 0.0 < ohm < 1e9 and live:
        g = x[st.G_EARTH_G_S]
        if x[st.G_EVT_IN] > 0.5:
            g += 1.0 / constant(t, tb.C_EVT_OHM)
        v0, y = zero_sequence(ohm, g, x[st.G_EARTH_C_NF] * 1e-9, f_hz)
        phase_v = v * par(t, st.AT_BUS, section, tb.B_KV) * 1000.0 / math.sqrt(3.0)
        x[st.G_V0_PCT] = 100.0 * v * v0
        x[st.G_EARTH_FAULT_MA] = 1000.0 * phase_v * v0 * y
        if x[st.G_EARTH_FAULT_SEEN] < 0.5:
            emit(
                x, wk, x[st.G_T_S], st.EV_EARTH_FAULT, element_of(t, st.AT_BUS, section), v0 * 100.0
            )
        x[st.G_EARTH_FAULT_SEEN] = 1.0
    else:
        x[st.G_EARTH_FAULT_SEEN] = 0.0
    x[st.G_UNBALANCE_PCT] = (0.4 + 33.0 * min(max(x[st.G_PHASE_OPEN], 0.0), 1.0)) if live else 0.0
    touched = x[st.G_CREW_ON_LINE] > 0.5 and live
    if touched and x[st.G_CREW_SEEN] < 0.5:
        emit(x, wk, x[st.G_T_S], st.EV_CREW_CONTACT, element_of(t, st.AT_BUS, section), v)
    x[st.G_CREW_SEEN] = 1.0 if touched else 0.0


@inner
def watch_back_feed(x: Floats, t: Tables, wk: Work) -> None:
    """Voltage at the terminals of a dead grid source comes from the wrong side."""
    for g in range(count_of(t, st.AT_GRID)):
        number = bus_number(t, st.AT_GRID, g)
        bus = block_of(t, st.AT_BUS, number)
        live = x[block_of(t, st.AT_GRID, g) + st.GRID_LIVE] > 0.5
        fed = not live and x[bus + st.BUS_V_PU] > 0.05
        if fed and x[bus + st.BUS_BACK_FEED_SEEN] < 0.5:
            emit(
                x, wk, x[st.G_T_S], st.EV_BACK_FEED, element_of(t, st.AT_BUS, number),
                x[bus + st.BUS_V_PU],
            )  # fmt: skip
        x[bus + st.BUS_BACK_FEED_SEEN] = 1.0 if fed else 0.0


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
def advance_stages(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """Count every definite-time element over a step of h that ends now; trip what is due."""
    now_s = x[st.G_T_S]
    measure_lines(x, t, wk)
    watch_rocof(x, t, h)
    for r in range(count_of(t, st.AT_RELAY)):
        o = block_of(t, st.AT_RELAY, r)
        x[o + st.RELAY_PICKED_UP] = 0.0
        if x[st.G_RELAY_RESET] > 0.5:
            x[o + st.RELAY_TRIPPED] = 0.0
            x[o + st.RELAY_CAUSE] = 0.0
    x[st.G_RELAY_RESET] = 0.0
    for k in range(count_of(t, st.AT_STAGE)):
        o = block_of(t, st.AT_STAGE, k)
        row = t.value[row_of(t, st.AT_STAGE, k) :]
        sign = row[tb.S_SIGN]
        value = x[int(row[tb.S_INDEX])]
        if sign * (value - row[tb.S_PICKUP]) <= 0.0 or not _stage_active(x, t, k):
            x[o + st.STAGE_TIMER_S] = 0.0
            x[o + st.STAGE_VALUE] = value
            continue
        before = x[o + st.STAGE_VALUE]
        idle = x[o + st.STAGE_TIMER_S] == 0.0
        timer = definite_time(
            x[o + st.STAGE_TIMER_S], sign * before, sign * value, sign * row[tb.S_PICKUP], h
        )
        x[o + st.STAGE_TIMER_S] = timer
        x[o + st.STAGE_VALUE] = value
        if timer <= 0.0:
            continue
        if idle:
            x[st.G_LAST_EVENT_S] = now_s
        if row[tb.S_OWNER_KIND] == tb.OWNER_RELAY:
            owner = int(row[tb.S_OWNER])
            x[block_of(t, st.AT_RELAY, owner) + st.RELAY_PICKED_UP] = 1.0
            if idle:
                emit(
                    x, wk, now_s, st.EV_RELAY_PICKED_UP, element_of(t, st.AT_RELAY, owner),
                    row[tb.S_CAUSE],
                )  # fmt: skip
        if timer >= row[tb.S_DELAY]:
            x[o + st.STAGE_TIMER_S] = 0.0
            _trip_stage(x, t, wk, k, now_s - min(timer - row[tb.S_DELAY], h))


@inner
def begin_stages(x: Floats, t: Tables) -> None:
    """After switching every element looks anew: a jump counts from its instant, not from a slope
    that was never there. A frequency does not jump.
    """
    for k in range(count_of(t, st.AT_STAGE)):
        o = block_of(t, st.AT_STAGE, k)
        quantity = par(t, st.AT_STAGE, k, tb.S_QUANTITY)
        if quantity in (tb.FREQUENCY, tb.ROCOF):
            continue
        x[o + st.STAGE_VALUE] = x[int(par(t, st.AT_STAGE, k, tb.S_INDEX))]


@inner
def watch_collapse(x: Floats, t: Tables, wk: Work) -> None:
    """Say once where the network had no solution, or people's voltage fell to where it has none.

    Without a short circuit, below 0.7 pu a load is worth less power the more current it draws: the
    lower side of the nose curve. Undervoltage trips and contactors do the rest, as in a real plant.
    """
    node = wk.index[w.FLAGS, w.W_COLLAPSED] - 1
    worst, where = COLLAPSE_PU, -1
    if wk.index[w.FLAGS, w.W_SHORTS] == 0 and x[st.G_LOWEST_PU] < COLLAPSE_PU:
        for k in range(count_of(t, st.AT_LOAD)):
            bus = bus_number(t, st.AT_LOAD, k)
            island = wk.index[w.ISLAND_OF, bus]
            v = bus_voltage(x, t, bus)
            if island >= 0 and wk.island[island, w.I_HOT_PU] > 0.9 and v < worst:
                worst, where = v, bus
    if node >= 0:
        for b in range(count_of(t, st.AT_BUS)):
            if wk.index[w.NODE, b] == node:
                where = b
    if where < 0:
        x[st.G_COLLAPSED] = 0.0
        return
    wk.index[w.FLAGS, w.W_COLLAPSED] = 0
    if x[st.G_COLLAPSED] < 0.5:
        v = bus_voltage(x, t, where)
        element = element_of(t, st.AT_BUS, where)
        emit(x, wk, x[st.G_T_S], st.EV_VOLTAGE_COLLAPSE, element, v)
    x[st.G_COLLAPSED] = 1.0


@inner
def _guard_forming(x: Floats, t: Tables, wk: Work, k: int, h: float) -> None:
    """Current limit, start time-out, anti-islanding of a voltage source."""
    o = block_of(t, st.AT_INVERTER, k)
    element = element_of(t, st.AT_INVERTER, k)
    now_s = x[st.G_T_S]
    bus = bus_number(t, st.AT_INVERTER, k)
    v = bus_voltage(x, t, bus)
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
    if x[o + st.INV_LIMIT_S] > par(t, st.AT_INVERTER, k, tb.IN_LIMIT_S):
        trip_inverter(x, t, wk, k, st.CAUSE_OVERCURRENT, now_s)
        return
    if x[o + st.INV_STATE] == st.RAMPING:
        if x[o + st.INV_RAMP_PU] >= 1.0 and v > 0.9:
            x[o + st.INV_STATE] = st.FORMING
            x[st.G_DIRTY] = 1.0  # the secondary control may begin
            emit(x, wk, now_s, st.EV_RAMP_DONE, element, v)
        elif x[o + st.INV_START_TIMER_S] > par(t, st.AT_INVERTER, k, tb.IN_TIMEOUT_S):
            trip_inverter(x, t, wk, k, st.CAUSE_START_FAILED, now_s)
        return
    island = wk.index[w.ISLAND_OF, bus]
    alone = island >= 0 and wk.island[island, w.I_GRID] < 0.5 and not may_stand_alone(x, t, k)
    if alone and x[o + st.INV_ANTI_ISLANDING] > 0.5:
        x[o + st.INV_ISLAND_S] += h
        x[st.G_LAST_EVENT_S] = now_s
        if x[o + st.INV_ISLAND_S] > par(t, st.AT_INVERTER, k, tb.IN_ISLANDING_S):
            trip_inverter(x, t, wk, k, st.CAUSE_ANTI_ISLANDING, now_s)
    else:
        x[o + st.INV_ISLAND_S] = 0.0


@inner
def guard_inverters(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """Trips that an inverter decides itself, apart from its definite-time stages."""
    for k in range(count_of(t, st.AT_INVERTER)):
        o = block_of(t, st.AT_INVERTER, k)
        state = x[o + st.INV_STATE]
        if state in (st.STOPPED, st.TRIPPED):
            continue
        bus = bus_of(t, st.AT_INVERTER, k)
        if x[o + st.INV_SOC] <= 0.002:
            emit(
                x, wk, x[st.G_T_S], st.EV_BATTERY_EMPTY, element_of(t, st.AT_INVERTER, k),
                x[o + st.INV_SOC],
            )  # fmt: skip
            trip_inverter(x, t, wk, k, st.CAUSE_BATTERY_EMPTY, x[st.G_T_S])
        elif state == st.FOLLOWING:
            if x[bus + st.BUS_V_PU] < 0.1:
                trip_inverter(x, t, wk, k, st.CAUSE_GRID_LOST, x[st.G_T_S])
        else:
            _guard_forming(x, t, wk, k, h)


@compiled
def vector_shift(before_rad: float, after_rad: float) -> float:
    """Jump of an angle in degrees, wrapped to -180..180."""
    turn = (after_rad - before_rad) / (2.0 * math.pi)
    return 360.0 * (turn - math.floor(turn + 0.5))


@inner
def watch_vector_shift(x: Floats, t: Tables, wk: Work) -> None:
    """After switching: PV with a vector-shift relay trips on a jump of its bus angle.

    A grid-forming inverter that two live islands were closed onto out of phase trips when its
    terminal angle jumps by more than its setting or it wants more than twice its current limit.
    """
    for k in range(count_of(t, st.AT_PHOTOVOLTAIC)):
        o = block_of(t, st.AT_PHOTOVOLTAIC, k)
        setting = par(t, st.AT_PHOTOVOLTAIC, k, tb.P_SHIFT_DEG)
        if setting > 0.0 and abs(x[o + st.PV_JUMP_DEG]) > setting:
            trip_photovoltaic(x, t, wk, k, st.CAUSE_VECTOR_SHIFT, x[st.G_T_S])
        x[o + st.PV_JUMP_DEG] = 0.0
    for k in range(count_of(t, st.AT_INVERTER)):
        o = block_of(t, st.AT_INVERTER, k)
        wants = x[o + st.INV_I_UNLIMITED_PU] > 2.0 * par(t, st.AT_INVERTER, k, tb.IN_IMAX)
        jumped = abs(x[o + st.INV_JUMP_DEG]) > par(t, st.AT_INVERTER, k, tb.IN_SHIFT_DEG)
        if x[st.G_JOINED_PU] > 0.0 and (wants or jumped) and x[o + st.INV_STATE] == st.FORMING:
            trip_inverter(x, t, wk, k, st.CAUSE_OUT_OF_PHASE, x[st.G_T_S])
        x[o + st.INV_JUMP_DEG] = 0.0
    x[st.G_JOINED_PU] = 0.0
