"""Where each device of a site answers: lines, units, maps. Plain data: nothing speaks Modbus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from devices.documents import Problem

TCP_PORT = 502
TLS_PORT = 802  # of Modbus/TCP Security, MB-TCP-Security-v21


@dataclass(frozen=True, slots=True)
class Written:
    """Where a connection was written, so that a mistake found later is told there too.

    place: the part of the file's data.
    """

    path: str = ""
    line: int = 1
    column: int = 1
    place: tuple[str | int, ...] = ()

    def problem(self, key: str, **arguments: object) -> Problem:
        """A problem at this place."""
        return Problem(self.path, self.line, self.column, key, arguments, self.place)


NOWHERE = Written()


@dataclass(frozen=True, slots=True)
class TlsFiles:
    """The files of a line with TLS. They are named here and never read into this program's data.

    certificate and key are the client's own, None when the server asks for none. server_name "":
    the certificate must name the host itself.
    """

    ca: Path
    certificate: Path | None = None
    key: Path | None = None
    server_name: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One way to devices: `host` and `port`, or the serial port `serial` ("/dev/ttyUSB0").

    parity is "none", "even" or "odd".
    """

    name: str
    host: str = ""
    port: int = 0
    serial: str = ""
    baud: int = 9600
    parity: str = "even"
    stop_bits: int = 1
    tls: TlsFiles | None = None
    written: Written = field(default=NOWHERE, compare=False)

    @property
    def address(self) -> str:
        """What people call the far end: `127.0.0.1:5020` or `/dev/ttyUSB0`."""
        if self.serial:
            return self.serial
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Connection:
    """How one device of the site is reached.

    map: the name of its register map, or the path as it was written; map_path: that file. shared:
    it answers at the unit of another device, and both maps say so. serial_number: what a SunSpec
    device must have on its nameplate, "" when any will do.
    """

    device: str
    line: Line
    unit: int
    map: str
    map_path: Path
    period_s: float = 1.0
    deadline_s: float = 1.0
    shared: bool = False
    serial_number: str = ""
    written: Written = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Connections:
    """Every connection of a site by device, and every line by name.

    period_s, deadline_s: of devices that have none of their own.
    """

    devices: Mapping[str, Connection] = field(default_factory=dict)
    lines: Mapping[str, Line] = field(default_factory=dict)
    period_s: float = 1.0
    deadline_s: float = 1.0
