"""What is known in a live sitting: what devices say, and what people enter."""

from __future__ import annotations

from typing import Any

from devices.events import EventKind
from devices.signals import Quality
from procedures import intents
from procedures.people import Sitter


def test_nothing_stands_on_the_board_before_somebody_entered_it(seat: Any) -> None:
    s = seat()
    s.go(1.0)
    manual = {name for name, signal in s.site.signals.items() if signal.manual}
    assert manual.isdisjoint(s.look.values)


def test_a_point_is_entered_at_any_time_by_name(seat: Any) -> None:
    s = seat()
    s.go(3.0)
    s.granted(intents.EnterPoint("k12.position", "closed"))
    reading = s.look.values["k12.position"]
    assert (reading.value, reading.quality, reading.who) == ("closed", Quality.MANUAL, "ozawa")
    assert [(e.subject, e.who) for e in s.events(EventKind.ENTRY)] == [("k12.position", "ozawa")]


def test_what_cannot_stand_on_the_board_is_refused_with_the_reason(seat: Any) -> None:
    s = seat()
    assert s.wish(intents.EnterPoint("k12.position", "ajar")) != ()
    assert s.wish(intents.EnterPoint("bess.soc_pct", 50.0)) != ()  # it is measured
    assert s.wish(intents.EnterPoint("no.such", 1.0)) != ()


def test_a_permit_given_by_telephone_is_entered_live_and_only_said_in_a_rehearsal(
    seat: Any, bench: Any
) -> None:
    given = intents.EnterPoint("permit.energise", True)
    s = seat()
    s.granted(given)
    b = bench(sitter=Sitter("ozawa", ("MGC",)), chain=0)
    assert b.wish(given) != ()
    assert b.wish(intents.EnterPoint("permit.energise", False)) == ()
    assert b.wish(intents.EnterPoint("k12.position", "open")) == ()


def test_a_silent_device_goes_stale_and_the_rest_does_not(seat: Any) -> None:
    s = seat()
    s.go(1.0)
    s.plant.silent.add("bess")
    for _ in range(10):
        s.go(1.0)
    assert s.look.values["bess.soc_pct"].quality is Quality.STALE
    assert s.look.values["grid.v_kv"].quality is Quality.GOOD
    states = {link.device: link.state for link in s.look.live.links}
    assert (states["bess"], states["grid"]) == ("silent", "connected")
    s.plant.silent.clear()
    s.go(3.0)
    assert s.look.values["bess.soc_pct"].quality is Quality.GOOD


def test_the_record_says_live_and_names_the_lines_and_who_sits(seat: Any) -> None:
    s = seat(person="hayashi")
    header = s.header()
    assert (header["mode"], header["sitter"], header["read_only"]) == ("live", "hayashi", False)
    assert header["lines"]["bess"].startswith("192.0.2.1:502/")
    assert header["accepted"]["count"] == 0
    assert "seed" not in header
    assert header["scenario"] == ""  # what is real has none


def test_the_record_names_nobody_for_a_phase_that_nobody_declared(seat: Any) -> None:
    s = seat()
    s.go(1.0)
    (begun,) = s.events(EventKind.PHASE)
    assert (begun.who, begun.data["what"]) == ("", "assumed")


LOOK = """steps:
  - id: "1"
    confirm: {}
    role: MGC
    title: {en: Look, ja: 確認}
    phase: STOP_PREP
"""


def test_a_sitting_that_opens_on_an_island_is_in_that_phase_once_it_is_known(bench: Any) -> None:
    b = bench(bench.procedure(LOOK), sitter=Sitter("ozawa", ("MGC",)), live=True)
    b.plant.values |= {"grid.v_kv": 0.0, "bess.state": "running", "bess.mode": "grid_forming"}
    b.go(1.0)
    assert b.sitting.phase == "GRID"
    b.wish(intents.EnterPoint("k12.position", "open"))
    b.go(1.0)
    assert b.sitting.phase == "ISLAND"
    b.wish(intents.Confirm("p", ok=True))
    b.go(1.0)
    assert b.sitting.phase == "STOP_PREP"  # from here on it is declared


def test_a_refusal_names_what_nobody_reported_and_asserts_nothing_that_is_not_known(
    seat: Any,
) -> None:
    s = seat()
    s.go(1.0)
    s.granted(intents.Arm("ozawa"))
    (reason, *_) = s.wish(intents.Select("bess", "reset", role="MGC"))
    assert "k12.position" in s.look.refusal.unreported
    assert "K-12 position (not reported yet): not known now." in reason
    assert "this cannot be ruled out" in reason
    s.granted(intents.EnterPoint("k12.position", "closed"))
    s.granted(intents.Select("bess", "reset", role="MGC"))


def test_what_a_faceplate_offers_says_which_points_have_to_be_reported_first(seat: Any) -> None:
    s = seat()
    s.go(1.0)
    reset = next(verb for verb in s.sitting.faceplate("bess") if verb.verb == "reset")
    asked = {point for lock in reset.interlocks for point in lock.unreported}
    assert "k12.position" in asked
