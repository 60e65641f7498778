"""What can be read of the plant beyond its states: angles, slip, flows, estimates."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.battery import power_limits
from sim.compiled import compiled, inner
from sim.energy import branch_loss
from sim.flows import all_flows, branch_current, grid_current
from sim.machine import observe_machines
from sim.places import block_of, bus_number, bus_of, constant, count_of, switch_sides
from sim.sources import is_forming
from sim.tables import Tables, par
from sim.work import Work

Floats = NDArray[np.float64]


@compiled
def wrapped_degrees(angle_rad: float) -> float:
    """An angle in degrees, -180..180."""
    turn = angle_rad / (2.0 * math.pi)
    return 360.0 * (turn - math.floor(turn + 0.5))


@inner
def _grids(x: Floats, t: Tables) -> None:
    """Power and current of every grid source."""
    base = constant(t, tb.C_BASE)
    for g in range(count_of(t, st.AT_GRID)):
        o = block_of(t, st.AT_GRID, g)
        b = bus_number(t, st.AT_GRID, g)
        bus = block_of(t, st.AT_BUS, b)
        i = grid_current(x, t, g)
        s = complex(x[bus + st.BUS_V_RE], x[bus + st.BUS_V_IM]) * i.conjugate()
        x[o + st.GRID_P_KW], x[o + st.GRID_Q_KVAR] = s.real * base, s.imag * base
        amps = base / (math.sqrt(3.0) * par(t, st.AT_BUS, b, tb.B_KV))
        x[o + st.GRID_I_A] = math.sqrt(i.real**2 + i.imag**2) * amps


@inner
def _users(x: Floats, t: Tables, wk: Work) -> None:
    """Power of loads, server, chargers and PV."""
    base = constant(t, tb.C_BASE)
    row = 0
    for k in range(count_of(t, st.AT_LOAD)):
        o = block_of(t, st.AT_LOAD, k)
        p = wk.injection[row, w.J_P_OUT] + wk.injection[row + 1, w.J_P_OUT]
        q = wk.injection[row, w.J_Q_OUT] + wk.injection[row + 1, w.J_Q_OUT]
        x[o + st.LOAD_P_KW], x[o + st.LOAD_Q_KVAR] = p * base, q * base
        motor = math.hypot(x[o + st.LOAD_MOTOR_P_PU], x[o + st.LOAD_MOTOR_Q_PU])
        bus = bus_of(t, st.AT_LOAD, k)
        x[o + st.LOAD_MOTOR_I_PU] = motor * x[bus + st.BUS_V_PU]
        row += 2
    for k in range(count_of(t, st.AT_REGULATING)):
        o = block_of(t, st.AT_REGULATING, k)
        p, q = wk.injection[row, w.J_P_OUT], wk.injection[row, w.J_Q_OUT]
        x[o + st.REG_P_KW], x[o + st.REG_Q_KVAR] = p * base, q * base
        row += 1
    for k in range(count_of(t, st.AT_VEHICLE)):
        o = block_of(t, st.AT_VEHICLE, k)
        p, q = wk.injection[row, w.J_P_OUT], wk.injection[row, w.J_Q_OUT]
        x[o + st.EV_P_KW], x[o + st.EV_Q_KVAR] = 0.0 - p * base, 0.0 - q * base
        row += 1
    for k in range(count_of(t, st.AT_PHOTOVOLTAIC)):
        o = block_of(t, st.AT_PHOTOVOLTAIC, k)
        p, q = wk.injection[row, w.J_P_OUT], wk.injection[row, w.J_Q_OUT]
        x[o + st.PV_P_KW], x[o + st.PV_Q_KVAR] = 0.0 - p * base, 0.0 - q * base
        row += 1


@inner
def _inverters(x: Floats, t: Tables) -> None:
    """Terminal voltage and frequency, the operator's estimate of SoC, and the power limits."""
    for k in range(count_of(t, st.AT_INVERTER)):
        o = block_of(t, st.AT_INVERTER, k)
        bus = bus_of(t, st.AT_INVERTER, k)
        x[o + st.INV_V_PU] = x[bus + st.BUS_V_PU]
        x[o + st.INV_F_HZ] = x[bus + st.BUS_F_HZ]
        if is_forming(x, o):
            x[o + st.INV_F_HZ] = x[o + st.INV_W_PU] * constant(t, tb.C_F0)
        error = x[o + st.INV_SOC_ESTIMATE_ERROR] + x[st.G_SOC_ESTIMATE_ERROR]
        x[o + st.INV_SOC_ESTIMATE] = min(max(x[o + st.INV_SOC] + error, 0.0), 1.0)
        power_limits(x, t, k)


@inner
def _switch_voltages(x: Floats, t: Tables) -> None:
    """Voltage, angle and slip across every switch: side b against side a."""
    for s in range(count_of(t, st.AT_SWITCH)):
        o = block_of(t, st.AT_SWITCH, s)
        a, b = switch_sides(t, s)
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
def _phasor(x: Floats, t: Tables, b: int) -> tuple[float, float]:
    """Voltage of bus b, real and imaginary, pu."""
    o = block_of(t, st.AT_BUS, b)
    return x[o + st.BUS_V_RE], x[o + st.BUS_V_IM]


@compiled
def observe(x: Floats, t: Tables, wk: Work) -> None:
    """Fill every readable slot from the present solution."""
    for b in range(count_of(t, st.AT_BUS)):
        o = block_of(t, st.AT_BUS, b)
        angle = 0.0
        if x[o + st.BUS_V_PU] > 0.0:
            angle = math.atan2(x[o + st.BUS_V_IM], x[o + st.BUS_V_RE])
        x[o + st.BUS_ANGLE_RAD] = angle
    _grids(x, t)
    _users(x, t, wk)
    _inverters(x, t)
    observe_machines(x, t)
    _switch_voltages(x, t)
    all_flows(x, t, wk)
    base = constant(t, tb.C_BASE)
    for k in range(count_of(t, st.AT_BRANCH)):
        o = block_of(t, st.AT_BRANCH, k)
        a = int(par(t, st.AT_BRANCH, k, tb.BR_FROM))
        v_re, v_im = _phasor(x, t, a)
        v = complex(v_re, v_im)
        i = branch_current(x, t, k) * par(t, st.AT_BRANCH, k, tb.BR_PER_TAP)
        i += v * complex(0.0, par(t, st.AT_BRANCH, k, tb.BR_HALF_B))
        power = v * i.conjugate() * base
        x[o + st.BR_I_PU] = math.sqrt(i.real**2 + i.imag**2)
        amps = base / (math.sqrt(3.0) * par(t, st.AT_BUS, a, tb.B_KV))
        x[o + st.BR_I_A] = x[o + st.BR_I_PU] * amps
        x[o + st.BR_P_KW], x[o + st.BR_Q_KVAR] = power.real, power.imag
        x[o + st.BR_LOSS_KW] = branch_loss(x, t, k) * base
    for k in range(count_of(t, st.AT_TRANSFORMER)):
        o = block_of(t, st.AT_TRANSFORMER, k)
        branch = block_of(t, st.AT_BRANCH, int(par(t, st.AT_TRANSFORMER, k, tb.T_BRANCH)))
        x[o + st.TR_P_KW] = x[branch + st.BR_P_KW]
        x[o + st.TR_LOADING_PU] = x[branch + st.BR_I_PU] / par(t, st.AT_TRANSFORMER, k, tb.T_S_PU)
