"""The probe on real sockets: who answers, who they are, within bounds, and nothing written."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import os
import socket
import ssl
import struct
import threading
import tty
from collections.abc import Callable, Iterator

import pytest
from pymodbus.framer.rtu import FramerRTU

from devices.modbus.probe import (
    Limits,
    ProbeReport,
    UnitReport,
    probe,
    probe_json,
    probe_lines,
    shipped_maps,
)
from devices.modbus.probe.telling import ranges
from devices.modbus.server import SiteServer, areas_of, units_of
from devices.registers import Table
from devices.simulated import SimulatedPlant
from devices.site import load_site
from devices.site.connections import Line, TlsFiles
from devices.sunspec.served import SunSpecImage

READS = {1, 2, 3, 4, 43}
QUICK = Limits(answer_s=0.25, unit_s=5.0, whole_s=30.0)
MAPS = shipped_maps()


def nothing(_table: Table, _address: int, _count: int) -> None:
    """A device that is there and has no register that anybody asks for."""


def of(report: ProbeReport, unit: int) -> UnitReport:
    return next(one for one in report.units if one.unit == unit)


# --- the served site ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def odawara() -> Iterator[tuple[Line, SiteServer]]:
    site = load_site("odawara")
    plant = SimulatedPlant(site)
    connections = site.connections
    server = SiteServer(
        site, plant, plant.command, units_of(connections), areas_of(site, connections), frozen=True
    )
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="served site")
    thread.start()
    try:
        host, port = asyncio.run_coroutine_threadsafe(server.open("127.0.0.1", 0), loop).result(
            20.0
        )
        yield Line("plant", host=host, port=port), server
    finally:
        asyncio.run_coroutine_threadsafe(server.close(), loop).result(20.0)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(20.0)
        loop.close()
        plant.close()


def test_every_served_device_is_found_with_its_map_its_models_and_its_name(
    odawara: tuple[Line, SiteServer],
) -> None:
    line, server = odawara

    report = probe(line, maps=MAPS)

    site = load_site("odawara")
    assert [one.unit for one in report.units] == sorted(server.units)
    assert report.absent == tuple(unit for unit in range(1, 248) if unit not in server.units)
    assert (report.silent, report.unasked, report.trouble) == ((), (), None)
    for one in report.units:
        kind = site.devices[server.units[one.unit]].kind
        assert f"served-{kind.replace('_', '-')}" in one.maps
        assert one.identification
        assert one.label == server.units[one.unit]
        assert one.note is None
    battery = next(one for one in report.units if "served-battery-inverter" in one.maps)
    assert set(battery.maps) == {"sunspec-battery", "served-battery-inverter"}
    assert all(one.round_trip_ms > 0.0 for one in report.units)
    assert battery.sunspec is not None
    assert (battery.sunspec.manufacturer, battery.sunspec.serial) == ("Kairetsu", "bess@odawara")
    assert [one.id for one in battery.sunspec.models] == [1, 701, 702, 704, 713, 802]
    assert battery.sunspec.models[1].name == "DERMeasureAC"
    assert battery.sunspec.models[1].address == 40070
    assert battery.sunspec.models[1].length == 153


def test_nothing_is_written(odawara: tuple[Line, SiteServer]) -> None:
    line, server = odawara

    probe(line, server.units, maps=MAPS)

    assert all(counts.writes == 0 and counts.reads > 0 for counts in server.counts.devices.values())


# --- who is there ---------------------------------------------------------------------------------


def test_an_exception_is_an_answer_but_not_one_of_a_gateway_for_nobody(
    device: Callable, registers: Callable
) -> None:
    there = registers(nothing)
    codes = {2: 11, 3: 10, 4: 2, 5: 1}

    def answer(unit: int, pdu: bytes) -> bytes | None:
        return there(unit, pdu) if unit not in codes else bytes((pdu[0] | 0x80, codes[unit]))

    report = probe(device(answer).line, range(1, 6), limits=QUICK)

    assert [one.unit for one in report.units] == [1, 4, 5]
    assert report.absent == (2, 3)


def test_silent_units_cost_their_own_deadline_and_are_asked_side_by_side(
    device: Callable, registers: Callable
) -> None:
    there = registers(nothing)
    fake = device(lambda unit, pdu: there(unit, pdu) if unit == 20 else None)

    report = probe(fake.line, range(1, 21), limits=dataclasses.replace(QUICK, connections=4))

    assert [one.unit for one in report.units] == [20]
    assert report.silent == tuple(range(1, 20))
    assert fake.most_opened == 4


def test_a_connection_never_has_two_requests_in_flight_and_only_reads(
    device: Callable, registers: Callable, battery: SunSpecImage
) -> None:
    fake = device(registers(battery.read), late_s=0.002)

    report = probe(fake.line, range(1, 7), limits=QUICK, maps=MAPS)

    assert len(report.units) == 6
    assert not fake.overlapped
    assert {pdu[0] for _, pdu in fake.asked} <= READS


def test_the_time_for_everything_is_bounded_and_the_rest_is_told(device: Callable) -> None:
    fake = device(lambda _unit, _pdu: None)

    report = probe(fake.line, limits=Limits(answer_s=0.2, whole_s=0.7, connections=2))

    assert report.unasked
    assert sorted((*report.silent, *report.unasked)) == list(range(1, 248))


def test_a_device_that_takes_one_connection_is_asked_through_it(
    device: Callable, registers: Callable
) -> None:
    fake = device(registers(nothing), connections=1)

    report = probe(fake.line, range(1, 31), limits=QUICK)

    assert [one.unit for one in report.units] == list(range(1, 31))


def test_nobody_at_the_address_is_told_in_words(device: Callable) -> None:
    fake = device(lambda _unit, _pdu: None)
    line = fake.line
    fake._do(fake._end())

    report = probe(line, (1, 2), limits=QUICK)

    assert report.units == ()
    assert report.unasked == (1, 2)
    assert report.trouble is not None
    assert line.address in report.trouble.en
    assert report.trouble.en in probe_lines(report, "en")


def test_progress_is_told_unit_by_unit(device: Callable, registers: Callable) -> None:
    told: list[tuple[int, int]] = []

    probe(
        device(registers(nothing)).line, (3, 5, 5, 9), limits=QUICK,
        progress=lambda done, whole: told.append((done, whole)),
    )  # fmt: skip

    assert told == [(1, 3), (2, 3), (3, 3)]


# --- devices that misbehave -----------------------------------------------------------------------


def test_what_a_device_says_of_itself_cannot_reach_the_terminal_as_more_than_text(
    device: Callable, registers: Callable, battery: SunSpecImage
) -> None:
    def read(table: Table, address: int, count: int) -> tuple[int, ...] | None:
        if address == 40004 and count == 16:
            return tuple(
                struct.unpack(
                    ">16H", b"\x1b[2J\x07\r\nEvil\x9b31m\xe5\xb7\xa5\xe5\xa0\xb4".ljust(32, b"\0")
                )
            )
        return battery.read(table, address, count)

    honest = registers(read)

    def answer(unit: int, pdu: bytes) -> bytes:
        if pdu[0] == 43:
            text = b"\x1b]0;Evil\x07"
            return bytes((43, 14, 2, 0x82, 0, 0, 1, 0, len(text))) + text
        return honest(unit, pdu)

    report = probe(device(answer).line, (1,), limits=QUICK, maps=MAPS)

    lines = [*probe_lines(report, "en"), *probe_lines(report, "ja")]
    assert any("Evil" in line for line in lines)
    assert any("工場" in line for line in lines)
    assert all(line.isprintable() for line in lines)
    assert of(report, 1).identification[0].isprintable()


def test_a_device_that_always_has_more_to_say_is_left_at_some_point(
    device: Callable, registers: Callable
) -> None:
    there = registers(nothing)
    fake = device(
        lambda unit, pdu: (
            bytes((43, 14, 2, 0x82, 0xFF, pdu[3] + 1, 1, pdu[3], 1, 65))
            if pdu[0] == 43
            else there(unit, pdu)
        )
    )

    report = probe(fake.line, (1,), limits=QUICK)

    assert 1 <= len(of(report, 1).identification) <= 10
    assert sum(pdu[0] == 43 for _, pdu in fake.asked) <= 10


def test_an_endless_chain_of_models_ends_and_the_report_says_so(
    device: Callable, registers: Callable
) -> None:
    def read(_table: Table, address: int, count: int) -> tuple[int, ...]:
        return (0x5375, 0x6E53) if address == 40000 else (802, 0)[:count]

    report = probe(device(registers(read)).line, (1,), limits=QUICK)

    found = of(report, 1).sunspec
    assert found is not None
    assert len(found.models) == 100
    assert found.note is not None


def test_a_slow_unit_is_left_after_its_time_and_the_next_one_is_asked_afresh(
    device: Callable, registers: Callable, battery: SunSpecImage
) -> None:
    there = registers(battery.read)
    slow = threading.Event()

    def answer(unit: int, pdu: bytes) -> bytes | None:
        if unit == 1:
            slow.wait(0.1)
        return there(unit, pdu)

    fake = device(answer)
    limits = Limits(answer_s=1.0, unit_s=0.4, whole_s=30.0, connections=1)
    report = probe(fake.line, (1, 2), limits=limits, maps=MAPS)

    assert of(report, 1).note is not None
    assert of(report, 2).note is None
    assert "sunspec-battery" in of(report, 2).maps


@pytest.mark.parametrize(
    "answer",
    [
        lambda _unit, _pdu: b"",
        lambda _unit, pdu: bytes((pdu[0],)),
        lambda _unit, pdu: bytes((pdu[0], 250)) + bytes(10),
        lambda _unit, pdu: bytes((pdu[0], 2, 0, 0)),
        lambda _unit, pdu: bytes((pdu[0] ^ 7, 4)) + bytes(4),
        lambda _unit, _pdu: bytes(260),
        lambda _unit, pdu: bytes((pdu[0] | 0x80,)),
    ],
    ids=["empty", "no count", "absurd count", "too short", "other function", "too long", "no code"],
)
def test_nonsense_is_nobody_and_does_not_hold_the_probe_up(
    answer: Callable[[int, bytes], bytes], device: Callable
) -> None:
    report = probe(device(answer).line, (1, 2), limits=QUICK, maps=MAPS)

    assert report.units == ()
    assert sorted((*report.silent, *report.unasked)) == [1, 2]


def test_a_device_that_hangs_up_instead_of_answering_is_silent(device: Callable) -> None:
    def hang_up(_unit: int, _pdu: bytes) -> bytes:
        raise EOFError

    report = probe(device(hang_up).line, (1, 2, 3), limits=QUICK)

    assert report.silent == (1, 2, 3)


def test_bytes_that_drip_count_against_the_deadline_of_the_answer(
    device: Callable, registers: Callable, battery: SunSpecImage
) -> None:
    fake = device(registers(battery.read), drip_s=0.1)

    report = probe(fake.line, (1,), limits=QUICK)

    assert report.silent == (1,)


# --- TLS and RTU ----------------------------------------------------------------------------------


def test_a_line_with_tls_is_probed_with_the_clients_own_certificate(
    device: Callable, registers: Callable, battery: SunSpecImage, authority
) -> None:
    certificate, key = authority.issue("probed")
    own, secret = authority.issue("probing")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    context.load_verify_locations(authority.ca)
    context.verify_mode = ssl.CERT_REQUIRED
    fake = device(registers(battery.read), tls=context)
    files = TlsFiles(authority.ca, own, secret)

    report = probe(dataclasses.replace(fake.line, tls=files), (1,), limits=QUICK, maps=MAPS)

    assert "sunspec-battery" in of(report, 1).maps


def test_a_certificate_of_a_stranger_is_told_in_words(
    device: Callable, registers: Callable, authority, other_authority
) -> None:
    certificate, key = other_authority.issue("stranger")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    fake = device(registers(nothing), tls=context)
    line = dataclasses.replace(fake.line, tls=TlsFiles(authority.ca))

    report = probe(line, (1,), limits=QUICK)

    assert report.units == ()
    assert report.trouble is not None


@pytest.fixture
def serial_battery(battery: SunSpecImage) -> Iterator[tuple[str, list[bytes]]]:
    """A SunSpec battery at unit 3 of a serial line, and the frames that reach it."""
    ours, theirs = os.openpty()
    tty.setraw(ours)
    tty.setraw(theirs)
    frames: list[bytes] = []

    def serve() -> None:
        while True:
            try:
                frame = os.read(ours, 256)
            except OSError:
                return
            if len(frame) < 8:
                return  # the end of the test
            frames.append(frame)
            unit, function, address, count = struct.unpack(">BBHH", frame[:6])
            if unit != 3:
                continue
            cells = battery.read(Table.HOLDING, address, count) if function == 3 else None
            told = bytes((unit, function | 0x80, 2))
            if cells is not None:
                told = struct.pack(f">BBB{count}H", unit, function, 2 * count, *cells)
            os.write(ours, told + FramerRTU.compute_CRC(told).to_bytes(2, "big"))

    thread = threading.Thread(target=serve, name="serial device")
    thread.start()
    yield os.ttyname(theirs), frames
    os.write(theirs, b"end")
    thread.join(5.0)
    os.close(ours)
    os.close(theirs)


def test_a_serial_line_is_probed_one_unit_after_another(
    serial_battery: tuple[str, list[bytes]],
) -> None:
    port, frames = serial_battery

    report = probe(
        Line("rtu", serial=port, baud=115_200, parity="none"), (2, 3, 4), limits=QUICK, maps=MAPS
    )

    assert [one.unit for one in report.units] == [3]
    assert report.silent == (2, 4)
    assert "sunspec-battery" in of(report, 3).maps
    assert {frame[1] for frame in frames} <= READS - {43}


@pytest.mark.parametrize("serial", ["/dev/null", "/dev/nowhere", "/"])
def test_a_serial_port_that_is_none_is_told_in_words(serial: str) -> None:
    report = probe(Line("rtu", serial=serial), (1,), limits=QUICK)

    assert report.unasked == (1,)
    assert report.trouble is not None
    assert serial in report.trouble.ja


def test_a_port_that_cannot_be_set_as_it_is_said_answers_nothing_and_raises_nothing(
    serial_battery: tuple[str, list[bytes]],
) -> None:
    """A pseudo terminal has no parity; what the system says to that is no OSError."""
    report = probe(Line("rtu", serial=serial_battery[0], parity="even"), (1,), limits=QUICK)

    assert report.units == ()


# --- telling --------------------------------------------------------------------------------------


def test_the_report_is_told_in_both_languages_and_as_json(odawara: tuple[Line, SiteServer]) -> None:
    report = probe(odawara[0], range(1, 40), maps=MAPS)

    english, japanese = probe_lines(report, "en"), probe_lines(report, "ja")
    told = json.loads(json.dumps(probe_json(report)))

    assert len(english) == len(japanese)
    assert any("model 701 DERMeasureAC, register 40070, length 153" in line for line in english)
    assert any("モデル 701 DERMeasureAC、レジスタ 40070、長さ 153" in line for line in japanese)
    assert english[-1].endswith("units 26-39")
    assert [one["unit"] for one in told["units"]] == [one.unit for one in report.units]
    battery = next(one for one in told["units"] if "sunspec-battery" in one["maps"])
    assert battery["sunspec"]["models"][1] == {
        "id": 701, "name": "DERMeasureAC", "address": 40070, "length": 153, "note": None,
    }  # fmt: skip
    assert battery["identification"]["vendor"] == "Kairetsu"


@pytest.mark.parametrize(
    ("numbers", "told"),
    [((), ""), ((1,), "1"), ((1, 2, 3), "1-3"), ((1, 3, 4, 9), "1, 3-4, 9")],
)
def test_units_are_told_in_few_signs(numbers: tuple[int, ...], told: str) -> None:
    assert ranges(numbers) == told


# --- what stands there when no unit answers -------------------------------------------------------


def server_context(authority) -> ssl.SSLContext:  # type: ignore[no-untyped-def]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*authority.issue("server"))
    return context


def said_of(line: Line, *units: int) -> str:
    report = probe(line, units or (1, 2), limits=QUICK)
    assert report.units == ()
    assert report.trouble is not None
    assert report.trouble.ja
    assert report.trouble.en in probe_lines(report, "en")
    return report.trouble.en


def test_a_plain_probe_of_a_port_with_tls_says_that_it_speaks_tls(
    device: Callable, registers: Callable, authority
) -> None:
    fake = device(registers(nothing), tls=server_context(authority))
    assert "The port speaks TLS. Ask it with --tls-ca" in said_of(fake.line)


def test_a_port_with_tls_that_wants_our_certificate_says_so(
    device: Callable, registers: Callable, authority
) -> None:
    context = server_context(authority)
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(cafile=authority.ca)
    fake = device(registers(nothing), tls=context)
    line = dataclasses.replace(fake.line, tls=TlsFiles(authority.ca))
    assert "It may want a certificate of ours" in said_of(line)


def test_tls_to_a_plain_port_says_that_there_is_none(
    device: Callable, registers: Callable, authority
) -> None:
    fake = device(registers(nothing))
    line = dataclasses.replace(fake.line, tls=TlsFiles(authority.ca))
    assert "does not speak TLS" in said_of(line)


def test_what_is_not_modbus_is_told_apart_from_silence_and_from_a_closed_port(
    device: Callable,
) -> None:
    def silent(_unit: int, _pdu: bytes) -> None:
        return None

    def hang_up(_unit: int, _pdu: bytes) -> bytes:
        raise EOFError

    assert "no unit that was asked answers" in said_of(device(silent).line)
    assert "not a Modbus device" in said_of(device(hang_up).line)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert "cannot be opened" in said_of(Line("test", host="127.0.0.1", port=port))
