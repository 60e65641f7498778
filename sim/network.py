"""The network: admittances, their sparse factor, and the solution `Y V = J(V)`.

Positive sequence, per unit of the common base, phasors in the frame that turns at nominal
frequency. Y is complex symmetric and factored as `L D L^T` when switches move; a solution is
current injection (`V = Z J(V)`, Z never formed) from the last voltages on. A dead island has zero
volts.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import compiled, inner, outlying
from sim.places import block_of, constant, count_of
from sim.sources import read_sources, set_sources, short_circuit
from sim.tables import Tables, par
from sim.work import Work

Floats = NDArray[np.float64]

TOLERANCE = 1e-10
PREDICTOR_TOLERANCE = 1e-6
SMALL_MOVE_PU = 1e-7  # a first change beyond it is followed by a second, which tells the rate
LEAST_CONTRACTION = 0.05  # nothing is believed to converge faster: demand may have grown since
NOISE_PU = 1e-13  # below it changes are rounding and tell nothing of convergence
V_FLOOR = 0.7  # below it a load is a constant impedance
PIVOT_FLOOR = 1e-18
ABSURD_PU = 100.0  # a voltage beyond it is no result
UNSOLVED_PU = 1e-4  # changes that are left after all turns


@compiled
def zip_admittance_factor(v2: float, z: float, i: float, c: float) -> float:
    """Admittance of a ZIP load relative to its power at 1 pu, from the square of the voltage.

    `y = z + i/v + c/v^2` with v held at 0.7 pu, so that below it the load is a constant impedance.
    v2 in pu^2; shares sum to 1. Drawn current `I = (p - j q) y V`.
    """
    inverse2 = 1.0 / max(v2, V_FLOOR * V_FLOOR)
    return z + i * math.sqrt(inverse2) + c * inverse2


@compiled
def limited_impedance_factor(
    z_re: float, z_im: float, n_re: float, n_im: float, drive_pu: float, i_max_pu: float
) -> float:
    """By what factor g >= 1 the internal impedance must grow so that the current is I_max.

    `|g z + Zn| = |E - Voc| / Imax` solved for g (the larger root). This is the current limit that
    scales `I = (E - V)/z` to I_max and holds its angle. All in pu.
    """
    reach = drive_pu / i_max_pu
    a = z_re * z_re + z_im * z_im
    b = 2.0 * (z_re * n_re + z_im * n_im)
    c = n_re * n_re + n_im * n_im - reach * reach
    if a + b + c >= 0.0:
        return 1.0
    return (-b + math.sqrt(b * b - 4.0 * a * c)) / (2.0 * a)


@inner
def _stamp(wk: Work, n: int, g: float, b: float) -> None:
    wk.vector[w.D_RE, n] += g
    wk.vector[w.D_IM, n] += b


@inner
def _stamp_branches(t: Tables, wk: Work) -> None:
    for k in range(count_of(t, st.AT_BRANCH)):
        a = wk.index[w.NODE, int(par(t, st.AT_BRANCH, k, tb.BR_FROM))]
        b = wk.index[w.NODE, int(par(t, st.AT_BRANCH, k, tb.BR_TO))]
        if a < 0 or a == b:
            continue
        g, s = (par(t, st.AT_BRANCH, k, tb.BR_G), par(t, st.AT_BRANCH, k, tb.BR_B))
        per_tap = par(t, st.AT_BRANCH, k, tb.BR_PER_TAP)
        charging = par(t, st.AT_BRANCH, k, tb.BR_HALF_B)
        _stamp(wk, a, g * per_tap * per_tap, s * per_tap * per_tap + charging)
        _stamp(wk, b, g, s + charging)
        wk.entry[w.L_RE, wk.place[w.PLACE, a, b]] -= g * per_tap
        wk.entry[w.L_IM, wk.place[w.PLACE, a, b]] -= s * per_tap


@inner
def _stamp_loads(wk: Work) -> None:
    for k in range(wk.index[w.FLAGS, w.W_INJECTIONS]):
        a = wk.index[w.INJECTION_NODE, k]
        p = wk.injection[k, w.J_P]
        if a >= 0 and p >= 0.0:
            f = zip_admittance_factor(
                wk.vector[w.V_RE, a] ** 2 + wk.vector[w.V_IM, a] ** 2,
                wk.injection[k, w.J_Z],
                wk.injection[k, w.J_I],
                wk.injection[k, w.J_C],
            )
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
def _substitute(wk: Work, out_re: Floats, out_im: Floats) -> None:
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


@inner
def _voltages(wk: Work) -> float:
    """V = Z J, in the place of J; returns the largest change of a voltage."""
    _substitute(wk, wk.vector[w.J_RE], wk.vector[w.J_IM])
    change = 0.0
    for a in range(wk.index[w.FLAGS, w.W_NODES]):
        re, im = wk.vector[w.J_RE, a], wk.vector[w.J_IM, a]
        moved = abs(re - wk.vector[w.V_RE, a]) + abs(im - wk.vector[w.V_IM, a])
        change = max(change, moved)
        wk.vector[w.V_RE, a] = re
        wk.vector[w.V_IM, a] = im
    return change


@inner
def _source_currents(wk: Work) -> None:
    """Norton currents `E (g + jb)` of all sources, summed in K."""
    for a in range(wk.index[w.FLAGS, w.W_NODES]):
        wk.vector[w.K_RE, a] = 0.0
        wk.vector[w.K_IM, a] = 0.0
    for k in range(wk.index[w.FLAGS, w.W_SOURCES]):
        a = wk.index[w.SOURCE_NODE, k]
        if a < 0:
            continue
        s = wk.source[k]
        s[w.S_J_RE] = s[w.S_E_RE] * s[w.S_G] - s[w.S_E_IM] * s[w.S_B]
        s[w.S_J_IM] = s[w.S_E_RE] * s[w.S_B] + s[w.S_E_IM] * s[w.S_G]
        wk.vector[w.K_RE, a] += s[w.S_J_RE]
        wk.vector[w.K_IM, a] += s[w.S_J_IM]


@inner
def _load_currents(wk: Work, shunts_in_y: bool) -> None:
    """J = K minus the currents that loads draw at the present voltages."""
    for a in range(wk.index[w.FLAGS, w.W_NODES]):
        wk.vector[w.J_RE, a] = wk.vector[w.K_RE, a]
        wk.vector[w.J_IM, a] = wk.vector[w.K_IM, a]
    for k in range(wk.index[w.FLAGS, w.W_INJECTIONS]):
        a = wk.index[w.INJECTION_NODE, k]
        p = wk.injection[k, w.J_P]
        q = wk.injection[k, w.J_Q]
        if a < 0 or (p == 0.0 and q == 0.0) or (shunts_in_y and p >= 0.0):
            continue
        v_re, v_im = wk.vector[w.V_RE, a], wk.vector[w.V_IM, a]
        f = zip_admittance_factor(
            v_re * v_re + v_im * v_im,
            wk.injection[k, w.J_Z],
            wk.injection[k, w.J_I],
            wk.injection[k, w.J_C],
        )
        wk.vector[w.J_RE, a] -= (p * v_re + q * v_im) * f
        wk.vector[w.J_IM, a] -= (p * v_im - q * v_re) * f


@inner
def _terminal(wk: Work, k: int) -> float:
    """Terminal P, Q and I of a source from its Norton current; returns I over its limit."""
    s = wk.source[k]
    a = wk.index[w.SOURCE_NODE, k]
    v_re, v_im = wk.vector[w.V_RE, a], wk.vector[w.V_IM, a]
    i_re = s[w.S_J_RE] - (v_re * s[w.S_G] - v_im * s[w.S_B])
    i_im = s[w.S_J_IM] - (v_re * s[w.S_B] + v_im * s[w.S_G])
    s[w.S_P] = v_re * i_re + v_im * i_im
    s[w.S_Q] = v_im * i_re - v_re * i_im
    s[w.S_I] = math.sqrt(i_re * i_re + i_im * i_im)
    return s[w.S_I] / s[w.S_I_MAX] if s[w.S_I_MAX] > 0.0 else 0.0


@inner
def _free_currents(wk: Work) -> bool:
    """Terminals of all sources without a limit; False when one exceeds its limit."""
    free = True
    for k in range(wk.index[w.FLAGS, w.W_SOURCES]):
        if wk.index[w.SOURCE_NODE, k] < 0:
            continue
        if _terminal(wk, k) > 1.0:
            free = False
        wk.source[k, w.S_WANTED] = wk.source[k, w.S_I]
        wk.source[k, w.S_LIMITING] = 0.0
    return free


@inner
def _driving_point(wk: Work, a: int) -> complex:
    """Z_aa: the voltage at node a for a current of 1 into it."""
    wk.vector[w.Z_RE, :] = 0.0
    wk.vector[w.Z_IM, :] = 0.0
    wk.vector[w.Z_RE, a] = 1.0
    _substitute(wk, wk.vector[w.Z_RE], wk.vector[w.Z_IM])
    return complex(wk.vector[w.Z_RE, a], wk.vector[w.Z_IM, a])


@inner
def _limit_one(wk: Work, k: int) -> float:
    """Bound one source's current with the rest of the network held; returns the change of V there.

    Thevenin of the rest as the source sees it: `Z' = Z/(1 - Z y)`, `Voc = (V - Z J)/(1 - Z y)`,
    then `I = (E - Voc)/(g z + Z')` with g from `limited_impedance_factor`.
    """
    s = wk.source[k]
    a = wk.index[w.SOURCE_NODE, k]
    y = complex(s[w.S_G], s[w.S_B])
    z_in = 1.0 / y
    z = _driving_point(wk, a)
    v = complex(wk.vector[w.V_RE, a], wk.vector[w.V_IM, a])
    j = complex(s[w.S_J_RE], s[w.S_J_IM])
    rest = 1.0 - z * y
    if rest.real**2 + rest.imag**2 < 1e-18:
        return 0.0  # nothing else is connected, no current can flow
    z_net = z / rest
    v_open = (v - z * j) / rest
    drive = complex(s[w.S_E_RE], s[w.S_E_IM]) - v_open
    size = math.sqrt(drive.real**2 + drive.imag**2)
    grow = limited_impedance_factor(
        z_in.real, z_in.imag, z_net.real, z_net.imag, size, s[w.S_I_MAX]
    )
    i = drive / (grow * z_in + z_net)
    v_new = v_open + z_net * i
    j_new = i + y * v_new
    wk.vector[w.K_RE, a] += j_new.real - j.real
    wk.vector[w.K_IM, a] += j_new.imag - j.imag
    s[w.S_J_RE], s[w.S_J_IM] = j_new.real, j_new.imag
    wanted = drive / (z_in + z_net)  # what would flow without the limit (case A13)
    s[w.S_WANTED] = math.sqrt(wanted.real**2 + wanted.imag**2)
    s[w.S_LIMITING] = 1.0 if grow > 1.0 else 0.0
    return abs(v_new.real - v.real) + abs(v_new.imag - v.imag)


@inner
def _hold_finite(wk: Work, change: float) -> None:
    """Note where there was no solution; a voltage that is no number counts as none."""
    lowest = 1e9
    for a in range(wk.index[w.FLAGS, w.W_NODES]):
        v2 = wk.vector[w.V_RE, a] ** 2 + wk.vector[w.V_IM, a] ** 2
        if not v2 < ABSURD_PU * ABSURD_PU:
            wk.vector[w.V_RE, a], wk.vector[w.V_IM, a], v2 = 0.0, 0.0, -1.0
        if v2 < lowest and not change < UNSOLVED_PU:
            lowest = v2
            wk.index[w.FLAGS, w.W_COLLAPSED] = a + 1


@outlying
def _solve_limited(x: Floats, t: Tables, wk: Work) -> tuple[int, float]:
    """Solve with current limits: load admittances go into Y anew in each turn, limits are exact."""
    change = 1.0
    turns = 0
    _source_currents(wk)
    while change > TOLERANCE and turns < 60:
        factor(x, t, wk, True)
        change = 0.0
        for _ in range(20):
            _load_currents(wk, True)
            moved = _voltages(wk)
            change = max(change, moved)
            for k in range(wk.index[w.FLAGS, w.W_SOURCES]):
                if wk.index[w.SOURCE_NODE, k] >= 0 and wk.source[k, w.S_I_MAX] > 0.0:
                    moved = max(moved, _limit_one(wk, k))
            if moved < TOLERANCE:
                break
        turns += 1
    wk.index[w.FLAGS, w.W_FACTORED] = 0  # the factor now holds loads
    _hold_finite(wk, change)
    for k in range(wk.index[w.FLAGS, w.W_SOURCES]):
        if wk.index[w.SOURCE_NODE, k] >= 0:
            _terminal(wk, k)
    return turns, change


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
def _was_limited(wk: Work) -> bool:
    """True when a source was at its current limit in the last solution."""
    for k in range(wk.index[w.FLAGS, w.W_SOURCES]):
        if wk.index[w.SOURCE_NODE, k] >= 0 and wk.source[k, w.S_LIMITING] > 0.5:
            return True
    return False


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
            f = v2 * zip_admittance_factor(
                v2, wk.injection[k, w.J_Z], wk.injection[k, w.J_I], wk.injection[k, w.J_C]
            )
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
        limited = _was_limited(wk)
        if not limited:
            if wk.index[w.FLAGS, w.W_FACTORED] == 0:
                factor(x, t, wk, False)
            _source_currents(wk)
            change, last = 1.0, 0.0
            while change > tolerance and turns < 40:
                _load_currents(wk, False)
                moved = _voltages(wk)
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
                limited = not _free_currents(wk)
        if limited:
            turns, change = _solve_limited(x, t, wk)
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
