"""Each mistake of a simulated person does to the plant what it says, and what catches it does."""

from __future__ import annotations

import random
from typing import Any

import pytest

from devices.events import EventKind
from procedures import intents
from procedures.people import NOVICE_PACE, NOVICE_SLIPS, Habits, Mistake, People, Sitter, Slip
from procedures.snapshot import RunState

EVAL = Sitter("kondo", ("EVAL",))
TSO_D = Sitter("kato", ("TSO-D",))
OPEN_K12 = """steps:
  - id: "1"
    say:
      to: TSO-F
      text: {en: "Open K-12 and lock it.", ja: 「K-12を開放、施錠せよ」}
      read_back: {en: "Open K-12, lock it.", ja: 「K-12開放、施錠」}
      order: k12.order_open
      act: [k12.open, k12.lock]
      report:
        text: {en: "K-12 open, locked and tagged.", ja: 「K-12開放、施錠、札掛けよし」}
        enters: [k12.position, k12.locked, k12.tagged]
    role: TSO-D
    title: {en: Open K-12, ja: K-12を開放する}
    expect: k12.position == 'open' and k12.locked and k12.tagged
    limit: 10 min
"""


def drill(bench: Any, *slips: tuple[Slip, int], sitter: Sitter | None = EVAL) -> Any:
    mistakes = tuple(Mistake("TSO-F", slip, times=times) for slip, times in slips)
    return bench(bench.procedure(OPEN_K12), mistakes=mistakes, sitter=sitter)


def parts(b: Any) -> list[str]:
    return [event.subject for event in b.events(EventKind.TALK)]


def until_over(b: Any) -> None:
    b.until(lambda: b.run.state in (RunState.FAILED, RunState.ENDED), within_s=1200.0)


def test_without_a_mistake_the_switch_is_open_locked_and_tagged(bench: Any) -> None:
    b = drill(bench)
    until_over(b)
    assert b.run.outcome == "completed"
    assert b.field.done == [("k12", "open", "sato"), ("k12", "lock", "sato")]


def test_a_wrong_number_is_marked_said_again_and_touches_nothing_before(bench: Any) -> None:
    b = drill(bench, (Slip.WRONG_READ_BACK, 1))
    b.until(lambda: "reissue" in parts(b))
    heard = b.events(EventKind.TALK)[1]
    assert heard.data["right"] is False
    assert heard.data["differences"] == ["k-13"]
    assert b.field.done == []
    until_over(b)
    assert b.run.outcome == "completed"


@pytest.mark.parametrize("slip", [Slip.WRONG_READ_BACK, Slip.SILENCE])
def test_what_is_not_repeated_rightly_twice_is_never_done(bench: Any, slip: Slip) -> None:
    b = drill(bench, (slip, 2))
    until_over(b)
    assert b.run.state is RunState.FAILED
    assert b.field.done == []
    assert b.events(EventKind.COMMAND_SENT) == []


def test_the_wrong_pole_is_worked_and_the_verification_catches_it(bench: Any) -> None:
    b = drill(bench, (Slip.WRONG_NUMBER, 2))
    until_over(b)
    assert [(device, act) for device, act, _ in b.field.done] == [("k13", "open"), ("k13", "lock")]
    assert b.field.truth["k12.position"] == "closed"
    assert b.sitting.picture.value("k12.position") == "closed"
    assert b.run.state is RunState.FAILED


def test_a_forgotten_tag_leaves_the_lock_and_the_verification_catches_it(bench: Any) -> None:
    b = drill(bench, (Slip.NO_TAG, 1))
    until_over(b)
    assert (b.field.truth["k12.locked"], b.field.truth["k12.tagged"]) == (True, False)
    assert b.run.state is RunState.FAILED


def test_who_hurries_has_done_it_before_it_is_confirmed(bench: Any) -> None:
    b = drill(bench, (Slip.HURRY, 1))
    b.until(lambda: b.field.done != [])
    assert parts(b) == ["order", "read_back"]
    assert b.field.truth["k12.position"] == "open"
    assert b.events(EventKind.COMMAND_SENT) == []  # the order does not count yet
    until_over(b)
    assert b.run.outcome == "completed"
    assert len(b.field.done) == 2  # and not once more when it is confirmed


def test_who_hurries_cannot_be_stopped_by_a_speaker_who_hears_him_wrong(bench: Any) -> None:
    b = drill(bench, (Slip.HURRY, 1), sitter=TSO_D)
    b.wish(intents.Speak("p"))
    b.until(lambda: b.step.can >= {"judge"})
    for _ in range(2):
        b.until(lambda: "judge" in b.step.can)
        b.wish(intents.JudgeReadBack("p", right=False))
    assert b.view.state is RunState.FAILED
    assert b.field.truth["k12.position"] == "open"  # the hazard: done, and never confirmed


def test_hurry_comes_back_with_the_state_of_the_step(bench: Any) -> None:
    b = drill(bench, (Slip.HURRY, 1))
    b.until(lambda: b.field.done != [])
    state = b.run.attempt.work.export_state()
    assert state["hurries"] is True
    b.run.attempt.work.import_state(state)
    until_over(b)
    assert len(b.field.done) == 2


# --- skill ---------------------------------------------------------------------------------------


def people(skill: float, seed: int = 1) -> People:
    return People((), None, Habits(skill=skill), random.Random(seed))


def test_a_novice_is_slower_than_an_expert_by_his_skill() -> None:
    delays = [people(skill).delay_s(10.0) for skill in (1.0, 0.5, 0.0)]
    assert delays[1] == pytest.approx(delays[0] * (1.0 + NOVICE_PACE) / 2.0)
    assert delays[2] == pytest.approx(delays[0] * NOVICE_PACE)


def test_an_expert_never_slips_and_a_novice_at_his_rate() -> None:
    chances = range(2000)
    slips = [
        sum(one.slips(("TSO-F",), Slip.SILENCE, "1") for _ in chances)
        for one in (people(1.0), people(0.5), people(0.0))
    ]
    assert slips[0] == 0
    assert slips[1] == pytest.approx(1000 * NOVICE_SLIPS, rel=0.3)
    assert slips[2] == pytest.approx(2000 * NOVICE_SLIPS, rel=0.3)


def test_equal_seeds_slip_at_the_same_places() -> None:
    one, other = people(0.0, 9), people(0.0, 9)
    rolls = [(one.slips((), Slip.HURRY, ""), other.slips((), Slip.HURRY, "")) for _ in range(300)]
    assert all(a == b for a, b in rolls)
