"""F1-F6: the facilities' cards lead to their end, and what is done in a wrong order is held up.

The sports centre and the plaza have the school's cards; every scenario at the usual pace of people
is in tests/soak.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from devices.conditions import compile_condition
from devices.documents import DocumentError
from devices.site import load_site
from devices.words import same
from procedures.language.steps import Do
from procedures.people import Habits, Sitter
from procedures.scenario import Scenario, load_scenario, scenario_for, scenario_names
from procedures.sitting import Sitting
from procedures.snapshot import Mode

SCHOOL, PLAZA, SPORTS = (
    f"toride-{name}" for name in ("togashira-elementary", "wellness-plaza", "green-sports-centre")
)
JUNIOR_HIGH, HALL = "toride-second-junior-high", "toride-city-hall"
KOBE, ISLAND = "kobe-shelter", "nishinoomote"
ALL = (SCHOOL, PLAZA, SPORTS, JUNIOR_HIGH, HALL, KOBE, ISLAND)
# What is at work when the utility comes back, so that nobody waits long.
CHAINS = {
    (SCHOOL, "blackout"): "sock.plugged_kw > 0",
    (JUNIOR_HIGH, "blackout"): "v2h.state == 'stand_alone' and room.position == 'closed'",
    (HALL, "blackout"): "v2h.state == 'stand_alone' and room.position == 'closed'",
    (KOBE, "blackout"): "ev.state == 'stand_alone' and k3.position == 'closed'",
    (ISLAND, "return"): "hc_b.position == 'closed' and island.supply == 'island'",
}
QUICK = Habits(pace=0.2)
site_of = cache(load_site)


def soon(site: str, name: str, when: str) -> Scenario:
    """A shipped scenario with quick people, in which the utility is back soon."""
    shipped = load_scenario(f"{site}-{name}", site_of(site))
    back = {"at_s": None, "when": compile_condition(when), "after_s": 30.0}
    happenings = tuple(
        replace(one, **back) if one.id == "restoration" else one for one in shipped.happenings
    )
    return replace(shipped, happenings=happenings, habits=QUICK)


@pytest.mark.parametrize(("site", "name"), CHAINS, ids=[site for site, _ in CHAINS])
def test_the_chain_of_a_facility_goes_to_its_end(rehearsed: Any, site: str, name: str) -> None:
    r = rehearsed(site_of(site), soon(site, name, CHAINS[site, name]))
    r.to_its_end()
    assert r.outcome == "completed", r.story()
    assert r.failed() == []
    assert r.value("island.supply") == "utility"
    tripped = {e.subject for e in r.events if str(e.data.get("what")).endswith("_tripped")}
    assert {device for device in tripped if not device.startswith(("bess", "pv"))} == set()
    assert not any(e.data.get("what") == "back_feed" for e in r.events)


def until(r: Any, true: Any) -> None:
    """Look every two seconds: what is done in between has its time."""
    while not true():
        assert r.sitting.now_s < 7200.0, r.story()
        r.sitting.advance(r.sitting.now_s + 2.0)


def worked(r: Any, signal: str, act: str, value: str) -> None:
    """Somebody works a lever, and tells of it."""
    r.sitting.world.field.act(signal.partition(".")[0], act, "somebody")
    r.sitting.world.enter(signal, value, "iida")


def quick(rehearsed: Any, name: str) -> Any:
    """A shipped scenario with quick people."""
    site = site_of(next(s for s in ALL if name.startswith(s)))
    return rehearsed(site, replace(load_scenario(name, site), habits=QUICK))


def test_nothing_is_self_sustained_while_the_main_breaker_is_on(rehearsed: Any) -> None:
    r = quick(rehearsed, f"{SCHOOL}-blackout")
    until(r, lambda: r.value("main.position") == "open")
    worked(r, "main.position", "close", "closed")
    r.sitting.advance(r.sitting.now_s + 60.0)
    assert (r.value("pv1.position"), r.value("out1.state")) == ("closed", "off")
    (run,) = r.sitting.snapshot().runs
    assert run.current is not None
    assert "PV1" in run.current.title.en
    shown = [words for step in run.steps for words in (step.title.en, step.title.easy_ja)]
    assert not any("{" in words for words in shown)  # numbers and limits are filled in
    assert r.steps()[-1] == "A.1"
    worked(r, "main.position", "open", "open")
    until(r, lambda: r.value("out1.state") == "on")
    assert r.value("pv1.position") == "open"
    assert r.value("live.lv") == "dead"


def test_a_kettle_beside_a_rice_cooker_trips_the_outlet_and_less_is_plugged_in(
    rehearsed: Any,
) -> None:
    r = quick(rehearsed, f"{SCHOOL}-kettle")
    until(r, lambda: r.value("out1.state") == "tripped")
    until(r, lambda: r.value("sock1.plugged_kw") == 0.5)
    r.sitting.advance(r.sitting.now_s + 60.0)
    assert r.watches() == ["outlet"]
    assert "toride-f1-outlet-trip" in r.called()
    assert r.value("out1.state") == "on"


def test_the_transfer_switch_is_not_turned_while_a_branch_is_on(rehearsed: Any) -> None:
    r = quick(rehearsed, f"{KOBE}-blackout")
    until(r, lambda: r.value("k1.position") == "open")
    worked(r, "k1.position", "close", "closed")
    r.sitting.advance(r.sitting.now_s + 120.0)
    assert r.value("ts.position") == "utility"
    worked(r, "k1.position", "open", "open")
    until(r, lambda: r.value("ts.position") == "external")


def test_a_heater_that_is_on_keeps_the_main_breaker_off_at_the_return(rehearsed: Any) -> None:
    r = quick(rehearsed, f"{SCHOOL}-return")
    until(r, lambda: r.value("c3.position") == "open")
    until(r, lambda: "B.5c" in r.steps())
    worked(r, "c2.position", "close", "closed")
    r.sitting.advance(r.sitting.now_s + 60.0)
    assert r.value("pv1.position") == "closed"
    done = [step for step in r.steps() if step in ("B.4a", "B.4b", "B.5c", "B.6", "B.7")]
    assert done == ["B.4a", "B.4b", "B.5c", "B.6"]  # self-sustained ends before PV and main breaker
    assert r.value("main.position") == "open"
    worked(r, "c2.position", "open", "open")
    until(r, lambda: r.value("main.position") == "closed")


def test_the_gate_keeps_the_heater_rule_for_everybody(rehearsed: Any) -> None:
    r = quick(rehearsed, f"{SCHOOL}-return")
    r.sitting.advance(20.0)
    world = r.sitting.world
    worked(r, "c2.position", "close", "closed")
    command = world.command(Do("main", "order_close"), "MGC", "aoki", "test")
    reasons = " ".join(words.en for words in world.in_the_way(command))
    assert "heating must be off" in reasons
    assert "still self-sustained" in reasons


def test_an_abort_stops_the_car_and_opens_the_branches_by_hand(rehearsed: Any) -> None:
    r = quick(rehearsed, f"{KOBE}-return")
    until(r, lambda: r.value("k3.p_kw") > 0.01)
    r.sitting.engine.abort(r.run, "matsui", same("enough"))
    until(r, lambda: r.value("ev.state") == "plugged")
    assert (r.run.active, r.run.outcome) == (False, "aborted")
    look = r.sitting.world.field.observe
    assert [look(f"{branch}.position") for branch in ("k1", "k2", "k3")] == ["open"] * 3
    assert r.value("k3.position") == "open"  # and it was reported


def test_nobody_of_a_facility_works_the_cubicle() -> None:
    for site in ALL:
        for device in site_of(site).devices.values():
            if device.kind == "cubicle_switch":
                orders = {verb.order.to for verb in device.verbs.values() if verb.order}
                assert orders == {"CHIEF"}
    for path in (Path("resources") / "procedures").glob("toride-*.yaml"):
        assert "cub." not in path.read_text(encoding="utf-8")


# --- who sits there, and what he finds ------------------------------------------------------------


@pytest.mark.parametrize("site", ALL)
def test_each_facility_is_rehearsed_by_day_at_night_and_at_the_return(site: str) -> None:
    names = {f"{site}-{name}" for name in ("blackout", "night", "return")}
    assert names <= set(scenario_names())
    first = scenario_for(site)
    assert first == f"{site}-blackout"
    assert load_scenario(first, site_of(site)).role == ("" if site == ISLAND else "FM")


def test_a_shared_card_is_offered_where_it_holds(tmp_path: Path) -> None:
    offered = {}
    for name in (SCHOOL, JUNIOR_HIGH):
        site = site_of(name)
        sitting = Sitting.open(
            site,
            load_scenario(f"{name}-outage", site),
            mode=Mode.REHEARSAL,
            sitter=Sitter.for_role(site, "FM"),
            record=tmp_path / f"{name}.sqlite",
        )
        offered[name] = {one.procedure for one in sitting.snapshot().startable}
        assert sitting.snapshot().phase_title.en == "On the utility's supply"
        sitting.close()
    assert {"toride-f1-blackout", "toride-f4-restoration"} <= offered[SCHOOL]
    assert "toride-f3-v2h" not in offered[SCHOOL]
    assert "toride-f3-v2h" in offered[JUNIOR_HIGH]
    assert "toride-f3-car-end" not in offered[JUNIOR_HIGH]  # a part of others


def test_in_an_outage_the_bar_names_what_feeds_the_facility(rehearsed: Any) -> None:
    r = rehearsed.scenario(f"{SCHOOL}-return")
    r.sitting.advance(60.0)
    assert r.sitting.snapshot().phase_title.en == "On its own supply"
    assert not any(e.data.get("what") == "mismatch" for e in r.events)


def test_a_scenario_names_a_role_of_its_site(tmp_path: Path) -> None:
    path = tmp_path / "drill.yaml"
    path.write_text(
        f"scenario: drill\nsite: {KOBE}\nrole: TSO-D\ntitle: {{en: Drill, ja: 訓練}}\nchain: []\n",
        encoding="utf-8",
    )
    with pytest.raises(DocumentError, match=r":3:7: .*TSO-D"):
        load_scenario(path, site_of(KOBE))
