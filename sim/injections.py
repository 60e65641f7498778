"""Everything that draws or gives a power at a bus, in one table: its rows, nodes and values.

Two rows a load (people, motor), then regulating loads, vehicles, photovoltaics, inverters, outlets.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import work as w
from sim.compiled import compiled, inner
from sim.following import advance_following
from sim.load import advance_loads, advance_regulating
from sim.photovoltaic import advance_photovoltaics
from sim.places import bus_number, count_of
from sim.tables import Tables
from sim.vehicle import advance_vehicles
from sim.work import Work

Floats = NDArray[np.float64]


@compiled
def first_rows(t: Tables) -> tuple[int, int, int, int]:
    """First injection row of regulating loads, vehicles, photovoltaics, following inverters."""
    regulating = 2 * count_of(t, st.AT_LOAD)
    vehicles = regulating + count_of(t, st.AT_REGULATING)
    photovoltaics = vehicles + count_of(t, st.AT_VEHICLE)
    return regulating, vehicles, photovoltaics, photovoltaics + count_of(t, st.AT_PHOTOVOLTAIC)


@compiled
def first_outlet(t: Tables) -> int:
    """First injection row of the outlets: what they give stands there, they draw nothing."""
    return first_rows(t)[3] + count_of(t, st.AT_INVERTER)


@inner
def _assign(t: Tables, wk: Work, kind: int, first: int) -> None:
    """Tell the rows of one kind, one an element, at which network node they hang."""
    for k in range(count_of(t, kind)):
        wk.index[w.INJECTION_NODE, first + k] = wk.index[w.NODE, bus_number(t, kind, k)]


@inner
def assign_nodes(t: Tables, wk: Work) -> None:
    """Tell every injection at which network node it hangs now."""
    regulating, vehicles, photovoltaics, inverters = first_rows(t)
    for k in range(count_of(t, st.AT_LOAD)):
        node = wk.index[w.NODE, bus_number(t, st.AT_LOAD, k)]
        wk.index[w.INJECTION_NODE, 2 * k] = node
        wk.index[w.INJECTION_NODE, 2 * k + 1] = node
    _assign(t, wk, st.AT_REGULATING, regulating)
    _assign(t, wk, st.AT_VEHICLE, vehicles)
    _assign(t, wk, st.AT_PHOTOVOLTAIC, photovoltaics)
    _assign(t, wk, st.AT_INVERTER, inverters)
    outlets = first_outlet(t)
    _assign(t, wk, st.AT_OUTLET, outlets)
    wk.index[w.FLAGS, w.W_INJECTIONS] = outlets + count_of(t, st.AT_OUTLET)


@compiled
def advance_injections(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """Everything that hangs at the network, at t + h."""
    regulating, vehicles, photovoltaics, inverters = first_rows(t)
    advance_loads(x, t, wk, h)
    advance_regulating(x, t, wk, h, regulating)
    advance_vehicles(x, t, wk, h, vehicles)
    advance_photovoltaics(x, t, wk, h, photovoltaics)
    advance_following(x, t, wk, h, inverters)
