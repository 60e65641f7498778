"""Scenarios: their files, how a sitting starts, and what happens on the way."""

from __future__ import annotations

from procedures.scenario.at_work import WORLD, HappeningsAtWork
from procedures.scenario.finding import (
    has_scenario,
    scenario_for,
    scenario_named,
    scenario_names,
    scenario_numbers,
    scenario_path,
)
from procedures.scenario.form import ScenarioModel
from procedures.scenario.model import Happening, Scenario
from procedures.scenario.reading import load_scenario, site_of, with_skill

__all__ = [
    "WORLD",
    "Happening",
    "HappeningsAtWork",
    "Scenario",
    "ScenarioModel",
    "has_scenario",
    "load_scenario",
    "scenario_for",
    "scenario_named",
    "scenario_names",
    "scenario_numbers",
    "scenario_path",
    "site_of",
    "with_skill",
]
