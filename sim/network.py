"""The solution of the network `Y V = J(V)` by current injection (`V = Z J(V)`, Z never formed).

From the last voltages on, per unit of the common base, phasors in the frame that turns at nominal
frequency. A dead island has zero volts. Factor: factor.py; one turn: nodal.py; limits: limits.py.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import inner, outlying
from sim.factor import factor, injection_factor
from sim.limits import solve_limited, was_limited
from sim.nodal import TOLERANCE, find_voltages, free_currents, load_currents, source_currents
from sim.places import block_of, constant, count_of
from sim.sources import read_sources, set_sources
from sim.tables import Tables
from sim.work import Work

Floats = NDArray[np.float64]

PREDICTOR_TOLERANCE = 1e-6
SMALL_MOVE_PU = 1e-7  # a first change beyond it is followed by a second, which tells the rate
LEAST_CONTRACTION = 0.05  # nothing is believed to converge faster: demand may have grown since
NOISE_PU = 1e-13  # below it changes are rounding and tell nothing of convergence


@inner
def start_voltages(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """Begin from the last voltages, turned on by the speed of their island over h."""
    turn = 2.0 * math.pi * h
    f0 = constant(t, tb.C_F0)
    for a in range(wk.index[w.FLAGS, w.W_NODES]):
        o = block_of(t, st.AT_BUS, wk.index[w.BUS_OF, a])
        s = turn * (x[o + st.BUS_F_HZ] - f0)
        c = 1.0 - 0.5 * s * s  # a first guess: good to the third order of a small angle
        wk.vector[w.V_RE, a] = c * x[o + st.BUS_V_RE] - s * x[o + st.BUS_V_IM]
        wk.vector[w.V_IM, a] = s * x[o + st.BUS_V_RE] + c * x[o + st.BUS_V_IM]


@inner
def _show_bus(x: Floats, t: Tables, wk: Work, b: int, a: int, size: float) -> None:
    """Write the voltage of node a at bus b."""
    o = block_of(t, st.AT_BUS, b)
    x[o + st.BUS_V_RE] = wk.vector[w.V_RE, a]
    x[o + st.BUS_V_IM] = wk.vector[w.V_IM, a]
    x[o + st.BUS_V_PU] = size


@inner
def finish(x: Floats, t: Tables, wk: Work) -> None:
    """Write bus voltages, what every source gave and what every injection really drew."""
    read_sources(x, t, wk)
    size = wk.vector[w.V_SIZE]
    lowest = 1e9
    for a in range(wk.index[w.FLAGS, w.W_NODES]):
        size[a] = math.sqrt(wk.vector[w.V_RE, a] ** 2 + wk.vector[w.V_IM, a] ** 2)
        lowest = min(lowest, size[a])
    x[st.G_LOWEST_PU] = lowest if lowest < 1e9 else 0.0
    for b in range(count_of(t, st.AT_BUS)):
        a = wk.index[w.NODE, b]
        if a >= 0:
            _show_bus(x, t, wk, b, a, size[a])
        else:
            o = block_of(t, st.AT_BUS, b)
            x[o + st.BUS_V_RE], x[o + st.BUS_V_IM], x[o + st.BUS_V_PU] = 0.0, 0.0, 0.0
    for k in range(wk.index[w.FLAGS, w.W_INJECTIONS]):
        a = wk.index[w.INJECTION_NODE, k]
        wk.injection[k, w.J_P_OUT] = 0.0
        wk.injection[k, w.J_Q_OUT] = 0.0
        if a >= 0 and (wk.injection[k, w.J_P] != 0.0 or wk.injection[k, w.J_Q] != 0.0):
            v2 = size[a] * size[a]
            f = v2 * injection_factor(wk, k, v2)
            wk.injection[k, w.J_P_OUT] = wk.injection[k, w.J_P] * f
            wk.injection[k, w.J_Q_OUT] = wk.injection[k, w.J_Q] * f


@inner
def _solve_nodes(x: Floats, t: Tables, wk: Work, tolerance: float) -> None:
    """Node voltages from those of the last call on, for the sources' table as it stands.

    Quick with the known factor, or turn by turn when a current limit is reached. It ends when the
    next change would be below the tolerance, by the contraction that was seen since the last
    switching (three times it, to be sure).
    """
    change = 0.0
    turns = 0
    if wk.index[w.FLAGS, w.W_NODES] > 0:
        limited = was_limited(wk)
        if not limited:
            if wk.index[w.FLAGS, w.W_FACTORED] == 0:
                factor(x, t, wk, False)
            source_currents(wk)
            change, last = 1.0, 0.0
            while change > tolerance and turns < 40:
                load_currents(wk, False)
                moved = find_voltages(wk)
                if moved > NOISE_PU and turns > 0:
                    x[st.G_CONTRACTION] = max(x[st.G_CONTRACTION], 3.0 * moved / last)
                known = x[st.G_CONTRACTION] > 0.0 and (turns > 0 or moved < SMALL_MOVE_PU)
                seen = max(x[st.G_CONTRACTION], LEAST_CONTRACTION)
                change = moved * min(seen, 1.0) if known else moved
                last = moved
                turns += 1
            limited = not change <= tolerance
            if limited:
                start_voltages(x, t, wk, 0.0)  # what diverged is no place to begin
            else:
                limited = not free_currents(wk)
        if limited:
            turns, change = solve_limited(x, t, wk)
    x[st.G_ITERATIONS] = turns
    x[st.G_RESIDUAL_PU] = change


@outlying
def solve_nodes(x: Floats, t: Tables, wk: Work, tolerance: float) -> None:
    """Node voltages from those of the last call on, for the sources' table as it stands."""
    _solve_nodes(x, t, wk, tolerance)


@inner
def solve(x: Floats, t: Tables, wk: Work) -> None:
    """Solve the network for the present states and injections, from the last voltages on."""
    x[st.G_CONTRACTION] = 0.0
    start_voltages(x, t, wk, 0.0)
    correct(x, t, wk)


@inner
def predict(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """Solve for the sources of a predictor over h; only what they see at their ends is kept."""
    start_voltages(x, t, wk, h)
    _solve_nodes(x, t, wk, PREDICTOR_TOLERANCE)
    read_sources(x, t, wk)
    for k in range(wk.index[w.FLAGS, w.W_SOURCES]):
        a = wk.index[w.SOURCE_NODE, k]
        if a >= 0:
            size = math.sqrt(wk.vector[w.V_RE, a] ** 2 + wk.vector[w.V_IM, a] ** 2)
            _show_bus(x, t, wk, int(wk.source[k, w.S_BUS]), a, size)


@inner
def correct(x: Floats, t: Tables, wk: Work) -> None:
    """Solve from the node voltages of the last call on, and write every bus and injection."""
    set_sources(x, t, wk)
    solve_nodes(x, t, wk, TOLERANCE)
    finish(x, t, wk)


@inner
def turn_island(x: Floats, t: Tables, wk: Work, island: int, angle_rad: float) -> None:
    """Turn all voltages of an island with one reference: the solution turns with it as a whole."""
    c, s = math.cos(angle_rad), math.sin(angle_rad)
    for b in range(count_of(t, st.AT_BUS)):
        if wk.index[w.ISLAND_OF, b] == island:
            o = block_of(t, st.AT_BUS, b)
            re, im = x[o + st.BUS_V_RE], x[o + st.BUS_V_IM]
            x[o + st.BUS_V_RE] = re * c - im * s
            x[o + st.BUS_V_IM] = re * s + im * c
