"""What is joined to a bus, whoever feeds it: a zone of buses, marked in Work.index."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import inner, outlying
from sim.places import branch_ends, count_of, is_closed, switch_ends
from sim.tables import Tables, par
from sim.work import Work

Floats = NDArray[np.float64]


@inner
def is_transformer(t: Tables, k: int) -> bool:
    """True when branch k is a transformer, False when it is a line."""
    return par(t, st.AT_BRANCH, k, tb.BR_KIND) > 0.5


@inner
def _grow(x: Floats, t: Tables, wk: Work, without: int, galvanic: bool) -> bool:
    """Spread the zone over every switch and branch once; True when it grew."""
    zone = wk.index[w.ZONE]
    grown = False
    for s in range(count_of(t, st.AT_SWITCH)):
        a, b = switch_ends(t, s)
        if s != without and is_closed(x, t, s) and zone[a] != zone[b]:
            zone[a], zone[b], grown = 1, 1, True
    for k in range(count_of(t, st.AT_BRANCH)):
        a, b = branch_ends(t, k)
        if not (galvanic and is_transformer(t, k)) and zone[a] != zone[b]:
            zone[a], zone[b], grown = 1, 1, True
    return grown


@outlying
def mark_zone(x: Floats, t: Tables, wk: Work, bus: int, without: int, galvanic: bool) -> None:
    """Mark (1) the buses that closed switches but `without` (-1: all) and branches join to a bus.

    `galvanic` stops at transformers. The islands must have been found: the row is theirs before.
    """
    zone = wk.index[w.ZONE]
    for b in range(count_of(t, st.AT_BUS)):
        zone[b] = 0
    zone[bus] = 1
    while _grow(x, t, wk, without, galvanic):
        pass
