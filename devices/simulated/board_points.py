"""What is measured in buildings: circuits, sockets, PCS and what feeds a board by itself."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from devices.simulated.gather import Points
from devices.simulated.names import bus_name, phase_factor, switch_named
from devices.site import parameters as known
from devices.site.site import Site

CAR_STATES = ("away", "plugged", "stand_alone", "tripped")
MACHINE_STATES = ("stopped", "starting", "running", "tripped")
PV_STATES = ("off", "running", "waiting", "tripped")


class Outlets(Protocol):
    """What this needs of the simulator: where a named output stands."""

    def index(self, name: str) -> int: ...  # noqa: D102


def add_load(points: Points, site: Site, name: str, outlets: Outlets) -> None:
    """The power of a circuit or socket whose breaker nobody measures."""
    points.one(f"{name}.p_kw", outlets.index(f"{name}.p_kw"))


def add_lever(points: Points, site: Site, name: str, outlets: Outlets) -> None:
    """The ammeter beside a breaker that is worked by hand."""
    switch = next(one for one in site.network.switches if one.signal == f"{name}.position")
    place = outlets.index(f"switch.{switch_named(switch.name)}.i_a")
    points.one(f"{name}.i_a", place, phase_factor(site, switch.to_bus))


def add_outlet(points: Points, site: Site, name: str, outlets: Outlets) -> None:
    """A self-sustained output: on, off or tripped, and what the sun would give."""
    for what in ("p_kw", "available_kw"):
        points.one(f"{name}.{what}", outlets.index(f"{name}.{what}"))
    points.one(f"{name}.state", outlets.index(f"{name}.state"), 1.0, ("off", "on", "tripped"))
    _volts(points, site, name, outlets)


def add_feeding_car(points: Points, site: Site, name: str, outlets: Outlets) -> None:
    """A car at its V2H stand or external feeder."""
    points.one(f"{name}.p_kw", outlets.index(f"{name}.p_kw"))
    points.one(f"{name}.soc_pct", outlets.index(f"{name}.soc"), 100.0)
    points.one(f"{name}.state", outlets.index(f"{name}.state"), 1.0, CAR_STATES)
    _volts(points, site, name, outlets)


def add_generator(points: Points, site: Site, name: str, outlets: Outlets) -> None:
    """An engine with its alternator; the voltage is that of its terminals."""
    for what in ("p_kw", "fuel_l", "f_hz"):
        points.one(f"{name}.{what}", outlets.index(f"{name}.{what}"))
    points.one(f"{name}.state", outlets.index(f"{name}.state"), 1.0, MACHINE_STATES)
    points.one(f"{name}.v_kv", *_voltage(site, name, outlets))


def add_synchronism(points: Points, site: Site, name: str, outlets: Outlets) -> None:
    """The relay 25 with what it compares."""
    relay = f"synchronism.{name}"
    points.one(f"{name}.enabled", outlets.index(f"{relay}.enabled"), 1.0, ("off", "on"))
    points.one(f"{name}.permit", outlets.index(f"{relay}.permit"), 1.0, (False, True))
    for what in ("dv_pu", "slip_hz", "angle_deg"):
        points.one(f"{name}.{what}", outlets.index(f"{relay}.{what}"))


def _volts(points: Points, site: Site, name: str, outlets: Outlets) -> None:
    place, kv = _voltage(site, name, outlets)
    points.one(f"{name}.v_v", place, 1000.0 * kv)


def _voltage(site: Site, name: str, outlets: Outlets) -> tuple[int, float]:
    bus = site.network.bus_of(name)
    kv = next(one.v_kv for one in site.network.buses if one.name == bus)
    return outlets.index(f"bus.{bus_name(bus)}.v_pu"), kv


def add_pcs(points: Points, site: Site, name: str, outlets: Outlets) -> None:
    """A PV power conditioner; its breaker is worked by hand."""
    for what in ("p_kw", "available_kw", "wait_s"):
        points.one(f"{name}.{what}", outlets.index(f"{name}.{what}"))
    points.one(f"{name}.state", outlets.index(f"{name}.state"), 1.0, PV_STATES)


def add_display(points: Points, site: Site, name: str, outlets: Outlets) -> None:
    """The display adds up all the solar power of the site."""
    suns = np.array(
        [
            outlets.index(f"{device.name}.p_kw")
            for device in site.devices.values()
            if isinstance(device.parameters, known.PvParameters)
        ],
        dtype=np.intp,
    )
    points.computed.append((f"{name}.p_kw", lambda o, truth: float(o[suns].sum())))
