"""A drill tells hazards and near misses as they come; a sitting without a guide asks for none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from devices.events import Event, EventKind
from devices.site import Site, load_site
from procedures import intents
from procedures.hazards.at_work import HazardsAtWork
from procedures.people import Mistake, Sitter, Slip
from procedures.record import Record
from procedures.rehearsal.explore.stand import Stand
from procedures.run import Engine
from procedures.scenario import Scenario, load_scenario
from procedures.sitting import Sitting
from procedures.snapshot import Mode

LONG_S = 400.0


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site("odawara")


@pytest.fixture(scope="module")
def guided(site: Site) -> Scenario:
    return load_scenario("odawara-first-activation", site)


def sat(site: Site, scenario: Scenario, record: Path, sitter: Sitter | None = None) -> Sitting:
    return Sitting.open(site, scenario, mode=Mode.REHEARSAL, sitter=sitter, record=record)


def hazards(record: Path) -> list[Event]:
    with Record(record) as read:
        return read.events(EventKind.HAZARD)


@pytest.fixture(scope="module")
def untagged(site: Site, guided: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An island with a lock and no tag at the boundary, once back and forth."""
    record = tmp_path_factory.mktemp("hazards") / "untagged.sqlite"
    scenario = load_scenario("odawara-tag-missing", site)
    sitting = sat(site, replace(scenario, guide=guided.guide), record)
    sitting.advance(LONG_S)
    sitting.close()
    return record


def test_a_hazard_is_told_once_with_its_words_and_severity(untagged: Path) -> None:
    found = [event for event in hazards(untagged) if event.subject == "tag_missing"]
    assert len(found) == 1
    assert found[0].data["severity"] == "serious"
    assert found[0].data["near"] is False
    assert found[0].data["en"]
    assert found[0].data["ja"]


def test_a_sitting_without_a_guide_asks_for_no_hazard(site: Site, tmp_path: Path) -> None:
    record = tmp_path / "plain.sqlite"
    sitting = sat(site, load_scenario("odawara-tag-missing", site), record)
    sitting.advance(LONG_S)
    sitting.close()
    assert hazards(record) == []


def test_a_refused_start_is_a_near_miss_of_what_it_would_have_brought(
    site: Site, guided: Scenario, tmp_path: Path
) -> None:
    record = tmp_path / "near.sqlite"
    sitter = Sitter.for_role(site, "MGC")
    sitting = sat(site, guided, record, sitter)
    sitting.advance(60.0)
    sitting.accept(intents.Select("bess", "start_black"))
    sitting.advance(61.0)
    sitting.close()
    (near,) = hazards(record)
    assert near.data["near"] is True
    assert near.data["stopped"] == "interlock"
    assert near.subject == "boundary_unlocked"
    assert near.who == sitter.person


def test_a_wrong_switch_that_the_guide_foresaw_is_told_as_planned(
    site: Site, guided: Scenario, tmp_path: Path
) -> None:
    habits = replace(guided.habits, mistakes=(Mistake("TSO-F", Slip.WRONG_NUMBER, "2.1b"),))
    scenario = load_scenario("odawara-wrong-switch", site)
    record = tmp_path / "wrong.sqlite"
    sitting = sat(site, replace(scenario, habits=habits), record)
    sitting.advance(400.0)
    sitting.close()
    assert [e.data["planned"] for e in hazards(record) if e.subject == "wrong_switch"] == [True]


def test_who_signs_what_is_not_so_is_stopped_by_the_second_signature(
    site: Site, guided: Scenario
) -> None:
    stand = Stand(site, replace(guided, guide=None))
    stand.sitting.advance(60.0)
    told: list[Event] = []
    world = replace(stand.world, emit=told.append)
    engine = Engine(world, stand.sitting.engine.phase, guided.procedure)
    watch = HazardsAtWork(engine, stand.plant)
    watch.observe(Event(60.0, EventKind.HOLD_REFUSED, "H5", "kato", {"hold": "H5"}))
    watch.advance()
    assert told == []  # he only looked too early
    watch.observe(Event(60.0, EventKind.HOLD_SIGNED, "H5", "ozawa", {"hold": "H5"}))
    watch.observe(Event(61.0, EventKind.HOLD_REFUSED, "H5", "kato", {"hold": "H5"}))
    watch.import_state(watch.export_state())  # in the middle of it
    watch.advance()
    assert [(one.subject, one.who, one.data["stopped"]) for one in told] == [
        ("boundary_unlocked", "ozawa", "hold")
    ]


def test_what_comes_behind_a_fault_of_the_instructor_is_told_as_his(
    site: Site, guided: Scenario
) -> None:
    stand = Stand(site, replace(guided, guide=None))
    stand.sitting.advance(60.0)
    told: list[Event] = []
    engine = Engine(
        replace(stand.world, emit=told.append), stand.sitting.engine.phase, guided.procedure
    )
    watch = HazardsAtWork(engine, stand.plant)
    watch.observe(Event(59.0, EventKind.DRILL, "k12", "kondo", {"what": "fault"}))
    watch.observe(Event(60.0, EventKind.HAPPENING, "k12", "scenario", {"what": "lose_tag"}))
    watch.advance()
    assert [(one.subject, one.data["led"]) for one in told] == [("tag_taken", True)]
