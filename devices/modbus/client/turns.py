"""Whose turn it is on a line: one at a time, a write before every poll that waits."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """A lock with two queues: who is urgent goes first, else in the order of asking."""

    def __init__(self) -> None:
        self._busy = False
        self._urgent: deque[asyncio.Future[None]] = deque()
        self._others: deque[asyncio.Future[None]] = deque()

    @asynccontextmanager
    async def turn(self, *, urgent: bool) -> AsyncIterator[None]:
        """Wait for the line and have it until the block ends."""
        if self._busy:
            await self._wait(self._urgent if urgent else self._others)
        self._busy = True
        try:
            yield
        finally:
            self._pass_on()

    async def _wait(self, queue: deque[asyncio.Future[None]]) -> None:
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.append(mine)
        try:
            await mine
        except asyncio.CancelledError:
            if mine in queue:
                queue.remove(mine)
            else:  # the line was passed on to us in the moment in which we gave up
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        """Hand the line over; it stays busy, so that nobody slips in between."""
        for queue in (self._urgent, self._others):
            if queue:
                queue.popleft().set_result(None)
                return
        self._busy = False
