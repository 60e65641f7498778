"""The server: a site's devices as real Modbus units, which can misbehave on demand."""

from __future__ import annotations

from devices.modbus.server.counts import Counts, WriteFrame
from devices.modbus.server.faults import ALL, Fault, FaultKind, Faults, NoSuchFault
from devices.modbus.server.limits import Limits
from devices.modbus.server.server import SiteServer
from devices.modbus.server.tls import ServerTls, server_context
from devices.modbus.server.units import CannotServe, areas_of, units_of

__all__ = [
    "ALL",
    "CannotServe",
    "Counts",
    "Fault",
    "FaultKind",
    "Faults",
    "Limits",
    "NoSuchFault",
    "ServerTls",
    "SiteServer",
    "WriteFrame",
    "areas_of",
    "server_context",
    "units_of",
]
