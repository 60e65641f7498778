"""What is loaded for whom: nothing that could reach a device where all is simulated."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

_LOAD = """
import json, sys
import {modules}
wire = ("devices.modbus", "pymodbus", "serial")
print(json.dumps([name for name in sys.modules if name.startswith(wire)]))
"""


def loaded_wire(modules: str) -> list[str]:
    """The modules of the wire that come with `modules`, in a process of their own."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _LOAD.format(modules=modules)]
    out = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    names = json.loads(out.stdout)
    assert isinstance(names, list)
    return names


@pytest.mark.parametrize("modules", ["console.cli.run", "console.cli.rehearse", "console.app"])
def test_a_simulated_sitting_loads_nothing_that_could_reach_a_device(modules: str) -> None:
    assert loaded_wire(modules) == []


def test_a_live_one_does() -> None:
    assert "devices.modbus.plant" in loaded_wire("console.cli.live")
