"""The rules that were measured on pymodbus 3.16.1, each kept against a real socket."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable
from typing import Any

import pytest

from devices.modbus.client import (
    Answer,
    BadReply,
    ConnectionBroke,
    DeviceException,
    Failure,
    NoAnswer,
    NoConnection,
    NotAllowed,
    Unit,
    Wire,
)
from devices.registers import Block, RegisterWrite, Table
from devices.words import same

UNIT = 6
TEN = Block(Table.HOLDING, 100, 10)
ONE_WRITE = RegisterWrite(Table.HOLDING, 7, (321,), (0xFFFF,))


def unit_of(device: Any, *, deadline_s: float = 5.0) -> Unit:
    return Unit(Wire(device.line, time_s=lambda: 12.5), UNIT, deadline_s)


async def opened(device: Any, *, deadline_s: float = 5.0) -> Unit:
    unit = unit_of(device, deadline_s=deadline_s)
    await unit.wire.open(deadline_s)
    return unit


async def silence(frame: Any, writer: Any) -> None:
    """The device takes the request and says nothing."""


def says(make: Callable[[Any], bytes]) -> Callable[[Any, Any], Any]:
    """An answer that sends what `make` makes of the frame."""

    async def answer(frame: Any, writer: Any) -> None:
        writer.write(make(frame))

    return answer


# --- reading ------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", list(Table))
def test_each_table_is_read_with_its_own_function(served: Any, run: Any, table: Table) -> None:
    async def story() -> None:
        async with served() as device:
            unit = await opened(device)
            answer = await unit.read(Block(table, 100, 10))
            expected = [n & 1 if table.of_bits else n for n in range(100, 110)]
            assert answer.values == tuple(expected)
            functions = {"coil": 1, "discrete": 2, "holding": 3, "input": 4}
            assert device.frames[0].function == functions[table.value]
            unit.wire.drop()

    run(story())


def test_an_answer_carries_the_plant_time_at_which_it_was_asked_for(served: Any, run: Any) -> None:
    async def story() -> None:
        async with served() as device:
            unit = await opened(device)
            answer = await unit.read(TEN)
            assert isinstance(answer, Answer)
            assert answer.sent_s == 12.5
            assert answer.took_s > 0.0
            unit.wire.drop()

    run(story())


# --- a frame for a request --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("write", "function"),
    [
        (RegisterWrite(Table.HOLDING, 7, (321,), (0xFFFF,)), 6),
        (RegisterWrite(Table.HOLDING, 7, (321,), (0xFFFF,), multiple=True), 16),
        (RegisterWrite(Table.HOLDING, 7, (1, 2), (0xFFFF, 0xFFFF)), 16),
        (RegisterWrite(Table.COIL, 7, (1,), (1,)), 5),
        (RegisterWrite(Table.COIL, 7, (1,), (1,), multiple=True), 15),
        (RegisterWrite(Table.COIL, 7, (1, 0, 1), (1, 1, 1)), 15),
    ],
)
def test_a_write_is_one_frame(served: Any, run: Any, write: RegisterWrite, function: int) -> None:
    async def story() -> None:
        async with served() as device:
            unit = await opened(device)
            await unit.write(write)
            assert [frame.function for frame in device.frames] == [function]
            unit.wire.drop()

    run(story())


def test_an_unanswered_write_stays_one_frame(served: Any, run: Any) -> None:
    async def story() -> None:
        async with served() as device:
            device.answer = silence
            unit = await opened(device, deadline_s=0.2)
            with pytest.raises(NoAnswer) as failure:
                await unit.write(ONE_WRITE)
            assert failure.value.sent
            device.answer = None
            await unit.wire.open(1.0)
            await unit.read(TEN)  # whatever came before this would have come by now
            assert len(device.writes) == 1
            unit.wire.drop()

    run(story())


def test_an_unanswered_read_is_not_repeated_by_itself(served: Any, run: Any) -> None:
    async def story() -> None:
        async with served() as device:
            device.answer = silence
            unit = await opened(device, deadline_s=0.2)
            with pytest.raises(NoAnswer):
                await unit.read(TEN)
            device.answer = None
            await unit.wire.open(1.0)
            await unit.read(Block(Table.HOLDING, 5, 1))
            assert [frame.span for frame in device.frames] == [(100, 10), (5, 1)]
            unit.wire.drop()

    run(story())


def test_what_is_taken_back_before_its_turn_is_not_sent(served: Any, run: Any) -> None:
    async def story() -> None:
        async with served() as device:
            unit = await opened(device)
            with pytest.raises(NotAllowed) as failure:
                await unit.write(ONE_WRITE, lambda: same("disarmed"))
            assert not failure.value.sent
            await unit.read(TEN)
            assert device.writes == []
            unit.wire.drop()

    run(story())


def test_one_request_is_in_flight_at_a_time_and_a_write_goes_before_reads_that_wait(
    served: Any, run: Any
) -> None:
    async def story() -> None:
        async with served() as device:
            may_answer = asyncio.Event()

            async def when_allowed(frame: Any, writer: Any) -> None:
                await may_answer.wait()
                await device.right(frame, writer)

            device.answer = when_allowed
            unit = await opened(device)
            reads = [asyncio.create_task(unit.read(TEN)) for _ in range(4)]
            await device.came.wait()
            write = asyncio.create_task(unit.write(ONE_WRITE))
            await asyncio.sleep(0)
            assert len(device.frames) == 1
            may_answer.set()
            await asyncio.gather(*reads, write)
            assert [frame.function for frame in device.frames] == [3, 6, 3, 3, 3]
            unit.wire.drop()

    run(story())


# --- every reply is checked ---------------------------------------------------------------------

WRONG_REPLIES = {
    "another function": lambda frame: frame.reply(b"\x04" + frame_data(10)),
    "one register of ten": lambda frame: frame.reply(b"\x03" + frame_data(1)),
    "a register too many": lambda frame: frame.reply(b"\x03" + frame_data(11)),
    "a byte count that lies": lambda frame: frame.reply(b"\x03\x02" + bytes(20)),
    "data cut short": lambda frame: frame.reply(b"\x03\x14" + bytes(19)),
    "a function alone": lambda frame: frame.reply(b"\x03"),
    "an exception without a code": lambda frame: frame.reply(b"\x83"),
    "an exception to another function": lambda frame: frame.reply(b"\x84\x02"),
    "another transaction": lambda frame: frame.reply(
        b"\x03" + frame_data(10), transaction=frame.transaction + 1
    ),
    "another unit": lambda frame: frame.reply(b"\x03" + frame_data(10), unit=UNIT + 1),
    "another protocol": lambda frame: b"\x00\x01\x00\x07" + bytes(20),
    "no length": lambda frame: struct.pack(">HHHB", frame.transaction, 0, 0, UNIT),
    "a huge length": lambda frame: struct.pack(">HHHB", frame.transaction, 0, 0xFFFF, UNIT),
    "two answers": lambda frame: 2 * frame.reply(b"\x03" + frame_data(10)),
    "garbage": lambda frame: bytes(range(200, 240)),
    "an endless stream": lambda frame: bytes(100_000),
}


def frame_data(registers: int) -> bytes:
    return struct.pack(f">B{registers}H", 2 * registers, *range(registers))


@pytest.mark.parametrize("wrong", WRONG_REPLIES)
def test_a_reply_that_is_not_the_answer_ends_the_wait_and_the_connection(
    served: Any, run: Any, wrong: str
) -> None:
    async def story() -> None:
        async with served() as device:
            device.answer = says(WRONG_REPLIES[wrong])
            unit = await opened(device, deadline_s=5.0)
            with pytest.raises(BadReply):
                await unit.read(TEN)
            assert not unit.wire.is_open
            device.answer = None
            await unit.wire.open(1.0)
            assert (await unit.read(TEN)).values == tuple(range(100, 110))
            unit.wire.drop()

    run(story())


@pytest.mark.parametrize(
    "reply",
    [b"\x06\x00\x07\x01\x42", b"\x06\x00\x08\x01\x41", b"\x06\x00\x07", b"\x10\x00\x07\x00\x01"],
)
def test_a_write_answered_with_something_else_counts_as_unanswered(
    served: Any, run: Any, reply: bytes
) -> None:
    async def story() -> None:
        async with served() as device:
            device.answer = says(lambda frame: frame.reply(reply))
            unit = await opened(device)
            with pytest.raises(BadReply) as failure:
                await unit.write(ONE_WRITE)
            assert failure.value.sent
            assert len(device.writes) == 1

    run(story())


def test_an_exception_is_told_with_its_code_and_leaves_the_connection(
    served: Any, run: Any
) -> None:
    async def story() -> None:
        async with served() as device:
            device.answer = says(lambda frame: frame.reply(bytes((frame.function | 0x80, 6))))
            unit = await opened(device)
            with pytest.raises(DeviceException) as failure:
                await unit.read(TEN)
            assert failure.value.code == 6
            assert "busy" in failure.value.words.en
            assert "処理中" in failure.value.words.ja
            assert unit.wire.is_open
            unit.wire.drop()

    run(story())


def test_bytes_that_nobody_asked_for_end_the_connection(served: Any, run: Any) -> None:
    async def story() -> None:
        async with served() as device:
            unit = await opened(device)
            await unit.read(TEN)
            device.writers[0].write(b"hello?")
            await device.writers[0].wait_closed()  # the client let go
            assert not unit.wire.is_open
            assert isinstance(unit.wire.failure, BadReply)

    run(story())


def test_a_reply_may_come_in_pieces(served: Any, run: Any) -> None:
    async def story() -> None:
        async with served() as device:

            async def in_pieces(frame: Any, writer: Any) -> None:
                for byte in frame.reply(device.right_pdu(frame)):
                    writer.write(bytes((byte,)))
                    await writer.drain()
                    await asyncio.sleep(0.001)

            device.answer = in_pieces
            unit = await opened(device)
            assert (await unit.read(TEN)).values == tuple(range(100, 110))
            unit.wire.drop()

    run(story())


# --- deadlines ------------------------------------------------------------------------------------


def test_the_deadline_is_for_the_whole_answer_however_slowly_it_drips(
    served: Any, run: Any
) -> None:
    async def story() -> None:
        async with served() as device:

            async def drip(frame: Any, writer: Any) -> None:
                for byte in frame.reply(device.right_pdu(frame)):
                    writer.write(bytes((byte,)))
                    await asyncio.sleep(0.05)

            device.answer = drip
            unit = await opened(device, deadline_s=0.3)
            started = asyncio.get_running_loop().time()
            with pytest.raises(BadReply, match="half an answer"):
                await unit.read(TEN)
            assert 0.25 < asyncio.get_running_loop().time() - started < 2.0
            assert not unit.wire.is_open

    run(story())


def test_a_silent_device_costs_its_own_deadline_only(served: Any, run: Any) -> None:
    async def story() -> None:
        async with served() as silent, served() as good:
            silent.answer = silence
            waiting = await opened(silent, deadline_s=5.0)
            quick = await opened(good, deadline_s=5.0)
            hung = asyncio.create_task(waiting.read(TEN))
            await silent.came.wait()
            for _ in range(20):
                await quick.read(TEN)
            assert not hung.done()
            hung.cancel()
            await asyncio.gather(hung, return_exceptions=True)
            waiting.wire.drop()
            quick.wire.drop()

    run(story())


# --- connections ----------------------------------------------------------------------------------


def test_a_wire_that_was_never_opened_says_so_and_sends_nothing(served: Any, run: Any) -> None:
    async def story() -> None:
        async with served() as device:
            with pytest.raises(NoConnection) as failure:
                await unit_of(device).write(ONE_WRITE)
            assert not failure.value.sent
            assert device.openings == []

    run(story())


def test_nobody_at_the_address_is_told_in_words(run: Any, served: Any) -> None:
    async def story() -> None:
        async with served() as device:
            line = device.line
        unit = Unit(Wire(line, time_s=lambda: 0.0), UNIT, 1.0)
        with pytest.raises(NoConnection, match=line.address):
            await unit.wire.open(1.0)

    run(story())


def test_a_connection_that_breaks_while_a_write_is_under_way_may_have_delivered_it(
    served: Any, run: Any
) -> None:
    async def story() -> None:
        async with served() as device:

            async def hang_up(frame: Any, writer: Any) -> None:
                writer.transport.abort()

            device.answer = hang_up
            unit = await opened(device)
            with pytest.raises(ConnectionBroke) as failure:
                await unit.write(ONE_WRITE)
            assert failure.value.sent
            assert not unit.wire.is_open

    run(story())


def test_every_opening_is_a_new_generation_so_that_identity_is_asked_again(
    served: Any, run: Any
) -> None:
    async def story() -> None:
        async with served() as device:
            unit = await opened(device)
            assert unit.wire.generation == 1
            await unit.wire.open(1.0)
            assert unit.wire.generation == 1
            unit.wire.drop()
            await unit.wire.open(1.0)
            assert unit.wire.generation == 2
            unit.wire.drop()

    run(story())


def test_a_wire_may_be_made_outside_the_loop_in_which_it_is_opened(served: Any, run: Any) -> None:
    """pymodbus's clients bind to the loop as they are made; ours as they open."""

    async def story() -> None:
        async with served() as device:
            unit = await asyncio.to_thread(unit_of, device)
            await unit.wire.open(1.0)
            assert (await unit.read(TEN)).values[0] == 100
            unit.wire.drop()

    run(story())


def test_dropping_a_wire_frees_whoever_waits_on_it(served: Any, run: Any) -> None:
    async def story() -> None:
        async with served() as device:
            device.answer = silence
            unit = await opened(device)
            waiting = asyncio.create_task(unit.read(TEN))
            await device.came.wait()
            unit.wire.drop()
            with pytest.raises(Failure):
                await waiting

    run(story())
