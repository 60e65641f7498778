"""The power balance of the section at a coming hour, as it is switched now."""

from __future__ import annotations

from dataclasses import dataclass

from devices.simulated.days import Days
from devices.simulated.names import car_at
from devices.simulated.pumps import FROM_HOUR, RUNNING_SHARE, TO_HOUR
from devices.simulated.truth import World
from devices.site.parameters import BlockParameters, PvParameters, SocketParameters
from devices.site.site import Site


@dataclass(frozen=True, slots=True)
class Balance:
    """What the battery would have to give, in kW, positive out of the battery.

    fixed_kw: set-points; load_kw: people's demand; sun_kw: light that the PV would take off.
    running is 1.0 while the inverter is on, else 0.0.
    """

    fixed_kw: float
    load_kw: float
    sun_kw: float
    running: float


def balance_at(site: Site, days: Days, world: World, battery: str, clock_s: float) -> Balance:
    """Return the balance if nothing is switched until `clock_s`, from the first midnight."""
    running = world.get(f"{battery}.state") in (1.0, 2.0, 3.0)
    forming = world.get(f"{battery}.state") == 3.0
    if not forming:
        fixed_kw = world.get(f"{battery}.p_kw") if running else 0.0
        return Balance(fixed_kw, 0.0, 0.0, 1.0 if running else 0.0)
    load_kw, fixed_kw, sun_kw = 0.0, 0.0, 0.0
    for device in site.devices.values():
        if device.planned:
            continue
        own = device.parameters
        if isinstance(own, BlockParameters):
            load_kw += _block_kw(own, days, world, device.name, clock_s)
        elif device.kind == "regulating_load":
            fixed_kw += world.get(f"{device.name}.p_kw")
        elif device.kind == "ev_charger" and (car := car_at(site, device.name)):
            fixed_kw -= world.get(f"{car}.p_kw")
        elif isinstance(own, SocketParameters):
            fixed_kw += world.get(f"{device.name}.p_kw")
        elif isinstance(own, PvParameters) and world.get(f"{device.name}.enabled") > 0.5:
            sun_kw += _sun_kw(site, days, world, device.name, clock_s)
    return Balance(fixed_kw, load_kw, sun_kw, 1.0)


def _block_kw(own: BlockParameters, days: Days, world: World, name: str, clock_s: float) -> float:
    if world.get(f"{name}.live") < 0.5:
        return 0.0
    hour = (clock_s / 3600.0) % 24.0
    pumping = FROM_HOUR <= hour < TO_HOUR
    motor_kw = RUNNING_SHARE * own.motor_kw if pumping else 0.0
    return days.load_at(name, clock_s) * world.get(f"{name}.factor") + motor_kw


def _sun_kw(site: Site, days: Days, world: World, name: str, clock_s: float) -> float:
    rated_kw = float(getattr(site.devices[name].parameters, "rated_kw", 0.0))
    return rated_kw * min(days.planned_at(name, clock_s), world.get(f"{name}.limit_pu"))
