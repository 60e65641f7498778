"""Diesel generators as an operator meets them: start, sharing, fuel, trips, company."""

from __future__ import annotations

import numpy as np
import pytest

from sim import (
    Battery,
    BatteryInverter,
    Bus,
    DieselGenerator,
    GridSource,
    Line,
    Load,
    MicrogridParameters,
    Photovoltaic,
    Switch,
)


def stiff(name, bus, p_kw, power_factor=1.0):
    """Constant power that minds neither frequency nor outages."""
    zip_p = (0.0, 0.0, 1.0)
    return Load(name, bus, p_kw, power_factor, zip=zip_p, frequency_factor=0.0, cold_factor=1.0)


@pytest.fixture
def shelter(tester):
    """A shelter of 30 kW on a cable behind a 100 kVA set; fields of the set may be named."""

    def build(load_kw=30.0, machines=(), inverters=(), grids=(), photovoltaics=(), **machine):
        settings = {"s_kva": 100.0, "p_set0_kw": load_kw, **machine}
        return tester(
            MicrogridParameters(
                buses=(Bus("mg", 0.21), Bus("hall", 0.21), Bus("step", 0.21)),
                lines=(Line("cable", "mg", "hall", 0.002, 0.001),),
                switches=(Switch("step_cb", "hall", "step"),),
                machines=(DieselGenerator("diesel", "mg", **settings), *machines),
                inverters=inverters,
                grids=grids,
                photovoltaics=photovoltaics,
                loads=(stiff("shelter", "hall", load_kw, 0.9), stiff("more", "step", 20.0)),
            )
        )

    return build


def test_a_diesel_cranks_builds_up_its_voltage_and_carries_a_shelter(shelter):
    story = shelter()
    story.set(diesel__start=1.0)
    story.run(9.9)
    assert story.get("diesel.state") == 1.0
    assert story.get("bus.hall.v_pu") == 0.0
    volts = story.samples("bus.hall.v_pu", 1.2)
    assert 0.4 < volts[60] < 0.6
    (started,) = story.of("machine_started")
    assert started.t_s == pytest.approx(11.0, abs=0.03)
    story.run(30.0)
    assert story.get("diesel.state") == 2.0
    assert story.get("shelter.p_kw") == pytest.approx(30.0, abs=1e-6)
    assert story.get("diesel.f_hz") == pytest.approx(50.0, abs=0.05)
    v_pu = story.get("diesel.v_pu")
    assert v_pu == pytest.approx(1.0 - 0.05 * story.get("diesel.q_kvar") / 100.0, abs=1e-4)


def test_a_step_of_load_dips_and_settles_on_the_droop(shelter):
    story = shelter()
    story.set(diesel__start=1.0)
    story.run(60.0)
    story.set(diesel__p_set_kw=story.get("diesel.p_kw"))
    story.run(30.0)
    assert story.get("diesel.f_hz") == pytest.approx(50.0, abs=1e-4)
    p0_kw = story.get("diesel.p_kw")
    story.switch("step_cb", True)
    frequencies = story.samples("diesel.f_hz", 5.0)
    step_pu = (story.get("diesel.p_kw") - p0_kw) / 100.0
    settled = 50.0 * (1.0 - 0.05 * step_pu)
    assert min(frequencies) < settled - 0.4, "inertia and governor overshoot"
    story.run(60.0)
    assert story.get("diesel.f_hz") == pytest.approx(settled, abs=1e-3)


