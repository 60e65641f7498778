"""`kairetsu probe`: which units answer on a line, and who they are. Nothing is ever written."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count

from devices.modbus.client.failures import (
    BadReply,
    ConnectionBroke,
    DeviceException,
    Failure,
    NoConnection,
)
from devices.modbus.client.unit import Unit
from devices.modbus.client.wire import Wire
from devices.modbus.probe.handshake import speaks_tls
from devices.modbus.probe.report import ProbeReport, UnitReport
from devices.modbus.probe.unit import AnyMap, Interview
from devices.phrases import said
from devices.registers import map_names
from devices.site.connections import Line
from devices.sunspec import load_any_map
from devices.words import Words

EVERY_UNIT = tuple(range(1, 248))
_NOBODY_THERE = frozenset({10, 11})  # a gateway's exceptions: no path, no answer from behind it
_OPEN_S = 2.0
_PAUSES_S = (0.2, 0.8)

Progress = Callable[[int, int], None]
"""Told how many units are done, of how many."""


def no_progress(_done: int, _of: int) -> None:
    """Tell nobody."""


def shipped_maps() -> tuple[AnyMap, ...]:
    """Every register map that ships, to try on what answers."""
    return tuple(load_any_map(name) for name in map_names())


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a probe may take, and how many connections it opens.

    answer_s: for each answer; unit_s: for all that one unit is asked; whole_s: for everything.
    """

    answer_s: float = 0.5
    unit_s: float = 15.0
    whole_s: float = 300.0
    connections: int = 4


def probe(
    line: Line,
    units: Iterable[int] = EVERY_UNIT,
    *,
    limits: Limits = Limits(),  # frozen
    maps: Sequence[AnyMap] = (),
    progress: Progress = no_progress,
) -> ProbeReport:
    """Ask every unit on a line who it is.

    Each connection has one request in flight; a serial line always has one connection. maps: those
    to try on the units; `shipped_maps()` gives all that ship. Never raises for what the other side
    does: what went wrong is in the report.
    """
    return asyncio.run(_Search(line, tuple(dict.fromkeys(units)), limits, maps, progress).run())


class _Search:
    """The units of one line, shared out to the connections as they come free."""

    def __init__(
        self,
        line: Line,
        units: tuple[int, ...],
        limits: Limits,
        maps: Sequence[AnyMap],
        progress: Progress,
    ) -> None:
        self._line = line
        self._units = units
        self._limits = limits
        self._maps = maps
        self._progress = progress
        self._waiting = deque(units)
        self._done = count(1)
        self._found: list[UnitReport] = []
        self._silent: list[int] = []
        self._absent: list[int] = []
        self._trouble: Words | None = None
        self._strange: Words | None = None  # what came in place of answers
        self._hung_up = False
        self._working = 0

    async def run(self) -> ProbeReport:
        """Let the workers finish or the time run out."""
        workers = 1 if self._line.serial else min(self._limits.connections, len(self._units))
        try:
            async with asyncio.timeout(self._limits.whole_s), asyncio.TaskGroup() as group:
                for _ in range(workers):
                    group.create_task(self._work())
        except TimeoutError:
            pass  # what was not asked is told in the report
        told = {one.unit for one in self._found} | {*self._silent, *self._absent}
        unasked = tuple(unit for unit in self._units if unit not in told)
        return ProbeReport(
            address=self._line.address,
            units=tuple(sorted(self._found, key=lambda one: one.unit)),
            silent=tuple(sorted(self._silent)),
            absent=tuple(sorted(self._absent)),
            unasked=unasked,
            trouble=self._trouble if unasked else await self._suspicion(),
        )

    async def _suspicion(self) -> Words | None:
        """What stands at the other end where no unit answers at all."""
        if self._found or self._absent or self._line.serial:
            return None
        if self._strange is None:
            return said("probe_open_and_silent")
        if self._line.tls is None and await speaks_tls(self._line):
            return said("probe_speaks_tls")
        if self._line.tls is not None and self._hung_up:
            own = self._line.tls.certificate is not None
            return said("probe_other_certificate" if own else "probe_no_certificate")
        return said("probe_not_modbus", why=self._strange)

    async def _work(self) -> None:
        """Ask units until none waits, or until the line cannot be opened any more."""
        wire = Wire(self._line, time.monotonic)
        self._working += 1
        try:
            while self._waiting:
                number = self._waiting.popleft()
                try:
                    await self._ask(Unit(wire, number, self._limits.answer_s))
                except (NoConnection, ConnectionBroke) as failure:
                    # Devices take few connections at once: another worker asks this unit.
                    self._waiting.append(number)
                    if self._working > 1 or isinstance(failure, NoConnection):
                        self._trouble = failure.words
                        return
                    self._waiting.pop()
                    self._silent.append(number)  # it hangs up instead of answering
                    self._strange, self._hung_up = self._strange or failure.words, True
                self._progress(next(self._done), len(self._units))
        finally:
            self._working -= 1
            wire.drop()

    async def _ask(self, unit: Unit) -> None:
        """Put one unit where it belongs; raises NoConnection or ConnectionBroke when it cannot."""
        interview = Interview(unit, self._maps)
        try:
            await self._knock(unit, interview)
        except DeviceException as exception:
            if exception.code in _NOBODY_THERE:
                self._absent.append(unit.number)
                return
        except (NoConnection, ConnectionBroke):
            raise
        except Failure as failure:
            self._silent.append(unit.number)
            if isinstance(failure, BadReply):
                self._strange = failure.words
            return
        note = None
        try:
            async with asyncio.timeout(self._limits.unit_s):
                await interview.ask(_OPEN_S)
        except TimeoutError:
            unit.wire.drop()  # what still comes is no answer to the next question
            note = said("probe_unit_slow", seconds=self._limits.unit_s)
        except NoConnection as failure:
            note = failure.words
        heard = interview.heard
        self._found.append(heard if note is None else replace(heard, note=note))

    async def _knock(self, unit: Unit, interview: Interview) -> None:
        """Ask whether the unit is there, once more where the line broke; raises Failure."""
        await _open(unit.wire)
        try:
            await interview.knock()
        except ConnectionBroke:  # perhaps because of what the unit before was asked
            await _open(unit.wire)
            await interview.knock()


async def _open(wire: Wire) -> None:
    """Open the line, patiently: a device may still hold the connection that was closed."""
    for pause_s in _PAUSES_S:
        try:
            await wire.open(_OPEN_S)
        except NoConnection:
            await asyncio.sleep(pause_s)
        else:
            return
    await wire.open(_OPEN_S)
