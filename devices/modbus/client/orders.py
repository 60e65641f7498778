"""A verb on its way to a device: encoded, written frame by frame, never twice.

What came of it is told as an event: nothing when every frame was answered (the readings show the
rest), `write_refused` when the device or the console would not, `write_unanswered` when nobody
knows. Then the place is read back, where the map says that it holds what was written. A gateway
whose device did not answer knows no more than we do; a device that is not done yet has accepted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from devices.modbus.client.failures import DeviceException, Failure, NotAllowed
from devices.modbus.client.standing import Standing
from devices.modbus.client.unit import Unit
from devices.phrases import said
from devices.plant import Command
from devices.registers import (
    Block,
    CannotEncode,
    RegisterMap,
    RegisterWrite,
    encode,
    needed,
    plan_places,
)
from devices.words import Words

_NOT_DONE_YET = 5  # acknowledge: accepted, and it takes its time
_NOBODY_KNOWS = 11  # gateway target device failed to respond


@dataclass(frozen=True, slots=True)
class Order:
    """A command that waits for its turn, with the words for its verb.

    objection: why it may no longer go; asked in the last moment before each frame.
    """

    command: Command
    title: Words
    objection: Callable[[], Words | None]


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A write that went out and was not answered."""

    order: Order
    write: RegisterWrite


class Orders:
    """Carries out the orders of one device, one after another, in the task of its link.

    map: the registers that the device has; whoever recognises it sets them.
    """

    map: RegisterMap

    def __init__(self, unit: Unit, standing: Standing) -> None:
        self._unit = unit
        self._standing = standing
        self._doubts: list[_Doubt] = []

    def check(self, command: Command) -> None:
        """Raise CannotEncode when the registers cannot say `command`; for any thread."""
        if not needed(self.map, command.verb):  # else it takes what the device holds now
            encode(self.map, command.verb, command.arguments)

    async def carry_out(self, order: Order) -> None:
        """Write what the verb needs. Raises the Failure that broke the line, after telling of it.

        The first frame that is refused or not answered is the last: a trigger never follows a
        set-point that may not have arrived.
        """
        try:
            writes = await self._writes(order.command)
        except (CannotEncode, Failure) as error:
            self.refuse(order, error.words)
            if isinstance(error, CannotEncode | DeviceException):
                return
            raise
        for done, write in enumerate(writes):
            try:
                await self._write(write, order)
            except Failure as failure:
                self._stopped(order, write, done, failure)
                if isinstance(failure, DeviceException | NotAllowed):
                    return
                raise

    async def _write(self, write: RegisterWrite, order: Order) -> None:
        try:
            await self._unit.write(write, order.objection)
        except DeviceException as failure:
            if failure.code != _NOT_DONE_YET:
                raise

    async def _writes(self, command: Command) -> tuple[RegisterWrite, ...]:
        """Encode the verb; first read what must stay as it is around the bits that are written."""
        places = needed(self.map, command.verb)
        image = await self._unit.read_all(plan_places(self.map, places), urgent=True)
        return encode(self.map, command.verb, command.arguments, image)

    async def read_back(self) -> None:
        """Look what became of writes that were not answered, and tell; raises Failure."""
        while self._doubts:
            doubt = self._doubts[0]
            write = doubt.write
            try:
                answer = await self._unit.read(
                    Block(write.table, write.address, len(write.values)), urgent=True
                )
            except DeviceException as failure:
                self._told(doubt.order, "write_unanswered", "unreadable", why=failure.words)
            else:
                found = "arrived" if write.holds(answer.values) else "missing"
                self._told(doubt.order, "write_unanswered", found)
            del self._doubts[0]

    # --- telling -------------------------------------------------------------------------------

    def refuse(self, order: Order, why: Words) -> None:
        """Tell that nothing of the order was sent, or that the device did not take it."""
        self._told(order, "write_refused", "refused", why=why)

    def _stopped(self, order: Order, write: RegisterWrite, done: int, failure: Failure) -> None:
        """Tell how far the order came: `done` writes were answered, and then `write` failed."""
        refused = isinstance(failure, DeviceException) and failure.code != _NOBODY_KNOWS
        if refused or not failure.sent:
            result = "partly" if done else "refused"
            self._told(order, "write_refused", result, done=done, why=failure.words)
        elif write.read_back:
            self._doubts.append(_Doubt(order, write))
            self._told(order, "write_unanswered", "pending", why=failure.words)
        else:
            self._told(order, "write_unanswered", "unknown", why=failure.words)

    def _told(self, order: Order, what: str, result: str, **arguments: object) -> None:
        command = order.command
        words = said(f"wire.write.{result}", verb=order.title, **arguments)
        self._standing.tell(what, words, who=command.person, verb=command.verb, result=result)
