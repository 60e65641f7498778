"""Transformers: the inrush of a hard close, and who is energised."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import inner
from sim.places import block_of, constant, count_of, element_of
from sim.tables import Tables, par
from sim.work import Work, emit

Floats = NDArray[np.float64]


@inner
def arm_inrush(x: Floats, t: Tables, wk: Work) -> None:
    """A transformer that was dead and joins a live island draws inrush, but not in a slow ramp."""
    for k in range(count_of(t, st.AT_TRANSFORMER)):
        o = block_of(t, st.AT_TRANSFORMER, k)
        island = wk.index[w.ISLAND_OF, int(par(t, st.AT_TRANSFORMER, k, tb.T_HV))]
        hot = wk.island[island, w.I_HOT_PU] if island >= 0 else 0.0
        if island >= 0 and x[o + st.TR_ENERGISED] < 0.5:
            x[o + st.TR_ENERGISED] = 1.0
            x[o + st.TR_DEAD_S] = 0.0
            if hot > 0.1:
                x[o + st.TR_INRUSH_PU] = par(t, st.AT_TRANSFORMER, k, tb.T_INRUSH) * min(hot, 1.0)
                kva = par(t, st.AT_TRANSFORMER, k, tb.T_S_PU) * constant(t, tb.C_BASE)
                element = element_of(t, st.AT_TRANSFORMER, k)
                emit(x, wk, x[st.G_T_S], st.EV_INRUSH, element, kva)


@inner
def advance_inrush(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """Inrush admittance falls as e^(-t/tau); a transformer without voltage forgets its flux."""
    for k in range(count_of(t, st.AT_TRANSFORMER)):
        o = block_of(t, st.AT_TRANSFORMER, k)
        if x[o + st.TR_INRUSH_PU] > 0.0:
            x[o + st.TR_INRUSH_PU] *= math.exp(-h / par(t, st.AT_TRANSFORMER, k, tb.T_TAU))
            if x[o + st.TR_INRUSH_PU] < 1e-4 * par(t, st.AT_TRANSFORMER, k, tb.T_INRUSH):
                x[o + st.TR_INRUSH_PU] = 0.0
            wk.index[w.FLAGS, w.W_FACTORED] = 0
            x[st.G_LAST_EVENT_S] = x[st.G_T_S]
        if wk.index[w.ISLAND_OF, int(par(t, st.AT_TRANSFORMER, k, tb.T_HV))] < 0:
            x[o + st.TR_DEAD_S] += h
            if x[o + st.TR_DEAD_S] > 0.05:
                x[o + st.TR_ENERGISED] = 0.0
                x[o + st.TR_INRUSH_PU] = 0.0
