"""A device that lies, streams, drips or hangs up: no crash, no hang, no growth."""

from __future__ import annotations

import asyncio
import contextlib
import tracemalloc
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymodbus.framer.rtu import FramerRTU

from devices.modbus.client import DeviceException, Failure, Unit, Wire
from devices.modbus.client.failures import BadReply, bad_reply
from devices.modbus.client.framing import Framing, Mbap, Rtu
from devices.modbus.client.requests import Request, read, write
from devices.registers import Block, RegisterWrite, Table

UNIT, TRANSACTION = 6, 1
REQUESTS = {
    "registers": read(Block(Table.HOLDING, 100, 10)),
    "bits": read(Block(Table.COIL, 3, 17)),
    "write": write(RegisterWrite(Table.HOLDING, 7, (321,), (0xFFFF,))),
}
RIGHT = {
    "registers": b"\x03\x14" + bytes(range(20)),
    "bits": b"\x01\x03\xaa\x55\x01",
    "write": b"\x06\x00\x07\x01\x41",
}


@st.composite
def replies(draw: st.DrawFn, framed: dict[str, bytes]) -> tuple[str, list[bytes]]:
    """A request, and what comes back: the right frame, spoiled, or anything; in any pieces."""
    name = draw(st.sampled_from(sorted(framed)))
    data = bytearray(framed[name])
    for _ in range(draw(st.integers(0, 4))):
        spoil = draw(st.sampled_from(["flip", "cut", "put", "twice"]))
        place = draw(st.integers(0, len(data)))
        if spoil == "flip" and place < len(data):
            data[place] ^= draw(st.integers(1, 255))
        elif spoil == "cut":
            del data[place:]
        elif spoil == "put":
            data[place:place] = draw(st.binary(max_size=300))
        else:
            data += data[place:]
    pieces, left = [], bytes(data)
    while left:
        size = draw(st.integers(1, len(left)))
        pieces.append(left[:size])
        left = left[size:]
    return name, pieces


def mbap(pdu: bytes) -> bytes:
    return bytes((0, TRANSACTION, 0, 0, 0, len(pdu) + 1, UNIT)) + pdu


def rtu(pdu: bytes) -> bytes:
    frame = bytes((UNIT,)) + pdu
    return frame + FramerRTU.compute_CRC(frame).to_bytes(2, "big")


def answer_of(framing: Framing, request: Request, pieces: list[bytes]) -> tuple[int, ...] | None:
    """What a conversation makes of `pieces`; None when it goes on waiting."""
    received = bytearray()
    for piece in pieces:
        if len(received) + len(piece) > framing.most_bytes:
            raise bad_reply("more")
        received += piece
        reply = framing.take(received, request, UNIT, TRANSACTION)
        if reply is not None:
            return request.values(reply)
    return None


@settings(max_examples=500)
@given(replies({name: mbap(pdu) for name, pdu in RIGHT.items()}))
def test_over_tcp_any_bytes_are_the_answer_or_none(reply: tuple[str, list[bytes]]) -> None:
    name, pieces = reply
    try:
        values = answer_of(Mbap(), REQUESTS[name], pieces)
    except (BadReply, DeviceException):
        return
    expected = {"registers": 10, "bits": 17, "write": 0}[name]
    assert values is None or len(values) == expected


@settings(max_examples=500)
@given(replies({name: rtu(pdu) for name, pdu in RIGHT.items()}))
def test_over_rtu_any_bytes_are_the_answer_or_none(reply: tuple[str, list[bytes]]) -> None:
    name, pieces = reply
    try:
        values = answer_of(Rtu(), REQUESTS[name], pieces)
    except (BadReply, DeviceException):
        return
    expected = {"registers": 10, "bits": 17, "write": 0}[name]
    assert values is None or len(values) == expected


@settings(max_examples=60)
@given(st.lists(st.one_of(st.binary(max_size=600), st.none()), min_size=1, max_size=4))
def test_on_a_socket_whatever_comes_ends_in_time_and_the_next_opening_works(
    served: Any, run: Any, pieces: list[bytes | None]
) -> None:
    """None in `pieces`: the device hangs up there."""

    async def story() -> None:
        async with served() as device:

            async def hostile(frame: Any, writer: Any) -> None:
                for piece in pieces:
                    if piece is None:
                        writer.transport.abort()
                        return
                    writer.write(piece)
                    await asyncio.sleep(0)

            device.answer = hostile
            wire = Wire(device.line, time_s=lambda: 0.0)
            unit = Unit(wire, UNIT, deadline_s=0.05)
            await wire.open(1.0)
            with pytest.raises(Failure):
                await unit.read(Block(Table.HOLDING, 100, 10))
            device.answer = None
            await wire.open(1.0)
            good = Unit(wire, UNIT, deadline_s=2.0)
            assert (await good.read(Block(Table.HOLDING, 100, 2))).values == (100, 101)
            wire.drop()

    run(story())


def test_an_endless_stream_is_cut_off_at_once(served: Any, run: Any) -> None:
    async def story() -> None:
        async with served() as device:
            sent = 0

            async def stream(frame: Any, writer: Any) -> None:
                nonlocal sent
                while True:
                    writer.write(bytes(65_536))
                    await writer.drain()
                    sent += 65_536

            device.answer = stream
            wire = Wire(device.line, time_s=lambda: 0.0)
            await wire.open(1.0)
            tracemalloc.start()
            with pytest.raises(BadReply):
                await Unit(wire, UNIT, deadline_s=5.0).read(Block(Table.HOLDING, 100, 10))
            _, most_bytes = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            assert not wire.is_open
            assert most_bytes < 4_000_000  # the socket's buffers, not what was sent
            with contextlib.suppress(ConnectionError):
                await device.writers[0].wait_closed()
            assert sent < 32_000_000

    run(story())


def test_thousands_of_bad_answers_leave_nothing_behind(served: Any, run: Any) -> None:
    async def story() -> None:
        async with served() as device:

            async def garbage(frame: Any, writer: Any) -> None:
                writer.write(bytes(300))

            device.answer = garbage
            wire = Wire(device.line, time_s=lambda: 0.0)
            unit = Unit(wire, UNIT, deadline_s=1.0)

            async def once() -> None:
                await wire.open(1.0)
                with pytest.raises(BadReply):
                    await unit.read(Block(Table.HOLDING, 100, 10))

            for _ in range(20):
                await once()
            tasks = len(asyncio.all_tasks())
            tracemalloc.start()
            before, _ = tracemalloc.get_traced_memory()
            for _ in range(200):
                await once()
                device.writers.clear()
                device.frames.clear()
                device.openings.clear()
            await asyncio.sleep(0)
            after, _ = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            assert len(asyncio.all_tasks()) <= tasks + 3
            assert after - before < 500_000

    run(story())
