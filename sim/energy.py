"""Bookkeeping: every kWh that moves is booked once on each side, losses from I^2 R."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.battery import advance_battery, inverter_loss_kw, power_limits
from sim.compiled import compiled, inner
from sim.injections import first_outlet, first_rows
from sim.load import LIVE_PU
from sim.machine import book_machine
from sim.places import (
    block_of,
    branch_sides,
    bus_number,
    bus_of,
    bus_voltage,
    constant,
    count_of,
    element_of,
)
from sim.sources import is_forming, short_circuit
from sim.tables import Tables, par, row_of
from sim.vehicle import charge_vehicles
from sim.work import Work, emit

Floats = NDArray[np.float64]


@inner
def grid_power(x: Floats, t: Tables, g: int) -> tuple[float, float]:
    """P and Q that a live source gives at its bus, pu of the common base."""
    o = block_of(t, st.AT_GRID, g)
    if x[o + st.GRID_LIVE] < 0.5:
        return 0.0, 0.0
    bus = bus_of(t, st.AT_GRID, g)
    v = complex(x[bus + st.BUS_V_RE], x[bus + st.BUS_V_IM])
    angle = x[o + st.GRID_ANGLE_RAD]
    e = x[o + st.GRID_V_PU] * complex(np.cos(angle), np.sin(angle))
    s = (
        v
        * (
            (e - v) / complex(par(t, st.AT_GRID, g, tb.GR_R), par(t, st.AT_GRID, g, tb.GR_X))
        ).conjugate()
    )
    return s.real, s.imag


@inner
def branch_drop2(x: Floats, t: Tables, k: int) -> float:
    """Square of the voltage along a branch, pu."""
    a, b = branch_sides(t, k)
    per_tap = par(t, st.AT_BRANCH, k, tb.BR_PER_TAP)
    re = x[a + st.BUS_V_RE] * per_tap - x[b + st.BUS_V_RE]
    im = x[a + st.BUS_V_IM] * per_tap - x[b + st.BUS_V_IM]
    return re * re + im * im


@inner
def branch_loss(x: Floats, t: Tables, k: int) -> float:
    """`I^2 R = |dV|^2 g` of a branch, pu of the common base."""
    return branch_drop2(x, t, k) * par(t, st.AT_BRANCH, k, tb.BR_G)


@compiled
def measure(x: Floats, t: Tables, wk: Work, first_inverter_row: int, flow: Floats) -> None:
    """All powers of the present solution, pu of the common base; injections as drawn."""
    flow[w.FL_GRID] = 0.0
    flow[w.FL_LINES] = 0.0
    flow[w.FL_TRANSFORMERS] = 0.0
    flow[w.FL_FAULT] = 0.0
    for g in range(count_of(t, st.AT_GRID)):
        flow[w.FL_GRID] += grid_power(x, t, g)[0]
    for k in range(count_of(t, st.AT_BRANCH)):
        loss = branch_loss(x, t, k)
        if par(t, st.AT_BRANCH, k, tb.BR_KIND) > 0.5:
            flow[w.FL_TRANSFORMERS] += loss
        else:
            flow[w.FL_LINES] += loss
    base = constant(t, tb.C_BASE)
    for b in range(count_of(t, st.AT_BUS) if wk.index[w.FLAGS, w.W_SHORTS] > 0 else 0):
        v = bus_voltage(x, t, b)
        flow[w.FL_FAULT] += v * v * short_circuit(x, t, b).real
    for r in range(wk.index[w.FLAGS, w.W_INJECTIONS]):
        flow[w.FL_FIRST + r] = wk.injection[r, w.J_P_OUT]
    for k in range(count_of(t, st.AT_INVERTER)):
        o = block_of(t, st.AT_INVERTER, k)
        if is_forming(x, o):
            flow[w.FL_FIRST + first_inverter_row + k] = -x[o + st.INV_P_KW] / base
    first = w.FL_FIRST + wk.index[w.FLAGS, w.W_INJECTIONS]
    for k in range(count_of(t, st.AT_MACHINE)):
        flow[first + k] = x[block_of(t, st.AT_MACHINE, k) + st.MA_P_KW] / base


@inner
def _book_inverter(x: Floats, t: Tables, wk: Work, k: int, p_kw: float, h: float) -> float:
    """Draw the DC power of one inverter from its cells; returns its chemical power in kW."""
    o = block_of(t, st.AT_INVERTER, k)
    row = t.value[row_of(t, st.AT_INVERTER, k) :]
    hours = h / 3600.0
    state = x[o + st.INV_STATE]
    running = state not in (st.STOPPED, st.TRIPPED)
    bus = bus_of(t, st.AT_INVERTER, k)
    loss = 0.0
    aux = 0.0
    if running or p_kw != 0.0:
        loss = inverter_loss_kw(
            p_kw, row[tb.IN_S], row[tb.BA_P0], row[tb.BA_A_OUT], row[tb.BA_A_IN], row[tb.BA_B]
        )
        aux = row[tb.BA_AUX]
    if running or x[bus + st.BUS_V_PU] > 0.8:
        x[o + st.INV_UPS_KWH] = min(x[o + st.INV_UPS_KWH] + 0.5 * hours, row[tb.BA_UPS])
    elif x[o + st.INV_UPS_KWH] > 0.0:
        x[o + st.INV_UPS_KWH] -= row[tb.BA_AUX] * hours
        if x[o + st.INV_UPS_KWH] <= 0.0:
            x[o + st.INV_UPS_KWH] = 0.0
            emit(x, wk, x[st.G_T_S], st.EV_UPS_EMPTY, element_of(t, st.AT_INVERTER, k), 0.0)
    p_dc = p_kw + loss + aux
    chemical, cell_loss = advance_battery(x, t, k, p_dc, h)
    x[o + st.INV_P_DC_KW] = p_dc
    x[o + st.INV_LOSS_KW] = loss
    x[st.G_ENERGY_INVERTER_LOSS_KWH] += loss * hours
    x[st.G_ENERGY_AUX_KWH] += aux * hours
    x[st.G_ENERGY_CELL_LOSS_KWH] += cell_loss * hours
    x[o + st.INV_ENERGY_OUT_KWH] += max(p_kw, 0.0) * hours
    x[o + st.INV_ENERGY_IN_KWH] += max(-p_kw, 0.0) * hours
    power_limits(x, t, k)
    return chemical


@inner
def _book_loads(x: Floats, t: Tables, flow: Floats, hours: float, spent: float) -> float:
    """Served and unserved energy of people's loads and of the server; adds to what is spent."""
    regulating = first_rows(t)[0]
    for k in range(count_of(t, st.AT_LOAD)):
        o = block_of(t, st.AT_LOAD, k)
        p = flow[w.FL_FIRST + 2 * k] + flow[w.FL_FIRST + 2 * k + 1]
        spent += p
        x[o + st.LOAD_SERVED_KWH] += p * hours
        x[st.G_ENERGY_SERVED_KWH] += p * hours
        if x[o + st.LOAD_LIVE] < 0.5:
            missing = x[o + st.LOAD_DEMAND_KW] * hours
            x[o + st.LOAD_UNSERVED_KWH] += missing
            x[st.G_ENERGY_UNSERVED_KWH] += missing
    for k in range(count_of(t, st.AT_REGULATING)):
        o = block_of(t, st.AT_REGULATING, k)
        p = flow[w.FL_FIRST + regulating + k]
        spent += p
        x[o + st.REG_SERVED_KWH] += p * hours
        x[st.G_ENERGY_SERVED_KWH] += p * hours
        if bus_voltage(x, t, bus_number(t, st.AT_REGULATING, k)) < LIVE_PU:
            missing = min(max(x[o + st.REG_SET_KW], 0.0), par(t, st.AT_REGULATING, k, tb.R_KW))
            x[o + st.REG_UNSERVED_KWH] += missing * hours
            x[st.G_ENERGY_UNSERVED_KWH] += missing * hours
    return spent


