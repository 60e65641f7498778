from __future__ import annotations

import pytest

from devices import messages
from devices.events import EventKind
from devices.simulated import FieldRefused


def test_a_switch_is_opened_by_hand_and_the_pointer_is_seen(story):
    assert story.act("k12.open") == {"k12.position": "open"}
    story.run(1.0)
    assert story.plant.field.observe("k12.position") == "open"


def test_a_locked_switch_cannot_be_worked_until_it_is_unlocked(story):
    story.act("k12.open")
    story.act("k12.lock")
    with pytest.raises(FieldRefused) as refused:
        story.act("k12.close")
    assert "K-12" in messages.text("en", refused.value.key, **refused.value.arguments)
    assert messages.text("ja", refused.value.key, **refused.value.arguments)
    story.act("k12.unlock")
    assert story.act("k12.close") == {"k12.position": "closed"}


def test_opening_and_locking_in_one_go_is_seen_as_open_and_locked(story):
    story.act("k12.open")
    assert story.act("k12.lock")["k12.position"] == "open"


def test_a_forgotten_tag_shows_when_somebody_looks(story):
    story.act("k12.open")
    story.run(1.0)
    seen = story.act("k12.lock", tag=False)
    assert seen == {"k12.position": "open", "k12.locked": True, "k12.tagged": False}
    assert story.plant.field.observe("k12.tagged") is False


def test_a_stuck_switch_leaves_its_pointer_between(story):
    story.act("k12.stick")
    seen = story.act("k12.open")
    assert seen == {"k12.position": "closed", "k12.pointer": "between"}


def test_the_wrong_pole_changes_nothing_here_and_is_named(story):
    assert story.act("k13.open") == {"k13.position": "open"}
    story.run(1.0)
    assert story.plant.field.observe("k12.position") == "closed"


def test_a_person_at_the_wrong_pole_is_not_stopped(story):
    assert story.act("k13.block_timers")["k13.timer_island"] == "blocked"
    assert story.plant.field.observe("k12.timer_island") == "in_service"
    assert story.act("k13.test_dead") == {"permit.dead": False}


def test_every_manual_order_of_the_site_can_be_carried_out(story, odawara):
    for device in odawara.devices.values():
        for verb in device.verbs.values():
            if verb.manual:
                assert story.plant.field.knows(device.name, verb.name.removeprefix("order_"))


def test_what_nobody_can_do_is_refused(story):
    with pytest.raises(FieldRefused, match="unknown_act"):
        story.act("k12.paint")


def test_earths_are_counted(story):
    story.black_out_and_separate()
    assert story.act("earth.fit", sets=2.0) == {"earth.count": 2.0}
    assert story.act("earth.remove") == {"earth.count": 0.0}


def test_timers_are_blocked_side_by_side(story):
    seen = story.act("k12.block_timers", side="utility")
    assert seen == {"k12.timer_utility": "blocked", "k12.timer_island": "in_service"}


def test_a_patrol_finds_damage_people_and_foreign_earths(story):
    story.black_out_and_separate()
    assert story.act("section.patrol") == {"permit.line_ok": True}
    for found, gone in (("damage", "repair"), ("foreign_earth", "clear")):
        story.act(f"section.{found}")
        assert story.act("section.patrol") == {"permit.line_ok": False}
        story.act(f"section.{gone}")
    story.act("crew.enter")
    assert story.act("section.patrol") == {"permit.line_ok": False}
    assert story.act("section.clear") == {"permit.line_ok": True}


def test_the_voltage_detector_tells_dead_from_live(story):
    story.run(1.0)
    assert story.act("k12.test_dead") == {"permit.dead": False}
    story.black_out_and_separate()
    assert story.act("k12.test_dead") == {"permit.dead": True}


def test_permits_are_given_and_withdrawn(story):
    assert story.act("permit.grant_energise") == {"permit.energise": True}
    assert story.plant.field.observe("permit.energise") is True
    assert story.act("permit.withdraw_energise") == {"permit.energise": False}


def test_a_car_drives_arrives_and_feeds(story):
    place = next(p for p in story.plant.site.places if p.distance_km > 0.0)
    before = story.plant.field.observe("ev3.soc_pct")
    assert story.act("ev3.dispatch", place=place.id)["ev3.place"] == "away"
    assert story.value("evc.plugged") is False
    with pytest.raises(FieldRefused, match="on_the_way"):
        story.act("ev3.return")
    story.run(3600.0)
    assert story.plant.field.observe("ev3.place") == place.id
    assert story.plant.field.observe("ev3.soc_pct") < before
    assert any(e.data.get("what") == "arrived" for e in story.events)


def test_acts_and_happenings_come_out_first_with_their_own_times(story):
    story.run(2.0)
    story.events.clear()
    story.act("share.stop")
    story.act("grid.lose")
    first, second = story.plant.advance(10.0)[:2]
    assert (first.kind, first.subject, first.time_s) == (EventKind.FIELD, "share", 2.0)
    assert (second.kind, second.subject, second.time_s) == (EventKind.HAPPENING, "grid", 2.0)


# --- what happens in the world --------------------------------------------------------------------


def test_a_cloud_dims_the_sun_that_goes_on_moving(tell):
    """Half of what each plant gives, and still half of it two hours later; clear again it is all.

    A second cloud counts from the day's own light, not from what the first one left.
    """
    clear, dimmed = tell(clock_s=8.0 * 3600.0), tell(clock_s=8.0 * 3600.0)
    dimmed.act("weather.cloud", factor=0.3)
    dimmed.act("weather.cloud", factor=0.5)
    seen = []
    for _ in range(2):
        clear.run(3600.0)
        dimmed.run(3600.0)
        seen.append(clear.number("pv.p_kw"))
        assert dimmed.number("pv.p_kw") == pytest.approx(0.5 * seen[-1], rel=1e-3)
    assert seen[1] > 1.1 * seen[0]
    dimmed.act("weather.clear")
    clear.run(60.0)
    dimmed.run(60.0)
    assert dimmed.number("pv.p_kw") == pytest.approx(clear.number("pv.p_kw"), rel=1e-3)


@pytest.mark.parametrize(
    ("target", "arguments"),
    [
        ("bess.soc", {}),
        ("bess.cells", {}),
        ("b1.surprise", {"block": "b99"}),
        ("ev3.dispatch", {"place": "nowhere"}),
    ],
)
def test_what_a_scenario_left_out_or_misnamed_is_refused_in_words(story, target, arguments):
    with pytest.raises(FieldRefused) as refused:
        story.act(target, **arguments)
    for language in ("en", "ja"):
        assert messages.text(language, refused.value.key, **refused.value.arguments)


def test_what_is_only_planned_cannot_be_worked(story, odawara):
    planned = [device for device in odawara.devices.values() if device.planned]
    for device in planned:
        with pytest.raises(FieldRefused, match="not_there"):
            story.act(f"{device.name}.look")
    assert planned
