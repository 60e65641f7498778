"""What each kind of step asks of the sitter when everybody else is a real person."""

from __future__ import annotations

from typing import Any

import pytest

from devices.events import EventKind
from procedures import intents
from procedures.people import Sitter
from procedures.snapshot import RunState

MGC = Sitter("ozawa", ("MGC",))
TITLE = "title: {en: Step, ja: 手順}"
SAY = """
    say:
      to: TSO-F
      text: {en: "K-12: open.", ja: 「K-12、開放」}
      read_back: {en: "K-12: open.", ja: 「K-12、開放」}
      act: [k12.open]
      report:
        text: {en: "K-12 open.", ja: 「K-12、開放」}
        enters: [k12.position, k12.locked]
"""


def steps(*bodies: str) -> str:
    return "steps:\n" + "".join(bodies)


def step(action: str, role: str = "MGC", more: str = "", number: str = "1") -> str:
    more = f"    {more}\n" if more else ""
    return f'  - id: "{number}"\n    {action.strip()}\n    role: {role}\n    {TITLE}\n{more}'


def live(bench: Any, *bodies: str) -> Any:
    return bench(bench.procedure(steps(*bodies)), sitter=MGC, live=True)


def spoken(b: Any) -> list[str]:
    return [event.subject for event in b.events(EventKind.TALK)]


# --- entries, confirmations, notes, choices -------------------------------------------------------


def test_a_reading_of_somebody_else_is_entered_in_his_name_by_the_sitter(bench: Any) -> None:
    b = live(bench, step("enter: {signal: k12.position, act: [k12.open]}", role="TSO-F"))
    assert b.step.person == "sato"
    assert b.step.can >= {"enter"}
    assert "proceed" not in b.step.can  # nobody acts at our word
    assert "Sato" in b.step.waiting_for.en
    assert b.wish(intents.EnterValue("p", "open")) == ()
    entry = b.events(EventKind.ENTRY)[-1]
    assert (entry.who, entry.data["entered_by"]) == ("sato", "ozawa")
    assert b.field.done == []


def test_what_another_person_looks_at_is_ticked_or_denied_by_the_sitter(bench: Any) -> None:
    b = live(bench, step("confirm: {act: [k12.open]}", role="TSO-F"))
    assert b.step.can >= {"confirm", "deny"}
    assert b.wish(intents.Confirm("p", ok=False)) != ()  # a reason is needed
    assert b.wish(intents.Confirm("p", ok=False, reason="rusted")) == ()
    b.go(0.1)
    assert b.view.state is RunState.FAILED
    assert "rusted" in b.events(EventKind.STEP_FAILED)[-1].data["en"]
    assert b.field.done == []


def test_a_note_of_another_person_is_ticked_by_the_sitter(bench: Any) -> None:
    b = live(bench, step("note: {text: {en: Handed over., ja: 引継ぎ}}", role="CHIEF"))
    assert b.wish(intents.Proceed("p")) == ()
    assert b.sitting.snapshot().outcome == "completed"


def test_the_way_that_another_person_chooses_is_entered_by_the_sitter(bench: Any) -> None:
    options = (
        "choose: {options: [{id: a, title: {en: A, ja: 甲}, goto: end},"
        " {id: b, title: {en: B, ja: 乙}, goto: end}]}"
    )
    b = live(bench, step(options, role="TSO-F"))
    assert "choose" in b.step.can
    assert b.wish(intents.Choose("p", "b")) == ()
    assert b.sitting.snapshot().outcome == "completed"


@pytest.mark.parametrize("role", ["MGC", "CITY"])
def test_a_check_waits_for_a_tick_whoever_looks(bench: Any, role: str) -> None:
    b = live(bench, step("check: bess.soc_pct > 50", role=role))
    b.go(1.0)
    assert b.wish(intents.Proceed("p")) == ()
    assert b.sitting.snapshot().outcome == "completed"


def test_a_check_that_is_no_longer_known_to_be_true_cannot_be_ticked(bench: Any) -> None:
    b = live(bench, step("check: bess.soc_pct > 50"))
    b.go(1.0)
    assert "proceed" in b.step.can
    b.plant.untold.add("bess.soc_pct")
    b.go(30.0)
    assert "proceed" not in b.step.can
    assert b.wish(intents.Proceed("p")) != ()
    b.plant.untold.clear()
    b.go(1.0)
    assert b.wish(intents.Proceed("p")) == ()
    assert b.sitting.snapshot().outcome == "completed"


