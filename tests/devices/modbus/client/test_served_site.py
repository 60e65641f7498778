"""The live plant against the served site: its own registers, SunSpec by discovery, its faults."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from devices.links import LinkState
from devices.modbus import IdentityMismatch, LivePlant
from devices.modbus.server import ServerTls, SiteServer, areas_of, server_context, units_of
from devices.plant import Command
from devices.signals import Quality
from devices.simulated import SimulatedPlant
from devices.site import Site, load_site
from devices.site.connections import Connections, TlsFiles
from devices.sunspec import load_any_map

SUNSPEC = {"bess": "sunspec-battery", "pv": "sunspec-pv", "m1": "sunspec-meter"}
STALE_S = 5.0


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site("odawara")


@asynccontextmanager
async def serving(
    site: Site, ordered: list[Command], tls: ssl.SSLContext | None = None
) -> AsyncIterator[tuple[SiteServer, int]]:
    plant = SimulatedPlant(site)
    units, areas = units_of(site.connections), areas_of(site, site.connections)
    server = SiteServer(site, plant, ordered.append, units, areas, frozen=True)
    _, port = await server.open("127.0.0.1", 0, tls)
    try:
        yield server, port
    finally:
        await server.close()
        plant.close()


def reaching(
    site: Site,
    port: int,
    devices: Iterable[str],
    maps: Mapping[str, str],
    *,
    period_s: float,
    tls: TlsFiles | None,
) -> LivePlant:
    connections = {}
    for device in devices:
        there = site.connections.devices[device]
        line = replace(there.line, host="127.0.0.1", port=port, tls=tls)
        connections[device] = replace(there, line=line, period_s=period_s, deadline_s=0.5)
    named = {device: load_any_map(maps.get(device, c.map)) for device, c in connections.items()}
    return LivePlant(site, Connections(connections), named, time_s=time.monotonic)


@asynccontextmanager
async def live(
    site: Site,
    port: int,
    devices: Iterable[str],
    maps: Mapping[str, str] | None = None,
    *,
    period_s: float = 0.05,
    tls: TlsFiles | None = None,
) -> AsyncIterator[LivePlant]:
    plant = reaching(site, port, devices, maps or {}, period_s=period_s, tls=tls)
    try:
        await asyncio.to_thread(plant.open)
        plant.permit_writes(True)
        yield plant
    finally:
        await asyncio.to_thread(plant.close)


async def until(so: Callable[[], Any]) -> None:
    while not so():  # noqa: ASYNC110 - it happens on the plant's own thread
        await asyncio.sleep(0.01)


def state_of(plant: LivePlant, device: str) -> LinkState:
    return next(view.state for view in plant.links() if view.device == device)


def age_s(plant: LivePlant, name: str) -> float:
    return time.monotonic() - plant.readings()[name].time_s


def trusted(plant: LivePlant, name: str) -> bool:
    reading = plant.readings()[name]
    return reading.quality is Quality.GOOD and age_s(plant, name) <= STALE_S


def test_every_device_of_the_site_is_recognised_and_read(site: Site, run: Any) -> None:
    async def story() -> None:
        async with (
            serving(site, []) as (_, port),
            live(site, port, site.connections.devices) as plant,
        ):
            assert {view.state for view in plant.links()} == {LinkState.CONNECTED}
            bad = [n for n, r in plant.readings().items() if r.quality is not Quality.GOOD]
            assert bad == []
            told = SimulatedPlant(site).readings()
            for name, reading in plant.readings().items():
                expected = told[name].value
                if isinstance(expected, float):
                    expected = pytest.approx(expected, rel=0.01, abs=0.01)
                assert reading.value == expected, name

    run(story())


def test_sunspec_devices_are_found_by_discovery_and_agree_with_their_own_registers(
    site: Site, run: Any
) -> None:
    async def story() -> None:
        async with (
            serving(site, []) as (_, port),
            live(site, port, SUNSPEC) as own,
            live(site, port, SUNSPEC, SUNSPEC) as generic,
        ):
            found, expected = generic.readings(), own.readings()
            for name in ("bess.soc_pct", "bess.p_kw", "pv.p_kw", "m1.p_kw"):
                assert found[name].quality is Quality.GOOD, name
            for name, reading in found.items():
                if reading.quality is Quality.GOOD and isinstance(reading.value, float):
                    there = expected[name].value
                    assert reading.value == pytest.approx(there, rel=0.02, abs=0.2), name
                elif reading.quality is Quality.GOOD:
                    assert reading.value == expected[name].value, name

    run(story())


def test_a_sunspec_device_takes_commands(site: Site, run: Any) -> None:
    async def story() -> None:
        ordered: list[Command] = []
        async with (
            serving(site, ordered) as (_, port),
            live(site, port, SUNSPEC, SUNSPEC) as plant,
        ):
            plant.command(Command("pv", "set_limit_pct", "MGC", "sato", {"limit_pct": 40.0}))
            await until(lambda: ordered)
            command = ordered[0]
            assert (command.target, command.arguments) == ("pv.set_limit_pct", {"limit_pct": 40.0})
            assert plant.advance(1.0) == ()

    run(story())


def test_a_device_without_the_models_of_its_map_is_another_device(site: Site, run: Any) -> None:
    async def story() -> None:
        async with serving(site, []) as (_, port):
            with pytest.raises(IdentityMismatch):
                async with live(site, port, ["bess", "m1"], {"m1": "sunspec-pv"}):
                    pass

    run(story())


def test_a_site_behind_tls_is_read_and_commanded(site: Site, run: Any, authority: Any) -> None:
    certificate, key = authority.issue("served-site")
    server_tls = server_context(ServerTls(certificate, key, authority.ca))
    files = TlsFiles(authority.ca, *authority.issue("console"))

    async def story() -> None:
        ordered: list[Command] = []
        async with (
            serving(site, ordered, server_tls) as (_, port),
            live(site, port, ["bess", "cb52b"], tls=files) as plant,
        ):
            assert {view.state for view in plant.links()} == {LinkState.CONNECTED}
            plant.command(Command("cb52b", "open", "MGC", "sato", {}))
            await until(lambda: ordered)
            assert ordered[0].target == "cb52b.open"

    run(story())


FAULTS = {  # each on a device of its own, with a command that is under way as it begins
    "bess": ("silence", None),
    "pv": ("exception", 4),
    "cb52b": ("delay", 2.0),
    "b1": ("wrong_unit", None),
    "b2": ("short_reply", None),
    "b3": ("stale_values", None),
    "b4": ("drop", None),
    "b5": ("half_frame", None),
}
VERBS = {"bess": "stop", "pv": "close", "cb52b": "open"}


def test_each_fault_is_noticed_alone_and_passes_without_a_second_write(
    site: Site, run: Any
) -> None:
    async def story() -> None:
        devices = tuple(site.connections.devices)
        async with (
            serving(site, []) as (server, port),
            live(site, port, devices, period_s=0.2) as plant,
        ):
            names = {d: [n for n in plant.readings() if n.startswith(f"{d}.")] for d in devices}
            for device, (fault, amount) in FAULTS.items():
                server.faults.set(device, fault, amount)
                verb = VERBS.get(device, "open")
                plant.command(Command(device, verb, "MGC", "sato", {}))
            fine = [device for device in devices if device not in FAULTS]
            for device in FAULTS:
                await until(lambda d=device: not any(trusted(plant, n) for n in names[d]))
            assert all(trusted(plant, name) for device in fine for name in names[device])
            assert {state_of(plant, device) for device in fine} == {LinkState.CONNECTED}
            server.faults.clear()
            for device in FAULTS:
                await until(lambda d=device: all(trusted(plant, n) for n in names[d]))
            frames = {device: server.counts.devices[device].writes for device in FAULTS}
            assert set(frames.values()) == {1}, frames

    run(story())
