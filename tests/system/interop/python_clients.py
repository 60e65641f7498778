"""The three clients of Python: pymodbus, pyModbusTCP, and the one inside pysunspec2."""

from __future__ import annotations

import re
import struct

from pymodbus.client import ModbusTcpClient
from pymodbus.pdu import ModbusPDU
from pyModbusTCP.client import ModbusClient
from pyModbusTCP.utils import decode_ieee, word_list_to_long
from sunspec2.modbus import modbus as sunspec_wire

from devices.registers import Table
from tests.system.interop.clients import PATIENCE_S, Door, Refused


class Pymodbus:
    """pymodbus, its synchronous client; one frame a request."""

    def __init__(self, door: Door) -> None:
        self._client = ModbusTcpClient(door.host, port=door.port, timeout=PATIENCE_S, retries=0)
        assert self._client.connect()
        self._unit = door.unit

    def read(self, table: Table, address: int, count: int) -> list[int]:
        ask = {
            Table.HOLDING: self._client.read_holding_registers,
            Table.INPUT: self._client.read_input_registers,
            Table.COIL: self._client.read_coils,
            Table.DISCRETE: self._client.read_discrete_inputs,
        }[table]
        answer = _unless_refused(ask(address, count=count, device_id=self._unit))
        if table in (Table.COIL, Table.DISCRETE):
            return [int(bit) for bit in answer.bits[:count]]
        return list(answer.registers)

    def read_float(self, address: int) -> float:
        value = self._client.convert_from_registers(
            self.read(Table.HOLDING, address, 2), self._client.DATATYPE.FLOAT32
        )
        assert isinstance(value, float)
        return value

    def write_register(self, address: int, value: int) -> None:
        _unless_refused(self._client.write_register(address, value, device_id=self._unit))

    def write_registers(self, address: int, values: list[int]) -> None:
        _unless_refused(self._client.write_registers(address, values, device_id=self._unit))

    def write_coil(self, address: int, value: bool) -> None:
        _unless_refused(self._client.write_coil(address, value, device_id=self._unit))

    def close(self) -> None:
        self._client.close()


def _unless_refused(answer: ModbusPDU) -> ModbusPDU:
    if answer.isError():
        raise Refused(answer.exception_code)
    return answer


class PyModbusTcp:
    """pyModbusTCP."""

    def __init__(self, door: Door) -> None:
        self._client = ModbusClient(door.host, door.port, door.unit, timeout=PATIENCE_S)
        assert self._client.open(), self._client.last_error_as_txt

    def read(self, table: Table, address: int, count: int) -> list[int]:
        ask = {
            Table.HOLDING: self._client.read_holding_registers,
            Table.INPUT: self._client.read_input_registers,
            Table.COIL: self._client.read_coils,
            Table.DISCRETE: self._client.read_discrete_inputs,
        }[table]
        values = ask(address, count)
        self._check(values is not None)
        assert values is not None
        return [int(value) for value in values]

    def read_float(self, address: int) -> float:
        (long,) = word_list_to_long(self.read(Table.HOLDING, address, 2))
        return float(decode_ieee(long))

    def write_register(self, address: int, value: int) -> None:
        self._check(self._client.write_single_register(address, value))

    def write_registers(self, address: int, values: list[int]) -> None:
        self._check(self._client.write_multiple_registers(address, values))

    def write_coil(self, address: int, value: bool) -> None:
        self._check(self._client.write_single_coil(address, value))

    def _check(self, done: bool) -> None:
        if self._client.last_except:
            raise Refused(self._client.last_except)
        assert done, self._client.last_error_as_txt

    def close(self) -> None:
        self._client.close()


class PySunSpec2:
    """The wire of pysunspec2: registers only, every request with transaction number 0."""

    def __init__(self, door: Door) -> None:
        self._client = sunspec_wire.ModbusClientTCP(
            slave_id=door.unit, ipaddr=door.host, ipport=door.port, timeout=PATIENCE_S
        )
        self._client.connect()

    def read(self, table: Table, address: int, count: int) -> list[int]:
        function = {
            Table.HOLDING: sunspec_wire.FUNC_READ_HOLDING,
            Table.INPUT: sunspec_wire.FUNC_READ_INPUT,
        }[table]
        with _Refusals():
            return list(struct.unpack(f">{count}H", self._client.read(address, count, op=function)))

    def read_float(self, address: int) -> float:
        with _Refusals():
            (value,) = struct.unpack(">f", self._client.read(address, 2))
        return float(value)

    def write_register(self, address: int, value: int) -> None:
        self.write_registers(address, [value])

    def write_registers(self, address: int, values: list[int]) -> None:
        with _Refusals():
            self._client.write(address, struct.pack(f">{len(values)}H", *values))

    def write_coil(self, address: int, value: bool) -> None:
        raise NotImplementedError("pysunspec2 knows registers only")

    def close(self) -> None:
        self._client.close()


class _Refusals:
    """Turn what pysunspec2 says about an exception into its code."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, sunspec_wire.ModbusClientException):
            said = re.search(r"exception:? (\d+)", str(error))
            assert said is not None, error
            raise Refused(int(said[1])) from error
