"""Modbus RTU over a pair of pseudo-terminals: one line that several devices share."""

from __future__ import annotations

import asyncio
import os
import struct
import time
import tty
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from pymodbus.framer.rtu import FramerRTU

from devices.links import LinkState
from devices.modbus import LivePlant
from devices.modbus.client import (
    BadReply,
    ConnectionBroke,
    DeviceException,
    Failure,
    NoAnswer,
    NoConnection,
    Unit,
    Wire,
)
from devices.registers import (
    Block,
    Coding,
    IdentityCheck,
    Place,
    Point,
    RegisterMap,
    RegisterWrite,
    Table,
)
from devices.site import load_site
from devices.site.connections import Connection, Connections, Line
from devices.words import Words

TEN = Block(Table.HOLDING, 100, 10)
ONE_WRITE = RegisterWrite(Table.HOLDING, 7, (321,), (0xFFFF,))
READ_BYTES = 8


def with_crc(unit: int, pdu: bytes) -> bytes:
    frame = bytes((unit,)) + pdu
    return frame + FramerRTU.compute_CRC(frame).to_bytes(2, "big")


def registers(unit: int, address: int, count: int) -> bytes:
    """Every register holds its own address."""
    cells = b"".join(n.to_bytes(2, "big") for n in range(address, address + count))
    return with_crc(unit, bytes((3, 2 * count)) + cells)


def ten_registers(unit: int) -> bytes:
    return registers(unit, 100, 10)


class Bus:
    """The devices at the other end of the line: frames come in, `answer` says what goes out."""

    def __init__(self, master: int) -> None:
        self._master = master
        self.requests: list[bytes] = []
        self.overlapped = False
        self.silent: set[int] = set()
        self.came = asyncio.Event()
        self.before = b""
        self.after_s = 0.0

    def readable(self) -> None:
        frame = os.read(self._master, 1024)
        self.overlapped |= len(frame) != READ_BYTES
        self.requests.append(frame)
        self.came.set()
        if frame[0] not in self.silent:
            asyncio.get_running_loop().call_later(self.after_s, self.send, self.answer(frame))

    def answer(self, frame: bytes) -> bytes:
        if frame[1] == 6:
            return frame
        address, count = struct.unpack(">HH", frame[2:6])
        return self.before + registers(frame[0], address, count)

    def send(self, data: bytes) -> None:
        os.write(self._master, data)


@asynccontextmanager
async def bus() -> AsyncIterator[tuple[Bus, Line]]:
    master, slave = os.openpty()
    tty.setraw(slave)
    loop = asyncio.get_running_loop()
    devices = Bus(master)
    loop.add_reader(master, devices.readable)
    try:
        yield devices, Line("rs485", serial=os.ttyname(slave), baud=115200, parity="none")
    finally:
        loop.remove_reader(master)
        os.close(master)
        os.close(slave)


def units(line: Line, *numbers: int, deadline_s: float = 2.0) -> list[Unit]:
    wire = Wire(line, time_s=lambda: 0.0)
    return [Unit(wire, number, deadline_s) for number in numbers]


def test_registers_are_read_and_written_over_a_serial_line(run: Any) -> None:
    async def story() -> None:
        async with bus() as (devices, line):
            (unit,) = units(line, 3)
            await unit.wire.open(1.0)
            assert (await unit.read(TEN)).values == tuple(range(100, 110))
            await unit.write(ONE_WRITE)
            assert [request[1] for request in devices.requests] == [3, 6]
            unit.wire.drop()

    run(story())


def test_devices_on_one_line_are_asked_one_after_another(run: Any) -> None:
    async def story() -> None:
        async with bus() as (devices, line):
            devices.after_s = 0.01
            many = units(line, 1, 2, 3, 4, 5)
            await asyncio.gather(*(unit.wire.open(1.0) for unit in many))
            answers = await asyncio.gather(*(unit.read(TEN) for unit in many for _ in range(3)))
            assert len(answers) == len(devices.requests) == 15
            assert not devices.overlapped
            assert many[0].wire.generation == 1
            many[0].wire.drop()

    run(story())


def test_a_write_goes_before_the_reads_of_others_that_wait(run: Any) -> None:
    async def story() -> None:
        async with bus() as (devices, line):
            devices.after_s = 0.02
            one, two = units(line, 1, 2)
            await one.wire.open(1.0)
            reads = [asyncio.create_task(one.read(TEN)) for _ in range(3)]
            await devices.came.wait()
            await two.write(ONE_WRITE)
            await asyncio.gather(*reads)
            assert [request[1] for request in devices.requests] == [3, 6, 3, 3]
            one.wire.drop()

    run(story())


def test_noise_and_a_late_answer_of_another_device_are_passed_over(run: Any) -> None:
    async def story() -> None:
        async with bus() as (devices, line):
            devices.before = b"\xff\x00\x03\x03" + ten_registers(9)
            (unit,) = units(line, 3)
            await unit.wire.open(1.0)
            assert (await unit.read(TEN)).values == tuple(range(100, 110))
            unit.wire.drop()

    run(story())


