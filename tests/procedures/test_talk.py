"""Three-part communication, from both sides."""

from __future__ import annotations

from typing import Any

import pytest

from devices.events import EventKind
from devices.words import Words
from procedures import intents
from procedures.hearing import differences, is_right, misheard
from procedures.people import Mistake, Sitter, Slip
from procedures.snapshot import RunState

MGC = Sitter("ozawa", ("MGC",))
TSO_D = Sitter("kato", ("TSO-D",))
SHARE = """steps:
  - id: "1"
    say:
      to: EVD
      text: {en: "Stop car sharing. Car 3, SoC?", ja: 「カーシェア停止。3号車のSoCは」}
      read_back: {en: "Stop car sharing, car 3, SoC.", ja: 「カーシェア停止、3号車、SoC」}
      order: share.order_stop
      act: [share.stop]
      report:
        text:
          en: "Stopped. Car 3: {ev3.soc_pct} percent."
          ja: "「停止しました。3号車{ev3.soc_pct}%」"
        enters: [share.state, ev3.soc_pct]
    role: MGC
    title: {en: Stop sharing, ja: カーシェアを停止する}
"""
PERMIT = """steps:
  - id: "1"
    say:
      to: MGC
      text:
        en: "K-12 open and locked. I permit energising from {now}."
        ja: "「K-12開放、施錠。{now}以降の充電を許可します」"
      read_back: {en: "Energising permitted from {now}.", ja: "「{now}以降の充電許可」"}
      enters: {permit.energise: true}
    role: TSO-D
    title: {en: Permit to energise, ja: 送電許可}
"""


def parts(b: Any) -> list[str]:
    return [event.subject for event in b.events(EventKind.TALK)]


# --- everybody simulated -------------------------------------------------------------------------


def test_simulated_people_order_repeat_confirm_act_and_report(bench: Any) -> None:
    b = bench(bench.procedure(SHARE))
    b.until(lambda: b.sitting.finished)
    assert parts(b) == ["order", "read_back", "confirm", "report", "report_back"]
    assert b.field.done == [("share", "stop", "nakamura")]
    assert b.sitting.picture.value("share.state") == "stopped"
    report = b.events(EventKind.TALK)[3]
    assert "82" in str(report.data["en"])
    assert report.who == "nakamura"


def test_an_order_is_given_when_it_is_confirmed_and_not_before(bench: Any) -> None:
    b = bench(bench.procedure(SHARE))
    b.until(lambda: bool(b.events(EventKind.COMMAND_SENT)))
    kinds = [e.subject for e in b.recorded if e.kind in (EventKind.TALK, EventKind.COMMAND_SENT)]
    assert kinds == ["order", "read_back", "confirm", "share"]


def test_a_wrong_read_back_is_noticed_said_again_and_put_right(bench: Any) -> None:
    wrong = Mistake("EVD", Slip.WRONG_READ_BACK)
    b = bench(bench.procedure(SHARE), mistakes=(wrong,))
    b.until(lambda: b.sitting.finished)
    assert parts(b)[:5] == ["order", "read_back", "reissue", "read_back", "confirm"]
    heard = b.events(EventKind.TALK)[1]
    assert heard.data["right"] is False
    assert heard.data["differences"] != []


def test_a_second_wrong_read_back_stops(bench: Any) -> None:
    wrong = Mistake("EVD", Slip.WRONG_READ_BACK, times=2)
    b = bench(bench.procedure(SHARE), mistakes=(wrong,), sitter=Sitter("kondo", ("EVAL",)))
    b.until(lambda: b.view.state is RunState.FAILED)
    assert parts(b) == ["order", "read_back", "reissue", "read_back"]
    say = b.step.say
    assert say is not None
    assert say.heard is not None
    assert say.differences != ()
    assert b.events(EventKind.COMMAND_SENT) == []


def test_silence_is_asked_once_again_after_fifteen_seconds(bench: Any) -> None:
    b = bench(bench.procedure(SHARE), mistakes=(Mistake("EVD", Slip.SILENCE),))
    b.until(lambda: b.sitting.finished)
    order, again = b.events(EventKind.TALK)[:2]
    assert again.subject == "reissue"
    assert again.time_s - order.time_s == pytest.approx(15.0, abs=1.1)


