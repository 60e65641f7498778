"""One client's connection: frames in, answers out in the order of the requests.

It holds a small fixed buffer and reads no further while an answer is late or the client does not
take what it was sent, so that a client can fill its own connection and nothing else.
"""

from __future__ import annotations

import asyncio
from typing import Protocol

from devices.modbus.server.frames import Frame, NotModbus, frame_length, unpack
from devices.modbus.server.limits import Limits
from devices.modbus.server.switchboard import Outgoing


class Behind(Protocol):
    """What stands behind a connection."""

    def answer(self, frame: Frame) -> Outgoing:
        """What goes back for `frame`."""

    def not_modbus(self) -> None:
        """A connection ended because of what is not Modbus."""

    def left(self, connection: Connection) -> None:
        """The connection is over."""


class Connection(asyncio.BufferedProtocol):
    """The protocol of one client, plain or inside TLS; times are those of the event loop."""

    def __init__(self, behind: Behind, limits: Limits) -> None:
        self._behind = behind
        self._limits = limits
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray(limits.buffer_bytes)
        self._filled = 0
        self._late: asyncio.TimerHandle | None = None
        self._unread_since: float | None = None
        self._frame_since: float | None = None
        self.asked = False
        self.last_heard_s = self._loop.time()

    # --- its life ------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to serve; what TLS delivered before it said so is served now."""
        assert isinstance(transport, asyncio.Transport)
        transport.set_write_buffer_limits(high=self._limits.unread_bytes)
        self._transport = transport
        self._serve()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client went, or was sent away: whatever the reason, nothing is left of it."""
        if self._late is not None:
            self._late.cancel()
        self._behind.left(self)

    def abort(self) -> None:
        """End it at once."""
        if self._transport is not None:
            self._transport.abort()

    def overdue(self, now_s: float) -> bool:
        """Whether the client has kept the server waiting longer than it may."""
        limits = self._limits
        return (
            _longer_than(limits.unread_s, self._unread_since, now_s)
            or _longer_than(limits.frame_s, self._frame_since, now_s)
            or (self._late is None and now_s - self.last_heard_s > limits.idle_s)
        )

    # --- in ------------------------------------------------------------------------------------

    def get_buffer(self, sizehint: int) -> memoryview:
        """Where the next bytes go; never empty, for nothing is read while requests wait."""
        return memoryview(self._buffer)[self._filled :]

    def buffer_updated(self, nbytes: int) -> None:
        """Bytes came."""
        self._filled += nbytes
        self._serve()

    @property
    def _waits(self) -> bool:
        """Whether requests have to wait: for TLS, a late answer, or a client that reads nothing."""
        transport = self._transport
        held_up = self._late is not None or self._unread_since is not None
        return held_up or transport is None or transport.is_closing()

    def _serve(self) -> None:
        """Answer the whole frames that are there, as long as nothing holds the answers up."""
        used = 0
        try:
            while not self._waits and (whole := self._whole_frame(used)):
                used += len(whole)
                self._heard()
                self._send(self._behind.answer(unpack(whole)))
        except NotModbus:
            self._behind.not_modbus()
            self.abort()
        else:
            self._keep_rest(used)
            self._read_on()

    def _whole_frame(self, start: int) -> bytes:
        """The frame that begins at `start`; empty until all of it is there."""
        held = memoryview(self._buffer)[start : self._filled]
        length = frame_length(held)
        return b"" if length is None or len(held) < length else bytes(held[:length])

    def _heard(self) -> None:
        self.asked = True
        self.last_heard_s = self._loop.time()
        self._frame_since = None

    def _keep_rest(self, used: int) -> None:
        rest = self._filled - used
        if used:
            self._buffer[:rest] = self._buffer[used : self._filled]
            self._filled = rest
        if not rest:
            self._frame_since = None
        elif not self._waits and self._frame_since is None:
            self._frame_since = self._loop.time()

    def _read_on(self) -> None:
        """Read on or not, as the answers allow."""
        if self._transport is None:
            return
        if self._waits:
            self._transport.pause_reading()
        else:
            self._transport.resume_reading()

    # --- out -----------------------------------------------------------------------------------

    def _send(self, outgoing: Outgoing) -> None:
        if outgoing.after_s > 0.0:
            self._late = self._loop.call_later(outgoing.after_s, self._send_late, outgoing)
        else:
            self._deliver(outgoing)

    def _send_late(self, outgoing: Outgoing) -> None:
        self._late = None
        self._deliver(outgoing)
        self._serve()

    def _deliver(self, outgoing: Outgoing) -> None:
        assert self._transport is not None
        if outgoing.data:
            self._transport.write(outgoing.data)
        if outgoing.hang_up:
            self._transport.close()

    def pause_writing(self) -> None:
        """The client does not take its answers; it gets no more until it does."""
        self._unread_since = self._loop.time()

    def resume_writing(self) -> None:
        """The client took its answers."""
        self._unread_since = None
        self._serve()


def _longer_than(most_s: float, since_s: float | None, now_s: float) -> bool:
    return since_s is not None and now_s - since_s > most_s
