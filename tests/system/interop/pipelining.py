"""Frames of Modbus/TCP by hand, for a client that does not wait for answers."""

from __future__ import annotations

import socket
import struct


def request(transaction: int, unit: int, function: int, first: int, second: int) -> bytes:
    """One frame of Modbus/TCP."""
    return struct.pack(">HHHBBHH", transaction, 0, 6, unit, function, first, second)


def answers(line: socket.socket, count: int) -> list[tuple[int, int, bytes]]:
    """Transaction, unit and PDU of the next frames, in the order in which they came."""
    stream = line.makefile("rb")
    found = []
    for _ in range(count):
        transaction, protocol, length, unit = struct.unpack(">HHHB", stream.read(7))
        assert protocol == 0
        found.append((transaction, unit, stream.read(length - 1)))
    return found
