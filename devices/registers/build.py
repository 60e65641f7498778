"""From the form of a file to the register map itself: defaults filled in, every place complete."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from devices.registers.file import (
    CodedModel,
    DefaultsModel,
    Numbers,
    Patterns,
    PlaceModel,
    RangeModel,
    RegisterFile,
    WriteModel,
)
from devices.registers.model import (
    Block,
    Coding,
    IdentityCheck,
    Place,
    Point,
    RegisterMap,
    Table,
    Type,
    Write,
)
from devices.signals import Value

# SunSpec's "not implemented" of each type; floats have a NaN, which needs no pattern.
NOT_IMPLEMENTED = {
    Type.UINT16: 0xFFFF,
    Type.INT16: 0x8000,
    Type.UINT32: 0xFFFF_FFFF,
    Type.INT32: 0x8000_0000,
    Type.UINT64: 0xFFFF_FFFF_FFFF_FFFF,
    Type.INT64: 0x8000_0000_0000_0000,
    Type.FLOAT32: 0x7FC0_0000,
    Type.FLOAT64: 0x7FF8_0000_0000_0000,
}
_FLAGS: Mapping[str, Value] = {"true": True, "false": False}


def map_of(file: RegisterFile) -> RegisterMap:
    """The register map that a file says; whether it makes sense is not asked here."""
    defaults = file.defaults
    return RegisterMap(
        name=file.map,
        title=file.title.words(),
        kind=file.kind,
        points=tuple(
            Point(name, place_of(one, defaults), _coding(one, defaults), one.shared)
            for name, one in file.points.items()
        ),
        commands={
            verb: tuple(_write(one, defaults) for one in writes)
            for verb, writes in file.commands.items()
        },
        identity=tuple(IdentityCheck(place_of(one, defaults), one.equals) for one in file.identity),
        heartbeat=None if file.heartbeat is None else place_of(file.heartbeat, defaults),
        label=None if file.label is None else place_of(file.label, defaults),
        gap=file.gap,
        most=file.most,
        most_bits=file.most_bits,
        forbidden=tuple(_block(one) for one in file.forbidden),
        blocks=tuple(_block(one) for one in file.blocks),
    )


def place_of(one: PlaceModel, defaults: DefaultsModel, table: Table | None = None) -> Place:
    """A place with the defaults of its file filled in; table: instead of the default one."""
    table = one.table or table or defaults.table
    if table.of_bits:  # a bit has no order, and no type but one unless the file insists
        return Place(table, one.address, one.type or Type.BOOL, length=one.length or 1)
    return Place(
        table,
        one.address,
        one.type or defaults.type,
        one.words or defaults.words,
        one.bytes or defaults.bytes,
        one.length or 1,
    )


def _coding(one: CodedModel, defaults: DefaultsModel, table: Table | None = None) -> Coding:
    place = place_of(one, defaults, table)
    single = place.type is Type.BOOL or one.bit is not None
    usual: Patterns = () if place.table.of_bits else defaults.missing
    return Coding(
        scale=one.scale,
        offset=one.offset,
        scale_at=None if one.scale_at is None else _scale_place(one.scale_at, defaults, place),
        mask=one.mask if one.bit is None else 1 << one.bit,
        states=dict(_states(one.states)),
        flag=single and not one.states,
        missing=_missing(usual if one.missing is None else one.missing, place),
    )


def _scale_place(one: PlaceModel, defaults: DefaultsModel, scaled: Place) -> Place:
    """Where a power of ten stands: `int16` in the same table unless it says otherwise."""
    signed = one.model_copy(update={"type": one.type or Type.INT16})
    return place_of(signed, defaults, scaled.table)


def _write(one: WriteModel, defaults: DefaultsModel) -> Write:
    return Write(
        place=place_of(one, defaults, Table.HOLDING),
        coding=_coding(one, defaults, Table.HOLDING),
        argument=one.argument or "",
        pattern=one.value or 0,
        multiple=one.multiple,
        read_back=one.argument is not None if one.read_back is None else one.read_back,
    )


def _states(states: Mapping[str, Numbers]) -> Iterator[tuple[int, Value]]:
    for word, numbers in states.items():
        for number in (numbers,) if isinstance(numbers, int) else numbers:
            yield number, _FLAGS.get(word, word)


def _missing(given: Patterns, place: Place) -> frozenset[int]:
    if given != "sunspec":
        return frozenset(given)
    return frozenset({NOT_IMPLEMENTED[place.type]} if place.type in NOT_IMPLEMENTED else ())


def _block(one: RangeModel) -> Block:
    return Block(one.table, one.first, one.last - one.first + 1)
