"""Working memory of the compiled code: derived from the state, never part of it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim.compiled import inner, outlying
from sim.tables import WIDTHS, Tables

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# rows of `index`
FLAGS, PARENT, NODE, ISLAND_OF, INJECTION_NODE, SOURCE_NODE, RANK, BUS_OF = range(8)
ZONE = PARENT  # free when the islands have been found
# flags
(
    W_NODES, W_FACTORED, W_EVENTS, W_INJECTIONS, W_ISLANDS, W_MEASURED, W_SOURCES, W_COLLAPSED,
    W_FLOWS, W_SHORTS, W_SOLUTION,
) = range(11)  # fmt: skip
# rows of `pattern`: where the entries of a column of L begin; the row and the column of each
FIRST, ROW, COLUMN = range(3)
# layers of `place`: joined nodes before they are put in order; position of entry (row, column)
JOINED, PLACE = range(2)
# rows of `vector`, one value a node: V, J, the sources' currents K, inverse pivots D, a unit answer
# Z, and |V|
V_RE, V_IM, J_RE, J_IM, K_RE, K_IM, D_RE, D_IM, Z_RE, Z_IM, V_SIZE = range(11)
# rows of `entry`: the factor L
L_RE, L_IM = range(2)
# columns of `island`
I_F, I_GRID, I_FORMING, I_HOT_PU, I_WEIGHT, I_LEAN, I_POWER, I_SPEED = range(8)
# columns of `injection`: drawn power at 1 pu and its ZIP shares, then what came out
J_P, J_Q, J_Z, J_I, J_C, J_P_OUT, J_Q_OUT = range(7)
# columns of `source`, pu of the common base: E behind 1/(g + jb), its speed; what came out; and the
# law of a steady state, `P = REF + LEAN (1 - w)` within LOW..HIGH plus `DAMP (1 - w)` and
# `V = V_SET + MQ (Q_SET - Q)`
(
    S_ON, S_BUS, S_G, S_B, S_I_MAX, S_GRID, S_RATING, S_E_RE, S_E_IM, S_SPEED, S_J_RE, S_J_IM,
    S_P, S_Q, S_I, S_WANTED, S_LIMITING,
    S_E, S_ANGLE, S_REF, S_LEAN, S_LOW, S_HIGH, S_V_SET, S_Q_SET, S_MQ, S_E_MAX,
    S_DAMP,
) = range(28)  # fmt: skip
# columns of `profile`: a point of the series, its value and the next
NEAR_POINT, NEAR_VALUE, NEAR_NEXT = range(3)
# first columns of `flow`
FL_GRID, FL_LINES, FL_TRANSFORMERS, FL_FAULT, FL_FIRST = range(5)


class Work(NamedTuple):
    """Scratch arrays; row FLAGS of `index` says how far they are valid.

    Few and wide, because the compiler's time grows with the number of arrays.
    """

    index: Integers  # type: ignore[assignment] # hides tuple.index, which nobody asks
    place: Integers
    pattern: Integers
    vector: Floats
    entry: Floats
    island: Floats
    injection: Floats
    source: Floats
    start: Floats
    flow: Floats
    backup: Floats
    potential: Floats
    profile: Floats
    events: Floats


def build_work(tables: Tables, size: int) -> Work:
    """Fresh scratch memory for one microgrid."""

    def count(*kinds: int) -> int:
        return sum(int(tables.at[st.COUNT + kind]) for kind in kinds)

    n = max(count(st.AT_BUS), 1)
    users = count(st.AT_REGULATING, st.AT_VEHICLE, st.AT_PHOTOVOLTAIC, st.AT_INVERTER, st.AT_OUTLET)
    injections = max(2 * count(st.AT_LOAD) + users, 1)
    sources = max(count(st.AT_GRID, st.AT_INVERTER, st.AT_MACHINE, st.AT_VEHICLE, st.AT_OUTLET), 1)
    first, width = int(tables.at[st.ROW + st.AT_SLOT]), WIDTHS[st.AT_SLOT]
    slots = tables.value[first : first + width * count(st.AT_SLOT)].reshape(-1, width)
    widest = int(slots[:, tb.SL_COUNT].max(initial=0.0))
    entries = max(n * (n - 1) // 2, 1)
    index = np.full((8, max(n, injections, sources, count(st.AT_SWITCH), 11)), -1, dtype=np.int64)
    index[FLAGS] = 0
    return Work(
        index=index,
        place=np.zeros((2, n, n), dtype=np.int64),
        pattern=np.zeros((3, max(n + 1, entries)), dtype=np.int64),
        vector=np.zeros((11, n)),
        entry=np.zeros((2, entries)),
        island=np.zeros((n + 1, 8)),
        injection=np.zeros((injections, 7)),
        source=np.zeros((sources, 28)),
        start=np.zeros((max(count(st.AT_INVERTER, st.AT_MACHINE), 1), 13)),
        flow=np.zeros((2, FL_FIRST + injections + count(st.AT_MACHINE))),
        backup=np.zeros(size + injections * 7),
        potential=np.zeros((count(st.AT_SLOT), widest + 3)),
        profile=np.full((max(count(st.AT_PROFILE), 1), 3), -1e18),
        events=np.zeros((st.EVENT_CAPACITY, 4)),
    )


@outlying
def emit(x: Floats, wk: Work, t_s: float, kind: int, element: int, value: float) -> None:
    """Note an event and keep the step fine for five seconds after it."""
    count = wk.index[FLAGS, W_EVENTS]
    if count < st.EVENT_CAPACITY:
        wk.events[count, 0] = t_s
        wk.events[count, 1] = kind
        wk.events[count, 2] = element
        wk.events[count, 3] = value
        wk.index[FLAGS, W_EVENTS] = count + 1
    x[st.G_LAST_EVENT_S] = x[st.G_T_S]


@inner
def island_hz(wk: Work, bus: int) -> float:
    """Frequency of the island that a bus is in, 0 where it is dead."""
    k = wk.index[ISLAND_OF, bus]
    return wk.island[k, I_F] if k >= 0 else 0.0
