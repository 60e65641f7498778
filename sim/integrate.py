"""The plant step (`step`), and the choice of its length (`advance`).

Order: inputs, commands and switching (`prepare`, in instant.py); then, in `step`, network; states
(predictor); network; states (corrector); network; accounts; protection. 10 ms from any event until
5 s after the last; else long steps with the fast states solved algebraically. A long step in which
anything happens is taken back and run again at 10 ms.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.backfeed import watch_back_feed, watch_mains
from sim.compiled import compiled, inner
from sim.earth_fault import advance_earth_fault
from sim.energy import book, measure
from sim.facility import (
    advance_transfers,
    guard_cars,
    guard_outlets,
    raise_voltages,
    show_small_sources,
)
from sim.following import read_following
from sim.forming import begin_step, forming_step, move_setpoints, terminal_move
from sim.frequencies import find_frequencies, update_frequencies
from sim.guards import guard_inverters
from sim.hazards import watch_collapse, watch_crew
from sim.injections import advance_injections, first_outlet, first_rows
from sim.inrush import advance_inrush
from sim.instant import prepare
from sim.machine import (
    begin_machines,
    generating_step,
    guard_machines,
    machine_move,
    machines_swing,
)
from sim.motor import correct_motors, move_contactors
from sim.network import correct, finish, predict
from sim.places import block_of, count_of
from sim.release import advance_releases
from sim.settle import settle
from sim.sources import is_forming, is_generating, set_sources
from sim.stages import advance_stages
from sim.stride import FIRST_STRIDE_S, begin_stride, end_stride, may_stride
from sim.switching import advance_grids, advance_switches
from sim.synchronism import advance_synchronism
from sim.tables import Tables, par
from sim.work import Work

Floats = NDArray[np.float64]

FINE_STEP_S = 0.01
SWING_PARTS = 4  # of a fine step, while an inverter's power is away from its filter
SWING_PU = 1e-3  # of its rating
QUIET_PU = 1e-7  # moves of a terminal in a step that a corrector need not follow
CALM_PU = 2e-9  # and how well the predictor must have solved the network then


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
    """True when 10 ms are too coarse: a source's power is away from its filter, machines swing."""
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
    """One step of the plant over h seconds; `long` solves the fast states algebraically.

    Set-points and timers; switching; sources foreseen; loads and PV; network and states; accounts;
    hazards, protection and guards. Returns the largest change of an island's speed in a long step,
    pu.
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
    watch_crew(x, t, wk)
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
            events, last_s = begin_stride(x, wk)
        else:
            x[st.G_STRIDE_S] = FIRST_STRIDE_S
            if fixed_s <= 0.0 and parts == 0 and _swings(x, t, wk):
                parts = SWING_PARTS
            if parts > 0:
                parts -= 1
                h = min(FINE_STEP_S / SWING_PARTS, left)
        moved = step(x, t, wk, h, long)
        if long:
            end_stride(x, t, wk, h, longest_s, moved, events, last_s)
        elif left - h < 1e-9:
            x[st.G_T_S] = until_s
    prepare(x, t, wk)
