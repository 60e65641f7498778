"""What a register map says: which register of a device means which signal or verb.

Addresses are those on the wire: they count from 0. A *pattern* is the content of a place as one
unsigned number, word order and byte order undone, before anything is made of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from devices.signals import Value
from devices.words import Words

MOST_REGISTERS = 125  # of one read, by the Modbus specification
MOST_BITS = 2000
LAST_ADDRESS = 65535

Endian = Literal["big", "little"]


class Table(StrEnum):
    """The four tables of a Modbus device."""

    HOLDING = "holding"  # registers, function codes 3, 6, 16
    INPUT = "input"  # registers, read only, function code 4
    COIL = "coil"  # bits, function codes 1, 5, 15
    DISCRETE = "discrete"  # bits, read only, function code 2

    @property
    def of_bits(self) -> bool:
        """Whether a cell is one bit, not a register of 16."""
        return self in (Table.COIL, Table.DISCRETE)

    @property
    def writable(self) -> bool:
        """Whether a client can write here at all."""
        return self in (Table.HOLDING, Table.COIL)


class Type(StrEnum):
    """How the registers of a place are to be read; `bool` is for coils and discrete inputs."""

    UINT16 = "uint16"
    INT16 = "int16"
    UINT32 = "uint32"
    INT32 = "int32"
    UINT64 = "uint64"
    INT64 = "int64"
    FLOAT32 = "float32"
    FLOAT64 = "float64"
    STRING = "string"
    BOOL = "bool"

    @property
    def bits(self) -> int:
        """Width in bits; 0 for a string, whose place says how long it is."""
        return _BITS[self]

    @property
    def signed(self) -> bool:
        """Whether it is a whole number in two's complement."""
        return self in (Type.INT16, Type.INT32, Type.INT64)

    @property
    def floating(self) -> bool:
        """Whether it is a binary fraction of IEEE 754."""
        return self in (Type.FLOAT32, Type.FLOAT64)


_BITS = {
    Type.UINT16: 16, Type.INT16: 16, Type.UINT32: 32, Type.INT32: 32, Type.UINT64: 64,
    Type.INT64: 64, Type.FLOAT32: 32, Type.FLOAT64: 64, Type.STRING: 0, Type.BOOL: 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands.

    words: whether the most significant register comes first; bytes: the same for the two bytes
    within each register; length: registers of a string.
    """

    table: Table
    address: int
    type: Type = Type.UINT16
    words: Endian = "big"
    bytes: Endian = "big"
    length: int = 1

    @property
    def count(self) -> int:
        """How many cells it takes: registers, or one bit."""
        if self.type is Type.STRING:
            return self.length
        return 1 if self.table.of_bits else self.type.bits // 16

    @property
    def end(self) -> int:
        """The address after its last cell."""
        return self.address + self.count


@dataclass(frozen=True, slots=True)
class Coding:
    """What is made of a pattern: value = number * scale * 10^(content of scale_at) + offset.

    mask: only these bits of the pattern count, moved down to bit 0. states: the value of each
    number that has one, and no other number is a value. flag: the number is false (0) or true.
    missing: whole patterns that mean "not implemented"; a NaN always does.
    """

    scale: float = 1.0
    offset: float = 0.0
    scale_at: Place | None = None
    mask: int | None = None
    states: Mapping[int, Value] = field(default_factory=dict, hash=False)
    flag: bool = False
    missing: frozenset[int] = frozenset()


PLAIN = Coding()


@dataclass(frozen=True, slots=True)
class Point:
    """One signal of the kind, by its suffix ("soc_pct"), where and how it stands on the wire.

    shared: it may stand in registers that another shared point also uses.
    """

    name: str
    place: Place
    coding: Coding = PLAIN
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Write:
    """One thing that a verb writes: an argument, or the constant `pattern` where it names none.

    multiple: the device wants function code 16 (15 for a coil) for a single cell too. read_back:
    the place then holds what was written, so that reading it tells whether the write arrived.
    """

    place: Place
    coding: Coding = PLAIN
    argument: str = ""
    pattern: int = 0
    multiple: bool = False
    read_back: bool = True


@dataclass(frozen=True, slots=True)
class IdentityCheck:
    """What a device of this make has at a place; anything else is another device."""

    place: Place
    equals: int | str


@dataclass(frozen=True, slots=True)
class Block:
    """Neighbouring cells of one table that are read at once."""

    table: Table
    address: int
    count: int

    @property
    def end(self) -> int:
        """The address after its last cell."""
        return self.address + self.count


@dataclass(frozen=True, slots=True)
class RegisterMap:
    """The registers of one make of device of one kind.

    commands: what each verb writes, in order. heartbeat: a counter that moves as long as the
    device works. gap: so many unused cells may be read along to join two blocks. most: registers
    of one read; most_bits: the same for coils and discrete inputs. forbidden: cells that must not
    be read. blocks: the reads themselves where the map gives them; else they are planned.
    """

    name: str
    title: Words
    kind: str
    points: tuple[Point, ...]
    commands: Mapping[str, tuple[Write, ...]] = field(default_factory=dict, hash=False)
    identity: tuple[IdentityCheck, ...] = ()
    heartbeat: Place | None = None
    label: Place | None = None
    gap: int = 8
    most: int = MOST_REGISTERS
    most_bits: int = MOST_BITS
    forbidden: tuple[Block, ...] = ()
    blocks: tuple[Block, ...] = ()
