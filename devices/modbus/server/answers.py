"""From a request to its answer: each function in a few lines, over the registers of one unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from pymodbus.constants import ExcCodes
from pymodbus.pdu import ExceptionResponse, ModbusPDU, bit_message, mei_message, register_message

from devices.modbus.server.frames import decode
from devices.modbus.server.requests import ONE_OBJECT, Function, Refusal, check
from devices.registers import Table

_BASIC, _REGULAR = 1, 2
_LAST_OBJECT = {_BASIC: 2, _REGULAR: 6}  # the last object of each way to read; all for the third
_REGULAR_AND_ONE = 0x82  # conformity: basic and regular objects, in a stream and one by one


class Registers(Protocol):
    """What a unit offers: its registers and bits, and who it is."""

    @property
    def identity(self) -> Mapping[int, bytes]:
        """The objects of its identification by number, sorted."""

    def read(self, table: Table, address: int, count: int) -> Sequence[int]:
        """`count` registers or bits from `address`, all of one moment; raises Refusal."""

    def write(self, table: Table, address: int, values: Sequence[int]) -> None:
        """Do what writing `values` at `address` means, or nothing of it; raises Refusal."""


def answer(pdu: bytes, unit: Registers) -> ModbusPDU:
    """What `unit` answers to the request `pdu`; a refusal is an answer too."""
    try:
        check(pdu)
        return _ANSWERS[Function(pdu[0])](decode(pdu), unit)
    except Refusal as refusal:
        return refused(pdu, refusal.code)


def refused(pdu: bytes, code: int) -> ModbusPDU:
    """The exception that answers `pdu`."""
    return ExceptionResponse(pdu[0] & 0x7F, code)


# --- reading -------------------------------------------------------------------------------------


def _coils(asked: ModbusPDU, unit: Registers) -> ModbusPDU:
    bits = unit.read(Table.COIL, asked.address, asked.count)
    return bit_message.ReadCoilsResponse(bits=[bool(bit) for bit in bits])


def _discrete(asked: ModbusPDU, unit: Registers) -> ModbusPDU:
    bits = unit.read(Table.DISCRETE, asked.address, asked.count)
    return bit_message.ReadDiscreteInputsResponse(bits=[bool(bit) for bit in bits])


def _holding(asked: ModbusPDU, unit: Registers) -> ModbusPDU:
    registers = unit.read(Table.HOLDING, asked.address, asked.count)
    return register_message.ReadHoldingRegistersResponse(registers=registers)


def _input(asked: ModbusPDU, unit: Registers) -> ModbusPDU:
    registers = unit.read(Table.INPUT, asked.address, asked.count)
    return register_message.ReadInputRegistersResponse(registers=registers)


# --- writing -------------------------------------------------------------------------------------


def _write_coil(asked: ModbusPDU, unit: Registers) -> ModbusPDU:
    unit.write(Table.COIL, asked.address, [int(asked.bits[0])])
    return bit_message.WriteSingleCoilResponse(address=asked.address, bits=asked.bits)


def _write_coils(asked: ModbusPDU, unit: Registers) -> ModbusPDU:
    unit.write(Table.COIL, asked.address, [int(bit) for bit in asked.bits])
    return bit_message.WriteMultipleCoilsResponse(address=asked.address, count=asked.count)


def _write_register(asked: ModbusPDU, unit: Registers) -> ModbusPDU:
    unit.write(Table.HOLDING, asked.address, asked.registers)
    return register_message.WriteSingleRegisterResponse(
        address=asked.address, registers=asked.registers
    )


def _write_registers(asked: ModbusPDU, unit: Registers) -> ModbusPDU:
    unit.write(Table.HOLDING, asked.address, asked.registers)
    return register_message.WriteMultipleRegistersResponse(address=asked.address, count=asked.count)


def _mask_register(asked: ModbusPDU, unit: Registers) -> ModbusPDU:
    assert isinstance(asked, register_message.MaskWriteRegisterRequest)
    before = unit.read(Table.HOLDING, asked.address, 1)[0]
    masked = (before & asked.and_mask) | (asked.or_mask & ~asked.and_mask & 0xFFFF)
    unit.write(Table.HOLDING, asked.address, [masked])
    return register_message.MaskWriteRegisterResponse(asked.address, asked.and_mask, asked.or_mask)


def _read_write_registers(asked: ModbusPDU, unit: Registers) -> ModbusPDU:
    """Written first and read then, as the standard says; nothing is written that is not read."""
    assert isinstance(asked, register_message.ReadWriteMultipleRegistersRequest)
    unit.read(Table.HOLDING, asked.read_address, asked.read_count)
    unit.write(Table.HOLDING, asked.write_address, asked.write_registers)
    registers = unit.read(Table.HOLDING, asked.read_address, asked.read_count)
    return register_message.ReadWriteMultipleRegistersResponse(registers=registers)


# --- who it is -----------------------------------------------------------------------------------


def _identify(asked: ModbusPDU, unit: Registers) -> ModbusPDU:
    """The objects asked for; an unknown first one begins at the beginning, as the standard says."""
    assert isinstance(asked, mei_message.ReadDeviceInformationRequest)
    way, first = asked.read_code or _BASIC, asked.object_id
    if way == ONE_OBJECT:
        if first not in unit.identity:
            raise Refusal(ExcCodes.ILLEGAL_ADDRESS)
        told = {first: unit.identity[first]}
    else:
        last = _LAST_OBJECT.get(way, 0xFF)
        first = first if first in unit.identity and first <= last else 0
        told = {number: text for number, text in unit.identity.items() if first <= number <= last}
    response = mei_message.ReadDeviceInformationResponse(way, told)
    response.conformity = _REGULAR_AND_ONE
    return response


_ANSWERS: dict[Function, Callable[[ModbusPDU, Registers], ModbusPDU]] = {
    Function.READ_COILS: _coils,
    Function.READ_DISCRETE: _discrete,
    Function.READ_HOLDING: _holding,
    Function.READ_INPUT: _input,
    Function.WRITE_COIL: _write_coil,
    Function.WRITE_REGISTER: _write_register,
    Function.WRITE_COILS: _write_coils,
    Function.WRITE_REGISTERS: _write_registers,
    Function.MASK_REGISTER: _mask_register,
    Function.READ_WRITE_REGISTERS: _read_write_registers,
    Function.IDENTIFY: _identify,
}
