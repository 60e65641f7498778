"""What an operator may see: black start, return of the sun, protection, hazards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim import (
    Relay,
    RelayGroup,
)
from sim.examples import small_microgrid


def black_start_relay(blocked):
    """The small microgrid with a fast 27, blocked or not during the ramp."""
    group = RelayGroup(undervoltage=((0.8, 0.5),), undervoltage_blocked_in_ramp=blocked)
    relay = Relay("bess_relay", "bess_bus", (group, group), inverter="bess")
    return replace(small_microgrid(), relays=(relay,))


def test_a_black_start_takes_two_seconds_with_undervoltage_blocked(tester):
    story = tester(black_start_relay(blocked=True))
    story.separate()
    story.set(bess__start=1.0)
    volts = story.samples("bus.mg.v_pu", 3.0)
    assert volts[99] == pytest.approx(0.5, abs=0.02)
    assert volts[-1] == pytest.approx(1.0, abs=0.01)
    (started,) = story.of("inverter_started")
    (done,) = story.of("ramp_done")
    assert done.t_s - started.t_s == pytest.approx(2.0, abs=0.05)
    assert not story.of("relay_tripped")
    assert not story.of("inrush"), "what joins in the ramp draws no inrush"


def test_a_black_start_fails_when_undervoltage_is_not_blocked(tester):
    story = tester(black_start_relay(blocked=False))
    story.separate()
    story.set(bess__start=1.0)
    story.run(3.0)
    (trip,) = story.of("relay_tripped")
    assert story.get("bess.state") == 4.0
    assert story.get("bus.mg.v_pu") == 0.0
    assert trip.t_s - story.of("inverter_started")[0].t_s == pytest.approx(0.5, abs=0.02)


def test_photovoltaics_step_back_after_three_hundred_seconds(island):
    story = island()
    story.set(irradiance=1.0)
    assert story.get("pv.state") == 2.0
    story.run(310.0)
    (returned,) = story.of("pv_returned")
    (done,) = story.of("ramp_done")
    # the voltage enters the band a little before the ramp is over
    assert returned.t_s - done.t_s == pytest.approx(300.0, abs=0.6)
    assert story.get("pv.p_kw") == pytest.approx(50.0, abs=1e-3)
    assert story.get("pv.energy_kwh") > 0.0


def test_a_closed_boundary_feeds_back_into_a_dead_feeder(island):
    story = island()
    assert not story.of("back_feed")
    story.set(upstream__factor=0.0)
    story.switch("k12", True)
    story.now()
    (fed,) = story.of("back_feed", "feeder")
    assert fed.value == pytest.approx(1.0, abs=0.02)
    assert story.get("bus.feeder.v_pu") > 0.9


def test_an_unblocked_pole_switch_closes_by_itself_onto_the_dead_feeder(island):
    story = island()
    story.set(switch__k12__timer_b_blocked=0.0, upstream__factor=0.01)
    begun_s = story.plant.t_s
    story.run(9.0)
    (closed,) = story.of("timed_sequence_close", "k12")
    assert closed.t_s - begun_s == pytest.approx(7.0, abs=0.2)
    assert story.of("back_feed", "feeder")


@pytest.mark.parametrize(("evt_in", "v0_pct", "trips"), [(0.0, 94.97, True), (1.0, 9.09, False)])
def test_a_weak_earth_fault_is_seen_only_without_the_transformer_earth(
    island, evt_in, v0_pct, trips
):
    story = island()
    story.set(relay__group=2.0, evt__in=evt_in, fault__earth_ohm=100e3)
    story.run(0.5)
    v_pu = story.get("bus.mg.v_pu")
    assert story.get("v0_pct") == pytest.approx(v_pu * v0_pct, abs=0.2)
    assert story.of("earth_fault", "mg")
    story.run(2.0)
    tripped = story.of("relay_tripped")
    assert bool(tripped) == trips
    if trips:
        assert tripped[0].value == 6.0  # zero sequence
        assert story.get("bus.mg.v_pu") == 0.0


def test_without_a_source_there_are_no_volts_anywhere_beyond_the_boundary(tester):
    story = tester()
    story.separate()
    story.run(60.0)
    for bus in story.plant.parameters.buses:
        assert story.get(f"bus.{bus.name}.v_pu") == 0.0
        assert story.get(f"bus.{bus.name}.island") == -1.0
    assert story.get("b1.p_kw") == 0.0
    assert story.get("b1.unserved_kwh") > 0.0


def test_closing_far_out_of_phase_trips_the_inverter(island):
    story = island()
    story.set(grid__live=1.0, grid__f_hz=50.2)
    for _ in range(1000):
        story.run(0.01)
        if abs(story.get("switch.k12.angle_deg")) > 100.0:
            break
    story.switch("k12", True)
    story.run(0.5)
    (close,) = story.of("out_of_phase_close", "k12")
    assert close.value > 1.5
    assert [e.value for e in story.of("inverter_tripped")][-1] == 12.0


def test_closing_in_step_trips_nothing(island):
    story = island()
    story.set(grid__live=1.0, grid__f_hz=story.get("bess.f_hz") + 0.02)
    story.run(1.0)
    for _ in range(12000):
        story.run(0.01)
        if abs(story.get("switch.k12.angle_deg")) < 1.0:
            break
    assert abs(story.get("switch.k12.slip_hz")) < 0.05
    story.switch("k12", True)
    story.run(5.0)
    assert not story.of("out_of_phase_close")
    assert story.get("bess.state") == 3.0
    assert story.get("bus.mg.f_hz") == pytest.approx(story.get("grid.f_hz"), abs=1e-9)


def test_the_source_comes_back_after_about_a_minute_unless_blocked(tester):
    for blocked in (0.0, 1.0):
        story = tester()
        story.set(grid__reclose_blocked=blocked, grid__trip=1.0)
        story.run(90.0)
        (lost,) = story.of("grid_lost")
        restored = story.of("grid_restored")
        assert bool(restored) == (blocked == 0.0)
        if restored:
            assert restored[0].t_s - lost.t_s == pytest.approx(60.0, abs=1.0)


def test_load_returns_cold_after_a_long_outage_and_settles(tester):
    story = tester()
    normal_kw = story.get("b1.p_kw")
    story.switch("b1_main", False)
    story.run(1200.0)
    assert story.get("b1.p_kw") == 0.0
    story.switch("b1_main", True)
    story.run(10.0)
    assert story.of("load_restored", "b1")[-1].value == pytest.approx(2.0)
    assert story.get("b1.p_kw") == pytest.approx(2.0 * normal_kw, rel=0.02)
    story.run(900.0 + 1200.0)
    assert story.get("b1.cold_pu") == pytest.approx(1.0 + 0.368, abs=0.01)


def test_a_motor_drops_out_in_a_dip_and_pulls_in_again_with_its_starting_current(island):
    story = island()
    story.set(b2__factor=0.0)
    story.run(10.0)
    running_kw = story.get("b2.p_kw")
    assert running_kw > 1.0
    story.set(fault__short_ohm=10.0)
    story.run(0.2)
    story.set(fault__short_ohm=0.0)
    assert story.of("contactor_dropped", "b2")
    story.run(1.0)
    assert story.get("b2.p_kw") == pytest.approx(0.0, abs=1e-9)
    draws = story.samples("b2.q_kvar", 6.0)
    assert story.of("contactor_closed", "b2")
    story.run(5.0)
    assert max(draws) > 3.0 * story.get("b2.q_kvar")
    assert story.get("b2.p_kw") == pytest.approx(running_kw, rel=0.02)


def test_an_inverter_with_anti_islanding_left_on_trips_half_a_second_after_it_is_alone(tester):
    story = tester()
    story.separate()
    story.set(bess__anti_islanding=1.0, bess__start=1.0)
    story.run(5.0)
    assert story.of("inverter_tripped")[-1].value == 7.0
    (done,) = story.of("ramp_done")
    assert story.of("inverter_tripped")[-1].t_s - done.t_s == pytest.approx(0.5, abs=0.03)


def test_secondary_control_left_on_in_parallel_runs_to_full_power(island):
    story = island()
    story.set(grid__live=1.0, grid__f_hz=story.get("bess.f_hz"))
    story.run(0.5)
    story.set(bess__secondary_enabled=2.0, grid__f_hz=49.99)
    for _ in range(12000):
        story.run(0.01)
        if abs(story.get("switch.k12.angle_deg")) < 1.0:
            break
    story.switch("k12", True)
    story.run(600.0)
    assert story.get("bess.p_kw") > 600.0


def test_an_inverter_told_to_form_as_its_grid_dies_just_trips(tester):
    story = tester()
    story.set(grid__live=0.0)
    story.switch("k12", False)
    story.now()
    story.set(bess__mode=2.0)
    story.run(1.0)
    assert story.get("bess.state") == 4.0
    assert story.of("inverter_tripped")[-1].value == 8.0


def test_switching_after_a_quiet_time_off_nominal_frequency_is_no_vector_shift(island):
    story = island()
    story.set(irradiance=1.0, bess__secondary_enabled=0.0, b1__factor=30.0)
    story.run(400.0)
    assert story.get("pv.state") == 1.0
    assert abs(story.get("bus.mg.f_hz") - 50.0) > 0.02
    story.switch("b6_cutout", False)
    story.run(1.0)
    assert not [e for e in story.of("pv_tripped") if e.t_s > 300.0]
