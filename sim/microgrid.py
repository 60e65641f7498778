"""One microgrid: inputs and outputs by name, advance, snapshot, restore, fork."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim import work as w
from sim.battery import power_limits
from sim.build import build_tables
from sim.energy import measure
from sim.integrate import (
    FIRST_STRIDE_S,
    advance,
    advance_injections,
    balance_sources,
    first_rows,
    map_network,
    prepare,
)
from sim.motor import running_slip
from sim.names import all_switches
from sim.observe import observe
from sim.parameters import MicrogridParameters
from sim.tables import Tables, par
from sim.validate import check, nearest
from sim.work import build_work

Floats = NDArray[np.float64]
Snapshot: TypeAlias = NDArray[np.float64]

TRIP_CAUSES: Mapping[int, str] = MappingProxyType(st.TRIP_CAUSES)
EVENT_KINDS: tuple[str, ...] = st.EVENT_KINDS

# inputs that drift all day: a smaller change at once is no event
_DRIFT = {
    st.G_IRRADIANCE: 0.02,
    st.G_IRRADIANCE_FACTOR: 0.02,
    st.G_AMBIENT_C: 1.0,
    st.G_SOC_ESTIMATE_ERROR: 1.0,
}
LONGEST_FIXED_S = 0.1  # beyond it a fixed step no longer follows the lags
_MODES = {"stopped": 0.0, "grid_following": 1.0, "grid_forming": 2.0, "standby": 2.0}


@dataclass(frozen=True)
class SimEvent:
    """Something that happened in the plant; the meaning of `value` depends on the kind."""

    t_s: float
    kind: str
    element: str
    value: float


@dataclass(frozen=True)
class _Directory:
    """Every slot of the state by name."""

    names: tuple[str, ...]
    index: Mapping[str, int]
    inputs: tuple[str, ...]
    settable: frozenset[int]
    elements: tuple[str, ...]


def _directory(p: MicrogridParameters, tables: Tables) -> _Directory:
    stages = tuple(f"stage.{k}" for k in range(int(tables.at[st.COUNT + st.AT_STAGE])))
    branches = tuple(f"line.{b.name}" for b in p.lines)
    branches += tuple(f"transformer.{b.name}.branch" for b in p.transformers)
    kinds: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
        (tuple(f"bus.{e.name}" for e in p.buses), st.BUS),
        (tuple(f"switch.{e.name}" for e in all_switches(p)), st.SWITCH),
        (tuple(e.name for e in p.grids), st.GRID),
        (tuple(e.name for e in p.inverters), st.INVERTER),
        (tuple(e.name for e in p.photovoltaics), st.PHOTOVOLTAIC),
        (tuple(e.name for e in p.loads), st.LOAD),
        (tuple(e.name for e in p.regulating_loads), st.REGULATING),
        (tuple(e.name for e in p.vehicles), st.VEHICLE),
        (tuple(f"relay.{e.name}" for e in p.relays), st.RELAY),
        (tuple(f"transformer.{e.name}" for e in p.transformers), st.TRANSFORMER),
        (branches, st.BRANCH),
        (stages, st.STAGE),
        (tuple(e.name for e in p.machines), st.MACHINE),
        (tuple(f"synchronism.{e.name}" for e in p.synchronism_relays), st.SYNCHRONISM),
        (tuple(e.name for e in p.transfer_switches), st.TRANSFER),
        (tuple(e.name for e in p.outlets), st.OUTLET),
    )
    full = list(st.GLOBAL)
    elements: list[str] = []
    for prefixes, slots in kinds:
        for prefix in prefixes:
            elements.append(prefix.removeprefix("bus.").removeprefix("switch."))
            full += [f"{prefix}.{slot}" for slot in slots]
    names = tuple(name.removesuffix("!") for name in full)
    index = {name: k for k, name in enumerate(names)}
    if len(index) != len(names):
        twice = sorted({name for name in names if names.count(name) > 1})
        raise ValueError(f"names must be unique over the grid: {', '.join(twice)}")
    for load in p.loads:  # "load.b1.factor" is the same as "b1.factor"
        for slot in st.LOAD:
            name = slot.removesuffix("!")
            index[f"load.{load.name}.{name}"] = index[f"{load.name}.{name}"]
    settable = frozenset(k for k, name in enumerate(full) if name.endswith("!"))
    settable -= {  # the contacts of a transfer switch move with its lever alone
        index[f"switch.{t.name}.{contact}.command"]
        for t in p.transfer_switches
        for contact in ("a", "b")
    }
    inputs = tuple(names[k] for k in sorted(settable))
    return _Directory(names, MappingProxyType(index), inputs, settable, tuple(elements))


class Microgrid:
    """The plant in one array. Not for two threads at once; fork it instead.

    Powers of sources are positive into the bus, powers of loads positive out of it; units are in
    the names; SoC is 0..1. `advance` is the only thing that moves time.
    """

    def __init__(self, parameters: MicrogridParameters, seed: int = 0) -> None:
        check(parameters)
        self.parameters = parameters
        self.longest_step_s = 1.0
        self._refused: list[SimEvent] = []
        tables, size = build_tables(parameters)
        self._tables = tables
        self._work = build_work(tables, size)
        self._directory = _directory(parameters, tables)
        self._x: Floats = np.zeros(size)
        self._initialise(seed)

    # --- reading -------------------------------------------------------------------------------

    @property
    def t_s(self) -> float:
        """Plant time in s since the start."""
        return float(self._x[st.G_T_S])

    @property
    def outputs(self) -> Floats:
        """All values aligned with `names()`; a view of the live state: read it, never write it."""
        return self._x

    @property
    def in_transient(self) -> bool:
        """True while the fine step is in use, so that callers tick finely too."""
        quiet = self._x[st.G_T_S] - self._x[st.G_LAST_EVENT_S]
        return bool(quiet < 5.0 or self._x[st.G_T_S] < self._x[st.G_FINE_UNTIL_S])

    def names(self) -> tuple[str, ...]:
        """Every readable name."""
        return self._directory.names

    def inputs(self) -> tuple[str, ...]:
        """Every settable name."""
        return self._directory.inputs

    def index(self, name: str) -> int:
        """Position of a name in `outputs`; KeyError with the name when there is none."""
        return self._directory.index[name]

    def get(self, name: str) -> float:
        """One value by name; KeyError when there is none."""
        return float(self._x[self._directory.index[name]])

    # --- acting --------------------------------------------------------------------------------

    def set(self, name: str, value: float) -> None:
        """Set an input; it acts at the next `advance`. KeyError when it is no input.

        What is no finite number is refused: the old value stays, and the next `advance` tells it as
        an event "input_refused" that names the input.
        """
        index = self._directory.index.get(name, -1)
        if index not in self._directory.settable:
            raise KeyError(f"{name} is not an input; {nearest(name, self.inputs())}")
        if not math.isfinite(value):
            self._refused.append(SimEvent(self.t_s, "input_refused", name, value))
        elif self._x[index] != value:
            jump = abs(self._x[index] - value)
            self._x[index] = value
            if jump > _DRIFT.get(index, 0.0):  # what drifts all day is no event
                self._x[st.G_LAST_EVENT_S] = self._x[st.G_T_S]
                self._x[st.G_DIRTY] = 1.0  # faults, earths and sources change the admittances

    def advance(self, until_s: float, dt_s: float | None = None) -> tuple[SimEvent, ...]:
        """Run to the time until_s (no-op when in the past: inputs act, no time passes).

        dt_s forces a fixed step of at most 0.1 s; a longer one is shortened and told as an event
        "step_limited". Returns the events in time order. ValueError for times that are no numbers.
        """
        if not math.isfinite(until_s) or (dt_s is not None and not dt_s > 0.0):
            raise ValueError(f"cannot advance to {until_s} s in steps of {dt_s} s")
        work = self._work
        events, self._refused = self._refused, []
        fixed_s = 0.0 if dt_s is None else min(dt_s, LONGEST_FIXED_S)
        if dt_s is not None and dt_s > LONGEST_FIXED_S:
            events.append(SimEvent(self.t_s, "step_limited", "", dt_s))
        while True:
            work.index[w.FLAGS, w.W_EVENTS] = 0
            advance(self._x, self._tables, work, until_s, fixed_s, self.longest_step_s)
            events += self._collect()
            if self.t_s >= until_s - 1e-9:
                break
        if self.t_s < until_s:  # rounding of the steps: who asks again would never arrive
            self._x[st.G_T_S] = until_s
        observe(self._x, self._tables, work)
        events.sort(key=lambda event: event.t_s)
        return tuple(events)

    def run_until(
        self, until_s: float, watch: Callable[[Microgrid], bool], tick_s: float = 0.1
    ) -> tuple[SimEvent, ...]:
        """Advance in ticks (10 ms in a transient) until `watch` is true or until_s is reached."""
        events: list[SimEvent] = []
        while self.t_s < until_s and not watch(self):
            tick = 0.01 if self.in_transient else tick_s
            events += self.advance(min(self.t_s + tick, until_s))
        return tuple(events)

    # --- copies --------------------------------------------------------------------------------

    def snapshot(self) -> Snapshot:
        """A copy of all that the future depends on."""
        return np.concatenate((self._x, self._work.injection.ravel()))

    def restore(self, snapshot: Snapshot) -> None:
        """Return to a snapshot of a microgrid with the same parameters, bit for bit."""
        size = self._x.size
        if snapshot.size != size + self._work.injection.size:
            raise ValueError("the snapshot is of another microgrid")
        self._x[:] = snapshot[:size]
        self._work.injection[:] = snapshot[size:].reshape(self._work.injection.shape)
        map_network(self._x, self._tables, self._work)
        self._x[:] = snapshot[:size]  # the islands it wrote may be of inputs that wait to act

    def fork(self) -> Microgrid:
        """An independent copy at the same moment; shares the parameters only."""
        other = Microgrid.__new__(Microgrid)
        other.parameters = self.parameters
        other.longest_step_s = self.longest_step_s
        other._refused = []
        other._tables = self._tables
        other._directory = self._directory
        other._x = np.zeros_like(self._x)
        other._work = build_work(self._tables, self._x.size)
        other.restore(self.snapshot())
        return other

    # --- inside --------------------------------------------------------------------------------

    def _collect(self) -> list[SimEvent]:
        rows = self._work.events[: self._work.index[w.FLAGS, w.W_EVENTS]]
        return [
            SimEvent(
                float(row[0]),
                EVENT_KINDS[int(row[1])],
                self._directory.elements[int(row[2])],
                float(row[3]),
            )
            for row in rows
        ]

    def _block(self, kind: int, slots: tuple[str, ...], number: int) -> Floats:
        first = int(self._tables.at[kind]) + number * len(slots)
        return self._x[first : first + len(slots)]

    def _initialise(self, seed: int) -> None:
        """Normal values, then one solution at t = 0 in which nobody notices a start."""
        p, x, t = self.parameters, self._x, self._tables
        x[st.G_SEED] = seed
        x[st.G_LAST_EVENT_S] = -1e9
        x[st.G_FINE_UNTIL_S] = -1e9
        x[st.G_STRIDE_S] = FIRST_STRIDE_S
        x[st.G_IRRADIANCE] = -1.0
        x[st.G_IRRADIANCE_FACTOR] = 1.0
        x[st.G_AMBIENT_C] = p.ambient_c
        x[st.G_RELAY_GROUP] = 1.0
        x[st.G_EVT_IN] = float(p.earth_fault.evt_in) if p.earth_fault else 0.0
        for k, switch in enumerate(all_switches(p)):
            block = self._block(st.AT_SWITCH, st.SWITCH, k)
            block[[st.SW_COMMAND, st.SW_CLOSED, st.SW_LAST_COMMAND]] = float(switch.closed)
        for k, grid in enumerate(p.grids):
            block = self._block(st.AT_GRID, st.GRID, k)
            block[[st.GRID_LIVE, st.GRID_WAS_LIVE]] = float(grid.live)
            block[st.GRID_F_HZ] = p.f_nominal_hz if grid.f_hz is None else grid.f_hz
            block[st.GRID_V_PU] = grid.v_pu
            block[st.GRID_ANGLE_RAD] = np.radians(grid.angle_deg)
        self._initialise_inverters()
        self._initialise_machines()
        for k, vehicle in enumerate(p.vehicles):
            block = self._block(st.AT_VEHICLE, st.VEHICLE, k)
            block[st.EV_PRESENT], block[st.EV_SOC] = float(vehicle.present), vehicle.soc0
            block[st.EV_STATE] = st.CAR_PLUGGED if vehicle.present else st.CAR_AWAY
        for k, lever in enumerate(p.transfer_switches):
            block = self._block(st.AT_TRANSFER, st.TRANSFER, k)
            at = ("off", "a", "b").index(lever.position0)
            block[[st.TS_POSITION, st.TS_CONTACT, st.TS_TARGET]] = at
        map_network(x, t, self._work)
        for k in range(len(p.buses)):
            if self._work.index[w.ISLAND_OF, k] >= 0:
                block = self._block(st.AT_BUS, st.BUS, k)
                block[[st.BUS_V_RE, st.BUS_V_PU]] = 1.0
                block[st.BUS_F_HZ] = p.f_nominal_hz
        self._initialise_users()
        for k in range(len(p.transformers)):
            island = self._work.index[w.ISLAND_OF, int(par(t, st.AT_TRANSFORMER, k, tb.T_HV))]
            block = self._block(st.AT_TRANSFORMER, st.TRANSFORMER, k)
            block[st.TR_ENERGISED] = float(island >= 0)
        advance_injections(x, t, self._work, 0.0)
        x[st.G_DIRTY] = 1.0
        prepare(x, t, self._work)
        forming = any(inverter.mode0 == "grid_forming" for inverter in p.inverters)
        if forming or any(machine.mode0 == "running" for machine in p.machines):
            balance_sources(x, t, self._work)
        measure(x, t, self._work, first_rows(t)[3], self._work.flow[1])
        observe(x, t, self._work)
        x[st.G_LAST_EVENT_S] = -1e9
        self._work.index[w.FLAGS, w.W_EVENTS] = 0

    def _initialise_inverters(self) -> None:
        for k, inverter in enumerate(self.parameters.inverters):
            block = self._block(st.AT_INVERTER, st.INVERTER, k)
            battery = inverter.battery
            block[st.INV_MODE] = _MODES[inverter.mode0]
            block[st.INV_V_SET_PU] = 1.0
            block[st.INV_F_SET_HZ] = self.parameters.f_nominal_hz
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
                ramped = [st.INV_P_RAMP_KW, st.INV_P_LAG_KW]
                block[ramped] = inverter.p_set0_kw
            if inverter.mode0 == "grid_forming":
                block[st.INV_STATE] = st.FORMING
                block[[st.INV_RAMP_PU, st.INV_E_PU]] = 1.0
                block[st.INV_P_REF_PU] = inverter.p_set0_kw / inverter.s_kva
            power_limits(self._x, self._tables, k)

    def _initialise_machines(self) -> None:
        """A running machine stands in step with its bus at 1 pu and gives `p_set0_kw`."""
        for k, machine in enumerate(self.parameters.machines):
            block = self._block(st.AT_MACHINE, st.MACHINE, k)
            block[st.MA_P_SET_KW], block[st.MA_V_SET_PU] = machine.p_set0_kw, 1.0
            block[st.MA_FUEL_L] = machine.fuel_l
            if machine.mode0 == "running":
                p = machine.p_set0_kw / machine.s_kva
                e = 1.0 + p * complex(machine.ra_pu, machine.xd_pu)
                block[st.MA_STATE] = st.MA_RUNNING
                block[[st.MA_W_PU, st.MA_RAMP_PU]] = 1.0
                block[st.MA_PM_PU] = p
                block[st.MA_E_PU], block[st.MA_DELTA_RAD] = abs(e), np.angle(e)

    def _initialise_users(self) -> None:
        """Loads and PV that are live at t = 0 have been so for long."""
        p = self.parameters
        bus_of = {bus.name: k for k, bus in enumerate(p.buses)}
        for k, load in enumerate(p.loads):
            live = bool(self._work.index[w.ISLAND_OF, bus_of[load.bus]] >= 0)
            block = self._block(st.AT_LOAD, st.LOAD, k)
            block[[st.LOAD_FACTOR, st.LOAD_MOTOR_ENABLED]] = 1.0
            block[[st.LOAD_COLD_PU, st.LOAD_COLD_PEAK_PU, st.LOAD_MOTOR_SLIP]] = 1.0
            block[st.LOAD_LIVE] = float(live)
            block[st.LOAD_ON_S] = 1e9 if live else 0.0
            if live and load.motor is not None:
                block[st.LOAD_CONTACTOR] = 1.0
                block[st.LOAD_MOTOR_SLIP] = running_slip(self._tables, k)
        for k, pv in enumerate(p.photovoltaics):
            live = bool(self._work.index[w.ISLAND_OF, bus_of[pv.bus]] >= 0)
            block = self._block(st.AT_PHOTOVOLTAIC, st.PHOTOVOLTAIC, k)
            block[[st.PV_ENABLED, st.PV_LIMIT_PU, st.PV_ENTER_PU]] = 1.0
            running = live and pv.running0
            block[st.PV_STATE] = st.PV_RUNNING if running else st.PV_TRIPPED
