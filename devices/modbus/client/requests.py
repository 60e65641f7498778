"""One request: what goes on the wire, and what alone counts as its answer.

The PDUs are pymodbus's. Answers are read here, from the bytes: the library's decoder takes a reply
with one of ten registers, another function or bytes to spare for a good one.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from pymodbus.pdu import ModbusPDU
from pymodbus.pdu.bit_message import (
    ReadCoilsRequest,
    ReadDiscreteInputsRequest,
    WriteMultipleCoilsRequest,
    WriteSingleCoilRequest,
)
from pymodbus.pdu.register_message import (
    ReadHoldingRegistersRequest,
    ReadInputRegistersRequest,
    WriteMultipleRegistersRequest,
    WriteSingleRegisterRequest,
)

from devices.modbus.client.failures import DeviceException, bad_reply
from devices.registers import Block, RegisterWrite, Table

_READS: dict[Table, type[ModbusPDU]] = {
    Table.COIL: ReadCoilsRequest,
    Table.DISCRETE: ReadDiscreteInputsRequest,
    Table.HOLDING: ReadHoldingRegistersRequest,
    Table.INPUT: ReadInputRegistersRequest,
}


@dataclass(frozen=True, slots=True)
class Request:
    """A PDU to send. data_bytes: how much data a read brings; echo: what a write is answered with.

    One of the two is None. bits: how many bits a read asks for, 0 where it asks for registers.
    """

    pdu: ModbusPDU
    data_bytes: int | None
    echo: bytes | None
    bits: int = 0

    @property
    def function(self) -> int:
        """The function code."""
        return self.pdu.function_code

    @property
    def reply_bytes(self) -> int:
        """The length of the right answer's PDU."""
        return 5 if self.data_bytes is None else 2 + self.data_bytes

    def values(self, reply: bytes) -> tuple[int, ...]:
        """Registers, or bits as 0 and 1, of the PDU `reply`; () for a write.

        Raises DeviceException, or BadReply when function, count or echo are not those asked for.
        """
        function = reply[0] if reply else None
        if function == self.function | 0x80 and len(reply) == 2:
            raise DeviceException(reply[1])
        if function != self.function:
            raise bad_reply("function", expected=self.function, given=function)
        if self.data_bytes is None:
            if reply[1:] != self.echo:
                raise bad_reply("echo", function=self.function)
            return ()
        if len(reply) != self.reply_bytes or reply[1] != self.data_bytes:
            raise bad_reply("count", expected=self.data_bytes, given=max(len(reply) - 2, 0))
        if self.bits:
            return tuple(reply[2 + bit // 8] >> bit % 8 & 1 for bit in range(self.bits))
        return struct.unpack(f">{self.data_bytes // 2}H", reply[2:])


def read(block: Block) -> Request:
    """Ask for the registers or bits of `block`."""
    bits = block.count if block.table.of_bits else 0
    data_bytes = (bits + 7) // 8 if bits else 2 * block.count
    pdu = _READS[block.table](address=block.address, count=block.count)
    return Request(pdu, data_bytes, None, bits)


def write(wanted: RegisterWrite) -> Request:
    """Write registers or coils: one with function 6 or 5, more (or by its map) with 16 or 15."""
    pdu: ModbusPDU
    address, values = wanted.address, wanted.values
    single = len(values) == 1 and not wanted.multiple
    many = struct.pack(">HH", address, len(values))
    if wanted.table is Table.COIL:
        flags = [bool(value) for value in values]
        if single:
            pdu = WriteSingleCoilRequest(address=address, bits=flags)
            return Request(pdu, None, pdu.encode())
        return Request(WriteMultipleCoilsRequest(address, flags), None, many)
    if single:
        pdu = WriteSingleRegisterRequest(address=address, registers=list(values))
        return Request(pdu, None, pdu.encode())
    pdu = WriteMultipleRegistersRequest(address=address, registers=list(values))
    return Request(pdu, None, many)
