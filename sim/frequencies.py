"""The frequency of every island."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import inner
from sim.places import block_of, constant, count_of
from sim.tables import Tables
from sim.work import Work

Floats = NDArray[np.float64]


@inner
def find_frequencies(t: Tables, wk: Work) -> None:
    """Frequency of every island: its grid's, else the mean speed of its sources by rating."""
    f0 = constant(t, tb.C_F0)
    for k in range(wk.index[w.FLAGS, w.W_ISLANDS]):
        wk.island[k, w.I_F] = 0.0
        wk.island[k, w.I_WEIGHT] = 0.0
    for n in range(wk.index[w.FLAGS, w.W_SOURCES]):
        s = wk.source[n]
        if s[w.S_ON] < 0.5:
            continue
        k = wk.index[w.ISLAND_OF, int(s[w.S_BUS])]
        if s[w.S_GRID] > 0.5 or wk.island[k, w.I_GRID] < 0.5:
            wk.island[k, w.I_F] += s[w.S_SPEED] * s[w.S_RATING]
            wk.island[k, w.I_WEIGHT] += s[w.S_RATING]
    for k in range(wk.index[w.FLAGS, w.W_ISLANDS]):
        if wk.island[k, w.I_WEIGHT] > 0.0:
            wk.island[k, w.I_F] *= f0 / wk.island[k, w.I_WEIGHT]


@inner
def update_frequencies(x: Floats, t: Tables, wk: Work) -> None:
    """Find them and show them at every bus; 0 Hz where it is dead."""
    find_frequencies(t, wk)
    for b in range(count_of(t, st.AT_BUS)):
        k = wk.index[w.ISLAND_OF, b]
        f_hz = wk.island[k, w.I_F] if k >= 0 else 0.0
        x[block_of(t, st.AT_BUS, b) + st.BUS_F_HZ] = f_hz
