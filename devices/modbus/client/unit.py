"""One unit on a wire: its registers read and written, each request with the device's deadline."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from devices.modbus.client import requests
from devices.modbus.client.wire import Answer, Wire, no_objection
from devices.registers import Block, Image, RegisterWrite
from devices.words import Words


class Unit:
    """Unit `number` on `wire`; deadline_s: for the answer to each request."""

    def __init__(self, wire: Wire, number: int, deadline_s: float) -> None:
        self.wire = wire
        self.number = number
        self.deadline_s = deadline_s

    async def read(self, block: Block, *, urgent: bool = False) -> Answer:
        """Read a block once; raises Failure."""
        request = requests.read(block)
        return await self.wire.ask(request, self.number, self.deadline_s, urgent=urgent)

    async def read_all(self, blocks: Iterable[Block], *, urgent: bool = False) -> Image:
        """Read blocks one after another; raises Failure with the first that fails."""
        image = Image()
        for block in blocks:
            answer = await self.read(block, urgent=urgent)
            image.put(block.table, block.address, answer.values)
        return image

    async def write(
        self, wanted: RegisterWrite, objection: Callable[[], Words | None] = no_objection
    ) -> None:
        """Write once, before every poll that waits; raises Failure, NotAllowed on an objection."""
        request = requests.write(wanted)
        await self.wire.ask(request, self.number, self.deadline_s, urgent=True, objection=objection)
