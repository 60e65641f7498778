"""Hazards that are seen and said: people on a live line, voltage without a solution."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import inner
from sim.places import bus_number, bus_voltage, constant, count_of, element_of
from sim.tables import Tables
from sim.work import Work, emit

Floats = NDArray[np.float64]

LIVE_PU = 0.05
COLLAPSE_PU = 0.7  # below it people's loads are on the lower side of the nose curve


@inner
def watch_crew(x: Floats, t: Tables, wk: Work) -> None:
    """Say once that people touch the section (input `crew_on_line`) while it is live."""
    section = int(constant(t, tb.C_SECTION))
    if section < 0:
        return
    v = bus_voltage(x, t, section)
    touched = x[st.G_CREW_ON_LINE] > 0.5 and v > LIVE_PU
    if touched and x[st.G_CREW_SEEN] < 0.5:
        emit(x, wk, x[st.G_T_S], st.EV_CREW_CONTACT, element_of(t, st.AT_BUS, section), v)
    x[st.G_CREW_SEEN] = 1.0 if touched else 0.0


@inner
def _where_collapsed(x: Floats, t: Tables, wk: Work) -> int:
    """The bus without a solution, else the lowest of people's, -1 when there is none."""
    worst, where = COLLAPSE_PU, -1
    if wk.index[w.FLAGS, w.W_SHORTS] == 0 and x[st.G_LOWEST_PU] < COLLAPSE_PU:
        for k in range(count_of(t, st.AT_LOAD)):
            bus = bus_number(t, st.AT_LOAD, k)
            island = wk.index[w.ISLAND_OF, bus]
            v = bus_voltage(x, t, bus)
            if island >= 0 and wk.island[island, w.I_HOT_PU] > 0.9 and v < worst:
                worst, where = v, bus
    node = wk.index[w.FLAGS, w.W_COLLAPSED] - 1
    if node >= 0:
        for b in range(count_of(t, st.AT_BUS)):
            if wk.index[w.NODE, b] == node:
                where = b
    return where


@inner
def watch_collapse(x: Floats, t: Tables, wk: Work) -> None:
    """Say once where the network had no solution, or people's voltage fell to where it has none.

    Without a short circuit, below 0.7 pu a load is worth less power the more current it draws: the
    lower side of the nose curve. Undervoltage trips and contactors do the rest, as in a real plant.
    """
    where = _where_collapsed(x, t, wk)
    if where < 0:
        x[st.G_COLLAPSED] = 0.0
        return
    wk.index[w.FLAGS, w.W_COLLAPSED] = 0
    if x[st.G_COLLAPSED] < 0.5:
        v = bus_voltage(x, t, where)
        element = element_of(t, st.AT_BUS, where)
        emit(x, wk, x[st.G_T_S], st.EV_VOLTAGE_COLLAPSE, element, v)
    x[st.G_COLLAPSED] = 1.0
