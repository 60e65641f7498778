"""One `kairetsu serve`, and the foreign clients that come to it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any, NoReturn

import pytest

from devices.registers import Place, RegisterMap, load_map
from devices.site import Site, load_site
from tests.system.interop.clients import Client, Door, Missing
from tests.system.interop.native_clients import Libmodbus, Mbpoll
from tests.system.interop.node_clients import jsmodbus, modbus_serial
from tests.system.interop.python_clients import Pymodbus, PyModbusTcp, PySunSpec2

HERE = Path(__file__).parent
START_PATIENCE_S = 300.0  # where the compile cache is cold, the first start takes minutes
NOBODY = "nobody"
_NOBODYS_UNIT = 200

CLIENTS: dict[str, Callable[[Door], Client]] = {
    "mbpoll": Mbpoll,
    "libmodbus": Libmodbus,
    "pysunspec2": PySunSpec2,
    "modbus-serial": modbus_serial,
    "jsmodbus": jsmodbus,
    "pyModbusTCP": PyModbusTcp,
    "pymodbus": Pymodbus,
}
KNOW_BITS = tuple(name for name in CLIENTS if name != "pysunspec2")

Connect = Callable[[str, str], Client]  # the name of a client, the device that it talks to


class Served:
    """`kairetsu serve` in a process of its own: Odawara, two of its devices of another make.

    Its plant stands still unless `pass_time` moves it, so that all see the same.
    """

    def __init__(self, folder: Path, *options: str | Path) -> None:
        path = _site_file(folder)
        self.site: Site = load_site(path)
        command = [str(Path(sys.executable).with_name("kairetsu")), "serve", str(path)]
        self._process = subprocess.Popen(
            [*command, "--port", "0", "--frozen", *map(str, options)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            self.port = int(self._next()["port"])
        except BaseException:
            self.close()
            raise

    def ask(self, line: str) -> dict[str, Any]:
        """Send one control line and return its reply."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        reply = self._next()
        assert "error" not in reply, f"{line}: {reply}"
        return reply

    def _next(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, f"the server ended with {self._process.wait()}"
        reply: dict[str, Any] = json.loads(line)
        return reply

    def pass_time(self, seconds: float) -> None:
        """Let the plant go on by so much."""
        now_s = float(self.ask("state")["now_s"])
        self.ask(f"until {now_s + seconds}")

    def door(self, device: str) -> Door:
        """Where `device` answers, or NOBODY."""
        connected = self.site.connections.devices
        unit = _NOBODYS_UNIT if device == NOBODY else connected[device].unit
        return Door("127.0.0.1", self.port, unit)

    def map_of(self, device: str) -> RegisterMap:
        """The registers of `device`."""
        return load_map(self.site.connections.devices[device].map_path)

    def place(self, signal: str) -> Place:
        """Where a signal stands."""
        device, suffix = signal.split(".")
        return next(p.place for p in self.map_of(device).points if p.name == suffix)

    def order(self, target: str) -> Place:
        """Where the one register of a verb (`b2.open`) is."""
        device, verb = target.split(".")
        (write,) = self.map_of(device).commands[verb]
        return write.place

    def close(self) -> None:
        """End the process in good order."""
        self._process.terminate()
        self._process.communicate(timeout=60.0)


def _site_file(folder: Path) -> Path:
    """Odawara with its server and block B3 of another make: coils, discrete inputs, floats."""
    shipped = resources.files("resources") / "sites" / "odawara.yaml"
    text = shipped.read_text(encoding="utf-8")
    for device, shipped_map, other in (
        ("server", "served-regulating-load", "other-load.yaml"),
        ("b3", "served-load-block", "other-block.yaml"),
    ):
        head, line, tail = text.partition(f"    {device}: {{line: plant,")
        assert line
        text = head + line + tail.replace(shipped_map, str(HERE / other), 1)
    path = folder / "odawara.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def missed(missing: Missing) -> NoReturn:
    """Skip the test of a client that is not there; under CI fail it."""
    if os.environ.get("CI"):
        pytest.fail(str(missing))
    pytest.skip(str(missing))


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("site"))
    yield server
    server.close()


@pytest.fixture
def connect(served: Served) -> Iterator[Connect]:
    """Connect a client to a device."""
    connected: list[Client] = []

    def open_client(name: str, device: str) -> Client:
        try:
            client = CLIENTS[name](served.door(device))
        except Missing as missing:
            missed(missing)
        connected.append(client)
        return client

    yield open_client
    for client in connected:
        client.close()
