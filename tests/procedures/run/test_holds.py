"""Hold points: two named people, each of whom looks for himself."""

from __future__ import annotations

from typing import Any

from devices.events import EventKind
from procedures import intents
from procedures.people import Sitter
from procedures.snapshot import RunState

MGC = Sitter("ozawa", ("MGC",))
BOTH = Sitter("ozawa", ("MGC", "CHIEF"))
HOLD = """steps:
  - id: H6
    hold: {id: H6, roles: [MGC, CHIEF], require: bess.soc_pct > 50}
    role: MGC
    title: {en: Hold, ja: 確認}
    limit: 10 min
"""


def test_two_simulated_people_sign_what_is_true(bench: Any) -> None:
    b = bench(bench.procedure(HOLD))
    b.until(lambda: b.sitting.finished)
    signed = b.events(EventKind.HOLD_SIGNED)
    assert {e.who for e in signed} == {"ozawa", "mori"}


def test_a_simulated_second_person_refuses_what_he_does_not_see(bench: Any) -> None:
    b = bench(bench.procedure(HOLD), sitter=MGC)
    b.plant.values["bess.soc_pct"] = 40.0
    b.go(1)
    assert b.view.state is RunState.HELD
    assert b.wish(intents.Sign("p", "ozawa")) == ()
    b.until(lambda: bool(b.events(EventKind.HOLD_REFUSED)))
    assert b.step.hold is not None
    assert b.step.hold.refused is not None
    assert "40" in b.step.hold.refused.en
    b.plant.values["bess.soc_pct"] = 60.0
    b.until(lambda: b.sitting.finished)


def test_a_refusal_is_recorded_once_while_nothing_changes(bench: Any) -> None:
    b = bench(bench.procedure(HOLD), sitter=MGC)
    b.plant.values["bess.soc_pct"] = 40.0
    b.go(300)
    assert len(b.events(EventKind.HOLD_REFUSED)) == 1


def test_a_hold_is_never_skipped(bench: Any) -> None:
    b = bench(bench.procedure(HOLD), sitter=MGC)
    reasons = b.wish(intents.Skip("p", "in a hurry"))
    assert any("cannot be skipped" in reason for reason in reasons)
    assert "skip" not in b.step.can


def test_one_person_does_not_sign_twice(bench: Any) -> None:
    b = bench(bench.procedure(HOLD), sitter=BOTH)
    assert b.wish(intents.Sign("p", "ozawa")) == ()
    assert b.wish(intents.Sign("p", "ozawa")) != ()
    b.until(lambda: b.sitting.finished)  # a simulated second person signs for the other role
    assert len({e.who for e in b.events(EventKind.HOLD_SIGNED)}) == 2


def test_nobody_signs_for_a_simulated_person(bench: Any) -> None:
    b = bench(bench.procedure(HOLD), sitter=MGC)
    assert any("signs for himself" in reason for reason in b.wish(intents.Sign("p", "mori")))
    assert b.wish(intents.Sign("p", "tanaka")) != ()


def test_what_went_wrong_between_two_signatures_stops_the_hold(bench: Any) -> None:
    b = bench(bench.procedure(HOLD), sitter=MGC)
    b.until(lambda: bool(b.events(EventKind.HOLD_SIGNED)))  # the chief signs first
    b.plant.values["bess.soc_pct"] = 40.0
    b.go(1)
    b.wish(intents.Sign("p", "ozawa"))
    b.go(5)
    assert not b.sitting.finished
    assert b.step.hold is not None
    assert b.step.hold.signed == {}
