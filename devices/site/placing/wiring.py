"""The network of a site read as a tree: from the utility to busbars and their columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from devices.site.network import Network
from devices.site.placing.symbols import BOX_STAGE, SYMBOL_OF, rank, stage
from devices.site.placing.ways import Way, Ways
from devices.words import Words

_BAR_FROM = 3  # fewer ways than this join at a dot, as a service line does


@dataclass(frozen=True, slots=True)
class Equipment:
    """What the placement wants to know of a device. of, at: the device that it belongs to."""

    name: str
    kind: str
    bus: str = ""
    of: str = ""
    at: str = ""
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """One symbol in a column; `live` is the segment of the conductor that reaches it."""

    id: str
    symbol: str
    device: str
    live: str
    label: Words | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A column: pieces from a busbar on, and what they end in.

    feeds: the other sources of the transfer switch that it begins with. taps: columns that leave it
    at the dot `tap`, in front of piece number `tapped_at`.
    """

    pieces: tuple[Piece, ...]
    live: str
    bar: Bar | None = None
    feeds: tuple[Run, ...] = ()
    taps: tuple[Run, ...] = ()
    tap: str = ""
    tapped_at: int = 0

    @property
    def box(self) -> Piece | None:
        """The piece that says what the column is for: its first box, None for a mere conductor."""
        return next((one for one in self.pieces if stage(one.symbol) == BOX_STAGE), None)

    @property
    def end(self) -> str:
        """The symbol by which the column is put in order."""
        if self.feeds:
            return self.pieces[0].symbol
        return self.box.symbol if self.box else ""

    @property
    def device(self) -> str:
        """The device by which the column is put in order."""
        if self.box:
            return self.box.device
        return self.pieces[0].device if self.pieces else ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A busbar with its columns."""

    id: str
    live: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Wiring:
    """The tree of a site. head: from the utility to the first busbar. free: what has no conductor.

    hung: on the busbar of the section. inside: ids of what the island can feed. section: the
    busbar that stands for the section.
    """

    head: tuple[Piece, ...]
    bar: Bar
    free: tuple[Piece, ...]
    hung: tuple[Piece, ...]
    inside: frozenset[str]
    section: str


def read_wiring(network: Network, equipment: Sequence[Equipment]) -> Wiring:
    """Return the tree of `network`, from the utility on."""
    return _Reader(network, equipment).wiring()


class _Reader:
    """Follows the network from the utility outwards; every way is drawn once."""

    def __init__(self, network: Network, equipment: Sequence[Equipment]) -> None:
        self._network = network
        self._of = {one.name: one for one in equipment}
        self._order = {one.name: number for number, one in enumerate(equipment)}
        self._ways = Ways(network)
        self._home = self._ways.home
        self._used: set[str] = set()
        self._drawn: set[str] = set()
        self._buses: dict[str, str] = {}  # id of what is drawn: its bus
        self._bars: list[str] = []

    def wiring(self) -> Wiring:
        """Read it from the utility on."""
        grid = self._home[self._network.grid.bus]
        supply = next((e for e in self._of.values() if SYMBOL_OF.get(e.kind) == "substation"), None)
        name = supply.name if supply else ""
        head = [self._piece(name or "supply", "substation", name, grid)]
        here = grid
        while len(self._ways_from(here)) == 1 and not self._devices_at(here):
            (way,) = self._ways_from(here)
            if way.common:
                break
            self._used.add(way.name)
            there = next(bus for bus in way.ends if bus != here)
            if (piece := self._piece_of(way, here)) is not None:
                head.append(piece)
            here = there
        bar = self._bar(here)
        hung = tuple(self._hung())
        inside = self._inside()
        wanted = self._home[self._network.section_bus]
        section = next((id for id in self._bars if self._buses[id] == wanted), "")
        first = next((id for id in self._bars[::-1] if id in inside), "")
        return Wiring(tuple(head), bar, tuple(self._free()), hung, inside, section or first)

    def _ways_from(self, bus: str) -> list[Way]:
        return [one for one in self._ways.every if bus in one.ends and one.name not in self._used]

    def _devices_at(self, bus: str) -> list[Equipment]:
        return [
            one
            for one in self._of.values()
            if one.bus and self._home[one.bus] == bus and one.kind != "meter" and not one.planned
            and one.name not in self._drawn and SYMBOL_OF.get(one.kind)
        ]  # fmt: skip

    def _piece(self, id: str, symbol: str, device: str, bus: str) -> Piece:
        self._buses[id] = bus
        self._drawn.add(id)
        return Piece(id, symbol, device, self._ways.live(bus))

    def _piece_of(self, way: Way, before: str) -> Piece | None:
        """The symbol of a way; none for a bare conductor."""
        if not way.signal:
            if way.name not in {one.name for one in self._network.transformers}:
                return None
            own = next(one for one in self._network.transformers if one.name == way.name)
            id = f"{way.name}_transformer" if way.device else way.name
            label = None if way.device else Words(f"{own.kva:g} kVA", f"{own.kva:g} kVA")
            return replace(self._piece(id, "transformer", way.device, before), label=label)
        kind = self._of[way.device].kind if way.device in self._of else ""
        symbol = SYMBOL_OF.get(kind, "breaker")
        if way.signal.endswith(".transformer"):
            return self._piece(f"{way.device}_cutout", "cutout", way.device, before)
        if symbol in ("boundary_switch", "load_switch", "breaker", "transfer_switch", "inlet"):
            return self._piece(way.device, symbol, way.device, before)
        return self._piece(f"{way.device}_main", "breaker", way.device, before)

    def _bar(self, bus: str) -> Bar:
        live = self._ways.live(bus)
        segment = live.removeprefix("live.")
        runs = [self._run_from_device(one) for one in self._devices_at(bus)]
        while ways := self._ways_from(bus):
            runs += self._runs_of(ways[0], bus)
        id = segment if segment and segment not in self._of else f"{segment}_bar"
        self._buses[id] = bus
        self._bars.append(id)
        last = len(self._order)
        runs.sort(key=lambda run: (rank(run.end), self._order.get(run.device, last)))
        return Bar(id, live, tuple(runs))

    def _runs_of(self, way: Way, bus: str) -> list[Run]:
        """The column behind a way; where the contacts of a switch meet, one a contact."""
        self._used.add(way.name)
        if way.common == bus:
            return [run for one in way.ends[1:] for run in self._behind(one, [])]
        piece = self._piece_of(way, bus)
        there = way.common or next(one for one in way.ends if one != bus)
        feeds: list[Run] = []
        for other in way.ends[1:] if way.common else ():
            if other != bus:
                feeds += self._behind(other, [])
        runs = self._behind(there, [piece] if piece else [])
        return [replace(run, feeds=tuple(feeds)) for run in runs]

    def _behind(self, bus: str, pieces: list[Piece]) -> list[Run]:
        """What stands at `bus` and behind it, after `pieces`."""
        devices, ways = self._devices_at(bus), self._ways_from(bus)
        changes = bool(pieces) and pieces[0].symbol == "transfer_switch"
        meet = any(one.common == bus for one in ways)
        if meet or len(devices) + len(ways) >= _BAR_FROM - changes:
            for way in ways:
                if way.common == bus and (piece := self._piece_of(way, bus)) is not None:
                    pieces.append(piece)
            return [Run(tuple(pieces), self._ways.live(bus), bar=self._bar(bus))]
        if devices and len(ways) == 0:
            return [self._run_from_device(devices[0], pieces)]
        if not devices and len(ways) == 1:
            self._used.add(ways[0].name)
            if (piece := self._piece_of(ways[0], bus)) is not None:
                pieces.append(piece)
            there = next(one for one in ways[0].ends if one != bus)
            return self._behind(there, pieces)
        if not devices and not ways:
            return [Run(tuple(pieces), self._ways.live(bus))]
        return [self._tapped(bus, pieces, devices, ways)]

    def _tapped(
        self, bus: str, pieces: list[Piece], devices: list[Equipment], ways: list[Way]
    ) -> Run:
        """Two ways from one bus: the straight one and another that leaves it at a dot."""
        before = len(pieces)
        straight = pieces[-1].device if pieces else ""
        ways.sort(key=lambda way: way.device != straight)
        runs = [run for way in ways for run in self._runs_of(way, bus)]
        runs += [self._run_from_device(one) for one in devices]
        first, *others = runs
        tap = f"{first.pieces[-1].device or bus}_tap"
        self._buses[tap] = bus
        return replace(
            first,
            pieces=(*pieces, *first.pieces),
            taps=tuple(others),
            tap=tap,
            tapped_at=before,
        )

    def _run_from_device(self, device: Equipment, pieces: Sequence[Piece] = ()) -> Run:
        """A column that ends in a device: its meter, its box, and what hangs on the box."""
        bus = self._home[device.bus]
        column = list(pieces)
        for meter in self._of.values():
            if meter.kind == "meter" and meter.of == device.name:
                column.append(self._piece(meter.name, "meter", meter.name, bus))
        column.append(self._piece(device.name, SYMBOL_OF[device.kind], device.name, bus))
        for outlet in self._of.values():
            if outlet.kind == "pcs_outlet" and outlet.of == device.name and outlet.bus:
                there = self._home[outlet.bus]
                column.append(self._piece(outlet.name, "outlet", outlet.name, there))
                bus = there
        if pieces or bus != self._home[device.bus]:
            for other in self._devices_at(bus):  # on the very bus of the box: below it
                column.append(self._piece(other.name, SYMBOL_OF[other.kind], other.name, bus))
        for car in self._of.values():
            if car.kind == "ev" and car.at == device.name and not car.planned:
                column.append(replace(self._piece(car.name, "ev", car.name, bus), live=""))
        return Run(tuple(column), self._ways.live(bus))

    def _hung(self) -> list[Piece]:
        """Earths and voltage transformers: on the busbar of the section."""
        bus = self._home[self._network.section_bus]
        return [
            self._piece(one.name, SYMBOL_OF[one.kind], one.name, bus)
            for one in self._of.values()
            if SYMBOL_OF.get(one.kind) in ("earth", "evt")
        ]

    def _free(self) -> list[Piece]:
        """What is drawn without a conductor: cars under way, what is planned, screens."""
        return [
            Piece(one.name, SYMBOL_OF[one.kind], one.name, "")
            for one in self._of.values()
            if one.name not in self._drawn
            and SYMBOL_OF.get(one.kind) not in (None, "meter")
            and not (one.kind == "ev" and one.planned)
        ]

    def _inside(self) -> frozenset[str]:
        section = {self._home[bus] for bus in self._network.section_buses()}
        return frozenset(id for id, bus in self._buses.items() if bus in section)