def test_silence_twice_stops(bench: Any) -> None:
    silent = Mistake("EVD", Slip.SILENCE, times=2)
    b = bench(bench.procedure(SHARE), mistakes=(silent,), sitter=Sitter("kondo", ("EVAL",)))
    b.until(lambda: b.view.state is RunState.FAILED)
    assert parts(b) == ["order", "reissue"]
    failed, order = b.step, b.events(EventKind.TALK)[0]
    b.go(120)
    say = b.step.say
    assert say is not None
    assert (say.stage, say.text.en, say.attempt) == ("stopped", order.data["en"], 2)
    assert b.step.elapsed_s == failed.elapsed_s > 30.0
    assert b.view.steps[b.view.at].state.value == "failed"


def test_a_forgotten_tag_is_seen_and_entered(bench: Any) -> None:
    body = SHARE.replace("share.order_stop", "k12.order_lock").replace("share.stop", "k12.lock")
    body = body.replace("share.state, ev3.soc_pct", "k12.locked, k12.tagged").replace(
        "MGC", "TSO-D"
    )
    body = body.replace("to: EVD", "to: TSO-F")
    b = bench(bench.procedure(body), mistakes=(Mistake("TSO-F", Slip.NO_TAG),))
    b.until(lambda: b.sitting.finished)
    assert b.sitting.picture.value("k12.locked") is True
    assert b.sitting.picture.value("k12.tagged") is False


def test_what_is_done_at_the_wrong_pole_is_not_entered_for_the_right_one(bench: Any) -> None:
    body = SHARE.replace("share.order_stop", "k12.order_open").replace("share.stop", "k12.open")
    body = body.replace("share.state, ev3.soc_pct", "k12.position").replace("MGC", "TSO-D")
    body = body.replace("to: EVD", "to: TSO-F")
    b = bench(bench.procedure(body), mistakes=(Mistake("TSO-F", Slip.WRONG_NUMBER),))
    b.until(lambda: b.sitting.finished)
    assert b.field.done[0][:2] == ("k13", "open")
    assert b.sitting.picture.value("k12.position") == "closed"


# --- the sitter speaks ---------------------------------------------------------------------------


def test_the_sitter_speaks_judges_and_repeats_the_report(bench: Any) -> None:
    b = bench(bench.procedure(SHARE), sitter=MGC)
    b.go(60)
    assert parts(b) == []
    assert "speak" in b.step.can
    assert b.wish(intents.JudgeReadBack("p", right=True)) != ()
    assert b.wish(intents.Speak("p")) == ()
    b.until(lambda: "judge" in b.step.can)
    say = b.step.say
    assert say is not None
    assert (say.stage, say.heard, say.differences) == ("judge", say.expected_read_back, ())
    assert b.wish(intents.JudgeReadBack("p", right=True)) == ()
    b.until(lambda: "read_back" in b.step.can)
    say = b.step.say
    assert say is not None
    assert say.sitter_listens
    assert "82" in say.expected_read_back.en
    assert b.wish(intents.ReadBack("p", say.expected_read_back.ja)) == ()
    assert b.sitting.finished


def test_the_sitter_sees_what_differs_and_has_it_said_again(bench: Any) -> None:
    b = bench(bench.procedure(SHARE), sitter=MGC, mistakes=(Mistake("EVD", Slip.WRONG_READ_BACK),))
    b.wish(intents.Speak("p"))
    b.until(lambda: "judge" in b.step.can)
    assert b.step.say is not None
    assert b.step.say.differences == ("4",)
    b.wish(intents.JudgeReadBack("p", right=False))
    assert b.step.say.attempt == 2
    b.until(lambda: "judge" in b.step.can)
    assert b.step.say is not None
    assert b.step.say.differences == ()


