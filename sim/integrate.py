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
from sim.backfeed import find_wrong_sides, watch_mains
from sim.compiled import compiled, inner
from sim.energy import book, measure
from sim.facility import (
    advance_transfers,
    command_cars,
    command_outlets,
    command_transfers,
    guard_cars,
    guard_outlets,
    raise_voltages,
    show_small_sources,
)
from sim.flows import are_lines_measured, map_flows
from sim.inrush import advance_inrush, arm_inrush
from sim.inverter import (
    advance_following,
    begin_step,
    command_inverters,
    forming_step,
    move_setpoints,
    read_following,
    terminal_move,
)
from sim.islands import find_islands
from sim.load import advance_loads, advance_regulating, load_awakes
from sim.machine import (
    begin_machines,
    command_machines,
    generating_step,
    guard_machines,
    machine_move,
    machines_settled,
    machines_swing,
)
from sim.motor import correct_motors, move_contactors
from sim.network import correct, finish, predict, solve
from sim.photovoltaic import advance_photovoltaics
from sim.places import block_of, bus_number, bus_of, constant, count_of
from sim.protection import (
    advance_earth_fault,
    advance_stages,
    begin_stages,
    gather_earth_circuit,
    guard_inverters,
    vector_shift,
    watch_back_feed,
    watch_collapse,
    watch_vector_shift,
)
from sim.release import advance_releases, command_fuses
from sim.settle import settle
from sim.sources import is_forming, is_generating, set_sources
from sim.switching import advance_grids, advance_switches, command_grids, command_switches
from sim.synchronism import advance_synchronism, awaits_synchronism
from sim.tables import Tables, par, row_of
from sim.vehicle import advance_vehicles
from sim.work import Work

Floats = NDArray[np.float64]

FINE_STEP_S = 0.01
SWING_PARTS = 4  # of a fine step, while an inverter's power is away from its filter
SWING_PU = 1e-3  # of its rating
FINE_AFTER_S = 5.0
FIRST_STRIDE_S = 1.0
QUIET_PU = 1e-7  # moves of a terminal in a step that a corrector need not follow
CALM_PU = 2e-9  # and how well the predictor must have solved the network then
RESTLESS_PU = 2e-4  # change of speed in a stride that calls for shorter ones
SWINGING_PU = 1e-3  # and in the shortest stride, for fine steps


@compiled
def first_rows(t: Tables) -> tuple[int, int, int, int]:
    """First injection row of regulating loads, vehicles, photovoltaics, following inverters."""
    regulating = 2 * count_of(t, st.AT_LOAD)
    vehicles = regulating + count_of(t, st.AT_REGULATING)
    photovoltaics = vehicles + count_of(t, st.AT_VEHICLE)
    return regulating, vehicles, photovoltaics, photovoltaics + count_of(t, st.AT_PHOTOVOLTAIC)


@compiled
def first_outlet(t: Tables) -> int:
    """First injection row of the outlets: what they give stands there, they draw nothing."""
    return first_rows(t)[3] + count_of(t, st.AT_INVERTER)


@inner
def assign_nodes(t: Tables, wk: Work) -> None:
    """Tell every injection at which network node it hangs now."""
    regulating, vehicles, photovoltaics, inverters = first_rows(t)
    for k in range(count_of(t, st.AT_LOAD)):
        node = wk.index[w.NODE, bus_number(t, st.AT_LOAD, k)]
        wk.index[w.INJECTION_NODE, 2 * k] = node
        wk.index[w.INJECTION_NODE, 2 * k + 1] = node
    for k in range(count_of(t, st.AT_REGULATING)):
        wk.index[w.INJECTION_NODE, regulating + k] = wk.index[
            w.NODE, bus_number(t, st.AT_REGULATING, k)
        ]
    for k in range(count_of(t, st.AT_VEHICLE)):
        wk.index[w.INJECTION_NODE, vehicles + k] = wk.index[w.NODE, bus_number(t, st.AT_VEHICLE, k)]
    for k in range(count_of(t, st.AT_PHOTOVOLTAIC)):
        wk.index[w.INJECTION_NODE, photovoltaics + k] = wk.index[
            w.NODE, bus_number(t, st.AT_PHOTOVOLTAIC, k)
        ]
    for k in range(count_of(t, st.AT_INVERTER)):
        wk.index[w.INJECTION_NODE, inverters + k] = wk.index[
            w.NODE, bus_number(t, st.AT_INVERTER, k)
        ]
    outlets = first_outlet(t)
    for k in range(count_of(t, st.AT_OUTLET)):
        wk.index[w.INJECTION_NODE, outlets + k] = wk.index[w.NODE, bus_number(t, st.AT_OUTLET, k)]
    wk.index[w.FLAGS, w.W_INJECTIONS] = outlets + count_of(t, st.AT_OUTLET)


