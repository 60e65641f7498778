"""SunSpec devices in a live plant over real sockets: known by their models and serial numbers."""

from __future__ import annotations

import asyncio
import dataclasses
import threading
import time
from collections.abc import Iterator

import pytest

from devices.modbus import IdentityMismatch, LivePlant
from devices.modbus.server import SiteServer, areas_of, units_of
from devices.plant import CannotSend, Command
from devices.signals import Quality
from devices.simulated import SimulatedPlant
from devices.site import Site, load_site
from devices.site.connections import Connections
from devices.wiring import load_maps

PATIENCE_S = 120.0


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site("odawara")


@pytest.fixture
def served(site: Site) -> Iterator[tuple[int, list[Command]]]:
    """The served site: its port, and what reaches the equipment."""
    plant, orders = SimulatedPlant(site), []
    own = site.connections
    server = SiteServer(site, plant, orders.append, units_of(own), areas_of(site, own), frozen=True)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="served site")
    thread.start()
    _, port = asyncio.run_coroutine_threadsafe(server.open("127.0.0.1", 0), loop).result(PATIENCE_S)
    try:
        yield port, orders
    finally:
        asyncio.run_coroutine_threadsafe(server.close(), loop).result(PATIENCE_S)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE_S)
        loop.close()
        plant.close()


def reaching(site: Site, port: int, **devices: dict[str, object]) -> LivePlant:
    """A live plant of these devices alone, each with what its connection says differently."""
    there = site.connections.devices
    folder = there["bess"].map_path.parent
    connected = {}
    for name, differently in devices.items():
        how = dict(differently)
        map_ = how.pop("map")
        connected[name] = dataclasses.replace(
            there[name],
            line=dataclasses.replace(there[name].line, port=port),
            map=str(map_),
            map_path=folder / f"{map_}.yaml",
            period_s=0.05,
            **how,  # type: ignore[arg-type]
        )
    connections = Connections(connected, site.connections.lines)
    maps = load_maps(site, connections)
    return LivePlant(site, connections, maps, time_s=time.monotonic)


def command(device: str, verb: str, **arguments: float) -> Command:
    return Command(device, verb, role="MGC", person="ozawa", arguments=arguments)


def test_a_battery_with_the_right_serial_number_is_read_and_commanded(
    site: Site, served: tuple[int, list[Command]]
) -> None:
    port, orders = served
    plant = reaching(site, port, bess={"map": "sunspec-battery", "serial_number": "bess@odawara"})
    try:
        plant.open()
        plant.permit_writes(True)
        assert plant.readings()["bess.soc_pct"].quality is Quality.GOOD
        plant.command(command("bess", "set_p_kw", p_kw=-120.0))
        until = time.monotonic() + PATIENCE_S
        while not orders and time.monotonic() < until:
            threading.Event().wait(0.01)
        with pytest.raises(CannotSend):  # no model of SunSpec has it
            plant.command(command("bess", "start_black"))
    finally:
        plant.close()

    assert [(one.verb, dict(one.arguments)) for one in orders] == [("set_p_kw", {"p_kw": -120.0})]


@pytest.mark.parametrize(
    ("device", "how", "named"),
    [
        ("bess", {"map": "sunspec-battery", "serial_number": "bess@other"}, "bess@other"),
        ("bess", {"map": "sunspec-battery", "unit": 7}, "soc_pct"),  # the PV plant
        ("pv", {"map": "sunspec-pv", "unit": 4}, "713"),  # the battery
        ("pv", {"map": "sunspec-pv", "unit": 17}, "203"),  # a meter
        ("pv", {"map": "sunspec-pv", "unit": 3}, "40000"),  # a breaker: no SunSpec at all
    ],
    ids=["another battery", "the PV plant", "the battery", "a meter", "a breaker"],
)
def test_a_device_that_is_another_one_is_not_taken_and_is_told_why(
    device: str, how: dict[str, object], named: str, site: Site, served: tuple[int, list[Command]]
) -> None:
    plant = reaching(site, served[0], **{device: how})

    with pytest.raises(IdentityMismatch) as caught:
        plant.open()

    [problem] = caught.value.problems
    assert named in problem.en
    assert named in problem.ja
    assert served[1] == []