def test_a_wrong_read_back_that_the_sitter_confirms_is_in_the_record(bench: Any) -> None:
    b = bench(bench.procedure(SHARE), sitter=MGC, mistakes=(Mistake("EVD", Slip.WRONG_READ_BACK),))
    b.wish(intents.Speak("p"))
    b.until(lambda: "judge" in b.step.can)
    b.wish(intents.JudgeReadBack("p", right=True))
    confirm = b.events(EventKind.TALK)[-1]
    assert (confirm.subject, confirm.data["right"]) == ("confirm", False)


def test_an_order_that_the_gate_refuses_is_not_spoken(bench: Any, site: Any) -> None:
    bench.site = site  # with its interlocks: an earth is fitted to a dead line only
    body = SHARE.replace("share.order_stop", "earth.order_fit").replace("MGC", "TSO-D")
    b = bench(bench.procedure(body), sitter=TSO_D)
    reasons = b.wish(intents.Speak("p"))
    assert reasons != ()
    assert parts(b) == []


# --- the sitter listens --------------------------------------------------------------------------


def hears(bench: Any) -> Any:
    b = bench(bench.procedure(PERMIT), sitter=MGC)
    b.until(lambda: "read_back" in b.step.can)
    return b


def test_the_sitter_repeats_a_permit_in_either_language(bench: Any) -> None:
    b = hears(bench)
    say = b.step.say
    assert say is not None
    assert say.sitter_listens
    assert say.seconds_left == pytest.approx(15.0, abs=1.0)
    assert b.sitting.picture.value("permit.energise") is False
    assert b.wish(intents.ReadBack("p", say.expected_read_back.en)) == ()
    b.until(lambda: b.sitting.finished)
    assert b.sitting.picture.value("permit.energise") is True
    assert b.sitting.picture.reading("permit.energise").who == "kato"


def test_a_wrong_time_in_the_sitters_read_back_is_not_accepted(bench: Any) -> None:
    b = hears(bench)
    b.wish(intents.ReadBack("p", "Energising permitted from 23:59."))
    b.until(lambda: "reissue" in parts(b))
    assert b.sitting.picture.value("permit.energise") is False
    say = b.step.say
    assert say is not None
    b.wish(intents.ReadBack("p", say.expected_read_back.ja))
    b.until(lambda: b.sitting.finished)


def test_who_does_not_repeat_in_time_is_told_once_more_and_then_it_stops(bench: Any) -> None:
    b = hears(bench)
    b.go(16)
    assert parts(b) == ["order", "reissue"]
    b.go(16)
    assert b.view.state is RunState.FAILED
    assert b.wish(intents.Repeat("p")) == ()
    b.until(lambda: "read_back" in b.step.can)


# --- what counts as the same ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "heard", "right"),
    [
        ("K-12: open.", "k-12 open", True),
        ("「K-12、開放」", "Ｋ－１２ 開放、了解", True),
        ("「K-12、開放」", "「K-13、開放」", False),
        ("「K-12、開放」", "「K-12、投入」", False),
        ("K-12: open.", "K-12: close.", False),
        ("Energising permitted from 10:30.", "Energising permitted from 10:03.", False),
        ("「10時30分以降」", "「10時30分以降、了解」", True),
        ("K-12 locked, tagged.", "K-12 locked.", False),
        ("Heaters off, plugs pulled.", "Heaters on, plugs pulled.", False),
        ("Good morning to all of you", "Good morning to all", True),
        ("Good morning to all of you", "what?", False),
        ("K-12: open.", "", False),
    ],
)
def test_numbers_and_state_words_decide(expected: str, heard: str, right: bool) -> None:
    assert is_right(expected, heard) is right


def test_differences_name_what_was_heard_and_what_is_missing() -> None:
    found = differences("K-12, open, locked", "K-13, open")
    assert [(d.expected, d.heard, d.matters) for d in found] == [
        ("k-12", "k-13", True),
        ("locked", "", True),
    ]


@pytest.mark.parametrize(
    "words", [Words("K-12: open.", "「K-12、開放」"), Words("Lock it.", "施錠して下さい")]
)
def test_what_is_misheard_is_never_right(words: Words) -> None:
    wrong = misheard(words)
    assert not is_right(words.en, wrong.en)
    assert not is_right(words.ja, wrong.ja)
