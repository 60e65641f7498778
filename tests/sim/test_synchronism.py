"""Closing an island to the grid by its synchronism relay."""

from __future__ import annotations

import pytest

from sim import (
    Battery,
    BatteryInverter,
    Bus,
    GridSource,
    Line,
    Load,
    MicrogridParameters,
    Photovoltaic,
    Switch,
    SynchronismRelay,
)


@pytest.fixture
def island_at_a_grid(tester):
    """An island of 630 kVA with load and sun, its boundary open beside a live grid."""

    def build(f_hz=50.03, v_pu=1.0, **relay):
        people = Load("people", "mg", 100.0, 0.95, (0.0, 0.0, 1.0), 0.0, cold_factor=1.0)
        story = tester(
            MicrogridParameters(
                buses=(Bus("feeder", 6.6), Bus("mg", 6.6), Bus("end", 6.6)),
                lines=(Line("line", "mg", "end", 0.17, 0.24),),
                switches=(Switch("k12", "feeder", "mg", operate_s=0.08),),
                grids=(GridSource("grid", "feeder", f_hz=f_hz, v_pu=v_pu),),
                inverters=(
                    BatteryInverter(
                        "bess",
                        "mg",
                        630.0,
                        Battery(1580.0),
                        mode0="standby",
                        secondary_enable_switch="k12",
                        ramp_kw_per_s=20.0,
                    ),
                ),
                loads=(people,),
                photovoltaics=(Photovoltaic("pv", "end", 50.0, vector_shift_deg=5.0, wait_s=5.0),),
                synchronism_relays=(SynchronismRelay("25", "k12", **relay),),
            )
        )
        story.set(irradiance=0.5, bess__anti_islanding=0.0, bess__start=1.0, bess__p_set_kw=75.0)
        story.run(40.0)
        assert story.get("bess.state") == 3.0
        assert story.get("pv.state") == 1.0
        story.set(synchronism__25__enabled=1.0)
        return story

    return build


def wait_for_closing(story, longest_s):
    for _ in range(round(longest_s / 0.5)):
        story.run(0.5)
        if story.of("switch_closed", "k12"):
            return story.of("switch_closed", "k12")[0]
    return None


def test_an_island_is_steered_to_the_grid_and_closed_without_a_jump(island_at_a_grid):
    story = island_at_a_grid(inverter="bess")
    closed = wait_for_closing(story, 120.0)
    assert closed is not None
    assert closed.value < 0.02, "pu of voltage across the contacts"
    before_kw = 75.0
    peaks = story.samples("bess.p_kw", 1.0)
    assert max(abs(p - before_kw) for p in peaks) < 0.06 * 630.0, "one step of angle, no more"
    story.run(30.0)
    assert not story.of("out_of_phase_close")
    assert not story.of("pv_tripped")
    assert not story.of("inverter_tripped")
    assert story.get("bess.state") == 3.0
    assert story.get("bus.mg.f_hz") == pytest.approx(story.get("grid.f_hz"), abs=1e-9)
    (done,) = story.of("synchronised")
    assert done.value == closed.value
    assert story.get("bess.f_set_hz") == 50.0, "the set-points are given back"
    assert story.get("bess.v_set_pu") == 1.0


def test_holding_the_angle_closes_with_next_to_no_slip(island_at_a_grid):
    story = island_at_a_grid(inverter="bess", hold_s=1.0, angle_deg=10.0)
    closed = wait_for_closing(story, 300.0)
    assert closed is not None
    assert closed.value < 0.2
    assert abs(story.events[-1].t_s - closed.t_s) < 60.0
    assert not story.of("inverter_tripped")
    assert not story.of("pv_tripped")


def test_a_voltage_apart_is_steered_too(island_at_a_grid):
    story = island_at_a_grid(v_pu=1.06, inverter="bess", dv_pu=0.03)
    story.run(1.0)
    assert abs(story.get("synchronism.25.dv_pu")) > 0.03
    closed = wait_for_closing(story, 120.0)
    assert closed is not None
    assert closed.value < 0.04
    story.run(30.0)
    assert story.get("bess.v_set_pu") == pytest.approx(1.0, abs=1e-3)


def test_without_steering_it_waits_while_the_slip_is_too_large(island_at_a_grid):
    story = island_at_a_grid(f_hz=50.3)
    assert wait_for_closing(story, 60.0) is None
    assert story.get("synchronism.25.permit") == 0.0
    assert story.get("synchronism.25.slip_hz") == pytest.approx(-0.3, abs=0.02)
    story.set(grid__f_hz=50.1)
    assert wait_for_closing(story, 30.0) is not None
    assert not story.of("out_of_phase_close")


def test_nothing_is_closed_while_a_side_is_dead_or_the_relay_is_off(island_at_a_grid):
    story = island_at_a_grid()
    story.set(grid__live=0.0)
    assert wait_for_closing(story, 30.0) is None
    story.set(grid__live=1.0, synchronism__25__enabled=0.0)
    assert wait_for_closing(story, 60.0) is None


def test_what_is_opened_again_stays_open(island_at_a_grid):
    story = island_at_a_grid(inverter="bess")
    assert wait_for_closing(story, 120.0) is not None
    story.run(1.0)
    story.switch("k12", False)
    story.run(60.0)
    assert story.get("switch.k12.closed") == 0.0
    assert len(story.of("synchronised")) == 1
