"""What happens at an instant: commands and switching, new islands, one solution, its jumps."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.backfeed import find_wrong_sides, watch_back_feed, watch_mains
from sim.compiled import compiled, inner
from sim.earth_fault import gather_earth_circuit
from sim.facility import command_cars, command_outlets, command_transfers, show_small_sources
from sim.flows import are_lines_measured, map_flows
from sim.following import read_following
from sim.frequencies import update_frequencies
from sim.injections import advance_injections, assign_nodes, first_outlet, first_rows
from sim.inrush import arm_inrush
from sim.inverter import command_inverters
from sim.islands import find_islands
from sim.load import load_awakes
from sim.machine import command_machines
from sim.network import solve
from sim.places import block_of, bus_number, count_of
from sim.release import command_fuses
from sim.settle import settle
from sim.sources import is_forming, map_sources
from sim.stages import begin_stages
from sim.switching import command_grids, command_switches
from sim.tables import Tables, row_of
from sim.vector_shift import find_jumps, remember_angles, watch_vector_shift
from sim.work import Work

Floats = NDArray[np.float64]


@compiled
def map_network(x: Floats, t: Tables, wk: Work) -> None:
    """Rebuild all that is derived from switch positions and sources."""
    find_islands(x, t, wk)
    assign_nodes(t, wk)
    update_frequencies(x, t, wk)
    wk.index[w.FLAGS, w.W_MEASURED] = 0
    wk.index[w.FLAGS, w.W_FLOWS] = 0


@inner
def refresh(x: Floats, t: Tables, wk: Work) -> None:
    """After switching: new islands, inrush, one solution at the same instant, jumps of angles."""
    x[st.G_DIRTY] = 0.0
    map_network(x, t, wk)
    gather_earth_circuit(x, t, wk)
    find_wrong_sides(x, t, wk)
    arm_inrush(x, t, wk)
    remember_angles(x, t)
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
    find_jumps(x, t)
    watch_vector_shift(x, t, wk)
    watch_back_feed(x, t, wk)
    watch_mains(x, t, wk)
    begin_stages(x, t)


@compiled
def balance_sources(x: Floats, t: Tables, wk: Work) -> None:
    """Bring running sources into balance with the network at an instant, as if they had long been.

    Where secondary control acts in an island without a grid it has already done its work. Current
    limits act only if they still do when everybody holds his voltage.
    """
    for n in range(wk.index[w.FLAGS, w.W_SOURCES]):
        wk.source[n, w.S_I_MAX] = 0.0
    for k in range(count_of(t, st.AT_INVERTER)):
        x[block_of(t, st.AT_INVERTER, k) + st.INV_LIMITING] = 0.0
    _ = settle(x, t, wk, 0.0)
    map_sources(x, t, wk)
    for k in range(count_of(t, st.AT_INVERTER)):
        o = block_of(t, st.AT_INVERTER, k)
        row = t.value[row_of(t, st.AT_INVERTER, k) :]
        alone = wk.island[wk.index[w.ISLAND_OF, bus_number(t, st.AT_INVERTER, k)], w.I_GRID] < 0.5
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
