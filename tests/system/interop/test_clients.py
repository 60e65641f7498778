"""Each client that nobody here wrote reads, writes and is refused, alone and among the others."""

from __future__ import annotations

import socket
import struct
from concurrent.futures import ThreadPoolExecutor

import pytest

from devices.registers import Table
from tests.system.interop.clients import PATIENCE_S, Client, Refused
from tests.system.interop.conftest import CLIENTS, KNOW_BITS, NOBODY, Connect, Served
from tests.system.interop.pipelining import answers, request

ILLEGAL_ADDRESS, ILLEGAL_VALUE, NO_SUCH_UNIT = 2, 3, 11
SETTLED_S = 2.0  # of plant time
ROUNDS = 40
CONTENTIOUS = {  # a device of its own for each, when all are at work
    "mbpoll": "b1", "libmodbus": "b2", "pysunspec2": "b4", "modbus-serial": "b5",
    "jsmodbus": "b6", "pyModbusTCP": "aux", "pymodbus": "evc",
}  # fmt: skip

every_client = pytest.mark.parametrize("name", CLIENTS)
every_client_of_bits = pytest.mark.parametrize("name", KNOW_BITS)


def floats(value: float) -> list[int]:
    """A float as two registers, high word first."""
    return list(struct.unpack(">HH", struct.pack(">f", value)))


def number(cells: list[int]) -> int:
    """Two registers as a signed number, high word first."""
    value: int = struct.unpack(">i", struct.pack(">HH", *cells))[0]
    return value


@every_client
def test_it_reads_input_registers_and_a_32_bit_number_in_them(
    name: str, connect: Connect, served: Served
) -> None:
    client = connect(name, "grid")
    identity = client.read(Table.INPUT, 0, 2)
    assert identity[0] == 0x4B41
    place = served.place("grid.f_hz")
    assert place.table is Table.INPUT
    assert number(client.read(Table.INPUT, place.address, 2)) == pytest.approx(500_000, abs=10_000)


@every_client
def test_it_reads_a_whole_device_at_once_as_the_others_do(
    name: str, connect: Connect, served: Served
) -> None:
    points = served.map_of("bess").points
    first = min(point.place.address for point in points)
    count = max(point.place.end for point in points) - first
    mine = connect(name, "bess").read(Table.INPUT, first, count)
    assert mine == connect("pymodbus", "bess").read(Table.INPUT, first, count)


@every_client
def test_its_set_point_as_a_float_reaches_the_plant(
    name: str, connect: Connect, served: Served
) -> None:
    client = connect(name, "server")
    for wanted_kw in (12.5, 0.0):
        client.write_registers(served.order("server.set_kw").address, floats(wanted_kw))
        served.pass_time(SETTLED_S)
        assert served.ask("see server.set_kw")["value"] == wanted_kw
        assert client.read_float(served.place("server.set_kw").address) == wanted_kw


@every_client
def test_its_set_point_as_a_scaled_number_reads_back(
    name: str, connect: Connect, served: Served
) -> None:
    client = connect(name, "evc")
    place = served.order("evc.set_kw")
    for wanted_w in (-2500, 0):
        cells = list(struct.unpack(">HH", struct.pack(">i", wanted_w)))
        client.write_registers(place.address, cells)
        assert number(client.read(Table.HOLDING, place.address, 2)) == wanted_w


@every_client
def test_its_command_in_a_register_moves_the_plant(
    name: str, connect: Connect, served: Served
) -> None:
    client = connect(name, "b2")
    position = served.place("b2.position")
    for verb, shown in (("open", 0), ("close", 1)):
        client.write_register(served.order(f"b2.{verb}").address, 1)
        served.pass_time(SETTLED_S)
        assert client.read(Table.INPUT, position.address, 1) == [shown]
        assert client.read(Table.HOLDING, served.order(f"b2.{verb}").address, 1) == [0]


@every_client_of_bits
def test_its_coil_operates_a_breaker_and_tells_where_it_stands(
    name: str, connect: Connect, served: Served
) -> None:
    client = connect(name, "server")
    coil = served.place("server.position").address
    for closed in (False, True):
        client.write_coil(coil, closed)
        served.pass_time(SETTLED_S)
        assert client.read(Table.COIL, coil, 1) == [int(closed)]


