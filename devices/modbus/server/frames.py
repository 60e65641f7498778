"""Frames of Modbus/TCP in a stream of bytes: the seven bytes of header, then the request.

pymodbus's framer packs and unpacks them. What it would wait on for ever (a protocol number that is
not Modbus, a length that no frame has) is refused here before it sees it.
"""

from __future__ import annotations

from dataclasses import dataclass

from pymodbus.framer import FramerSocket
from pymodbus.pdu import DecodePDU, ModbusPDU

HEADER_BYTES = 7  # transaction, protocol, length, unit
LONGEST_PDU = 253
_BEFORE_LENGTH_ENDS = 6

_framer = FramerSocket(DecodePDU(is_server=True))


class NotModbus(Exception):
    """These bytes begin no Modbus frame; where the next one begins cannot be known."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One request as it came: its transaction, the unit it is for, function and data."""

    transaction: int
    unit: int
    pdu: bytes

    @property
    def function(self) -> int:
        """The function code."""
        return self.pdu[0]


def frame_length(held: bytes | bytearray | memoryview) -> int | None:
    """How many bytes the frame at the start of `held` has; None until its header is there.

    Raises NotModbus as soon as that can be told.
    """
    if len(held) < _BEFORE_LENGTH_ENDS:
        return None
    protocol = int.from_bytes(held[2:4], "big")
    rest = int.from_bytes(held[4:6], "big")
    if protocol != 0 or not 2 <= rest <= LONGEST_PDU + 1:
        raise NotModbus
    return _BEFORE_LENGTH_ENDS + rest


def unpack(whole: bytes) -> Frame:
    """The frame that `whole` is, no byte more and no byte less."""
    _length, unit, transaction, pdu = _framer.decode(whole)
    return Frame(transaction, unit, pdu)


def decode(pdu: bytes) -> ModbusPDU:
    """The request in `pdu`, whose shape has been checked (`requests.check`)."""
    request = _framer.decoder.decode(pdu)
    assert request is not None, "the shape of a request was not checked"
    return request


def pack(answer: ModbusPDU, frame: Frame) -> bytes:
    """`answer` as the bytes that answer `frame`."""
    answer.transaction_id, answer.dev_id = frame.transaction, frame.unit
    return _framer.buildFrame(answer)
