"""The device's side of a register map: showing readings, and understanding what is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from devices.registers.blocks import plan, plan_identity
from devices.registers.coding import CannotEncode, decode_pattern, encode_value, exponent_of
from devices.registers.image import Image
from devices.registers.model import Place, Point, RegisterMap, Table, Type, Write
from devices.registers.patterns import cells_of, cells_of_text, pattern_from, pattern_of
from devices.signals import Value


@dataclass(frozen=True, slots=True)
class Ordered:
    """A verb that a client's write means, with its arguments."""

    verb: str
    arguments: Mapping[str, Value]


class WriteRefused(Exception):
    """A write that the device does not take: `illegal` is what is wrong with it."""

    def __init__(self, illegal: Literal["address", "value"]) -> None:
        self.illegal = illegal
        super().__init__(f"illegal {illegal}")


class ServedRegisters:
    """All cells of one served device.

    Set-point registers hold what was last written to them, trigger registers read 0. Cells that
    the map leaves unused inside its own reads are 0; all others do not exist.
    label: the name of the device at its site.
    """

    def __init__(self, map_: RegisterMap, label: str = "") -> None:
        self._map = map_
        self._image = Image()
        for block in (*plan(map_), *plan_identity(map_)):
            self._image.put(block.table, block.address, [0] * block.count)
        self._writes = tuple(write for writes in map_.commands.values() for write in writes)
        for write in self._writes:
            self._put(write.place, (0,) * write.place.count)
        for check in map_.identity:
            self._put(check.place, _identity_cells(check.place, check.equals))
        if map_.label is not None:
            self._put(map_.label, _identity_cells(map_.label, label))
        self.show({})

    # --- up -------------------------------------------------------------------------------------

    def read(self, table: Table, address: int, count: int) -> tuple[int, ...] | None:
        """Return `count` cells, or None when one of them does not exist."""
        return self._image.get(table, address, count)

    def set_scale(self, place: Place, exponent: int) -> None:
        """Let a scale register say 10^exponent; until then it says 10^0."""
        self._put(place, cells_of(pattern_from(exponent, place.type), place))

    def beat(self, count: int) -> None:
        """Show the heartbeat, modulo what its register can hold."""
        place = self._map.heartbeat
        if place is not None:
            self._put(place, cells_of(count % (1 << place.type.bits), place))

    def show(self, values: Mapping[str, Value | None]) -> None:
        """Show the values of signals by suffix.

        What is not given, None, or beyond its register reads as "not implemented"; a register
        that cannot say so cannot be read until it has a value: it never reads as 0.
        """
        told: dict[Place, int | None] = {}
        for point in self._map.points:
            pattern = self._told(point, values.get(point.name))
            others = told.get(point.place, 0)
            told[point.place] = None if pattern is None or others is None else pattern | others
        for place, pattern in told.items():
            if pattern is None:
                self._image.forget(place.table, place.address, place.count)
            else:
                self._put(place, cells_of(pattern, place))

    def _told(self, point: Point, value: Value | None) -> int | None:
        missing = min(point.coding.missing, default=None)
        if value is None:
            return missing
        exponent = exponent_of(self._image, point.coding) or 0
        try:
            return encode_value(value, point.place, point.coding, exponent)
        except CannotEncode:  # the device's register is too small for what it measures
            return missing

    # --- down -----------------------------------------------------------------------------------

    def write(
        self,
        table: Table,
        address: int,
        cells: Sequence[int],
        obey: Callable[[tuple[Ordered, ...]], None] = lambda _: None,
    ) -> tuple[Ordered, ...]:
        """Take a client's write, let `obey` do the verbs that it means, and return them.

        A verb is meant when the last of its writes arrives; arguments that were written before
        count as they stand. Raises WriteRefused, and nothing is taken, for a cell that is not
        written by any verb, for half of a value, and for a value that means nothing; nothing is
        taken either when `obey` raises, so that a refused set-point never reads back.
        """
        touched = self._touched(table, address, len(cells))
        values = dict(zip(range(address, address + len(cells)), cells, strict=True))
        given = {
            place: pattern_of([values[one] for one in range(place.address, place.end)], place)
            for place in touched
        }
        for place, pattern in given.items():
            self._check(place, pattern)
        before = {place: cells_of(self._held(place), place) for place in given}
        for place, pattern in given.items():
            if any(write.argument for write in self._writes if write.place == place):
                self._put(place, cells_of(pattern, place))
        try:
            meant = tuple(self._meant(given))
            obey(meant)
        except Exception:
            for place, held in before.items():
                self._put(place, held)
            raise
        return meant

    def _touched(self, table: Table, address: int, count: int) -> list[Place]:
        end = address + count
        places = {write.place for write in self._writes if write.place.table is table}
        touched = [place for place in places if place.address < end and address < place.end]
        whole = all(address <= place.address and place.end <= end for place in touched)
        if not whole or sum(place.count for place in touched) != count:
            raise WriteRefused("address")
        return sorted(touched, key=lambda place: place.address)

    def _check(self, place: Place, pattern: int) -> None:
        here = [write for write in self._writes if write.place == place]
        if not any(self._fits(write, pattern) for write in here):
            raise WriteRefused("value")

    def _fits(self, write: Write, pattern: int) -> bool:
        if not write.argument:
            return _bits(write, pattern) in (write.pattern, 0)
        return self._argument(write, pattern) is not None

    def _argument(self, write: Write, pattern: int) -> Value | None:
        exponent = exponent_of(self._image, write.coding) or 0
        return decode_pattern(pattern, write.place, write.coding, exponent).value

    def _meant(self, given: Mapping[Place, int]) -> Iterator[Ordered]:
        for verb, writes in self._map.commands.items():
            last = writes[-1]
            if last.place not in given:
                continue
            if not last.argument and _bits(last, given[last.place]) != last.pattern:
                continue
            arguments = {
                write.argument: self._argument(write, self._held(write.place))
                for write in writes
                if write.argument
            }
            if any(value is None for value in arguments.values()):
                raise WriteRefused("value")
            yield Ordered(verb, {n: value for n, value in arguments.items() if value is not None})

    def _held(self, place: Place) -> int:
        return pattern_of(self._image.get(place.table, place.address, place.count) or (), place)

    def _put(self, place: Place, cells: Sequence[int]) -> None:
        self._image.put(place.table, place.address, cells)


def _bits(write: Write, pattern: int) -> int:
    """The bits of a pattern that a write is about."""
    return pattern if write.coding.mask is None else pattern & write.coding.mask


def _identity_cells(place: Place, equals: int | str) -> tuple[int, ...]:
    if isinstance(equals, str) or place.type is Type.STRING:
        return cells_of_text(str(equals), place)
    return cells_of(pattern_from(equals, place.type), place)
