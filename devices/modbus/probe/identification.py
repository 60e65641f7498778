"""Function 43: what a device says of itself in texts (Modbus Application Protocol V1.1b3, 6.21)."""

from __future__ import annotations

from dataclasses import dataclass

from pymodbus.pdu.mei_message import ReadDeviceInformationRequest

from devices.modbus.client.failures import DeviceException, bad_reply
from devices.modbus.client.requests import Request
from devices.modbus.client.unit import Unit
from devices.modbus.probe.report import printable

_REGULAR = 2  # the objects 0 to 6: names, versions, addresses
_INTERFACE = 0x0E
_HEADER_BYTES = 6  # after the function: interface, code, conformity, more, next, number
_MORE = 0xFF
_MOST_REQUESTS = 10


@dataclass(frozen=True, slots=True)
class _Ask(Request):
    """Its answer is as long as the device likes, so `values` are the bytes behind the function."""

    def values(self, reply: bytes) -> tuple[int, ...]:
        if len(reply) == 2 and reply[0] == self.function | 0x80:
            raise DeviceException(reply[1])
        if len(reply) < 1 + _HEADER_BYTES or reply[0] != self.function or reply[1] != _INTERFACE:
            raise bad_reply("function", expected=self.function, given=reply[0] if reply else None)
        return tuple(reply[1:])


async def identification(unit: Unit) -> dict[int, str]:
    """The texts by object number; {} from a device that does not know the function.

    Raises Failure. A device that always has more to say is heard ten times.
    """
    texts: dict[int, str] = {}
    first = 0
    for _ in range(_MOST_REQUESTS):
        request = _Ask(ReadDeviceInformationRequest(_REGULAR, first), None, None)
        try:
            answer = await unit.wire.ask(request, unit.number, unit.deadline_s)
        except DeviceException:
            return texts
        body = bytes(answer.values)
        texts |= _objects(body[_HEADER_BYTES:])
        more, following = body[3], body[4]
        if more != _MORE or following <= first:
            return texts
        first = following
    return texts


def _objects(body: bytes) -> dict[int, str]:
    """The objects one after another: number, length, text. What is cut off is left out."""
    texts = {}
    while len(body) >= 2:
        number, length = body[0], body[1]
        text, body = body[2 : 2 + length], body[2 + length :]
        if len(text) == length:
            texts[number] = printable(text.decode("utf-8", errors="replace"))
    return texts
