"""Breakers and fuses in front of a short circuit, from the grid and from an inverter island."""

from __future__ import annotations

import math

import pytest

from sim import (
    Battery,
    BatteryInverter,
    Bus,
    GridSource,
    Line,
    Load,
    MicrogridParameters,
    Switch,
)
from sim.release import heat_after, seconds_to_trip


def service(device, *, grid=True, load_kw=2.0):
    """A building behind one breaker or fuse, on the grid or on a 20 kVA battery inverter."""
    return MicrogridParameters(
        buses=(Bus("street", 0.2), Bus("board", 0.2), Bus("room", 0.2)),
        lines=(Line("cable", "street", "board", 0.01, 0.005),),
        switches=(device,),
        grids=(GridSource("grid", "street", r_ohm=0.004, x_ohm=0.008),) if grid else (),
        inverters=()
        if grid
        else (
            BatteryInverter(
                "bess", "street", 20.0, Battery(20.0, loss_p0_kw=0.1), mode0="standby",
                current_limit_trip_s=30.0, undervoltage=(),
            ),
        ),
        loads=(
            Load(
                "people", "room", load_kw, 1.0, zip=(0.0, 0.0, 1.0), frequency_factor=0.0,
                cold_factor=1.0,
            ),
        ),
    )  # fmt: skip


def fuse(rated_a=50.0):
    return Switch("fuse", "board", "room", closed=True, rated_a=rated_a, magnetic_x=8.0, fuse=True)


def breaker(**settings):
    return Switch("breaker", "board", "room", closed=True, **settings)


def test_heat_follows_the_square_of_the_current_and_the_table_of_the_maker():
    tau_s = 60.0 / math.log(4.0 / (4.0 - 1.1025))
    assert seconds_to_trip(0.0, 2.0, tau_s) == pytest.approx(60.0)
    assert heat_after(0.0, 2.0, tau_s, 60.0) == pytest.approx(1.1025)
    assert seconds_to_trip(0.0, 1.049, tau_s) == math.inf
    assert seconds_to_trip(1.0, 3.0, tau_s) < 3.0
    assert heat_after(0.8, 0.0, tau_s, 1e9) == 0.0


@pytest.mark.parametrize("dt_s", [None, 0.01])
def test_a_breaker_trips_by_its_heat_at_twice_its_rating(tester, dt_s):
    load_a = 2.0 / 0.2 / math.sqrt(3.0)
    story = tester(service(breaker(rated_a=load_a / 2.0, trip_2x_s=20.0)))
    story.run(30.0, dt_s)
    (trip,) = story.of("breaker_tripped", "breaker")
    assert trip.t_s == pytest.approx(20.0, rel=0.01)
    assert trip.value == pytest.approx(load_a, rel=0.01)
    assert story.get("switch.breaker.closed") == 0.0
    assert story.get("people.p_kw") == 0.0
    story.run(60.0)
    story.switch("breaker", True)
    story.now()
    assert story.get("switch.breaker.closed") == 1.0, "a breaker is closed again, a fuse is not"
    assert 0.0 < story.get("switch.breaker.heat_pu") < 1.1025


def test_a_breaker_carries_its_rating_for_ever(tester):
    load_a = 2.0 / 0.2 / math.sqrt(3.0)
    story = tester(service(breaker(rated_a=load_a * 1.02, trip_2x_s=20.0)))
    story.run(3600.0)
    assert not story.of("breaker_tripped")
    assert story.get("switch.breaker.heat_pu") == pytest.approx(1.0 / 1.02**2, rel=0.01)


def test_a_switch_without_a_rating_has_no_release(tester):
    story = tester(service(breaker(), load_kw=60.0))
    story.run(600.0)
    assert not story.of("breaker_tripped")
    assert story.get("switch.breaker.heat_pu") == 0.0


def test_a_fuse_blows_on_the_grid_and_must_be_replaced(tester):
    story = tester(service(fuse()))
    story.run(10.0)
    story.set(bus__room__short_ohm=0.001)
    story.run(0.1)
    (blown,) = story.of("fuse_blown", "fuse")
    assert blown.t_s - 10.0 <= 0.011
    assert blown.value > 8.0 * 50.0
    assert story.get("bus.board.v_pu") > 0.95, "the rest of the street keeps its voltage"
    story.set(bus__room__short_ohm=0.0)
    story.switch("fuse", True)
    story.run(1.0)
    assert story.of("input_refused", "fuse")
    assert story.get("switch.fuse.closed") == 0.0
    story.set(switch__fuse__replace=1.0)
    story.switch("fuse", True)
    story.run(1.0)
    assert story.get("people.p_kw") == pytest.approx(2.0, rel=0.01)


def test_the_same_fuse_does_not_blow_in_an_inverter_island(tester):
    story = tester(service(fuse(), grid=False))
    story.set(bess__anti_islanding=0.0, bess__start=1.0)
    story.run(10.0)
    assert story.get("bess.state") == 3.0
    story.set(bus__room__short_ohm=0.001)
    story.run(20.0)
    assert not story.of("fuse_blown")
    limit_a = 1.2 * 20.0 / 0.2 / math.sqrt(3.0)
    assert story.get("switch.fuse.i_a") == pytest.approx(limit_a, rel=0.01)
    assert story.get("bus.board.v_pu") < 0.05
    assert story.get("bess.limiting") == 1.0
    story.run(15.0)
    assert story.of("inverter_tripped", "bess"), "the inverter itself gives up first"
