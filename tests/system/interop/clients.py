"""What every foreign client is asked for, in one shape: read a table, write, be refused.

A client stays open from construction to `close()`; mbpoll, a command, is started anew each time.
Addresses are those of the wire, from 0. Whatever can decode a float itself does so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from devices.registers import Table

PATIENCE_S = 120.0  # for one answer, on a machine that does much else


@dataclass(frozen=True)
class Door:
    """Where a served device answers."""

    host: str
    port: int
    unit: int


class Refused(Exception):
    """The device answered with an exception of the standard."""

    def __init__(self, code: int) -> None:
        super().__init__(f"Modbus exception {code}")
        self.code = code


class Missing(Exception):
    """The client is not on this machine; the words say what would bring it."""


class Client(Protocol):
    """One connection of one foreign client to one unit."""

    def read(self, table: Table, address: int, count: int) -> list[int]:
        """The values of registers or bits; raises Refused."""
        ...

    def read_float(self, address: int) -> float:
        """Two holding registers as a float, high word first, decoded by the client."""
        ...

    def write_register(self, address: int, value: int) -> None:
        """Write one holding register; raises Refused."""
        ...

    def write_registers(self, address: int, values: list[int]) -> None:
        """Write holding registers by one request; raises Refused."""
        ...

    def write_coil(self, address: int, value: bool) -> None:
        """Write one coil; raises Refused."""
        ...

    def close(self) -> None:
        """Leave."""
        ...
