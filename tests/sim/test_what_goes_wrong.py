"""What goes wrong in a plant comes back as an event that names element and time, not an error."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim import (
    Battery,
    BatteryInverter,
    Bus,
    GridSource,
    Line,
    Load,
    Microgrid,
    MicrogridParameters,
    Switch,
)
from sim.examples import small_microgrid

CONSTANT = {"zip": (0.0, 0.0, 1.0), "frequency_factor": 0.0, "cold_factor": 1.0}


def feeder(load_kw: float, **more: object) -> Microgrid:
    """A source, a line of 1 + j2 ohm and a load of constant power."""
    return Microgrid(
        MicrogridParameters(
            buses=(Bus("source", 6.6), Bus("end", 6.6)),
            lines=(Line("line", "source", "end", 1.0, 2.0),),
            grids=(GridSource("grid", "source", r_ohm=0.0, x_ohm=1e-4),),
            loads=(Load("people", "end", load_kw, power_factor=1.0, **CONSTANT),),
            **more,  # type: ignore[arg-type] # fields of MicrogridParameters
        )
    )


def named(events, kind):
    return [event for event in events if event.kind == kind]


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_an_input_that_is_no_number_is_refused_and_told(bad):
    plant = Microgrid(small_microgrid())
    plant.advance(2.0)
    plant.set("server.set_kw", 5.0)
    plant.set("server.set_kw", bad)
    (refused,) = named(plant.advance(3.0), "input_refused")
    assert (refused.element, refused.t_s) == ("server.set_kw", 2.0)
    assert plant.get("server.set_kw") == 5.0
    assert np.all(np.isfinite(plant.outputs))


def test_a_misspelt_input_says_what_was_meant():
    plant = Microgrid(small_microgrid())
    with pytest.raises(KeyError, match=r"did you mean 'server\.set_kw'"):
        plant.set("server.set_kv", 5.0)


def test_a_step_too_long_is_shortened_and_told():
    plant, careful = Microgrid(small_microgrid()), Microgrid(small_microgrid())
    (told,) = named(plant.advance(5.0, dt_s=10.0), "step_limited")
    assert (told.t_s, told.value) == (0.0, 10.0)
    careful.advance(5.0, dt_s=0.1)
    assert np.array_equal(plant.snapshot(), careful.snapshot())


@pytest.mark.parametrize("arguments", [(math.nan,), (math.inf,), (1.0, 0.0), (1.0, math.nan)])
def test_a_time_that_is_no_number_is_an_error_of_the_caller(arguments):
    with pytest.raises(ValueError, match="cannot advance"):
        Microgrid(small_microgrid()).advance(*arguments)


def test_more_than_the_line_can_carry_collapses_where_and_when_it_does():
    # by hand: P_max = V^2/(2 (|Z| + R)) = 6.6^2/(2 (sqrt 5 + 1)) MW = 6.73 MW at unity power factor
    plant = feeder(6600.0)
    plant.advance(1.0)
    assert 0.5 < plant.get("bus.end.v_pu") < 0.75
    plant = feeder(1000.0)
    plant.advance(1.0)
    plant.set("people.factor", 8.0)
    (collapse,) = named(plant.advance(2.0), "voltage_collapse")
    assert collapse.element == "end"
    assert collapse.t_s == pytest.approx(1.0, abs=0.011)
    assert collapse.value < 0.7
    assert np.all(np.isfinite(plant.outputs))


def test_a_dip_by_a_short_circuit_is_no_collapse():
    plant = feeder(1000.0)
    plant.set("bus.end.short_ohm", 0.5)
    assert not named(plant.advance(0.2), "voltage_collapse")
    assert plant.get("bus.end.v_pu") < 0.5


def test_a_network_without_a_source_is_dark_and_finite():
    plant = feeder(100.0)
    plant.set("grid.live", 0.0)
    events = plant.advance(1.0)
    assert named(events, "grid_lost")[0].element == "grid"
    assert named(events, "load_lost")[0].element == "people"
    assert plant.get("bus.end.v_pu") == plant.get("bus.end.f_hz") == 0.0
    assert plant.get("bus.end.island") == -1.0
    plant.advance(3600.0)
    assert plant.get("people.unserved_kwh") == pytest.approx(100.0, rel=1e-3)


def test_a_plant_of_one_bus_without_anything_is_a_plant():
    plant = Microgrid(MicrogridParameters(buses=(Bus("alone", 6.6),)))
    assert plant.advance(10.0) == ()
    assert plant.get("bus.alone.v_pu") == 0.0


def test_a_resonance_without_resistance_is_held_finite_and_told():
    """A capacitor that cancels a pure reactance leaves a pivot of zero: a singular matrix."""
    plant = Microgrid(
        MicrogridParameters(
            buses=(Bus("source", 6.6),),
            grids=(GridSource("grid", "source", r_ohm=0.0, x_ohm=4.356),),
            lines=(),
            loads=(
                Load("bank", "source", 0.0, q_kvar=-10_000.0, zip=(1.0, 0.0, 0.0), cold_factor=1.0),
            ),
        )
    )
    events = plant.advance(0.1)
    assert np.all(np.isfinite(plant.outputs))
    assert named(events, "voltage_collapse")


def test_an_overloaded_battery_trips_as_a_real_one_would():
    plant = Microgrid(
        MicrogridParameters(
            buses=(Bus("mg", 6.6), Bus("out", 6.6)),
            switches=(Switch("main", "mg", "out"),),
            inverters=(BatteryInverter("bess", "mg", 100.0, Battery(200.0), mode0="grid_forming"),),
            loads=(Load("people", "out", 400.0, **CONSTANT),),
        )
    )
    plant.advance(1.0)
    plant.set("switch.main.command", 1.0)
    events = plant.advance(5.0)
    assert named(events, "current_limit")
    (trip,) = named(events, "inverter_tripped")
    assert (trip.element, plant.get("bess.p_kw")) == ("bess", 0.0)


def seamless_site(seamless: bool) -> Microgrid:
    """A battery that follows the grid at 30 kW beside 50 kW of people, behind a boundary."""
    return Microgrid(
        MicrogridParameters(
            buses=(Bus("utility", 6.6), Bus("mg", 6.6)),
            switches=(Switch("boundary", "utility", "mg", closed=True),),
            grids=(GridSource("grid", "utility"),),
            inverters=(
                BatteryInverter(
                    "bess", "mg", 200.0, Battery(400.0), mode0="grid_following", p_set0_kw=30.0,
                    secondary_enable_switch="boundary", anti_islanding=True, seamless=seamless,
                ),
            ),
            loads=(Load("people", "mg", 50.0, **CONSTANT),),
        )
    )  # fmt: skip


def test_a_seamless_inverter_takes_over_when_the_boundary_opens_under_it():
    plant = seamless_site(seamless=True)
    plant.advance(1.0)
    plant.set("switch.boundary.command", 0.0)
    lowest = 2.0
    events = []
    for n in range(1, 200):
        events += plant.advance(1.0 + 0.01 * n)
        lowest = min(lowest, plant.get("bus.mg.v_pu"))
    assert lowest > 0.95
    assert not named(events, "load_lost")
    plant.advance(120.0)
    assert plant.get("bess.p_kw") == pytest.approx(50.0, abs=0.01)
    assert plant.get("bess.f_hz") == pytest.approx(50.0, abs=1e-3)


def test_one_that_is_not_loses_the_light():
    plant = seamless_site(seamless=False)
    plant.advance(1.0)
    plant.set("switch.boundary.command", 0.0)
    events = plant.advance(2.0)
    assert named(events, "load_lost")
    assert plant.get("bus.mg.v_pu") == 0.0


def test_a_battery_whose_control_supply_is_used_up_cannot_start_from_black():
    plant = Microgrid(
        MicrogridParameters(
            buses=(Bus("mg", 6.6),),
            inverters=(
                BatteryInverter(
                    "bess", "mg", 100.0, Battery(200.0, aux_kw=0.3, ups_kwh=0.1), mode0="standby"
                ),
            ),
        )
    )
    (empty,) = named(plant.advance(3600.0), "ups_empty")
    assert empty.t_s == pytest.approx(1200.0, abs=2.0)  # 0.1 kWh at 0.3 kW
    plant.set("bess.start", 1.0)
    (refused,) = named(plant.advance(3700.0), "start_failed")
    assert (refused.element, plant.get("bess.cause")) == ("bess", 17.0)
    assert plant.get("bus.mg.v_pu") == 0.0


@pytest.mark.parametrize(
    ("name", "absurd"), [("irradiance", 800.0), ("bess.soc", 60.0), ("ev.soc", -1.0)]
)
def test_a_value_in_another_unit_is_refused_and_told(name, absurd):
    plant = Microgrid(small_microgrid())
    before = plant.get(name)
    plant.set(name, absurd)
    (refused,) = named(plant.advance(0.1), "input_refused")
    assert refused.element == name
    assert plant.get(name) == pytest.approx(before, abs=1e-3)


def test_more_than_the_rating_at_the_start_is_carried_until_the_limiter_has_its_way():
    plant = Microgrid(
        MicrogridParameters(
            buses=(Bus("mg", 6.6),),
            inverters=(
                BatteryInverter("bess", "mg", 500.0, Battery(1000.0), mode0="grid_forming"),
            ),
            loads=(Load("people", "mg", 520.0, **CONSTANT),),
        )
    )
    assert plant.get("bus.mg.v_pu") > 0.97
    events = plant.advance(60.0)
    assert not named(events, "voltage_collapse")
    assert named(events, "limit_reached")
    assert plant.get("bess.cause") == 4.0  # its own underfrequency, 10 % below nominal


@pytest.mark.parametrize("longest_s", [0.0, -5.0, math.nan, math.inf])
def test_a_longest_step_must_be_a_number_above_zero(longest_s):
    plant = Microgrid(small_microgrid())
    with pytest.raises(ValueError, match="must be a number above 0"):
        plant.longest_step_s = longest_s


def test_a_misspelt_name_says_what_was_meant():
    with pytest.raises(KeyError, match=r"did you mean 'bus\.mg\.v_pu'"):
        Microgrid(small_microgrid()).get("bus.mg.v_p")
