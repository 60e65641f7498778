"""Target time, picture and score of a step: what the screen and the record are told of them."""

from __future__ import annotations

from typing import Any

from devices.events import EventKind
from procedures.people import Sitter

BODY = """steps:
  - id: "1"
    confirm: {}
    role: MGC
    title: {en: Look, ja: 見る}
    limit: 5 min
    target_time: 2 min
    picture: tripped-breaker
    score: {key: order, weight: 2}
  - {id: "2", confirm: {}, role: MGC, title: {en: Look again, ja: 再び見る}}
"""


def test_the_screen_is_told_target_time_and_picture(bench: Any) -> None:
    b = bench(bench.procedure(BODY), sitter=Sitter("ozawa", ("MGC",)))
    b.go(1)
    assert (b.step.limit_s, b.step.target_s, b.step.picture) == (300.0, 120.0, "tripped-breaker")


def test_beyond_the_target_time_nothing_happens(bench: Any) -> None:
    b = bench(bench.procedure(BODY), sitter=Sitter("ozawa", ("MGC",)))
    b.go(200)
    assert b.step.id == "1"
    assert b.step.failure is None


def test_the_record_keeps_target_time_and_score_of_the_steps_that_have_any(bench: Any) -> None:
    b = bench(bench.procedure(BODY))
    b.until(lambda: b.sitting.finished)
    started = [e.data for e in b.recorded if e.kind is EventKind.STEP_STARTED]
    assert started[0]["target_s"] == 120.0
    assert started[0]["score"] == {"key": "order", "weight": 2.0}
    assert "target_s" not in started[1]
    assert "score" not in started[1]
