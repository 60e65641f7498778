"""Voltage on the utility's side of a building's main that comes from behind the main."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import inner, outlying
from sim.places import (
    block_of,
    branch_ends,
    bus_voltage,
    count_of,
    element_of,
    is_closed,
    switch_ends,
)
from sim.tables import Tables, par
from sim.work import Work, emit

Floats = NDArray[np.float64]

SEEN_PU = 0.05


@inner
def _grow(x: Floats, t: Tables, wk: Work, without: int) -> bool:
    """Spread the marked zone over closed switches (but one) and branches; True while it grows."""
    zone = wk.index[w.PARENT]
    grown = False
    for s in range(count_of(t, st.AT_SWITCH)):
        if s == without or not is_closed(x, t, s):
            continue
        a, b = switch_ends(t, s)
        if zone[a] != zone[b]:
            zone[a], zone[b], grown = 1, 1, True
    for k in range(count_of(t, st.AT_BRANCH)):
        a, b = branch_ends(t, k)
        if zone[a] != zone[b]:
            zone[a], zone[b], grown = 1, 1, True
    return grown


@inner
def _fed_from_its_own_side(x: Floats, t: Tables, wk: Work, s: int) -> bool:
    """True when a source stands on side a of switch s, seen without the switch."""
    zone = wk.index[w.PARENT]  # the islands have been found, it is free
    for b in range(count_of(t, st.AT_BUS)):
        zone[b] = 0
    zone[int(par(t, st.AT_SWITCH, s, tb.SW_A))] = 1
    while _grow(x, t, wk, s):
        pass
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
        live = wk.index[w.ISLAND_OF, int(par(t, st.AT_SWITCH, s, tb.SW_A))] >= 0
        wrong = x[o + st.SW_CLOSED] > 0.5 and live and not _fed_from_its_own_side(x, t, wk, s)
        x[o + st.SW_WRONG_SIDE] = 1.0 if wrong else 0.0


@inner
def watch_mains(x: Floats, t: Tables, wk: Work) -> None:
    """A back-feed is said once, at the bus on the utility's side, as soon as there is voltage."""
    for s in range(count_of(t, st.AT_SWITCH)):
        if par(t, st.AT_SWITCH, s, tb.SW_MAIN) < 0.5:
            continue
        o = block_of(t, st.AT_SWITCH, s)
        number = int(par(t, st.AT_SWITCH, s, tb.SW_A))
        v = bus_voltage(x, t, number)
        fed = x[o + st.SW_WRONG_SIDE] > 0.5 and v > SEEN_PU
        if fed and x[o + st.SW_WRONG_SIDE_SEEN] < 0.5:
            element = element_of(t, st.AT_BUS, number)
            emit(x, wk, x[st.G_T_S], st.EV_BACK_FEED, element, v)
        x[o + st.SW_WRONG_SIDE_SEEN] = 1.0 if fed else 0.0
