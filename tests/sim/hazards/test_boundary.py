"""Two sources and one boundary: back-feed, timers, wrong angles, and what is left on by mistake."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from sim.examples import small_microgrid

# --- K-12 closes by itself -----------------------------------------------------------------------


@pytest.mark.parametrize("forgotten", ["utility", "island", None])
def test_the_timer_that_was_not_blocked_closes_the_boundary_seven_seconds_after_85_percent(
    tester, forgotten
):
    """Black start beside a dead feeder: 0.85 pu at 1.7 s, and 7 s +-2 % later K-12 closes itself.

    That is the timer of our side; the utility's sees no voltage and waits. Both blocked: nothing.
    """
    story = tester()
    story.separate()
    story.set(upstream__factor=0.01)
    if forgotten is not None:
        side = "a" if forgotten == "utility" else "b"
        story.set(**{f"switch__k12__timer_{side}_blocked": 0.0})
    begun_s = story.plant.t_s
    story.set(bess__start=1.0)
    story.run(30.0)
    closed = story.of("timed_sequence_close", "k12")
    fed = story.of("back_feed", "feeder")
    assert bool(closed) == bool(fed) == (forgotten == "island")
    if forgotten == "island":
        assert closed[0].t_s - begun_s == pytest.approx(1.7 + 7.0, abs=0.02 * 7.0 + 0.02)
        assert fed[0].value > 0.9
        assert story.get("bus.feeder.v_pu") > 0.9
    else:
        assert story.get("bus.feeder.v_pu") == 0.0


@pytest.mark.parametrize(("blocked", "closes"), [(0.0, True), (1.0, False)])
def test_the_feeder_coming_back_closes_an_unblocked_boundary_onto_the_dead_section(
    tester, blocked, closes
):
    """The utility's side: 7 s after the feeder is live the section is, and so is its crew."""
    story = tester()
    story.separate()
    story.set(switch__k12__timer_a_blocked=blocked, crew_on_line=2.0)
    story.run(5.0)
    returned_s = story.plant.t_s
    story.set(grid__live=1.0)
    story.run(10.0)
    contact = story.of("crew_contact")
    assert bool(contact) == closes
    assert story.get("switch.k12.closed") == float(closes)
    if closes:
        assert contact[0].t_s - returned_s == pytest.approx(7.0, abs=0.02 * 7.0 + 0.02)


def test_a_boundary_never_opened_feeds_the_dead_feeder_from_the_first_volt(tester):
    """BESS started before the boundary was open: 5 % of 6.6 kV, 330 V, on the feeder after 0.1 s.

    At full voltage the 80 kW of the neighbours are the battery's too.
    """
    story = tester()
    story.set(upstream__factor=0.1, bess__anti_islanding=0.0, grid__live=0.0)
    story.run(1.0)
    story.set(bess__reset=1.0, bess__mode=2.0)
    story.now()
    begun_s = story.plant.t_s
    story.set(bess__start=1.0)
    story.run(10.0)
    (fed,) = story.of("back_feed", "feeder")
    assert fed.t_s - begun_s == pytest.approx(0.1, abs=0.02)
    assert fed.value == pytest.approx(0.05, abs=0.01)
    assert story.get("switch.k12.p_kw") == pytest.approx(-story.get("upstream.p_kw"), abs=0.5)
    assert story.get("upstream.p_kw") > 70.0


def test_the_timer_closes_onto_an_unpatrolled_fault_once_and_then_locks_out(tester):
    """Line health not looked at: 7 s after the feeder is back K-12 puts 3.3 kA on the damaged line.

    The substation trips in 0.2 s, the voltage is lost within the Y time, and K-12 stays open: when
    the feeder recloses a minute later it lives without the section.
    """
    story = tester()
    story.separate()
    story.set(switch__k12__timer_a_blocked=0.0, fault__short_ohm=0.5)
    story.run(5.0)
    story.events.clear()
    story.set(grid__live=1.0)
    story.run(100.0)
    (closed,) = story.of("timed_sequence_close", "k12")
    (lost,) = story.of("grid_lost")
    (locked,) = story.of("timed_sequence_lockout", "k12")
    assert lost.t_s - closed.t_s == pytest.approx(0.2, abs=0.02)
    assert locked.t_s - lost.t_s <= 0.02
    assert story.of("grid_restored")[-1].t_s - lost.t_s == pytest.approx(60.0, rel=0.02)
    assert story.get("switch.k12.closed") == 0.0
    assert story.get("bus.feeder.v_pu") > 0.9
    assert story.get("bus.mg.v_pu") == 0.0


# --- closing onto a live island ------------------------------------------------------------------


