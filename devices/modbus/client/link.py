"""One device: opened, identified, polled on its schedule, written to, and opened anew.

One task does all of it, so that a device never has two requests of ours at once. A write that comes
in goes before the next read, even in the middle of a poll.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping

from devices.modbus.client.failures import BadReply, DeviceException, Failure, NoAnswer, lost
from devices.modbus.client.orders import Order, Orders
from devices.modbus.client.recognise import WrongDevice, recognise
from devices.modbus.client.schedule import Lateness, Schedule
from devices.modbus.client.standing import Standing
from devices.modbus.client.unit import Unit
from devices.modbus.client.values import DeviceValues
from devices.modbus.client.wire import Answer
from devices.phrases import said
from devices.plant import Command
from devices.registers import Image, RegisterMap, plan
from devices.signals import Quality, Reading, Signal
from devices.sunspec import SunSpecMap
from devices.words import Words

RETRY_S = 2.0
"""From one try to reach a device that does not answer to the next: it is back within 3 s."""
SILENT_S = 3.0
"""A device that does not answer is old after so long, however long its values may keep. [P]"""
_SEARCH_DEADLINES = 30
"""A device that gives each answer in the last moment is given up after so many deadlines."""


class Link:
    """The line to one device, as a task: `run` until it is cancelled.

    `readings` and `standing.view` are replaced as a whole, for any thread to read; `tried` is set
    once the first try is over, well or not. Everything else belongs to the loop. map_: what the
    site names; the registers of a SunSpec device are known once it was reached. signals: of the
    device, by suffix. retry_s: from one try to reach a lost device to the next.
    """

    def __init__(
        self,
        map_: RegisterMap | SunSpecMap,
        unit: Unit,
        signals: Mapping[str, Signal],
        standing: Standing,
        *,
        schedule: Schedule,
        lateness: Lateness,
        retry_s: float = RETRY_S,
    ) -> None:
        self.standing = standing
        self.readings: Mapping[str, Reading] = {}
        self._old: tuple[Mapping[str, Reading], Mapping[str, Reading]] | None = None
        self.tried = asyncio.Event()
        self._named = map_
        self._unit = unit
        self._signals = signals
        self._schedule = schedule
        self._lateness = lateness
        self._retry_s = retry_s
        self._orders = Orders(unit, standing)
        self._waiting: deque[Order] = deque()
        self._wake = asyncio.Event()
        self._identified = 0  # the generation of the wire in which the device was known by name
        self._loop = asyncio.get_running_loop()
        self._try_s = self._loop.time()
        if isinstance(map_, SunSpecMap):
            map_ = RegisterMap(map_.name, map_.title, map_.kind, points=())
        self._take(map_)

    def readings_at(self, now_s: float) -> Mapping[str, Reading]:
        """The newest readings; those of a device that has ceased to answer are old for everybody.

        What a meter may keep for half a minute while it is polled rarely must not be taken for
        known where it is known that nobody answers. For any thread.
        """
        view, readings = self.standing.view, self.readings
        answered_s = view.last_answer_s
        if self.standing.connected or answered_s is None or now_s - answered_s < SILENT_S:
            return readings
        kept = self._old
        if kept is None or kept[0] is not readings:
            kept = self._old = (readings, {name: _old(one) for name, one in readings.items()})
        return kept[1]

    def check(self, command: Command) -> None:
        """Raise CannotEncode when the registers cannot say `command`; for any thread."""
        self._orders.check(command)

    def close(self) -> None:
        """Drop the line, once the task has ended."""
        self._unit.wire.drop()
        self.standing.closed()

    def submit(self, order: Order) -> None:
        """Take an order; it goes before the next read."""
        self._waiting.append(order)
        self._wake.set()

    async def run(self) -> None:
        """Serve the device until cancelled."""
        while True:
            await self._until(self._schedule.due_s if self._settled else self._try_s)
            try:
                await self._turn()
            except Failure as failure:
                self._failed(failure)
            self.tried.set()

    # --- one turn --------------------------------------------------------------------------------

    @property
    def _settled(self) -> bool:
        """Whether the line stands and the device at its end is the one of the map."""
        wire = self._unit.wire
        return wire.is_open and wire.generation == self._identified

    async def _until(self, due_s: float) -> None:
        """Sleep until `due_s` of the loop's clock or an order, whichever comes first."""
        alarm = self._loop.call_at(due_s, self._wake.set)
        try:
            await self._wake.wait()
        finally:
            alarm.cancel()
            self._wake.clear()

    async def _turn(self) -> None:
        now_s = self._loop.time()
        if self._settled:
            await self._carry_out()
            late_s = now_s - self._schedule.due_s
            if late_s < 0.0:
                return  # it was an order that woke us
            self._lateness.note(late_s)
        elif now_s < self._try_s:  # an order came as the line broke
            self._refuse_waiting(lost())
            return
        else:
            if self.standing.connected:  # the line broke while nobody asked anything
                self._failed(self._unit.wire.failure or lost())
            await self._settle()
        await self._poll()
        self._schedule.after(self._loop.time())

    async def _settle(self) -> None:
        """Open the line and look who answers there."""
        self._try_s = self._loop.time() + self._retry_s
        await self._unit.wire.open(self._unit.deadline_s)
        generation = self._unit.wire.generation
        map_ = await self._recognised()
        if map_ != self._map:
            self._take(map_)
        self._identified = generation

    async def _recognised(self) -> RegisterMap:
        limit_s = _SEARCH_DEADLINES * self._unit.deadline_s
        try:
            async with asyncio.timeout(limit_s):
                return await recognise(self._named, self._unit, self.standing.view.device)
        except TimeoutError:
            raise NoAnswer(said("wire.no_answer", seconds=limit_s)) from None

    def _take(self, map_: RegisterMap) -> None:
        """Go by these registers from now on."""
        self._map = self._orders.map = map_
        self._blocks = plan(map_)
        self._values = DeviceValues(map_, self._signals)

    async def _carry_out(self) -> None:
        """Do what waits, and clear up what earlier writes have left in doubt."""
        while self._waiting:
            await self._orders.carry_out(self._waiting.popleft())
        await self._orders.read_back()

    async def _poll(self) -> None:
        image = Image()
        answers: list[Answer] = []
        refused: list[Words] = []
        for block in self._blocks:
            await self._carry_out()
            try:
                answer = await self._unit.read(block)
            except DeviceException as failure:
                refused.append(failure.words)
                continue
            image.put(block.table, block.address, answer.values)
            answers.append(answer)
        first_s = min((answer.sent_s for answer in answers), default=self._unit.wire.now_s)
        self.readings = self._values.readings(image, first_s)
        self.standing.answered(max((one.took_s for one in answers), default=None), refused)

    def _failed(self, failure: Failure) -> None:
        self._identified = 0
        if isinstance(failure, WrongDevice | BadReply | DeviceException):
            self.readings = self._values.bad(self._unit.wire.now_s)
        if isinstance(failure, WrongDevice):
            self.standing.mismatched(failure.words)
        else:
            self.standing.failed(failure)
        self._refuse_waiting(failure)
        self._schedule.after(self._loop.time())

    def _refuse_waiting(self, failure: Failure) -> None:
        while self._waiting:
            self._orders.refuse(self._waiting.popleft(), failure.words)


def _old(reading: Reading) -> Reading:
    if reading.quality is not Quality.GOOD:
        return reading
    return Reading(reading.value, Quality.STALE, reading.time_s)
