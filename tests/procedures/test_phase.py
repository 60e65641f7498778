"""The operating phase: declared in order, and checked against the plant."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from devices.events import Event, EventKind
from devices.words import same
from procedures import intents
from procedures.people import Sitter
from procedures.phase import (
    TITLES,
    Phase,
    PhaseTracker,
    may_follow,
    phase_title,
    standing_title,
    supply_title,
)

MGC = Sitter("ozawa", ("MGC",))
WAIT = """steps:
  - id: "1"
    wait: {time: 1 h}
    role: MGC
    title: {en: Wait, ja: 待つ}
"""
CHAIN = [phase for phase in Phase if phase is not Phase.ABORT]  # in the order of the model


def test_the_whole_chain_of_the_state_model_is_allowed() -> None:
    for now, then in pairwise([*CHAIN, Phase.GRID]):
        assert may_follow(now, then)


@given(st.sampled_from(Phase))
def test_abort_is_allowed_from_everywhere(phase: Phase) -> None:
    assert may_follow(phase, Phase.ABORT)


@given(st.sampled_from(Phase))
def test_every_phase_has_a_name_in_both_languages(phase: Phase) -> None:
    assert phase_title(phase.value) == TITLES[phase]
    assert TITLES[phase].ja != TITLES[phase].en


def test_an_unknown_phase_is_called_by_its_name() -> None:
    assert phase_title("NOWHERE") == same("NOWHERE")


def test_nobody_energises_from_the_grid_phase() -> None:
    events: list[Event] = []
    tracker = PhaseTracker(events.append)
    assert not tracker.declare(Phase.ISLAND_FORMING, 5.0, "ozawa")
    assert tracker.phase is Phase.GRID
    assert events[0].data == {"what": "refused", "wanted": "ISLAND_FORMING"}


def test_declaring_the_phase_that_is_in_force_says_nothing() -> None:
    events: list[Event] = []
    tracker = PhaseTracker(events.append, Phase.ISLAND)
    assert tracker.declare(Phase.ISLAND, 5.0, "ozawa")
    assert events == []


def test_a_plant_that_shows_something_else_is_said_once_and_so_is_its_end(bench: Any) -> None:
    b = bench(bench.procedure(WAIT), sitter=MGC, phase=Phase.ISLAND)
    b.plant.values["island.v_kv"] = 0.0
    b.plant.values["grid.v_kv"] = 0.0
    b.go(60)
    said = [e.data["what"] for e in b.events(EventKind.PHASE)]
    assert said == ["declared", "mismatch"]
    b.plant.values["island.v_kv"] = 6.6
    b.go(5)
    assert [e.data["what"] for e in b.events(EventKind.PHASE)][-1] == "agreed"


def test_a_short_difference_is_not_worth_a_word(bench: Any) -> None:
    b = bench(bench.procedure(WAIT), sitter=MGC, phase=Phase.DEAD_AGAIN)
    b.go(5)
    b.plant.values["island.v_kv"] = 0.0
    b.go(60)
    assert [e.data["what"] for e in b.events(EventKind.PHASE)] == ["declared"]


def test_procedure_and_step_declare_the_phase_and_conditions_see_it(bench: Any) -> None:
    body = """phase: REQUESTED
ends_in: LINE_OK
steps:
  - id: "1"
    confirm: {}
    role: MGC
    title: {en: Look, ja: 確認する}
    phase: AGREED
  - id: "2"
    check: phase.name == 'AGREED'
    role: MGC
    title: {en: Check, ja: 確認する}
"""
    b = bench(bench.procedure(body), sitter=MGC)
    assert b.sitting.phase == "REQUESTED"
    b.wish(intents.Confirm("p", ok=True))
    assert b.sitting.phase == "AGREED"
    b.go(1)
    b.wish(intents.Proceed("p"))
    assert b.sitting.phase == "LINE_OK"
    assert b.sitting.finished


def test_where_no_phase_is_declared_the_supply_is_named() -> None:
    titles = [supply_title(supply).en for supply in ("utility", "dead", "island", None)]
    assert titles == [
        "On the utility's supply",
        "Blackout",
        "On its own supply",
        "Supply not known",
    ]


def test_in_a_blackout_nobody_is_told_that_he_is_on_the_utility() -> None:
    assert standing_title("GRID", "dead").ja == "停電中"
    assert standing_title("GRID", "utility") == TITLES[Phase.GRID]
    assert standing_title("GRID", None) == TITLES[Phase.GRID]
    assert standing_title("DEAD_VERIFIED", "dead") == TITLES[Phase.DEAD_VERIFIED]
