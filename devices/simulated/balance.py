"""The power balance of the section at a coming hour, as it is switched now."""

from __future__ import annotations

from dataclasses import dataclass

from devices.simulated.daylight import STEP_S, irradiance, load_shape
from devices.simulated.names import car_at
from devices.simulated.pumps import FROM_HOUR, RUNNING_SHARE, TO_HOUR, rest_without_motor
from devices.simulated.start import StartState
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


def balance_at(site: Site, start: StartState, world: World, battery: str, time_s: float) -> Balance:
    """Return the balance at plant time `time_s` if nothing is switched until then."""
    running = world.get(f"{battery}.state") in (1.0, 2.0, 3.0)
    forming = world.get(f"{battery}.state") == 3.0
    if not forming:
        fixed_kw = world.get(f"{battery}.p_kw") if running else 0.0
        return Balance(fixed_kw, 0.0, 0.0, 1.0 if running else 0.0)
    clock_s = start.clock_s + time_s
    load_kw, fixed_kw, sun_kw = 0.0, 0.0, 0.0
    for device in site.devices.values():
        if device.planned:
            continue
        own = device.parameters
        if isinstance(own, BlockParameters):
            load_kw += _block_kw(own, world, device.name, clock_s)
        elif device.kind == "regulating_load":
            fixed_kw += world.get(f"{device.name}.p_kw")
        elif device.kind == "ev_charger" and (car := car_at(site, device.name)):
            fixed_kw -= world.get(f"{car}.p_kw")
        elif isinstance(own, SocketParameters):
            fixed_kw += world.get(f"{device.name}.p_kw")
        elif isinstance(own, PvParameters) and world.get(f"{device.name}.enabled") > 0.5:
            sun_kw += _sun_kw(site, start, world, device.name, clock_s)
    return Balance(fixed_kw, load_kw, sun_kw, 1.0)


def _block_kw(own: BlockParameters, world: World, name: str, clock_s: float) -> float:
    if world.get(f"{name}.live") < 0.5:
        return 0.0
    average_kw, peak_kw = rest_without_motor(own)
    shape = load_shape(average_kw, peak_kw)
    demand_kw = peak_kw * shape[int(clock_s / STEP_S) % len(shape)]
    hour = (clock_s / 3600.0) % 24.0
    pumping = FROM_HOUR <= hour < TO_HOUR
    motor_kw = RUNNING_SHARE * own.motor_kw if pumping else 0.0
    return demand_kw * world.get(f"{name}.factor") + motor_kw


def _sun_kw(site: Site, start: StartState, world: World, name: str, clock_s: float) -> float:
    rated_kw = float(getattr(site.devices[name].parameters, "rated_kw", 0.0))
    light = irradiance(start.sky, start.day_of_year)
    share = light[int(clock_s / STEP_S) % len(light)]
    return rated_kw * min(share, world.get(f"{name}.limit_pu"))
