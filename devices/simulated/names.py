"""What the parts of a site are called in the simulator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from devices.site.site import Device, Site

Kind = TypeVar("Kind")


def those_with(site: Site, kind: type[Kind]) -> Iterator[tuple[Device, Kind]]:
    """Every device that stands there (not only in the plans) with parameters of `kind`."""
    for device in site.devices.values():
        if isinstance(device.parameters, kind) and not device.planned:
            yield device, device.parameters


def switch_of(site: Site, signal: str) -> str | None:
    """The simulator's name of the switch whose position `signal` says, None when there is none."""
    return f"sw:{signal}" if any(one.signal == signal for one in site.network.switches) else None


def bus_name(bus: str) -> str:
    """The simulator's name of a bus: names are unique there, and a device may have it."""
    return f"bus:{bus}"
