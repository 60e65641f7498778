"""What a request must look like before it is unpacked: the counts and lengths of the standard.

Source: MODBUS Application Protocol Specification V1.1b3, section 6.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

from pymodbus.constants import ExcCodes


class Function(IntEnum):
    """The functions that the server knows."""

    READ_COILS = 1
    READ_DISCRETE = 2
    READ_HOLDING = 3
    READ_INPUT = 4
    WRITE_COIL = 5
    WRITE_REGISTER = 6
    WRITE_COILS = 15
    WRITE_REGISTERS = 16
    MASK_REGISTER = 22
    READ_WRITE_REGISTERS = 23
    IDENTIFY = 43


WRITES = frozenset((
    Function.WRITE_COIL, Function.WRITE_REGISTER, Function.WRITE_COILS, Function.WRITE_REGISTERS,
    Function.MASK_REGISTER, Function.READ_WRITE_REGISTERS,
))  # fmt: skip

MOST_BITS_READ, MOST_BITS_WRITTEN = 2000, 1968
MOST_READ, MOST_WRITTEN, MOST_WRITTEN_AND_READ = 125, 123, 121
READ_IDENTIFICATION = 14  # the one interface of function 43 that devices offer
ONE_OBJECT = 4  # the last of the four ways to read an identification


class Refusal(Exception):
    """The request is answered with an exception."""

    def __init__(self, code: ExcCodes) -> None:
        super().__init__(code.name)
        self.code = code


def check(pdu: bytes) -> None:
    """Raise Refusal for a function that is not known, a wrong length or a wrong count."""
    well_formed = _SHAPES.get(pdu[0])
    if well_formed is None or (pdu[0] == Function.IDENTIFY and not _asks_identification(pdu)):
        raise Refusal(ExcCodes.ILLEGAL_FUNCTION)
    if not well_formed(pdu):
        raise Refusal(ExcCodes.ILLEGAL_VALUE)


def _number(pdu: bytes, at: int) -> int:
    return int.from_bytes(pdu[at : at + 2], "big")


def _reads(most: int) -> Callable[[bytes], bool]:
    return lambda pdu: len(pdu) == 5 and 1 <= _number(pdu, 3) <= most


def _writes_coil(pdu: bytes) -> bool:
    return len(pdu) == 5 and _number(pdu, 3) in (0x0000, 0xFF00)


def _writes_coils(pdu: bytes) -> bool:
    count = _number(pdu, 3)
    return _data_follows(pdu, 5, (count + 7) // 8) and 1 <= count <= MOST_BITS_WRITTEN


def _writes_registers(pdu: bytes) -> bool:
    count = _number(pdu, 3)
    return _data_follows(pdu, 5, 2 * count) and 1 <= count <= MOST_WRITTEN


def _reads_and_writes(pdu: bytes) -> bool:
    read, written = _number(pdu, 3), _number(pdu, 7)
    return (
        _data_follows(pdu, 9, 2 * written)
        and 1 <= read <= MOST_READ
        and 1 <= written <= MOST_WRITTEN_AND_READ
    )


def _data_follows(pdu: bytes, at: int, length: int) -> bool:
    """Whether at `at` the length of the data is told, and the data follow in that length."""
    return len(pdu) > at and pdu[at] == length == len(pdu) - at - 1


def _asks_identification(pdu: bytes) -> bool:
    return len(pdu) < 2 or pdu[1] == READ_IDENTIFICATION


_SHAPES: dict[int, Callable[[bytes], bool]] = {
    Function.READ_COILS: _reads(MOST_BITS_READ),
    Function.READ_DISCRETE: _reads(MOST_BITS_READ),
    Function.READ_HOLDING: _reads(MOST_READ),
    Function.READ_INPUT: _reads(MOST_READ),
    Function.WRITE_COIL: _writes_coil,
    Function.WRITE_REGISTER: lambda pdu: len(pdu) == 5,
    Function.WRITE_COILS: _writes_coils,
    Function.WRITE_REGISTERS: _writes_registers,
    Function.MASK_REGISTER: lambda pdu: len(pdu) == 7,
    Function.READ_WRITE_REGISTERS: _reads_and_writes,
    Function.IDENTIFY: lambda pdu: len(pdu) == 4 and 1 <= pdu[2] <= ONE_OBJECT,
}
