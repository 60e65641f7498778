"""The plant behind Modbus: one link a device, on a thread and a loop of their own."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future

from devices import messages
from devices.events import Event
from devices.links import LinkState, LinkView
from devices.modbus.client import (
    RETRY_S,
    Lateness,
    Link,
    Order,
    Schedule,
    Standing,
    Unit,
    Wire,
)
from devices.phrases import said
from devices.plant import CannotSend, Command
from devices.registers import CannotEncode, RegisterMap
from devices.signals import Reading
from devices.site.connections import Connections
from devices.site.site import Site
from devices.sunspec import SunSpecMap
from devices.words import Words

_WAIT_S = 2.0
"""How long a command may wait for its turn; later it would surprise whoever gave it."""
_END_S = 5.0
"""How long closing may take at most; nothing in the loop blocks, so it takes milliseconds."""


class IdentityMismatch(Exception):
    """Devices answer as something else than the site names; `problems` name every one."""

    def __init__(self, problems: tuple[Words, ...]) -> None:
        super().__init__("; ".join(problem.en for problem in problems))
        self.problems = problems


class LivePlant:
    """A WiredPlant of real devices.

    maps: the register or SunSpec map of each connected device. time_s: plant time, asked from the
    loop's thread too; nothing but the time of readings and events depends on it. read_only: nothing
    is ever written. retry_s: from one try to reach a lost device to the next; the default finds it
    within 3 s of its return. Open it before use and close it in any case; one thread calls it.
    """

    def __init__(
        self,
        site: Site,
        connections: Connections,
        maps: Mapping[str, RegisterMap | SunSpecMap],
        *,
        time_s: Callable[[], float],
        read_only: bool = False,
        retry_s: float = RETRY_S,
    ) -> None:
        self._site = site
        self._connections = connections
        self._maps = maps
        self._time_s = time_s
        self._read_only = read_only
        self._retry_s = retry_s
        self._permitted = False
        self._now_s = 0.0
        self._events: deque[Event] = deque()
        self._lateness = Lateness()
        self._links: dict[str, Link] = {}
        self._thread: threading.Thread | None = None
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._fault: Exception | None = None

    # --- opening and closing ------------------------------------------------------------------

    def open(self) -> None:
        """Reach for every device; return when each has answered or its deadline has passed.

        Raises IdentityMismatch, closed again, when a device answers as something else.
        """
        for language in messages.languages():
            messages.keys(language)  # read now, so that the first failure does not hold up polls
        opened: Future[None] = Future()
        self._thread = threading.Thread(
            target=self._serve, args=(opened,), name="modbus", daemon=True
        )
        self._thread.start()
        try:
            opened.result()
        except BaseException:
            self.close()
            raise
        wrong = [view for view in self.links() if view.state is LinkState.MISMATCH]
        if wrong:
            self.close()
            raise IdentityMismatch(tuple(self._named(view) for view in wrong))

    def close(self) -> None:
        """Drop every line and end the thread, whatever the peers do. Idempotent."""
        if self._thread is None:
            self._loop.close()
            return
        with contextlib.suppress(RuntimeError):  # the loop has ended by itself
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(_END_S)
        if self._thread.is_alive():
            raise RuntimeError(f"the Modbus thread did not end within {_END_S} s")

    # --- up -----------------------------------------------------------------------------------

    @property
    def now_s(self) -> float:
        """Plant time in s up to which `advance` came."""
        return self._now_s

    def readings(self) -> Mapping[str, Reading]:
        """Return the newest reading of every signal that a register map has."""
        readings: dict[str, Reading] = {}
        now_s = self._time_s()
        for link in tuple(self._links.values()):
            readings.update(link.readings_at(now_s))
        return readings

    def links(self) -> tuple[LinkView, ...]:
        """Return how the line to each device stands, in the order of the site."""
        return tuple(link.standing.view for link in tuple(self._links.values()))

    def advance(self, until_s: float) -> tuple[Event, ...]:
        """Return what was told since the last call; never waits.

        Raises what ended the loop, should a fault of this program have done so.
        """
        if self._fault is not None:
            raise self._fault
        self._now_s = max(self._now_s, until_s)
        events = []
        while self._events:
            events.append(self._events.popleft())
        return tuple(events)

    def lateness_s(self) -> tuple[float, ...]:
        """How late after its time on the grid each of the newest polls began, oldest first."""
        return self._lateness.newest_s()

    # --- down ---------------------------------------------------------------------------------

    def permit_writes(self, allowed: bool) -> None:
        """Let commands reach the wire, or not; those that wait for their turn are stopped too."""
        self._permitted = allowed

    def command(self, command: Command) -> None:
        """Hand `command` to the task of its device, before every read that waits.

        Raises CannotSend when writing is not permitted, when the device is not connected, and when
        its registers cannot say it. What else comes of it is told by `advance`.
        """
        words = self._not_permitted()
        if words is not None:
            raise CannotSend(words)
        link = self._links.get(command.device)
        if link is None:
            raise CannotSend(said("wire.no_line", device=self._title(command.device)))
        if not link.standing.connected:
            raise CannotSend(said("wire.not_connected", why=link.standing.view.why))
        try:
            link.check(command)
        except CannotEncode as error:
            raise CannotSend(error.words) from error
        until_s = self._loop.time() + _WAIT_S

        def objection() -> Words | None:
            late = said("wire.waited") if self._loop.time() > until_s else None
            return self._not_permitted() or late

        title = self._site.verb(command.target).title
        self._loop.call_soon_threadsafe(link.submit, Order(command, title, objection))

    def _not_permitted(self) -> Words | None:
        if self._read_only:
            return said("wire.read_only")
        return None if self._permitted else said("wire.not_permitted")

    # --- the thread ---------------------------------------------------------------------------

    def _serve(self, opened: Future[None]) -> None:
        """Run the loop until it is told to stop; a fault goes to whoever asks next."""
        try:
            self._loop.run_until_complete(self._run(opened))
        except Exception as fault:  # noqa: BLE001 - handed to the thread of the sitting
            self._fault = fault
            if not opened.done():
                opened.set_exception(fault)
        finally:
            # not asyncio.run: it would wait for a host name that is being looked up
            self._loop.close()

    async def _run(self, opened: Future[None]) -> None:
        self._links = self._built()
        tasks = [asyncio.create_task(link.run()) for link in self._links.values()]
        tasks.append(asyncio.create_task(_say_when_tried(self._links.values(), opened)))
        stop = asyncio.create_task(self._stop.wait())
        await asyncio.wait((stop, *tasks), return_when=asyncio.FIRST_COMPLETED)
        for task in (stop, *tasks):
            task.cancel()
        ends = await asyncio.gather(*tasks, return_exceptions=True)
        for link in self._links.values():
            link.close()
        await asyncio.sleep(0)  # in which the transports let go of their sockets
        for end in ends:
            if isinstance(end, Exception):
                raise end

    def _built(self) -> dict[str, Link]:
        """One link a device; devices on one serial line share its wire.

        Their times are spread over the period. Each send lets go of the interpreter, and a busy
        window gives it back after 5 ms: 25 devices at once were 73 ms late (p99), spread 25 ms.
        """
        serial: dict[str, Wire] = {}
        now_s, count = self._loop.time(), len(self._connections.devices)
        links = {}
        for number, (device, connection) in enumerate(self._connections.devices.items()):
            line = connection.line
            first_s = now_s + connection.period_s * number / count
            if line.serial:
                wire = serial.setdefault(line.name, Wire(line, self._time_s))
            else:
                wire = Wire(line, self._time_s)
            unit = Unit(wire, connection.unit, connection.deadline_s)
            address = f"{line.address} #{connection.unit}"
            signals = self._site.devices[device].signals.values()
            links[device] = Link(
                self._maps[device],
                unit,
                {signal.name.partition(".")[2]: signal for signal in signals},
                Standing(device, address, self._time_s, self._events.append),
                schedule=Schedule(first_s, connection.period_s),
                lateness=self._lateness,
                retry_s=self._retry_s,
            )
        return links

    # --- words --------------------------------------------------------------------------------

    def _title(self, device: str) -> Words:
        return self._site.devices[device].title

    def _named(self, view: LinkView) -> Words:
        title = self._title(view.device)
        return said("wire.at_device", device=title, address=view.address, why=view.why)


async def _say_when_tried(links: Iterable[Link], opened: Future[None]) -> None:
    """Resolve `opened` once every link had its first try; then stay, as the links do."""
    for link in links:
        await link.tried.wait()
    opened.set_result(None)
    await asyncio.Event().wait()
