"""Injects come by their triggers or by hand, really happen, and are answered."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from devices.events import Event, EventKind
from procedures.drill.guide import Verdict
from procedures.drill.views import DrillView, MessageView
from procedures.drill.wishes import (
    AnswerMessage,
    BeginDrill,
    Judge,
    SendInject,
    SendMessage,
    SkipInject,
)
from procedures.people import Sitter
from procedures.sitting import Sitting

Open = Callable[..., Sitting]
Told = Callable[..., list[Event]]

MGC = Sitter("ozawa", ("MGC",))
LEADER = "kondo"
CALL = """
injects:
  - id: call
    title: {en: Call, ja: 電話}
    at: 60 s
    channel: phone
    by: TSO-D
    text: {en: "May I close {k12.number}?", ja: "{k12.number}を投入してよいか。"}
    answers:
      - {id: "no", text: {en: "No.", ja: だめです。}, right: true}
      - {id: "yes", text: {en: "Yes.", ja: はい。}}
    expect: {text: {en: Refuse, ja: 断る}, answer: "no", within: 1 min, scores: safety}
  - id: trip
    title: {en: The battery trips, ja: 蓄電池がトリップ}
    when: bess.soc_pct < 50
    after: 30 s
    channel: equipment
    acts: [{act: bess.silence}]
  - id: drop
    title: {en: The charge falls, ja: 充電率が下がる}
    by_hand: true
    channel: measurement
    acts: [{act: bess.soc, with: {pct: 40}}]
  - id: stuck
    title: {en: No such number, ja: 数値なし}
    by_hand: true
    channel: measurement
    acts: [{act: bess.soc, with: {celsius: 40}}]
    expect: {text: {en: See it, ja: 気づく}, judge: true, scores: limits}
  - id: half
    title: {en: Half of it, ja: 半分}
    by_hand: true
    channel: measurement
    acts: [{act: bess.soc, with: {pct: 40}}, {act: bess.soc, with: {celsius: 40}}]
    expect: {text: {en: See it, ja: 気づく}, judge: true, scores: limits}
