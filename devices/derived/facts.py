"""What the derived figures stand on: facts of the site, and a memory that is plain JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from devices.conditions import Lookup
from devices.signals import Value
from devices.site.parameters import BatteryParameters, BlockParameters, RegulatingLoadParameters
from devices.site.site import Device, Site

DEAD_BELOW_PU = 0.1  # less than this is induced or residual voltage: nothing is supplied


@dataclass(slots=True)
class Memory:
    """What the figures remember from moment to moment; times in the sitting's seconds."""

    supply: str | None = None
    utility_seen: bool = False
    blackout_since_s: float | None = None
    steady_since_s: float | None = None
    fed: dict[str, bool] = field(default_factory=dict)
    unfed_since_s: dict[str, float] = field(default_factory=dict)
    transformer: dict[str, str] = field(default_factory=dict)
    pickups: dict[str, list[float]] = field(default_factory=dict)  # block -> [time, cold kW]
    connections: dict[str, list[float]] = field(default_factory=dict)  # block -> [time, kVA]


@dataclass(frozen=True, slots=True)
class BlockFacts:
    """One load block: its peak, its transformer if it has one, and how much more it takes cold."""

    peak_kw: float
    kva: float
    cold_factor: float
    own_transformer: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """The devices by what they are; None or empty where the site has none.

    boundary: the utility's pole switch. Where the boundary is our own and seen all the time,
    section_live is asked instead: what the segment of the section is live from. section: the
    devices that the section feeds while the boundary is open.
    """

    limits: Mapping[str, float]
    v_nominal_kv: float
    grid: str | None
    boundary: str | None
    section_live: str | None
    island: str | None
    clock: str | None
    battery: str | None
    batteries: Mapping[str, BatteryParameters]
    pv: tuple[str, ...]
    chargers: tuple[str, ...]
    server_kw: Mapping[str, float]
    blocks: Mapping[str, BlockFacts]
    section: frozenset[str]

    @property
    def dead_below_kv(self) -> float:
        """Below this a line counts as dead, kV: the limit of the site, else a tenth of nominal."""
        return self.limits.get("v_live_kv", DEAD_BELOW_PU * self.v_nominal_kv)


Figure: TypeAlias = Callable[[Lookup, Memory, Facts, float], Value | None]
"""A derived figure at `now_s`; None when what it needs is unknown."""


def facts_of(site: Site) -> Facts:
    """Find by their kinds the devices that the figures are about; planned ones do not count."""
    kinds: dict[str, list[Device]] = {}
    for device in site.devices.values():
        if not device.planned:
            kinds.setdefault(device.kind, []).append(device)

    def names(kind: str) -> tuple[str, ...]:
        return tuple(device.name for device in kinds.get(kind, ()))

    def first(kind: str) -> str | None:
        return next(iter(names(kind)), None)

    section, buses = site.network.section, site.network.section_buses()
    return Facts(
        limits=site.limits,
        v_nominal_kv=site.v_nominal_kv,
        grid=first("grid_connection") or first("utility_supply"),
        boundary=first("boundary_switch"),
        section_live=f"live.{section.name}" if section is not None else None,
        island=first("island"),
        clock=first("clock"),
        battery=first("battery_inverter"),
        batteries={
            device.name: device.parameters
            for device in kinds.get("battery_inverter", ())
            if isinstance(device.parameters, BatteryParameters)
        },
        pv=names("pv_inverter"),
        chargers=names("ev_charger"),
        server_kw={
            device.name: device.parameters.rated_kw
            for device in kinds.get("regulating_load", ())
            if isinstance(device.parameters, RegulatingLoadParameters)
        },
        blocks={
            device.name: BlockFacts(
                own.peak_kw, own.kva, own.cold_factor, device.kind == "load_block"
            )
            for device in site.devices.values()
            if isinstance(own := device.parameters, BlockParameters) and not device.planned
        },
        section=frozenset(one.device for one in site.network.connections if one.bus in buses),
    )


def number(values: Lookup, name: str) -> float | None:
    """A known number, else None."""
    value = values.value(name)
    return None if value is None or isinstance(value, bool | str) else float(value)


def all_true(parts: Iterable[bool | None]) -> bool | None:
    """Kleene's and."""
    every = tuple(parts)
    if any(part is False for part in every):
        return False
    return None if any(part is None for part in every) else True


def all_are(values: Lookup, names: Iterable[str], wanted: str) -> bool | None:
    """Whether all these signals are `wanted`; unknown when none is otherwise and one unknown."""
    read = [values.value(name) for name in names]
    return all_true(None if value is None else value == wanted for value in read)
