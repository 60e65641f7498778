"""How a PDU travels: behind an MBAP header (TCP, TLS), or between address and CRC (RTU).

Frames are built by pymodbus. They are taken apart here: its framers skip what does not fit and go
on waiting, never look at the length field beyond the buffer, and the one for TLS wants a whole
reply in one record. Modbus/TCP Security puts the same MBAP frames into TLS, so TLS needs nothing of
its own.
"""

from __future__ import annotations

from typing import Protocol

from pymodbus.framer.rtu import FramerRTU
from pymodbus.framer.socket import FramerSocket
from pymodbus.pdu import DecodePDU

from devices.modbus.client.failures import bad_reply
from devices.modbus.client.requests import Request

_HEADER_BYTES = 7
_TLS_ALERT, _TLS_MAJOR = 0x15, 0x03  # how a TLS port answers to what is no TLS: RFC 8446, 5.1
_LONGEST_PDU_BYTES = 253


class Framing(Protocol):
    """What TCP and RTU do differently. most_bytes: more than this can never be an answer."""

    most_bytes: int
    keeps_order: bool
    """True when bytes that nobody asked for prove that the two sides have lost each other."""

    def frame(self, request: Request, unit: int, transaction: int) -> bytes:
        """The bytes of `request`."""

    def take(
        self, received: bytearray, request: Request, unit: int, transaction: int
    ) -> bytes | None:
        """The PDU of the answer; None while bytes are missing. Raises BadReply."""


class Mbap:
    """Transaction, protocol 0, length and unit before the PDU; each must be the one expected."""

    most_bytes = _HEADER_BYTES + _LONGEST_PDU_BYTES
    keeps_order = True

    def __init__(self) -> None:
        self._framer = FramerSocket(DecodePDU(False))

    def frame(self, request: Request, unit: int, transaction: int) -> bytes:
        """The bytes of `request`."""
        request.pdu.dev_id, request.pdu.transaction_id = unit, transaction
        return self._framer.buildFrame(request.pdu)

    def take(
        self, received: bytearray, request: Request, unit: int, transaction: int
    ) -> bytes | None:
        """The PDU of the answer; None while bytes are missing. Raises BadReply."""
        if len(received) < _HEADER_BYTES:
            return None
        protocol = int.from_bytes(received[2:4], "big")
        length = int.from_bytes(received[4:6], "big")
        if received[0] == _TLS_ALERT and received[1] == _TLS_MAJOR and protocol != 0:
            raise bad_reply("tls")
        if protocol != 0 or not 3 <= length <= 1 + _LONGEST_PDU_BYTES:
            raise bad_reply("header")
        answered = int.from_bytes(received[:2], "big")
        if answered != transaction:
            raise bad_reply("transaction", expected=transaction, given=answered)
        if received[6] != unit:
            raise bad_reply("unit", expected=unit, given=received[6])
        end = 6 + length
        if len(received) > end:
            raise bad_reply("more")
        return bytes(received[_HEADER_BYTES:]) if len(received) == end else None


class Rtu:
    """Address, PDU, CRC. Noise and late answers of others before the frame are passed over."""

    most_bytes = 512
    keeps_order = False

    def __init__(self) -> None:
        self._framer = FramerRTU(DecodePDU(False))

    def frame(self, request: Request, unit: int, transaction: int) -> bytes:
        """The bytes of `request`; RTU has no transactions."""
        request.pdu.dev_id, request.pdu.transaction_id = unit, transaction
        return self._framer.buildFrame(request.pdu)

    def take(
        self, received: bytearray, request: Request, unit: int, transaction: int
    ) -> bytes | None:
        """The PDU of the first sound frame of this unit and function; None while there is none.

        What can no longer become one is dropped from `received`.
        """
        keep = len(received) - 1
        for start in range(len(received) - 1):
            if received[start] != unit or received[start + 1] & 0x7F != request.function:
                continue
            refused = received[start + 1] & 0x80
            end = start + 1 + (2 if refused else request.reply_bytes)
            if len(received) < end + 2:
                keep = min(keep, start)
                continue
            crc = int.from_bytes(received[end : end + 2], "big")
            if FramerRTU.check_CRC(bytes(received[start:end]), crc):
                return bytes(received[start + 1 : end])
        del received[: max(keep, 0)]
        return None