def test_two_diesels_share_by_their_droop(shelter):
    damping = 5.0
    second = DieselGenerator("small", "hall", 50.0, damping=damping, start_s=5.0, p_set0_kw=15.0)
    story = shelter(load_kw=60.0, machines=(second,), p_set0_kw=30.0, damping=damping)
    story.set(diesel__start=1.0)
    story.run(30.0)
    before_kw = story.get("diesel.p_kw")
    story.set(small__start=1.0)
    story.run(60.0)
    assert len(story.of("machine_started")) == 2
    assert story.get("small.f_hz") == pytest.approx(story.get("diesel.f_hz"), abs=1e-6)
    assert story.get("diesel.p_kw") < before_kw - 10.0
    lean_pu = (1.0 / 0.05 + damping) * (1.0 - story.get("diesel.f_hz") / 50.0)
    assert story.get("diesel.p_kw") == pytest.approx(30.0 + 100.0 * lean_pu, abs=0.01)
    assert story.get("small.p_kw") == pytest.approx(15.0 + 50.0 * lean_pu, abs=0.01)
    q_kvar = [story.get(f"{name}.q_kvar") for name in ("diesel", "small")]
    assert q_kvar[0] > q_kvar[1] > 0.0, "neither regulator pushes Q into the other"


def test_sun_beyond_the_load_drives_a_diesel_until_its_reverse_power_relay_trips(shelter):
    sun = Photovoltaic("pv", "hall", 60.0, wait_s=20.0)
    story = shelter(photovoltaics=(sun,), reverse_power_kw=((5.0, 0.3),))
    story.set(irradiance=1.0, diesel__start=1.0)
    story.run(60.0)
    (returned,) = story.of("pv_returned")
    (trip,) = story.of("machine_tripped")
    assert trip.value == 19.0
    assert trip.t_s - returned.t_s == pytest.approx(0.3, abs=0.1)
    assert story.get("bus.hall.v_pu") == 0.0
    assert story.get("diesel.state") == 3.0
    story.set(diesel__reset=1.0, irradiance=0.0, diesel__start=1.0)
    story.run(60.0)
    assert story.get("diesel.state") == 2.0


def test_a_diesel_runs_until_its_tank_is_empty(shelter):
    story = shelter(fuel_l=3.0)
    story.set(diesel__start=1.0)
    story.run(1800.0)
    (empty,) = story.of("out_of_fuel", "diesel")
    (trip,) = story.of("machine_tripped", "diesel")
    assert trip.value == 21.0
    hours = 3.0 / (1.0 + 0.27 * 30.0)
    assert empty.t_s == pytest.approx(11.0 + 3600.0 * hours, abs=10.0)
    assert story.get("diesel.fuel_l") == 0.0
    assert story.get("bus.hall.v_pu") == 0.0
    story.set(diesel__reset=1.0, diesel__start=1.0)
    story.run(20.0)
    assert story.of("start_failed", "diesel")
    story.set(diesel__fuel_l=10.0, diesel__start=1.0)
    story.run(20.0)
    assert story.get("diesel.state") == 2.0


def test_an_overloaded_diesel_stalls(shelter):
    story = shelter(load_kw=90.0, p_max_pu=1.0, overcurrent=(), undervoltage=())
    story.set(diesel__start=1.0)
    story.run(30.0)
    story.switch("step_cb", True)
    story.run(10.0)
    (trip,) = story.of("machine_tripped")
    assert trip.value == 4.0
    # full throttle is 10 kW short: the speed falls by dP/2H from the droop's floor
    assert trip.t_s == pytest.approx(30.0 + 3.0 * 0.2 / 0.1, abs=1.5)


def test_a_diesel_beside_a_grid_holds_its_power(shelter):
    story = shelter(grids=(GridSource("grid", "hall", r_ohm=0.001, x_ohm=0.005),), damping=10.0)
    story.set(diesel__start=1.0)
    story.run(10.9)
    assert not story.of("machine_started")
    story.run(60.0)
    (started,) = story.of("machine_started")
    assert started.t_s == pytest.approx(11.0, abs=0.03)
    assert story.get("diesel.p_kw") == pytest.approx(30.0, abs=1e-3)
    story.set(diesel__p_set_kw=80.0)
    story.run(60.0)
    assert story.get("diesel.p_kw") == pytest.approx(80.0, abs=1e-3)
    assert story.get("diesel.f_hz") == pytest.approx(50.0, abs=1e-4)
    story.set(diesel__stop=1.0)
    story.run(1.0)
    assert story.of("machine_stopped", "diesel")
    assert story.get("grid.p_kw") == pytest.approx(30.0, abs=0.1)


