"""Admittances between the nodes and their sparse factor `Y = L D L^T`.

Positive sequence, per unit of the common base; Y is complex symmetric and passive, so no pivoting.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import compiled, inner, outlying
from sim.places import block_of, branch_ends, count_of
from sim.sources import short_circuit
from sim.tables import Tables, par
from sim.work import Work

Floats = NDArray[np.float64]

V_FLOOR = 0.7  # below it a load is a constant impedance
PIVOT_FLOOR = 1e-18


@compiled
def zip_admittance_factor(v2: float, z: float, i: float, c: float) -> float:
    """Admittance of a ZIP load relative to its power at 1 pu, from the square of the voltage.

    `y = z + i/v + c/v^2` with v held at 0.7 pu, so that below it the load is a constant impedance.
    v2 in pu^2; shares sum to 1. Drawn current `I = (p - j q) y V`.
    """
    inverse2 = 1.0 / max(v2, V_FLOOR * V_FLOOR)
    return z + i * math.sqrt(inverse2) + c * inverse2


@inner
def injection_factor(wk: Work, k: int, v2: float) -> float:
    """The same of injection k, by its own shares."""
    shares = wk.injection[k]
    return zip_admittance_factor(v2, shares[w.J_Z], shares[w.J_I], shares[w.J_C])


@inner
def _stamp(wk: Work, n: int, g: float, b: float) -> None:
    """Add an admittance g + jb between node n and earth."""
    wk.vector[w.D_RE, n] += g
    wk.vector[w.D_IM, n] += b


@inner
def _stamp_branches(t: Tables, wk: Work) -> None:
    """Lines and transformers: series admittance, tap at the first bus, half the charging a side."""
    for k in range(count_of(t, st.AT_BRANCH)):
        first, second = branch_ends(t, k)
        a, b = wk.index[w.NODE, first], wk.index[w.NODE, second]
        if a < 0 or a == b:
            continue
        g, s = par(t, st.AT_BRANCH, k, tb.BR_G), par(t, st.AT_BRANCH, k, tb.BR_B)
        per_tap = par(t, st.AT_BRANCH, k, tb.BR_PER_TAP)
        charging = par(t, st.AT_BRANCH, k, tb.BR_HALF_B)
        _stamp(wk, a, g * per_tap * per_tap, s * per_tap * per_tap + charging)
        _stamp(wk, b, g, s + charging)
        wk.entry[w.L_RE, wk.place[w.PLACE, a, b]] -= g * per_tap
        wk.entry[w.L_IM, wk.place[w.PLACE, a, b]] -= s * per_tap


@inner
def _stamp_loads(wk: Work) -> None:
    """Loads as the admittances that they are at the present voltages."""
    for k in range(wk.index[w.FLAGS, w.W_INJECTIONS]):
        a = wk.index[w.INJECTION_NODE, k]
        p = wk.injection[k, w.J_P]
        if a >= 0 and p >= 0.0:
            f = injection_factor(wk, k, wk.vector[w.V_RE, a] ** 2 + wk.vector[w.V_IM, a] ** 2)
            _stamp(wk, a, p * f, -wk.injection[k, w.J_Q] * f)


@outlying
def factor(x: Floats, t: Tables, wk: Work, with_loads: bool) -> None:
    """Y of all live nodes (branches, sources, inrush, short circuits, loads if asked), factored.

    A function of the state alone. The factor replaces Y in place: entries L, inverse pivots D.
    """
    n = wk.index[w.FLAGS, w.W_NODES]
    wk.vector[w.D_RE, :] = 0.0
    wk.vector[w.D_IM, :] = 0.0
    for e in range(wk.pattern[w.FIRST, n]):
        wk.entry[w.L_RE, e] = 0.0
        wk.entry[w.L_IM, e] = 0.0
    _stamp_branches(t, wk)
    for k in range(wk.index[w.FLAGS, w.W_SOURCES]):
        a = wk.index[w.SOURCE_NODE, k]
        if a >= 0:
            _stamp(wk, a, wk.source[k, w.S_G], wk.source[k, w.S_B])
    for k in range(count_of(t, st.AT_TRANSFORMER)):
        inrush = x[block_of(t, st.AT_TRANSFORMER, k) + st.TR_INRUSH_PU]
        a = wk.index[w.NODE, int(par(t, st.AT_TRANSFORMER, k, tb.T_HV))]
        if inrush > 0.0 and a >= 0:
            _stamp(wk, a, 0.0, -inrush)
    for b in range(count_of(t, st.AT_BUS) if wk.index[w.FLAGS, w.W_SHORTS] > 0 else 0):
        if wk.index[w.NODE, b] >= 0:
            y = short_circuit(x, t, b)
            _stamp(wk, wk.index[w.NODE, b], y.real, y.imag)
    if with_loads:
        _stamp_loads(wk)
    _eliminate(wk, n)
    wk.index[w.FLAGS, w.W_FACTORED] = 1


@inner
def _eliminate(wk: Work, n: int) -> None:
    """`Y = L D L^T` in place, right-looking; a passive network needs no pivoting.

    A pivot of zero (a resonance without resistance) is held off zero and noted as a collapse.
    """
    re, im = wk.entry[w.L_RE], wk.entry[w.L_IM]
    d_re, d_im = wk.vector[w.D_RE], wk.vector[w.D_IM]
    first, row, place = wk.pattern[w.FIRST], wk.pattern[w.ROW], wk.place[w.PLACE]
    for k in range(n):
        size = d_re[k] * d_re[k] + d_im[k] * d_im[k]
        if not size > PIVOT_FLOOR:
            d_re[k], d_im[k], size = 1e-9, 0.0, PIVOT_FLOOR
            wk.index[w.FLAGS, w.W_COLLAPSED] = k + 1
        i_re, i_im = d_re[k] / size, -d_im[k] / size
        d_re[k], d_im[k] = i_re, i_im
        for p in range(first[k], first[k + 1]):
            u_re, u_im = re[p], im[p]
            l_re, l_im = u_re * i_re - u_im * i_im, u_re * i_im + u_im * i_re
            d_re[row[p]] -= u_re * l_re - u_im * l_im
            d_im[row[p]] -= u_re * l_im + u_im * l_re
            for q in range(p + 1, first[k + 1]):
                e = place[row[q], row[p]]
                re[e] -= re[q] * l_re - im[q] * l_im
                im[e] -= re[q] * l_im + im[q] * l_re
            re[p], im[p] = l_re, l_im


@inner
def substitute(wk: Work, out_re: Floats, out_im: Floats) -> None:
    """Solve `L D L^T out = out` in place."""
    n = wk.index[w.FLAGS, w.W_NODES]
    re, im = wk.entry[w.L_RE], wk.entry[w.L_IM]
    d_re, d_im = wk.vector[w.D_RE], wk.vector[w.D_IM]
    row, column = wk.pattern[w.ROW], wk.pattern[w.COLUMN]
    entries = wk.pattern[w.FIRST, n]
    for p in range(entries):
        b_re, b_im = out_re[column[p]], out_im[column[p]]
        out_re[row[p]] -= re[p] * b_re - im[p] * b_im
        out_im[row[p]] -= re[p] * b_im + im[p] * b_re
    for k in range(n):
        b_re, b_im = out_re[k], out_im[k]
        out_re[k] = b_re * d_re[k] - b_im * d_im[k]
        out_im[k] = b_re * d_im[k] + b_im * d_re[k]
    for p in range(entries - 1, -1, -1):
        b_re, b_im = out_re[row[p]], out_im[row[p]]
        out_re[column[p]] -= re[p] * b_re - im[p] * b_im
        out_im[column[p]] -= re[p] * b_im + im[p] * b_re
