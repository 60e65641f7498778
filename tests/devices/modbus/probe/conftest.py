"""A device on a real socket that answers exactly what a test wants, and counts what it is asked."""

from __future__ import annotations

import asyncio
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from devices.registers import Table
from devices.site import load_site
from devices.site.connections import Line
from devices.sunspec.served import SunSpecImage, sunspec_image

PATIENCE_S = 120.0

Answer = Callable[[int, bytes], "bytes | None"]
"""From unit and PDU to the PDU that answers; None for silence. EOFError hangs up."""


@dataclass
class Device:
    """Serves `answer` on loopback. connections: how many it takes at once.

    asked: unit and PDU of every request. late_s: before each answer. overlapped: whether a request
    came while another of the same connection was not answered yet. drip_s: between two bytes.
    most_opened: connections at one time.
    """

    answer: Answer
    connections: int = 100
    late_s: float = 0.0
    drip_s: float = 0.0
    tls: ssl.SSLContext | None = None
    asked: list[tuple[int, bytes]] = field(default_factory=list)
    overlapped: bool = False
    opened: int = 0
    most_opened: int = 0
    port: int = 0

    @property
    def line(self) -> Line:
        return Line("test", host="127.0.0.1", port=self.port)

    def start(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fake device")
        self._thread.start()
        self._server = self._do(self._listen())
        self.port = self._server.sockets[0].getsockname()[1]

    def stop(self) -> None:
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE_S)
        self._loop.close()

    def _do(self, work):  # type: ignore[no-untyped-def] # whatever the coroutine gives
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_S)

    async def _listen(self) -> asyncio.Server:
        return await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self.tls)

    async def _end(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.opened += 1
        self.most_opened = max(self.most_opened, self.opened)
        try:
            while self.opened <= self.connections:
                header = await reader.readexactly(7)
                tid, _, length, unit = struct.unpack(">HHHB", header)
                pdu = await reader.readexactly(length - 1)
                self.asked.append((unit, pdu))
                await asyncio.sleep(self.late_s)
                self.overlapped |= bool(reader._buffer)  # type: ignore[attr-defined]
                told = self.answer(unit, pdu)
                if told is not None:
                    await self._tell(
                        writer, struct.pack(">HHHB", tid, 0, len(told) + 1, unit) + told
                    )
        except (EOFError, OSError):
            pass  # either side has hung up
        finally:
            self.opened -= 1
            writer.close()

    async def _tell(self, writer: asyncio.StreamWriter, frame: bytes) -> None:
        pieces = [frame[n : n + 1] for n in range(len(frame))] if self.drip_s else [frame]
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(self.drip_s)


@pytest.fixture
def device() -> Iterator[Callable[..., Device]]:
    """Serve an answer; it ends with the test."""
    started: list[Device] = []

    def serve(answer: Answer, **how: object) -> Device:
        started.append(Device(answer, **how))  # type: ignore[arg-type]
        started[-1].start()
        return started[-1]

    yield serve
    for one in started:
        one.stop()


@pytest.fixture(scope="session")
def battery() -> SunSpecImage:
    """The registers of a SunSpec battery."""
    site = load_site("odawara")
    image = sunspec_image(site, site.devices["bess"])
    assert image is not None
    image.show({"soc_pct": 50.0, "p_kw": 10.0, "state": "running"})
    return image


@pytest.fixture
def registers() -> Callable[[Callable[[Table, int, int], tuple[int, ...] | None]], Answer]:
    """A device of registers: it knows the functions 3 and 4, all others it refuses."""

    def make(read: Callable[[Table, int, int], tuple[int, ...] | None]) -> Answer:
        def answer(_unit: int, pdu: bytes) -> bytes:
            tables = {3: Table.HOLDING, 4: Table.INPUT}
            if pdu[0] not in tables:
                return bytes((pdu[0] | 0x80, 1))
            address, count = struct.unpack(">HH", pdu[1:5])
            cells = read(tables[pdu[0]], address, count)
            if cells is None:
                return bytes((pdu[0] | 0x80, 2))
            return struct.pack(f">BB{count}H", pdu[0], 2 * count, *cells)

        return answer

    return make
