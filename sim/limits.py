"""The solution when sources are at their current limits: the angle held, the size bounded."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import work as w
from sim.compiled import compiled, inner, outlying
from sim.factor import factor, substitute
from sim.nodal import TOLERANCE, find_terminal, find_voltages, load_currents, source_currents
from sim.tables import Tables
from sim.work import Work

Floats = NDArray[np.float64]

ABSURD_PU = 100.0  # a voltage beyond it is no result
UNSOLVED_PU = 1e-4  # changes that are left after all turns


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
def was_limited(wk: Work) -> bool:
    """True when a source was at its current limit in the last solution."""
    for k in range(wk.index[w.FLAGS, w.W_SOURCES]):
        if wk.index[w.SOURCE_NODE, k] >= 0 and wk.source[k, w.S_LIMITING] > 0.5:
            return True
    return False


@inner
def _driving_point(wk: Work, a: int) -> complex:
    """Z_aa: the voltage at node a for a current of 1 into it."""
    wk.vector[w.Z_RE, :] = 0.0
    wk.vector[w.Z_IM, :] = 0.0
    wk.vector[w.Z_RE, a] = 1.0
    substitute(wk, wk.vector[w.Z_RE], wk.vector[w.Z_IM])
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
def solve_limited(x: Floats, t: Tables, wk: Work) -> tuple[int, float]:
    """Solve with current limits: load admittances go into Y anew in each turn, limits are exact."""
    change = 1.0
    turns = 0
    source_currents(wk)
    while change > TOLERANCE and turns < 60:
        factor(x, t, wk, True)
        change = 0.0
        for _ in range(20):
            load_currents(wk, True)
            moved = find_voltages(wk)
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
            find_terminal(wk, k)
    return turns, change
