"""The plant of a scenario with everything that happens to it, and nobody at a desk."""

from __future__ import annotations

import pytest

from devices.plant import Command
from devices.simulated import FieldRefused
from devices.site import Site, load_site
from procedures.scenario import load_scenario, scenario_for
from procedures.scenario_plant import ScenarioPlant


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site("odawara")


@pytest.fixture
def plant(site: Site) -> ScenarioPlant:
    return ScenarioPlant(site, load_scenario(scenario_for(site.name), site))


def step_to(plant: ScenarioPlant, until_s: float) -> list[str]:
    """Let time pass; return the subjects of what happened."""
    subjects = []
    while plant.now_s < until_s:
        subjects += [event.subject for event in plant.advance(until_s)]
    return subjects


def test_what_has_a_time_happens_at_that_time(plant: ScenarioPlant) -> None:
    assert "blackout" not in step_to(plant, 4.9)
    assert "blackout" in step_to(plant, 5.1)
    assert plant.readings()["grid.v_kv"].value == 0.0
    assert plant.waiting == ("restoration",)


def test_what_waits_for_a_phase_comes_by_hand(plant: ScenarioPlant) -> None:
    step_to(plant, 60.0)
    assert plant.waiting == ("restoration",)
    assert [event.subject for event in plant.happen("restoration")] == ["restoration"]
    step_to(plant, 61.0)
    assert plant.readings()["grid.v_kv"].value == pytest.approx(6.6, abs=0.2)
    with pytest.raises(KeyError):
        plant.happen("restoration")


def test_commands_and_people_reach_the_same_equipment(plant: ScenarioPlant) -> None:
    plant.command(Command("cb52b", "open", "MGC", "somebody"))
    step_to(plant, 2.0)
    assert plant.observe("cb52b.position") == "open"
    plant.act("cb52b", "lock", "somebody")
    assert plant.observe("cb52b.locked") is True
    with pytest.raises(FieldRefused):
        plant.act("cb52b", "close", "somebody")


def test_without_a_scenario_nothing_happens(site: Site) -> None:
    plant = ScenarioPlant(site, None)
    assert step_to(plant, 30.0) == []
    assert plant.waiting == ()
    assert plant.readings()["grid.v_kv"].value == pytest.approx(6.6, abs=0.2)