def test_a_diesel_joins_a_forming_inverter_and_both_follow_their_droop(shelter):
    bess = BatteryInverter("bess", "mg", 250.0, Battery(500.0), mode0="standby")
    story = shelter(inverters=(bess,), p_set0_kw=25.0)
    story.set(bess__anti_islanding=0.0, bess__secondary_enabled=0.0, bess__start=1.0)
    story.run(5.0)
    story.set(diesel__start=1.0)
    story.run(60.0)
    assert story.of("machine_started", "diesel")
    deviation = story.get("bus.mg.f_hz") / 50.0 - 1.0
    assert story.get("diesel.p_kw") == pytest.approx(25.0 - 100.0 * deviation / 0.05, abs=0.01)
    assert story.get("bess.p_kw") == pytest.approx(-250.0 * deviation / 0.01, abs=0.01)
    begun_kw = story.get("diesel.p_kw")
    story.switch("step_cb", True)
    swings = story.samples("diesel.p_kw", 10.0)
    assert max(swings) < begun_kw + 20.0, "the battery takes its part at once"
    story.run(60.0)
    story.set(bess__trip=1.0)
    story.run(30.0)
    assert story.get("diesel.p_kw") == pytest.approx(50.0, abs=1.0), "it carries all alone"
    assert story.get("diesel.state") == 2.0


def test_a_running_machine_at_the_start_is_in_step_with_its_set_point(shelter):
    story = shelter(mode0="running", p_set0_kw=30.0)
    assert story.get("bus.hall.v_pu") > 0.95
    assert story.get("diesel.f_hz") == pytest.approx(50.0, abs=0.05)
    frequencies = story.samples("diesel.f_hz", 5.0)
    assert max(frequencies) - min(frequencies) < 1e-6, "it has long been running"


def test_the_accounts_close_with_a_machine_and_its_tank(shelter):
    bess = BatteryInverter("bess", "mg", 250.0, Battery(500.0), mode0="standby")
    sun = Photovoltaic("pv", "hall", 20.0, wait_s=20.0)
    story = shelter(inverters=(bess,), photovoltaics=(sun,), p_set0_kw=40.0)
    story.set(irradiance=0.7, bess__anti_islanding=0.0, bess__start=1.0, diesel__start=1.0)
    story.run(120.0)
    story.switch("step_cb", True)
    story.run(600.0)
    kwh = {
        name: story.get(f"energy.{name}_kwh")
        for name in ("machine", "pv", "battery", "served", "lines", "inverter_loss", "cell_loss")
    }
    assert kwh["machine"] == pytest.approx(story.get("diesel.energy_kwh"))
    spent = kwh["served"] + kwh["lines"] + kwh["inverter_loss"] + kwh["cell_loss"]
    spent += story.get("energy.aux_kwh")
    supply = kwh["machine"] + kwh["pv"] + kwh["battery"]
    moved = story.get("energy.moved_kwh")
    assert moved > 10.0
    assert abs(supply - spent) < 1e-6 * moved
    assert story.get("energy.balance_kwh") == pytest.approx(supply - spent, abs=1e-7)
    burnt_l = 200.0 - story.get("diesel.fuel_l")
    running_h = (720.0 - 10.0) / 3600.0
    assert burnt_l == pytest.approx(1.0 * running_h + 0.27 * kwh["machine"], rel=1e-3)


def test_a_fork_of_a_running_machine_goes_the_same_way(shelter):
    story = shelter()
    story.set(diesel__start=1.0)
    story.run(20.0)
    other = story.plant.fork()
    for plant in (story.plant, other):
        plant.set("switch.step_cb.command", 1.0)
        plant.advance(23.0)
    assert np.array_equal(story.plant.outputs, other.outputs)


@pytest.mark.parametrize("field", [{"droop": 0.0}, {"xd_pu": 0.0}, {"mode0": "idle"}])
def test_a_machine_that_cannot_be_is_refused_by_name(shelter, field):
    with pytest.raises(ValueError, match="diesel"):
        shelter(**field)
