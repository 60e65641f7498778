"""From a SunSpec map and the models that a device has to a register map with addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from devices.phrases import said
from devices.registers.model import (
    Coding,
    IdentityCheck,
    Place,
    Point,
    RegisterMap,
    Table,
    Type,
    Write,
)
from devices.sunspec.coding import missing_patterns, place_of
from devices.sunspec.discovery import MARKER
from devices.sunspec.layout import Layout, PlacedPoint, PointPath
from devices.sunspec.map import Setting, Source, SunSpecMap
from devices.words import Words

_MARKER = MARKER[0] << 16 | MARKER[1]
_SERIAL_NUMBER = PointPath(1, "SN")


class NotThisDevice(Exception):
    """A device that has no models, or not those that its map needs; `words` tell people."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words.en)


def resolve(map_: SunSpecMap, layout: Layout | None) -> RegisterMap:
    """The registers of `map_` on the device with this layout.

    Signals and verbs that the device has no point for are left out. The identity holds the marker,
    every model that is used and the serial number that the map wants, so that another device at
    this place, now or later, is noticed. Raises NotThisDevice when a signal that the map needs is
    not there, or a model that only other devices have is, or no nameplate for the serial number.
    """
    if layout is None:
        raise NotThisDevice(said("sunspec_none"))
    places = _Places(layout)
    points = tuple(_points(map_, places))
    lost = [name for name in map_.needs if name not in {point.name for point in points}]
    there = [model.id for model in layout.models]
    if lost:
        raise NotThisDevice(said("sunspec_lacks", kind=map_.title, names=lost, models=there))
    if alien := [model for model in map_.without if model in there]:
        raise NotThisDevice(said("sunspec_alien", kind=map_.title, models=alien))
    heartbeat = places.find(map_.heartbeat) if map_.heartbeat else None
    nameplate = places.find(_SERIAL_NUMBER) if map_.serial_number else None
    if map_.serial_number and nameplate is None:
        raise NotThisDevice(said("sunspec_nameless", serial=map_.serial_number))
    return RegisterMap(
        name=map_.name,
        title=map_.title,
        kind=map_.kind,
        points=points,
        commands={
            verb: writes
            for verb, alternatives in map_.commands.items()
            if (writes := _first_complete(alternatives, places)) is not None
        },
        identity=(
            *_identity(layout, places.used),
            *([] if nameplate is None else [_nameplate(nameplate, map_.serial_number)]),
        ),
        heartbeat=place_of(heartbeat.definition, heartbeat.address) if heartbeat else None,
    )


class _Places:
    """The points of a layout, each model walked once; remembers which models were used."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._points: dict[tuple[int, int], Mapping[str, PlacedPoint]] = {}
        self.used: set[tuple[int, int]] = set()

    def find(self, path: PointPath) -> PlacedPoint | None:
        key = (path.model, path.instance)
        if key not in self._points:
            model = self._layout.model(*key)
            self._points[key] = model.points() if model else {}
        found = self._points[key].get(path.rest)
        if found is not None:
            self.used.add(key)
        return found


def _points(map_: SunSpecMap, places: _Places) -> Iterator[Point]:
    for name, sources in map_.points.items():
        found = ((source, places.find(source.path)) for source in sources)
        first = next(((source, placed) for source, placed in found if placed is not None), None)
        if first is not None:
            source, placed = first
            place = place_of(placed.definition, placed.address)
            yield Point(name, place, _coding(source, placed), shared=source.bit is not None)


def _first_complete(
    alternatives: Iterable[tuple[Setting, ...]], places: _Places
) -> tuple[Write, ...] | None:
    for alternative in alternatives:
        placed = [places.find(setting.source.path) for setting in alternative]
        if all(one is not None for one in placed):
            return tuple(
                _write(setting, one)
                for setting, one in zip(alternative, placed, strict=True)
                if one is not None
            )
    return None


def _write(setting: Setting, placed: PlacedPoint) -> Write:
    # Function code 16 for a single register too: the one that every SunSpec device takes.
    return Write(
        place=place_of(placed.definition, placed.address),
        coding=_coding(setting.source, placed),
        argument=setting.argument,
        pattern=setting.number,
        multiple=True,
        read_back=setting.read_back,
    )


def _coding(source: Source, placed: PlacedPoint) -> Coding:
    fixed = placed.definition.scale
    scale = source.scale * 10.0**fixed if isinstance(fixed, int) else source.scale
    scale_at = None
    if placed.scale_address is not None:
        scale_at = Place(Table.HOLDING, placed.scale_address, Type.INT16)
    return Coding(
        scale=scale,
        offset=source.offset,
        scale_at=scale_at,
        mask=None if source.bit is None else 1 << source.bit,
        states=source.states,
        flag=source.bit is not None and not source.states,
        missing=missing_patterns(placed.definition),
    )


def _identity(layout: Layout, used: set[tuple[int, int]]) -> Iterator[IdentityCheck]:
    yield IdentityCheck(Place(Table.HOLDING, layout.base, Type.UINT32), _MARKER)
    for model in layout.models:
        if (model.id, model.instance) in used:
            yield IdentityCheck(Place(Table.HOLDING, model.address), model.id)


def _nameplate(placed: PlacedPoint, serial_number: str) -> IdentityCheck:
    return IdentityCheck(place_of(placed.definition, placed.address), serial_number)
