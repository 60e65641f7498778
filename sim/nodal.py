"""One turn of current injection: currents of sources and loads, then `V = Z J` by the factor."""

from __future__ import annotations

import math

from sim import work as w
from sim.compiled import inner
from sim.factor import injection_factor, substitute
from sim.work import Work

TOLERANCE = 1e-10  # of a voltage, pu


@inner
def source_currents(wk: Work) -> None:
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
def load_currents(wk: Work, shunts_in_y: bool) -> None:
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
        f = injection_factor(wk, k, v_re * v_re + v_im * v_im)
        wk.vector[w.J_RE, a] -= (p * v_re + q * v_im) * f
        wk.vector[w.J_IM, a] -= (p * v_im - q * v_re) * f


@inner
def find_voltages(wk: Work) -> float:
    """V = Z J, in the place of J; returns the largest change of a voltage."""
    substitute(wk, wk.vector[w.J_RE], wk.vector[w.J_IM])
    change = 0.0
    for a in range(wk.index[w.FLAGS, w.W_NODES]):
        re, im = wk.vector[w.J_RE, a], wk.vector[w.J_IM, a]
        moved = abs(re - wk.vector[w.V_RE, a]) + abs(im - wk.vector[w.V_IM, a])
        change = max(change, moved)
        wk.vector[w.V_RE, a] = re
        wk.vector[w.V_IM, a] = im
    return change


@inner
def find_terminal(wk: Work, k: int) -> float:
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
def free_currents(wk: Work) -> bool:
    """Terminals of all sources without a limit; False when one exceeds its limit."""
    free = True
    for k in range(wk.index[w.FLAGS, w.W_SOURCES]):
        if wk.index[w.SOURCE_NODE, k] < 0:
            continue
        if find_terminal(wk, k) > 1.0:
            free = False
        wk.source[k, w.S_WANTED] = wk.source[k, w.S_I]
        wk.source[k, w.S_LIMITING] = 0.0
    return free
