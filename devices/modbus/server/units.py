"""Which device of a site is served at which unit, and with which registers."""

from __future__ import annotations

from collections.abc import Mapping

from devices.modbus.server.unit import Area
from devices.phrases import said
from devices.registers import ServedRegisters, load_map
from devices.site.connections import Connections
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


def areas_of(connections: Connections) -> Mapping[str, tuple[Area, ...]]:
    """The registers of every device that is connected; raises DocumentError for a wrong map."""
    return {
        device: (ServedRegisters(load_map(connection.map_path)),)
        for device, connection in connections.devices.items()
    }
