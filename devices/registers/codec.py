"""A device's registers to the values of its signals, and its verbs to what must be written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from devices.registers.coding import (
    CannotEncode,
    Decoded,
    Missing,
    decode_pattern,
    encode_value,
    exponent_of,
)
from devices.registers.image import Image
from devices.registers.model import IdentityCheck, Place, Point, RegisterMap, Table, Type, Write
from devices.registers.patterns import cells_of, number_of, pattern_of, text_of
from devices.signals import Value

# --- reading ------------------------------------------------------------------------------------


def decode(map_: RegisterMap, image: Image) -> dict[str, Decoded]:
    """Return every signal of the map by its suffix, as far as `image` holds its registers."""
    return {point.name: decode_point(point, image) for point in map_.points}


def decode_point(point: Point, image: Image) -> Decoded:
    """Return one signal; without a value where a register or its scale is unknown."""
    place, coding = point.place, point.coding
    cells = image.get(place.table, place.address, place.count)
    if cells is None:
        return Decoded(None, Missing.NOT_READ)
    exponent = 0 if coding.scale_at is None else exponent_of(image, coding)
    if exponent is None:
        return Decoded(None, Missing.NO_SCALE)
    return decode_pattern(pattern_of(cells, place), place, coding, exponent)


def read_heartbeat(map_: RegisterMap, image: Image) -> int | None:
    """Return the counter that must move, or None when the map has none or it was not read."""
    place = map_.heartbeat
    if place is None:
        return None
    cells = image.get(place.table, place.address, place.count)
    return None if cells is None else pattern_of(cells, place)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """The device has `found` where the map expects another content; None: nothing was read."""

    check: IdentityCheck
    found: int | str | None


def check_identity(map_: RegisterMap, image: Image) -> tuple[Mismatch, ...]:
    """Return every identity register that says that this is another device."""
    found = ((check, _content(check.place, image)) for check in map_.identity)
    return tuple(Mismatch(check, content) for check, content in found if content != check.equals)


def read_label(map_: RegisterMap, image: Image) -> str | None:
    """Return the name that the device has for itself, or None when it has none or was not read."""
    content = None if map_.label is None else _content(map_.label, image)
    return None if content is None else str(content)


def _content(place: Place, image: Image) -> int | str | None:
    cells = image.get(place.table, place.address, place.count)
    if cells is None:
        return None
    if place.type is Type.STRING:
        return text_of(cells, place)
    return int(number_of(pattern_of(cells, place), place.type))


# --- writing ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RegisterWrite:
    """One write request. multiple: function code 16 (15 for a coil) even for a single cell.

    read_back: the cells then hold `values`; masks: the bits of each that this write is about.
    """

    table: Table
    address: int
    values: tuple[int, ...]
    masks: tuple[int, ...]
    multiple: bool = False
    read_back: bool = True

    def holds(self, cells: tuple[int, ...]) -> bool:
        """Whether cells that were read back show that the write arrived."""
        return len(cells) == len(self.values) and all(
            cell & mask == value & mask
            for cell, value, mask in zip(cells, self.values, self.masks, strict=True)
        )


def encode(
    map_: RegisterMap, verb: str, arguments: Mapping[str, Value], image: Image | None = None
) -> tuple[RegisterWrite, ...]:
    """Return what to write for a verb, in order.

    image: what the device holds now, for scale registers and for bits that must stay as they are.
    Raises CannotEncode for a verb that the map does not have, an argument that is missing or that
    the registers cannot hold: nothing is ever wrapped or cut off.
    """
    writes = map_.commands.get(verb)
    if writes is None:
        raise CannotEncode("register_no_verb", verb=verb, map=map_.name)
    held = image.copy() if image is not None else Image()
    encoded = []
    for write in writes:
        encoded.append(_encoded(write, arguments, held))
        held.put(write.place.table, write.place.address, encoded[-1].values)
    return tuple(encoded)


def needed(map_: RegisterMap, verb: str) -> tuple[Place, ...]:
    """Return the places that must be in the image before `encode` can work out a verb."""
    writes = map_.commands.get(verb, ())
    kept = [write.place for write in writes if write.coding.mask is not None]
    return (*kept, *(w.coding.scale_at for w in writes if w.coding.scale_at is not None))


def _encoded(write: Write, arguments: Mapping[str, Value], image: Image) -> RegisterWrite:
    place, mask = write.place, write.coding.mask
    pattern = _pattern(write, arguments, image)
    full = (1 << 16 * place.count) - 1
    if mask is not None:
        cells = image.get(place.table, place.address, place.count)
        if cells is None:
            raise CannotEncode("register_write_unread", address=place.address)
        pattern |= pattern_of(cells, place) & ~mask & full
    return RegisterWrite(
        place.table,
        place.address,
        cells_of(pattern, place),
        cells_of(full if mask is None else mask, place),
        write.multiple,
        write.read_back,
    )


def _pattern(write: Write, arguments: Mapping[str, Value], image: Image) -> int:
    if not write.argument:
        return write.pattern
    if write.argument not in arguments:
        raise CannotEncode("register_no_argument", name=write.argument)
    exponent = exponent_of(image, write.coding)
    if exponent is None:
        raise CannotEncode("register_write_no_scale", name=write.argument)
    return encode_value(arguments[write.argument], write.place, write.coding, exponent)
