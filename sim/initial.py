"""The plant at t = 0: normal values, and one solution in which nobody notices a start."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import work as w
from sim.battery import power_limits
from sim.energy import measure
from sim.injections import advance_injections, first_rows
from sim.instant import balance_sources, map_network
from sim.integrate import advance
from sim.motor import running_slip
from sim.names import Names, all_switches
from sim.observe import observe
from sim.parameters import MicrogridParameters
from sim.stride import FIRST_STRIDE_S
from sim.tables import BLOCKS, Tables
from sim.work import Work

Floats = NDArray[np.float64]

LONG_AGO_S = -1e9
_MODES = {"stopped": 0.0, "grid_following": 1.0, "grid_forming": 2.0, "standby": 2.0}


def _blocks(x: Floats, t: Tables, kind: int) -> Iterator[Floats]:
    """The block of every element of a kind, to be written."""
    for k in range(int(t.at[st.COUNT + kind])):
        first = int(t.at[kind]) + k * BLOCKS[kind]
        yield x[first : first + BLOCKS[kind]]


def _set_globals(p: MicrogridParameters, x: Floats, seed: int) -> None:
    x[st.G_SEED] = seed
    x[st.G_LAST_EVENT_S] = LONG_AGO_S
    x[st.G_FINE_UNTIL_S] = LONG_AGO_S
    x[st.G_STRIDE_S] = FIRST_STRIDE_S
    x[st.G_IRRADIANCE] = -1.0
    x[st.G_IRRADIANCE_FACTOR] = 1.0
    x[st.G_AMBIENT_C] = p.ambient_c
    x[st.G_RELAY_GROUP] = 1.0
    x[st.G_EVT_IN] = float(p.earth_fault.evt_in) if p.earth_fault else 0.0


def _set_switches(p: MicrogridParameters, x: Floats, t: Tables) -> None:
    for block, switch in zip(_blocks(x, t, st.AT_SWITCH), all_switches(p), strict=True):
        block[[st.SW_COMMAND, st.SW_CLOSED, st.SW_LAST_COMMAND]] = float(switch.closed)
    for block, lever in zip(_blocks(x, t, st.AT_TRANSFER), p.transfer_switches, strict=True):
        at = ("off", "a", "b").index(lever.position0)
        block[[st.TS_POSITION, st.TS_CONTACT, st.TS_TARGET]] = at


def _set_grids(p: MicrogridParameters, x: Floats, t: Tables) -> None:
    for block, grid in zip(_blocks(x, t, st.AT_GRID), p.grids, strict=True):
        block[[st.GRID_LIVE, st.GRID_WAS_LIVE]] = float(grid.live)
        block[st.GRID_F_HZ] = p.f_nominal_hz if grid.f_hz is None else grid.f_hz
        block[st.GRID_V_PU] = grid.v_pu
        block[st.GRID_ANGLE_RAD] = np.radians(grid.angle_deg)


def _set_inverters(p: MicrogridParameters, x: Floats, t: Tables) -> None:
    for k, block in enumerate(_blocks(x, t, st.AT_INVERTER)):
        inverter = p.inverters[k]
        battery = inverter.battery
        block[st.INV_MODE] = _MODES[inverter.mode0]
        block[st.INV_V_SET_PU] = 1.0
        block[st.INV_F_SET_HZ] = p.f_nominal_hz
        block[st.INV_P_SET_KW] = inverter.p_set0_kw
        named = inverter.secondary_enable_switch is not None
        secondary = named if inverter.secondary is None else inverter.secondary
        block[st.INV_ANTI_ISLANDING] = float(inverter.anti_islanding)
        block[st.INV_SECONDARY_ENABLED] = float(secondary)
        block[st.INV_W_PU] = 1.0
        block[st.INV_SOC] = battery.soc0
        block[st.INV_SOC_ESTIMATE_ERROR] = battery.soc_estimate_error
        block[st.INV_CELL_TEMPERATURE_C] = battery.temperature0_c
        block[st.INV_SECOND_TEMPERATURE_C] = battery.temperature0_c
        block[st.INV_UPS_KWH] = battery.ups_kwh
        if inverter.mode0 == "grid_following":
            block[st.INV_STATE] = st.FOLLOWING
            block[[st.INV_P_RAMP_KW, st.INV_P_LAG_KW]] = inverter.p_set0_kw
        if inverter.mode0 == "grid_forming":
            block[st.INV_STATE] = st.FORMING
            block[[st.INV_RAMP_PU, st.INV_E_PU]] = 1.0
            block[st.INV_P_REF_PU] = inverter.p_set0_kw / inverter.s_kva
        power_limits(x, t, k)


def _set_machines(p: MicrogridParameters, x: Floats, t: Tables) -> None:
    """A running machine stands in step with its bus at 1 pu and gives `p_set0_kw`."""
    for block, machine in zip(_blocks(x, t, st.AT_MACHINE), p.machines, strict=True):
        block[st.MA_P_SET_KW], block[st.MA_V_SET_PU] = machine.p_set0_kw, 1.0
        block[st.MA_FUEL_L] = machine.fuel_l
        if machine.mode0 == "running":
            p_pu = machine.p_set0_kw / machine.s_kva
            e = 1.0 + p_pu * complex(machine.ra_pu, machine.xd_pu)
            block[st.MA_STATE] = st.MA_RUNNING
            block[[st.MA_W_PU, st.MA_RAMP_PU]] = 1.0
            block[st.MA_PM_PU] = p_pu
            block[st.MA_E_PU], block[st.MA_DELTA_RAD] = abs(e), np.angle(e)


def _set_vehicles(p: MicrogridParameters, x: Floats, t: Tables) -> None:
    for block, vehicle in zip(_blocks(x, t, st.AT_VEHICLE), p.vehicles, strict=True):
        block[st.EV_PRESENT], block[st.EV_SOC] = float(vehicle.present), vehicle.soc0
        block[st.EV_STATE] = st.CAR_PLUGGED if vehicle.present else st.CAR_AWAY


def _set_voltages(p: MicrogridParameters, x: Floats, t: Tables, live: list[bool]) -> None:
    """Live buses begin at 1 pu, so that the first solution has somewhere to begin."""
    for k, block in enumerate(_blocks(x, t, st.AT_BUS)):
        if live[k]:
            block[[st.BUS_V_RE, st.BUS_V_PU]] = 1.0
            block[st.BUS_F_HZ] = p.f_nominal_hz


def _set_users(p: MicrogridParameters, x: Floats, t: Tables, live: list[bool]) -> None:
    """Loads, PV and transformers that are live at t = 0 have been so for long."""
    bus = Names(p).bus
    for k, block in enumerate(_blocks(x, t, st.AT_LOAD)):
        load = p.loads[k]
        fed = live[bus[load.bus]]
        block[[st.LOAD_FACTOR, st.LOAD_MOTOR_ENABLED]] = 1.0
        block[[st.LOAD_COLD_PU, st.LOAD_COLD_PEAK_PU, st.LOAD_MOTOR_SLIP]] = 1.0
        block[st.LOAD_LIVE] = float(fed)
        block[st.LOAD_ON_S] = 1e9 if fed else 0.0
        if fed and load.motor is not None:
            block[st.LOAD_CONTACTOR] = 1.0
            block[st.LOAD_MOTOR_SLIP] = running_slip(t, k)
    for block, pv in zip(_blocks(x, t, st.AT_PHOTOVOLTAIC), p.photovoltaics, strict=True):
        block[[st.PV_ENABLED, st.PV_LIMIT_PU, st.PV_ENTER_PU]] = 1.0
        running = live[bus[pv.bus]] and pv.running0
        block[st.PV_STATE] = st.PV_RUNNING if running else st.PV_TRIPPED
    for block, transformer in zip(_blocks(x, t, st.AT_TRANSFORMER), p.transformers, strict=True):
        block[st.TR_ENERGISED] = float(live[bus[transformer.hv_bus]])


def initialise(p: MicrogridParameters, x: Floats, t: Tables, wk: Work, seed: int) -> None:
    """Fill the state of a plant; running sources are in balance with the network."""
    _set_globals(p, x, seed)
    _set_switches(p, x, t)
    _set_grids(p, x, t)
    _set_inverters(p, x, t)
    _set_machines(p, x, t)
    _set_vehicles(p, x, t)
    map_network(x, t, wk)
    live = [bool(wk.index[w.ISLAND_OF, k] >= 0) for k in range(len(p.buses))]
    _set_voltages(p, x, t, live)
    _set_users(p, x, t, live)
    advance_injections(x, t, wk, 0.0)
    for block in _blocks(x, t, st.AT_PHOTOVOLTAIC):
        if block[st.PV_STATE] == st.PV_RUNNING:
            block[st.PV_P_LAG_KW] = block[st.PV_AVAILABLE_KW]
    x[st.G_DIRTY] = 1.0
    advance(x, t, wk, 0.0, 0.0, FIRST_STRIDE_S)  # no time passes: what is switched is solved
    forming = any(inverter.mode0 == "grid_forming" for inverter in p.inverters)
    if forming or any(machine.mode0 == "running" for machine in p.machines):
        balance_sources(x, t, wk)
    measure(x, t, wk, first_rows(t)[3], wk.flow[1])
    observe(x, t, wk)
    x[st.G_LAST_EVENT_S] = LONG_AGO_S
    wk.index[w.FLAGS, w.W_EVENTS] = 0
