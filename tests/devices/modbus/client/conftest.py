"""A device on a real socket that counts frames and answers exactly what the test wants."""

from __future__ import annotations

import asyncio
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from devices.site.connections import Line

_GIVE_UP_S = 120.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A request as it came in."""

    transaction: int
    unit: int
    pdu: bytes

    @property
    def function(self) -> int:
        return self.pdu[0]

    @property
    def is_write(self) -> bool:
        return self.function in (5, 6, 15, 16)

    def reply(
        self, pdu: bytes, *, transaction: int | None = None, unit: int | None = None
    ) -> bytes:
        """`pdu` behind the header that answers this request, or one that is wrong on purpose."""
        tid = self.transaction if transaction is None else transaction
        return struct.pack(">HHHB", tid, 0, len(pdu) + 1, self.unit if unit is None else unit) + pdu

    @property
    def span(self) -> tuple[int, int]:
        """Address and count (or value) of the request."""
        address, count = struct.unpack(">HH", self.pdu[1:5])
        return address, count


Answer = Callable[[Frame, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Device:
    """A unit with 1000 registers, 0..999 at the start, and a heartbeat in register 900.

    frames: every request in the order of its coming; openings: when connections were made. answer:
    what is done with a request in place of a good answer.
    """

    registers: dict[int, int] = field(default_factory=lambda: {n: n for n in range(1000)})
    frames: list[Frame] = field(default_factory=list)
    openings: list[float] = field(default_factory=list)
    host: str = "127.0.0.1"
    port: int = 0
    answer: Answer | None = None
    writers: list[asyncio.StreamWriter] = field(default_factory=list)
    beats: bool = True
    came: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def writes(self) -> list[Frame]:
        return [frame for frame in self.frames if frame.is_write]

    @property
    def line(self) -> Line:
        return Line("test", host=self.host, port=self.port)

    def right_pdu(self, frame: Frame) -> bytes:
        """What a good device answers."""
        address, count = frame.span
        if self.beats:
            self.registers[900] = (self.registers[900] + 1) & 0xFFFF
        if frame.function in (3, 4):
            cells = [self.registers[n] for n in range(address, address + count)]
            return struct.pack(f">BB{count}H", frame.function, 2 * count, *cells)
        if frame.function in (1, 2):
            size = (count + 7) // 8
            whole = sum((self.registers[address + n] & 1) << n for n in range(count))
            return bytes((frame.function, size)) + whole.to_bytes(size, "little")
        if frame.function == 6:
            self.registers[address] = count
        if frame.function == 16:
            cells = struct.unpack(f">{count}H", frame.pdu[6:])
            self.registers.update(zip(range(address, address + count), cells, strict=True))
        return frame.pdu[:5]

    async def right(self, frame: Frame, writer: asyncio.StreamWriter) -> None:
        """Answer as a good device."""
        writer.write(frame.reply(self.right_pdu(frame)))

    def hang_up(self) -> None:
        """End every connection."""
        for writer in self.writers:
            writer.transport.abort()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.openings.append(asyncio.get_running_loop().time())
        self.writers.append(writer)
        try:
            while True:
                header = await reader.readexactly(7)
                transaction, _, length, unit = struct.unpack(">HHHB", header)
                frame = Frame(transaction, unit, await reader.readexactly(length - 1))
                self.frames.append(frame)
                self.came.set()
                await (self.answer or self.right)(frame, writer)
        except (asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
            pass  # the client has gone
        finally:
            writer.transport.abort()


@asynccontextmanager
async def _served(tls: ssl.SSLContext | None = None) -> AsyncIterator[Device]:
    device = Device()
    tasks: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.add(asyncio.create_task(device.serve(reader, writer)))

    server = await asyncio.start_server(accept, "127.0.0.1", 0, ssl=tls)
    device.port = server.sockets[0].getsockname()[1]
    try:
        yield device
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)


Served = Callable[..., Any]
Run = Callable[[Coroutine[Any, Any, None]], None]


@pytest.fixture(scope="session")
def served() -> Served:
    """An async context manager that serves a Device on a free port of the loopback."""
    return _served


@pytest.fixture(scope="session")
def run() -> Run:
    """Run a test's coroutine in a loop of its own, at most for some seconds."""

    def run_it(story: Coroutine[Any, Any, None]) -> None:
        async def bounded() -> None:
            async with asyncio.timeout(_GIVE_UP_S):
                await story

        asyncio.run(bounded())

    return run_it
