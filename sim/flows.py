"""Currents through closed switches, which have no impedance of their own.

Buses joined by closed switches are a cluster, and the currents they draw sum to zero. Every closed
switch counts as one unit of resistance: `L phi = -i`, the flow from a to b is `phi_a - phi_b`. In a
radial cluster this is Kirchhoff's law alone; switches in parallel share equally. The inverse of L
is found once after switching, and only when somebody asks.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import layout
from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import compiled, inner, outlying
from sim.places import (
    block_of,
    branch_sides,
    bus_number,
    bus_of,
    constant,
    count_of,
    is_closed,
    switch_ends,
)
from sim.sources import short_circuit
from sim.tables import Tables, par
from sim.work import Work

Floats = NDArray[np.float64]

ALONE = 1e-6  # a pivot of a connected bus is never as small: 1/n of a cluster of n buses


@compiled
def invert_laplacian(block: Floats, first: int, n: int) -> None:
    """Invert n rows of a Laplacian in place; the last bus of every cluster is held at zero.

    Gauss-Jordan; the pivot of a cluster's last bus comes out as zero: its row and column go.
    """
    for k in range(n):
        pivot = block[first + k, k]
        if pivot < ALONE:
            for j in range(n):
                block[first + k, j] = 0.0
                block[first + j, k] = 0.0
            continue
        block[first + k, k] = 1.0
        for j in range(n):
            block[first + k, j] /= pivot
        for i in range(n):
            factor = block[first + i, k]
            if i == k or factor == 0.0:
                continue
            block[first + i, k] = 0.0
            for j in range(n):
                block[first + i, j] -= factor * block[first + k, j]


@outlying
def map_flows(x: Floats, t: Tables, wk: Work) -> None:
    """Bring the inverse Laplacians up to date with the switches, unless they are already."""
    if wk.index[w.FLAGS, w.W_FLOWS] > 0:
        return
    slots = count_of(t, st.AT_SLOT)
    for r in range(slots):
        for c in range(int(par(t, st.AT_SLOT, r, tb.SL_COUNT))):
            wk.potential[r, c] = 0.0
    for s in range(count_of(t, st.AT_SWITCH)):
        if is_closed(x, t, s):
            a, b = _slots_of(t, s)
            first = int(par(t, st.AT_SLOT, a, tb.SL_FIRST))
            wk.potential[a, a - first] += 1.0
            wk.potential[b, b - first] += 1.0
            wk.potential[a, b - first] -= 1.0
            wk.potential[b, a - first] -= 1.0
    r = 0
    while r < slots:
        count = int(par(t, st.AT_SLOT, r, tb.SL_COUNT))
        invert_laplacian(wk.potential, r, count)
        r += count
    wk.index[w.FLAGS, w.W_FLOWS] = 1


@inner
def _slots_of(t: Tables, s: int) -> tuple[int, int]:
    """Slots of the buses a and b of a switch."""
    a, b = switch_ends(t, s)
    return int(par(t, st.AT_BUS, a, tb.B_SLOT)), int(par(t, st.AT_BUS, b, tb.B_SLOT))


@inner
def branch_current(x: Floats, t: Tables, k: int) -> complex:
    """Current in a branch towards its second bus, pu of the common base: `y (Va/tap - Vb)`."""
    a, b = branch_sides(t, k)
    va = complex(x[a + st.BUS_V_RE], x[a + st.BUS_V_IM]) * par(t, st.AT_BRANCH, k, tb.BR_PER_TAP)
    dv = va - complex(x[b + st.BUS_V_RE], x[b + st.BUS_V_IM])
    return dv * complex(par(t, st.AT_BRANCH, k, tb.BR_G), par(t, st.AT_BRANCH, k, tb.BR_B))


@inner
def grid_current(x: Floats, t: Tables, g: int) -> complex:
    """Current that a grid source gives, pu of the common base; zero when it is dead."""
    o = block_of(t, st.AT_GRID, g)
    if x[o + st.GRID_LIVE] < 0.5:
        return 0.0j
    bus = bus_of(t, st.AT_GRID, g)
    angle = x[o + st.GRID_ANGLE_RAD]
    e = x[o + st.GRID_V_PU] * complex(math.cos(angle), math.sin(angle))
    drop = e - complex(x[bus + st.BUS_V_RE], x[bus + st.BUS_V_IM])
    return drop / complex(par(t, st.AT_GRID, g, tb.GR_R), par(t, st.AT_GRID, g, tb.GR_X))


@inner
def _drawn_power(x: Floats, t: Tables, wk: Work, kind: int, k: int) -> complex:
    """Power that a user or an inverter or a machine draws, pu of the common base."""
    if kind == layout.INJECTION:
        return complex(wk.injection[k, w.J_P_OUT], wk.injection[k, w.J_Q_OUT])
    if kind == layout.INVERTER:
        o = block_of(t, st.AT_INVERTER, k)
        power = complex(x[o + st.INV_P_KW], x[o + st.INV_Q_KVAR])
    else:
        o = block_of(t, st.AT_MACHINE, k)
        power = complex(x[o + st.MA_P_KW], x[o + st.MA_Q_KVAR])
    return -power / constant(t, tb.C_BASE)


@inner
def _drawn_current(x: Floats, t: Tables, wk: Work, slot: int) -> complex:
    """Current that all that hangs at a bus draws from its cluster, pu of the common base."""
    b = bus_number(t, st.AT_SLOT, slot)
    bus = block_of(t, st.AT_BUS, b)
    if x[bus + st.BUS_V_PU] == 0.0:
        return 0.0j
    v = complex(x[bus + st.BUS_V_RE], x[bus + st.BUS_V_IM])
    total, power = 0.0j, 0.0j
    first = int(par(t, st.AT_SLOT, slot, tb.SL_TERMINAL))
    for n in range(first, first + int(par(t, st.AT_SLOT, slot, tb.SL_TERMINALS))):
        kind = int(par(t, st.AT_TERMINAL, n, tb.TM_KIND))
        k = int(par(t, st.AT_TERMINAL, n, tb.TM_INDEX))
        if kind == layout.BRANCH:
            total += par(t, st.AT_TERMINAL, n, tb.TM_SIGN) * branch_current(x, t, k)
        elif kind == layout.CHARGING:
            total += v * complex(0.0, par(t, st.AT_BRANCH, k, tb.BR_HALF_B))
        elif kind == layout.GRID:
            total -= grid_current(x, t, k)
        elif kind == layout.INRUSH:
            o = block_of(t, st.AT_TRANSFORMER, k)
            total += v * complex(0.0, -x[o + st.TR_INRUSH_PU])
        else:
            power += _drawn_power(x, t, wk, kind, k)
    if wk.index[w.FLAGS, w.W_SHORTS] > 0:
        total += v * short_circuit(x, t, b)
    return total + (power / v).conjugate()


@outlying
def _draw(x: Floats, t: Tables, wk: Work, first: int, count: int) -> None:
    """Note the drawn current of `count` buses in the last two columns of their rows."""
    last = wk.potential.shape[1] - 1
    for slot in range(first, first + count):
        i = _drawn_current(x, t, wk, slot)
        wk.potential[slot, last - 1] = i.real
        wk.potential[slot, last] = i.imag


@inner
def _flow(x: Floats, t: Tables, wk: Work, s: int) -> tuple[float, float, float]:
    """P in kW and Q in kvar from a to b and the current in A of a closed switch, from the draws."""
    a, b = _slots_of(t, s)
    first = int(par(t, st.AT_SLOT, a, tb.SL_FIRST))
    last = wk.potential.shape[1] - 1
    re, im = 0.0, 0.0
    for c in range(int(par(t, st.AT_SLOT, a, tb.SL_COUNT))):
        share = wk.potential[b, c] - wk.potential[a, c]
        re += share * wk.potential[first + c, last - 1]
        im += share * wk.potential[first + c, last]
    number, _ = switch_ends(t, s)
    bus = block_of(t, st.AT_BUS, number)
    v_re, v_im = x[bus + st.BUS_V_RE], x[bus + st.BUS_V_IM]
    base = constant(t, tb.C_BASE)
    amps = base / (math.sqrt(3.0) * par(t, st.AT_BUS, number, tb.B_KV))
    p, q = v_re * re + v_im * im, v_im * re - v_re * im
    return p * base, q * base, math.sqrt(re * re + im * im) * amps


@outlying
def switch_flow(x: Floats, t: Tables, wk: Work, s: int) -> tuple[float, float, float]:
    """P in kW and Q in kvar from a to b and the current in A of one switch; zero when open."""
    if not is_closed(x, t, s):
        return 0.0, 0.0, 0.0
    map_flows(x, t, wk)
    a, _ = _slots_of(t, s)
    first, drawn = int(par(t, st.AT_SLOT, a, tb.SL_FIRST)), wk.potential.shape[1] - 3
    if wk.potential[first, drawn] != wk.index[w.FLAGS, w.W_SOLUTION]:
        _draw(x, t, wk, first, int(par(t, st.AT_SLOT, a, tb.SL_COUNT)))
        wk.potential[first, drawn] = wk.index[w.FLAGS, w.W_SOLUTION]
    return _flow(x, t, wk, s)


@inner
def all_flows(x: Floats, t: Tables, wk: Work) -> None:
    """Write the flow of every switch into its outputs."""
    map_flows(x, t, wk)
    _draw(x, t, wk, 0, count_of(t, st.AT_SLOT))
    for s in range(count_of(t, st.AT_SWITCH)):
        o = block_of(t, st.AT_SWITCH, s)
        p, q, i = 0.0, 0.0, 0.0
        if x[o + st.SW_CLOSED] > 0.5:
            p, q, i = _flow(x, t, wk, s)
        x[o + st.SW_P_KW], x[o + st.SW_Q_KVAR], x[o + st.SW_I_A] = p, q, i


@inner
def are_lines_measured(t: Tables) -> bool:
    """True when a relay or a release measures the flow of a switch."""
    if constant(t, tb.C_RATED) > 0.5:
        return True
    for r in range(count_of(t, st.AT_RELAY)):
        if par(t, st.AT_RELAY, r, tb.RL_MEASURED) >= 0.0:
            return True
    return False


@inner
def measure_lines(x: Floats, t: Tables, wk: Work) -> None:
    """What relays measure at a switch, from its side a to its side b: kW and A."""
    for r in range(count_of(t, st.AT_RELAY)):
        s = int(par(t, st.AT_RELAY, r, tb.RL_MEASURED))
        if s >= 0:
            o = block_of(t, st.AT_RELAY, r)
            p, _, i = switch_flow(x, t, wk, s)
            x[o + st.RELAY_LINE_P_KW], x[o + st.RELAY_LINE_I_A] = p, i
