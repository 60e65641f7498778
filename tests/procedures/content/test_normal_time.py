"""P0, P7 and the procedures of normal times, run to their end with simulated people."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from devices.conditions import compile_condition
from devices.events import EventKind
from devices.words import Words
from procedures.scenario import Happening, load_scenario


def test_an_ordinary_morning_is_found_ready(rehearsed: Any) -> None:
    r = rehearsed.scenario("odawara-readiness")
    r.to_its_end()
    assert r.outcome == "completed"
    assert r.failed() == []
    assert {"0.1", "0.2", "0.3", "0.4", "0.5", "0.6a", "0.7b", "0.8"} <= set(r.steps())


def test_a_morning_with_a_standing_alarm_of_priority_1_or_2_is_not_ready(rehearsed: Any) -> None:
    words = Words("BESS trips", "BESSトリップ")
    trip = Happening("trip", "bess", "trip", {}, words, at_s=5.0)
    r = rehearsed.scenario("odawara-readiness", trip)
    r.until(lambda: "0.4" in r.failed() or "0.5" in r.steps())
    assert "0.4" in r.failed()
    standing = [row for row in r.sitting.alarms.rows() if row.active]
    for priority in (1, 2, 3):
        counted = sum(row.rule.priority == priority for row in standing)
        assert r.value(f"alarms.p{priority}") == counted
    assert r.value("alarms.p1") + r.value("alarms.p2") > 0


def test_a_battery_below_its_reserve_is_charged_first(rehearsed: Any) -> None:
    r = rehearsed.scenario("odawara-readiness-low")
    r.to_its_end()
    assert r.outcome == "completed"
    assert r.called()[:2] == ["odawara-p0-readiness", "odawara-n1-reserve"]
    assert r.value("bess.soc_pct") >= 30
    assert abs(r.value("bess.p_kw")) < 10


def test_a_value_that_does_not_arrive_leads_to_a_field_call_and_is_looked_at_again(
    rehearsed: Any, odawara: Any
) -> None:
    r = rehearsed.scenario("odawara-readiness")
    r.sitting.world.field.act("m3", "silence", "test")
    r.until(lambda: "0.3f" in r.steps())
    assert r.failed() == ["0.3"]
    r.sitting.world.field.act("m3", "speak_again", "test")
    r.to_its_end()
    assert r.outcome == "completed"


@pytest.mark.long
def test_a_day_on_the_grid_keeps_the_reserve_charges_surplus_and_cuts_the_peak(
    rehearsed: Any,
) -> None:
    r = rehearsed.scenario("odawara-normal-day")
    r.until(lambda: "N3.3" in r.steps())
    assert r.value("bess.p_kw") < -10
    r.until(lambda: "N2.3" in r.steps())
    assert r.value("bess.p_kw") > 20
    r.to_its_end()
    assert r.outcome == "completed"
    assert r.failed() == []
    assert r.value("share.state") == "running"
    assert r.value("bess.soc_pct") > 30


def test_in_the_island_the_look_and_the_word_to_the_city_come_every_hour(
    rehearsed: Any, odawara: Any
) -> None:
    quiet = replace(load_scenario("odawara-pv-step", odawara), happenings=())
    r = rehearsed(odawara, quiet)
    r.until(lambda: r.steps("odawara-p6-island").count("6.3") >= 2, within_s=2 * 3600.0)
    assert r.failed() == []
    looks = [e.time_s for e in r.events if e.kind is EventKind.STEP_DONE and e.subject == "6.1"]
    apart = [later - earlier for earlier, later in pairwise(looks)]
    assert apart
    assert all(3600.0 <= one <= 5400.0 for one in apart), apart
    words = [e for e in r.events if e.data.get("step") == "hourly"]
    assert len(words) >= 1  # and the prompt beside the step
    assert all("hours" in str(e.data["en"]) or " h" in str(e.data["en"]) for e in words)


@pytest.mark.long
def test_a_car_with_too_little_charge_is_charged_sent_and_called_back_at_30_pct(
    rehearsed: Any,
) -> None:
    r = rehearsed.scenario("odawara-ev-charge-first")
    r.to_its_end()
    assert r.outcome == "completed"
    assert r.failed() == []
    done = r.steps()
    assert done.index("7.4b") < done.index("7.5") < done.index("7.6") < done.index("7.8c")
    assert r.value("ev3.place") == "base"
    assert 15 < r.value("ev3.soc_pct") <= 30
    assert r.value("share.state") == "stopped"


def test_a_car_with_enough_charge_leaves_at_once(rehearsed: Any) -> None:
    r = rehearsed.scenario("odawara-ev-dispatch")
    r.until(lambda: "7.5c" in r.steps())
    assert "7.4b" not in r.steps()
    assert r.value("ev3.place") == "shelter_a"


@pytest.mark.parametrize(
    ("act", "reports", "first"),
    [("bess.fire", (), "10.9.1"), ("phone.accident", ("phone.injured",), "10.10.1")],
)
def test_fire_and_injury_interrupt_the_dispatch_of_a_car_too(
    rehearsed: Any, odawara: Any, act: str, reports: tuple[str, ...], first: str
) -> None:
    device, _, what = act.partition(".")
    event = Happening(
        "event", device, what, {}, Words("Event", "事象"),
        when=compile_condition("time.now_s > 200"), reports=reports, by="FM" if reports else "",
    )  # fmt: skip
    r = rehearsed.scenario("odawara-ev-dispatch", event)
    r.to_its_end()
    assert r.outcome == "aborted"
    assert first in r.steps()