@every_client_of_bits
def test_it_reads_a_discrete_input(name: str, connect: Connect, served: Served) -> None:
    client = connect(name, "b3")
    address = served.place("b3.transformer").address
    assert client.read(Table.DISCRETE, address, 1) == [1]
    client.write_coil(served.order("b3.disconnect").address, True)
    served.pass_time(SETTLED_S)
    assert client.read(Table.DISCRETE, address, 1) == [0]
    client.write_coil(served.order("b3.connect").address, True)
    served.pass_time(SETTLED_S)


def refused(work: object, *arguments: object) -> int:
    """The code of the exception that a call ends in."""
    assert callable(work)
    with pytest.raises(Refused) as refusal:
        work(*arguments)
    return refusal.value.code


@every_client
def test_it_is_refused_with_the_exception_of_the_standard(
    name: str, connect: Connect, served: Served
) -> None:
    client = connect(name, "evc")
    place = served.order("evc.set_kw")
    too_much_w = list(struct.unpack(">HH", struct.pack(">i", 7_000_000)))
    assert refused(client.read, Table.HOLDING, 9000, 2) == ILLEGAL_ADDRESS
    assert refused(client.read, Table.INPUT, 9000, 2) == ILLEGAL_ADDRESS
    assert refused(client.write_registers, 9000, [1, 2]) == ILLEGAL_ADDRESS
    assert refused(client.write_register, place.address, 1) == ILLEGAL_ADDRESS  # half a number
    assert refused(client.write_registers, place.address, too_much_w) == ILLEGAL_VALUE
    assert refused(client.write_register, served.order("evc.open").address, 7) == ILLEGAL_VALUE
    client.read(Table.INPUT, 0, 2)  # and is served on


@every_client_of_bits
def test_it_is_refused_bits_that_are_not_there(name: str, connect: Connect, served: Served) -> None:
    client = connect(name, "b3")
    assert refused(client.read, Table.COIL, 500, 1) == ILLEGAL_ADDRESS
    assert refused(client.read, Table.DISCRETE, 500, 1) == ILLEGAL_ADDRESS
    assert refused(client.write_coil, 500, True) == ILLEGAL_ADDRESS


@every_client
def test_a_unit_that_is_nobody_is_a_gateway_without_a_target(name: str, connect: Connect) -> None:
    assert refused(connect(name, NOBODY).read, Table.INPUT, 0, 2) == NO_SUCH_UNIT


def at_work(client: Client, served: Served, device: str) -> int:
    """Read and write in turn; return how many answers were right."""
    right = 0
    place = served.order(f"{device}.close")
    for _ in range(ROUNDS):
        right += client.read(Table.INPUT, 0, 2)[0] == 0x4B41
        client.write_register(place.address, 0)
        right += client.read(Table.HOLDING, place.address, 1) == [0]
    return right


def hurried(served: Served) -> int:
    """Send fifty requests in one segment, again and again; return how many answers were right."""
    right = 0
    unit = served.door("bess").unit
    segment = b"".join(request(n, unit, 4, 0, 1) for n in range(50))
    with socket.create_connection(("127.0.0.1", served.port), PATIENCE_S) as line:
        for _ in range(ROUNDS):
            line.sendall(segment)
            found = answers(line, 50)
            right += found == [(n, unit, b"\x04\x02\x4b\x41") for n in range(50)]
    return right


def test_all_of_them_at_once_are_served_right_and_every_write_arrives_once(
    connect: Connect, served: Served
) -> None:
    before = served.ask("counts")
    clients = {name: connect(name, device) for name, device in CONTENTIOUS.items()}
    with ThreadPoolExecutor(len(clients) + 1) as pool:
        hurry = pool.submit(hurried, served)
        working = {
            name: pool.submit(at_work, client, served, CONTENTIOUS[name])
            for name, client in clients.items()
        }
    assert hurry.result() == ROUNDS
    right = {name: work.result() for name, work in working.items()}
    assert right == dict.fromkeys(clients, 2 * ROUNDS)
    after = served.ask("counts")
    for device in CONTENTIOUS.values():
        assert written(after, device) - written(before, device) == ROUNDS


def written(counts: dict[str, object], device: str) -> int:
    """How many frames that write have reached a device."""
    devices = counts["devices"]
    assert isinstance(devices, dict)
    return int(devices[device]["writes"])
