"""A served site as a client sees it: registers, commands, exceptions, pipelined requests."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devices.registers import (
    Table,
    check_identity,
    decode,
    load_map,
    plan,
    plan_identity,
    read_heartbeat,
)
from devices.site import Site, load_connections
from devices.sunspec import SunSpecMap, discover, load_any_map, resolve

BATTERY = load_map("served-battery-inverter")
BREAKER = load_map("served-breaker")
READ_HOLDING = 3
ILLEGAL_FUNCTION, ILLEGAL_ADDRESS, ILLEGAL_VALUE, FAILURE, NOBODY_THERE = 1, 2, 3, 4, 11


def places(map_: Any, verb: str) -> list[int]:
    """The addresses that a verb writes."""
    return [write.place.address for write in map_.commands[verb]]


# --- reading -------------------------------------------------------------------------------------


def test_every_device_shows_what_the_plant_measures(odawara: Site, served: Any) -> None:
    client, truth = served.client(), served.plant.readings()
    for device, connection in load_connections(odawara, None).devices.items():
        map_ = load_map(connection.map_path)
        image = client.image(connection.unit, map_)
        assert check_identity(map_, image) == ()
        for suffix, decoded in decode(map_, image).items():
            expected = truth[f"{device}.{suffix}"].value if f"{device}.{suffix}" in truth else None
            if isinstance(expected, float):
                assert decoded.value == pytest.approx(expected, rel=1e-3, abs=1e-2)
            else:
                assert decoded.value == expected, f"{device}.{suffix}"


def test_the_heartbeat_goes_on_while_the_plant_is_held(served: Any) -> None:
    client, unit = served.client(), served.units["bess"]
    beats = {read_heartbeat(BATTERY, client.image(unit, BATTERY))}
    while len(beats) < 2:  # ends with the patience of the client's socket
        beats.add(read_heartbeat(BATTERY, client.image(unit, BATTERY)))
    assert served.plant.now_s == 0.0


def test_values_follow_the_plant(served: Any) -> None:
    client, unit = served.client(), served.units["cb52b"]
    assert decode(BREAKER, client.image(unit, BREAKER))["position"].value == "closed"
    assert client.order(unit, BREAKER, "open") == 0
    served.do(served.server.pace.until(2.0))
    assert decode(BREAKER, client.image(unit, BREAKER))["position"].value == "open"


def test_a_read_sees_one_moment_of_the_plant(served: Any) -> None:
    """While the plant runs fast, all registers of one heartbeat are those of one scan."""
    client, unit = served.client(), served.units["bess"]
    (block,) = (b for b in plan(BATTERY) if b.address <= BATTERY.heartbeat.address < b.end)
    beat = BATTERY.heartbeat.address - block.address
    assert client.order(unit, BATTERY, "set_p_kw", p_kw=300.0) == 0
    served.server.pace.go(speed=600.0)
    seen: dict[int, set[tuple[int, ...]]] = {}
    while len(seen) < 20:
        cells = client.read(unit, block.table, block.address, block.count)
        seen.setdefault(cells[beat], set()).add(cells)
    assert all(len(moments) == 1 for moments in seen.values())
    assert len({moment for moments in seen.values() for moment in moments}) == len(seen)


def test_cells_that_the_map_does_not_know_do_not_exist(served: Any) -> None:
    client, unit = served.client(), served.units["bess"]
    blocks = (*plan(BATTERY), *plan_identity(BATTERY))
    beyond = max(block.end for block in blocks if block.table is Table.INPUT)
    told = client.ask(unit, struct.pack(">BHH", 4, beyond - 1, 2))
    assert told == bytes((0x84, ILLEGAL_ADDRESS))
    assert client.ask(unit, struct.pack(">BHH", 4, 65535, 2)) == bytes((0x84, ILLEGAL_ADDRESS))


@pytest.mark.parametrize("unit", [0, 200, 255])
def test_a_unit_without_a_device_is_answered_as_a_gateway_answers(served: Any, unit: int) -> None:
    assert served.client().ask(unit, b"\x03\0\0\0\1") == bytes((0x83, NOBODY_THERE))
    assert served.client().write(unit, 0, 1) == NOBODY_THERE
    assert served.commands == []


def test_an_unknown_function_and_a_wrong_count_are_refused(served: Any) -> None:
    client, unit = served.client(), served.units["bess"]
    assert client.ask(unit, b"\x14\0\0\0\1") == bytes((0x94, ILLEGAL_FUNCTION))
    assert client.ask(unit, b"\x03\0\0\0\0") == bytes((0x83, ILLEGAL_VALUE))
    assert client.ask(unit, b"\x03\0\0") == bytes((0x83, ILLEGAL_VALUE))


def test_a_device_says_who_it_is(served: Any) -> None:
    client, unit = served.client(), served.units["bess"]
    told = client.ask(unit, bytes((43, 14, 1, 0)))
    assert told[:4] == bytes((43, 14, 1, 0x82))
    assert b"Kairetsu" in told
    assert b"battery_inverter" in told
    assert b"bess" in client.ask(unit, bytes((43, 14, 2, 0)))
    assert client.ask(unit, bytes((43, 14, 4, 6)))[-4:] == b"bess"
    assert client.ask(unit, bytes((43, 14, 4, 99))) == bytes((0xAB, ILLEGAL_ADDRESS))


# --- writing -------------------------------------------------------------------------------------


def test_a_written_set_point_is_obeyed_and_reads_back(served: Any) -> None:
    client, unit = served.client(), served.units["bess"]
    assert client.order(unit, BATTERY, "set_p_kw", p_kw=120.0) == 0
    (command,) = served.commands
    assert (command.target, dict(command.arguments)) == ("bess.set_p_kw", {"p_kw": 120.0})
    place = BATTERY.commands["set_p_kw"][0].place
    assert client.read(unit, Table.HOLDING, place.address, place.count) != (0,) * place.count


def test_half_of_a_value_is_refused_and_nothing_is_done(served: Any) -> None:
    client, unit = served.client(), served.units["bess"]
    (address,) = places(BATTERY, "set_p_kw")
    single = struct.pack(">BHH", 6, address, 1)
    assert client.ask(unit, single) == bytes((0x86, ILLEGAL_ADDRESS))
    assert client.write(unit, address + 1, 1) == ILLEGAL_ADDRESS
    assert served.commands == []


def test_a_command_register_acts_on_one_and_reads_zero(served: Any) -> None:
    client, unit = served.client(), served.units["bess"]
    (address,) = places(BATTERY, "stop")
    assert client.write(unit, address, 0) == 0
    assert served.commands == []
    assert client.ask(unit, struct.pack(">BHH", 6, address, 1))[0] == 6
    assert [command.target for command in served.commands] == ["bess.stop"]
    assert client.read(unit, Table.HOLDING, address, 1) == (0,)


def test_a_value_beyond_the_bounds_of_the_device_is_refused(served: Any) -> None:
    client, unit = served.client(), served.units["bess"]
    (power,), (mode,) = places(BATTERY, "set_p_kw"), places(BATTERY, "set_mode")
    before = client.read(unit, Table.HOLDING, power, 2)
    assert client.order(unit, BATTERY, "set_p_kw", p_kw=99_999.0) == ILLEGAL_VALUE
    assert client.write(unit, mode, 77) == ILLEGAL_VALUE
    assert served.commands == []
    assert client.read(unit, Table.HOLDING, power, 2) == before


def test_what_is_only_read_cannot_be_written(served: Any) -> None:
    client, unit = served.client(), served.units["bess"]
    assert client.write(unit, 0, 1, 2, 3) == ILLEGAL_ADDRESS
    assert client.write(unit, 5000, 1) == ILLEGAL_ADDRESS
    assert client.write(unit, 65535, 1, 1) == ILLEGAL_ADDRESS


def test_a_command_that_the_equipment_cannot_take_is_a_device_failure(served: Any) -> None:
    client, unit = served.client(), served.units["bess"]
    served.in_local = True
    assert client.order(unit, BATTERY, "reset") == FAILURE
    assert served.server.counts.devices["bess"].refused == 1
    (power,) = places(BATTERY, "set_p_kw")
    assert client.order(unit, BATTERY, "set_p_kw", p_kw=50.0) == FAILURE
    assert client.read(unit, Table.HOLDING, power, 2) == (0, 0)


def test_write_and_read_in_one_request_reads_what_was_written(served: Any) -> None:
    client, unit = served.client(), served.units["bess"]
    (address,) = places(BATTERY, "set_p_kw")
    pdu = struct.pack(">BHHHHBHH", 23, address, 2, address, 2, 4, 0, 25000)
    assert client.ask(unit, pdu) == struct.pack(">BBHH", 23, 4, 0, 25000)
    beyond = struct.pack(">BHHHHBHH", 23, 9000, 2, address, 2, 4, 0, 5)
    assert client.ask(unit, beyond) == bytes((0x97, ILLEGAL_ADDRESS))
    assert len(served.commands) == 1


def test_a_masked_write_changes_the_masked_bits(served: Any) -> None:
    client, unit = served.client(), served.units["bess"]
    (address,) = places(BATTERY, "set_mode")
    pdu = struct.pack(">BHHH", 22, address, 0xFFFE, 0x0001)
    assert client.ask(unit, pdu) == pdu
    assert [dict(one.arguments) for one in served.commands] == [{"mode": "grid_forming"}]


def test_every_write_frame_is_counted_as_it_came(served: Any) -> None:
    client, unit = served.client(), served.units["bess"]
    (address,) = places(BATTERY, "stop")
    client.write(unit, address, 1)
    client.write(unit, 9000, 1)
    client.read(unit, Table.HOLDING, address, 1)
    counts = served.server.counts.devices["bess"]
    assert (counts.reads, counts.writes, counts.refused) == (1, 2, 1)
    assert [one.data[0] for one in counts.written] == [16, 16]


# --- several at once -----------------------------------------------------------------------------


def test_pipelined_requests_are_all_answered_in_order(served: Any) -> None:
    client = served.client()
    units = [*served.units.values(), 0, 250] * 40
    client.send(b"".join(client.frame(unit, b"\x04\0\0\0\1") for unit in units))
    answered = [client.take() for _ in units]
    assert [transaction for transaction, _, _ in answered] == list(range(1, len(units) + 1))
    assert [unit for _, unit, _ in answered] == units


def test_a_frame_may_come_in_pieces(served: Any) -> None:
    client, unit = served.client(), served.units["bess"]
    whole = client.frame(unit, b"\x04\0\0\0\1") * 3
    for at in range(len(whole)):
        client.send(whole[at : at + 1])
    assert [client.take()[1] for _ in range(3)] == [unit] * 3


def test_the_same_transaction_number_twice_is_answered_twice(served: Any) -> None:
    client, unit = served.client(), served.units["bess"]
    client.send(struct.pack(">HHHBBHH", 0, 0, 6, unit, 4, 0, 1) * 2)
    assert [client.take()[0] for _ in range(2)] == [0, 0]


def test_many_clients_are_served_at_once(serving: Callable[..., Any]) -> None:
    served = serving()
    clients = [served.client() for _ in range(100)]
    for client in clients:
        client.send(client.frame(served.units["bess"], b"\x04\0\0\0\1"))
    assert all(client.take()[2][0] == 4 for client in clients)
    assert served.server.connections == len(clients)


# --- SunSpec -------------------------------------------------------------------------------------


def test_a_kind_with_a_sunspec_model_is_found_at_40000(served: Any) -> None:
    client = served.client()
    for device in ("bess", "pv", "m1"):
        unit = served.units[device]
        assert struct.pack(">2H", *client.read(unit, Table.HOLDING, 40000, 2)) == b"SunS"
    breaker = served.units["cb52b"]
    told = client.ask(breaker, struct.pack(">BHH", 3, 40000, 2))
    assert told == bytes((0x83, ILLEGAL_ADDRESS))


def test_sunspec_shows_the_values_of_the_served_map(served: Any) -> None:
    """Both areas of a device follow the same plant: generic map and served map agree."""
    client, unit = served.client(), served.units["pv"]
    served.do(served.server.pace.until(1.0))
    generic, own = load_any_map("sunspec-pv"), load_map("served-pv-inverter")
    assert isinstance(generic, SunSpecMap)
    found = resolve(generic, discovered(client, unit))
    by_model = decode(found, client.image(unit, found))
    by_map = decode(own, client.image(unit, own))
    assert by_model["p_kw"].value == pytest.approx(by_map["p_kw"].value, rel=0.01, abs=0.1)


def discovered(client: Any, unit: int) -> Any:
    """What a client finds at a unit that follows the chain of models."""
    walk = discover()
    cells: tuple[int, ...] | None = None
    try:
        block = next(walk)
        while True:
            pdu = struct.pack(">BHH", READ_HOLDING, block.address, block.count)
            told = client.ask(unit, pdu)
            whole = told[0] == READ_HOLDING
            cells = struct.unpack(f">{block.count}H", told[2:]) if whole else None
            block = walk.send(cells)
    except StopIteration as end:
        return end.value


# --- however the bytes come ----------------------------------------------------------------------


PDUS = (
    b"\x03\0\0\0\1", b"\x04\0\0\0\2", b"\x01\0\0\0\2", b"\x02\0\0\0\1", b"\x07", b"\x03",
)  # fmt: skip
REQUESTS = st.lists(st.tuples(st.integers(0, 30), st.sampled_from(PDUS)), min_size=1, max_size=30)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(REQUESTS, st.lists(st.integers(1, 50), max_size=20))
def test_answers_do_not_depend_on_how_the_bytes_come(
    served: Any, asked: list[tuple[int, bytes]], pieces: list[int]
) -> None:
    """One after the other, all at once, or cut anywhere: the same answers in the same order."""
    client, alone = served.client(), served.client()
    whole = b"".join(client.frame(unit, pdu) for unit, pdu in asked)
    for size in pieces:
        client.send(whole[:size])
        whole = whole[size:]
    client.send(whole)
    answers = [client.take() for _ in asked]
    assert [unit for _, unit, _ in answers] == [unit for unit, _ in asked]
    assert [told for _, _, told in answers] == [alone.ask(unit, pdu) for unit, pdu in asked]
    client.close()
    alone.close()
