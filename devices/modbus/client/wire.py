"""The way to one or more devices: opened on demand, one request in flight."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from devices.modbus.client.conversation import Conversation
from devices.modbus.client.dial import dial
from devices.modbus.client.failures import Failure, NoConnection, NotAllowed
from devices.modbus.client.requests import Request
from devices.modbus.client.turns import Turns
from devices.phrases import said
from devices.site.connections import Line
from devices.words import Words

_BITS_A_CHARACTER = 11  # start, eight of data, parity or a second stop bit, stop
_QUIET_CHARACTERS = 3.5  # between two frames, MODBUS over Serial Line V1.02, section 2.5.1.1
_QUIET_LEAST_S = 0.00175  # above 19200 baud


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. sent_s: plant time when the request went out; took_s: until it was here."""

    values: tuple[int, ...]
    sent_s: float
    took_s: float


def no_objection() -> Words | None:
    """What a request that nobody can take back is sent with."""
    return None


class Wire:
    """A TCP or TLS connection of one device, or a serial line that several devices share.

    time_s: the plant time. Made and used inside one running loop. `generation` grows with every
    opening, so that a device knows when it must look again who answers there.
    """

    def __init__(self, line: Line, time_s: Callable[[], float]) -> None:
        self.line = line
        self.generation = 0
        self._time_s = time_s
        self._turns = Turns()
        self._conversation: Conversation | None = None
        self._quiet_s = _quiet_s(line)

    @property
    def is_open(self) -> bool:
        """Whether a request can be sent."""
        return self._conversation is not None and self._conversation.is_open

    @property
    def now_s(self) -> float:
        """Plant time."""
        return self._time_s()

    @property
    def failure(self) -> Failure | None:
        """What ended the last connection; None while it stands, and before the first."""
        return None if self._conversation is None else self._conversation.failure

    async def open(self, deadline_s: float) -> None:
        """Open the line unless it is open; raises NoConnection."""
        async with self._turns.turn(urgent=False):
            if not self.is_open:
                self._conversation = await dial(self.line, deadline_s)
                self.generation += 1

    async def ask(
        self,
        request: Request,
        unit: int,
        deadline_s: float,
        *,
        urgent: bool = False,
        objection: Callable[[], Words | None] = no_objection,
    ) -> Answer:
        """Send `request` once, when it is its turn, and return the answer; raises Failure.

        deadline_s runs from the sending on. urgent: before everybody else who waits. objection:
        asked in the last moment before the sending; what it says is raised as NotAllowed.
        """
        async with self._turns.turn(urgent=urgent):
            if self._quiet_s:
                await asyncio.sleep(self._quiet_s)
            conversation = self._conversation
            if conversation is None or not conversation.is_open:
                raise NoConnection(said("wire.not_open", address=self.line.address))
            words = objection()
            if words is not None:
                raise NotAllowed(words)
            sent_s, started = self._time_s(), asyncio.get_running_loop().time()
            values = await conversation.ask(request, unit, deadline_s)
            took_s = asyncio.get_running_loop().time() - started
            return Answer(values, sent_s, took_s)

    def drop(self) -> None:
        """Close at once; whoever waits for an answer gets ConnectionBroke."""
        conversation, self._conversation = self._conversation, None
        if conversation is not None:
            conversation.abort()


def _quiet_s(line: Line) -> float:
    """The silence that parts two frames on a serial line; 0 on any other."""
    if not line.serial:
        return 0.0
    return max(_QUIET_CHARACTERS * _BITS_A_CHARACTER / line.baud, _QUIET_LEAST_S)
