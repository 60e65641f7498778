"""The stories of the procedures are physically possible; so are the hazards behind each rule."""

from __future__ import annotations

import pytest


def test_normal_operation_is_live_from_the_utility_with_the_battery_following(story):
    story.run(30.0)
    assert story.number("island.v_kv") == pytest.approx(6.6, abs=0.15)
    assert story.number("island.f_hz") == pytest.approx(50.0, abs=0.01)
    assert story.value("bess.state") == "running"
    assert story.value("bess.mode") == "grid_following"
    assert story.value("pv.state") == "running"
    assert story.number("pv.p_kw") > 5.0
    assert story.value("live.section") == "utility"


def test_a_lost_grid_leaves_everything_dead_and_the_battery_stopped_or_tripped(story):
    story.run(5.0)
    story.act("grid.lose")
    story.run(10.0)
    assert story.number("island.v_kv") == pytest.approx(0.0, abs=0.01)
    assert story.number("island.f_hz") == 0.0
    assert story.number("m1.v_v") == pytest.approx(0.0, abs=0.5)
    assert story.value("bess.state") in ("tripped", "stopped", "standby")
    assert story.value("live.section") == "dead"


def test_a_black_start_builds_the_voltage_in_two_seconds(story):
    story.black_out_and_separate()
    story.make_ready()
    story.do("bess.start_black")
    story.run(3.0)
    assert 6.4 <= story.number("island.v_kv") <= 6.7
    assert 49.9 <= story.number("island.f_hz") <= 50.1
    assert story.value("bess.state") == "running"
    assert story.value("live.section") == "island"
    assert story.number("grid.v_kv") == pytest.approx(0.0, abs=0.01)


def test_blocks_are_picked_up_one_by_one(story):
    story.island()
    story.run(60.0)
    story.do("b1.close")
    story.run(60.0)
    story.do("b3.close")
    story.run(60.0)
    assert story.number("b1.p_kw") > 1.0
    assert story.number("b3.p_kw") > 1.0
    assert 49.8 <= story.number("island.f_hz") <= 50.2
    assert story.number("bess.p_kw") > story.number("b1.p_kw")


def test_released_photovoltaics_come_back_by_themselves_after_300_s(story):
    story.island()
    story.do("pv.close")
    story.run(250.0)
    assert story.value("pv.state") == "waiting"
    assert story.number("pv.p_kw") == 0.0
    story.run(80.0)
    assert story.value("pv.state") == "running"
    assert story.number("pv.p_kw") > 5.0


def test_a_black_start_with_the_boundary_closed_back_feeds_the_utility_and_meets_its_crew(story):
    story.act("grid.lose")
    story.run(5.0)
    story.do("cb52b.open")
    story.open_all()
    story.run(1.0)
    story.act("crew.enter", where="feeder")
    story.make_ready()
    story.do("bess.start_black")
    story.run(5.0)
    assert story.happened("back_feed")
    assert story.number("grid.v_kv") > 1.0
    assert story.happened("crew_contact")


def test_energising_the_section_meets_a_crew_on_it(story):
    story.black_out_and_separate()
    story.act("crew.enter")
    story.make_ready()
    story.do("bess.start_black")
    story.run(5.0)
    assert story.happened("crew_contact")


def test_closing_the_boundary_onto_the_live_island_at_a_bad_angle_trips_the_battery(story):
    story.island()
    story.act("grid.restore")
    for _ in range(600):
        story.run(0.1)
        if abs(story.number("k12.angle_deg")) > 150.0:
            break
    assert story.number("k12.dv_pu") > 1.7
    story.act("k12.unlock")
    story.act("k12.close")
    story.run(2.0)
    assert story.happened("out_of_phase_close")
    assert story.value("bess.state") == "tripped"


def test_everything_at_once_onto_the_live_island_collapses_the_voltage(story):
    story.black_out_and_separate()
    blocks = [d.name for d in story.plant.site.devices.values() if d.kind == "load_block"]
    for block in blocks:
        story.do(f"{block}.disconnect")
        story.do(f"{block}.close")
    story.make_ready()
    story.do("bess.start_black")
    story.run(10.0)
    assert story.value("bess.state") == "running"
    for block in blocks:
        story.do(f"{block}.connect")
    lowest = 6.6
    for _ in range(20):
        story.run(0.05)
        lowest = min(lowest, story.number("island.v_kv"))
    story.run(3.0)
    assert lowest < 0.8 * 6.6


