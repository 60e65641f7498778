"""Earth faults (64): the zero-sequence circuit of the section, its voltage and fault current.

The rest of the model is positive sequence; phase unbalance is an index only.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import compiled, inner
from sim.places import block_of, branch_ends, bus_number, constant, count_of, element_of
from sim.tables import Tables, par
from sim.work import Work, emit
from sim.zones import is_transformer, mark_zone

Floats = NDArray[np.float64]

LIVE_PU = 0.05
SOUND_PCT, OPEN_PHASE_PCT = 0.4, 33.0  # unbalance of a sound section, and what an open phase adds


@compiled
def zero_sequence(fault_ohm: float, g_s: float, c_f: float, f_hz: float) -> tuple[float, float]:
    """`V0/E = 1/|1 + Rf (1/Rn + j 3 w C)|` and the fault admittance `|1/Rn + j 3 w C|` in S.

    Rf in ohm, 1/Rn in S, C of one phase in F (case A17).
    """
    b = 3.0 * 2.0 * math.pi * f_hz * c_f
    v0 = 1.0 / math.hypot(1.0 + fault_ohm * g_s, fault_ohm * b)
    return v0, math.hypot(g_s, b)


@inner
def gather_earth_circuit(x: Floats, t: Tables, wk: Work) -> None:
    """Sum the capacitance (nF a phase) and EVT conductance (S) that are joined galvanically."""
    section = int(constant(t, tb.C_SECTION))
    if section < 0:
        return
    mark_zone(x, t, wk, section, -1, True)
    zone = wk.index[w.ZONE]
    c_nf, g_s = constant(t, tb.C_EXTRA_C), 0.0
    for k in range(count_of(t, st.AT_BRANCH)):
        a, _ = branch_ends(t, k)
        if zone[a] > 0 and not is_transformer(t, k):
            c_nf += par(t, st.AT_BRANCH, k, tb.BR_C_NF)
    for k in range(count_of(t, st.AT_GRID)):
        if zone[bus_number(t, st.AT_GRID, k)] > 0:
            c_nf += par(t, st.AT_GRID, k, tb.GR_C_NF)
            g_s += 1.0 / par(t, st.AT_GRID, k, tb.GR_EVT_OHM)
    x[st.G_EARTH_C_NF] = c_nf
    x[st.G_EARTH_G_S] = g_s


@inner
def advance_earth_fault(x: Floats, t: Tables, wk: Work) -> None:
    """V0 in percent of the phase voltage, fault current in mA, and the index of unbalance."""
    section = int(constant(t, tb.C_SECTION))
    if section < 0:
        return
    bus = block_of(t, st.AT_BUS, section)
    v, f_hz = x[bus + st.BUS_V_PU], x[bus + st.BUS_F_HZ]
    ohm = x[st.G_FAULT_EARTH_OHM]
    x[st.G_V0_PCT] = 0.0
    x[st.G_EARTH_FAULT_MA] = 0.0
    live = v > LIVE_PU
    if 0.0 < ohm < 1e9 and live:
        g = x[st.G_EARTH_G_S]
        if x[st.G_EVT_IN] > 0.5:
            g += 1.0 / constant(t, tb.C_EVT_OHM)
        v0, y = zero_sequence(ohm, g, x[st.G_EARTH_C_NF] * 1e-9, f_hz)
        phase_v = v * par(t, st.AT_BUS, section, tb.B_KV) * 1000.0 / math.sqrt(3.0)
        x[st.G_V0_PCT] = 100.0 * v * v0
        x[st.G_EARTH_FAULT_MA] = 1000.0 * phase_v * v0 * y
        if x[st.G_EARTH_FAULT_SEEN] < 0.5:
            element = element_of(t, st.AT_BUS, section)
            emit(x, wk, x[st.G_T_S], st.EV_EARTH_FAULT, element, v0 * 100.0)
        x[st.G_EARTH_FAULT_SEEN] = 1.0
    else:
        x[st.G_EARTH_FAULT_SEEN] = 0.0
    open_part = min(max(x[st.G_PHASE_OPEN], 0.0), 1.0)
    x[st.G_UNBALANCE_PCT] = SOUND_PCT + OPEN_PHASE_PCT * open_part if live else 0.0
