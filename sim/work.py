"""Working memory of the compiled code: derived from the state, never part of it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim.compiled import compiled
from sim.tables import Tables

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# flags
W_NODES, W_FACTORED, W_EVENTS, W_INJECTIONS, W_ISLANDS = range(5)
# columns of `island`
I_F_PU, I_GRID, I_FORMING, I_HOT_PU, I_WEIGHT, I_EARTH_C, I_EARTH_G = range(7)
# columns of `injection`: drawn power at 1 pu and its ZIP shares, then what came out
J_P, J_Q, J_Z, J_I, J_C, J_P_OUT, J_Q_OUT = range(7)
# first rows of `flow`
FL_GRID, FL_LINES, FL_TRANSFORMERS, FL_FAULT, FL_FIRST = range(5)


class Work(NamedTuple):
    """Scratch arrays; `flags` says how far they are valid."""

    flags: Integers
    parent: Integers
    node: Integers
    island_of: Integers
    island: Floats
    y_re: Floats
    y_im: Floats
    z_re: Floats
    z_im: Floats
    v_re: Floats
    v_im: Floats
    j_re: Floats
    j_im: Floats
    k_re: Floats
    k_im: Floats
    injection: Floats
    injection_node: Integers
    inverter_start: Floats
    flow0: Floats
    flow1: Floats
    backup: Floats
    events: Floats


def build_work(tables: Tables, size: int) -> Work:
    """Fresh scratch memory for one microgrid."""
    n = max(len(tables.bus), 1)
    inverters = len(tables.inverter)
    injections = (
        len(tables.load) * 2
        + len(tables.regulating)
        + len(tables.vehicle)
        + len(tables.photovoltaic)
        + inverters
    )
    flows = FL_FIRST + injections

    def square() -> Floats:
        return np.zeros((n, n))

    def row() -> Floats:
        return np.zeros(n)

    return Work(
        flags=np.zeros(8, dtype=np.int64),
        parent=np.zeros(n, dtype=np.int64),
        node=np.full(n, -1, dtype=np.int64),
        island_of=np.full(n, -1, dtype=np.int64),
        island=np.zeros((n + 1, 7)),
        y_re=square(),
        y_im=square(),
        z_re=square(),
        z_im=square(),
        v_re=row(),
        v_im=row(),
        j_re=row(),
        j_im=row(),
        k_re=row(),
        k_im=row(),
        injection=np.zeros((max(injections, 1), 7)),
        injection_node=np.full(max(injections, 1), -1, dtype=np.int64),
        inverter_start=np.zeros((max(inverters, 1), 12)),
        flow0=np.zeros(flows),
        flow1=np.zeros(flows),
        backup=np.zeros(size + max(injections, 1) * 7),
        events=np.zeros((st.EVENT_CAPACITY, 4)),
    )


@compiled
def emit(x: Floats, wk: Work, t_s: float, kind: int, element: int, value: float) -> None:
    """Note an event and keep the step fine for five seconds after it."""
    count = wk.flags[W_EVENTS]
    if count < st.EVENT_CAPACITY:
        wk.events[count, 0] = t_s
        wk.events[count, 1] = kind
        wk.events[count, 2] = element
        wk.events[count, 3] = value
        wk.flags[W_EVENTS] = count + 1
    x[st.G_LAST_EVENT_S] = x[st.G_T_S]
