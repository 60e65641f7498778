"""A chain of SunSpec models in holding registers: marker, models, end; points by path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from devices.registers.coding import CannotEncode, decode_pattern, encode_value, exponent_of
from devices.registers.image import Image
from devices.registers.model import Coding, Place, Table, Type
from devices.registers.patterns import cells_of, cells_of_text, pattern_of
from devices.sunspec.coding import missing_patterns, not_implemented, place_of
from devices.sunspec.definitions import PointDef, definition
from devices.sunspec.discovery import END_ID, MARKER
from devices.sunspec.layout import FoundModel, Layout, PlacedPoint

BASE = 40000

Number = float | int
Content = Number | str | None


@dataclass(frozen=True, slots=True)
class ServedModel:
    """One model and what never changes in it.

    scales: the exponents of its scale factors by name. fixed: points that are constant, in their
    units. What is in neither is not implemented until it is put.
    """

    id: int
    scales: Mapping[str, int] = field(default_factory=dict)
    fixed: Mapping[str, Content] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Cells:
    """Where a point stands, what is made of it, and how it reads when it is not implemented."""

    definition: PointDef
    place: Place
    coding: Coding
    blank: tuple[int, ...]

    @classmethod
    def of(cls, placed: PlacedPoint) -> _Cells:
        place = place_of(placed.definition, placed.address)
        if place.type is Type.STRING:
            blank = cells_of_text("", place)
        else:
            blank = cells_of(not_implemented(placed.definition), place)
        return cls(placed.definition, place, _coding(placed), blank)


def exponent_for(largest: float, most: int, finest: int = 0) -> int:
    """The smallest exponent, from `finest` on, with which a register up to `most` holds `largest`.

    `most` is 32767 for int16 and 65534 for uint16, whose last numbers mean "not implemented".
    """
    exponent = finest
    while abs(largest) > most * 10.0**exponent:
        exponent += 1
    return exponent


class ModelChain:
    """The registers of a chain that begins at 40000, by point and by address."""

    def __init__(self, models: Sequence[ServedModel]) -> None:
        self._image = Image()
        self.layout = _laid_out(models)
        self._points = {
            f"{model.id}.{path}": _Cells.of(placed)
            for model in self.layout.models
            for path, placed in model.points().items()
        }
        self._at = {cells.place.address: path for path, cells in self._points.items()}
        self._put_cells(BASE, MARKER)
        self._put_cells(self.layout.models[-1].end, (END_ID, 0))
        for cells in self._points.values():
            self._put_cells(cells.place.address, cells.blank)
        for found, served in zip(self.layout.models, models, strict=True):
            self._put_cells(found.address, (found.id, found.length))
            for name, value in (*served.scales.items(), *served.fixed.items()):
                self.put(f"{found.id}.{name}", value)

    # --- by point -------------------------------------------------------------------------------

    def put(self, path: str, value: Content) -> None:
        """Let a point say `value` in its units.

        None, and what its register cannot hold, reads as not implemented.
        """
        cells = self._points[path]
        place = cells.place
        if isinstance(value, str):
            told = cells_of_text(value, place)
        elif value is None:
            told = cells.blank
        else:
            try:
                exponent = exponent_of(self._image, cells.coding) or 0
                told = cells_of(encode_value(value, place, cells.coding, exponent), place)
            except CannotEncode:  # as a device does with what its register cannot say
                told = cells.blank
        self._put_cells(place.address, told)

    def get(self, path: str) -> float | None:
        """What a point says in its units, None for "not implemented"."""
        place, coding = self._points[path].place, self._points[path].coding
        cells = self._image.get(Table.HOLDING, place.address, place.count) or ()
        exponent = exponent_of(self._image, coding) or 0
        value = decode_pattern(pattern_of(cells, place), place, coding, exponent).value
        return None if value is None else float(value)

    # --- by address -----------------------------------------------------------------------------

    def read(self, address: int, count: int) -> tuple[int, ...] | None:
        """The registers, None when one of them is not in the chain."""
        return self._image.get(Table.HOLDING, address, count)

    def covered(self, address: int, count: int) -> Iterator[tuple[str, PointDef] | None]:
        """The points that lie in these registers one after another.

        None, and nothing more, where a point is not there as a whole.
        """
        end = address + count
        while address < end:
            path = self._at.get(address)
            point = self._points[path].definition if path else None
            if path is None or point is None or address + point.size > end:
                yield None
                return
            yield path, point
            address += point.size

    def take(self, address: int, cells: Sequence[int]) -> None:
        """Hold registers as a client has written them."""
        self._put_cells(address, cells)

    def _put_cells(self, address: int, cells: Sequence[int]) -> None:
        self._image.put(Table.HOLDING, address, cells)


def _laid_out(models: Sequence[ServedModel]) -> Layout:
    found: list[FoundModel] = []
    address = BASE + len(MARKER)
    for model in models:
        defined = definition(model.id)
        length = defined.fixed_length if defined else None
        if length is None:
            raise ValueError(f"model {model.id} has no length of its own")
        found.append(FoundModel(model.id, address, length, definition=defined))
        address = found[-1].end
    return Layout(BASE, tuple(found))


def _coding(placed: PlacedPoint) -> Coding:
    scale = placed.definition.scale
    at = placed.scale_address
    return Coding(
        scale=10.0**scale if isinstance(scale, int) else 1.0,
        scale_at=None if at is None else Place(Table.HOLDING, at, Type.INT16),
        missing=missing_patterns(placed.definition),
    )


def is_setting(point: PointDef, number: float) -> bool:
    """Whether a number may be written to a point: an enumeration takes its own numbers only."""
    if point.type.is_enum and point.symbols:
        return number in point.symbols.values()
    return True
