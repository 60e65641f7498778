"""From a pattern to the value of a signal and back, by what the map says of the place."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache

from devices.phrases import said
from devices.registers.image import Image
from devices.registers.model import Coding, Place
from devices.registers.patterns import NoRoom, limits, number_of, pattern_from, pattern_of
from devices.signals import Value
from devices.words import Words

MOST_EXPONENT = 10  # SunSpec's range; what stands beyond it is no scale


class Missing(StrEnum):
    """Why there is no value."""

    NOT_READ = "not_read"
    NOT_IMPLEMENTED = "not_implemented"
    NOT_A_NUMBER = "not_a_number"
    NO_STATE = "no_state"
    NO_SCALE = "no_scale"

    @property
    def words(self) -> Words:
        """The reason for people."""
        return said(f"register_{self.value}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The value of a signal, or None and why."""

    value: Value | None
    why: Missing | None = None


class CannotEncode(ValueError):
    """A value cannot be written as the map says; `words` tell people why."""

    def __init__(self, key: str, /, **arguments: object) -> None:
        self.words = said(key, **arguments)
        super().__init__(self.words.en)


def decode_pattern(pattern: int, place: Place, coding: Coding, exponent: int = 0) -> Decoded:
    """Return what `pattern` means; exponent: of the scale register."""
    if pattern in coding.missing:
        return Decoded(None, Missing.NOT_IMPLEMENTED)
    number = number_of(_field(pattern, coding), place.type)
    if not math.isfinite(number):
        return Decoded(None, Missing.NOT_A_NUMBER)
    if coding.states:
        value = coding.states.get(int(number))
        return Decoded(value, Missing.NO_STATE if value is None else None)
    if coding.flag:
        return Decoded(number != 0)
    factor, summand, divisor = _line(coding.scale, coding.offset, exponent)
    scaled = (number * factor + summand) / divisor
    return Decoded(scaled) if math.isfinite(scaled) else Decoded(None, Missing.NOT_A_NUMBER)


def encode_value(value: Value, place: Place, coding: Coding, exponent: int = 0) -> int:
    """Return the pattern that means `value`, the nearest one where none means it exactly.

    Of a bit field it is the pattern with every other bit 0. Raises CannotEncode where the place
    cannot hold the value, or where the device would take it for "not implemented".
    """
    number = _number(value, coding, exponent)
    try:
        pattern = pattern_from(number, place.type)
    except NoRoom as error:
        raise _out_of_range(value, place, coding, exponent) from error
    if coding.mask is not None:
        widest = coding.mask >> shift_of(coding.mask)
        if pattern > widest:
            raise _out_of_range(value, place, coding, exponent)
        pattern <<= shift_of(coding.mask)
    if pattern in coding.missing:
        raise CannotEncode("register_reserved", given=value)
    return pattern


def exponent_of(image: Image, coding: Coding) -> int | None:
    """Return the exponent in the scale register: 0 without one, None when it is unknown."""
    place = coding.scale_at
    if place is None:
        return 0
    cells = image.get(place.table, place.address, place.count)
    if cells is None:
        return None
    exponent = int(number_of(pattern_of(cells, place), place.type))
    return exponent if abs(exponent) <= MOST_EXPONENT else None


def shift_of(mask: int) -> int:
    """Return the number of the lowest bit of a mask."""
    return (mask & -mask).bit_length() - 1


def _field(pattern: int, coding: Coding) -> int:
    mask = coding.mask
    return pattern if mask is None else (pattern & mask) >> shift_of(mask)


def _number(value: Value, coding: Coding, exponent: int) -> float:
    if coding.states:
        for number, word in coding.states.items():
            if word == value and isinstance(word, bool) == isinstance(value, bool):
                return number
        raise CannotEncode("register_value_no_state", given=value)
    if coding.flag:
        if not isinstance(value, bool):
            raise CannotEncode("register_value_no_flag", given=value)
        return int(value)
    if isinstance(value, bool | str):
        raise CannotEncode("register_value_no_number", given=value)
    factor, summand, divisor = _line(coding.scale, coding.offset, exponent)
    return (value * divisor - summand) / factor


def _out_of_range(value: Value, place: Place, coding: Coding, exponent: int) -> CannotEncode:
    if place.type.floating or coding.states:
        return CannotEncode("register_no_room", given=value, type=place.type.value)
    low, high = limits(place.type)
    if coding.mask is not None:
        low, high = 0, coding.mask >> shift_of(coding.mask)
    factor, summand, divisor = _line(coding.scale, coding.offset, exponent)
    ends = sorted((number * factor + summand) / divisor for number in (low, high))
    return CannotEncode("register_out_of_range", given=value, low=ends[0], high=ends[1])


@cache
def _line(scale: float, offset: float, exponent: int) -> tuple[int, int, int]:
    """Whole numbers f, s, d with value = (number * f + s) / d: one rounding, so 653 is 65.3."""
    factor = Fraction(str(scale)) * Fraction(10) ** exponent
    summand = Fraction(str(offset))
    divisor = math.lcm(factor.denominator, summand.denominator)
    return int(factor * divisor), int(summand * divisor), divisor
