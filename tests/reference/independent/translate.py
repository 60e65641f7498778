"""From the simulator's parameters to the own plant: nodes, branches, loads, sources. No results."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sim
from tests.reference.independent.forming import Grid, Inverter, Machine, Plant
from tests.reference.independent.power_flow import Branch, ZipLoad, admittance


@dataclass(frozen=True)
class Twin:
    """The own plant of a microgrid and the node of every live bus."""

    plant: Plant
    node: Mapping[str, int]


class _Groups:
    """Sets of names that are joined."""

    def __init__(self, names: Collection[str]) -> None:
        self._up = {name: name for name in names}

    def find(self, name: str) -> str:
        while self._up[name] != name:
            name = self._up[name]
        return name

    def join(self, a: str, b: str) -> None:
        self._up[self.find(a)] = self.find(b)


def translate(
    p: sim.MicrogridParameters,
    closed: Collection[str],
    *,
    shunts: Mapping[str, complex] | None = None,
    forming: Collection[str] | None = None,
    factors: Mapping[str, float] | None = None,
    limits: Mapping[str, tuple[float, float]] | None = None,
    secondary: bool = False,
    held_e: Mapping[str, float] | None = None,
) -> Twin:
    """The live part of `p` with these switches closed.

    `shunts` are admittances at buses in pu; `forming` names the running inverters (None: all);
    `factors` scale loads; `limits` gives (Pmin, Pmax) in pu of inverters whose battery bounds
    them; `held_e` is the E of machines without a regulator.
    """
    base = p.s_base_kva
    kv = {bus.name: bus.v_nominal_kv for bus in p.buses}
    nodes = _Groups(kv)
    for switch in p.switches:
        if switch.name in closed:
            nodes.join(switch.bus_a, switch.bus_b)
    islands = _Groups(kv)
    for name in kv:
        islands.join(name, nodes.find(name))
    raw = [
        (b.from_bus, b.to_bus, complex(b.r_ohm, b.x_ohm) * base / (kv[b.from_bus] ** 2 * 1000.0))
        for b in p.lines
    ]
    raw += [(b.hv_bus, b.lv_bus, complex(b.r_pu, b.x_pu) * base / b.s_kva) for b in p.transformers]
    for a, b, _ in raw:
        islands.join(a, b)
    inverters = [i for i in p.inverters if forming is None or i.name in forming]
    machines = [m for m in p.machines if m.mode0 == "running"]
    grids = [g for g in p.grids if g.live]
    hot = {islands.find(source.bus) for source in (*inverters, *machines, *grids)}
    live = sorted({nodes.find(name) for name in kv if islands.find(name) in hot})
    node = {name: live.index(nodes.find(name)) for name in kv if islands.find(name) in hot}
    earthed: dict[int, complex] = {}
    for bus, y in (shunts or {}).items():
        earthed[node[bus]] = earthed.get(node[bus], 0.0) + y
    y = admittance(
        len(live), [Branch(node[a], node[b], z) for a, b, z in raw if a in node], earthed
    )
    loads = [
        ZipLoad(
            node[load.bus],
            (factors or {}).get(load.name, 1.0)
            * load.p_kw
            * complex(1.0, math.tan(math.acos(load.power_factor)))
            / base,
            *load.zip,
        )
        for load in p.loads
        if load.bus in node
    ]
    return Twin(
        Plant(
            p.f_nominal_hz,
            y,
            loads,
            [
                _inverter(i, node[i.bus], base, (limits or {}).get(i.name), secondary)
                for i in inverters
            ]
            + [_machine(m, node[m.bus], base, (held_e or {}).get(m.name, 1.0)) for m in machines],
            [_grid(g, node[g.bus], p, kv[g.bus]) for g in grids],
            load_kf=p.loads[0].frequency_factor if p.loads else 0.0,
        ),
        node,
    )


def _inverter(
    i: sim.BatteryInverter,
    node: int,
    base: float,
    limits: tuple[float, float] | None,
    secondary: bool,
) -> Inverter:
    p_min, p_max = limits or (-1.0, 1.0)
    return Inverter(
        node,
        i.s_kva / base,
        i.mp,
        i.mq,
        i.kiv,
        i.tf_s,
        complex(i.rl_pu, i.xl_pu),
        i.kppmax,
        i.kipmax,
        p_max,
        p_min,
        i.emax,
        i.imax_pu,
        i.p_set0_kw / i.s_kva,
        ts_s=i.secondary_ts_s if secondary else 0.0,
        vsm_m_s=i.vsm_m_s,
    )


def _machine(m: sim.DieselGenerator, node: int, base: float, v_set: float) -> Machine:
    return Machine(
        node,
        m.s_kva / base,
        m.h_s,
        m.damping,
        m.droop,
        m.governor_s,
        complex(m.ra_pu, m.xd_pu),
        m.p_max_pu,
        m.avr_gain,
        m.avr_droop,
        m.emax,
        m.p_set0_kw / m.s_kva,
        v_set,
    )


def _grid(g: sim.GridSource, node: int, p: sim.MicrogridParameters, kv: float) -> Grid:
    z = complex(g.r_ohm, g.x_ohm) * p.s_base_kva / (kv**2 * 1000.0)
    return Grid(node, z, g.v_pu, (g.f_hz or p.f_nominal_hz) / p.f_nominal_hz)