# --- talk -----------------------------------------------------------------------------------------


def test_an_exchange_between_others_is_entered_part_by_part(bench: Any) -> None:
    b = live(bench, step(SAY, role="TSO-D"))
    parts = []
    for intent in (
        intents.Speak("p"),
        intents.JudgeReadBack("p", right=True),
        intents.EnterValue("p", "open"),
        intents.EnterValue("p", False),
        intents.Speak("p"),
        intents.JudgeReadBack("p", right=True),
    ):
        parts.append(b.step.say.sitter_enters)
        assert b.wish(intent) == ()
    assert [part for part in parts if part] == ["order", "read_back", "report", "report_back"]
    assert spoken(b) == ["order", "read_back", "confirm", "report", "report_back"]
    assert {e.data["entered_by"] for e in b.events(EventKind.TALK)} == {"ozawa"}
    assert b.sitting.snapshot().outcome == "completed"
    assert b.field.done == []


def test_what_somebody_really_said_is_recorded_in_his_words(bench: Any) -> None:
    b = live(bench, step(SAY, role="TSO-D"))
    b.wish(intents.Speak("p"))
    b.wish(intents.JudgeReadBack("p", right=True))
    b.wish(intents.EnterValue("p", "open"))
    b.wish(intents.EnterValue("p", True))
    assert b.wish(intents.Speak("p", "Open, but the lock does not close.")) == ()
    assert b.events(EventKind.TALK)[-1].data["en"] == "Open, but the lock does not close."


def test_a_value_entered_by_mistake_can_be_put_right_by_doing_the_step_again(bench: Any) -> None:
    b = live(bench, step(SAY + "    expect: k12.position == 'open'\n", role="TSO-D"))
    b.wish(intents.Speak("p"))
    b.wish(intents.JudgeReadBack("p", right=True))
    b.wish(intents.EnterValue("p", "closed"))
    b.wish(intents.EnterValue("p", False))
    b.wish(intents.Speak("p"))
    b.wish(intents.JudgeReadBack("p", right=True))
    assert "repeat" in b.step.can
    assert b.wish(intents.Repeat("p")) == ()
    assert b.step.say.sitter_enters == "order"


def test_the_sitters_own_words_are_not_said_to_be_entered_for_somebody(bench: Any) -> None:
    b = live(bench, step(SAY))
    assert b.step.say.sitter_speaks
    assert b.step.say.sitter_enters == ""
    b.wish(intents.Speak("p"))
    assert b.step.say.sitter_enters == "read_back"
    assert "entered_by" not in b.events(EventKind.TALK)[0].data


def test_a_read_back_as_it_was_heard_is_compared_and_then_judged(bench: Any) -> None:
    b = live(bench, step(SAY))
    b.wish(intents.Speak("p"))
    assert b.wish(intents.ReadBack("p", "K-13: open.")) == ()
    assert b.step.say.differences == ("k-13",)
    assert b.wish(intents.JudgeReadBack("p", right=False)) == ()
    assert spoken(b) == ["order", "read_back", "reissue"]
    assert b.wish(intents.JudgeReadBack("p", right=True)) == ()
    assert b.step.say.stage == "report"


def test_after_15_s_somebody_says_it_once_more_the_program_never_does(bench: Any) -> None:
    b = live(bench, step(SAY))
    b.wish(intents.Speak("p"))
    assert "speak" not in b.step.can
    b.go(16.0)
    assert spoken(b) == ["order"]
    assert b.step.can >= {"speak", "judge", "read_back"}
    assert "15 s" in b.step.waiting_for.en
    b.go(600.0)
    assert b.view.state is RunState.WAITING
    assert b.wish(intents.Speak("p")) == ()
    assert spoken(b) == ["order", "reissue"]
    b.go(16.0)
    assert b.view.state is RunState.FAILED


def test_an_answer_that_comes_late_still_counts(bench: Any) -> None:
    b = live(bench, step(SAY))
    b.wish(intents.Speak("p"))
    b.go(20.0)
    assert b.wish(intents.JudgeReadBack("p", right=True)) == ()
    assert b.step.say.stage == "report"


