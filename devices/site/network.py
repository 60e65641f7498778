"""The electrical network of a site: what the simulator is built from.

Bus names are the site's own. Voltages are line to line. A transformer's impedance is in per unit
on its own rating; a line's per kilometre of one conductor.
"""

from __future__ import annotations

from dataclasses import dataclass

from devices.words import Words


@dataclass(frozen=True, slots=True)
class Bus:
    """One node of the network with its nominal voltage in kV."""

    name: str
    v_kv: float


@dataclass(frozen=True, slots=True)
class GridSource:
    """The utility behind an impedance at `bus`; ohms at the bus's own voltage."""

    bus: str
    v_kv: float
    f_hz: float
    r_ohm: float
    x_ohm: float


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of line. c_nf_per_km: capacitance of one phase to earth."""

    name: str
    from_bus: str
    to_bus: str
    length_m: float
    r_ohm_per_km: float
    x_ohm_per_km: float
    c_nf_per_km: float


@dataclass(frozen=True, slots=True)
class Transformer:
    """A distribution transformer; inrush_x: first peak on a hard close, in multiples of rated."""

    name: str
    device: str
    primary_bus: str
    secondary_bus: str
    kva: float
    r_pu: float
    x_pu: float
    inrush_x: float
    inrush_tau_s: float


@dataclass(frozen=True, slots=True)
class Switch:
    """A switch between two buses; `signal` says its position (`b1.transformer`, `k12.position`).

    closed_state: the value of that signal that means current can flow. normally_closed: how it
    stands in normal grid-connected operation. name: unique; the contacts of one transfer switch
    share their signal.
    """

    name: str
    signal: str
    from_bus: str
    to_bus: str
    closed_state: str
    normally_closed: bool


@dataclass(frozen=True, slots=True)
class Connection:
    """Which bus a device feeds, loads or measures."""

    device: str
    bus: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the drawing that shows whether it is live: signal `live.<name>` follows `bus`."""

    name: str
    bus: str
    title: Words


@dataclass(frozen=True, slots=True)
class Network:
    """All of it. `section_bus` is the microgrid section where island.v_kv is measured."""

    buses: tuple[Bus, ...]
    grid: GridSource
    lines: tuple[Line, ...]
    transformers: tuple[Transformer, ...]
    switches: tuple[Switch, ...]
    connections: tuple[Connection, ...]
    segments: tuple[Segment, ...]
    utility_bus: str
    section_bus: str

    @property
    def boundary(self) -> Switch | None:
        """The switch between the utility and the section; None when none joins the two."""
        sides = {self.utility_bus, self.section_bus}
        return next((one for one in self.switches if {one.from_bus, one.to_bus} == sides), None)

    @property
    def section(self) -> Segment | None:
        """The drawn segment of the section itself."""
        return next((one for one in self.segments if one.bus == self.section_bus), None)

    def section_buses(self) -> frozenset[str]:
        """Every bus that the section can feed while the boundary is open, whatever else is open."""
        boundary = self.boundary
        ways = [
            *((one.from_bus, one.to_bus) for one in self.lines),
            *((one.primary_bus, one.secondary_bus) for one in self.transformers),
            *((one.from_bus, one.to_bus) for one in self.switches if one is not boundary),
        ]
        found, waiting = {self.section_bus}, [self.section_bus]
        while waiting:
            here = waiting.pop()
            for a, b in ways:
                for there in ({a, b} - {here}) if here in (a, b) else ():
                    if there not in found and there != self.utility_bus:
                        found.add(there)
                        waiting.append(there)
        return frozenset(found)

    def bus_of(self, device: str) -> str:
        """The bus that `device` is connected to; raises KeyError for a device without one."""
        for connection in self.connections:
            if connection.device == device:
                return connection.bus
        raise KeyError(device)
