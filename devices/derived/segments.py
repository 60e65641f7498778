"""Which parts of the network are live, worked out where no plant says so: `live.<segment>`.

A simulator knows; real devices measure voltages and positions only. A segment is as live as the
nearest measured bus that closed switches join it to; what is joined to no source is dead.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from devices.conditions import Lookup
from devices.derived.facts import DEAD_BELOW_PU, number
from devices.signals import Value
from devices.site.site import Site

SOURCES = frozenset((
    "grid_connection", "utility_supply", "battery_inverter", "diesel_generator",
    "portable_generator", "v2h", "pcs_outlet",
))  # fmt: skip
_UTILITY = frozenset(("grid_connection", "utility_supply"))


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to the bus `to`; always open, or closed while `signal` is `closed_state`."""

    to: str
    signal: str = ""
    closed_state: str = ""

    def closed(self, values: Lookup) -> bool | None:
        """Whether current can flow; None while the position is unknown."""
        if not self.signal:
            return True
        position = values.value(self.signal)
        return None if position is None else position == self.closed_state


class Segments:
    """The segments of one site. At most one figure a segment: dead, utility, island or unknown."""

    def __init__(self, site: Site) -> None:
        self._buses = {f"live.{one.name}": one.bus for one in site.network.segments}
        self._ways = _ways(site)
        self._volts = _volts(site)
        self._grid_bus = site.network.grid.bus
        self._sources = _sources(site)

    def figures(self, values: Lookup, given: Collection[str]) -> Iterator[tuple[str, Value | None]]:
        """Yield every segment that the plant itself has not told; given: what it has told."""
        for name, bus in self._buses.items():
            if name not in given:
                yield name, self._judge(bus, values)

    def _judge(self, start: str, values: Lookup) -> Value | None:
        joined, doubtful = self._joined(start, values)
        live = self._live(joined, values)
        if live is None:  # nothing is measured here
            return None if doubtful or self._sources.intersection(joined) else "dead"
        if not live:
            return "dead"
        if self._grid_bus in joined:
            at_grid = self._live((self._grid_bus,), values)
            return None if at_grid is None else ("utility" if at_grid else "island")
        return None if doubtful else "island"

    def _joined(self, start: str, values: Lookup) -> tuple[tuple[str, ...], bool]:
        """The buses joined to `start`, nearest first, and whether an unknown switch leads on."""
        found, waiting, doubtful = {start: None}, deque([start]), False
        while waiting:
            for way in self._ways.get(waiting.popleft(), ()):
                closed = way.closed(values)
                doubtful |= closed is None and way.to not in found
                if closed and way.to not in found:
                    found[way.to] = None
                    waiting.append(way.to)
        return tuple(found), doubtful

    def _live(self, buses: Collection[str], values: Lookup) -> bool | None:
        """Whether the first of `buses` whose voltage is known is live."""
        for bus in buses:
            for signal, live_from in self._volts.get(bus, ()):
                voltage = number(values, signal)
                if voltage is not None:
                    return voltage >= live_from
        return None


def _ways(site: Site) -> Mapping[str, tuple[_Way, ...]]:
    """From every bus, where lines, transformers and switches lead."""
    network = site.network
    ways: dict[str, list[_Way]] = {}

    def join(a: str, b: str, signal: str = "", closed_state: str = "") -> None:
        ways.setdefault(a, []).append(_Way(b, signal, closed_state))
        ways.setdefault(b, []).append(_Way(a, signal, closed_state))

    for line in network.lines:
        join(line.from_bus, line.to_bus)
    for transformer in network.transformers:
        join(transformer.primary_bus, transformer.secondary_bus)
    for switch in network.switches:
        join(switch.from_bus, switch.to_bus, switch.signal, switch.closed_state)
    return {bus: tuple(there) for bus, there in ways.items()}


def _volts(site: Site) -> Mapping[str, tuple[tuple[str, float], ...]]:
    """At every bus, the voltages that are measured there, each with the least that is live."""
    nominal_kv = {bus.name: bus.v_kv for bus in site.network.buses}
    volts: dict[str, list[tuple[str, float]]] = {}
    for device in site.devices.values():
        bus = _bus_of(site, device.name)
        if device.planned or bus is None:
            continue
        for quantity, per_kv in (("v_kv", 1.0), ("v_v", 1000.0)):
            signal = f"{device.name}.{quantity}"
            if signal in site.signals:
                live_from = DEAD_BELOW_PU * nominal_kv[bus] * per_kv
                volts.setdefault(bus, []).append((signal, live_from))
    return {bus: tuple(there) for bus, there in volts.items()}


def _sources(site: Site) -> frozenset[str]:
    """The buses at which something can make a voltage."""
    devices = (one for one in site.devices.values() if one.kind in SOURCES and not one.planned)
    buses = (_bus_of(site, device.name) for device in devices)
    return frozenset(bus for bus in buses if bus is not None)


def _bus_of(site: Site, device: str) -> str | None:
    kind = site.devices[device].kind
    if kind in _UTILITY:
        return site.network.grid.bus
    if kind == "island":
        return site.network.section_bus
    own = (one.bus for one in site.network.connections if one.device == device)
    return next(own, None)
