"""A two-ended cable, an open main, a transfer switch: where the car's voltage goes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim import (
    Bus,
    DieselGenerator,
    GridSource,
    Line,
    Load,
    MicrogridParameters,
    Switch,
    TransferSwitch,
    Transformer,
    Vehicle,
)


def street(neighbours_kw=0.5, *, transfer=False):
    """A shelter at a pole transformer of a dead 6.6 kV feeder, a car beside it.

    The two-ended cable goes from the car into a wall socket; with `transfer` there is an inlet.
    """
    buses = ("car", "socket", "board", "service")
    return MicrogridParameters(
        buses=(Bus("feeder", 6.6), Bus("pole", 6.6), *(Bus(name, 0.2) for name in buses)),
        grids=(GridSource("grid", "feeder", live=False),),
        lines=(Line("span", "feeder", "pole", 0.3, 0.4),),
        transformers=(Transformer("pole_tr", "pole", "service", 30.0, 0.015, 0.02),),
        switches=(
            Switch("main", "service", "utility" if transfer else "board", closed=True, main=True),
            Switch("cable", "car", "inlet" if transfer else "socket"),
            Switch("branch", "board", "socket", closed=True),
        ),
        transfer_switches=(TransferSwitch("lever", "board", "utility", "inlet"),)
        if transfer
        else (),
        vehicles=(Vehicle("ev", "car", 40.0),),
        loads=(
            Load(
                "shelter",
                "board",
                1.5,
                1.0,
                zip=(0.0, 0.0, 1.0),
                frequency_factor=0.0,
                cold_factor=1.0,
            ),
            Load(
                "neighbours",
                "feeder",
                neighbours_kw,
                1.0,
                zip=(1.0, 0.0, 0.0),
                frequency_factor=0.0,
                cold_factor=1.0,
            ),
        ),
    )


def with_inlet():
    p = street(transfer=True)
    return replace(p, buses=(*p.buses, Bus("utility", 0.2), Bus("inlet", 0.2)))


def feed(story):
    story.switch("cable", True)
    story.set(ev__stand_alone=1.0)
    story.run(5.0)


def test_a_two_ended_cable_feeds_the_pole_transformer_and_the_dead_feeder(tester):
    story = tester(street())
    feed(story)
    (service,) = story.of("back_feed", "service")
    assert service.value > 0.05
    assert story.of("back_feed", "feeder"), "6.6 kV where a crew may work"
    assert story.get("bus.feeder.v_pu") > 0.9
    assert story.get("ev.p_kw") > 1.5 + 0.4
    assert story.get("switch.main.p_kw") < -0.4, "out of the building"
    assert abs(story.get("energy.balance_kwh")) < 1e-6 * story.get("energy.moved_kwh")


def test_a_loaded_street_trips_the_car_but_the_back_feed_was_there(tester):
    story = tester(street(neighbours_kw=40.0))
    feed(story)
    assert story.of("back_feed", "service")
    (trip,) = story.of("vehicle_tripped", "ev")
    assert trip.value == 5.0
    assert story.get("bus.feeder.v_pu") == 0.0
    assert story.get("ev.state") == 3.0


def test_with_the_main_open_nothing_leaves_the_building(tester):
    story = tester(street())
    story.switch("main", False)
    feed(story)
    assert not story.of("back_feed")
    assert story.get("bus.service.v_pu") == 0.0
    assert story.get("ev.p_kw") == pytest.approx(1.5, rel=1e-3)
    story.switch("main", True)
    story.run(1.0)
    assert story.of("back_feed", "service"), "the main closed too early"


def test_with_the_transfer_switch_nothing_leaves_the_building(tester):
    story = tester(with_inlet())
    story.set(lever__position=2.0)
    story.run(1.0)
    feed(story)
    assert not story.of("back_feed")
    assert story.get("shelter.p_kw") == pytest.approx(1.5, rel=1e-3)
    assert story.get("bus.service.v_pu") == 0.0
    story.set(grid__live=1.0)
    story.run(10.0)
    assert not story.of("out_of_phase_close")
    assert story.get("bus.utility.v_pu") > 0.9
    assert story.get("ev.p_kw") == pytest.approx(1.5, rel=1e-3)


def test_the_power_that_returns_onto_the_cable_throws_the_car_off(tester):
    story = tester(street())
    feed(story)
    story.set(grid__live=1.0)
    story.run(5.0)
    assert story.of("vehicle_tripped", "ev")
    assert story.get("shelter.p_kw") == pytest.approx(1.5, rel=1e-3)
    assert story.get("bus.board.v_pu") > 0.95


def test_a_generator_plugged_into_a_socket_feeds_the_street_too(tester):
    p = replace(street(), vehicles=(), machines=(DieselGenerator("gen", "car", 10.0),))
    for main_closed in (True, False):
        story = tester(p)
        story.switch("cable", True)
        story.switch("main", main_closed)
        story.set(gen__start=1.0)
        story.run(30.0)
        assert story.get("gen.state") == 2.0
        assert bool(story.of("back_feed", "service")) == main_closed
        assert bool(story.of("back_feed", "feeder")) == main_closed
        assert (story.get("bus.feeder.v_pu") > 0.9) == main_closed
        assert abs(story.get("energy.balance_kwh")) < 1e-6 * story.get("energy.moved_kwh")