@inner
def find_frequencies(t: Tables, wk: Work) -> None:
    """Frequency of every island: its grid's, else the mean speed of its sources by rating."""
    f0 = constant(t, tb.C_F0)
    for k in range(wk.index[w.FLAGS, w.W_ISLANDS]):
        wk.island[k, w.I_F] = 0.0
        wk.island[k, w.I_WEIGHT] = 0.0
    for n in range(wk.index[w.FLAGS, w.W_SOURCES]):
        s = wk.source[n]
        if s[w.S_ON] < 0.5:
            continue
        k = wk.index[w.ISLAND_OF, int(s[w.S_BUS])]
        if s[w.S_GRID] > 0.5 or wk.island[k, w.I_GRID] < 0.5:
            wk.island[k, w.I_F] += s[w.S_SPEED] * s[w.S_RATING]
            wk.island[k, w.I_WEIGHT] += s[w.S_RATING]
    for k in range(wk.index[w.FLAGS, w.W_ISLANDS]):
        if wk.island[k, w.I_WEIGHT] > 0.0:
            wk.island[k, w.I_F] *= f0 / wk.island[k, w.I_WEIGHT]


@inner
def update_frequencies(x: Floats, t: Tables, wk: Work) -> None:
    """Find them and show them at every bus; 0 Hz where it is dead."""
    find_frequencies(t, wk)
    for b in range(count_of(t, st.AT_BUS)):
        k = wk.index[w.ISLAND_OF, b]
        f_hz = wk.island[k, w.I_F] if k >= 0 else 0.0
        x[block_of(t, st.AT_BUS, b) + st.BUS_F_HZ] = f_hz


@compiled
def map_network(x: Floats, t: Tables, wk: Work) -> None:
    """Rebuild all that is derived from switch positions and sources."""
    find_islands(x, t, wk)
    assign_nodes(t, wk)
    update_frequencies(x, t, wk)
    wk.index[w.FLAGS, w.W_MEASURED] = 0
    wk.index[w.FLAGS, w.W_FLOWS] = 0


@inner
def _remember_angles(x: Floats, t: Tables) -> None:
    for k in range(count_of(t, st.AT_PHOTOVOLTAIC)):
        bus = bus_of(t, st.AT_PHOTOVOLTAIC, k)
        o = block_of(t, st.AT_PHOTOVOLTAIC, k)
        x[o + st.PV_JUMP_DEG] = math.atan2(x[bus + st.BUS_V_IM], x[bus + st.BUS_V_RE])
        if x[bus + st.BUS_V_PU] < 0.3:
            x[o + st.PV_JUMP_DEG] = 1e9
    for k in range(count_of(t, st.AT_INVERTER)):
        bus = bus_of(t, st.AT_INVERTER, k)
        o = block_of(t, st.AT_INVERTER, k)
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
    find_wrong_sides(x, t, wk)
    arm_inrush(x, t, wk)
    _remember_angles(x, t)
    advance_injections(x, t, wk, 0.0)  # a new demand draws from this instant on
    solve(x, t, wk)
    if load_awakes(x, t):  # what comes back cold draws it from this instant on
        advance_injections(x, t, wk, 0.0)
        solve(x, t, wk)
    if are_lines_measured(t):
        map_flows(x, t, wk)  # now, before the next contact moves
    wk.index[w.FLAGS, w.W_SOLUTION] += 1
    read_following(x, t, wk, first_rows(t)[3])
    show_small_sources(x, t, wk, first_rows(t)[1], first_outlet(t))
    update_frequencies(x, t, wk)
    for k in range(count_of(t, st.AT_PHOTOVOLTAIC)):
        bus = bus_of(t, st.AT_PHOTOVOLTAIC, k)
        o = block_of(t, st.AT_PHOTOVOLTAIC, k)
        x[o + st.PV_JUMP_DEG] = _jump(x, bus, x[o + st.PV_JUMP_DEG])
    for k in range(count_of(t, st.AT_INVERTER)):
        bus = bus_of(t, st.AT_INVERTER, k)
        o = block_of(t, st.AT_INVERTER, k)
        x[o + st.INV_JUMP_DEG] = _jump(x, bus, x[o + st.INV_JUMP_DEG])
    watch_vector_shift(x, t, wk)
    watch_back_feed(x, t, wk)
    watch_mains(x, t, wk)
    begin_stages(x, t)


