"""A served site for tests: real sockets, the real simulator, the event loop in its own thread."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, TypeVar

import pytest

from devices.modbus.server import Limits, SiteServer, areas_of, units_of
from devices.plant import CannotSend, Command
from devices.registers import Image, RegisterMap, Table, encode, plan, plan_identity
from devices.signals import Value
from devices.simulated import SimulatedPlant
from devices.site import Site, load_connections, load_site

T = TypeVar("T")
PATIENCE_S = 120.0  # on the wall, for anything that must come
HEADER = struct.Struct(">HHHB")
READ = {Table.COIL: 1, Table.DISCRETE: 2, Table.HOLDING: 3, Table.INPUT: 4}


def request_to_read(table: Table, address: int, count: int) -> bytes:
    """Function and data of a read."""
    return struct.pack(">BHH", READ[table], address, count)


class Client:
    """A client of a few lines that sends what it is told to and shows what came."""

    def __init__(self, address: tuple[str, int], tls: ssl.SSLContext | None = None) -> None:
        self._socket = socket.create_connection(address, PATIENCE_S)
        if tls is not None:
            self._socket = tls.wrap_socket(self._socket, server_hostname="localhost")
        self._transaction = 0

    def send(self, data: bytes) -> None:
        """Put bytes on the wire."""
        self._socket.sendall(data)

    def frame(self, unit: int, pdu: bytes) -> bytes:
        """A whole request with the next transaction number."""
        self._transaction = (self._transaction + 1) % 0x10000
        return HEADER.pack(self._transaction, 0, len(pdu) + 1, unit) + pdu

    def ask(self, unit: int, pdu: bytes) -> bytes:
        """One request; return function and data of what answers it."""
        self.send(self.frame(unit, pdu))
        transaction, answering, told = self.take()
        assert (transaction, answering) == (self._transaction, unit)
        return told

    def read(self, unit: int, table: Table, address: int, count: int) -> tuple[int, ...]:
        """Registers or bits; AssertionError where they are refused."""
        told = self.ask(unit, request_to_read(table, address, count))
        assert told[0] == READ[table], f"refused with {told[1]}"
        if not table.of_bits:
            return struct.unpack(f">{count}H", told[2:])
        return tuple(told[2 + at // 8] >> (at % 8) & 1 for at in range(count))

    def image(self, unit: int, map_: RegisterMap) -> Image:
        """Everything that a unit shows of a map."""
        image = Image()
        for block in (*plan(map_), *plan_identity(map_)):
            image.put(
                block.table, block.address, self.read(unit, block.table, block.address, block.count)
            )
        return image

    def write(self, unit: int, address: int, *registers: int) -> int:
        """Write holding registers at once; return 0, or the exception that refuses it."""
        count = len(registers)
        pdu = struct.pack(f">BHHB{count}H", 16, address, count, 2 * count, *registers)
        told = self.ask(unit, pdu)
        return told[1] if told[0] & 0x80 else 0

    def order(self, unit: int, map_: RegisterMap, verb: str, **arguments: Value) -> int:
        """Give a verb as the map writes it; return 0, or the exception that refuses it."""
        refused = 0
        for one in encode(map_, verb, arguments, self.image(unit, map_)):
            if one.table is Table.COIL:
                told = self.ask(unit, struct.pack(">BHH", 5, one.address, 0xFF00 * one.values[0]))
                refused = refused or (told[1] if told[0] & 0x80 else 0)
            else:
                refused = refused or self.write(unit, one.address, *one.values)
        return refused

    def take(self) -> tuple[int, int, bytes]:
        """The next frame: transaction, unit, function and data. EOFError at the end."""
        transaction, protocol, length, unit = HEADER.unpack(self.exactly(HEADER.size))
        assert protocol == 0
        return transaction, unit, self.exactly(length - 1)

    def exactly(self, count: int) -> bytes:
        """So many bytes; EOFError when the connection ends before."""
        held = b""
        while len(held) < count:
            try:
                more = self._socket.recv(count - len(held))
            except ConnectionResetError:
                more = b""
            if not more:
                raise EOFError(held)
            held += more
        return held

    def is_gone(self, within_s: float = PATIENCE_S) -> bool:
        """Whether the server ends the connection; what comes before is thrown away."""
        self._socket.settimeout(within_s)
        try:
            while self._socket.recv(65536):
                pass
        except ConnectionResetError:
            return True
        except TimeoutError:
            return False
        return True

    def hears_nothing(self, for_s: float = 0.3) -> bool:
        """Whether nothing comes for a while."""
        self._socket.settimeout(for_s)
        try:
            return not self._socket.recv(1)
        except TimeoutError:
            return True
        finally:
            self._socket.settimeout(PATIENCE_S)

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


class Served:
    """A server with everything that stands behind it.

    commands: what reached the equipment. in_local: somebody works it there, so it takes none.
    """

    def __init__(
        self, site: Site, limits: Limits | None = None, tls: ssl.SSLContext | None = None
    ) -> None:
        connections = load_connections(site, None)
        self.plant = SimulatedPlant(site)
        self.commands: list[Command] = []
        self.in_local = False
        self._mishaps: list[dict[str, Any]] = []
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(lambda _, mishap: self._mishaps.append(mishap))
        self._thread = threading.Thread(target=self._loop.run_forever, name="served site")
        self._thread.start()
        self.server = SiteServer(
            site,
            self.plant,
            self._obey,
            units_of(connections),
            areas_of(site, connections),
            frozen=True,
            limits=limits,
        )
        self.units = {device: unit for unit, device in self.server.units.items()}
        self.address = self.do(self.server.open("127.0.0.1", 0, tls))
        self._clients: list[Client] = []

    def _obey(self, command: Command) -> None:
        if self.in_local:
            raise CannotSend(f"{command.device} is in local")
        self.commands.append(command)
        self.plant.command(command)

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Let the server's loop do something, and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_S)

    def client(self, tls: ssl.SSLContext | None = None) -> Client:
        """A new client, connected; it hangs up at the end of the test."""
        client = Client(self.address, tls)
        self._clients.append(client)
        return client

    def close(self) -> None:
        """End everything; nothing may have gone wrong inside, whatever clients did."""
        for client in self._clients:
            client.close()
        self.do(self.server.close())
        self.do(asyncio.sleep(0))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE_S)
        self._loop.close()
        self.plant.close()
        assert self._mishaps == []


@pytest.fixture(scope="session")
def odawara() -> Site:
    """The site of the shipped drill."""
    return load_site("odawara")


@pytest.fixture
def serving(odawara: Site) -> Iterator[Callable[..., Served]]:
    """Serve the site, with other limits or TLS where a test wants them; it ends with the test."""
    opened: list[Served] = []

    def serve(limits: Limits | None = None, tls: ssl.SSLContext | None = None) -> Served:
        opened.append(Served(odawara, limits, tls))
        return opened[-1]

    yield serve
    for one in opened:
        one.close()


@pytest.fixture
def served(serving: Callable[..., Served]) -> Served:
    """The site, served in the usual way."""
    return serving()
