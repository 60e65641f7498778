"""What reached the server: reads and writes of each device, and each frame that wrote."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from devices.modbus.server.frames import Frame
from devices.modbus.server.requests import WRITES

KEPT_WRITES = 1000  # the newest of each device; the numbers go on counting


@dataclass(frozen=True, slots=True)
class WriteFrame:
    """One request to write, as it came off the wire, before anything was done with it.

    time_s: plant time. transaction: its number on its connection. data: function and data.
    """

    time_s: float
    transaction: int
    data: bytes


@dataclass(slots=True)
class DeviceCounts:
    """What reached one device. writes count every frame, those that were refused too."""

    reads: int = 0
    writes: int = 0
    refused: int = 0
    written: deque[WriteFrame] = field(default_factory=lambda: deque(maxlen=KEPT_WRITES))


class Counts:
    """What reached each device of a served site, and what reached none."""

    def __init__(self, devices: Iterable[str]) -> None:
        self.devices: Mapping[str, DeviceCounts] = {device: DeviceCounts() for device in devices}
        self.unknown_unit = 0
        self.malformed = 0  # connections ended for what is not Modbus

    def note_request(self, device: str, frame: Frame, time_s: float) -> None:
        """A request for `device` came."""
        counts = self.devices[device]
        if frame.function in WRITES:
            counts.writes += 1
            counts.written.append(WriteFrame(time_s, frame.transaction, frame.pdu))
        else:
            counts.reads += 1

    def note_refusal(self, device: str) -> None:
        """The device answered a request with an exception of its own, not of a fault."""
        self.devices[device].refused += 1
