"""Registers to patterns and back: word order, byte order, two's complement, IEEE 754, text."""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence

from devices.registers.model import Place, Type

_FLOATS = {Type.FLOAT32: (">f", ">I"), Type.FLOAT64: (">d", ">Q")}


class NoRoom(ValueError):
    """A number or text does not fit into the type of its place."""


def pattern_of(cells: Sequence[int], place: Place) -> int:
    """Return what stands in the cells of `place` as one unsigned number."""
    pattern = 0
    for cell in cells if place.words == "big" else reversed(cells):
        pattern = pattern << 16 | (cell if place.bytes == "big" else _swapped(cell))
    return pattern


def cells_of(pattern: int, place: Place) -> tuple[int, ...]:
    """Return the cells that hold `pattern` at `place`, lowest address first."""
    cells = [pattern >> shift & 0xFFFF for shift in range(0, 16 * place.count, 16)]
    if place.words == "big":
        cells.reverse()
    return tuple(cells if place.bytes == "big" else [_swapped(cell) for cell in cells])


def _swapped(register: int) -> int:
    return (register & 0xFF) << 8 | register >> 8


def number_of(pattern: int, type_: Type) -> int | float:
    """Return the number that a pattern means; a float may be NaN or infinite."""
    if type_ in _FLOATS:
        as_float, as_whole = _FLOATS[type_]
        number: float = struct.unpack(as_float, struct.pack(as_whole, pattern))[0]
        return number
    if type_.signed and pattern >> (type_.bits - 1):
        return pattern - (1 << type_.bits)
    return pattern


def pattern_from(number: float, type_: Type) -> int:
    """Return the pattern of a number; whole types take the nearest whole number.

    Raises NoRoom where the type cannot hold it: nothing wraps and nothing is cut off.
    """
    if not math.isfinite(number):
        raise NoRoom
    if type_ in _FLOATS:
        as_float, as_whole = _FLOATS[type_]
        try:
            packed = struct.pack(as_float, number)
        except OverflowError as error:
            raise NoRoom from error
        pattern: int = struct.unpack(as_whole, packed)[0]
        return pattern
    whole = round(number)
    low, high = limits(type_)
    if not low <= whole <= high:
        raise NoRoom
    return whole & ((1 << type_.bits) - 1)


def limits(type_: Type) -> tuple[int, int]:
    """Return the smallest and the largest number of a whole type."""
    if type_.signed:
        return -(1 << (type_.bits - 1)), (1 << (type_.bits - 1)) - 1
    return 0, (1 << type_.bits) - 1


def text_of(cells: Sequence[int], place: Place) -> str:
    """Return the text in the cells, two characters a register, without the padding at its end."""
    ordered = cells if place.bytes == "big" else [_swapped(cell) for cell in cells]
    raw = b"".join(cell.to_bytes(2, "big") for cell in ordered)
    return raw.split(b"\0")[0].rstrip(b" ").decode("latin-1")


def cells_of_text(text: str, place: Place) -> tuple[int, ...]:
    """Return the cells that hold `text`, padded with NUL; raises NoRoom where it is too long."""
    try:
        raw = text.encode("latin-1")
    except UnicodeEncodeError as error:
        raise NoRoom from error
    if len(raw) > 2 * place.length:
        raise NoRoom
    raw = raw.ljust(2 * place.length, b"\0")
    cells = [int.from_bytes(raw[n : n + 2], "big") for n in range(0, len(raw), 2)]
    return tuple(cells if place.bytes == "big" else [_swapped(cell) for cell in cells])
