"""P10.1-P10.11: the event happens, the watch catches it, and the run goes on or ends as written."""

from __future__ import annotations

from typing import Any

import pytest

from devices.words import Words
from procedures.scenario import Happening

RESTARTED = ["odawara-p10-a-open-all", "odawara-p10-c-restart"]


def test_a_bess_trip_while_load_is_picked_up_is_tried_once_and_load_follows_anew(
    rehearsed: Any,
) -> None:
    r = rehearsed.scenario("odawara-bess-trip")
    r.to_its_end()
    assert r.outcome == "completed"
    assert r.watches() == ["bess-trip"]
    assert r.steps("odawara-p5-load-pickup").count("5.0") == 2  # once before, once after
    assert set(RESTARTED) <= set(r.called())
    assert r.value("bess.state") == "running"
    assert r.value("b1.position") == "closed"


def test_a_second_trip_during_the_retry_ends_the_island(rehearsed: Any) -> None:
    r = rehearsed.scenario("odawara-bess-trip")
    r.until(
        lambda: r.value("phase.name") == "ISLAND_FORMING" and r.value("bess.state") == "running"
    )
    r.sitting.world.field.act("bess", "trip", "test")
    r.to_its_end()
    assert r.outcome == "aborted"
    assert r.called().count("odawara-p10-a-open-all") == 1  # P10.1 did not begin a second time
    assert r.steps().count("C.4") == 1
    assert r.value("island.v_kv") < 0.1


@pytest.mark.parametrize(
    ("scenario", "procedure", "first"),
    [
        ("odawara-earth-fault", "odawara-p10-2-earth-fault", "10.2.1"),
        ("odawara-short-circuit", "odawara-p10-3-short-circuit", "10.3.1"),
    ],
)
def test_a_fault_is_patrolled_removed_and_energised_again_in_sections(
    rehearsed: Any, scenario: str, procedure: str, first: str
) -> None:
    r = rehearsed.scenario(scenario)
    r.to_its_end()
    assert r.outcome == "completed"
    assert r.steps(procedure)[0] == first
    done = r.steps("odawara-p10-b-patrol")
    assert [step for step in done if step in ("B.1", "B.6", "B.10")] == ["B.1", "B.6", "B.10"]
    order = r.called()
    assert order.index("odawara-p10-c-restart") < order.index("odawara-p5-load-pickup")
    assert r.value("island.v0_pct") < 5


def test_a_live_utility_side_does_not_stop_the_island_behind_a_locked_k12(rehearsed: Any) -> None:
    r = rehearsed.scenario("odawara-utility-live")
    r.to_its_end()
    assert r.outcome == "completed"
    assert r.steps("odawara-p10-4-utility-live") == ["10.4.1", "10.4.2", "10.4.3", "10.4.4"]
    assert r.value("bess.state") == "running"
    assert r.value("k12.position") == "open"


@pytest.mark.parametrize("scenario", ["odawara-tag-missing", "odawara-k12-closed"])
def test_a_k12_that_is_not_secured_stops_the_island_and_is_secured(
    rehearsed: Any, scenario: str
) -> None:
    r = rehearsed.scenario(scenario)
    r.to_its_end()
    assert r.outcome == "aborted"
    assert r.failed() == []
    assert r.steps("odawara-p10-5-k12")[0] == "10.5.1"
    assert ("10.5.5" in r.steps()) is (scenario == "odawara-k12-closed")
    assert (r.value("k12.position"), r.value("k12.locked"), r.value("k12.tagged")) == (
        "open",
        True,
        True,
    )
    assert r.value("bess.state") == "tripped"
    assert r.value("cb52b.position") == "open"


def test_lost_communication_is_bridged_by_telephone_every_ten_minutes(rehearsed: Any) -> None:
    r = rehearsed.scenario("odawara-comms-loss")
    r.to_its_end()
    assert r.outcome == "completed"
    assert r.steps().count("10.6.1") == 3  # after 5, 15 and 25 minutes
    assert abs(r.value("phone.soc_pct") - 70) < 2
    assert "6.4" in r.steps("odawara-p6-island")


