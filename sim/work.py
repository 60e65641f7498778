"""Working memory of the compiled code: derived from the state, never part of it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim.compiled import inner
from sim.tables import Tables

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# flags
W_NODES, W_FACTORED, W_EVENTS, W_INJECTIONS, W_ISLANDS, W_MEASURED = range(6)
# columns of `island`
I_F, I_GRID, I_FORMING, I_HOT_PU, I_WEIGHT, I_EARTH_C, I_EARTH_G = range(7)
# columns of `injection`: drawn power at 1 pu and its ZIP shares, then what came out
J_P, J_Q, J_Z, J_I, J_C, J_P_OUT, J_Q_OUT = range(7)
# first rows of `flow`
FL_GRID, FL_LINES, FL_TRANSFORMERS, FL_FAULT, FL_FIRST = range(5)


# rows of `index`
FLAGS, PARENT, NODE, ISLAND_OF, INJECTION_NODE, SWITCH_DONE = range(6)
# rows of `vector` (V, J and the source currents K of every node) and matrices Y, Z
V_RE, V_IM, J_RE, J_IM, K_RE, K_IM = range(6)
Y_RE, Y_IM, Z_RE, Z_IM = range(4)


class Work(NamedTuple):
    """Scratch arrays; row FLAGS of `index` says how far they are valid.

    Few and wide, because the compiler's time grows with the number of arrays.
    """

    index: Integers  # type: ignore[assignment] # hides tuple.index, which nobody asks
    vector: Floats
    matrix: Floats
    island: Floats
    injection: Floats
    start: Floats
    flow: Floats
    backup: Floats
    events: Floats


def build_work(tables: Tables, size: int) -> Work:
    """Fresh scratch memory for one microgrid."""

    def count(kind: int) -> int:
        return int(tables.at[st.COUNT + kind])

    n = max(count(st.AT_BUS), 1)
    injections = max(
        count(st.AT_LOAD) * 2
        + count(st.AT_REGULATING)
        + count(st.AT_VEHICLE)
        + count(st.AT_PHOTOVOLTAIC)
        + count(st.AT_INVERTER),
        1,
    )
    index = np.full((6, max(n, injections, count(st.AT_SWITCH), 8)), -1, dtype=np.int64)
    index[FLAGS] = 0
    return Work(
        index=index,
        vector=np.zeros((6, n)),
        matrix=np.zeros((4, n, n)),
        island=np.zeros((n + 1, 7)),
        injection=np.zeros((injections, 7)),
        start=np.zeros((max(count(st.AT_INVERTER), 1), 13)),
        flow=np.zeros((2, FL_FIRST + injections)),
        backup=np.zeros(size + injections * 7),
        events=np.zeros((st.EVENT_CAPACITY, 4)),
    )


@inner
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
