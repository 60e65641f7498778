"""libmodbus, called in its shared library, and mbpoll, a command made on it."""

from __future__ import annotations

import ctypes
import ctypes.util
import re
import shutil
import subprocess
from collections.abc import Sequence

from devices.registers import Table
from tests.system.interop.clients import PATIENCE_S, Door, Missing, Refused

_FIRST_CODE = 112345678  # MODBUS_ENOBASE: errno of exception n is this plus n
_EXCEPTIONS = {
    "Illegal function": 1,
    "Illegal data address": 2,
    "Illegal data value": 3,
    "Slave device or server failure": 4,
    "Acknowledge": 5,
    "Slave device or server is busy": 6,
    "Gateway path unavailable": 10,
    "Target device failed to respond": 11,
}
_MBPOLL_TYPES = {Table.COIL: "0", Table.DISCRETE: "1", Table.INPUT: "3", Table.HOLDING: "4"}


class Libmodbus:
    """libmodbus by ctypes: no compiler is asked for."""

    def __init__(self, door: Door) -> None:
        try:
            self._library = ctypes.CDLL("libmodbus.so.5", use_errno=True)
        except OSError as error:
            raise Missing("libmodbus is missing: apt-get install libmodbus5") from error
        self._library.modbus_new_tcp.restype = ctypes.c_void_p
        self._library.modbus_strerror.restype = ctypes.c_char_p
        self._library.modbus_get_float_abcd.restype = ctypes.c_float
        context = self._library.modbus_new_tcp(door.host.encode(), door.port)
        self._context = ctypes.c_void_p(context)
        assert context
        self._done(self._library.modbus_set_slave(self._context, door.unit))
        seconds = ctypes.c_uint32(int(PATIENCE_S))
        self._library.modbus_set_response_timeout(self._context, seconds, ctypes.c_uint32(0))
        self._done(self._library.modbus_connect(self._context))

    def read(self, table: Table, address: int, count: int) -> list[int]:
        ask, room = {
            Table.HOLDING: (self._library.modbus_read_registers, ctypes.c_uint16 * count),
            Table.INPUT: (self._library.modbus_read_input_registers, ctypes.c_uint16 * count),
            Table.COIL: (self._library.modbus_read_bits, ctypes.c_uint8 * count),
            Table.DISCRETE: (self._library.modbus_read_input_bits, ctypes.c_uint8 * count),
        }[table]
        values = room()
        assert self._done(ask(self._context, address, count, values)) == count
        return list(values)

    def read_float(self, address: int) -> float:
        pair = (ctypes.c_uint16 * 2)(*self.read(Table.HOLDING, address, 2))
        return float(self._library.modbus_get_float_abcd(pair))

    def write_register(self, address: int, value: int) -> None:
        self._done(self._library.modbus_write_register(self._context, address, value))

    def write_registers(self, address: int, values: list[int]) -> None:
        room = (ctypes.c_uint16 * len(values))(*values)
        self._done(self._library.modbus_write_registers(self._context, address, len(values), room))

    def write_coil(self, address: int, value: bool) -> None:
        self._done(self._library.modbus_write_bit(self._context, address, int(value)))

    def _done(self, answer: int) -> int:
        if answer >= 0:
            return answer
        number = ctypes.get_errno()
        if _FIRST_CODE < number <= _FIRST_CODE + 11:
            raise Refused(number - _FIRST_CODE)
        raise OSError(number, self._library.modbus_strerror(number).decode())

    def close(self) -> None:
        self._library.modbus_close(self._context)
        self._library.modbus_free(self._context)


class Mbpoll:
    """mbpoll: one process and one connection a request."""

    def __init__(self, door: Door) -> None:
        command = shutil.which("mbpoll")
        if command is None:
            raise Missing("mbpoll is missing: apt-get install mbpoll")
        self._command = [command, "-0", "-1", "-o", "10", "-a", str(door.unit)]
        self._command += ["-p", str(door.port), door.host]

    def read(self, table: Table, address: int, count: int) -> list[int]:
        said = self._run("-t", _MBPOLL_TYPES[table], "-r", str(address), "-c", str(count))
        # a 16-bit value above 32767 is also told as a signed one, in brackets behind
        values = re.findall(r"^\[\d+\]:\s+(\d+)", said, re.MULTILINE)
        assert len(values) == count, said
        return [int(value) for value in values]

    def read_float(self, address: int) -> float:
        said = self._run("-t", "4:float", "-B", "-r", str(address))
        found = re.search(r"^\[\d+\]:\s+(\S+)", said, re.MULTILINE)
        assert found is not None, said
        return float(found[1])

    def write_register(self, address: int, value: int) -> None:
        self._run("-t", "4", "-r", str(address), values=[value])

    def write_registers(self, address: int, values: list[int]) -> None:
        self._run("-t", "4", "-r", str(address), values=values)

    def write_coil(self, address: int, value: bool) -> None:
        self._run("-t", "0", "-r", str(address), values=[int(value)])

    def _run(self, *options: str, values: Sequence[int] = ()) -> str:
        ended = subprocess.run(
            [*self._command, *options, "--", *map(str, values)]
            if values
            else [*self._command, *options],
            capture_output=True,
            text=True,
            timeout=2.0 * PATIENCE_S,
            check=False,
        )
        for words, code in _EXCEPTIONS.items():
            if f"failed: {words}" in ended.stderr + ended.stdout:
                raise Refused(code)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended.stdout

    def close(self) -> None:
        pass  # each run has left by itself
