"""The switchboard: which device a frame is for, and what comes back, faults included."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from pymodbus.constants import ExcCodes
from pymodbus.pdu import ModbusPDU

from devices.modbus.server.answers import Registers, answer, refused
from devices.modbus.server.counts import Counts
from devices.modbus.server.faults import FaultKind, Faults
from devices.modbus.server.frames import Frame, pack

_LAST_UNIT = 247


class ServedUnit(Registers, Protocol):
    """A unit that belongs to a device."""

    @property
    def device(self) -> str:
        """The name of the device."""

    @property
    def silent(self) -> bool:
        """Whether the device answers nothing, as the plant will have it."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What goes back to the client: `data`, after a while, or the end of the connection."""

    data: bytes = b""
    after_s: float = 0.0
    hang_up: bool = False


class Switchboard:
    """Answers every frame for the units of one site.

    Unit 0 and units without a device are answered as a gateway answers for what is not behind it.
    """

    def __init__(
        self,
        units: Mapping[int, ServedUnit],
        faults: Faults,
        counts: Counts,
        now_s: Callable[[], float],
    ) -> None:
        self._units = units
        self._faults = faults
        self._counts = counts
        self._now_s = now_s

    def answer(self, frame: Frame) -> Outgoing:
        """What goes back for `frame`; nothing for a device that keeps silent."""
        unit = self._units.get(frame.unit)
        if unit is None:
            self._counts.unknown_unit += 1
            return Outgoing(pack(refused(frame.pdu, ExcCodes.GATEWAY_NO_RESPONSE), frame))
        self._counts.note_request(unit.device, frame, self._now_s())
        faults = self._faults.of(unit.device)
        if unit.silent or FaultKind.SILENCE in faults:
            return Outgoing()
        if FaultKind.EXCEPTION in faults:
            code = int(faults[FaultKind.EXCEPTION].amount)
            told = refused(frame.pdu, code)
        else:
            told = answer(frame.pdu, unit)
            if told.isError():
                self._counts.note_refusal(unit.device)
        return self._spoilt(told, frame, unit.device)

    def _spoilt(self, told: ModbusPDU, frame: Frame, device: str) -> Outgoing:
        """The answer as the faults of the device leave it."""
        faults = self._faults.of(device)
        if FaultKind.DROP in faults:
            return Outgoing(hang_up=True)
        if FaultKind.WRONG_UNIT in faults:
            frame = Frame(frame.transaction, frame.unit % _LAST_UNIT + 1, frame.pdu)
        data = pack(told, frame)
        if FaultKind.SHORT_REPLY in faults:
            data = _shortened(data)
        if FaultKind.HALF_FRAME in faults:
            data = data[: len(data) // 2]
        late = faults.get(FaultKind.DELAY)
        return Outgoing(data, late.amount if late else 0.0)


def _shortened(data: bytes) -> bytes:
    """A well-formed frame with too little in it: one register of many, half of the rest."""
    header, function, body = data[:7], data[7], data[8:]
    if function in (1, 2, 3, 4, 23):
        kept = 2 if len(body) > 3 else 0
        body = bytes((kept,)) + body[1 : 1 + kept]
    else:
        body = body[: len(body) // 2]
    length = len(body) + 2
    return header[:4] + length.to_bytes(2, "big") + header[6:] + bytes((function,)) + body
