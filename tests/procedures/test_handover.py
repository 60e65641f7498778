"""Shift handover: told, repeated, confirmed; only then another person sits there."""

from __future__ import annotations

from typing import Any

import pytest

from devices.events import EventKind
from procedures import intents
from procedures.handover import STEP
from procedures.people import Mistake, Sitter, Slip

OZAWA = Sitter("ozawa", ("MGC",))
ONE = '  - id: "{id}"\n    confirm: {{}}\n    role: MGC\n    title: {{en: Look, ja: 見る}}\n'
LOOK = "steps:\n" + ONE.format(id="1") + ONE.format(id="2")
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


def repeats(b: Any) -> None:
    """Let the simulated one repeat."""
    b.until(lambda: handover(b).heard is not None)


def taken_over(b: Any) -> Any:
    repeats(b)
    assert b.wish(intents.HandOverRepeated(right=True)) == ()
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
    taken_over(b)
    snapshot = b.sitting.snapshot()
    assert (snapshot.sitter, snapshot.sitter_roles) == ("hayashi", ("MGC",))
    assert b.step.mine
    b.wish(intents.Confirm("p", ok=True))
    assert b.events(EventKind.STEP_DONE)[-1].who == "hayashi"


def test_the_record_says_who_handed_what_over_to_whom(bench: Any) -> None:
    b = taken_over(begun(bench))
    assert [e.subject for e in b.events(EventKind.TALK)] == ["order", "read_back", "confirm"]
    assert {e.who for e in b.events(EventKind.TALK)} == {"ozawa", "hayashi"}
    note = next(e for e in b.events(EventKind.NOTE) if e.data.get("what") == "handover")
    assert (note.who, note.data["from"], note.data["roles"]) == ("hayashi", "ozawa", ["MGC"])
    assert "step 1" in note.data["stands"]["en"]


def test_he_repeats_by_himself_and_only_then_can_it_be_judged(bench: Any) -> None:
    b = begun(bench)
    assert "not repeated" in b.wish(intents.HandOverRepeated(right=True))[0]
    told_s = b.sitting.now_s
    repeats(b)
    view = handover(b)
    assert 0.0 < b.sitting.now_s - told_s < 15.0
    assert (view.heard, view.differences, view.by_ear) == (view.read_back, (), False)
    assert b.events(EventKind.TALK)[-1].who == "hayashi"
    b.go(60)
    assert handover(b).heard is not None  # the sitter takes his time


def test_a_slip_of_his_is_heard_and_told_once_more(bench: Any) -> None:
    slip = Mistake("MGC", Slip.WRONG_READ_BACK, STEP)
    b = bench(bench.procedure(LOOK), sitter=OZAWA)
    b.sitting.people.will_slip(slip)
    b.wish(intents.HandOver("hayashi"))
    repeats(b)
    assert handover(b).differences != ()
    assert b.wish(intents.HandOverRepeated(right=False)) == ()
    assert (handover(b).attempt, handover(b).heard) == (2, None)
    taken_over(b)
    assert b.sitting.snapshot().sitter == "hayashi"


def test_who_stays_silent_is_told_once_more_and_then_does_not_take_over(bench: Any) -> None:
    b = bench(bench.procedure(LOOK), sitter=OZAWA)
    b.sitting.people.will_slip(Mistake("MGC", Slip.SILENCE, STEP, times=2))
    b.wish(intents.HandOver("hayashi"))
    b.go(20)
    assert handover(b).attempt == 2
    b.go(20)
    assert handover(b).to == ""
    assert "did not repeat" in b.sitting.snapshot().refusal.reasons[0].en
    assert b.sitting.snapshot().sitter == "ozawa"


def test_a_moment_while_he_is_about_to_repeat_is_gone_back_to(bench: Any) -> None:
    b = begun(bench)
    state = b.sitting.export_state()
    repeats(b)
    spoken_s = b.sitting.now_s
    b.sitting.restore(state)
    assert handover(b).heard is None
    repeats(b)
    assert b.sitting.now_s == pytest.approx(spoken_s)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_in_a_live_sitting_an_entered_read_back_is_compared_in_either_language(
    bench: Any, language: str
) -> None:
    b = begun(bench, live=True)
    assert handover(b).by_ear
    right = handover(b).read_back.in_language(language)
    b.wish(intents.HandOverRepeated(right.replace("1", "7")))
    assert b.sitting.snapshot().sitter == "ozawa"
    assert handover(b).attempt == 2
    assert handover(b).differences != ()
    b.wish(intents.HandOverRepeated(right))
    assert b.sitting.snapshot().sitter == "hayashi"


@pytest.mark.parametrize("live", [False, True])
def test_a_second_wrong_read_back_ends_it_and_the_sitter_stays(bench: Any, live: bool) -> None:
    b = begun(bench, live=live)
    for refused in (False, True):
        if not live:
            repeats(b)
        assert (b.wish(intents.HandOverRepeated(right=False)) != ()) is refused
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
    taken_over(b)
    b.until(lambda: "proceed" in b.step.can)
    assert b.wish(intents.Proceed("p")) == ()
    assert b.sitting.finished


def test_what_was_selected_is_let_go_and_the_next_person_may_command(bench: Any) -> None:
    b = bench(bench.procedure(DO), sitter=OZAWA)
    b.wish(intents.Select("server", "open"))
    b.wish(intents.HandOver("hayashi"))
    taken_over(b)
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
    b = taken_over(begun(bench))
    state = b.sitting.people.export_state()
    b.sitting.world.seat(OZAWA)
    b.sitting.world.seat(Sitter.from_state(state["sitter"]))
    assert b.sitting.sitter == Sitter("hayashi", ("MGC",))
    assert not b.sitting.people.holder("MGC").simulated
    assert b.sitting.gate.authority.roles("hayashi") == {"MGC"}