"""


def of_drill(sitting: Sitting) -> DrillView:
    view = sitting.snapshot().drill
    assert view is not None
    return view


def message(sitting: Sitting, id: str = "call") -> MessageView:
    return next(one for one in of_drill(sitting).messages if one.id == id)


@pytest.fixture
def led(opened: Open) -> Sitting:
    sitting = opened(CALL, sitter=MGC, led=True)
    sitting.accept(BeginDrill(LEADER))
    return sitting


def test_one_with_a_time_comes_then_and_its_words_are_filled_in(led: Sitting, told: Told) -> None:
    led.advance(59.0)
    assert told(led, EventKind.INJECT) == []
    led.advance(62.0)
    shown = message(led)
    assert (shown.channel, shown.speaker.en, shown.open) == (
        "phone",
        "Distribution dispatcher",
        True,
    )
    assert shown.text.en == "May I close K-12?"
    (sent,) = told(led, EventKind.INJECT)
    assert sent.time_s == pytest.approx(60.0, abs=0.01)
    assert (sent.data["what"], sent.who) == ("sent", "scenario")


def test_one_with_a_state_comes_so_long_after_it_and_really_happens(
    led: Sitting, told: Told
) -> None:
    led.advance(10.0)
    led.accept(SendInject("drop", LEADER))
    led.advance(100.0)
    by_hand, silence, _ = told(led, EventKind.INJECT)
    assert (by_hand.subject, by_hand.who, by_hand.data["by_hand"]) == ("drop", LEADER, True)
    assert silence.subject == "trip"
    assert silence.time_s == pytest.approx(by_hand.time_s + 30.0, abs=3.0)
    happened = [(e.subject, e.who) for e in told(led, EventKind.HAPPENING)]
    assert happened == [("bess", "scenario"), ("bess", "scenario")]


def test_the_instructor_sends_early_and_again_and_leaves_out(led: Sitting, told: Told) -> None:
    led.advance(5.0)
    led.accept(SendInject("call", LEADER))
    led.accept(SendInject("call", LEADER))
    led.accept(SkipInject("trip", LEADER, "enough"))
    led.accept(SendInject("trip", LEADER))
    how = [
        (e.subject, *sorted(e.data.keys() & {"early", "again", "late"}))
        for e in told(led, EventKind.INJECT)
    ]
    assert how == [("call", "early"), ("call", "again"), ("trip",), ("trip", "late")]
    assert [one.id for one in of_drill(led).messages] == ["call", "call-2"]
    led.advance(100.0)
    assert len(told(led, EventKind.INJECT)) == 4


def test_one_that_cannot_happen_says_why_and_nothing_is_expected_of_it(
    led: Sitting, told: Told, became: Callable[[Sitting], list[tuple[str, str]]]
) -> None:
    led.accept(SendInject("stuck", LEADER))
    (event,) = told(led, EventKind.INJECT)
    assert event.data["what"] == "refused"
    assert ("stuck", "not_applicable") in became(led)
    view = led.instructor_view()
    assert view is not None
    line = next(one for one in view.injects if one.id == "stuck")
    assert line.why is not None
    assert line.why.en != line.why.ja


def test_one_of_which_a_part_has_happened_is_sent_and_says_what_could_not(
    led: Sitting, told: Told, became: Callable[[Sitting], list[tuple[str, str]]]
) -> None:
    led.accept(SendInject("half", LEADER))
    (event,) = told(led, EventKind.INJECT)
    assert event.data["what"] == "sent"
    assert ("half", "open") in became(led)
    view = led.instructor_view()
    assert view is not None
    assert next(one for one in view.injects if one.id == "half").why is not None


def test_an_answer_is_given_once_and_judged(led: Sitting, told: Told) -> None:
    led.advance(70.0)
    led.accept(AnswerMessage("call", MGC.person, "maybe"))
    assert told(led, EventKind.ANSWER) == []
    led.accept(AnswerMessage("call", MGC.person, "no", "It is locked."))
    led.accept(AnswerMessage("call", MGC.person, "yes"))
    (answer,) = told(led, EventKind.ANSWER)
    assert (answer.data["answer"], answer.data["right"]) == ("no", True)
    assert answer.data["text"] == "It is locked."
    shown = message(led)
    assert shown.answered is not None
    assert (shown.answered.en, shown.open) == ("No.", False)


def test_an_answer_in_own_words_waits_for_a_person_to_judge_it(
    led: Sitting, became: Callable[[Sitting], list[tuple[str, str]]]
) -> None:
    led.advance(70.0)
    led.accept(AnswerMessage("call", MGC.person, text="Not before it is unlocked."))
    led.advance(220.0)  # twice its time is over
    assert became(led) == [("call", "open")]
    view = led.instructor_view()
    assert view is not None
    assert next(one for one in view.tasks if one.id == "call").measured is False
    led.close()
    assert ("call", "not_applicable") in became(led)


def test_judging_an_answer_in_own_words_takes_the_trainee_no_time(led: Sitting, told: Told) -> None:
    led.advance(70.0)
    led.accept(AnswerMessage("call", MGC.person, text="Not before it is unlocked."))
    answered_s = told(led, EventKind.ANSWER)[0].time_s
    led.advance(150.0)
    led.accept(Judge("call", Verdict.MET, "mori"))
    opened, judged = told(led, EventKind.TASK)
    assert judged.data["took_s"] == pytest.approx(answered_s - opened.time_s, abs=1e-3)


def test_the_instructor_tells_what_no_file_foresees(led: Sitting) -> None:
    led.accept(SendMessage("CITY", "phone", "市長が急いでいる", LEADER))
    shown = message(led, "m1")
    assert (shown.text.ja, shown.speaker.en, shown.open) == (
        "市長が急いでいる",
        "Disaster headquarters",
        False,
    )
    led.accept(AnswerMessage("m1", MGC.person, text="待ってください"))
    answered = message(led, "m1").answered
    assert answered is not None
    assert answered.ja == "待ってください"


def test_what_happened_stays_so_when_one_goes_back_and_comes_anew(led: Sitting, told: Told) -> None:
    led.advance(30.0)
    moment = led.export_state()
    led.advance(70.0)
    led.accept(AnswerMessage("call", MGC.person, "yes"))
    led.restore(moment)
    assert of_drill(led).messages == ()
    led.advance(70.0)
    assert message(led).open


@pytest.mark.parametrize(("skill", "wrong"), [(1.0, 0), (0.0, 2)])
def test_where_nobody_sits_an_expert_answers_rightly_and_a_novice_errs(
    opened: Open, told: Told, skill: float, wrong: int
) -> None:
    calls = CALL.split("  - id: trip", maxsplit=1)[0]
    one = calls.partition("injects:\n")[2]
    many = "".join(one.replace("id: call", f"id: c{n}") for n in range(8))
    sitting = opened(f"injects:\n{many}", skill=skill)
    sitting.advance(200.0)
    answers = told(sitting, EventKind.ANSWER)
    assert len(answers) == 8
    assert sum(event.data["right"] is False for event in answers) >= wrong
    assert (sum(event.data["right"] is False for event in answers) == 0) == (skill == 1.0)


def test_equal_seeds_give_equal_drills(opened: Open, told: Told) -> None:
    kinds = (EventKind.INJECT, EventKind.MESSAGE, EventKind.ANSWER, EventKind.TASK, EventKind.HINT)
    both = [opened(CALL, skill=0.3) for _ in range(2)]
    for sitting in both:
        sitting.advance(200.0)
    first, second = (told(sitting, *kinds) for sitting in both)
    assert first == second
    assert {event.kind for event in first} >= {EventKind.ANSWER, EventKind.TASK}
