"""Load, sun and weather as seeded series from stated priors: plain numpy, from a day to a year."""

from __future__ import annotations

from sim.series.calendar import Calendar, japanese_holidays
from sim.series.demand import BUILDINGS, BuildingPrior, Scale, demand_kw, energy_kwh
from sim.series.photovoltaic import PvPrior, capacity_factor, clear_share, pv_share
from sim.series.sun import Place
from sim.series.weather import CLIMATES, Climate, Weather, weather_over

__all__ = [
    "BUILDINGS",
    "CLIMATES",
    "BuildingPrior",
    "Calendar",
    "Climate",
    "Place",
    "PvPrior",
    "Scale",
    "Weather",
    "capacity_factor",
    "clear_share",
    "demand_kw",
    "energy_kwh",
    "japanese_holidays",
    "pv_share",
    "weather_over",
]