def test_a_falling_charge_sheds_one_tier_after_the_other(rehearsed: Any) -> None:
    r = rehearsed.scenario("odawara-soc-drop")
    r.until(lambda: "10.7.9" in r.steps())
    assert (r.value("b4.position"), r.value("b6.position")) == ("open", "closed")
    r.to_its_end()
    assert r.outcome == "completed"
    open_now = [f"b{n}" for n in range(1, 7) if r.value(f"b{n}.position") == "open"]
    assert open_now == ["b4", "b5", "b6"]  # C off, B in turns, A supplied
    assert r.value("server.position") == "open"


def test_an_exhausted_battery_is_stopped_in_order_with_charge_left_for_a_start(
    rehearsed: Any,
) -> None:
    r = rehearsed.scenario("odawara-soc-exhausted")
    r.to_its_end()
    assert r.outcome == "aborted"
    assert r.value("island.mains_open") is True
    assert r.value("bess.state") in ("stopped", "standby")
    assert r.value("bess.soc_pct") > 5


def test_pv_that_comes_onto_a_full_battery_is_limited_and_trips_no_more(rehearsed: Any) -> None:
    r = rehearsed.scenario("odawara-pv-step")
    r.to_its_end()
    assert r.outcome == "completed"
    assert r.watches()[0] in ("full", "pv-step")
    trips = [e for e in r.events if e.data.get("what") == "pv_tripped"]
    assert len(trips) <= 1  # 51.0 Hz is 4 s after 50.5 Hz: a hand is not always faster
    assert len([e for e in trips if e.time_s > 400.0]) == 0
    assert r.value("server.p_kw") > 25
    assert r.value("pv.limit_pct") == pytest.approx(50)


def test_a_battery_that_fills_slowly_is_acted_on_before_the_frequency_rises(
    rehearsed: Any,
) -> None:
    words = Words("Filling", "満充電に近い")
    filling = Happening("filling", "bess", "soc", {"pct": 91.0}, words, at_s=30.0)
    r = rehearsed.scenario("odawara-pv-step", filling)
    r.to_its_end()
    assert r.watches()[0] == "full"
    assert "10.8.8" in r.steps()
    assert [e for e in r.events if e.data.get("what") == "pv_tripped"] == []
    assert r.value("pv.limit_pct") == pytest.approx(50)


@pytest.mark.parametrize(
    ("scenario", "procedure"),
    [("odawara-fire", "odawara-p10-9-fire"), ("odawara-injury", "odawara-p10-10-injury")],
)
def test_fire_and_injury_stop_everything_and_end_in_the_safe_state(
    rehearsed: Any, scenario: str, procedure: str
) -> None:
    r = rehearsed.scenario(scenario)
    r.to_its_end()
    assert r.outcome == "aborted"
    assert r.failed() == []
    assert procedure in r.called()
    assert r.value("bess.state") == "tripped"
    assert r.value("cb52b.position") == "open"
    assert r.value("k12.locked") is True


def test_a_second_blackout_leads_back_to_isolated_and_through_the_island_to_the_grid(
    rehearsed: Any,
) -> None:
    r = rehearsed.scenario("odawara-second-blackout")
    r.until(lambda: "10.11.11" in r.steps())
    assert r.value("relay.group") == 2
    assert (r.value("k12.position"), r.value("k12.locked")) == ("open", True)
    r.to_its_end()
    assert r.outcome == "completed"
    assert r.sitting.phase == "GRID"
    called = r.steps("odawara-p10-11-second-blackout")[-4:]
    assert called == ["10.11.15", "10.11.16", "10.11.17", "10.11.18"]
    assert r.value("relay.group") == 1
