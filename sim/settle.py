"""A long step: the fast states of all sources at their equilibrium, found and not integrated.

Every island turns at one speed. A source gives `P = Pset + (1 - w)/mp` within its limits and holds
`V = Vset + mq (Qset - Q)`; angles and internal voltages are moved until it does.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.compiled import compiled, inner, outlying
from sim.machine import lay_machine_laws, read_settled_machines
from sim.network import finish, solve_nodes, start_voltages, turn_island
from sim.places import block_of, bus_number, bus_of, constant, count_of
from sim.sources import first_sources, is_forming, make_voltage, set_sources
from sim.tables import Tables, row_of
from sim.work import Work

Floats = NDArray[np.float64]

SETTLED_PU = 1e-9
TURNS = 200


@compiled
def secondary_share(h_s: float, ts_s: float, part: float) -> float:
    """By how much of the deviation (pu) Pset has moved after h: `(1 - e^(-part h/Ts))/part`.

    `e' = -part e/Ts` where `part` of the island's droop power has secondary control; in parallel
    with a grid (part 0) the deviation stays and Pset runs on with h/Ts.
    """
    if part <= 0.0:
        return h_s / ts_s
    return (1.0 - math.exp(-part * h_s / ts_s)) / part


@inner
def _gather(wk: Work) -> None:
    """Sums of droop and of power over the sources of every island."""
    for k in range(wk.index[w.FLAGS, w.W_ISLANDS]):
        wk.island[k, w.I_LEAN] = 0.0
        wk.island[k, w.I_POWER] = 0.0
    for n in range(wk.index[w.FLAGS, w.W_SOURCES]):
        if wk.source[n, w.S_ON] > 0.5 and wk.source[n, w.S_GRID] < 0.5:
            k = wk.index[w.ISLAND_OF, int(wk.source[n, w.S_BUS])]
            wk.island[k, w.I_LEAN] += wk.source[n, w.S_LEAN] + wk.source[n, w.S_DAMP]
            wk.island[k, w.I_POWER] += wk.source[n, w.S_P]


@inner
def _lay_laws(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """The steady law of every forming inverter, its secondary control moved on by h."""
    base = constant(t, tb.C_BASE)
    f0 = constant(t, tb.C_F0)
    first = first_sources(t)[0]
    for k in range(count_of(t, st.AT_INVERTER)):
        o = block_of(t, st.AT_INVERTER, k)
        if not is_forming(x, o):
            continue
        row, s = t.value[row_of(t, st.AT_INVERTER, k) :], wk.source[first + k]
        scale = row[tb.IN_S] / base
        s[w.S_LEAN] = scale / row[tb.IN_MP]
        s[w.S_LOW], s[w.S_HIGH] = x[o + st.INV_P_MIN_KW] / base, x[o + st.INV_P_MAX_KW] / base
        s[w.S_V_SET], s[w.S_MQ] = x[o + st.INV_V_SET_PU], row[tb.IN_MQ] / scale
        s[w.S_Q_SET], s[w.S_E_MAX] = x[o + st.INV_Q_SET_KVAR] / base, row[tb.IN_EMAX]
    _gather(wk)
    for k in range(wk.index[w.FLAGS, w.W_ISLANDS]):
        wk.island[k, w.I_WEIGHT] = 0.0
    for k in range(count_of(t, st.AT_INVERTER)):
        o = block_of(t, st.AT_INVERTER, k)
        if is_forming(x, o) and x[o + st.INV_SECONDARY_ON] > 0.5:
            island = wk.index[w.ISLAND_OF, bus_number(t, st.AT_INVERTER, k)]
            wk.island[island, w.I_WEIGHT] += wk.source[first + k, w.S_LEAN]
    for k in range(count_of(t, st.AT_INVERTER)):
        o = block_of(t, st.AT_INVERTER, k)
        if not is_forming(x, o):
            continue
        row = t.value[row_of(t, st.AT_INVERTER, k) :]
        island = wk.index[w.ISLAND_OF, bus_number(t, st.AT_INVERTER, k)]
        if x[o + st.INV_SECONDARY_ON] > 0.5:
            alone = wk.island[island, w.I_GRID] < 0.5
            part = wk.island[island, w.I_WEIGHT] / wk.island[island, w.I_LEAN] if alone else 0.0
            away = x[o + st.INV_W_PU] - x[o + st.INV_F_SET_HZ] / f0
            moved = away / row[tb.IN_MP] * secondary_share(h, row[tb.IN_TS], part)
            x[o + st.INV_P_REF_PU] = min(max(x[o + st.INV_P_REF_PU] - moved, -1.0), 1.0)
        wk.source[first + k, w.S_REF] = x[o + st.INV_P_REF_PU] * row[tb.IN_S] / base


@inner
def _within(s: Floats, speed: float) -> float:
    driven = min(max(s[w.S_REF] + s[w.S_LEAN] * (1.0 - speed), s[w.S_LOW]), s[w.S_HIGH])
    return driven + s[w.S_DAMP] * (1.0 - speed)


@inner
def _find_speeds(wk: Work) -> None:
    """Speed of every island without a grid: that at which its sources give what is drawn.

    One source carries what is drawn, beyond its limits too (its limiter then calls for fine steps).
    """
    _gather(wk)
    for k in range(wk.index[w.FLAGS, w.W_ISLANDS]):
        if wk.island[k, w.I_GRID] > 0.5:
            continue
        alone = wk.island[k, w.I_FORMING] < 1.5
        speed = 1.0
        for _ in range(12):
            given, lean = 0.0, 0.0
            for n in range(wk.index[w.FLAGS, w.W_SOURCES]):
                s = wk.source[n]
                if s[w.S_ON] < 0.5 or wk.index[w.ISLAND_OF, int(s[w.S_BUS])] != k:
                    continue
                p = s[w.S_REF] + (s[w.S_LEAN] + s[w.S_DAMP]) * (1.0 - speed)
                held = p if alone else _within(s, speed)
                given += held
                lean += s[w.S_DAMP] + (s[w.S_LEAN] if held == p else 0.0)
            miss = given - wk.island[k, w.I_POWER]
            if abs(miss) < 1e-13:
                break
            speed += miss / (lean if lean > 0.0 else wk.island[k, w.I_LEAN])
        wk.island[k, w.I_SPEED] = speed


@inner
def _move_sources(wk: Work) -> float:
    """Move E and angle of every source towards its law; returns the largest move."""
    worst = 0.0
    for n in range(wk.index[w.FLAGS, w.W_SOURCES]):
        s = wk.source[n]
        if s[w.S_ON] < 0.5 or s[w.S_GRID] > 0.5:
            continue
        a = wk.index[w.SOURCE_NODE, n]
        v = math.hypot(wk.vector[w.V_RE, a], wk.vector[w.V_IM, a])
        wanted = s[w.S_V_SET] + s[w.S_MQ] * (s[w.S_Q_SET] - s[w.S_Q])
        e = min(max(s[w.S_E] + wanted - v, 0.0), s[w.S_E_MAX])
        if s[w.S_MQ] < 0.0:  # a machine without a voltage regulator
            e = s[w.S_E]
        turn = 0.0
        island = wk.index[w.ISLAND_OF, int(s[w.S_BUS])]
        if wk.island[island, w.I_GRID] + wk.island[island, w.I_FORMING] > 1.5:
            stiff = math.hypot(s[w.S_G], s[w.S_B]) * max(e * v, 0.25)
            turn = 0.7 * (_within(s, wk.island[island, w.I_SPEED]) - s[w.S_P]) / stiff
            turn = min(max(turn, -0.2), 0.2)
        worst = max(worst, abs(e - s[w.S_E]), abs(turn))
        make_voltage(wk, n, e, s[w.S_ANGLE] + turn, wk.island[island, w.I_SPEED])
    return worst


@inner
def _turn_sources(wk: Work, island: int, angle_rad: float) -> None:
    """Turn the sources of an island, grids apart: they turn by themselves."""
    for n in range(wk.index[w.FLAGS, w.W_SOURCES]):
        s = wk.source[n]
        own = s[w.S_ON] > 0.5 and s[w.S_GRID] < 0.5
        if own and wk.index[w.ISLAND_OF, int(s[w.S_BUS])] == island:
            speed = wk.island[island, w.I_SPEED]
            make_voltage(wk, n, s[w.S_E], s[w.S_ANGLE] + angle_rad, speed)


@inner
def _turn_all(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """Turn every island by its present speed over h."""
    f0 = constant(t, tb.C_F0)
    for k in range(wk.index[w.FLAGS, w.W_ISLANDS]):
        wk.island[k, w.I_SPEED] = wk.island[k, w.I_F] / f0
        turned = 2.0 * math.pi * f0 * (wk.island[k, w.I_SPEED] - 1.0) * h
        if turned != 0.0:
            turn_island(x, t, wk, k, turned)
            _turn_sources(wk, k, turned)


@inner
def _read_inverters(x: Floats, t: Tables, wk: Work) -> None:
    """Filters at their input, speed, angle and voltage as found; beyond a limit: fine steps."""
    first = first_sources(t)[0]
    for k in range(count_of(t, st.AT_INVERTER)):
        o = block_of(t, st.AT_INVERTER, k)
        if not is_forming(x, o):
            continue
        row, s = t.value[row_of(t, st.AT_INVERTER, k) :], wk.source[first + k]
        bus = bus_of(t, st.AT_INVERTER, k)
        p = x[o + st.INV_P_KW] / row[tb.IN_S]
        x[o + st.INV_PF_PU], x[o + st.INV_QF_PU] = p, x[o + st.INV_Q_KVAR] / row[tb.IN_S]
        x[o + st.INV_VF_PU], x[o + st.INV_E_PU] = x[bus + st.BUS_V_PU], s[w.S_E]
        x[o + st.INV_W_PU], x[o + st.INV_DELTA_RAD] = s[w.S_SPEED], s[w.S_ANGLE]
        room = 1e-7 * row[tb.IN_S]
        high = x[o + st.INV_P_KW] > x[o + st.INV_P_MAX_KW] + room
        if high or x[o + st.INV_P_KW] < x[o + st.INV_P_MIN_KW] - room:
            x[st.G_LAST_EVENT_S] = x[st.G_T_S]
        unlimited = row[tb.IN_MP] * (x[o + st.INV_P_REF_PU] - p)
        slack = s[w.S_SPEED] - 1.0 - unlimited
        held = abs(slack) > 1e-9
        x[o + st.INV_X_MAX_PU] = min(slack, 0.0) if held else 0.0
        x[o + st.INV_X_MIN_PU] = max(slack, 0.0) if held else 0.0


@outlying
def settle(x: Floats, t: Tables, wk: Work, h: float) -> float:
    """Long step of h seconds of every source; returns the largest change of an island's speed."""
    set_sources(x, t, wk)
    lay_machine_laws(x, t, wk, first_sources(t)[1])
    _lay_laws(x, t, wk, h)
    _turn_all(x, t, wk, h)
    start_voltages(x, t, wk, 0.0)
    for _ in range(TURNS):
        solve_nodes(x, t, wk, SETTLED_PU)
        _find_speeds(wk)
        if _move_sources(wk) < SETTLED_PU:
            break
    finish(x, t, wk)
    f0 = constant(t, tb.C_F0)
    most = 0.0
    for k in range(wk.index[w.FLAGS, w.W_ISLANDS]):
        change = wk.island[k, w.I_SPEED] - wk.island[k, w.I_F] / f0
        if change != 0.0:  # the mean speed of both ends counts, not that of the first alone
            turn_island(x, t, wk, k, math.pi * f0 * change * h)
            _turn_sources(wk, k, math.pi * f0 * change * h)
        most = max(most, abs(change))
    _read_inverters(x, t, wk)
    read_settled_machines(x, t, wk, first_sources(t)[1])
    return most