@compiled
def balance_sources(x: Floats, t: Tables, wk: Work) -> None:
    """Bring running sources into balance with the network at an instant, as if they had long been.

    Where secondary control acts in an island without a grid it has already done its work.
    """
    _ = settle(x, t, wk, 0.0)
    for k in range(count_of(t, st.AT_INVERTER)):
        o = block_of(t, st.AT_INVERTER, k)
        row = t.value[row_of(t, st.AT_INVERTER, k) :]
        alone = wk.island[wk.index[w.ISLAND_OF, int(row[tb.IN_BUS])], w.I_GRID] < 0.5
        if is_forming(x, o) and x[o + st.INV_SECONDARY_ON] > 0.5 and alone:
            x[o + st.INV_P_REF_PU] = x[o + st.INV_P_KW] / row[tb.IN_S]
    _ = settle(x, t, wk, 0.0)
    update_frequencies(x, t, wk)


@compiled
def prepare(x: Floats, t: Tables, wk: Work) -> None:
    """Inputs, commands and switching of this instant, until nothing changes any more."""
    for _ in range(8):
        if x[st.G_DIRTY] < 0.5:
            break
        command_grids(x, t, wk)
        command_fuses(x, t, wk)
        command_transfers(x, t, wk)
        command_switches(x, t, wk)
        command_inverters(x, t, wk)
        command_machines(x, t, wk)
        command_cars(x, t, wk)
        command_outlets(x, t, wk)
        refresh(x, t, wk)


@inner
def _quiet(x: Floats, t: Tables, wk: Work) -> bool:
    """True when no terminal moved in the predictor: the corrector would find the same."""
    for k in range(count_of(t, st.AT_INVERTER)):
        o = block_of(t, st.AT_INVERTER, k)
        if is_forming(x, o) and terminal_move(x, t, wk, k) > QUIET_PU:
            return False
    for k in range(count_of(t, st.AT_MACHINE)):
        turns = is_generating(x, block_of(t, st.AT_MACHINE, k))
        if turns and machine_move(x, t, wk, k) > QUIET_PU:
            return False
    return True


@inner
def _swings(x: Floats, t: Tables, wk: Work) -> bool:
    """True when the power of a forming inverter is away from its filter, or machines swing: 10 ms
    are too coarse.
    """
    if count_of(t, st.AT_MACHINE) > 0 and machines_swing(x, t, wk):
        return True
    for k in range(count_of(t, st.AT_INVERTER)):
        o = block_of(t, st.AT_INVERTER, k)
        if is_forming(x, o):
            p = x[o + st.INV_P_KW] / par(t, st.AT_INVERTER, k, tb.IN_S)
            if abs(p - x[o + st.INV_PF_PU]) > SWING_PU:
                return True
    return False