def meet(island, degrees):
    """A live island and a live utility at 0.2 Hz of slip, stopped at this angle between them."""
    story = island()
    story.set(grid__live=1.0, grid__f_hz=50.2)
    for _ in range(1000):
        story.run(0.01)
        if abs(abs(story.get("switch.k12.angle_deg")) - degrees) < 1.0:
            return story
    raise AssertionError("they never met")


def closing_current_pu(dv_pu):
    """`dV / |zi + zg|` of the inverter: 0.03 + j0.15 and 0.1 + j1 ohm on 69.1 ohm."""
    z_base_ohm = 6.6**2 / 0.63
    return dv_pu / math.hypot(0.03 + 0.1 / z_base_ohm, 0.15 + 1.0 / z_base_ohm)


def test_at_15_degrees_the_close_is_a_quarter_of_the_voltage_and_survived(island):
    """2 sin(7.5 deg) = 0.26 pu, and 0.26/0.168 = 1.6 pu of current: limited, not tripped."""
    story = meet(island, 15.0)
    before_pu = story.get("bess.i_pu")
    story.events.clear()
    story.switch("k12", True)
    story.now()
    (close,) = story.of("out_of_phase_close", "k12")
    assert close.value == pytest.approx(2.0 * math.sin(math.radians(7.5)), abs=0.02)
    assert story.get("bess.i_unlimited_pu") == pytest.approx(
        closing_current_pu(close.value), abs=before_pu + 0.02
    )
    story.run(5.0)
    assert not story.of("inverter_tripped")


@pytest.mark.parametrize(("degrees", "across_pu"), [(60.0, 1.0), (178.0, 2.0)])
def test_at_60_and_180_degrees_it_is_once_and_twice_the_voltage_and_the_battery_trips(
    island, degrees, across_pu
):
    """2 sin(30 deg) = 1.0 and 2 sin(89 deg) = 2.0 pu, wanting 6 and 12 times the rated current.

    The battery trips in that instant, and its island hangs on the utility, fit for it or not.
    """
    story = meet(island, degrees)
    story.events.clear()
    closed_s = story.plant.t_s
    story.switch("k12", True)
    story.run(1.0)
    (close,) = story.of("out_of_phase_close", "k12")
    assert close.value == pytest.approx(across_pu, abs=0.02)
    assert closing_current_pu(close.value) > 2.0 * 1.2
    (tripped,) = story.of("inverter_tripped")
    assert tripped.value == 12.0  # out of phase
    assert tripped.t_s - closed_s <= 0.0101


def test_the_window_of_15_degrees_lasts_four_tenths_of_a_second_at_0_2_hz(island):
    """0.2 Hz are 72 degrees a second; 30 degrees are 0.42 s: no hand hits that."""
    story = meet(island, 20.0)
    f_hz = abs(story.get("switch.k12.slip_hz"))
    inside = [
        abs(degrees) < 15.0 for degrees in story.samples("switch.k12.angle_deg", 1.0 / f_hz + 0.1)
    ]
    first = inside.index(True)
    last = inside.index(False, first)
    assert 0.01 * (last - first) == pytest.approx(30.0 / (360.0 * f_hz), abs=0.02)


# --- reclosing, and anti-islanding off -----------------------------------------------------------


@pytest.mark.parametrize("blocked", [0.0, 1.0])
def test_the_tripped_feeder_comes_back_after_a_minute_beside_an_island_that_has_turned_away(
    island, blocked
):
    """Reclose not blocked: 60 s +-1 % after the trip the other side of K-12 is live again.

    Behind 0.05 Hz of droop the island has turned by 60 x 0.05 x 360 = 3 whole turns: any angle.
    """
    story = island()
    story.set(grid__live=1.0, grid__f_hz=50.0, bess__secondary_enabled=0.0, b1__factor=15.0)
    story.run(10.0)
    story.events.clear()
    story.set(grid__reclose_blocked=blocked, grid__trip=1.0)
    story.now()
    (lost,) = story.of("grid_lost")
    slip_hz = 50.0 - story.get("bus.mg.f_hz")
    assert slip_hz == pytest.approx(0.5 * story.get("bess.p_kw") / 630.0, abs=0.003)
    assert 60.0 * slip_hz * 360.0 > 360.0
    story.run(70.0)
    back = story.of("grid_restored")
    assert bool(back) == (blocked == 0.0)
    if back:
        assert back[0].t_s - lost.t_s == pytest.approx(60.0, rel=0.011)
        assert story.get("bus.feeder.v_pu") > 0.9


