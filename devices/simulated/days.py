"""The days that a simulated plant lives through: demand and sun as series from a first midnight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

import sim
from devices.simulated.daylight import STEP_S, irradiance, load_shape
from devices.simulated.pumps import rest_without_motor
from devices.simulated.start import StartState
from devices.site.parameters import BlockParameters, PvParameters
from devices.site.site import Site

Floats: TypeAlias = NDArray[np.float64]

SUN = "sun"  # the site's common light: that of its first PV plant


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """Series with one step, from midnight of the first day; after their end they begin again.

    load_kw: what each block draws besides its motor. sun: what each PV plant could give, per unit
    of its rating; planned: what a plan reckons with at best, knowing the first day only. air_c:
    the air outside, None where it stays as the start says.
    """

    step_s: float
    load_kw: Mapping[str, Floats]
    sun: Mapping[str, Floats]
    planned: Mapping[str, Floats]
    air_c: Floats | None = field(default=None)

    def load_at(self, block: str, clock_s: float) -> float:
        """Demand in kW at a time since the first midnight."""
        return self._at(self.load_kw[block], clock_s)

    def planned_at(self, plant: str, clock_s: float) -> float:
        """Sun that a plan reckons with, per unit of the rating."""
        return self._at(self.planned[plant], clock_s)

    def air_at(self, clock_s: float) -> float:
        """Degrees C outside; 0 where nothing is known."""
        return 0.0 if self.air_c is None else self._at(self.air_c, clock_s)

    def _at(self, series: Floats, clock_s: float) -> float:
        place = clock_s / self.step_s
        first = int(place) % series.size
        share = place - int(place)
        a, b = float(series[first]), float(series[(first + 1) % series.size])
        return a + (b - a) * share

    def profiles(self, site: Site) -> tuple[sim.Profile, ...]:
        """The same for the simulator: `sun`, `sun:<plant>` and `day:<block>` per unit of its peak.

        A block's peak is that of `rest_without_motor`.
        """
        light = next(iter(self.sun.values()), np.zeros(1))
        found = [self._profile(SUN, light)]
        found += [self._profile(f"{SUN}:{name}", series) for name, series in self.sun.items()]
        for name, series in self.load_kw.items():
            own = site.devices[name].parameters
            peak_kw = rest_without_motor(own)[1] if isinstance(own, BlockParameters) else 0.0
            found.append(self._profile(f"day:{name}", series / max(peak_kw, 1e-9)))
        return tuple(found)

    def _profile(self, name: str, series: Floats) -> sim.Profile:
        period_s = self.step_s * series.size
        return sim.Profile(name, period_s, self.step_s, tuple(series.tolist()))


def days_of_no_place(site: Site, start: StartState) -> Days:
    """One day that comes again and again, where the site does not say where it lies."""
    light = np.array(irradiance(start.sky, start.day_of_year))
    plants = [d.name for d in site.devices.values() if isinstance(d.parameters, PvParameters)]
    loads = {}
    for device in site.devices.values():
        if isinstance(device.parameters, BlockParameters) and not device.planned:
            average_kw, peak_kw = rest_without_motor(device.parameters)
            loads[device.name] = peak_kw * np.array(load_shape(average_kw, peak_kw))
    sun = dict.fromkeys(plants, light)
    return Days(STEP_S, loads, sun, sun)
