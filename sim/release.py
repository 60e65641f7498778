"""Releases of breakers and fuses: heat of the current, magnetic trip, blown fuses."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim.compiled import compiled, outlying
from sim.flows import switch_flow
from sim.places import block_of, constant, count_of, element_of
from sim.switching import set_switch
from sim.tables import TRIP_HEAT, Tables, par, row_of
from sim.work import Work, emit

Floats = NDArray[np.float64]


@compiled
def heat_after(heat: float, current: float, tau_s: float, h_s: float) -> float:
    """`tau th' = (I/Ir)^2 - th`, exact for a constant current (pu of the rating) over h."""
    settled = current * current
    return settled + (heat - settled) * math.exp(-h_s / tau_s)


@compiled
def seconds_to_trip(heat: float, current: float, tau_s: float) -> float:
    """Time to a heat of 1.1025 at a constant current: `tau ln((I^2 - th)/(I^2 - 1.1025))`.

    s; infinite when it is never reached; from cold at twice the rating 0.322 tau.
    """
    settled = current * current
    if heat >= TRIP_HEAT:
        return 0.0
    if settled <= TRIP_HEAT:
        return math.inf
    return tau_s * math.log((settled - heat) / (settled - TRIP_HEAT))


@outlying
def command_fuses(x: Floats, t: Tables, wk: Work) -> None:
    """Put new fuses in where asked; refuse to close a switch whose fuse is blown."""
    for s in range(count_of(t, st.AT_SWITCH)):
        o = block_of(t, st.AT_SWITCH, s)
        if x[o + st.SW_REPLACE] > 0.5:
            x[o + st.SW_REPLACE] = 0.0
            x[o + st.SW_BLOWN] = 0.0
            x[o + st.SW_HEAT_PU] = 0.0
        if x[o + st.SW_BLOWN] > 0.5 and x[o + st.SW_COMMAND] > 0.5:
            x[o + st.SW_COMMAND] = 0.0
            element = element_of(t, st.AT_SWITCH, s)
            emit(x, wk, x[st.G_T_S], st.EV_INPUT_REFUSED, element, 1.0)


@outlying
def _release(x: Floats, t: Tables, wk: Work, s: int, time_s: float, i_a: float) -> None:
    """Open by the release: a fuse is blown by it. Welded contacts stay."""
    o = block_of(t, st.AT_SWITCH, s)
    if x[o + st.SW_STUCK] > 0.5:
        return
    fuse = par(t, st.AT_SWITCH, s, tb.SW_FUSE) > 0.5
    x[o + st.SW_BLOWN] = 1.0 if fuse else 0.0
    kind = st.EV_FUSE_BLOWN if fuse else st.EV_BREAKER_TRIPPED
    emit(x, wk, time_s, kind, element_of(t, st.AT_SWITCH, s), i_a)
    set_switch(x, t, wk, s, False, time_s)


@outlying
def advance_releases(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """Heat every release by the current of a step of h that ends now; open what is due.

    The magnetic release looks at the end of the step, the thermal one at the moment inside it.
    """
    if constant(t, tb.C_RATED) < 0.5:
        return
    now_s = x[st.G_T_S]
    for s in range(count_of(t, st.AT_SWITCH)):
        row = t.value[row_of(t, st.AT_SWITCH, s) :]
        if row[tb.SW_RATED_A] <= 0.0:
            continue
        o = block_of(t, st.AT_SWITCH, s)
        closed = x[o + st.SW_CLOSED] > 0.5
        _, _, i_a = switch_flow(x, t, wk, s)
        current = i_a / row[tb.SW_RATED_A]
        heat = x[o + st.SW_HEAT_PU]
        x[o + st.SW_HEAT_PU] = heat_after(heat, current, row[tb.SW_TAU_S], h)
        if not closed:
            continue
        if row[tb.SW_MAGNETIC] > 0.0 and current > row[tb.SW_MAGNETIC]:
            _release(x, t, wk, s, now_s, i_a)
        elif x[o + st.SW_HEAT_PU] >= TRIP_HEAT:
            wait_s = seconds_to_trip(heat, current, row[tb.SW_TAU_S])
            _release(x, t, wk, s, now_s - h + min(wait_s, h), i_a)