@inner
def _book_sun(x: Floats, drawn_kw: float, account: int, hours: float) -> None:
    """Energy that the sun gave through a PV plant or an outlet: its own account and the sum."""
    x[account] -= drawn_kw * hours
    x[st.G_ENERGY_PV_KWH] -= drawn_kw * hours


@inner
def _book_network(x: Floats, flow: Floats, hours: float) -> None:
    """Energy from the grids, and losses in lines, transformers and faults."""
    x[st.G_ENERGY_GRID_KWH] += flow[w.FL_GRID] * hours
    x[st.G_ENERGY_LINES_KWH] += flow[w.FL_LINES] * hours
    x[st.G_ENERGY_TRANSFORMERS_KWH] += flow[w.FL_TRANSFORMERS] * hours
    x[st.G_ENERGY_FAULT_KWH] += flow[w.FL_FAULT] * hours


@inner
def _battery_losses_kwh(x: Floats) -> float:
    """What inverters, cells and auxiliaries have lost so far."""
    return x[st.G_ENERGY_INVERTER_LOSS_KWH] + x[st.G_ENERGY_CELL_LOSS_KWH] + x[st.G_ENERGY_AUX_KWH]


@inner
def book(x: Floats, t: Tables, wk: Work, h: float) -> None:
    """Add a step of h seconds to every account: the mean of the powers at its two ends, kW.

    The balance is what was supplied less what was spent; it stays at zero.
    """
    hours = h / 3600.0
    base = constant(t, tb.C_BASE)
    for n in range(wk.flow[0].shape[0]):
        wk.flow[0, n] = 0.5 * (wk.flow[0, n] + wk.flow[1, n]) * base
    flow = wk.flow[0]
    drawn = flow[w.FL_FIRST :]  # by the injections, in their order
    _, vehicles, photovoltaics, inverters = first_rows(t)
    outlets = first_outlet(t)
    _book_network(x, flow, hours)
    moved = abs(flow[w.FL_GRID])
    supply = flow[w.FL_GRID]
    spent = flow[w.FL_LINES] + flow[w.FL_TRANSFORMERS] + flow[w.FL_FAULT]
    spent = _book_loads(x, t, flow, hours, spent)
    for k in range(count_of(t, st.AT_VEHICLE)):
        cells, loss, driving = charge_vehicles(x, t, h, -drawn[vehicles + k], k)
        supply += cells
        spent += loss + driving
        moved += abs(cells)
        x[st.G_ENERGY_VEHICLE_KWH] += cells * hours
        x[st.G_ENERGY_VEHICLE_LOSS_KWH] += loss * hours
        x[st.G_ENERGY_DRIVING_KWH] += driving * hours
    for k in range(count_of(t, st.AT_PHOTOVOLTAIC)):
        p = drawn[photovoltaics + k]
        supply -= p
        moved += abs(p)
        _book_sun(x, p, block_of(t, st.AT_PHOTOVOLTAIC, k) + st.PV_ENERGY_KWH, hours)
    before = _battery_losses_kwh(x)
    chemical_kwh = 0.0
    for k in range(count_of(t, st.AT_INVERTER)):
        chemical = _book_inverter(x, t, wk, k, -drawn[inverters + k], h)
        chemical_kwh += chemical * hours
        moved += abs(chemical)
    for k in range(count_of(t, st.AT_OUTLET)):
        p = drawn[outlets + k]
        supply -= p
        moved += abs(p)
        _book_sun(x, p, block_of(t, st.AT_OUTLET, k) + st.OUT_ENERGY_KWH, hours)
    for k in range(count_of(t, st.AT_MACHINE)):
        p = drawn[wk.index[w.FLAGS, w.W_INJECTIONS] + k]
        book_machine(x, t, wk, k, p, h)
        supply += p
        moved += abs(p)
    x[st.G_ENERGY_BATTERY_KWH] += chemical_kwh
    lost = _battery_losses_kwh(x) - before
    x[st.G_ENERGY_BALANCE_KWH] += (supply - spent) * hours + chemical_kwh - lost
    x[st.G_ENERGY_MOVED_KWH] += moved * hours
