"""Which device of a site is served at which unit, and with which registers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from devices.modbus.server.unit import Area
from devices.phrases import said
from devices.registers import ServedRegisters, load_map
from devices.site.connections import Connection, Connections
from devices.site.site import Site
from devices.sunspec import is_sunspec_map
from devices.sunspec.served import sunspec_image
from devices.words import Words


class CannotServe(Exception):
    """The connections of the site cannot be served behind one address; `words` say why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def units_of(connections: Connections) -> Mapping[int, str]:
    """The device at each unit number, as the site connects them.

    Raises CannotServe for two devices at one unit: on different lines they are apart, here not.
    """
    units: dict[int, str] = {}
    for device, connection in connections.devices.items():
        other = units.setdefault(connection.unit, device)
        if other != device:
            raise CannotServe(
                said("serve.unit_twice", unit=connection.unit, device=device, other=other)
            )
    return units


def areas_of(site: Site, connections: Connections) -> Mapping[str, tuple[Area, ...]]:
    """The registers of every device that is connected: those of its map, and SunSpec at 40000.

    Raises DocumentError for a wrong map, CannotServe for a device without any registers.
    """
    return {
        device: tuple(_areas(site, connection))
        for device, connection in connections.devices.items()
    }


def _areas(site: Site, connection: Connection) -> Iterator[Area]:
    image = sunspec_image(site, site.devices[connection.device])
    if not is_sunspec_map(connection.map_path):
        yield ServedRegisters(load_map(connection.map_path), label=connection.device)
    elif image is None:
        raise CannotServe(said("serve.no_model", device=connection.device, map=connection.map))
    if image is not None:
        yield image