def test_a_nearly_empty_battery_lets_the_frequency_fall_and_loads_are_shed(tell):
    story = tell(soc_pct=1.5, load_factor=2.0)
    story.island()
    story.do("server.set_kw", p_kw=26.0)
    for device in ("server", "b1", "b2", "b3", "b4", "b5", "b6"):
        story.do(f"{device}.close")
    lowest = 50.0
    for _ in range(60):
        story.run(0.5)
        f_hz = story.number("island.f_hz")
        lowest = min(lowest, f_hz or lowest)
    assert lowest < 49.5
    assert story.happened("shed")


def test_an_unblocked_27_makes_the_start_fail(story):
    story.black_out_and_separate()
    story.make_ready()
    story.do("relay.set_group", group=1.0)
    story.do("bess.start_black")
    story.run(5.0)
    assert story.number("island.v_kv") < 5.0
    assert story.value("relay.tripped") is True


def test_an_earth_left_on_is_a_short_circuit_at_the_start(story):
    story.black_out_and_separate()
    story.act("earth.fit")
    story.make_ready()
    story.do("bess.start_black")
    story.run(20.0)
    assert story.number("island.v_kv") < 1.0
    assert story.value("bess.state") == "tripped"


def test_secondary_control_on_in_parallel_runs_to_full_power(story):
    story.run(5.0)
    story.act("grid.restore", f_hz=49.95)
    story.act("bess.bridge_contact")
    story.do("bess.set_mode", mode="grid_forming")
    story.run(90.0)
    assert abs(story.number("bess.p_kw")) > 300.0


def test_a_timer_left_unblocked_closes_the_boundary_and_back_feeds(story):
    story.black_out_and_separate()
    story.act("k12.restore_timers", side="island")
    story.make_ready()
    story.do("bess.start_black")
    story.run(5.0)
    assert story.plant.field.observe("k12.position") == "open"
    story.run(10.0)
    assert story.plant.field.observe("k12.position") == "closed"
    assert story.happened("timed_sequence_close")
    assert story.happened("back_feed")


def test_an_earth_fault_shows_as_zero_sequence_voltage_and_64_stops_the_island(story):
    story.island()
    story.act("section.earth_fault", ohm=100.0)
    story.run(0.1)
    assert story.number("island.v0_pct") > 50.0
    story.run(3.0)
    assert story.value("relay.tripped") is True
    assert story.value("bess.trip_cause") == "zero_sequence"
    assert story.value("live.section") == "dead"


def test_a_short_circuit_collapses_the_voltage_and_27_trips_at_once(story):
    story.island()
    story.act("section.short_circuit", ohm=1.0)
    story.run(1.0)
    assert story.value("relay.tripped") is True
    assert story.value("bess.state") == "tripped"
    assert story.act("section.patrol") == {"permit.line_ok": False}


def test_a_tripped_feeder_recloses_by_itself_after_a_minute_unless_that_is_blocked(tell):
    story = tell()
    story.act("grid.trip")
    story.run(50.0)
    assert story.number("grid.v_kv") == 0.0
    story.run(15.0)
    assert story.number("grid.v_kv") > 6.0

    story = tell()
    story.act("grid.block_reclose")
    story.act("grid.trip")
    story.run(90.0)
    assert story.number("grid.v_kv") == 0.0


def test_anti_islanding_left_on_stops_the_island_again(story):
    story.black_out_and_separate()
    story.make_ready()
    story.do("bess.set_anti_islanding", state="on")
    story.do("bess.start_black")
    story.run(10.0)
    assert story.value("bess.trip_cause") == "anti_islanding"


def test_the_utility_coming_back_closes_an_unblocked_boundary_onto_the_section(story):
    story.act("grid.lose")
    story.run(5.0)
    story.act("k12.open")
    story.run(2.0)
    story.act("grid.restore")
    story.run(10.0)
    assert story.plant.field.observe("k12.position") == "closed"


def test_the_return_by_open_transition_leaves_the_section_on_the_utility(story):
    story.island()
    story.do("b1.close")
    story.run(20.0)
    story.act("grid.restore")
    story.do("b1.open")
    story.do("bess.stop")
    story.do("cb52b.open")
    story.run(5.0)
    assert story.act("k12.test_dead") == {"permit.dead": True}
    story.do("relay.set_group", group=1.0)
    story.do("evt.remove")
    story.do("bess.set_anti_islanding", state="on")
    story.do("bess.set_mode", mode="grid_following")
    story.act("k12.unlock")
    story.act("k12.close")
    story.run(2.0)
    story.do("cb52b.close")
    story.run(1.0)
    story.do("bess.start_following")
    story.do("pv.close")
    story.run(320.0)
    assert story.value("live.section") == "utility"
    assert story.value("bess.state") == "running"
    assert story.value("bess.mode") == "grid_following"
    assert story.value("pv.state") == "running"
