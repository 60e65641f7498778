"""Hazards that begin with a person: where he stands, what he believes, what he leaves behind.

Mistakes about talk end in a dialogue that stops, which `tests/procedures/test_talk.py` tells; here
the equipment shows what the mistake does. `ROWS` says for every mistake that this product knows
where its hazard is tested: with the guard missing, and mostly with it there.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from devices.simulated import FieldRefused

TESTS = Path(__file__).resolve().parents[2]
BOUNDARY = "sim/hazards/test_boundary.py"
BLACK_START = "sim/hazards/test_black_start.py"
FAULTS = "sim/hazards/test_faults.py"
CHARGE = "sim/hazards/test_state_of_charge.py"
SITE = "devices/simulated/test_hazards_on_the_site.py"
PEOPLE = "devices/simulated/test_hazards_of_people.py"
TAGS = "devices/simulated/test_tags.py"
TALK = "procedures/test_talk.py"

ROWS: dict[str, tuple[tuple[str, str], ...]] = {
    "BESS started before the boundary is open and locked": (
        (BOUNDARY, "test_a_boundary_never_opened_feeds_the_dead_feeder_from_the_first_volt"),
        (PEOPLE, "test_who_opens_the_wrong_pole_energises_the_feeder_and_its_crew"),
    ),
    "permit assumed": (
        (PEOPLE, "test_a_start_on_an_assumed_permit_meets_the_crew_at_the_first_volts"),
        (
            "system/test_wrong_acts.py",
            "test_taken_out_the_permit_interlock_lets_a_black_start_meet_the_crew",
        ),
    ),
    "earth left on": (
        (BLACK_START, "test_an_earth_left_on_makes_the_start_a_short_circuit"),
        (BLACK_START, "test_with_the_earth_off_the_same_start_succeeds"),
    ),
    "reclose not blocked": (
        (
            BOUNDARY,
            "test_the_tripped_feeder_comes_back_after_a_minute_beside_an_island_"
            "that_has_turned_away",
        ),
        (
            BOUNDARY,
            "test_a_feeder_that_recloses_onto_the_island_it_left_behind_meets_it_at_any_angle",
        ),
    ),
    "setting group 1 in the island": (
        (FAULTS, "test_in_group_1_an_earth_fault_stands_for_as_long_as_the_island_does"),
        (FAULTS, "test_in_group_2_64_stops_the_island_after_half_a_second"),
        (
            FAULTS,
            "test_group_2_clears_a_short_circuit_twenty_times_faster_than_group_1_left_in",
        ),
        (SITE, "test_group_1_in_the_island_lets_an_earth_fault_stand"),
    ),
    "anti-islanding off after the return": (
        (
            BOUNDARY,
            "test_anti_islanding_left_off_turns_the_next_blackout_into_an_island_nobody_wanted",
        ),
    ),
    "all loads at once": (
        (SITE, "test_all_transformers_at_once_dip_to_a_quarter_and_27_blacks_the_island_out"),
        (
            SITE,
            "test_all_cold_blocks_at_once_with_their_transformers_in_the_ramp_are_carried",
        ),
        (
            "sim/hazards/test_hard_close.py",
            "test_all_cold_blocks_at_once_overload_an_inverter_that_carries_them_warm",
        ),
    ),
    "PV step with no room": (
        (SITE, "test_the_sun_without_room_trips_at_51_hz_and_all_of_it_is_lost"),
        (SITE, "test_the_sun_with_room_charges_the_battery_and_moves_f_by_three_hundredths"),
        (
            "sim/hazards/test_sun.py",
            "test_a_battery_that_cannot_charge_lets_the_sun_push_to_51_hz",
        ),
    ),
    "closed on a live island": (
        (
            BOUNDARY,
            "test_at_60_and_180_degrees_it_is_once_and_twice_the_voltage_and_the_battery_trips",
        ),
        ("sim/test_stories.py", "test_closing_in_step_trips_nothing"),
    ),
    "SoC exhaustion": (
        (CHARGE, "test_run_to_nothing_there_is_no_black_start_left"),
        (CHARGE, "test_an_estimate_eight_percent_too_high_goes_dark_before_it_reads_ten"),
    ),
    "wrong pole or switch": (
        (PEOPLE, "test_who_opens_the_wrong_pole_energises_the_feeder_and_its_crew"),
        (TALK, "test_what_is_done_at_the_wrong_pole_is_not_entered_for_the_right_one"),
    ),
    "two-ended cord, V2H without a transfer switch, a bypassed switch": (
        (
            "sim/test_facility_back_feed.py",
            "test_a_two_ended_cable_feeds_the_pole_transformer_and_the_dead_feeder",
        ),
        ("sim/test_facility_back_feed.py", "test_with_the_main_open_nothing_leaves_the_building"),
        (
            "sim/test_facility_back_feed.py",
            "test_with_the_transfer_switch_nothing_leaves_the_building",
        ),
    ),
    "timers of K-12 not locked on one side": (
        (
            BOUNDARY,
            "test_the_timer_that_was_not_blocked_closes_the_boundary_seven_seconds_"
            "after_85_percent",
        ),
        (
            SITE,
            "test_the_second_island_back_feeds_through_the_timer_that_was_blocked_on_one_side_only",
        ),
        (SITE, "test_the_feeder_s_return_meets_the_crew_through_the_other_timer"),
    ),
    "27 not blocked in the ramp, or slow after it": (
        (BLACK_START, "test_with_27_awake_the_ramp_is_taken_for_a_fault"),
        (
            BLACK_START,
            "test_with_27_asleep_the_voltage_stands_after_two_seconds_and_27_wakes",
        ),
        (
            FAULTS,
            "test_group_2_clears_a_short_circuit_twenty_times_faster_than_group_1_left_in",
        ),
    ),
    "island EVT left in on the utility's supply": (
        (
            FAULTS,
            "test_the_island_evt_left_in_doubles_the_active_earth_current_of_the_feeder",
        ),
    ),
    "secondary control on in parallel": (
        (
            BOUNDARY,
            "test_secondary_control_on_in_parallel_runs_to_full_power_at_49_95_hz",
        ),
    ),
    "1.5 kW of an outlet exceeded": (
        (
            "sim/test_facility_outlets.py",
            "test_the_outlet_carries_a_kettle_and_trips_on_the_rice_cooker_too",
        ),
    ),
    "heater left on": ((PEOPLE, "test_a_heater_left_on_comes_back_with_the_power_alone"),),
    "facility manager opens the cubicle": ((PEOPLE, "test_nobody_can_be_sent_into_the_cubicle"),),
    "tag removed by somebody else": (
        (PEOPLE, "test_with_lock_and_tag_gone_a_stranger_closes_onto_the_live_island"),
        (TAGS, "test_his_own_second_man_is_refused_with_both_names"),
    ),
    "read-back missing": (
        (TALK, "test_silence_twice_stops"),
        (TALK, "test_a_second_wrong_read_back_stops"),
        (TALK, "test_an_order_is_given_when_it_is_confirmed_and_not_before"),
    ),
}


@pytest.mark.parametrize("mistake", ROWS)
def test_every_known_mistake_has_its_test(mistake: str) -> None:
    """What `ROWS` names is there, so that the list stays true when tests move."""
    for file, name in ROWS[mistake]:
        tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
        assert name in {n.name for n in tree.body if isinstance(n, ast.FunctionDef)}, name


# --- the wrong place, the wrong belief -----------------------------------------------------------


def blacked_out(story):
    """The utility is lost, everything of ours is open and off; the boundary is still closed."""
    story.act("grid.lose")
    story.run(5.0)
    story.do("bess.stop")
    story.do("cb52b.open")
    story.open_all()
    story.act("grid.block_reclose")
    story.act("crew.enter", where="feeder")


@pytest.mark.parametrize("pole", ["k21", "k12"])
def test_who_opens_the_wrong_pole_energises_the_feeder_and_its_crew(story, pole):
    """K-21 opened, locked, tagged and even tested dead: all true, one pole too far.

    K-12 is closed, and the ramp of 3.3 kV/s puts 330 V on the feeder's crew after 0.1 s.
    """
    blacked_out(story)
    assert story.act(f"{pole}.open") == {f"{pole}.position": "open"}
    story.act(f"{pole}.lock")
    story.act(f"{pole}.block_timers")
    assert story.act(f"{pole}.test_dead") == {"permit.dead": True}
    story.run(2.0)
    story.make_ready()
    begun_s = story.plant.now_s
    story.do("bess.start_black")
    story.run(5.0)
    wrong = pole == "k21"
    assert story.happened("back_feed") == wrong
    assert story.happened("crew_contact", "grid") == wrong
    assert story.number("grid.v_kv") == pytest.approx(6.6 if wrong else 0.0, abs=0.05)
    if wrong:
        (fed,) = (e for e in story.events if e.data.get("what") == "back_feed")
        (contact,) = (e for e in story.events if e.data.get("what") == "crew_contact")
        assert fed.time_s - begun_s == pytest.approx(0.1, abs=0.02)
        assert contact.time_s == fed.time_s
        assert [e.time_s for e in story.events] == sorted(e.time_s for e in story.events)


@pytest.mark.parametrize("cleared", [False, True])
def test_a_start_on_an_assumed_permit_meets_the_crew_at_the_first_volts(story, cleared):
    """ "They are surely down by now": 5 % of 6.6 kV, 190 V to earth, 0.1 s after the start.

    The guard is H2 and H5: everybody off the line first, and then the same start harms nobody.
    """
    story.black_out_and_separate()
    story.act("crew.enter")
    assert story.act("section.patrol") == {"permit.line_ok": False}
    if cleared:
        assert story.act("section.clear") == {"permit.line_ok": True}
    story.make_ready()
    begun_s = story.plant.now_s
    story.do("bess.start_black")
    story.run(5.0)
    assert story.value("bess.state") == "running"
    contact = [e for e in story.events if e.data.get("what") == "crew_contact"]
    assert bool(contact) != cleared
    if contact:
        assert contact[0].time_s - begun_s == pytest.approx(0.1, abs=0.02)
        assert contact[0].data["value"] == pytest.approx(0.05, abs=0.01)


def contact_s(story):
    (contact,) = (e for e in story.events if e.data.get("what") == "crew_contact")
    return contact.time_s


def test_the_feeder_that_comes_back_meets_its_crew_at_that_moment(story):
    blacked_out(story)
    story.run(10.0)
    restored_s = story.plant.now_s
    story.act("grid.restore")
    story.run(5.0)
    assert contact_s(story) == pytest.approx(restored_s, abs=0.0101)


def test_who_climbs_to_a_live_feeder_is_in_contact_when_he_comes(story):
    story.run(7.3)
    story.act("crew.enter", where="feeder")
    story.run(5.0)
    assert contact_s(story) == pytest.approx(7.3)


def test_a_feeder_that_is_live_for_a_blink_has_harmed_its_crew(story):
    """Earths forgotten on the section with K-12 closed: 0.2 s, and dead again in the same step."""
    blacked_out(story)
    story.act("earth.fit")
    story.run(5.0)
    restored_s = story.plant.now_s
    story.act("grid.restore")
    story.run(5.0)
    assert story.number("grid.v_kv") == 0.0
    assert contact_s(story) == pytest.approx(restored_s, abs=0.0101)


# --- lock and tag --------------------------------------------------------------------------------


def test_the_padlock_holds_whoever_comes_and_whatever_the_tag_says(story):
    """The guard: without its tag the handle is still locked, and the look says what is missing."""
    story.island()
    story.act("grid.restore")
    story.act("k12.lose_tag")
    assert story.act("k12.look") == {
        "k12.position": "open",
        "k12.locked": True,
        "k12.tagged": False,
    }
    with pytest.raises(FieldRefused, match="locked"):
        story.act("k12.close")
    story.run(1.0)
    assert story.value("live.section") == "island"


def test_with_lock_and_tag_gone_a_stranger_closes_onto_the_live_island(story):
    """Somebody took both off: 0.02 Hz of slip brings 180 degrees in 25 s, and the close is 2 pu.

    The battery trips out of phase; the section lives on the utility, and nobody had ordered it.
    """
    story.island()
    story.act("grid.restore")
    story.act("k12.lose_tag")
    story.act("k12.lose_lock")
    for _ in range(600):
        story.run(0.1)
        if abs(story.number("k12.angle_deg")) > 170.0:
            break
    story.events.clear()
    story.act("k12.close")
    story.run(1.0)
    (close,) = (e for e in story.events if e.data.get("what") == "out_of_phase_close")
    assert close.data["value"] == pytest.approx(2.0, abs=0.02)
    assert story.value("bess.trip_cause") == "out_of_phase"
    assert story.value("live.section") == "utility"


# --- facilities ----------------------------------------------------------------------------------


@pytest.mark.parametrize("off", [False, True])
def test_a_heater_left_on_comes_back_with_the_power_alone(tell, off):
    """Cabins at six in the evening, dark for 20 min: twice their 10.7 kW return, nobody there.

    Switched off by the facility manager 60 % of it is left, and nothing that glows.
    """
    story = tell(clock_s=18.0 * 3600.0)
    story.run(5.0)
    story.act("grid.lose")
    story.run(1200.0)
    assert story.number("b4.p_kw") == 0.0
    if off:
        story.act("b4.big_loads_off")
    story.act("grid.restore")
    story.run(10.0)
    people_kw = story.plant.simulator.get("b4.demand_kw")
    assert people_kw == pytest.approx(6.4 if off else 10.7, abs=0.1)
    assert story.number("b4.p_kw") == pytest.approx(2.0 * people_kw, rel=0.03)


@pytest.mark.parametrize("act", ["open_cubicle", "open", "close"])
def test_nobody_can_be_sent_into_the_cubicle(story, act):
    """At a facility there are low-voltage mains, cut-outs and big loads; a cubicle is no act.

    Whoever tries is refused by name, and nothing has moved.
    """
    story.run(2.0)
    with pytest.raises(FieldRefused, match="unknown_act"):
        story.act(f"b1.{act}")
    story.run(1.0)
    assert story.plant.field.observe("b1.position") == "closed"
