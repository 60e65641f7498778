"""The closed transition there and back, and normal times, at the site with its own breaker."""

from __future__ import annotations

from typing import Any

import pytest

from devices.conditions import compile_condition
from devices.events import EventKind
from devices.site import load_site
from devices.words import Words
from procedures.scenario import Happening


def test_the_buildings_go_over_and_back_without_a_break(rehearsed: Any) -> None:
    r = rehearsed.scenario("nishinoomote-seamless-transition")
    r.until(lambda: "4b.16" in r.steps())
    assert (r.value("cb52r.position"), r.value("island.supply")) == ("open", "island")
    assert r.sitting.phase == "ISLAND"
    r.to_its_end()
    assert r.outcome == "completed"
    assert r.failed() == []
    assert r.sitting.phase == "GRID"
    assert r.value("bess.mode") == "grid_following"
    trips = [e for e in r.events if str(e.data.get("what")).endswith("_tripped")]
    assert {e.subject for e in trips} == set()
    closed_by = [e for e in r.events if e.subject == "cb52r" and e.kind is EventKind.COMMAND_SENT]
    assert [e.data["verb"] for e in closed_by] == ["open"]  # nobody but the relay closed it


def test_a_failed_transition_ends_with_the_battery_stopped(rehearsed: Any) -> None:
    when = compile_condition("cb52r.position == 'open'")
    trip = Happening("trip", "bess", "trip", {}, Words("Trip", "トリップ"), when=when)
    r = rehearsed.scenario("nishinoomote-seamless-transition", trip)
    r.to_its_end()
    assert r.outcome == "aborted"
    assert r.value("island.v_kv") < 0.1


def test_relay_25_that_cannot_close_is_disabled_again(rehearsed: Any) -> None:
    when = compile_condition("time.now_s > 1020")  # both have signed H8 by then
    lost = Happening("lost", "grid", "lose", {}, Words("Outage", "停電"), when=when)
    r = rehearsed.scenario("nishinoomote-seamless-transition", lost)
    r.to_its_end()
    assert r.outcome == "aborted"
    assert r.value("sync.enabled") == "off"
    assert r.value("cb52r.position") == "open"


def test_a_quiet_day_charges_the_surplus_and_cuts_the_peak(rehearsed: Any) -> None:
    r = rehearsed.scenario("nishinoomote-quiet-day")
    r.to_its_end()
    assert r.outcome == "completed"
    assert r.failed() == []
    assert {"N1.2", "N2.3", "N3.3", "N4.6"} <= set(r.steps())
    assert r.value("bess.soc_pct") >= 30
    assert r.value("bess.p_kw") == pytest.approx(0, abs=10)


def test_the_closed_transition_is_no_way_for_a_site_without_relay_25() -> None:
    kinds = {device.kind for device in load_site("odawara").devices.values()}
    assert "synchronism_relay" not in kinds
    assert "synchronism_relay" in {d.kind for d in load_site("nishinoomote").devices.values()}
