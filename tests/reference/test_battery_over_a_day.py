"""State of charge, temperature, limits and losses of battery and car against own integrations."""

from __future__ import annotations

import numpy as np
import pytest

from sim import Battery, BatteryInverter, Bus, GridSource, Microgrid, MicrogridParameters, Vehicle
from tests.reference.independent.cells import CELL_C, SOC, V1, Cells, curve

S_KVA = 300.0
DAY_KW = (
    0,
    0,
    -60,
    -120,
    -200,
    -60,
    0,
    0,
    60,
    120,
    200,
    280,
    100,
    50,
    0,
    -40,
    -200,
    -200,
    0,
    90,
    200,
    100,
    50,
    20,
)
OCV = ((0.0, 2.8), (0.1, 3.15), (0.5, 3.29), (0.9, 3.35), (1.0, 3.5))
OPEN = ((0.0, 1.0),)
SHUT = ((0.0, -1.0),)


def _battery(**more):
    fields = {
        "energy_kwh": 1200.0,
        "soc0": 0.5,
        "ocv": OCV,
        "cell_capacity_ah": 314.0,
        "r0_ohm": 0.0004,
        "r1_ohm": 0.0003,
        "c1_f": 150_000.0,
        "cell_thermal_mass_j_per_k": 6000.0,
        "cell_to_air_w_per_k": 0.5,
        "temperature0_c": 24.0,
        "loss_p0_kw": 2.0,
        "loss_a_discharge": 0.01,
        "loss_a_charge": 0.015,
        "loss_b": 0.02,
        "aux_kw": 0.5,
        "p_max_over_soc": OPEN,
        "p_min_over_soc": SHUT,
        "p_max_over_temperature": OPEN,
        "p_min_over_temperature": SHUT,
    }
    return Battery(**{**fields, **more})


def _plant(battery, ambient_c=20.0, f_hz=50.0):
    return Microgrid(
        MicrogridParameters(
            f_nominal_hz=f_hz,
            buses=(Bus("mg", 6.6),),
            grids=(GridSource("grid", "mg"),),
            inverters=(
                BatteryInverter(
                    "bess", "mg", S_KVA, battery, mode0="grid_following", ramp_kw_per_s=1e9
                ),
            ),
            ambient_c=ambient_c,
        )
    )


def _cells(b, ambient_c=20.0):
    return Cells(
        b.energy_kwh * 1000.0 / (b.cell_capacity_ah * b.cell_v_nominal),
        b.cell_capacity_ah,
        b.ocv,
        b.r0_ohm,
        b.r1_ohm,
        b.c1_f,
        b.cell_thermal_mass_j_per_k,
        b.cell_to_air_w_per_k,
        b.second_thermal_mass_j_per_k,
        b.second_to_air_w_per_k,
        ambient_c,
    )


def _dc_kw(b, p_kw):
    a = b.loss_a_discharge if p_kw >= 0.0 else b.loss_a_charge
    return p_kw + b.loss_p0_kw + a * abs(p_kw) + b.loss_b * p_kw**2 / S_KVA + b.aux_kw


@pytest.mark.parametrize("longest_s", [1.0, 60.0])
@pytest.mark.parametrize("second_mass", [0.0, 20_000.0])
def test_a_day_of_orders_moves_charge_voltage_and_heat_as_the_cells_do(longest_s, second_mass):
    battery = _battery(second_thermal_mass_j_per_k=second_mass, second_to_air_w_per_k=0.4)
    plant, cells = _plant(battery, 17.0), _cells(battery, 17.0)
    plant.longest_step_s = longest_s
    x = np.array([0.5, 0.0, 24.0, 24.0])
    tight = longest_s < 10.0
    for hour, p_kw in enumerate(DAY_KW):
        plant.set("bess.p_set_kw", p_kw)
        dc_kw = _dc_kw(battery, p_kw)
        x = cells.run(x, lambda t, x, dc_kw=dc_kw: dc_kw, 0.0, 3600.0, 10.0)
        plant.advance(3600.0 * (hour + 1))
        assert plant.get("bess.soc") == pytest.approx(x[SOC], abs=1e-5 if tight else 5e-4)
        assert plant.get("bess.v1") == pytest.approx(x[V1], abs=1e-5)
        i = cells.current(x, dc_kw)
        v = curve(OCV, x[SOC]) - battery.r0_ohm * i - x[V1]
        assert plant.get("bess.cell_v") == pytest.approx(v, abs=1e-4 if tight else 1e-3)
        assert plant.get("bess.cell_temperature_c") == pytest.approx(x[CELL_C], abs=0.01)
        loss_kw = dc_kw - p_kw - battery.aux_kw
        assert plant.get("bess.loss_kw") == pytest.approx(loss_kw, abs=1e-6)


