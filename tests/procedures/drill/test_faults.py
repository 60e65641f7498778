"""The library of faults: each of them really happens in the simulator, and is named."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from devices.plant import Command
from devices.simulated import SimulatedPlant, StartState
from devices.site import load_site
from procedures.drill.faults import FAULTS, library, slips
from procedures.people import People, Sitter, Slip

SITES = ("odawara", "toride-togashira-elementary", "nishinoomote", "kobe-shelter")


def standing(plant: SimulatedPlant) -> tuple[object, object]:
    """What is so in the simulated world, whatever was told of it."""
    state = plant.snapshot()
    return state.simulator.tolist(), dict(state.truth)


@pytest.fixture(scope="module", params=SITES)
def plant(request: pytest.FixtureRequest) -> Iterator[SimulatedPlant]:
    made = SimulatedPlant(load_site(request.param), 0, StartState())
    made.advance(1.0)
    yield made
    made.close()


def test_every_fault_of_the_library_changes_the_simulated_world(plant: SimulatedPlant) -> None:
    faults = library(plant.site)
    assert faults
    for one in faults:
        if one.act == "lose_tag":  # there must be one
            plant.field.act(one.device, "lock", "sato")
        before = standing(plant)
        plant.field.act(one.device, one.act, "kondo", **one.arguments)
        assert standing(plant) != before, (one.device, one.act)
        assert one.title.en != one.title.ja
        assert one.where.en
        assert one.where.ja


def test_every_fault_is_at_home_at_some_site() -> None:
    found = {one.act for site in SITES for one in library(load_site(site))}
    assert {fault.act for fault in FAULTS} <= found


def test_values_that_stand_still_are_told_on_while_the_plant_goes_on() -> None:
    plant = SimulatedPlant(load_site("odawara"), 0, StartState())
    plant.advance(1.0)
    held = plant.readings()["bess.soc_pct"].value
    plant.field.act("bess", "stall", "kondo")
    plant.field.act("bess", "soc", "kondo", pct=33.0)
    kept = plant.snapshot()
    assert plant.readings()["bess.soc_pct"].value == held
    plant.restore(kept)
    assert plant.readings()["bess.soc_pct"].value == held
    plant.field.act("bess", "go_on", "kondo")
    plant.advance(3.0)
    assert plant.readings()["bess.soc_pct"].value == pytest.approx(33.0, abs=0.5)


def test_who_hears_nothing_does_nothing() -> None:
    plant = SimulatedPlant(load_site("odawara"), 0, StartState())
    plant.field.act("cb52b", "deafen", "kondo")
    before = standing(plant)
    plant.command(Command("cb52b", "open", "MGC", "ozawa"))
    assert standing(plant) == before
    plant.field.act("cb52b", "hear_again", "kondo")
    plant.command(Command("cb52b", "open", "MGC", "ozawa"))
    assert standing(plant) != before


def test_wrong_reports_are_those_of_simulated_people() -> None:
    site = load_site("odawara")
    people = People.of(site, Sitter("ozawa", ("MGC",)))
    made = {(one.device, one.act) for one in slips(site, people)}
    assert ("TSO-F", Slip.WRONG_NUMBER.value) in made
    assert all(role != "MGC" for role, _ in made)
    people.lead("kato", led=True)
    assert all(one.device != "TSO-D" for one in slips(site, people))