def test_a_feeder_that_recloses_onto_the_island_it_left_behind_meets_it_at_any_angle(tester):
    """Reclose not blocked, anti-islanding off, K-12 closed all the while: the substation has no 25.

    A minute at some hundredths of a hertz; here 2 sin(angle/2) > 0.4 pu, 0.4/0.168 = 2.4 pu wanted:
    twice the limit, and the battery trips out of phase in that instant.
    """
    story = tester()
    story.set(upstream__factor=0.1, bess__anti_islanding=0.0)
    story.run(5.0)
    story.set(bess__mode=2.0)
    story.run(5.0)
    story.events.clear()
    story.set(grid__trip=1.0)
    story.run(58.0)
    across_pu = 0.0
    while not story.of("grid_restored"):
        angle = story.get("bus.feeder.angle_rad") - story.get("grid.angle_rad")
        across_pu = 2.0 * abs(math.sin(0.5 * angle))
        story.run(0.01)
        assert story.plant.t_s < 80.0
    assert across_pu > 0.4
    (close,) = story.of("out_of_phase_close", "grid")
    assert close.value == pytest.approx(across_pu, abs=0.05)
    story.run(0.1)
    assert story.of("inverter_tripped")[-1].value == 12.0  # out of phase


def test_a_feeder_recloses_once_onto_a_fault_that_stands(tester):
    """One try 60 s after the first trip; the second trip 0.2 s later is for good."""
    story = tester()
    story.run(1.0)
    story.set(fault__short_ohm=0.5)
    story.run(300.0)
    first, second = story.of("grid_lost")
    (restored,) = story.of("grid_restored")
    assert restored.t_s - first.t_s == pytest.approx(60.0, rel=0.011)
    assert second.t_s - restored.t_s == pytest.approx(0.2, abs=0.02)
    assert story.get("bus.feeder.v_pu") == 0.0


@pytest.mark.parametrize(("anti_islanding", "stands"), [(0.0, True), (1.0, False)])
def test_anti_islanding_left_off_turns_the_next_blackout_into_an_island_nobody_wanted(
    tester, anti_islanding, stands
):
    """A forming battery in parallel when the feeder trips: with detection on it is off after 0.5 s.

    Left off it carries the feeder, 80 kW of neighbours and all, at 0.99 of the voltage, for ever.
    """
    story = tester()
    story.set(upstream__factor=0.1, bess__anti_islanding=anti_islanding)
    story.run(5.0)
    story.set(bess__mode=2.0)
    story.run(5.0)
    tripped_s = story.plant.t_s
    story.set(grid__reclose_blocked=1.0, grid__trip=1.0)
    story.run(50.0)
    (fed,) = story.of("back_feed", "feeder")
    assert fed.value == pytest.approx(0.99, abs=0.02)
    if stands:
        assert story.get("bus.feeder.v_pu") > 0.95
        assert story.get("bess.state") == 3.0
    else:
        (off,) = story.of("inverter_tripped")
        assert off.value == 7.0  # anti-islanding
        assert off.t_s - tripped_s == pytest.approx(0.5, abs=0.02)
        assert story.get("bus.feeder.v_pu") == 0.0


# --- secondary control in parallel ---------------------------------------------------------------


@pytest.mark.parametrize(("enabled", "runs_away"), [(1.0, False), (2.0, True)])
def test_secondary_control_on_in_parallel_runs_to_full_power_at_49_95_hz(
    tester, enabled, runs_away
):
    """84 kW, and the grid sinks to 49.95 Hz: droop adds 0.001/0.01 = 0.1 pu, which makes 147 kW.

    Then Pset' = 0.001/(0.01 x 10 s) = 6.3 kW/s: 630 kW 77 s later. K-12's contact keeps it asleep.
    """
    parameters = small_microgrid()
    (unit,) = parameters.inverters
    story = tester(replace(parameters, inverters=(replace(unit, p_set0_kw=84.0),)))
    story.set(bess__secondary_enabled=enabled, bess__p_set_kw=84.0, bess__anti_islanding=0.0)
    story.run(5.0)
    story.set(bess__mode=2.0)
    story.run(10.0)
    assert story.get("bess.p_kw") == pytest.approx(84.0, abs=0.2)
    begun_s = story.plant.t_s
    story.set(grid__f_hz=49.95)
    story.run(31.0)
    at_31_s = story.get("bess.p_kw")
    story.run(60.0)
    if runs_away:
        assert at_31_s == pytest.approx(147.0 + 6.3 * 30.0, abs=8.0)
        assert story.of("limit_reached")[0].t_s - begun_s == pytest.approx(76.7, abs=1.0)
        assert story.get("bess.p_kw") == pytest.approx(630.0, abs=0.5)
    else:
        assert at_31_s == pytest.approx(147.0, abs=0.2)
        assert story.get("bess.p_kw") == pytest.approx(147.0, abs=0.2)
        assert not story.of("limit_reached")