def test_a_silent_device_costs_the_others_its_deadline_and_not_more(run: Any) -> None:
    async def story() -> None:
        async with bus() as (devices, line):
            devices.silent = {1}
            one, two = units(line, 1, 2, deadline_s=0.1)
            await one.wire.open(1.0)
            with pytest.raises(NoAnswer):
                await one.read(TEN)
            assert (await two.read(TEN)).values[0] == 100
            assert len(devices.requests) == 2
            one.wire.drop()

    run(story())


@pytest.mark.parametrize(
    "damaged",
    [
        ten_registers(3)[:-1] + b"\x00",
        ten_registers(3)[:-1],
        with_crc(3, b"\x03\x02\x00\x01"),
        with_crc(3, b"\x04\x14" + bytes(20)),
        ten_registers(4),
    ],
    ids=["crc", "short", "one of ten", "function", "unit"],
)
def test_a_damaged_or_foreign_answer_is_none(run: Any, damaged: bytes) -> None:
    async def story() -> None:
        async with bus() as (devices, line):
            devices.answer = lambda frame: damaged  # type: ignore[method-assign]
            (unit,) = units(line, 3, deadline_s=0.1)
            await unit.wire.open(1.0)
            with pytest.raises((NoAnswer, BadReply)):
                await unit.read(TEN)
            del devices.answer
            assert (await unit.read(TEN)).values[0] == 100
            unit.wire.drop()

    run(story())


def test_an_exception_over_rtu_is_told_with_its_code(run: Any) -> None:
    async def story() -> None:
        async with bus() as (devices, line):
            devices.answer = lambda frame: with_crc(3, b"\x83\x0b")  # type: ignore[method-assign]
            (unit,) = units(line, 3)
            await unit.wire.open(1.0)
            with pytest.raises(DeviceException) as failure:
                await unit.read(TEN)
            assert failure.value.code == 11
            unit.wire.drop()

    run(story())


def test_endless_noise_keeps_nothing_and_ends_with_the_deadline(run: Any) -> None:
    async def story() -> None:
        async with bus() as (devices, line):
            devices.answer = lambda frame: bytes(range(256)) * 8  # type: ignore[method-assign]
            (unit,) = units(line, 3, deadline_s=0.2)
            await unit.wire.open(1.0)
            with pytest.raises(Failure):
                await unit.read(TEN)
            unit.wire.drop()

    run(story())


def test_a_live_plant_polls_its_devices_on_one_serial_line(run: Any) -> None:
    site = load_site("odawara")
    place = Place(Table.HOLDING, 500)
    map_ = RegisterMap(
        "serial-battery",
        Words("serial battery", "シリアル接続の蓄電池"),
        "battery_inverter",
        points=(Point("soc_pct", place, Coding(scale=0.1)),),
        identity=(IdentityCheck(Place(Table.HOLDING, 100), 100),),
    )

    async def story() -> None:
        async with bus() as (devices, line):
            connections = {
                name: Connection(name, line, unit, "", Path(), period_s=0.05, deadline_s=0.2)
                for name, unit in (("bess", 1), ("pv", 2), ("evc", 3))
            }
            maps = dict.fromkeys(connections, map_)
            plant = LivePlant(site, Connections(connections), maps, time_s=time.monotonic)
            try:
                await asyncio.to_thread(plant.open)
                assert {view.state for view in plant.links()} == {LinkState.CONNECTED}
                devices.silent = {2}
                oldest_s = 0.0
                asked = len(devices.requests)
                while len(devices.requests) < asked + 30:
                    await asyncio.sleep(0.01)
                    age_s = time.monotonic() - plant.readings()["bess.soc_pct"].time_s
                    oldest_s = max(oldest_s, age_s)
                states = [view.state for view in plant.links()]
                assert states == [LinkState.CONNECTED, LinkState.SILENT, LinkState.CONNECTED]
                assert plant.readings()["bess.soc_pct"].value == 50.0
                assert oldest_s < 1.0  # the deadline of the silent one, every two seconds
                assert not devices.overlapped
            finally:
                await asyncio.to_thread(plant.close)

    run(story())


def test_a_port_that_goes_away_is_told_and_one_that_is_missing_too(run: Any) -> None:
    async def story() -> None:
        async with bus() as (devices, line):
            devices.silent = {3}
            (unit,) = units(line, 3)
            await unit.wire.open(1.0)
            waiting = asyncio.create_task(unit.read(TEN))
            await devices.came.wait()
        with pytest.raises(ConnectionBroke):
            await waiting
        assert not unit.wire.is_open
        with pytest.raises(NoConnection):
            await unit.wire.open(1.0)

    run(story())


def test_a_port_is_opened_by_one_console_only(run: Any) -> None:
    async def story() -> None:
        async with bus() as (_, line):
            (first,) = units(line, 3)
            (second,) = units(line, 3)
            await first.wire.open(1.0)
            with pytest.raises(NoConnection):
                await second.wire.open(1.0)
            first.wire.drop()
            await second.wire.open(1.0)
            second.wire.drop()

    run(story())