def test_power_tapers_with_charge_at_both_ends():
    battery = _battery(
        p_max_over_soc=((0.1, 0.0), (0.3, 1.0)), p_min_over_soc=((0.7, -1.0), (0.9, 0.0))
    )
    cells = _cells(battery)
    for order_kw, hours in ((300.0, 6.0), (-300.0, 6.0)):
        plant = _plant(battery)
        plant.set("bess.p_set_kw", order_kw)

        def power_kw(_t, x, order_kw=order_kw):
            high = S_KVA * curve(battery.p_max_over_soc, x[SOC])
            low = S_KVA * curve(battery.p_min_over_soc, x[SOC])
            return _dc_kw(battery, min(max(order_kw, low), high))

        x = np.array([0.5, 0.0, 24.0, 24.0])
        for hour in range(int(hours)):
            x = cells.run(x, power_kw, 0.0, 3600.0, 10.0)
            plant.advance(3600.0 * (hour + 1))
            assert plant.get("bess.soc") == pytest.approx(x[SOC], abs=5e-5)
            p_kw = plant.get("bess.p_kw")
            assert _dc_kw(battery, p_kw) == pytest.approx(power_kw(0.0, x), abs=0.1)  # a step old


@pytest.mark.parametrize(
    ("temperature_c", "p_max_pu", "p_min_pu"),
    [
        (-20.0, 0.0, 0.0),
        (-12.5, 0.3, 0.0),
        (0.0, 0.8, 0.0),
        (2.5, 0.9, -0.1),
        (10.0, 1.0, -0.6),
        (50.0, 0.5, -0.5),
        (60.0, 0.0, 0.0),
    ],
)
def test_power_limits_follow_the_cell_temperature(temperature_c, p_max_pu, p_min_pu):
    default = Battery(1000.0)
    plant = _plant(Battery(1000.0, soc0=0.5, temperature0_c=temperature_c), temperature_c)
    assert default.p_max_over_temperature[0] == (-20.0, 0.0)
    assert plant.get("bess.p_max_kw") == pytest.approx(S_KVA * p_max_pu)
    assert plant.get("bess.p_min_kw") == pytest.approx(S_KVA * p_min_pu)
    for order_kw, pu in ((1e4, p_max_pu), (-1e4, p_min_pu)):
        plant.set("bess.p_set_kw", order_kw)
        plant.advance(plant.t_s + 1.0)
        assert plant.get("bess.p_kw") == pytest.approx(S_KVA * pu, rel=1e-3, abs=0.05)


def _car(**more):
    return Microgrid(
        MicrogridParameters(
            buses=(Bus("lv", 0.21),),
            grids=(GridSource("grid", "lv", r_ohm=1e-6, x_ohm=1e-6),),
            vehicles=(Vehicle("ev", "lv", 40.0, soc0=0.5, **more),),
        )
    )


@pytest.mark.parametrize("round_trip", [0.87, 0.95])
def test_what_comes_back_from_the_car_is_the_round_trip(round_trip):
    plant = _car(round_trip=round_trip, overhead_kw=0.0)
    plant.set("ev.set_kw", -6.0)
    plant.advance(7200.0)
    assert plant.get("ev.soc") == pytest.approx(0.5 + 12.0 * round_trip**0.5 / 40.0, abs=1e-6)
    plant.set("ev.set_kw", 6.0)
    plant.run_until(20_000.0, lambda p: p.get("ev.soc") <= 0.5, 1.0)
    taken_s = plant.t_s - 7200.0
    assert taken_s / 7200.0 == pytest.approx(round_trip, abs=2e-4)


def test_the_car_keeps_its_reserve_and_stops_when_full():
    plant = _car(overhead_kw=0.0, reserve=0.3)
    plant.set("ev.set_kw", 9.0)
    plant.advance(600.0)
    assert plant.get("ev.p_kw") == pytest.approx(6.0)
    plant.advance(6 * 3600.0)
    assert plant.get("ev.p_kw") == 0.0
    assert plant.get("ev.soc") == pytest.approx(0.3, abs=1e-4)
    plant.set("ev.set_kw", -9.0)
    plant.advance(24 * 3600.0)
    assert plant.get("ev.soc") == pytest.approx(1.0, abs=1e-4)
    assert plant.get("ev.p_kw") == 0.0
    plant.set("ev.present", 0.0)
    plant.set("ev.set_kw", 6.0)
    plant.advance(plant.t_s + 10.0)
    assert plant.get("ev.p_kw") == 0.0
