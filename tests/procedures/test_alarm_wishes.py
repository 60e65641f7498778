"""What a sitter may want of an alarm: aside for a time, out of service, back; each is recorded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from devices.events import EventKind
from devices.site import Site
from procedures import intents
from procedures.people import Sitter
from procedures.scenario import load_scenario
from procedures.sitting import Sitting
from procedures.snapshot import AlarmState, Mode

MGC = Sitter("ozawa", ("MGC",))
FITTED = "earth-fitted"


@pytest.fixture
def desk(bench: Any, site: Site) -> Any:
    """A sitting in which an earth was reported on the section."""
    bench.site = replace(bench.site, alarms=site.alarms)
    b = bench(sitter=MGC)
    b.field.truth["earth.count"] = 1.0
    b.sitting.world.enter("earth.count", 1.0, "sato")
    b.go(1.0)
    return b


def state(b: Any, alarm: str = FITTED) -> AlarmState | None:
    views = {view.id: view.state for view in b.sitting.snapshot().alarms}
    return views.get(alarm)


def test_an_alarm_is_put_aside_and_taken_back_before_its_time(desk: Any) -> None:
    assert desk.wish(intents.Shelve(FITTED, 10.0, "crew at work")) == ()
    assert state(desk) is AlarmState.SHELVED
    assert desk.wish(intents.Unshelve(FITTED)) == ()
    assert state(desk) is AlarmState.UNACKNOWLEDGED
    (shelved,) = desk.events(EventKind.ALARM_SHELVED)
    assert (shelved.who, shelved.data["reason"]) == ("ozawa", "crew at work")
    assert [e.who for e in desk.events(EventKind.ALARM_UNSHELVED)] == ["ozawa"]


def test_an_alarm_says_how_long_there_is_to_act_and_how_it_waits(desk: Any) -> None:
    desk.plant.values["bess.soc_pct"] = 29.0
    desk.go(10.0)
    view = next(view for view in desk.sitting.snapshot().alarms if view.id == "soc-30")
    assert (view.act_within_s, view.delay_s, view.off_delay_s) == (1800.0, 5.0, 5.0)
    assert (view.deadband, view.deadband_unit) == (2.0, "%")


def test_an_alarm_put_aside_until_it_goes_comes_off_the_shelf_with_it(desk: Any) -> None:
    assert desk.wish(intents.Shelve(FITTED, 30.0, "crew at work", once=True)) == ()
    desk.sitting.world.enter("earth.count", 0.0, "sato")
    desk.go(1.0)
    assert state(desk) is None
    desk.sitting.world.enter("earth.count", 1.0, "sato")
    desk.go(1.0)
    assert state(desk) is AlarmState.UNACKNOWLEDGED


def test_an_alarm_goes_out_of_service_and_back_with_a_reason_each_time(desk: Any) -> None:
    assert desk.wish(intents.OutOfService(FITTED, "sensor exchanged")) == ()
    assert state(desk) is AlarmState.OUT_OF_SERVICE
    assert desk.wish(intents.ReturnToService(FITTED, "")) != ()
    assert desk.wish(intents.ReturnToService(FITTED, "sensor is new")) == ()
    assert state(desk) is AlarmState.UNACKNOWLEDGED


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        (intents.Shelve(FITTED, 31.0, "known"), "up to 30 minutes"),
        (intents.Shelve(FITTED, 10.0, ""), "A reason is needed"),
        (intents.Shelve("bess-fire", 10.0, "known"), "an emergency alarm cannot be shelved"),
        (intents.Shelve("soc-30", 10.0, "known", once=True), "Only an alarm that stands"),
        (intents.Unshelve(FITTED), "not shelved"),
        (intents.OutOfService(FITTED, " "), "A reason is needed"),
        (intents.ReturnToService(FITTED, "known"), "not out of service"),
        (intents.Acknowledge("soc-30"), "does not wait to be acknowledged"),
    ],
)
def test_a_wish_that_is_not_granted_says_why_and_is_recorded(
    desk: Any, wish: intents.Intent, why: str
) -> None:
    (reason,) = desk.wish(wish)
    assert why in reason
    refused = [e for e in desk.events(EventKind.NOTE) if e.data["what"] == "refused"]
    assert len(refused) == 1
    assert refused[0].data["ja"]
    assert state(desk) is AlarmState.UNACKNOWLEDGED


def test_whoever_only_watches_may_see_an_alarm_and_hush_none(desk: Any) -> None:
    desk.sitting.gate.authority.read_only = True
    for wish in (
        intents.Shelve(FITTED, 10.0, "known"),
        intents.OutOfService(FITTED, "known"),
    ):
        (reason,) = desk.wish(wish)
        assert "only watches" in reason
    assert desk.wish(intents.Acknowledge(FITTED, "seen")) == ()
    assert state(desk) is AlarmState.ACKNOWLEDGED


# --- what a step predicts, and how much a drill asks of a person ---------------------------------


def test_what_a_step_predicts_is_no_alarm_while_it_is_at_work_and_one_afterwards(
    bench: Any, site: Site
) -> None:
    bench.site = replace(bench.site, alarms=site.alarms)
    fit = (
        '  - id: "1"\n    confirm: {}\n    role: MGC\n    title: {en: Fit, ja: 取付け}\n'
        f"    alarms_expected: [{FITTED}]\n"
        '  - id: "2"\n    confirm: {}\n    role: MGC\n    title: {en: Work, ja: 作業}\n'
    )
    b = bench(bench.procedure(f"steps:\n{fit}"), sitter=MGC)
    b.sitting.world.enter("earth.count", 0.0, "sato")
    b.go(1.0)
    b.sitting.world.enter("earth.count", 1.0, "sato")
    b.go(1.0)
    assert state(b) is AlarmState.SUPPRESSED
    (told,) = b.events(EventKind.ALARM_SUPPRESSED)
    assert told.data["why"] == "expected"
    assert b.wish(intents.Confirm("p", ok=True)) == ()
    b.sitting.world.enter("earth.count", 0.0, "sato")
    b.go(1.0)
    b.sitting.world.enter("earth.count", 1.0, "sato")
    b.go(1.0)
    assert state(b) is AlarmState.UNACKNOWLEDGED


def test_a_whole_drill_rings_no_oftener_than_a_person_can_take(tmp_path: Path, site: Site) -> None:
    """At most ten in ten minutes, and on average one; a blackout brings tens at the equipment."""
    scenario = load_scenario("odawara-first-activation", site)
    record = tmp_path / "drill.sqlite"
    sitting = Sitting.open(site, scenario, mode=Mode.REHEARSAL, sitter=None, record=record)
    sitting.advance(6 * 3600.0)
    assert sitting.finished
    figures = sitting.snapshot().alarm_figures
    sitting.close()
    assert figures is not None
    assert figures.total > 0
    assert figures.peak_per_10_min <= 10
    assert figures.peak_per_hour <= 15
    assert figures.average_per_10_min <= 1.0
    assert figures.flood_share == 0.0
    assert figures.chattering == ()
