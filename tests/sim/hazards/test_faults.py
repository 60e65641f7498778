"""Faults in an island: 66 A at most, so nothing that waits for hundreds of amperes sees them.

630 kVA at 6.6 kV are 55.1 A and the limit is 1.2 of that. The earth is insulated: 3.5 nF a phase.
"""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from sim import Relay, RelayGroup
from sim.examples import small_microgrid

RATED_A = 630.0 / (math.sqrt(3.0) * 6.6)
PHASE_V = 6600.0 / math.sqrt(3.0)
OVERCURRENT_ONLY = RelayGroup(overcurrent=((400.0 / RATED_A, 0.2),))
GRID_SETTINGS = RelayGroup(undervoltage=((0.8, 1.0),))
ISLAND_SETTINGS = RelayGroup(
    undervoltage=((0.8, 0.5), (0.6, 0.05)), zero_sequence_pct=((10.0, 0.5),)
)


def with_relay(group_1, group_2=None):
    relay = Relay("bess_relay", "bess_bus", (group_1, group_2 or group_1), inverter="bess")
    return replace(small_microgrid(), relays=(relay,))


def in_island(tester, group_1, group_2=None):
    """The small microgrid after a black start, its relay with these groups."""
    story = tester(with_relay(group_1, group_2))
    story.black_start()
    story.events.clear()
    return story


# --- short circuit -------------------------------------------------------------------------------


def test_the_utility_feeds_a_short_circuit_with_thousands_of_amperes(tester):
    """On the utility 0.5 ohm behind 0.1 + j1 ohm draws 3810 V / 1.166 ohm = 3.27 kA.

    The substation's over-current relay (400 A, 0.2 s) clears it.
    """
    story = tester(with_relay(OVERCURRENT_ONLY))
    story.run(1.0)
    faulted_s = story.plant.t_s
    story.set(fault__short_ohm=0.5)
    story.now()
    assert story.get("grid.i_a") == pytest.approx(PHASE_V / math.hypot(0.6, 1.0), rel=0.01)
    story.run(1.0)
    (lost,) = story.of("grid_lost")
    assert lost.t_s - faulted_s == pytest.approx(0.2, abs=0.011)


def test_in_the_island_the_same_fault_gives_66_a_that_an_overcurrent_relay_never_sees(tester):
    """The same 0.5 ohm and the same 400 A setting: 66 A flow, at 0.9 % of the voltage.

    The relay sleeps; only the inverter's own patience with its limit, 1.0 s, ends it.
    """
    story = in_island(tester, OVERCURRENT_ONLY)
    faulted_s = story.plant.t_s
    story.set(fault__short_ohm=0.5)
    story.now()
    assert story.get("switch.cb52b.i_a") == pytest.approx(1.2 * RATED_A, rel=0.001)
    assert story.get("bus.mg.v_pu") == pytest.approx(1.2 * RATED_A * 0.5 / PHASE_V, rel=0.01)
    story.run(2.0)
    assert not story.of("relay_picked_up")
    (tripped,) = story.of("inverter_tripped")
    assert tripped.t_s - faulted_s == pytest.approx(1.0, abs=0.011)


@pytest.mark.parametrize(("group", "cleared_s"), [(1.0, 1.0), (2.0, 0.05)])
def test_group_2_clears_a_short_circuit_twenty_times_faster_than_group_1_left_in(
    tester, group, cleared_s
):
    """27 of the grid group waits 1.0 s so that the feeder's relays come first; the island's 0.05.

    At 66 A through whatever lies on the line that is twenty times the energy.
    """
    story = in_island(tester, GRID_SETTINGS, ISLAND_SETTINGS)
    story.set(relay__group=group)
    story.run(1.0)
    faulted_s = story.plant.t_s
    story.set(fault__short_ohm=0.5)
    story.run(2.0)
    assert story.of("inverter_tripped")[0].t_s - faulted_s == pytest.approx(cleared_s, abs=0.011)
    assert story.get("bus.mg.v_pu") == 0.0


