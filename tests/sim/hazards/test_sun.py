"""The sun comes back to the island all at once: with room it is nothing, without room it trips.

50 kW behind a Japanese PCS (51.0 Hz for 1 s, back after 300 s), 10 kW of people's load. No room:
40 kW into a battery that takes none is dp = 40/630 = 0.0635 pu. f = 50 + 0.5 dp (droop) + 0.5 dp
(limiter) + 0.1 dp x 50 t = 50.064 + 0.317 t; with the filter 51.0 Hz at 2.97 s, the trip at 3.97 s
and 51.3 Hz.
"""

from __future__ import annotations

from itertools import pairwise

import pytest

from sim import Bus, Photovoltaic, Switch

ROOM = {"soc0": 0.8}
FULL = {"soc0": 0.96}
COLD = {"soc0": 0.8, "ambient_c": -2.0, "battery": {"temperature0_c": -2.0}}
JAPANESE = Photovoltaic("pv", "pv_bus", 50.0)


@pytest.fixture
def sunny(bare_island, steady_blocks):
    """An island in full sun with `people_kw` on it, its photovoltaics just connected."""

    def build(*plants, people_kw=10.0, **battery):
        parts = steady_blocks(people=people_kw)
        parts["buses"] += (Bus("pv_bus", 6.6),)
        parts["switches"] += (Switch("pv_cb", "mg", "pv_bus"),)
        story = bare_island(photovoltaics=plants or (JAPANESE,), **battery, **parts)
        story.set(irradiance=1.0)
        story.switch("people_main", True)
        story.run(10.0)
        story.switch("pv_cb", True)
        return story

    return build


def test_with_room_the_whole_plant_steps_back_after_300_s(sunny):
    """Nobody gives an order: 300 s after the voltage is good 50 kW are there within 0.2 s.

    The battery takes 40 of them; 1 % droop is 0.5 Hz x 40/630 = 0.032 Hz.
    """
    story = sunny(**ROOM)
    begun_s = story.plant.t_s
    story.run(299.5)
    assert story.get("pv.p_kw") == 0.0
    assert story.get("bess.p_kw") == pytest.approx(10.0, abs=0.01)
    story.run(0.75)
    assert story.of("pv_returned")[0].t_s - begun_s == pytest.approx(300.0, abs=0.05)
    assert story.get("pv.p_kw") == pytest.approx(50.0, abs=0.1)
    story.run(10.0)
    assert story.get("bess.p_kw") == pytest.approx(-40.0, abs=0.01)
    assert story.get("bus.mg.f_hz") == pytest.approx(50.0 + 0.5 * 40.0 / 630.0, abs=1e-3)
    assert not story.of("pv_tripped")


@pytest.mark.parametrize("battery", [FULL, COLD], ids=["full", "cold"])
def test_a_battery_that_cannot_charge_lets_the_sun_push_to_51_hz(sunny, battery):
    """96 % full, or cells at -2 degrees: it takes 0 kW, and f is the only thing that can move.

    51.0 Hz after 2.97 s, the trip after 3.97 s, and all 50 kW are gone for another 300 s.
    """
    story = sunny(**battery)
    story.run(300.5)
    assert story.get("bess.p_min_kw") == 0.0
    highest = max(story.samples("bus.mg.f_hz", 5.0))
    (returned,) = story.of("pv_returned")
    (tripped,) = story.of("pv_tripped")
    assert tripped.value == 3.0  # over-frequency
    assert tripped.t_s - returned.t_s == pytest.approx(3.97, abs=0.05)
    assert highest == pytest.approx(50.064 + 0.317 * 3.95, abs=0.03)
    assert story.get("pv.p_kw") == 0.0
    assert story.get("bess.p_kw") == pytest.approx(10.0, abs=0.01)


def test_the_sun_comes_and_trips_every_five_minutes(sunny):
    """Left alone it repeats: 4 s of sun, f back below 51.0 in 3 s, 300 s of waiting, again."""
    story = sunny(**FULL)
    story.run(1000.0)
    trips = [e.t_s for e in story.of("pv_tripped")]
    assert len(trips) == 3
    for one, next_one in pairwise(trips):
        assert 300.0 + 4.0 < next_one - one < 300.0 + 10.0


def test_sun_held_back_by_order_does_no_harm(sunny):
    """The guard: the operator limits the plant to 20 % before it returns, as much as people use."""
    story = sunny(**FULL)
    story.set(pv__limit_pu=0.2)
    story.run(330.0)
    assert story.get("pv.p_kw") == pytest.approx(10.0, abs=1e-3)
    assert story.get("bess.p_kw") == pytest.approx(0.0, abs=0.01)
    assert not story.of("pv_tripped")
    assert story.get("bus.mg.f_hz") == pytest.approx(50.0, abs=0.01)


def test_a_plant_that_yields_to_frequency_settles_between_51_and_52_hz(sunny):
    """Off-grid makers' way: less power from 51 to 52 Hz. 10 of 50 kW are used: 52 - 0.2 = 51.8."""
    yielding = Photovoltaic("pv", "pv_bus", 50.0, personality="frequency_shift")
    story = sunny(yielding, **FULL)
    story.run(360.0)
    assert story.get("bus.mg.f_hz") == pytest.approx(51.8, abs=1e-3)
    assert story.get("pv.p_kw") == pytest.approx(10.0, abs=1e-2)
    assert not story.of("pv_tripped")


def test_the_same_plant_behind_a_japanese_relay_trips_before_it_can_yield(sunny):
    """OFR 51.0 Hz for 1 s stands where the yielding begins: it needs 51.8 Hz and may not be there.

    It has given up a quarter (51.25 Hz) when its own relay takes all of it away.
    """
    torn = Photovoltaic(
        "pv", "pv_bus", 50.0, personality="frequency_shift", overfrequency_hz=((51.0, 1.0),)
    )
    story = sunny(torn, **FULL)
    story.run(300.5)
    highest = max(story.samples("bus.mg.f_hz", 5.0))
    (returned,) = story.of("pv_returned")
    (tripped,) = story.of("pv_tripped")
    assert tripped.t_s - returned.t_s == pytest.approx(3.97, abs=0.05)
    assert 51.2 < highest < 51.3
    assert story.get("pv.p_kw") == 0.0


def test_mixed_settings_lose_one_half_and_keep_the_other(sunny):
    """25 kW at 51.0 Hz and 25 kW at 51.5 Hz over 30 kW of load: 20 kW too much, 0.159 Hz/s.

    The first half trips; 25 kW are less than people use, and the second half stays.
    """
    first = Photovoltaic("pv1", "pv_bus", 25.0, overfrequency_hz=((51.0, 1.0),))
    second = Photovoltaic("pv2", "pv_bus", 25.0, overfrequency_hz=((51.5, 1.0),))
    story = sunny(first, second, people_kw=30.0, **FULL)
    story.run(330.0)
    (tripped,) = story.of("pv_tripped")
    assert tripped.element == "pv1"
    rate_hz_per_s = 0.1 * 20.0 / 630.0 * 50.0
    expected_s = (1.0 - 2 * 0.5 * 20.0 / 630.0) / rate_hz_per_s + 1.0
    assert tripped.t_s - story.of("pv_returned")[0].t_s == pytest.approx(expected_s, abs=0.15)
    assert story.get("pv2.p_kw") == pytest.approx(25.0, abs=0.01)
    assert story.get("bess.p_kw") == pytest.approx(5.0, abs=0.01)