@pytest.mark.parametrize("when", ["instead of the report", "instead of a value"])
def test_who_cannot_do_it_is_entered_with_his_reason(bench: Any, when: str) -> None:
    b = live(bench, step(SAY))
    b.wish(intents.Speak("p"))
    b.wish(intents.JudgeReadBack("p", right=True))
    if when == "instead of a value":
        b.wish(intents.Speak("p"))
        b.wish(intents.JudgeReadBack("p", right=True))
    assert "deny" in b.step.can
    assert b.wish(intents.Confirm("p", ok=True)) != ()
    assert b.wish(intents.Confirm("p", ok=False)) != ()
    assert b.wish(intents.Confirm("p", ok=False, reason="the handle is stuck")) == ()
    b.go(0.1)
    assert b.view.state is RunState.FAILED
    assert "the handle is stuck" in b.events(EventKind.STEP_FAILED)[-1].data["en"]


# --- holds ----------------------------------------------------------------------------------------

HOLD = "hold: {id: H9, roles: [MGC, TSO-F], require: bess.soc_pct > 50}"


def test_a_hold_is_signed_by_two_named_people_of_its_roles(bench: Any) -> None:
    b = live(bench, step(HOLD))
    assert "Ozawa / Hayashi" in b.step.waiting_for.en
    assert b.wish(intents.Sign("p", "mori")) != ()  # the chief holds neither role
    assert b.wish(intents.Sign("p", "hayashi")) == ()
    assert b.wish(intents.Sign("p", "hayashi")) != ()
    assert b.wish(intents.Sign("p", "ozawa")) != ()  # that role has signed
    assert b.wish(intents.Sign("p", "suzuki")) == ()
    assert b.sitting.snapshot().outcome == "completed"
    signed = b.events(EventKind.HOLD_SIGNED)
    assert [(e.who, e.data["entered_by"]) for e in signed] == [
        ("hayashi", "ozawa"),
        ("suzuki", "ozawa"),
    ]


def test_nobody_signs_what_is_not_true_or_not_known(bench: Any) -> None:
    b = live(bench, step(HOLD))
    b.plant.values["bess.soc_pct"] = 40.0
    b.go(1.0)
    assert b.wish(intents.Sign("p", "ozawa")) != ()
    assert b.events(EventKind.HOLD_SIGNED) == []


def test_signatures_lapse_when_it_is_no_longer_true(bench: Any) -> None:
    b = live(bench, step(HOLD))
    b.wish(intents.Sign("p", "ozawa"))
    b.plant.values["bess.soc_pct"] = 40.0
    b.go(1.0)
    assert b.step.hold.signed == {}
    assert "no longer true" in b.step.waiting_for.en
    b.plant.values["bess.soc_pct"] = 60.0
    b.go(1.0)
    assert b.wish(intents.Sign("p", "sato")) == ()
    assert b.sitting.snapshot().outcome == ""
    assert b.wish(intents.Sign("p", "ozawa")) == ()
    assert b.sitting.snapshot().outcome == "completed"


@pytest.mark.parametrize("stranger", ["nobody", "mgc-2", ""])
def test_a_stranger_signs_nothing(bench: Any, stranger: str) -> None:
    b = live(bench, step("hold: {id: H9, roles: [CITY, CITY], require: bess.soc_pct > 50}"))
    assert b.wish(intents.Sign("p", stranger)) != ()
    assert b.wish(intents.Sign("p", "city-2")) != ()  # the site names one person of that role
    assert b.events(EventKind.HOLD_SIGNED) == []


def test_a_second_attempt_shows_nothing_of_what_was_heard_in_the_first(bench: Any) -> None:
    b = live(bench, step(SAY))
    b.wish(intents.Speak("p"))
    b.wish(intents.ReadBack("p", "K-13: open."))
    assert b.step.say.heard is not None
    assert b.step.say.differences != ()
    b.wish(intents.JudgeReadBack("p", right=False))
    if b.step.say.stage == "speak":
        b.wish(intents.Speak("p"))
    assert (b.step.say.attempt, b.step.say.stage) == (2, "read_back")
    assert b.step.say.heard is None
    assert b.step.say.differences == ()


def test_once_a_late_read_back_was_entered_the_speaker_is_waited_for_not_the_listener(
    bench: Any,
) -> None:
    b = live(bench, step(SAY))
    b.wish(intents.Speak("p"))
    b.go(16)
    assert b.step.waiting_for.en.startswith("Sato has not repeated")
    b.wish(intents.ReadBack("p", "K-13: open."))
    assert "has not repeated" not in b.step.waiting_for.en
    assert "Ozawa" in b.step.waiting_for.en