# --- earth fault ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("evt_in", "current_ma"), [(0.0, 12.57), (1.0, 381.2)])
def test_a_solid_earth_fault_is_13_ma_without_the_evt_and_381_ma_with_it(
    tester, evt_in, current_ma
):
    """3 w C E = 3 x 314 x 3.5 nF x 3810 V = 12.6 mA: customers' relays of 0.2 A do not see it.

    With the EVT of 10 kilohm 381 mA beside it: they do. V0 stands at 100 % either way.
    """
    admittance_s = math.hypot(evt_in / 10e3, 3.0 * 2.0 * math.pi * 50.0 * 3.5e-9)
    assert 1000.0 * PHASE_V * admittance_s == pytest.approx(current_ma, abs=0.1)
    story = in_island(tester, GRID_SETTINGS, ISLAND_SETTINGS)
    story.set(evt__in=evt_in, fault__earth_ohm=0.001)
    story.run(0.2)
    assert story.get("earth_fault_ma") == pytest.approx(current_ma, rel=0.005)
    assert (story.get("earth_fault_ma") > 200.0) == (evt_in > 0.5)
    assert story.get("v0_pct") == pytest.approx(100.0, abs=0.3)


def test_in_group_1_an_earth_fault_stands_for_as_long_as_the_island_does(tester):
    """The grid group has no 64: the substation's would do it, but the substation is not there.

    100 % of V0 for ten minutes, two phases at 6.6 kV to earth, and nobody trips.
    """
    story = in_island(tester, GRID_SETTINGS, ISLAND_SETTINGS)
    story.set(relay__group=1.0, evt__in=1.0, fault__earth_ohm=100.0)
    story.run(600.0)
    assert story.get("v0_pct") == pytest.approx(100.0 / 1.01, abs=0.3)
    assert not story.of("relay_picked_up")
    assert story.get("bess.state") == 3.0


def test_in_group_2_64_stops_the_island_after_half_a_second(tester):
    """The guard: 64 at 10 % for 0.5 s; 6 kilohm gives 100/|1 + 6/10 + j0.02| = 62.5 %."""
    story = in_island(tester, GRID_SETTINGS, ISLAND_SETTINGS)
    story.set(relay__group=2.0, evt__in=1.0)
    story.run(1.0)
    faulted_s = story.plant.t_s
    story.set(fault__earth_ohm=6000.0)
    story.run(0.3)
    assert story.get("v0_pct") == pytest.approx(62.5, abs=0.2)
    story.run(2.0)
    (tripped,) = story.of("relay_tripped")
    assert tripped.value == 6.0  # zero sequence
    assert tripped.t_s - faulted_s == pytest.approx(0.5, abs=0.011)
    assert story.get("bus.mg.v_pu") == 0.0


@pytest.mark.parametrize(("evt_in", "current_ma"), [(0.0, 528.0), (1.0, 841.0)])
def test_the_island_evt_left_in_doubles_the_active_earth_current_of_the_feeder(
    tester, evt_in, current_ma
):
    """A feeder of 103.5 nF: w C gives 372 mA, its own EVT 381 mA, together |381 + j372| = 532 mA.

    The island's EVT adds 381 mA that flow from the wrong end, past the feeder's directional relay:
    |762 + j372| = 848 mA. (0.8 % less at the fault, whose voltage the load pulls down.)
    """
    capacitive_ma = 1000.0 * PHASE_V * 3.0 * 2.0 * math.pi * 50.0 * 103.5e-9
    solid_ma = math.hypot(381.05 * (1.0 + evt_in), capacitive_ma)
    parameters = small_microgrid()
    (utility,) = parameters.grids
    story = tester(replace(parameters, grids=(replace(utility, c_nf_per_phase=100.0),)))
    story.set(evt__in=evt_in, fault__earth_ohm=0.001)
    story.run(1.0)
    assert story.get("earth_fault_ma") == pytest.approx(current_ma, abs=1.0)
    assert story.get("earth_fault_ma") == pytest.approx(
        solid_ma * story.get("bus.mg.v_pu"), rel=0.001
    )
    assert not story.of("inverter_tripped")
