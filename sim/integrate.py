"""One step of the plant, and the choice of step.

Order of a step: inputs, commands and switching; network; states (predictor); network; states
(corrector); network; accounts; protection. 10 ms from any event until 5 s after the last; else long
steps with the fast states solved algebraically. A long step in which anything happens is taken back
and run again at 10 ms.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import compiled, inner
from sim.energy import book, measure
from sim.inverter import (
    advance_following,
    begin_step,
    command_inverters,
    forming_step,
    move_setpoints,
    read_following,
)
from sim.load import advance_loads, advance_regulating
from sim.network import (
    correct,
    find_islands,
    is_forming,
    predict,
    solve,
    solve_again,
    turn_island,
)
from sim.photovoltaic import advance_photovoltaics
from sim.protection import (
    advance_earth_fault,
    advance_stages,
    gather_earth_circuit,
    guard_inverters,
    vector_shift,
    watch_back_feed,
    watch_vector_shift,
)
from sim.switching import advance_grids, advance_switches, command_grids, command_switches
from sim.tables import Tables
from sim.vehicle import advance_vehicles
from sim.work import Work, emit

Floats = NDArray[np.float64]

FINE_STEP_S = 0.01
FINE_AFTER_S = 5.0
SETTLED_PU = 1e-9


@compiled
def first_rows(t: Tables) -> tuple[int, int, int, int]:
    """First injection row of regulating loads, vehicles, photovoltaics, following inverters."""
    regulating = 2 * t.at[st.COUNT + st.AT_LOAD]
    vehicles = regulating + t.at[st.COUNT + st.AT_REGULATING]
    photovoltaics = vehicles + t.at[st.COUNT + st.AT_VEHICLE]
    return regulating, vehicles, photovoltaics, photovoltaics + t.at[st.COUNT + st.AT_PHOTOVOLTAIC]


@inner
def assign_nodes(t: Tables, wk: Work) -> None:
    """Tell every injection at which network node it hangs now."""
    regulating, vehicles, photovoltaics, inverters = first_rows(t)
    for k in range(t.at[st.COUNT + st.AT_LOAD]):
        node = wk.index[w.NODE, int(t.value[st.AT_LOAD, k, tb.L_BUS])]
        wk.index[w.INJECTION_NODE, 2 * k] = node
        wk.index[w.INJECTION_NODE, 2 * k + 1] = node
    for k in range(t.at[st.COUNT + st.AT_REGULATING]):
        wk.index[w.INJECTION_NODE, regulating + k] = wk.index[
            w.NODE, int(t.value[st.AT_REGULATING, k, tb.R_BUS])
        ]
    for k in range(t.at[st.COUNT + st.AT_VEHICLE]):
        wk.index[w.INJECTION_NODE, vehicles + k] = wk.index[
            w.NODE, int(t.value[st.AT_VEHICLE, k, tb.V_BUS])
        ]
    for k in range(t.at[st.COUNT + st.AT_PHOTOVOLTAIC]):
        wk.index[w.INJECTION_NODE, photovoltaics + k] = wk.index[
            w.NODE, int(t.value[st.AT_PHOTOVOLTAIC, k, tb.P_BUS])
        ]
    for k in range(t.at[st.COUNT + st.AT_INVERTER]):
        wk.index[w.INJECTION_NODE, inverters + k] = wk.index[
            w.NODE, int(t.value[st.AT_INVERTER, k, tb.IN_BUS])
        ]
    wk.index[w.FLAGS, w.W_INJECTIONS] = inverters + t.at[st.COUNT + st.AT_INVERTER]


@compiled
def map_network(x: Floats, t: Tables, wk: Work) -> None:
    """Rebuild all that is derived from switch positions; changes nothing that the future depends
    on.
    """
    find_islands(x, t, wk)
    assign_nodes(t, wk)
    wk.index[w.FLAGS, w.W_MEASURED] = 0


@inner
def arm_inrush(x: Floats, t: Tables, wk: Work) -> None:
    """A transformer that was dead and joins a live island draws inrush; in a slow ramp it
    does not.
    """
    for k in range(t.at[st.COUNT + st.AT_TRANSFORMER]):
        o = t.at[st.AT_TRANSFORMER] + k * len(st.TRANSFORMER)
        island = wk.index[w.ISLAND_OF, int(t.value[st.AT_TRANSFORMER, k, tb.T_HV])]
        hot = wk.island[island, w.I_HOT_PU] if island >= 0 else 0.0
        if island >= 0 and x[o + st.TR_ENERGISED] < 0.5:
            x[o + st.TR_ENERGISED] = 1.0
            x[o + st.TR_DEAD_S] = 0.0
            if hot > 0.1:
                x[o + st.TR_INRUSH_PU] = t.value[st.AT_TRANSFORMER, k, tb.T_INRUSH] * min(hot, 1.0)
                kva = (
                    t.value[st.AT_TRANSFORMER, k, tb.T_S_PU]
                    * t.value[st.AT_CONSTANTS, 0, tb.C_BASE]
                )
                element = t.at[st.ELEMENT + st.AT_TRANSFORMER] + k
                emit(x, wk, x[st.G_T_S], st.EV_INRUSH, element, kva)


@inner
def advance_inrush(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """Inrush admittance falls as e^(-t/tau); a transformer without voltage forgets its flux."""
    for k in range(t.at[st.COUNT + st.AT_TRANSFORMER]):
        o = t.at[st.AT_TRANSFORMER] + k * len(st.TRANSFORMER)
        if x[o + st.TR_INRUSH_PU] > 0.0:
            x[o + st.TR_INRUSH_PU] *= math.exp(-h / t.value[st.AT_TRANSFORMER, k, tb.T_TAU])
            if x[o + st.TR_INRUSH_PU] < 1e-4 * t.value[st.AT_TRANSFORMER, k, tb.T_INRUSH]:
                x[o + st.TR_INRUSH_PU] = 0.0
            wk.index[w.FLAGS, w.W_FACTORED] = 0
            x[st.G_LAST_EVENT_S] = x[st.G_T_S]
        if wk.index[w.ISLAND_OF, int(t.value[st.AT_TRANSFORMER, k, tb.T_HV])] < 0:
            x[o + st.TR_DEAD_S] += h
            if x[o + st.TR_DEAD_S] > 0.05:
                x[o + st.TR_ENERGISED] = 0.0
                x[o + st.TR_INRUSH_PU] = 0.0


@inner
def update_frequencies(x: Floats, t: Tables, wk: Work) -> None:
    """Frequency of every island: its grid's, else the mean speed of its inverters; 0 Hz
    when dead.
    """
    f0 = t.value[st.AT_CONSTANTS, 0, tb.C_F0]
    for k in range(wk.index[w.FLAGS, w.W_ISLANDS]):
        wk.island[k, w.I_F] = 0.0
        wk.island[k, w.I_WEIGHT] = 0.0
    for g in range(t.at[st.COUNT + st.AT_GRID]):
        o = t.at[st.AT_GRID] + g * len(st.GRID)
        if x[o + st.GRID_LIVE] > 0.5:
            k = wk.index[w.ISLAND_OF, int(t.value[st.AT_GRID, g, tb.GR_BUS])]
            if k >= 0:
                wk.island[k, w.I_F] += x[o + st.GRID_F_HZ] / f0
                wk.island[k, w.I_WEIGHT] += 1.0
    for n in range(t.at[st.COUNT + st.AT_INVERTER]):
        o = t.at[st.AT_INVERTER] + n * len(st.INVERTER)
        k = wk.index[w.ISLAND_OF, int(t.value[st.AT_INVERTER, n, tb.IN_BUS])]
        if k >= 0 and is_forming(x, o) and wk.island[k, w.I_GRID] < 0.5:
            weight = t.value[st.AT_INVERTER, n, tb.IN_S]
            wk.island[k, w.I_F] += x[o + st.INV_W_PU] * weight
            wk.island[k, w.I_WEIGHT] += weight
    for k in range(wk.index[w.FLAGS, w.W_ISLANDS]):
        if wk.island[k, w.I_WEIGHT] > 0.0:
            wk.island[k, w.I_F] *= f0 / wk.island[k, w.I_WEIGHT]
    for b in range(t.at[st.COUNT + st.AT_BUS]):
        k = wk.index[w.ISLAND_OF, b]
        f_hz = wk.island[k, w.I_F] if k >= 0 else 0.0
        x[t.at[st.AT_BUS] + b * len(st.BUS) + st.BUS_F_HZ] = f_hz


@inner
def _remember_angles(x: Floats, t: Tables) -> None:
    for k in range(t.at[st.COUNT + st.AT_PHOTOVOLTAIC]):
        bus = t.at[st.AT_BUS] + int(t.value[st.AT_PHOTOVOLTAIC, k, tb.P_BUS]) * len(st.BUS)
        o = t.at[st.AT_PHOTOVOLTAIC] + k * len(st.PHOTOVOLTAIC)
        x[o + st.PV_JUMP_DEG] = math.atan2(x[bus + st.BUS_V_IM], x[bus + st.BUS_V_RE])
        if x[bus + st.BUS_V_PU] < 0.3:
            x[o + st.PV_JUMP_DEG] = 1e9
    for k in range(t.at[st.COUNT + st.AT_INVERTER]):
        bus = t.at[st.AT_BUS] + int(t.value[st.AT_INVERTER, k, tb.IN_BUS]) * len(st.BUS)
        o = t.at[st.AT_INVERTER] + k * len(st.INVERTER)
        x[o + st.INV_JUMP_DEG] = math.atan2(x[bus + st.BUS_V_IM], x[bus + st.BUS_V_RE])
        if x[bus + st.BUS_V_PU] < 0.3:
            x[o + st.INV_JUMP_DEG] = 1e9


@inner
def _jump(x: Floats, bus: int, before: float) -> float:
    if before > 1e8 or x[bus + st.BUS_V_PU] < 0.05:
        return 0.0
    return vector_shift(before, math.atan2(x[bus + st.BUS_V_IM], x[bus + st.BUS_V_RE]))


@compiled
def advance_injections(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """Everything that hangs at the network, at t + h."""
    regulating, vehicles, photovoltaics, inverters = first_rows(t)
    advance_loads(x, t, wk, h)
    advance_regulating(x, t, wk, h, regulating)
    advance_vehicles(x, t, wk, h, vehicles)
    advance_photovoltaics(x, t, wk, h, photovoltaics)
    advance_following(x, t, wk, h, inverters)


@inner
def refresh(x: Floats, t: Tables, wk: Work) -> None:
    """After switching: new islands, inrush, one solution at the same instant, jumps of the
    angles.
    """
    x[st.G_DIRTY] = 0.0
    map_network(x, t, wk)
    gather_earth_circuit(x, t, wk)
    arm_inrush(x, t, wk)
    _remember_angles(x, t)
    advance_injections(x, t, wk, 0.0)  # a new demand draws from this instant on
    solve(x, t, wk)
    read_following(x, t, wk, first_rows(t)[3])
    update_frequencies(x, t, wk)
    for k in range(t.at[st.COUNT + st.AT_PHOTOVOLTAIC]):
        bus = t.at[st.AT_BUS] + int(t.value[st.AT_PHOTOVOLTAIC, k, tb.P_BUS]) * len(st.BUS)
        o = t.at[st.AT_PHOTOVOLTAIC] + k * len(st.PHOTOVOLTAIC)
        x[o + st.PV_JUMP_DEG] = _jump(x, bus, x[o + st.PV_JUMP_DEG])
    for k in range(t.at[st.COUNT + st.AT_INVERTER]):
        bus = t.at[st.AT_BUS] + int(t.value[st.AT_INVERTER, k, tb.IN_BUS]) * len(st.BUS)
        o = t.at[st.AT_INVERTER] + k * len(st.INVERTER)
        x[o + st.INV_JUMP_DEG] = _jump(x, bus, x[o + st.INV_JUMP_DEG])
    watch_vector_shift(x, t, wk)
    watch_back_feed(x, t, wk)


@compiled
def prepare(x: Floats, t: Tables, wk: Work) -> None:
    """Inputs, commands and switching of this instant, until nothing changes any more."""
    for _ in range(8):
        command_grids(x, t, wk)
        command_switches(x, t, wk)
        command_inverters(x, t, wk)
        if x[st.G_DIRTY] < 0.5:
            break
        refresh(x, t, wk)


@inner
def _settle(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """Long step of a grid-forming inverter: fast states at their equilibrium, secondary exact.

    `Pset' = (Pf - Pset)/Ts` (the same as `-(w-1)/(mp Ts)` with the droop inserted);
    `V = Vset + mq (Qset - Q)` found by moving E.
    """
    begin_step(x, t, wk)
    for k in range(t.at[st.COUNT + st.AT_INVERTER]):
        o = t.at[st.AT_INVERTER] + k * len(st.INVERTER)
        if is_forming(x, o) and x[o + st.INV_SECONDARY_ON] > 0.5:
            share = 1.0 - math.exp(-h / t.value[st.AT_INVERTER, k, tb.IN_TS])
            p = x[o + st.INV_P_KW] / t.value[st.AT_INVERTER, k, tb.IN_S]
            x[o + st.INV_P_REF_PU] += (p - x[o + st.INV_P_REF_PU]) * share
    predict(x, t, wk)
    for _ in range(60):
        solve_again(x, t, wk, SETTLED_PU)
        worst = 0.0
        for k in range(t.at[st.COUNT + st.AT_INVERTER]):
            o = t.at[st.AT_INVERTER] + k * len(st.INVERTER)
            if not is_forming(x, o):
                continue
            row = t.value[st.AT_INVERTER, k]
            bus = t.at[st.AT_BUS] + int(row[tb.IN_BUS]) * len(st.BUS)
            q_set = x[o + st.INV_Q_SET_KVAR] / row[tb.IN_S]
            q = x[o + st.INV_Q_KVAR] / row[tb.IN_S]
            wanted = x[o + st.INV_V_SET_PU] + row[tb.IN_MQ] * (q_set - q)
            e = x[o + st.INV_E_PU] + wanted - x[bus + st.BUS_V_PU]
            e = min(max(e, 0.0), row[tb.IN_EMAX])
            worst = max(worst, abs(e - x[o + st.INV_E_PU]))
            x[o + st.INV_E_PU] = e
        if worst < SETTLED_PU:
            break
    correct(x, t, wk)
    for k in range(t.at[st.COUNT + st.AT_INVERTER]):
        o = t.at[st.AT_INVERTER] + k * len(st.INVERTER)
        if is_forming(x, o):
            row = t.value[st.AT_INVERTER, k]
            bus = t.at[st.AT_BUS] + int(row[tb.IN_BUS]) * len(st.BUS)
            w_before = x[o + st.INV_W_PU]
            p = x[o + st.INV_P_KW] / row[tb.IN_S]
            x[o + st.INV_PF_PU] = p
            x[o + st.INV_QF_PU] = x[o + st.INV_Q_KVAR] / row[tb.IN_S]
            x[o + st.INV_VF_PU] = x[bus + st.BUS_V_PU]
            x[o + st.INV_W_PU] = 1.0 + row[tb.IN_MP] * (x[o + st.INV_P_REF_PU] - p)
            mean = 0.5 * (w_before + x[o + st.INV_W_PU]) - 1.0
            turned = 2.0 * math.pi * t.value[st.AT_CONSTANTS, 0, tb.C_F0] * mean * h
            x[o + st.INV_DELTA_RAD] += turned
            # voltages a step behind the angle would look like a jump at the next switching
            turn_island(x, t, wk, wk.index[w.ISLAND_OF, int(row[tb.IN_BUS])], turned)
            outside = p * row[tb.IN_S] > x[o + st.INV_P_MAX_KW]
            outside = outside or p * row[tb.IN_S] < x[o + st.INV_P_MIN_KW]
            if outside:
                x[st.G_LAST_EVENT_S] = x[st.G_T_S]


@inner
def step(x: Floats, t: Tables, wk: Work, h: float, long: bool) -> None:
    """One step of h seconds; `long` solves the fast states algebraically."""
    inverters = first_rows(t)[3]
    if wk.index[w.FLAGS, w.W_MEASURED] > 0:
        for n in range(wk.flow.shape[1]):
            wk.flow[0, n] = wk.flow[1, n]  # the end of the last step is the beginning of this
    else:
        measure(x, t, wk, inverters, wk.flow[0])
    move_setpoints(x, t, h)
    begin_step(x, t, wk)
    advance_switches(x, t, wk, h)
    advance_grids(x, t, wk, h)
    advance_injections(x, t, wk, h)
    advance_inrush(x, t, wk, h)
    if long:
        _settle(x, t, wk, h)
    else:
        forming_step(x, t, wk, h, True)
        predict(x, t, wk)
        forming_step(x, t, wk, h, False)
        correct(x, t, wk)
    read_following(x, t, wk, inverters)
    x[st.G_T_S] += h
    update_frequencies(x, t, wk)
    measure(x, t, wk, inverters, wk.flow[1])
    wk.index[w.FLAGS, w.W_MEASURED] = 1
    book(x, t, wk, h)
    advance_earth_fault(x, t, wk)
    watch_back_feed(x, t, wk)
    advance_stages(x, t, wk, h)
    guard_inverters(x, t, wk, h)


@inner
def may_stride(x: Floats, t: Tables, wk: Work) -> bool:
    """True when nothing has happened for 5 s and every island has one clear reference."""
    now = x[st.G_T_S]
    if now - x[st.G_LAST_EVENT_S] < FINE_AFTER_S or now < x[st.G_FINE_UNTIL_S]:
        return False
    for k in range(wk.index[w.FLAGS, w.W_ISLANDS]):
        forming = wk.island[k, w.I_FORMING]
        if forming > 1.5 or (forming > 0.5 and wk.island[k, w.I_GRID] > 0.5):
            return False
    return True


@inner
def _keep(x: Floats, wk: Work) -> None:
    """Remember state and injections before a long step."""
    n = x.shape[0]
    for k in range(n):
        wk.backup[k] = x[k]
    for r in range(wk.injection.shape[0]):
        for c in range(wk.injection.shape[1]):
            wk.backup[n + r * wk.injection.shape[1] + c] = wk.injection[r, c]


@inner
def _take_back(x: Floats, wk: Work) -> None:
    """Undo a long step."""
    wk.index[w.FLAGS, w.W_MEASURED] = 0
    n = x.shape[0]
    for k in range(n):
        x[k] = wk.backup[k]
    for r in range(wk.injection.shape[0]):
        for c in range(wk.injection.shape[1]):
            wk.injection[r, c] = wk.backup[n + r * wk.injection.shape[1] + c]


@compiled
def advance(
    x: Floats, t: Tables, wk: Work, until_s: float, fixed_s: float, longest_s: float
) -> None:
    """Run to until_s; fixed_s > 0 forces the step. Returns early when the event buffer fills up."""
    while x[st.G_T_S] < until_s - 1e-9:
        if wk.index[w.FLAGS, w.W_EVENTS] > st.EVENT_CAPACITY - st.EVENT_ROOM:
            return
        prepare(x, t, wk)
        left = until_s - x[st.G_T_S]
        stride = fixed_s <= 0.0 and may_stride(x, t, wk)
        h = min(fixed_s if fixed_s > 0.0 else FINE_STEP_S, left)
        if stride and left > FINE_STEP_S * 1.5:
            h = min(longest_s, left)
            events = wk.index[w.FLAGS, w.W_EVENTS]
            quiet_since = x[st.G_LAST_EVENT_S]
            _keep(x, wk)
            step(x, t, wk, h, True)
            if wk.index[w.FLAGS, w.W_EVENTS] == events and x[st.G_LAST_EVENT_S] == quiet_since:
                continue
            _take_back(x, wk)
            wk.index[w.FLAGS, w.W_EVENTS] = events
            x[st.G_FINE_UNTIL_S] = x[st.G_T_S] + h
            continue
        step(x, t, wk, h, False)
        if left - h < 1e-9:
            x[st.G_T_S] = until_s
    prepare(x, t, wk)
