"""The network: islands, admittances, and the Z-bus solution `V = Z J(V)`.

Positive sequence, per unit of the common base, phasors in the frame that turns at nominal
frequency. Buses joined by closed switches are one node. Each live island has its own reference: a
grid source behind its Thevenin impedance, or grid-forming inverters behind RL + jXL. A dead island
has zero volts.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import compiled, inner
from sim.tables import Tables
from sim.work import Work

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

TOLERANCE = 1e-10
PREDICTOR_TOLERANCE = 1e-6
SOLID_OHM = 1e-7  # no short circuit is shorter: its admittance must stay finite
V_FLOOR = 0.7  # below it a load is a constant impedance


@compiled
def zip_admittance_factor(v: float, z: float, i: float, c: float) -> float:
    """Admittance of a ZIP load relative to its power at 1 pu.

    `y = z + i/v + c/v^2` with v held at 0.7 pu, so that below it the load is a constant impedance.
    v in pu; shares sum to 1. Drawn current `I = (p - j q) y V`.
    """
    held = max(v, V_FLOOR)
    return z + i / held + c / (held * held)


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
def _root(parent: Integers, k: int) -> int:
    while parent[k] != k:
        parent[k] = parent[parent[k]]
        k = parent[k]
    return k


@inner
def is_forming(x: Floats, o: int) -> bool:
    """True when the inverter whose block begins at o is a voltage source now."""
    return x[o + st.INV_STATE] == st.FORMING or x[o + st.INV_STATE] == st.RAMPING


@inner
def find_islands(x: Floats, t: Tables, wk: Work) -> None:
    """Join buses by closed switches into nodes and nodes by branches into islands; number both."""
    buses = t.at[st.COUNT + st.AT_BUS]
    parent, node = wk.index[w.PARENT], wk.index[w.NODE]
    for b in range(buses):
        parent[b] = b
    for s in range(t.at[st.COUNT + st.AT_SWITCH]):
        if x[t.at[st.AT_SWITCH] + s * len(st.SWITCH) + st.SW_CLOSED] > 0.5:
            a = _root(parent, int(t.value[st.AT_SWITCH, s, tb.SW_A]))
            b = _root(parent, int(t.value[st.AT_SWITCH, s, tb.SW_B]))
            parent[max(a, b)] = min(a, b)
    for b in range(buses):
        node[b] = _root(parent, b)  # the representative bus, for the moment
    for k in range(t.at[st.COUNT + st.AT_BRANCH]):
        a = _root(parent, int(t.value[st.AT_BRANCH, k, tb.BR_FROM]))
        b = _root(parent, int(t.value[st.AT_BRANCH, k, tb.BR_TO]))
        parent[max(a, b)] = min(a, b)

    for b in range(buses):
        wk.index[w.ISLAND_OF, b] = -1
    islands = 0
    for g in range(t.at[st.COUNT + st.AT_GRID]):
        o = t.at[st.AT_GRID] + g * len(st.GRID)
        if x[o + st.GRID_LIVE] > 0.5:
            r = _root(parent, int(t.value[st.AT_GRID, g, tb.GR_BUS]))
            if wk.index[w.ISLAND_OF, r] < 0:
                wk.index[w.ISLAND_OF, r] = islands
                wk.island[islands, :] = 0.0
                islands += 1
            k = wk.index[w.ISLAND_OF, r]
            wk.island[k, w.I_GRID] += 1.0
            wk.island[k, w.I_HOT_PU] = max(wk.island[k, w.I_HOT_PU], x[o + st.GRID_V_PU])
    for i in range(t.at[st.COUNT + st.AT_INVERTER]):
        o = t.at[st.AT_INVERTER] + i * len(st.INVERTER)
        if is_forming(x, o):
            r = _root(parent, int(t.value[st.AT_INVERTER, i, tb.IN_BUS]))
            if wk.index[w.ISLAND_OF, r] < 0:
                wk.index[w.ISLAND_OF, r] = islands
                wk.island[islands, :] = 0.0
                islands += 1
            k = wk.index[w.ISLAND_OF, r]
            wk.island[k, w.I_FORMING] += 1.0
            wk.island[k, w.I_HOT_PU] = max(wk.island[k, w.I_HOT_PU], x[o + st.INV_E_PU])
    wk.index[w.FLAGS, w.W_ISLANDS] = islands

    for b in range(buses):
        wk.index[w.ISLAND_OF, b] = wk.index[w.ISLAND_OF, _root(parent, b)]
    # compact numbers for the nodes of live islands; a representative comes before its members
    nodes = 0
    for b in range(buses):
        representative = node[b]
        if wk.index[w.ISLAND_OF, b] < 0:
            node[b] = -1
        elif representative == b:
            node[b] = nodes
            nodes += 1
        else:
            node[b] = node[representative]
        x[t.at[st.AT_BUS] + b * len(st.BUS) + st.BUS_ISLAND] = wk.index[w.ISLAND_OF, b]
    wk.index[w.FLAGS, w.W_NODES] = nodes
    wk.index[w.FLAGS, w.W_FACTORED] = 0


@inner
def _stamp(wk: Work, n: int, g: float, b: float) -> None:
    wk.matrix[w.Y_RE, n, n] += g
    wk.matrix[w.Y_IM, n, n] += b


@inner
def short_circuit_ohm(x: Floats, t: Tables, b: int) -> float:
    """Resistance of a three-phase short circuit at bus b in ohm, 0 when there is none."""
    ohm = x[t.at[st.AT_BUS] + b * len(st.BUS) + st.BUS_SHORT_OHM]
    if b == int(t.value[st.AT_CONSTANTS, 0, tb.C_SECTION]):
        section = x[st.G_FAULT_SHORT_OHM]
        if x[st.G_EARTH_COUNT] > 0.5:
            section = 0.01  # portable earths: three phases joined
        if 0.0 < section < 1e9 and (ohm <= 0.0 or section < ohm):
            ohm = section
    if ohm <= 0.0 or ohm > 1e9:
        return 0.0
    return max(ohm, SOLID_OHM)


@compiled
def source_admittance(r: float, x: float) -> tuple[float, float]:
    """`1/(r + j x)` as (g, b)."""
    d = r * r + x * x
    return r / d, -x / d


@inner
def build_admittance(x: Floats, t: Tables, wk: Work, with_loads: bool) -> None:
    """Y of all live nodes: branches, sources, inrush, short circuits, and (if asked) the loads."""
    n = wk.index[w.FLAGS, w.W_NODES]
    for a in range(n):
        for b in range(n):
            wk.matrix[w.Y_RE, a, b] = 0.0
            wk.matrix[w.Y_IM, a, b] = 0.0
    for k in range(t.at[st.COUNT + st.AT_BRANCH]):
        a = wk.index[w.NODE, int(t.value[st.AT_BRANCH, k, tb.BR_FROM])]
        b = wk.index[w.NODE, int(t.value[st.AT_BRANCH, k, tb.BR_TO])]
        if a < 0 or a == b:
            continue
        g, s = source_admittance(
            t.value[st.AT_BRANCH, k, tb.BR_R], t.value[st.AT_BRANCH, k, tb.BR_X]
        )
        _stamp(wk, a, g, s)
        _stamp(wk, b, g, s)
        wk.matrix[w.Y_RE, a, b] -= g
        wk.matrix[w.Y_IM, a, b] -= s
        wk.matrix[w.Y_RE, b, a] -= g
        wk.matrix[w.Y_IM, b, a] -= s
    for k in range(t.at[st.COUNT + st.AT_GRID]):
        if x[t.at[st.AT_GRID] + k * len(st.GRID) + st.GRID_LIVE] > 0.5:
            g, s = source_admittance(
                t.value[st.AT_GRID, k, tb.GR_R], t.value[st.AT_GRID, k, tb.GR_X]
            )
            _stamp(wk, wk.index[w.NODE, int(t.value[st.AT_GRID, k, tb.GR_BUS])], g, s)
    base = t.value[st.AT_CONSTANTS, 0, tb.C_BASE]
    for k in range(t.at[st.COUNT + st.AT_INVERTER]):
        if is_forming(x, t.at[st.AT_INVERTER] + k * len(st.INVERTER)):
            scale = t.value[st.AT_INVERTER, k, tb.IN_S] / base
            g, s = source_admittance(
                t.value[st.AT_INVERTER, k, tb.IN_R], t.value[st.AT_INVERTER, k, tb.IN_X]
            )
            _stamp(
                wk,
                wk.index[w.NODE, int(t.value[st.AT_INVERTER, k, tb.IN_BUS])],
                g * scale,
                s * scale,
            )
    for k in range(t.at[st.COUNT + st.AT_TRANSFORMER]):
        inrush = x[t.at[st.AT_TRANSFORMER] + k * len(st.TRANSFORMER) + st.TR_INRUSH_PU]
        a = wk.index[w.NODE, int(t.value[st.AT_TRANSFORMER, k, tb.T_HV])]
        if inrush > 0.0 and a >= 0:
            _stamp(wk, a, 0.0, -inrush)
    for b in range(t.at[st.COUNT + st.AT_BUS]):
        ohm = short_circuit_ohm(x, t, b)
        if ohm > 0.0 and wk.index[w.NODE, b] >= 0:
            kv = t.value[st.AT_BUS, b, tb.B_KV]
            _stamp(wk, wk.index[w.NODE, b], kv * kv * 1000.0 / base / ohm, 0.0)
    if with_loads:
        for k in range(wk.index[w.FLAGS, w.W_INJECTIONS]):
            a = wk.index[w.INJECTION_NODE, k]
            p = wk.injection[k, w.J_P]
            if a >= 0 and p >= 0.0:
                v = math.sqrt(wk.vector[w.V_RE, a] ** 2 + wk.vector[w.V_IM, a] ** 2)
                f = zip_admittance_factor(
                    v, wk.injection[k, w.J_Z], wk.injection[k, w.J_I], wk.injection[k, w.J_C]
                )
                _stamp(wk, a, p * f, -wk.injection[k, w.J_Q] * f)


@inner
def invert(n: int, matrix: Floats) -> None:
    """Z = 1/Y by complex Gauss-Jordan in place (Y of a passive network needs no pivoting)."""
    y_re, y_im, z_re, z_im = matrix[w.Y_RE], matrix[w.Y_IM], matrix[w.Z_RE], matrix[w.Z_IM]
    for a in range(n):
        for b in range(n):
            z_re[a, b] = y_re[a, b]
            z_im[a, b] = y_im[a, b]
    for k in range(n):
        d = z_re[k, k] ** 2 + z_im[k, k] ** 2
        p_re, p_im = z_re[k, k] / d, -z_im[k, k] / d
        z_re[k, k], z_im[k, k] = 1.0, 0.0
        for b in range(n):
            re, im = z_re[k, b], z_im[k, b]
            z_re[k, b] = re * p_re - im * p_im
            z_im[k, b] = re * p_im + im * p_re
        for a in range(n):
            if a == k:
                continue
            f_re, f_im = z_re[a, k], z_im[a, k]
            if f_re == 0.0 and f_im == 0.0:
                continue
            z_re[a, k], z_im[a, k] = 0.0, 0.0
            for b in range(n):
                z_re[a, b] -= f_re * z_re[k, b] - f_im * z_im[k, b]
                z_im[a, b] -= f_re * z_im[k, b] + f_im * z_re[k, b]


@inner
def factor(x: Floats, t: Tables, wk: Work) -> None:
    """Refresh Z of the network without loads; a function of the state alone."""
    build_admittance(x, t, wk, False)
    invert(wk.index[w.FLAGS, w.W_NODES], wk.matrix)
    wk.index[w.FLAGS, w.W_FACTORED] = 1


@inner
def _source_currents(x: Floats, t: Tables, wk: Work) -> None:
    """Norton currents of grid sources and grid-forming inverters, pu of the common base, in k."""
    for a in range(wk.index[w.FLAGS, w.W_NODES]):
        wk.vector[w.K_RE, a] = 0.0
        wk.vector[w.K_IM, a] = 0.0
    for k in range(t.at[st.COUNT + st.AT_GRID]):
        o = t.at[st.AT_GRID] + k * len(st.GRID)
        if x[o + st.GRID_LIVE] > 0.5:
            g, s = source_admittance(
                t.value[st.AT_GRID, k, tb.GR_R], t.value[st.AT_GRID, k, tb.GR_X]
            )
            a = wk.index[w.NODE, int(t.value[st.AT_GRID, k, tb.GR_BUS])]
            e_re = x[o + st.GRID_V_PU] * math.cos(x[o + st.GRID_ANGLE_RAD])
            e_im = x[o + st.GRID_V_PU] * math.sin(x[o + st.GRID_ANGLE_RAD])
            wk.vector[w.K_RE, a] += e_re * g - e_im * s
            wk.vector[w.K_IM, a] += e_re * s + e_im * g
    for k in range(t.at[st.COUNT + st.AT_INVERTER]):
        o = t.at[st.AT_INVERTER] + k * len(st.INVERTER)
        if is_forming(x, o):
            g, s = source_admittance(
                t.value[st.AT_INVERTER, k, tb.IN_R], t.value[st.AT_INVERTER, k, tb.IN_X]
            )
            scale = t.value[st.AT_INVERTER, k, tb.IN_S] / t.value[st.AT_CONSTANTS, 0, tb.C_BASE]
            a = wk.index[w.NODE, int(t.value[st.AT_INVERTER, k, tb.IN_BUS])]
            e_re = x[o + st.INV_E_PU] * math.cos(x[o + st.INV_DELTA_RAD])
            e_im = x[o + st.INV_E_PU] * math.sin(x[o + st.INV_DELTA_RAD])
            x[o + st.INV_J_RE] = (e_re * g - e_im * s) * scale
            x[o + st.INV_J_IM] = (e_re * s + e_im * g) * scale
            wk.vector[w.K_RE, a] += x[o + st.INV_J_RE]
            wk.vector[w.K_IM, a] += x[o + st.INV_J_IM]


@inner
def _load_currents(wk: Work, shunts_in_y: bool) -> None:
    """j = k minus the currents that loads draw at the present voltages."""
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
            math.sqrt(v_re * v_re + v_im * v_im),
            wk.injection[k, w.J_Z],
            wk.injection[k, w.J_I],
            wk.injection[k, w.J_C],
        )
        wk.vector[w.J_RE, a] -= (p * v_re + q * v_im) * f
        wk.vector[w.J_IM, a] -= (p * v_im - q * v_re) * f


@inner
def _voltages(wk: Work) -> float:
    """V = Z J; returns the largest change of a voltage."""
    n = wk.index[w.FLAGS, w.W_NODES]
    change = 0.0
    for a in range(n):
        re, im = 0.0, 0.0
        for b in range(n):
            re += (
                wk.matrix[w.Z_RE, a, b] * wk.vector[w.J_RE, b]
                - wk.matrix[w.Z_IM, a, b] * wk.vector[w.J_IM, b]
            )
            im += (
                wk.matrix[w.Z_RE, a, b] * wk.vector[w.J_IM, b]
                + wk.matrix[w.Z_IM, a, b] * wk.vector[w.J_RE, b]
            )
        change = max(change, abs(re - wk.vector[w.V_RE, a]) + abs(im - wk.vector[w.V_IM, a]))
        wk.vector[w.V_RE, a] = re
        wk.vector[w.V_IM, a] = im
    return change


@inner
def _measure_inverter(x: Floats, t: Tables, wk: Work, k: int, i_re: float, i_im: float) -> None:
    """Store terminal P, Q, I of a grid-forming inverter; i in pu of the common base."""
    o = t.at[st.AT_INVERTER] + k * len(st.INVERTER)
    base = t.value[st.AT_CONSTANTS, 0, tb.C_BASE]
    a = wk.index[w.NODE, int(t.value[st.AT_INVERTER, k, tb.IN_BUS])]
    x[o + st.INV_P_KW] = (wk.vector[w.V_RE, a] * i_re + wk.vector[w.V_IM, a] * i_im) * base
    x[o + st.INV_Q_KVAR] = (wk.vector[w.V_IM, a] * i_re - wk.vector[w.V_RE, a] * i_im) * base
    x[o + st.INV_I_PU] = (
        math.sqrt(i_re * i_re + i_im * i_im) * base / t.value[st.AT_INVERTER, k, tb.IN_S]
    )


@inner
def _free_currents(x: Floats, t: Tables, wk: Work) -> bool:
    """Currents of grid-forming inverters without a limit; False when one exceeds its limit."""
    free = True
    for k in range(t.at[st.COUNT + st.AT_INVERTER]):
        o = t.at[st.AT_INVERTER] + k * len(st.INVERTER)
        if not is_forming(x, o):
            continue
        g, s = source_admittance(
            t.value[st.AT_INVERTER, k, tb.IN_R], t.value[st.AT_INVERTER, k, tb.IN_X]
        )
        scale = t.value[st.AT_INVERTER, k, tb.IN_S] / t.value[st.AT_CONSTANTS, 0, tb.C_BASE]
        a = wk.index[w.NODE, int(t.value[st.AT_INVERTER, k, tb.IN_BUS])]
        i_re = x[o + st.INV_J_RE] - (wk.vector[w.V_RE, a] * g - wk.vector[w.V_IM, a] * s) * scale
        i_im = x[o + st.INV_J_IM] - (wk.vector[w.V_RE, a] * s + wk.vector[w.V_IM, a] * g) * scale
        _measure_inverter(x, t, wk, k, i_re, i_im)
        x[o + st.INV_I_UNLIMITED_PU] = x[o + st.INV_I_PU]
        x[o + st.INV_LIMITING] = 0.0
        if x[o + st.INV_I_PU] > t.value[st.AT_INVERTER, k, tb.IN_IMAX]:
            free = False
    return free


@inner
def _limit_one(x: Floats, t: Tables, wk: Work, k: int) -> float:
    """Bound one inverter's current with the rest of the network held; returns the change of V
    there.

    Thevenin of the rest as the inverter sees it: `Z' = Z/(1 - Z y)`, `Voc = (V - Z J)/(1 - Z y)`,
    then `I = (E - Voc)/(g z + Z')` with g from `limited_impedance_factor`.
    """
    o = t.at[st.AT_INVERTER] + k * len(st.INVERTER)
    a = wk.index[w.NODE, int(t.value[st.AT_INVERTER, k, tb.IN_BUS])]
    scale = t.value[st.AT_INVERTER, k, tb.IN_S] / t.value[st.AT_CONSTANTS, 0, tb.C_BASE]
    g, s = source_admittance(
        t.value[st.AT_INVERTER, k, tb.IN_R], t.value[st.AT_INVERTER, k, tb.IN_X]
    )
    y = complex(g * scale, s * scale)
    z_in = complex(t.value[st.AT_INVERTER, k, tb.IN_R], t.value[st.AT_INVERTER, k, tb.IN_X]) / scale
    z = complex(wk.matrix[w.Z_RE, a, a], wk.matrix[w.Z_IM, a, a])
    v = complex(wk.vector[w.V_RE, a], wk.vector[w.V_IM, a])
    j = complex(x[o + st.INV_J_RE], x[o + st.INV_J_IM])
    angle = x[o + st.INV_DELTA_RAD]
    e = x[o + st.INV_E_PU] * complex(math.cos(angle), math.sin(angle))
    rest = 1.0 - z * y
    if rest.real**2 + rest.imag**2 < 1e-18:
        return 0.0  # nothing else is connected, no current can flow
    z_net = z / rest
    v_open = (v - z * j) / rest
    drive = e - v_open
    i_max = t.value[st.AT_INVERTER, k, tb.IN_IMAX] * scale
    size = math.sqrt(drive.real**2 + drive.imag**2)
    grow = limited_impedance_factor(z_in.real, z_in.imag, z_net.real, z_net.imag, size, i_max)
    i = drive / (grow * z_in + z_net)
    v_new = v_open + z_net * i
    j_new = i + y * v_new
    wk.vector[w.K_RE, a] += j_new.real - j.real
    wk.vector[w.K_IM, a] += j_new.imag - j.imag
    x[o + st.INV_J_RE] = j_new.real
    x[o + st.INV_J_IM] = j_new.imag
    wanted = drive / (z_in + z_net) / scale  # what would flow without the limit (case A13)
    x[o + st.INV_I_UNLIMITED_PU] = math.sqrt(wanted.real**2 + wanted.imag**2)
    x[o + st.INV_LIMITING] = 1.0 if grow > 1.0 else 0.0
    return abs(v_new.real - v.real) + abs(v_new.imag - v.imag)


@inner
def _solve_limited(x: Floats, t: Tables, wk: Work) -> tuple[int, float]:
    """Solve with current limits: load admittances go into Y anew in each turn, limits are exact."""
    change = 1.0
    turns = 0
    _source_currents(x, t, wk)
    while change > TOLERANCE and turns < 60:
        build_admittance(x, t, wk, True)
        invert(wk.index[w.FLAGS, w.W_NODES], wk.matrix)
        change = 0.0
        for _ in range(20):
            _load_currents(wk, True)
            moved = _voltages(wk)
            change = max(change, moved)
            for k in range(t.at[st.COUNT + st.AT_INVERTER]):
                if is_forming(x, t.at[st.AT_INVERTER] + k * len(st.INVERTER)):
                    moved = max(moved, _limit_one(x, t, wk, k))
            if moved < TOLERANCE:
                break
        turns += 1
    wk.index[w.FLAGS, w.W_FACTORED] = 0  # Z now holds loads
    for k in range(t.at[st.COUNT + st.AT_INVERTER]):
        o = t.at[st.AT_INVERTER] + k * len(st.INVERTER)
        if is_forming(x, o):
            g, s = source_admittance(
                t.value[st.AT_INVERTER, k, tb.IN_R], t.value[st.AT_INVERTER, k, tb.IN_X]
            )
            scale = t.value[st.AT_INVERTER, k, tb.IN_S] / t.value[st.AT_CONSTANTS, 0, tb.C_BASE]
            a = wk.index[w.NODE, int(t.value[st.AT_INVERTER, k, tb.IN_BUS])]
            i_re = (
                x[o + st.INV_J_RE] - (wk.vector[w.V_RE, a] * g - wk.vector[w.V_IM, a] * s) * scale
            )
            i_im = (
                x[o + st.INV_J_IM] - (wk.vector[w.V_RE, a] * s + wk.vector[w.V_IM, a] * g) * scale
            )
            _measure_inverter(x, t, wk, k, i_re, i_im)
    return turns, change


@inner
def _start_voltages(x: Floats, t: Tables, wk: Work) -> None:
    """Begin from the last voltages."""
    for b in range(t.at[st.COUNT + st.AT_BUS]):
        a = wk.index[w.NODE, b]
        if a >= 0:
            o = t.at[st.AT_BUS] + b * len(st.BUS)
            wk.vector[w.V_RE, a] = x[o + st.BUS_V_RE]
            wk.vector[w.V_IM, a] = x[o + st.BUS_V_IM]


@inner
def _was_limited(x: Floats, t: Tables) -> bool:
    """True when an inverter was at its current limit in the last solution."""
    for k in range(t.at[st.COUNT + st.AT_INVERTER]):
        o = t.at[st.AT_INVERTER] + k * len(st.INVERTER)
        if is_forming(x, o) and x[o + st.INV_LIMITING] > 0.5:
            return True
    return False


@inner
def _show_bus(x: Floats, t: Tables, wk: Work, b: int) -> None:
    """Write the voltage of one bus."""
    a = wk.index[w.NODE, b]
    o = t.at[st.AT_BUS] + b * len(st.BUS)
    re = wk.vector[w.V_RE, a] if a >= 0 else 0.0
    im = wk.vector[w.V_IM, a] if a >= 0 else 0.0
    x[o + st.BUS_V_RE] = re
    x[o + st.BUS_V_IM] = im
    x[o + st.BUS_V_PU] = math.sqrt(re * re + im * im)


@inner
def _finish(x: Floats, t: Tables, wk: Work) -> None:
    """Write bus voltages and what every injection really drew."""
    for b in range(t.at[st.COUNT + st.AT_BUS]):
        _show_bus(x, t, wk, b)
    for k in range(wk.index[w.FLAGS, w.W_INJECTIONS]):
        a = wk.index[w.INJECTION_NODE, k]
        wk.injection[k, w.J_P_OUT] = 0.0
        wk.injection[k, w.J_Q_OUT] = 0.0
        if a >= 0:
            v2 = wk.vector[w.V_RE, a] ** 2 + wk.vector[w.V_IM, a] ** 2
            f = v2 * zip_admittance_factor(
                math.sqrt(v2),
                wk.injection[k, w.J_Z],
                wk.injection[k, w.J_I],
                wk.injection[k, w.J_C],
            )
            wk.injection[k, w.J_P_OUT] = wk.injection[k, w.J_P] * f
            wk.injection[k, w.J_Q_OUT] = wk.injection[k, w.J_Q] * f


@inner
def _solve_nodes(x: Floats, t: Tables, wk: Work, tolerance: float) -> None:
    """Node voltages: quick with the known Z, or turn by turn when a current limit is reached.

    It ends when the next change, at the rate of the last two, would be below the tolerance.
    """
    n = wk.index[w.FLAGS, w.W_NODES]
    change = 0.0
    turns = 0
    if n > 0:
        limited = _was_limited(x, t)
        if not limited:
            if wk.index[w.FLAGS, w.W_FACTORED] == 0:
                factor(x, t, wk)
            _source_currents(x, t, wk)
            change, last = 1.0, 0.0
            while change > tolerance and turns < 40:
                _load_currents(wk, False)
                moved = _voltages(wk)
                change = min(moved, 10.0 * moved * moved / last) if last > 0.0 else moved
                last = moved
                turns += 1
            limited = change > tolerance or not _free_currents(x, t, wk)
        if limited:
            turns, change = _solve_limited(x, t, wk)
    x[st.G_ITERATIONS] = turns
    x[st.G_RESIDUAL_PU] = change


@inner
def solve(x: Floats, t: Tables, wk: Work) -> None:
    """Solve the network for the present states and injections, from the last voltages on."""
    _start_voltages(x, t, wk)
    _solve_nodes(x, t, wk, TOLERANCE)
    _finish(x, t, wk)


@inner
def predict(x: Floats, t: Tables, wk: Work) -> None:
    """Solve for a predictor: only what grid-forming inverters see at their terminals is kept."""
    _start_voltages(x, t, wk)
    solve_again(x, t, wk, PREDICTOR_TOLERANCE)


@inner
def solve_again(x: Floats, t: Tables, wk: Work, tolerance: float) -> None:
    """Solve from the node voltages of the last call on; keeps what inverters see, no other bus."""
    _solve_nodes(x, t, wk, tolerance)
    for k in range(t.at[st.COUNT + st.AT_INVERTER]):
        _show_bus(x, t, wk, int(t.value[st.AT_INVERTER, k, tb.IN_BUS]))


@inner
def correct(x: Floats, t: Tables, wk: Work) -> None:
    """Solve from the node voltages of the last call on, and write every bus and injection."""
    _solve_nodes(x, t, wk, TOLERANCE)
    _finish(x, t, wk)


@inner
def turn_island(x: Floats, t: Tables, wk: Work, island: int, angle_rad: float) -> None:
    """Turn all voltages of an island with one reference: the solution turns with it as a whole."""
    c, s = math.cos(angle_rad), math.sin(angle_rad)
    for b in range(t.at[st.COUNT + st.AT_BUS]):
        if wk.index[w.ISLAND_OF, b] == island:
            o = t.at[st.AT_BUS] + b * len(st.BUS)
            re, im = x[o + st.BUS_V_RE], x[o + st.BUS_V_IM]
            x[o + st.BUS_V_RE] = re * c - im * s
            x[o + st.BUS_V_IM] = re * s + im * c
