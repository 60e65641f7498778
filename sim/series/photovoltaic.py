"""Power of a PV plant under a drawn weather, per unit of its rating."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.series.calendar import Floats
from sim.series.sun import Place, Sun, on_plane
from sim.series.weather import Weather

CELL_ABOVE_AIR_C = 31.0  # at 1000 W/m2: (NOCT 45 - 20) / 800 W/m2, Duffie & Beckman ch. 23 [F]


@dataclass(frozen=True, slots=True)
class PvPrior:
    """How a plant stands and what it makes of the light; origins in brackets.

    tilt_deg from the horizontal, azimuth_deg faced from north by east [P: 15, south: roofs and
    carports]. performance: power at the grid over what the panels would give at 25 degrees C, for
    inverter, wiring, dirt and mismatch [P: with it the year of Toride gives the 13.7 % that the
    city's report uses]. per_k: change of power per degree of the cells [K]. albedo: light thrown
    back by the ground [K]. ceiling_pu: what the inverters let through at most [K].
    """

    tilt_deg: float = 15.0
    azimuth_deg: float = 180.0
    performance: float = 0.871
    per_k: float = -0.004
    albedo: float = 0.2
    ceiling_pu: float = 1.0


def pv_share(weather: Weather, place: Place, prior: PvPrior | None = None) -> Floats:
    """Available power per unit of the rating, a value a point, 0..ceiling_pu; 0 at night."""
    prior = prior or PvPrior()
    return _power(weather.sun, weather.horizontal, weather.temperature_c, place, prior)


def clear_share(weather: Weather, place: Place, prior: PvPrior | None = None) -> Floats:
    """As `pv_share`, had there been no cloud at all: what a plan may reckon with at best."""
    prior = prior or PvPrior()
    return _power(weather.sun, weather.sun.clear, weather.temperature_c, place, prior)


def _power(
    sun: Sun, horizontal: Floats, temperature_c: Floats, place: Place, prior: PvPrior
) -> Floats:
    """G / 1000 (1 + per_k (T_cell - 25)) performance."""
    light = on_plane(sun, horizontal, place, prior.tilt_deg, prior.azimuth_deg, prior.albedo)
    suns = light / 1000.0
    cells_c = temperature_c + CELL_ABOVE_AIR_C * suns
    power = suns * (1.0 + prior.per_k * (cells_c - 25.0)) * prior.performance
    return np.clip(power, 0.0, prior.ceiling_pu)


def capacity_factor(share: Floats) -> float:
    """Mean of a series over its ceiling of 1: energy of the year over rating times 8,760 h."""
    return float(np.mean(share))
