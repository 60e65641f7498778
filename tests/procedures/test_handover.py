"""Shift handover: told, repeated, confirmed; only then another person sits there."""

from __future__ import annotations

from typing import Any

import pytest

from devices.events import EventKind
from procedures import intents
from procedures.people import Sitter

OZAWA = Sitter("ozawa", ("MGC",))
STEP = '  - id: "{id}"\n    confirm: {{}}\n    role: MGC\n    title: {{en: Look, ja: 見る}}\n'
LOOK = "steps:\n" + STEP.format(id="1") + STEP.format(id="2")
DO = """steps:
  - id: "1"
    do: server.open
    role: MGC
    title: {en: Open, ja: 開放}
    expect: server.position == 'open'
    limit: 1 min
"""


def begun(bench: Any, body: str = LOOK, **more: Any) -> Any:
    b = bench(bench.procedure(body), sitter=OZAWA, **more)
    assert b.wish(intents.HandOver("hayashi")) == ()
    return b


def handover(b: Any) -> Any:
    view = b.sitting.snapshot().handover
    assert view is not None
    return view


def test_what_stands_is_said_and_its_numbers_must_come_back(bench: Any) -> None:
    b = bench(bench.procedure(LOOK), sitter=OZAWA)
    b.wish(intents.Confirm("p", ok=True))
    b.wish(intents.HandOver("hayashi"))
    view = handover(b)
    assert (view.to, view.may) == ("hayashi", ("hayashi",))
    assert "P, step 2" in view.text.en
    assert "手順2" in view.text.ja
    assert "At work: Look" in view.text.en
    assert "Alarms not acknowledged: 0" in view.read_back.en


def test_after_the_read_back_the_next_person_sits_and_the_step_goes_on(bench: Any) -> None:
    b = begun(bench)
    assert b.sitting.snapshot().sitter == "ozawa"
    assert b.wish(intents.HandOverRepeated(right=True)) == ()
    snapshot = b.sitting.snapshot()
    assert (snapshot.sitter, snapshot.sitter_roles) == ("hayashi", ("MGC",))
    assert b.step.mine
    b.wish(intents.Confirm("p", ok=True))
    assert b.events(EventKind.STEP_DONE)[-1].who == "hayashi"


def test_the_record_says_who_handed_what_over_to_whom(bench: Any) -> None:
    b = begun(bench)
    b.wish(intents.HandOverRepeated(right=True))
    assert [e.subject for e in b.events(EventKind.TALK)] == ["order", "read_back", "confirm"]
    assert {e.who for e in b.events(EventKind.TALK)} == {"ozawa", "hayashi"}
    note = next(e for e in b.events(EventKind.NOTE) if e.data.get("what") == "handover")
    assert (note.who, note.data["from"], note.data["roles"]) == ("hayashi", "ozawa", ["MGC"])
    assert "step 1" in note.data["stands"]["en"]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_an_entered_read_back_is_compared_in_either_language(bench: Any, language: str) -> None:
    b = begun(bench)
    right = handover(b).read_back.in_language(language)
    b.wish(intents.HandOverRepeated(right.replace("1", "7")))
    assert b.sitting.snapshot().sitter == "ozawa"
    assert handover(b).attempt == 2
    assert handover(b).differences != ()
    b.wish(intents.HandOverRepeated(right))
    assert b.sitting.snapshot().sitter == "hayashi"


def test_a_second_wrong_read_back_ends_it_and_the_sitter_stays(bench: Any) -> None:
    b = begun(bench)
    assert b.wish(intents.HandOverRepeated(right=False)) == ()
    assert b.wish(intents.HandOverRepeated(right=False)) != ()
    assert handover(b).to == ""
    assert b.sitting.snapshot().sitter == "ozawa"
    assert b.wish(intents.HandOverRepeated()) != ()


@pytest.mark.parametrize("person", ["ozawa", "kato", "nobody"])
def test_only_who_holds_every_role_of_the_sitter_can_take_over(bench: Any, person: str) -> None:
    b = bench(bench.procedure(LOOK), sitter=OZAWA)
    assert "Hayashi" in b.wish(intents.HandOver(person))[0]


def test_a_command_under_way_is_confirmed_to_the_next_person(bench: Any) -> None:
    b = bench(bench.procedure(DO), sitter=OZAWA)
    b.wish(intents.Select("server", "open"))
    b.wish(intents.Execute())
    b.wish(intents.HandOver("hayashi"))
    b.wish(intents.HandOverRepeated(right=True))
    b.until(lambda: "proceed" in b.step.can)
    assert b.wish(intents.Proceed("p")) == ()
    assert b.sitting.finished


def test_what_was_selected_is_let_go_and_the_next_person_may_command(bench: Any) -> None:
    b = bench(bench.procedure(DO), sitter=OZAWA)
    b.wish(intents.Select("server", "open"))
    b.wish(intents.HandOver("hayashi"))
    b.wish(intents.HandOverRepeated(right=True))
    assert b.sitting.gate.selection is None
    assert b.wish(intents.Select("server", "open")) == ()
    assert b.wish(intents.Execute()) == ()
    assert b.events(EventKind.COMMAND_SENT)[-1].who == "hayashi"


def test_live_control_is_disarmed_first_and_the_next_person_arms_himself(bench: Any) -> None:
    b = bench(bench.procedure(LOOK), sitter=OZAWA, live=True)
    b.wish(intents.Arm("ozawa"))
    b.wish(intents.HandOver("hayashi"))
    assert b.sitting.snapshot().live.armed_by == ""
    assert not b.plant.permitted
    b.wish(intents.HandOverRepeated(right=True))
    assert b.sitting.snapshot().sitter == "hayashi"
    assert b.wish(intents.Arm("hayashi")) == ()


def test_who_sits_goes_out_and_comes_back_with_the_state_of_people(bench: Any) -> None:
    b = begun(bench)
    b.wish(intents.HandOverRepeated(right=True))
    state = b.sitting.people.export_state()
    b.sitting.world.seat(OZAWA)
    b.sitting.world.seat(Sitter.from_state(state["sitter"]))
    assert b.sitting.sitter == Sitter("hayashi", ("MGC",))
    assert not b.sitting.people.holder("MGC").simulated
    assert b.sitting.gate.authority.roles("hayashi") == {"MGC"}