@inner
def _foresee(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """Predictor of all sources, and the frequency of t + h that loads and PV answer to."""
    forming_step(x, t, wk, h, True)
    if count_of(t, st.AT_MACHINE) > 0:
        generating_step(x, t, wk, h, True)
    set_sources(x, t, wk)
    find_frequencies(t, wk)


@inner
def _fine_states(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """The network after the predictor, and corrector where it matters, over h."""
    machines = count_of(t, st.AT_MACHINE) > 0
    predict(x, t, wk, h)
    restless = correct_motors(x, t, wk, h) > QUIET_PU
    quiet = _quiet(x, t, wk) and not restless
    if not quiet:
        forming_step(x, t, wk, h, False)
        if machines:
            generating_step(x, t, wk, h, False)
    if quiet and x[st.G_RESIDUAL_PU] <= CALM_PU:
        finish(x, t, wk)
    else:
        correct(x, t, wk)


@inner
def step(x: Floats, t: Tables, wk: Work, h: float, long: bool) -> float:
    """One step of h seconds; `long` solves the fast states algebraically.

    Returns the largest change of an island's speed in a long step (pu).
    """
    inverters = first_rows(t)[3]
    if wk.index[w.FLAGS, w.W_MEASURED] > 0:
        for n in range(wk.flow.shape[1]):
            wk.flow[0, n] = wk.flow[1, n]  # the end of the last step is the beginning of this
    else:
        measure(x, t, wk, inverters, wk.flow[0])
    move_setpoints(x, t, h)
    raise_voltages(x, t, h)
    begin_step(x, t, wk)
    machines = count_of(t, st.AT_MACHINE) > 0
    if machines:
        begin_machines(x, t, wk, h)
    advance_switches(x, t, wk, h)
    advance_transfers(x, t, wk, h)
    advance_grids(x, t, wk, h)
    if not long:
        _foresee(x, t, wk, h)
    advance_injections(x, t, wk, h)
    advance_inrush(x, t, wk, h)
    moved = 0.0
    if long:
        moved = settle(x, t, wk, h)
    else:
        _fine_states(x, t, wk, h)
    update_frequencies(x, t, wk)
    read_following(x, t, wk, inverters)
    show_small_sources(x, t, wk, first_rows(t)[1], first_outlet(t))
    x[st.G_T_S] += h
    wk.index[w.FLAGS, w.W_SOLUTION] += 1
    measure(x, t, wk, inverters, wk.flow[1])
    wk.index[w.FLAGS, w.W_MEASURED] = 1
    book(x, t, wk, h)
    advance_earth_fault(x, t, wk)
    watch_back_feed(x, t, wk)
    watch_mains(x, t, wk)
    move_contactors(x, t, wk, h)
    watch_collapse(x, t, wk)
    advance_stages(x, t, wk, h)
    advance_releases(x, t, wk, h)
    guard_inverters(x, t, wk, h)
    if machines:
        guard_machines(x, t, wk, h)
    guard_cars(x, t, wk, h)
    guard_outlets(x, t, wk, h)
    if count_of(t, st.AT_SYNCHRONISM) > 0:
        advance_synchronism(x, t, wk, h)
    return moved


@inner
def may_stride(x: Floats, t: Tables) -> bool:
    """True when nothing has happened for 5 s, no machine swings and no switch is to be caught."""
    now = x[st.G_T_S]
    if count_of(t, st.AT_MACHINE) > 0 and not machines_settled(x, t):
        return False
    if count_of(t, st.AT_SYNCHRONISM) > 0 and awaits_synchronism(x, t):
        return False
    return now - x[st.G_LAST_EVENT_S] >= FINE_AFTER_S and now >= x[st.G_FINE_UNTIL_S]


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
def _take_back(x: Floats, t: Tables, wk: Work) -> None:
    """Undo a long step."""
    wk.index[w.FLAGS, w.W_MEASURED] = 0
    n = x.shape[0]
    for k in range(n):
        x[k] = wk.backup[k]
    for r in range(wk.injection.shape[0]):
        for c in range(wk.injection.shape[1]):
            wk.injection[r, c] = wk.backup[n + r * wk.injection.shape[1] + c]
    set_sources(x, t, wk)
    update_frequencies(x, t, wk)


@inner
def _begin_stride(x: Floats, wk: Work) -> tuple[int, float]:
    """Remember everything before a long step: events so far, time of the last."""
    _keep(x, wk)
    return wk.index[w.FLAGS, w.W_EVENTS], x[st.G_LAST_EVENT_S]


@inner
def _end_stride(
    x: Floats,
    t: Tables,
    wk: Work,
    h: float,
    longest_s: float,
    moved: float,
    events: int,
    last_s: float,
) -> None:
    """A stride that went well lets the next be twice as long; one in which anything happened is
    undone, and tried again with an eighth of it, below a second with fine steps.
    """
    happened = wk.index[w.FLAGS, w.W_EVENTS] != events or x[st.G_LAST_EVENT_S] != last_s
    if not happened and moved <= (RESTLESS_PU if h > FIRST_STRIDE_S else SWINGING_PU):
        if h >= x[st.G_STRIDE_S]:
            x[st.G_STRIDE_S] = min(2.0 * x[st.G_STRIDE_S], longest_s)
        return
    _take_back(x, t, wk)
    wk.index[w.FLAGS, w.W_EVENTS] = events
    if h > FIRST_STRIDE_S:
        x[st.G_STRIDE_S] = max(h / 8.0, FIRST_STRIDE_S)
        return
    x[st.G_STRIDE_S] = FIRST_STRIDE_S
    x[st.G_FINE_UNTIL_S] = x[st.G_T_S] + h


@compiled
def advance(
    x: Floats, t: Tables, wk: Work, until_s: float, fixed_s: float, longest_s: float
) -> None:
    """Run to until_s; fixed_s > 0 forces the step. Returns early when the event buffer fills up."""
    events, last_s, parts = 0, 0.0, 0
    while x[st.G_T_S] < until_s - 1e-9:
        if wk.index[w.FLAGS, w.W_EVENTS] > st.EVENT_CAPACITY - st.EVENT_ROOM:
            return
        if x[st.G_DIRTY] > 0.5:
            prepare(x, t, wk)
        left = until_s - x[st.G_T_S]
        h = min(fixed_s if fixed_s > 0.0 else FINE_STEP_S, left)
        long = fixed_s <= 0.0 and parts == 0 and left > FINE_STEP_S * 1.5 and may_stride(x, t)
        if long:
            h = min(x[st.G_STRIDE_S], longest_s, left)
            events, last_s = _begin_stride(x, wk)
        else:
            x[st.G_STRIDE_S] = FIRST_STRIDE_S
            if fixed_s <= 0.0 and parts == 0 and _swings(x, t, wk):
                parts = SWING_PARTS
            if parts > 0:
                parts -= 1
                h = min(FINE_STEP_S / SWING_PARTS, left)
        moved = step(x, t, wk, h, long)
        if long:
            _end_stride(x, t, wk, h, longest_s, moved, events, last_s)
        elif left - h < 1e-9:
            x[st.G_T_S] = until_s
    prepare(x, t, wk)
