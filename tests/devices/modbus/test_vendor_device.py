"""A device that others made, on a real socket: pymodbus's server with registers worked out by hand.

Its map is the worked example that ships; the numbers are those of its chapter in docs/registers.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from pymodbus.constants import ExcCodes
from pymodbus.server import ModbusTcpServer
from pymodbus.simulator import DataType, SimData, SimDevice

from devices.modbus import IdentityMismatch, LivePlant
from devices.plant import CannotSend, Command
from devices.registers import load_map, map_path
from devices.signals import Quality
from devices.site import Site, load_site
from devices.site.connections import Connection, Connections, Line

PATIENCE_S = 120.0
UNIT = 6
HEARTBEAT = 0x1000
TRIGGER = 0x2010
MAP = "vendor-example-battery"

# Addresses that are not here answer with exception 2, as the maker says of 0x1019 and 0x101A.
HOLDING: dict[int, list[int]] = {
    0x0000: [0x5845, 0x502D, 0x5343, 0x3336, 0x0030, 0x0000, 0x0207],
    0x1000: [4711, 0, 0xFB2E, 0xFFFF, 0xFFC7, 0, 0xFFFF, 0x0281, 0x003A, 0x0000, 0x0001, 0x028D],
    0x100C: [0, 0, 0, 0, 0x1401],
    0x1018: [630],
    0x101B: [250],
    0x1030: [0x4842, 0x7B14, 6598],
    0x2000: [0, 0, 0xBEE1],
    0x2010: [0, 0],
}


@dataclass
class VendorDevice:
    """The device, and what was written to it: function code, address, registers."""

    holding: dict[int, list[int]] = field(default_factory=lambda: dict(HOLDING))
    written: list[tuple[int, int, tuple[int, ...]]] = field(default_factory=list)
    triggered: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    async def act(  # noqa: PLR0917 - the signature is pymodbus's
        self,
        function: int,
        first: int,
        address: int,
        count: int,
        registers: list[int],
        values: list[int] | list[bool] | None,
    ) -> ExcCodes | None:
        """Called by the server for every request: the heartbeat moves, writes are noted."""
        if function == 3 and address <= HEARTBEAT < address + count:
            registers[HEARTBEAT - first] = (registers[HEARTBEAT - first] + 1) % 0x10000
        if values is not None:
            self.written.append((function, address, tuple(int(value) for value in values)))
            if address == TRIGGER:
                self.triggered.set()
        return None

    def device(self) -> SimDevice:
        """The same for pymodbus."""
        holding = [
            SimData(address, values=list(cells), datatype=DataType.REGISTERS)
            for address, cells in self.holding.items()
        ]
        coils = [SimData(0, values=[False] * 16, datatype=DataType.BITS)]
        inputs = [SimData(0x0100, values=[0x0012], datatype=DataType.REGISTERS)]
        return SimDevice(UNIT, (coils, coils, holding, inputs), action=self.act)


@contextmanager
def _serving(device: VendorDevice) -> Iterator[VendorDevice]:
    """pymodbus's server for the device, on a loop in a thread of its own."""
    ready, loop = threading.Event(), asyncio.new_event_loop()

    async def serve() -> None:
        server: Any = ModbusTcpServer(device.device(), address=("127.0.0.1", 0))
        await server.serve_forever(background=True)
        device.port = server.transport.sockets[0].getsockname()[1]
        ready.set()
        await ended.wait()
        await server.shutdown()

    ended = asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    try:
        assert ready.wait(PATIENCE_S)
        yield device
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join(PATIENCE_S)
        loop.close()


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site("odawara")


@contextmanager
def _plant(site: Site, device: VendorDevice) -> Iterator[LivePlant]:
    line = Line("vendor", host="127.0.0.1", port=device.port)
    connection = Connection("bess", line, UNIT, MAP, map_path(MAP), period_s=0.1)
    connections = Connections({"bess": connection}, {"vendor": line})
    plant = LivePlant(site, connections, {"bess": load_map(MAP)}, time_s=lambda: 0.0)
    try:
        plant.open()
        yield plant
    finally:
        plant.close()


def test_the_values_are_those_that_were_worked_out(site: Site) -> None:
    with _serving(VendorDevice()) as device, _plant(site, device) as plant:
        readings = plant.readings()
    assert {name: one.value for name, one in readings.items() if one.quality is Quality.GOOD} == {
        "bess.p_kw": 123.4,
        "bess.q_kvar": -5.7,
        "bess.soc_pct": 64.1,
        "bess.energy_kwh": 580.0,
        "bess.temp_c": 25.3,
        "bess.aux_ok": True,
        "bess.fire": False,
        "bess.state": "running",
        "bess.mode": "grid_forming",
        "bess.p_max_kw": 630.0,
        "bess.p_min_kw": -250.0,
        "bess.f_hz": pytest.approx(50.02, abs=1e-5),
        "bess.v_kv": 6.598,
        "bess.trip_cause": "undervoltage",
    }


def test_a_set_point_goes_out_before_its_trigger_and_each_once(site: Site) -> None:
    with _serving(VendorDevice()) as device, _plant(site, device) as plant:
        plant.permit_writes(True)
        plant.command(Command("bess", "set_p_kw", "MGC", "tanaka", {"p_kw": 50.0}))
        assert device.triggered.wait(PATIENCE_S)
        assert device.written == [(16, 0x2000, (0xFE0C, 0xFFFF)), (6, 0x2010, (0x00A5,))]


def test_the_mode_is_written_between_the_bits_of_others(site: Site) -> None:
    with _serving(VendorDevice()) as device, _plant(site, device) as plant:
        plant.permit_writes(True)
        plant.command(Command("bess", "start_black", "MGC", "tanaka"))
        plant.command(Command("bess", "set_p_kw", "MGC", "tanaka", {"p_kw": 0.0}))
        assert device.triggered.wait(PATIENCE_S)
        assert device.written[:2] == [(6, 0x2002, (0xBEE2,)), (16, 0x2011, (1,))]


def test_a_power_that_its_register_cannot_hold_is_not_sent(site: Site) -> None:
    with _serving(VendorDevice()) as device, _plant(site, device) as plant:
        plant.permit_writes(True)
        with pytest.raises(CannotSend):
            plant.command(Command("bess", "set_p_kw", "MGC", "tanaka", {"p_kw": 3e8}))
    assert device.written == []


def test_another_layout_of_the_same_maker_is_not_taken_for_it(site: Site) -> None:
    device = VendorDevice()
    device.holding[0x0000] = [*HOLDING[0x0000][:-1], 0x0300]
    with (
        _serving(device),
        pytest.raises(IdentityMismatch) as raised,
        _plant(site, device),
    ):
        pytest.fail("it was taken for the device of the map")
    (problem,) = raised.value.problems
    assert "519" in problem.en  # 0x0207 was expected
    assert "768" in problem.en  # 0x0300 was found
    assert device.written == []
