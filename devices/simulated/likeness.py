"""A simulated plant that stands as the devices of a real one say, to forecast with.

It is made anew for each forecast from what is measured and reported. It has no way to a device, and
no command that is meant for one ever comes here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

import sim
from devices.picture import Picture
from devices.simulated.build import build
from devices.simulated.days import Days
from devices.simulated.drawn import days_of
from devices.simulated.evidence import Evidence
from devices.simulated.gather import LIVE_PU
from devices.simulated.names import bus_name, nominal_kv, those_with
from devices.simulated.plant import SimulatedPlant
from devices.simulated.seeing import see
from devices.simulated.seen import Seen
from devices.simulated.settings import apply_settings
from devices.simulated.start import StartState
from devices.simulated.truth import truth_at
from devices.site import parameters as known
from devices.site.site import Site
from devices.words import Words

SETTLE_S = 2.0  # in which the model finds its own balance before anything is asked of it
LONG_OFF_S = 3600.0  # what is dead has been so for long: loads are cold, transformers without flux


@dataclass(frozen=True, slots=True)
class Apart:
    """How far the model is from the measurement at the same moment; None: nothing to compare."""

    f_hz: float | None = None
    v_pu: float | None = None
    battery_kw: float | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """A simulated plant that stands as a real one, and what that rests on.

    measured, reported: how many values were told by devices and by people; assumed: every
    assumption in their place, in words.
    """

    plant: SimulatedPlant
    measured: int
    reported: int
    assumed: tuple[Words, ...]
    apart: Apart


class Likenesses:
    """Makes likenesses of one site. The series of a day are worked out once."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._day: tuple[int, int] | None = None
        self._days: Days | None = None

    def at(self, picture: Picture, now: datetime) -> Likeness:
        """The likeness of what is known now; raises CannotLiken.

        Takes up to 50 ms; the first time in a program a second, while the simulator is loaded.
        """
        evidence = Evidence(picture)
        seen = see(self._site, evidence, now)
        evidence.conclude()
        plant = self._standing(seen)
        plant.advance_by(SETTLE_S, plant.now_s + SETTLE_S)
        return Likeness(
            plant,
            len(evidence.measured),
            len(evidence.reported),
            tuple(evidence.assumed.values()),
            _apart(self._site, picture, plant),
        )

    def warm(self, now: datetime) -> None:
        """Load the simulator and work out the day, so that the first forecast is as fast."""
        start = StartState(year=now.year, day_of_year=now.timetuple().tm_yday)
        plant = SimulatedPlant(self._site, start=start)
        plant.fork().advance(1.0)
        self._days_of(start)

    def _standing(self, seen: Seen) -> SimulatedPlant:
        site, start = self._site, seen.start
        days = self._days_of(start)
        parameters = _as_seen(build(site, start, days), seen)
        simulator = sim.Microgrid(parameters)
        apply_settings(site, simulator, start)
        for name, value in seen.inputs.items():
            simulator.set(name, value)
        _write(simulator, seen)
        truth = truth_at(site, start) | seen.truth
        return SimulatedPlant.standing(site, start, days, simulator, truth)

    def _days_of(self, start: StartState) -> Days:
        day = (start.year, start.day_of_year)
        if self._days is None or day != self._day:
            self._day, self._days = day, days_of(self._site, start, seed=0)
        return self._days


def _as_seen(built: sim.MicrogridParameters, seen: Seen) -> sim.MicrogridParameters:
    """The site's parameters with switches, sources and loads as they are seen."""
    inverters = (
        replace(
            one,
            mode0=seen.batteries[one.name].mode0,
            p_set0_kw=seen.batteries[one.name].p_set_kw,
            battery=replace(
                one.battery,
                soc0=seen.batteries[one.name].soc,
                temperature0_c=seen.batteries[one.name].temperature_c,
            ),
        )
        for one in built.inverters
    )
    return replace(
        built,
        switches=tuple(replace(one, closed=seen.closed[one.name]) for one in built.switches),
        transfer_switches=tuple(
            replace(one, position0=seen.transfers[one.name]) for one in built.transfer_switches
        ),
        inverters=tuple(inverters),
        photovoltaics=tuple(
            replace(one, running0=one.name in seen.sun_running) for one in built.photovoltaics
        ),
        loads=tuple(
            replace(one, motor=None) if one.name in seen.at_rest else one for one in built.loads
        ),
        profiles=tuple(_constant(one, seen) for one in built.profiles),
    )


def _constant(profile: sim.Profile, seen: Seen) -> sim.Profile:
    """What is measured now stays as it is for the forecast; the rest goes on as on any day."""
    value = seen.series.get(profile.name)
    if value is None:
        return profile
    return replace(profile, values=(value,) * len(profile.values))


def _write(simulator: sim.Microgrid, seen: Seen) -> None:
    """Write what no parameter says and no input sets: states of PV and trips, time without supply.

    A snapshot is the named values of `names()`, in that order.
    """
    values = dict(seen.values)
    for name in simulator.names():
        element, _, what = name.rpartition(".")
        supply = {"off_s": "live", "dead_s": "energised"}.get(what)
        if supply is not None and simulator.get(f"{element}.{supply}") < 0.5:
            values[name] = LONG_OFF_S
    snapshot = simulator.snapshot()
    for name, value in values.items():
        snapshot[simulator.index(name)] = value
    simulator.restore(snapshot)


# --- model against measurement --------------------------------------------------------------------


def _apart(site: Site, picture: Picture, plant: SimulatedPlant) -> Apart:
    """Frequency, voltage and battery power of the model less those that are measured."""
    section = f"bus.{bus_name(site.network.section_bus)}"
    simulator = plant.simulator
    island = next((d.name for d in site.devices.values() if d.kind == "island"), "island")
    base_kv = nominal_kv(site, site.network.section_bus)
    v_pu, f_hz = simulator.get(f"{section}.v_pu"), simulator.get(f"{section}.f_hz")
    v_kv, hertz = picture.value(f"{island}.v_kv"), picture.value(f"{island}.f_hz")
    batteries = [device.name for device, _ in those_with(site, known.BatteryParameters)]
    return Apart(
        _difference(f_hz, hertz) if v_pu >= LIVE_PU else None,
        _difference(v_pu * base_kv, v_kv, 1.0 / base_kv),
        _greatest(
            _difference(simulator.get(f"{name}.p_kw"), picture.value(f"{name}.p_kw"))
            for name in batteries
        ),
    )


def _difference(model: float, measured: object, scale: float = 1.0) -> float | None:
    if isinstance(measured, bool) or not isinstance(measured, int | float):
        return None
    return (model - measured) * scale


def _greatest(differences: Iterable[float | None]) -> float | None:
    known_ones = [one for one in differences if one is not None]
    return max(known_ones, key=abs, default=None)
