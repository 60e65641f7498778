"""What the parts of a site are called in the simulator."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TypeVar

from devices.site.network import Switch
from devices.site.parameters import ChargerParameters, VehicleParameters
from devices.site.site import Device, Site

Kind = TypeVar("Kind")

SINGLE_PHASE_BELOW_KV = 0.15


def those_with(site: Site, kind: type[Kind]) -> Iterator[tuple[Device, Kind]]:
    """Every device that stands there (not only in the plans) with parameters of `kind`."""
    for device in site.devices.values():
        if isinstance(device.parameters, kind) and not device.planned:
            yield device, device.parameters


def switch_of(site: Site, signal: str) -> str | None:
    """The simulator's name of the switch whose position `signal` says, None when there is none."""
    known = any(one.name == signal for one in site.network.switches)
    return switch_named(signal) if known else None


def switch_named(name: str) -> str:
    """The simulator's name of the switch that the site's network calls `name`."""
    return f"sw:{name}"


def contacts_of(site: Site, device: str) -> tuple[Switch, Switch]:
    """The contacts of a transfer switch: towards the utility, and towards the external source.

    Raises ValueError where the network does not have both, from their own bus to the common one.
    """
    found = {
        one.closed_state: one for one in site.network.switches if one.signal == f"{device}.position"
    }
    if found.keys() != {"utility", "external"}:
        raise ValueError(f"{site.name}: {device} needs the contacts utility and external")
    if found["utility"].to_bus != found["external"].to_bus:
        raise ValueError(f"{site.name}: the contacts of {device} do not meet at one bus")
    return found["utility"], found["external"]


def simulated_switch(site: Site, switch: Switch) -> str:
    """The simulator's name of a switch of the network, a contact of a transfer switch or not."""
    device = switch.signal.partition(".")[0]
    there = site.devices.get(device)
    if there is not None and there.kind == "transfer_switch":
        return f"{device}.{'a' if switch.closed_state == 'utility' else 'b'}"
    return switch_named(switch.name)


def phase_factor(site: Site, bus: str) -> float:
    """What a current of the simulator, three-phase, is multiplied with: 100 V is single-phase."""
    v_kv = next(one.v_kv for one in site.network.buses if one.name == bus)
    return math.sqrt(3.0) if v_kv < SINGLE_PHASE_BELOW_KV else 1.0


def cars_and_chargers(site: Site) -> tuple[tuple[Device, Device], ...]:
    """Each car with the charger that is its own: the one it names, else the next that is free."""
    chargers = {device.name: device for device, _ in those_with(site, ChargerParameters)}
    pairs = []
    for car, own in those_with(site, VehicleParameters):
        name = own.charger or next(iter(chargers), None)
        if name in chargers:
            pairs.append((car, chargers.pop(name)))
    return tuple(pairs)


def car_at(site: Site, charger: str) -> str | None:
    """The device id of the car that belongs to `charger`, None when none does."""
    return next((car.name for car, own in cars_and_chargers(site) if own.name == charger), None)


def bus_name(bus: str) -> str:
    """The simulator's name of a bus: names are unique there, and a device may have it."""
    return f"bus:{bus}"


def nominal_kv(site: Site, bus: str) -> float:
    """The nominal voltage of a bus of the site in kV."""
    return next(one.v_kv for one in site.network.buses if one.name == bus)
