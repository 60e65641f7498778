"""Long steps: when one may be taken, and how one in which anything happened is taken back."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import work as w
from sim.compiled import inner
from sim.frequencies import update_frequencies
from sim.machine import machines_settled
from sim.places import count_of
from sim.sources import set_sources
from sim.synchronism import awaits_synchronism
from sim.tables import Tables
from sim.work import Work

Floats = NDArray[np.float64]

FINE_AFTER_S = 5.0
FIRST_STRIDE_S = 1.0
RESTLESS_PU = 2e-4  # change of speed in a stride that calls for shorter ones
SWINGING_PU = 1e-3  # and in the shortest stride, for fine steps


@inner
def may_stride(x: Floats, t: Tables) -> bool:
    """True when nothing has happened for 5 s, no machine swings and no switch is to be caught."""
    now = x[st.G_T_S]
    if count_of(t, st.AT_MACHINE) > 0 and not machines_settled(x, t):
        return False
    if count_of(t, st.AT_SYNCHRONISM) > 0 and awaits_synchronism(x, t):
        return False
    return now - x[st.G_LAST_EVENT_S] >= FINE_AFTER_S and now >= x[st.G_FINE_UNTIL_S]


@inner
def _keep(x: Floats, wk: Work) -> None:
    """Remember state and injections before a long step."""
    n = x.shape[0]
    for k in range(n):
        wk.backup[k] = x[k]
    for r in range(wk.injection.shape[0]):
        for c in range(wk.injection.shape[1]):
            wk.backup[n + r * wk.injection.shape[1] + c] = wk.injection[r, c]


@inner
def _take_back(x: Floats, t: Tables, wk: Work) -> None:
    """Undo a long step."""
    wk.index[w.FLAGS, w.W_MEASURED] = 0
    n = x.shape[0]
    for k in range(n):
        x[k] = wk.backup[k]
    for r in range(wk.injection.shape[0]):
        for c in range(wk.injection.shape[1]):
            wk.injection[r, c] = wk.backup[n + r * wk.injection.shape[1] + c]
    set_sources(x, t, wk)
    update_frequencies(x, t, wk)


@inner
def begin_stride(x: Floats, wk: Work) -> tuple[int, float]:
    """Remember everything before a long step: events so far, time of the last."""
    _keep(x, wk)
    return wk.index[w.FLAGS, w.W_EVENTS], x[st.G_LAST_EVENT_S]


@inner
def end_stride(
    x: Floats,
    t: Tables,
    wk: Work,
    h: float,
    longest_s: float,
    moved: float,
    events: int,
    last_s: float,
) -> None:
    """Take a stride back in which anything happened; after a good one the next is twice as long.

    What was taken back is tried again with an eighth of it, below a second with fine steps.
    """
    happened = wk.index[w.FLAGS, w.W_EVENTS] != events or x[st.G_LAST_EVENT_S] != last_s
    if not happened and moved <= (RESTLESS_PU if h > FIRST_STRIDE_S else SWINGING_PU):
        if h >= x[st.G_STRIDE_S]:
            x[st.G_STRIDE_S] = min(2.0 * x[st.G_STRIDE_S], longest_s)
        return
    _take_back(x, t, wk)
    wk.index[w.FLAGS, w.W_EVENTS] = events
    if h > FIRST_STRIDE_S:
        x[st.G_STRIDE_S] = max(h / 8.0, FIRST_STRIDE_S)
        return
    x[st.G_STRIDE_S] = FIRST_STRIDE_S
    x[st.G_FINE_UNTIL_S] = x[st.G_T_S] + h
