"""What can be read of the plant beyond its states: angles, slip, flows through switches,
estimates.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.battery import power_limits
from sim.compiled import compiled, inner
from sim.energy import branch_drop2
from sim.network import short_circuit_ohm
from sim.sources import is_forming
from sim.tables import Tables
from sim.work import Work

Floats = NDArray[np.float64]


@compiled
def wrapped_degrees(angle_rad: float) -> float:
    """An angle in degrees, -180..180."""
    turn = angle_rad / (2.0 * math.pi)
    return 360.0 * (turn - math.floor(turn + 0.5))


@inner
def _bus_currents(x: Floats, t: Tables, wk: Work) -> None:
    """Current that each bus draws from its node, without switches, pu of the common base, in k."""
    base = t.value[st.AT_CONSTANTS, 0, tb.C_BASE]
    for b in range(t.at[st.COUNT + st.AT_BUS]):
        wk.vector[w.K_RE, b] = 0.0
        wk.vector[w.K_IM, b] = 0.0
    for k in range(t.at[st.COUNT + st.AT_BRANCH]):
        a, b = int(t.value[st.AT_BRANCH, k, tb.BR_FROM]), int(t.value[st.AT_BRANCH, k, tb.BR_TO])
        oa, ob = t.at[st.AT_BUS] + a * len(st.BUS), t.at[st.AT_BUS] + b * len(st.BUS)
        dv = complex(
            x[oa + st.BUS_V_RE] - x[ob + st.BUS_V_RE], x[oa + st.BUS_V_IM] - x[ob + st.BUS_V_IM]
        )
        i = dv / complex(t.value[st.AT_BRANCH, k, tb.BR_R], t.value[st.AT_BRANCH, k, tb.BR_X])
        wk.vector[w.K_RE, a] += i.real
        wk.vector[w.K_IM, a] += i.imag
        wk.vector[w.K_RE, b] -= i.real
        wk.vector[w.K_IM, b] -= i.imag
    for g in range(t.at[st.COUNT + st.AT_GRID]):
        o = t.at[st.AT_GRID] + g * len(st.GRID)
        if x[o + st.GRID_LIVE] > 0.5:
            b = int(t.value[st.AT_GRID, g, tb.GR_BUS])
            bus = t.at[st.AT_BUS] + b * len(st.BUS)
            e_re = x[o + st.GRID_V_PU] * math.cos(x[o + st.GRID_ANGLE_RAD])
            e_im = x[o + st.GRID_V_PU] * math.sin(x[o + st.GRID_ANGLE_RAD])
            drop = complex(e_re - x[bus + st.BUS_V_RE], e_im - x[bus + st.BUS_V_IM])
            i = drop / complex(t.value[st.AT_GRID, g, tb.GR_R], t.value[st.AT_GRID, g, tb.GR_X])
            wk.vector[w.K_RE, b] -= i.real
            wk.vector[w.K_IM, b] -= i.imag
            s = complex(x[bus + st.BUS_V_RE], x[bus + st.BUS_V_IM]) * i.conjugate()
            x[o + st.GRID_P_KW], x[o + st.GRID_Q_KVAR] = s.real * base, s.imag * base
            amps = base / (math.sqrt(3.0) * t.value[st.AT_BUS, b, tb.B_KV])
            x[o + st.GRID_I_A] = math.sqrt(i.real**2 + i.imag**2) * amps
        else:
            x[o + st.GRID_P_KW], x[o + st.GRID_Q_KVAR], x[o + st.GRID_I_A] = 0.0, 0.0, 0.0
    for k in range(t.at[st.COUNT + st.AT_TRANSFORMER]):
        inrush = x[t.at[st.AT_TRANSFORMER] + k * len(st.TRANSFORMER) + st.TR_INRUSH_PU]
        b = int(t.value[st.AT_TRANSFORMER, k, tb.T_HV])
        bus = t.at[st.AT_BUS] + b * len(st.BUS)
        wk.vector[w.K_RE, b] += x[bus + st.BUS_V_IM] * inrush
        wk.vector[w.K_IM, b] -= x[bus + st.BUS_V_RE] * inrush
    for b in range(t.at[st.COUNT + st.AT_BUS]):
        ohm = short_circuit_ohm(x, t, b)
        if ohm > 0.0:
            bus = t.at[st.AT_BUS] + b * len(st.BUS)
            g_pu = t.value[st.AT_BUS, b, tb.B_KV] ** 2 * 1000.0 / base / ohm
            wk.vector[w.K_RE, b] += x[bus + st.BUS_V_RE] * g_pu
            wk.vector[w.K_IM, b] += x[bus + st.BUS_V_IM] * g_pu


@inner
def _draw(x: Floats, t: Tables, wk: Work, b: int, p: float, q: float) -> None:
    """Add the current of a drawn power (pu) to bus b."""
    bus = t.at[st.AT_BUS] + b * len(st.BUS)
    v2 = x[bus + st.BUS_V_PU] ** 2
    if v2 > 0.0:
        wk.vector[w.K_RE, b] += (p * x[bus + st.BUS_V_RE] + q * x[bus + st.BUS_V_IM]) / v2
        wk.vector[w.K_IM, b] += (p * x[bus + st.BUS_V_IM] - q * x[bus + st.BUS_V_RE]) / v2


@inner
def _injections(x: Floats, t: Tables, wk: Work) -> None:
    """Read the power of loads, server, chargers, PV and inverters and add their currents."""
    base = t.value[st.AT_CONSTANTS, 0, tb.C_BASE]
    row = 0
    for k in range(t.at[st.COUNT + st.AT_LOAD]):
        o = t.at[st.AT_LOAD] + k * len(st.LOAD)
        p = wk.injection[row, w.J_P_OUT] + wk.injection[row + 1, w.J_P_OUT]
        q = wk.injection[row, w.J_Q_OUT] + wk.injection[row + 1, w.J_Q_OUT]
        x[o + st.LOAD_P_KW], x[o + st.LOAD_Q_KVAR] = p * base, q * base
        _draw(x, t, wk, int(t.value[st.AT_LOAD, k, tb.L_BUS]), p, q)
        row += 2
    for k in range(t.at[st.COUNT + st.AT_REGULATING]):
        o = t.at[st.AT_REGULATING] + k * len(st.REGULATING)
        p, q = wk.injection[row, w.J_P_OUT], wk.injection[row, w.J_Q_OUT]
        x[o + st.REG_P_KW], x[o + st.REG_Q_KVAR] = p * base, q * base
        _draw(x, t, wk, int(t.value[st.AT_REGULATING, k, tb.R_BUS]), p, q)
        row += 1
    for k in range(t.at[st.COUNT + st.AT_VEHICLE]):
        o = t.at[st.AT_VEHICLE] + k * len(st.VEHICLE)
        p, q = wk.injection[row, w.J_P_OUT], wk.injection[row, w.J_Q_OUT]
        x[o + st.EV_P_KW], x[o + st.EV_Q_KVAR] = 0.0 - p * base, 0.0 - q * base
        _draw(x, t, wk, int(t.value[st.AT_VEHICLE, k, tb.V_BUS]), p, q)
        row += 1
    for k in range(t.at[st.COUNT + st.AT_PHOTOVOLTAIC]):
        o = t.at[st.AT_PHOTOVOLTAIC] + k * len(st.PHOTOVOLTAIC)
        p, q = wk.injection[row, w.J_P_OUT], wk.injection[row, w.J_Q_OUT]
        x[o + st.PV_P_KW], x[o + st.PV_Q_KVAR] = 0.0 - p * base, 0.0 - q * base
        _draw(x, t, wk, int(t.value[st.AT_PHOTOVOLTAIC, k, tb.P_BUS]), p, q)
        row += 1
    for k in range(t.at[st.COUNT + st.AT_INVERTER]):
        o = t.at[st.AT_INVERTER] + k * len(st.INVERTER)
        b = int(t.value[st.AT_INVERTER, k, tb.IN_BUS])
        _draw(x, t, wk, b, -x[o + st.INV_P_KW] / base, -x[o + st.INV_Q_KVAR] / base)
        bus = t.at[st.AT_BUS] + b * len(st.BUS)
        x[o + st.INV_V_PU] = x[bus + st.BUS_V_PU]
        x[o + st.INV_F_HZ] = x[bus + st.BUS_F_HZ]
        if is_forming(x, o):
            x[o + st.INV_F_HZ] = x[o + st.INV_W_PU] * t.value[st.AT_CONSTANTS, 0, tb.C_F0]
        error = x[o + st.INV_SOC_ESTIMATE_ERROR] + x[st.G_SOC_ESTIMATE_ERROR]
        x[o + st.INV_SOC_ESTIMATE] = min(max(x[o + st.INV_SOC] + error, 0.0), 1.0)
        power_limits(x, t, k)


@inner
def _switch_voltages(x: Floats, t: Tables) -> None:
    """Voltage, angle and slip across every switch: side b against side a."""
    for s in range(t.at[st.COUNT + st.AT_SWITCH]):
        o = t.at[st.AT_SWITCH] + s * len(st.SWITCH)
        a = t.at[st.AT_BUS] + int(t.value[st.AT_SWITCH, s, tb.SW_A]) * len(st.BUS)
        b = t.at[st.AT_BUS] + int(t.value[st.AT_SWITCH, s, tb.SW_B]) * len(st.BUS)
        x[o + st.SW_P_KW], x[o + st.SW_Q_KVAR], x[o + st.SW_I_A] = 0.0, 0.0, 0.0
        x[o + st.SW_DV_PU], x[o + st.SW_ANGLE_DEG], x[o + st.SW_SLIP_HZ] = 0.0, 0.0, 0.0
        if x[o + st.SW_CLOSED] > 0.5:
            continue
        x[o + st.SW_DV_PU] = math.hypot(
            x[a + st.BUS_V_RE] - x[b + st.BUS_V_RE], x[a + st.BUS_V_IM] - x[b + st.BUS_V_IM]
        )
        if x[a + st.BUS_V_PU] > 0.1 and x[b + st.BUS_V_PU] > 0.1:
            angle = x[b + st.BUS_ANGLE_RAD] - x[a + st.BUS_ANGLE_RAD]
            x[o + st.SW_ANGLE_DEG] = wrapped_degrees(angle)
            x[o + st.SW_SLIP_HZ] = x[b + st.BUS_F_HZ] - x[a + st.BUS_F_HZ]


@inner
def _switch_flows(x: Floats, t: Tables, wk: Work) -> None:
    """Current through closed switches, by taking leaf buses off one after another.

    Two closed switches in parallel leave no leaf: both keep zero flow.
    """
    count = t.at[st.COUNT + st.AT_SWITCH]
    base = t.value[st.AT_CONSTANTS, 0, tb.C_BASE]
    degree = wk.index[w.PARENT]
    for b in range(t.at[st.COUNT + st.AT_BUS]):
        degree[b] = 0
    done = wk.index[w.SWITCH_DONE]
    for s in range(count):
        done[s] = 1
        if x[t.at[st.AT_SWITCH] + s * len(st.SWITCH) + st.SW_CLOSED] > 0.5:
            done[s] = 0
            degree[int(t.value[st.AT_SWITCH, s, tb.SW_A])] += 1
            degree[int(t.value[st.AT_SWITCH, s, tb.SW_B])] += 1
    found = True
    while found:
        found = False
        for s in range(count):
            if done[s] > 0:
                continue
            a, b = int(t.value[st.AT_SWITCH, s, tb.SW_A]), int(t.value[st.AT_SWITCH, s, tb.SW_B])
            if degree[a] != 1 and degree[b] != 1:
                continue
            leaf, rest, sign = (b, a, 1.0) if degree[b] == 1 else (a, b, -1.0)
            i_re, i_im = wk.vector[w.K_RE, leaf], wk.vector[w.K_IM, leaf]
            wk.vector[w.K_RE, rest] += i_re
            wk.vector[w.K_IM, rest] += i_im
            degree[a] -= 1
            degree[b] -= 1
            done[s] = 1
            found = True
            o = t.at[st.AT_SWITCH] + s * len(st.SWITCH)
            bus = t.at[st.AT_BUS] + a * len(st.BUS)
            v_re, v_im = x[bus + st.BUS_V_RE], x[bus + st.BUS_V_IM]
            x[o + st.SW_P_KW] = sign * (v_re * i_re + v_im * i_im) * base
            x[o + st.SW_Q_KVAR] = sign * (v_im * i_re - v_re * i_im) * base
            amps = base / (math.sqrt(3.0) * t.value[st.AT_BUS, a, tb.B_KV])
            x[o + st.SW_I_A] = math.hypot(i_re, i_im) * amps


@compiled
def observe(x: Floats, t: Tables, wk: Work) -> None:
    """Fill every readable slot from the present solution."""
    for b in range(t.at[st.COUNT + st.AT_BUS]):
        o = t.at[st.AT_BUS] + b * len(st.BUS)
        angle = 0.0
        if x[o + st.BUS_V_PU] > 0.0:
            angle = math.atan2(x[o + st.BUS_V_IM], x[o + st.BUS_V_RE])
        x[o + st.BUS_ANGLE_RAD] = angle
    _bus_currents(x, t, wk)
    _injections(x, t, wk)
    _switch_voltages(x, t)
    _switch_flows(x, t, wk)
    base = t.value[st.AT_CONSTANTS, 0, tb.C_BASE]
    for k in range(t.at[st.COUNT + st.AT_BRANCH]):
        o = t.at[st.AT_BRANCH] + k * len(st.BRANCH)
        g, s = t.value[st.AT_BRANCH, k, tb.BR_G], t.value[st.AT_BRANCH, k, tb.BR_B]
        drop2 = branch_drop2(x, t, k)
        x[o + st.BR_I_PU] = math.sqrt(drop2 * (g * g + s * s))
        x[o + st.BR_LOSS_KW] = drop2 * g * base
    for k in range(t.at[st.COUNT + st.AT_TRANSFORMER]):
        o = t.at[st.AT_TRANSFORMER] + k * len(st.TRANSFORMER)
        branch = t.at[st.AT_BRANCH] + int(t.value[st.AT_TRANSFORMER, k, tb.T_BRANCH]) * len(
            st.BRANCH
        )
        x[o + st.TR_LOADING_PU] = x[branch + st.BR_I_PU] / t.value[st.AT_TRANSFORMER, k, tb.T_S_PU]
