"""Every shipped site, served without a wire: all that it measures is shown, every verb obeyed."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from devices.modbus.server import Faults, areas_of, units_of
from devices.modbus.server.scan import Scan
from devices.modbus.server.unit import DeviceUnit
from devices.plant import Command
from devices.registers import Image, RegisterMap, decode, encode, load_map, plan
from devices.signals import Value
from devices.simulated import SimulatedPlant
from devices.site import load_connections, load_site, site_names
from devices.site.site import Argument, Device


class ServedPlant:
    """The units of a site over its simulated plant; commands are obeyed and remembered."""

    def __init__(self, name: str) -> None:
        site = load_site(name)
        connections = load_connections(site, None)
        self.plant = SimulatedPlant(site)
        self.commands: list[Command] = []
        units, scan = units_of(connections), Scan(self.plant)
        areas, faults = areas_of(site, connections), Faults(units.values())
        self.devices: list[tuple[Device, RegisterMap, DeviceUnit]] = [
            (
                site.devices[device],
                load_map(connections.devices[device].map_path),
                DeviceUnit(site.devices[device], areas[device], scan, self._obey, faults),
            )
            for device in units.values()
        ]

    def _obey(self, command: Command) -> None:
        self.commands.append(command)
        self.plant.command(command)


@pytest.fixture(scope="module", params=site_names())
def served(request: pytest.FixtureRequest) -> ServedPlant:
    return ServedPlant(request.param)


def image_of(map_: RegisterMap, unit: DeviceUnit) -> Image:
    """What a client reads with the map's own reads."""
    image = Image()
    for block in plan(map_):
        image.put(block.table, block.address, unit.read(block.table, block.address, block.count))
    return image


def middle(arguments: Mapping[str, Argument]) -> dict[str, Value]:
    """Arguments within their bounds, whole numbers where these are near each other."""
    return {
        name: one.states[-1] if one.states else one.high or 0.0 for name, one in arguments.items()
    }


def test_all_that_the_plant_measures_is_shown(served: ServedPlant) -> None:
    readings = served.plant.readings()
    for device, map_, unit in served.devices:
        for suffix, shown in decode(map_, image_of(map_, unit)).items():
            reading = readings.get(f"{device.name}.{suffix}")
            truth = None if reading is None else reading.value
            expected = pytest.approx(truth, rel=1e-3, abs=1e-2) if _is_number(truth) else truth
            assert shown.value == expected, f"{device.name}.{suffix}"


def _is_number(value: Value | None) -> bool:
    return isinstance(value, float) and not isinstance(value, bool)


def test_every_verb_is_obeyed_as_it_was_meant(served: ServedPlant) -> None:
    for device, map_, unit in served.devices:
        for verb in (one for one in device.verbs.values() if not one.manual):
            served.commands.clear()
            arguments = middle(verb.arguments)
            for write in encode(map_, verb.name, arguments, image_of(map_, unit)):
                unit.write(write.table, write.address, write.values)
            (command,) = served.commands
            assert command.target == f"{device.name}.{verb.name}"
            assert command.arguments == {
                name: pytest.approx(value, rel=1e-3) if _is_number(value) else value
                for name, value in arguments.items()
            }
