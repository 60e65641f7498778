"""Maps of every connection: all loaded, each of its device's kind, no register claimed twice."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from devices.documents import DocumentError
from devices.registers import RegisterMap
from devices.site import Site, load_site, site_names
from devices.site.connections import Connection, Connections, Written
from devices.sunspec import SunSpecMap
from devices.wiring import load_maps

METER = """
map: {name}
title: {{en: Meter, ja: 計器}}
kind: meter
points:
  p_kw: {{address: {address}, type: int32, unit: kW, scale: 0.001{shared}}}
"""


@pytest.fixture(scope="module")
def odawara() -> Site:
    return load_site("odawara")


@pytest.mark.parametrize("name", site_names())
def test_every_connection_of_a_shipped_site_has_a_map_of_its_kind(name: str) -> None:
    site = load_site(name)

    maps = load_maps(site, site.connections)

    assert maps.keys() == site.connections.devices.keys()
    assert all(map_.kind == site.devices[device].kind for device, map_ in maps.items())


def connected(site: Site, maps: dict[str, Path], unit: int = 9) -> Connections:
    """Devices of a site that all answer at one unit."""
    devices = {}
    for number, (device, path) in enumerate(maps.items(), start=1):
        place = ("connections", "devices", device)
        devices[device] = Connection(
            device, site.connections.lines["plant"], unit, path.stem, path, shared=True,
            written=Written("site.yaml", number, 5, place),
        )  # fmt: skip
    return dataclasses.replace(site.connections, devices=devices)


def meter_map(folder: Path, name: str, address: int, *, shared: bool) -> Path:
    path = folder / f"{name}.yaml"
    words = ", shared: true" if shared else ""
    path.write_text(METER.format(name=name, address=address, shared=words), encoding="utf-8")
    return path


def test_two_devices_at_one_unit_with_registers_of_their_own_go_together(
    odawara: Site, tmp_path: Path
) -> None:
    one, two = (
        meter_map(tmp_path, "one", 10, shared=False),
        meter_map(tmp_path, "two", 12, shared=False),
    )

    maps = load_maps(odawara, connected(odawara, {"m1": one, "m2": two}))

    assert all(isinstance(map_, RegisterMap) for map_ in maps.values())


@pytest.mark.parametrize("address", [9, 10, 11])
@pytest.mark.parametrize("shared", [(False, False), (True, False), (False, True)])
def test_two_points_that_claim_one_register_are_refused_and_both_are_named(
    address: int, shared: tuple[bool, bool], odawara: Site, tmp_path: Path
) -> None:
    one = meter_map(tmp_path, "one", 10, shared=shared[0])
    two = meter_map(tmp_path, "two", address, shared=shared[1])

    with pytest.raises(DocumentError) as caught:
        load_maps(odawara, connected(odawara, {"m1": one, "m2": two}))

    [problem] = caught.value.problems
    assert (problem.path, problem.line, problem.column) == ("site.yaml", 2, 5)
    assert "m1.p_kw and m2.p_kw" in problem.render("en")
    assert f"register {max(10, address)}" in problem.render("en")


def test_two_points_that_say_that_they_share_a_register_may(odawara: Site, tmp_path: Path) -> None:
    one = meter_map(tmp_path, "one", 10, shared=True)
    two = meter_map(tmp_path, "two", 10, shared=True)

    assert load_maps(odawara, connected(odawara, {"m1": one, "m2": two}))


def test_a_map_of_another_kind_and_a_faulty_map_are_told_together(
    odawara: Site, tmp_path: Path
) -> None:
    wrong_kind = meter_map(tmp_path, "kind", 10, shared=False)
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text("map: faulty\n", encoding="utf-8")

    with pytest.raises(DocumentError) as caught:
        load_maps(odawara, connected(odawara, {"bess": wrong_kind, "m1": faulty}))

    told = caught.value.render("en")
    assert "bess is a battery_inverter" in told
    assert str(faulty) in told


def test_sunspec_devices_are_loaded_with_their_maps_of_points(odawara: Site) -> None:
    folder = odawara.connections.devices["bess"].map_path.parent
    maps = load_maps(odawara, connected(odawara, {"bess": folder / "sunspec-battery.yaml"}))

    assert isinstance(maps["bess"], SunSpecMap)


def test_a_serial_number_goes_with_the_map_of_a_sunspec_device_and_with_no_other(
    odawara: Site,
) -> None:
    folder = odawara.connections.devices["bess"].map_path.parent
    battery = connected(odawara, {"bess": folder / "sunspec-battery.yaml"})
    meter = connected(odawara, {"m1": folder / "served-meter.yaml"})

    maps = load_maps(odawara, numbered(battery))

    assert isinstance(maps["bess"], SunSpecMap)
    assert maps["bess"].serial_number == "4711"
    with pytest.raises(DocumentError, match="served-meter"):
        load_maps(odawara, numbered(meter))


def numbered(connections: Connections) -> Connections:
    """The same with a serial number at each device."""
    devices = {
        name: dataclasses.replace(one, serial_number="4711")
        for name, one in connections.devices.items()
    }
    return dataclasses.replace(connections, devices=devices)
