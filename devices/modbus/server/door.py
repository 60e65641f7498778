"""The door: takes connections, plain or TLS, as many as there is room for.

When the house is full the newcomer takes the place of somebody who has asked nothing yet, or
nothing for long (the MODBUS Messaging on TCP/IP guide: the oldest unused connection is closed);
clients at work keep theirs.
"""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass

from devices.modbus.server.connection import Connection
from devices.modbus.server.frames import Frame
from devices.modbus.server.limits import Limits
from devices.modbus.server.switchboard import Outgoing, Switchboard

BACKLOG = 256  # newcomers that the system holds until the loop sees them
LOOK_S = 1.0  # how often connections are looked at


@dataclass(slots=True)
class DoorCounts:
    """What came to the door."""

    taken: int = 0
    turned_away: int = 0
    sent_away: int = 0
    not_modbus: int = 0


class Door:
    """Listens at one address and owns every connection that comes there."""

    def __init__(self, switchboard: Switchboard, limits: Limits) -> None:
        self._switchboard = switchboard
        self._limits = limits
        self._inside: dict[Connection, asyncio.Transport] = {}
        self._agreeing: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self._guard: asyncio.Task[None] | None = None
        self.counts = DoorCounts()

    async def open(self, host: str, port: int, tls: ssl.SSLContext | None) -> tuple[str, int]:
        """Listen; return where. Raises OSError when that address cannot be had."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: _Newcomer(self, tls), host, port, backlog=BACKLOG
        )
        self._guard = loop.create_task(self._watch())
        address = self._server.sockets[0].getsockname()
        return str(address[0]), int(address[1])

    async def close(self) -> None:
        """Take nobody any more and send everybody away. Idempotent."""
        if self._server is None or self._guard is None:
            return
        self._server.close()
        self._guard.cancel()
        for task in self._agreeing:
            task.cancel()
        for transport in self._inside.values():
            transport.abort()
        await asyncio.gather(self._guard, *self._agreeing, return_exceptions=True)
        await self._server.wait_closed()
        self._server = None

    @property
    def connections(self) -> int:
        """How many are inside now."""
        return len(self._inside)

    # --- behind a connection -------------------------------------------------------------------

    def answer(self, frame: Frame) -> Outgoing:
        """What goes back for `frame`."""
        return self._switchboard.answer(frame)

    def not_modbus(self) -> None:
        """A connection ended because of what is not Modbus."""
        self.counts.not_modbus += 1

    def left(self, connection: Connection) -> None:
        """The connection is over."""
        self._inside.pop(connection, None)

    # --- who comes in --------------------------------------------------------------------------

    def admit(self, transport: asyncio.Transport, tls: ssl.SSLContext | None) -> None:
        """Give the newcomer a place if there is one, else turn it away."""
        if len(self._inside) >= self._limits.connections and not self._make_room():
            self.counts.turned_away += 1
            transport.abort()
            return
        self.counts.taken += 1
        connection = Connection(self, self._limits)
        self._inside[connection] = transport
        if tls is None:
            transport.set_protocol(connection)
            connection.connection_made(transport)
        else:
            transport.pause_reading()
            task = asyncio.get_running_loop().create_task(self._agree(connection, transport, tls))
            self._agreeing.add(task)
            task.add_done_callback(self._agreeing.discard)

    async def _agree(
        self, connection: Connection, transport: asyncio.Transport, tls: ssl.SSLContext
    ) -> None:
        """Agree on TLS; a client that cannot, or shows no certificate where one is due, goes."""
        loop = asyncio.get_running_loop()
        try:
            secured = await loop.start_tls(
                transport,
                connection,
                tls,
                server_side=True,
                ssl_handshake_timeout=self._limits.handshake_s,
            )
        except OSError:
            secured = None
        if secured is None:  # also when the client went in the moment that it agreed
            transport.abort()
            self.left(connection)
        else:
            connection.connection_made(secured)

    def _make_room(self) -> bool:
        now_s = asyncio.get_running_loop().time()
        silent = (one for one in self._inside if not one.asked)
        resting = (one for one in self._inside if now_s - one.last_heard_s > self._limits.settled_s)
        leaves = next(silent, None) or min(resting, key=lambda one: one.last_heard_s, default=None)
        if leaves is None:
            return False
        self._send_away(leaves)
        return True

    def _send_away(self, connection: Connection) -> None:
        self.counts.sent_away += 1
        self._inside.pop(connection).abort()

    async def _watch(self) -> None:
        """Send away, now and then, who has kept the server waiting too long."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(LOOK_S)
            now_s = loop.time()
            for connection in [one for one in self._inside if one.overdue(now_s)]:
                self._send_away(connection)


class _Newcomer(asyncio.Protocol):
    """Stands at the door until it is known whether there is room."""

    def __init__(self, door: Door, tls: ssl.SSLContext | None) -> None:
        self._door = door
        self._tls = tls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody came."""
        assert isinstance(transport, asyncio.Transport)
        self._door.admit(transport, self._tls)
