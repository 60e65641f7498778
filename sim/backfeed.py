"""Back-feed: voltage at a dead grid source, or out of a building through its main."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import inner, outlying
from sim.places import block_of, bus_number, bus_voltage, count_of, element_of, switch_ends
from sim.tables import Tables, par
from sim.work import Work, emit
from sim.zones import mark_zone

Floats = NDArray[np.float64]

SEEN_PU = 0.05


@inner
def _fed_from_its_own_side(x: Floats, t: Tables, wk: Work, s: int) -> bool:
    """True when a source stands on side a of switch s, seen without the switch."""
    side_a, _ = switch_ends(t, s)
    mark_zone(x, t, wk, side_a, s, False)
    zone = wk.index[w.ZONE]
    for n in range(wk.index[w.FLAGS, w.W_SOURCES]):
        if wk.source[n, w.S_ON] > 0.5 and zone[int(wk.source[n, w.S_BUS])] > 0:
            return True
    return False


@outlying
def find_wrong_sides(x: Floats, t: Tables, wk: Work) -> None:
    """After switching: which closed mains carry voltage out of their building to a dead utility."""
    for s in range(count_of(t, st.AT_SWITCH)):
        if par(t, st.AT_SWITCH, s, tb.SW_MAIN) < 0.5:
            continue
        o = block_of(t, st.AT_SWITCH, s)
        side_a, _ = switch_ends(t, s)
        live = wk.index[w.ISLAND_OF, side_a] >= 0
        wrong = x[o + st.SW_CLOSED] > 0.5 and live and not _fed_from_its_own_side(x, t, wk, s)
        x[o + st.SW_WRONG_SIDE] = 1.0 if wrong else 0.0


@inner
def watch_mains(x: Floats, t: Tables, wk: Work) -> None:
    """A back-feed is said once, at the bus on the utility's side, as soon as there is voltage."""
    for s in range(count_of(t, st.AT_SWITCH)):
        if par(t, st.AT_SWITCH, s, tb.SW_MAIN) < 0.5:
            continue
        o = block_of(t, st.AT_SWITCH, s)
        number, _ = switch_ends(t, s)
        v = bus_voltage(x, t, number)
        fed = x[o + st.SW_WRONG_SIDE] > 0.5 and v > SEEN_PU
        if fed and x[o + st.SW_WRONG_SIDE_SEEN] < 0.5:
            element = element_of(t, st.AT_BUS, number)
            emit(x, wk, x[st.G_T_S], st.EV_BACK_FEED, element, v)
        x[o + st.SW_WRONG_SIDE_SEEN] = 1.0 if fed else 0.0


@inner
def watch_back_feed(x: Floats, t: Tables, wk: Work) -> None:
    """Said once where there is voltage at the terminals of a dead grid source."""
    for g in range(count_of(t, st.AT_GRID)):
        number = bus_number(t, st.AT_GRID, g)
        bus = block_of(t, st.AT_BUS, number)
        live = x[block_of(t, st.AT_GRID, g) + st.GRID_LIVE] > 0.5
        fed = not live and x[bus + st.BUS_V_PU] > SEEN_PU
        if fed and x[bus + st.BUS_BACK_FEED_SEEN] < 0.5:
            element = element_of(t, st.AT_BUS, number)
            emit(x, wk, x[st.G_T_S], st.EV_BACK_FEED, element, x[bus + st.BUS_V_PU])
        x[bus + st.BUS_BACK_FEED_SEEN] = 1.0 if fed else 0.0
