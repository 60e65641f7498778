"""Reads per second of the driver, beside a bare asyncio client that knows its one request."""

from __future__ import annotations

import asyncio
import struct
import time
from collections.abc import Awaitable, Callable
from statistics import median

from devices.modbus.client import Unit, Wire
from devices.registers import Block
from devices.site.connections import Line

CLIENTS = 8  # as many connections, each with one request in flight
ROUND_S = 0.5
ROUNDS = 12
DEADLINE_S = 5.0

Connected = Callable[[], Awaitable[object]]  # one read


class Bare(asyncio.Protocol):
    """Sends the same bytes and waits for as many as the answer has; looks at nothing else."""

    def __init__(self, unit: int, block: Block) -> None:
        self._request = struct.pack(">HHHBBHH", 1, 0, 6, unit, 4, block.address, block.count)
        self._answer_bytes = 9 + 2 * block.count
        self._missing = 0
        self._transport: asyncio.Transport
        self._answer: asyncio.Future[None]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the transport."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Count what came."""
        self._missing -= len(data)
        if self._missing <= 0:
            self._answer.set_result(None)

    async def read(self) -> None:
        """One read."""
        self._answer = asyncio.get_running_loop().create_future()
        self._missing = self._answer_bytes
        self._transport.write(self._request)
        await self._answer

    def close(self) -> None:
        """Leave."""
        self._transport.close()


async def reads_per_s(connected: list[Connected]) -> float:
    """How many reads all of them make in a second, each one after the other."""
    until_s = time.perf_counter() + ROUND_S

    async def keep_on(one: Connected) -> int:
        done = 0
        while time.perf_counter() < until_s:
            await one()
            done += 1
        return done

    return sum(await asyncio.gather(*map(keep_on, connected))) / ROUND_S


async def measure(port: int, unit: int, block: Block) -> tuple[float, float]:
    """Medians of the driver and of the bare client, in turn, against the same server.

    block: input registers of `unit`.
    """
    loop = asyncio.get_running_loop()
    bare: list[Bare] = []
    wires: list[Wire] = []
    for _ in range(CLIENTS):
        _, one = await loop.create_connection(lambda: Bare(unit, block), "127.0.0.1", port)
        bare.append(one)
        wire = Wire(Line("bench", host="127.0.0.1", port=port), time.monotonic)
        await wire.open(DEADLINE_S)
        wires.append(wire)

    def driver(wire: Wire) -> Connected:
        device = Unit(wire, unit, DEADLINE_S)
        return lambda: device.read(block)

    figures: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        figures[0].append(await reads_per_s([driver(wire) for wire in wires]))
        figures[1].append(await reads_per_s([one.read for one in bare]))
    for closing in (*bare, *wires):
        closing.close() if isinstance(closing, Bare) else closing.drop()
    return median(figures[0]), median(figures[1])
