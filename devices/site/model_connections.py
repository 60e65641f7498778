"""The `connections` section of a site file, and the file of a computer that overrides it."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from devices.documents import FileModel, Quantity, in_unit, invalid
from devices.site.connections import TCP_PORT, TLS_PORT, Line, TlsFiles, Written
from devices.site.model_rules import RuleId
from devices.site.quantities import Identifier

Host = Annotated[str, Field(pattern=r"^[^\s/]+$", max_length=253)]
FileName = Annotated[str, Field(min_length=1, max_length=1024)]
Port = Annotated[int, Field(ge=1, le=65_535)]
Unit = Annotated[int, Field(ge=0, le=247)]
Baud = Annotated[int, Field(ge=300, le=4_000_000)]
Period = Annotated[Quantity, in_unit("s", ge=0.02, le=60)]
Deadline = Annotated[Quantity, in_unit("s", ge=0.05, le=60)]


class TlsModel(FileModel):
    """Certificates of a line; paths are relative to the file that names them."""

    ca: FileName
    certificate: FileName | None = None
    key: FileName | None = None
    server_name: Host | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.certificate is None) != (self.key is None):
            there = "certificate" if self.key is None else "key"
            raise invalid("connections_certificate_alone", at=(there,))
        return self


class TcpLineModel(FileModel):
    """Modbus TCP, or with `tls` Modbus/TCP Security."""

    host: Host
    port: Port | None = None
    tls: TlsModel | None = None

    def line(self, name: str, tls: TlsFiles | None, written: Written) -> Line:
        """As plain values."""
        usual = TCP_PORT if tls is None else TLS_PORT
        return Line(name, host=self.host, port=self.port or usual, tls=tls, written=written)


class SerialLineModel(FileModel):
    """Modbus RTU on a serial port of this computer."""

    serial: FileName
    baud: Baud = 9600
    parity: Literal["none", "even", "odd"] = "even"
    stop_bits: Literal[1, 2] = 1
    tls: None = None

    def line(self, name: str, _tls: TlsFiles | None, written: Written) -> Line:
        """As plain values."""
        return Line(
            name,
            serial=self.serial,
            baud=self.baud,
            parity=self.parity,
            stop_bits=self.stop_bits,
            written=written,
        )


AnyLine = TcpLineModel | SerialLineModel


class ConnectionModel(FileModel):
    """One device at one unit of a line; period and deadline where its own differ.

    serial_number: of a SunSpec device, so that two of one make are not taken for each other.
    """

    line: Identifier
    unit: Unit
    map: FileName
    shared: bool = False
    serial_number: Annotated[str, Field(min_length=1, max_length=32)] | None = None
    period: Period | None = None
    deadline: Deadline | None = None


class ConnectionsModel(FileModel):
    """The section of a site file."""

    lines: dict[Identifier, AnyLine]
    period: Period
    deadline: Deadline
    devices: dict[Identifier, ConnectionModel]


class OverridesModel(FileModel):
    """The section of an override file: what differs on this computer, whole entries by name.

    Its period and deadline hold for every device but those that it gives their own.
    """

    lines: dict[Identifier, AnyLine] = Field(default={})
    period: Period | None = None
    deadline: Deadline | None = None
    devices: dict[Identifier, ConnectionModel] = Field(default={})


class OverrideFile(FileModel):
    """A file of one computer: `connections_of` names the site that it is for."""

    connections_of: RuleId
    connections: OverridesModel
