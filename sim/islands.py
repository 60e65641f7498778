"""What hangs together: buses joined by closed switches are nodes, nodes joined by branches islands.

The nodes are numbered in the order in which they are eliminated, fewest neighbours first, so that
the factor of a radial network holds one entry a node.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import work as w
from sim.compiled import inner
from sim.places import block_of, branch_ends, count_of, is_closed, switch_ends
from sim.sources import map_sources, short_circuit
from sim.tables import Tables
from sim.work import Work

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@inner
def _root(parent: Integers, k: int) -> int:
    while parent[k] != k:
        parent[k] = parent[parent[k]]
        k = parent[k]
    return k


@inner
def _join(parent: Integers, a: int, b: int) -> None:
    a, b = _root(parent, a), _root(parent, b)
    parent[max(a, b)] = min(a, b)


@inner
def _join_buses(x: Floats, t: Tables, wk: Work) -> None:
    """PARENT leads to the least bus of the island, NODE to the least bus of the node."""
    parent, node = wk.index[w.PARENT], wk.index[w.NODE]
    for b in range(count_of(t, st.AT_BUS)):
        parent[b] = b
    for s in range(count_of(t, st.AT_SWITCH)):
        if is_closed(x, t, s):
            a, b = switch_ends(t, s)
            _join(parent, a, b)
    for b in range(count_of(t, st.AT_BUS)):
        node[b] = _root(parent, b)
    for k in range(count_of(t, st.AT_BRANCH)):
        a, b = branch_ends(t, k)
        _join(parent, a, b)


@inner
def _number_islands(t: Tables, wk: Work) -> None:
    """An island lives by its sources; what has none is dead (-1)."""
    parent, island_of = wk.index[w.PARENT], wk.index[w.ISLAND_OF]
    for b in range(count_of(t, st.AT_BUS)):
        island_of[b] = -1
    islands = 0
    for n in range(wk.index[w.FLAGS, w.W_SOURCES]):
        if wk.source[n, w.S_ON] < 0.5:
            continue
        r = _root(parent, int(wk.source[n, w.S_BUS]))
        if island_of[r] < 0:
            island_of[r] = islands
            wk.island[islands, :] = 0.0
            islands += 1
        k = island_of[r]
        grid = wk.source[n, w.S_GRID]
        wk.island[k, w.I_GRID] += grid
        wk.island[k, w.I_FORMING] += 1.0 - grid
        hot2 = wk.source[n, w.S_E_RE] ** 2 + wk.source[n, w.S_E_IM] ** 2
        wk.island[k, w.I_HOT_PU] = max(wk.island[k, w.I_HOT_PU], np.sqrt(hot2))
    wk.index[w.FLAGS, w.W_ISLANDS] = islands
    for b in range(count_of(t, st.AT_BUS)):
        island_of[b] = island_of[_root(parent, b)]


@inner
def _number_nodes(x: Floats, t: Tables, wk: Work) -> int:
    """Numbers for the nodes of live islands, -1 for dead buses; returns how many."""
    node = wk.index[w.NODE]
    nodes = 0
    for b in range(count_of(t, st.AT_BUS)):
        representative = node[b]  # comes before its members
        if wk.index[w.ISLAND_OF, b] < 0:
            node[b] = -1
        elif representative == b:
            node[b] = nodes
            nodes += 1
        else:
            node[b] = node[representative]
        x[block_of(t, st.AT_BUS, b) + st.BUS_ISLAND] = wk.index[w.ISLAND_OF, b]
    return nodes


@inner
def _rank_nodes(t: Tables, wk: Work, n: int) -> None:
    """Order of elimination by least degree; JOINED keeps who was joined to whom, with fill-in."""
    joined, rank = wk.place[w.JOINED], wk.index[w.RANK]
    for a in range(n):
        rank[a] = -1
        for b in range(n):
            joined[a, b] = 0
    for k in range(count_of(t, st.AT_BRANCH)):
        first, second = branch_ends(t, k)
        a, b = wk.index[w.NODE, first], wk.index[w.NODE, second]
        if a >= 0 and a != b:
            joined[a, b], joined[b, a] = 1, 1
    for k in range(n):
        pick, least = -1, n + 1
        for a in range(n):
            if rank[a] >= 0:
                continue
            degree = 0
            for b in range(n):
                if joined[a, b] > 0 and rank[b] < 0:
                    degree += 1
            if degree < least:
                pick, least = a, degree
        rank[pick] = k
        for a in range(n):
            if joined[pick, a] > 0 and rank[a] < 0:
                for b in range(n):
                    if a != b and joined[pick, b] > 0 and rank[b] < 0:
                        joined[a, b] = 1


@inner
def _lay_out(wk: Work, n: int) -> None:
    """Columns of the factor in order: FIRST entry of each; ROW, COLUMN of each entry, and PLACE."""
    joined, place, rank = wk.place[w.JOINED], wk.place[w.PLACE], wk.index[w.RANK]
    by_rank = wk.index[w.PARENT]  # its work is done
    for a in range(n):
        by_rank[rank[a]] = a
    entries = 0
    for column in range(n):
        wk.pattern[w.FIRST, column] = entries
        for row in range(column + 1, n):
            if joined[by_rank[column], by_rank[row]] > 0:
                wk.pattern[w.ROW, entries] = row
                wk.pattern[w.COLUMN, entries] = column
                place[row, column] = entries
                place[column, row] = entries
                entries += 1
    wk.pattern[w.FIRST, n] = entries


@inner
def find_islands(x: Floats, t: Tables, wk: Work) -> None:
    """Number islands and nodes and lay out the factor of the network, as the switches are now."""
    map_sources(x, t, wk)
    _join_buses(x, t, wk)
    _number_islands(t, wk)
    n = _number_nodes(x, t, wk)
    _rank_nodes(t, wk, n)
    _lay_out(wk, n)
    for b in range(count_of(t, st.AT_BUS)):
        if wk.index[w.NODE, b] >= 0:
            wk.index[w.NODE, b] = wk.index[w.RANK, wk.index[w.NODE, b]]
            wk.index[w.BUS_OF, wk.index[w.NODE, b]] = b  # any of its buses serves
    for n_source in range(wk.index[w.FLAGS, w.W_SOURCES]):
        on = wk.source[n_source, w.S_ON] > 0.5
        bus = int(wk.source[n_source, w.S_BUS])
        wk.index[w.SOURCE_NODE, n_source] = wk.index[w.NODE, bus] if on else -1
    shorts = 0
    for b in range(count_of(t, st.AT_BUS)):
        if short_circuit(x, t, b) != 0.0:
            shorts += 1
    wk.index[w.FLAGS, w.W_SHORTS] = shorts
    wk.index[w.FLAGS, w.W_NODES] = n
    wk.index[w.FLAGS, w.W_FACTORED] = 0
