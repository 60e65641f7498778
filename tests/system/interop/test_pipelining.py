"""Clients that do not wait: many requests in one segment, and one request in many."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator

import pytest

from devices.registers import Table
from tests.system.interop.conftest import Connect, Served
from tests.system.interop.pipelining import answers, request

PATIENCE_S = 120.0
READ_HOLDING, READ_INPUT, WRITE_ONE = 3, 4, 6


@pytest.fixture
def line(served: Served) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", served.port), PATIENCE_S) as connected:
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield connected


def silent(line: socket.socket) -> bool:
    """Whether nothing more comes."""
    line.settimeout(0.2)
    try:
        line.recv(1)
    except TimeoutError:
        return True
    return False


@pytest.mark.parametrize("count", [5, 20, 50])
def test_requests_in_one_segment_are_all_answered_in_their_order(
    served: Served, line: socket.socket, connect: Connect, count: int
) -> None:
    devices = ["grid", "bess", "b1", "m1", "evc"]
    units = [served.door(devices[n % 5]).unit for n in range(count)]
    kinds = {
        served.door(device).unit: connect("pymodbus", device).read(Table.INPUT, 1, 1)[0]
        for device in devices
    }
    line.sendall(b"".join(request(n, unit, READ_INPUT, 1, 1) for n, unit in enumerate(units)))
    expected = [
        (n, unit, struct.pack(">BBH", READ_INPUT, 2, kinds[unit])) for n, unit in enumerate(units)
    ]
    assert answers(line, count) == expected
    assert silent(line)


def test_a_read_behind_a_write_sees_what_was_written(served: Served, line: socket.socket) -> None:
    unit, place = served.door("evc").unit, served.order("evc.set_kw").address
    frames = []
    for n, watts in enumerate((1000, 2000, 3000, 0)):
        data = struct.pack(">BHHBi", 16, place, 2, 4, watts)
        frames.append(struct.pack(">HHHB", 2 * n, 0, len(data) + 1, unit) + data)
        frames.append(request(2 * n + 1, unit, READ_HOLDING, place, 2))
    line.sendall(b"".join(frames))
    read = [pdu for transaction, _, pdu in answers(line, 8) if transaction % 2]
    assert [struct.unpack(">i", pdu[2:])[0] for pdu in read] == [1000, 2000, 3000, 0]


def test_a_refusal_in_the_middle_leaves_the_rest_as_it_is(
    served: Served, line: socket.socket
) -> None:
    unit = served.door("bess").unit
    line.sendall(
        request(1, unit, READ_INPUT, 0, 1)
        + request(2, unit, READ_INPUT, 9000, 1)
        + request(3, 200, READ_INPUT, 0, 1)
        + request(4, unit, WRITE_ONE, 9000, 1)
        + request(5, unit, READ_INPUT, 0, 1)
    )
    pdus = [pdu for _, _, pdu in answers(line, 5)]
    assert [pdu[0] & 0x80 for pdu in pdus] == [0, 0x80, 0x80, 0x80, 0]
    assert [pdu[1] for pdu in pdus[1:4]] == [2, 11, 2]
    assert pdus[0] == pdus[4]


def test_the_same_transaction_number_again_and_again_is_answered_each_time(
    served: Served, line: socket.socket
) -> None:
    unit = served.door("bess").unit
    line.sendall(request(0, unit, READ_INPUT, 0, 1) * 10)
    assert [transaction for transaction, _, _ in answers(line, 10)] == [0] * 10


def test_a_request_that_comes_byte_by_byte_is_one_request(
    served: Served, line: socket.socket
) -> None:
    for byte in request(77, served.door("bess").unit, READ_INPUT, 0, 2):
        line.sendall(bytes([byte]))
    ((transaction, _, pdu),) = answers(line, 1)
    assert (transaction, pdu[:4]) == (77, struct.pack(">BBH", READ_INPUT, 4, 0x4B41))
    assert silent(line)
