"""Droop, secondary control, power limiter and current limit of the grid-forming inverter."""

from __future__ import annotations

import math

import pytest

from sim import (
    Battery,
    BatteryInverter,
    Bus,
    Line,
    Load,
    Microgrid,
    MicrogridParameters,
    Photovoltaic,
    Switch,
)


def test_a1_droop_answers_a_load_step_through_the_power_filter(forming_island, analytic):
    case = analytic["A1_droop_first_order"]
    inputs = case["inputs"]
    island = forming_island(0.0, inputs["load_step_kW"], mp=inputs["mp_pu"], tf_s=inputs["Tpf_s"])
    island.step_load()
    for t_s, f_hz in zip(case["t_after_step_s"], case["f_Hz"], strict=True):
        assert island.f_after(t_s) == pytest.approx(f_hz, abs=1e-6)
    assert island.f_after(2.0) == pytest.approx(case["f_ss_Hz"], abs=1e-6)


def test_a1_holds_when_the_load_steps_by_its_input_instead_of_a_switch(forming_island, analytic):
    case = analytic["A1_droop_first_order"]
    island = forming_island(100.0, 0.0)
    island.plant.set("load.first.factor", 2.0)
    for t_s, f_hz in zip(case["t_after_step_s"], case["f_Hz"], strict=True):
        assert island.f_after(t_s) == pytest.approx(f_hz, abs=1e-6)


def test_a1_does_not_depend_on_the_step_length(forming_island, analytic):
    case = analytic["A1_droop_first_order"]
    island = forming_island(0.0, case["inputs"]["load_step_kW"])
    island.step_load()
    for t_s, f_hz in zip(case["t_after_step_s"], case["f_Hz"], strict=True):
        island.plant.advance(island.begun_s + t_s, dt_s=0.002)
        assert island.plant.get("bus.mg.f_hz") == pytest.approx(f_hz, abs=1e-6)


def test_a5_secondary_control_brings_frequency_back_with_its_time_constant(
    forming_island, analytic
):
    case = analytic["A5_secondary_integral"]
    # the closed form begins after primary control has settled, so it has no filter
    island = forming_island(
        0.0, case["inputs"]["dP_kW"], tf_s=0.0, secondary_ts_s=case["inputs"]["Ts_s"]
    )
    island.plant.set("bess.secondary_enabled", 2.0)
    island.step_load()
    for t_s, df_hz in zip(case["t_s"], case["df_Hz"], strict=True):
        assert island.f_after(t_s) - 50.0 == pytest.approx(df_hz, abs=1e-5)


def test_a13_current_limit_keeps_the_angle_and_lets_the_voltage_fall(analytic):
    case = analytic["A13_gfm_current_limit_static"]
    inputs = case["inputs"]
    fault = complex(inputs["Zf_pu"])
    s_kva, kv = 1000.0, 6.6
    z_base_ohm = kv**2 * 1000.0 / s_kva
    plant = Microgrid(
        MicrogridParameters(
            buses=(Bus("terminal", kv), Bus("fault", kv)),
            lines=(
                Line("line", "terminal", "fault", fault.real * z_base_ohm, fault.imag * z_base_ohm),
            ),
            inverters=(
                BatteryInverter(
                    "bess",
                    "terminal",
                    s_kva,
                    Battery(1580.0),
                    mode0="standby",
                    xl_pu=inputs["XL_pu"],
                    rl_pu=0.0,
                    imax_pu=inputs["Imax_pu"],
                ),
            ),
        )
    )
    plant.set("bess.anti_islanding", 0.0)
    plant.set("bess.start", 1.0)
    plant.advance(10.0)
    plant.set("bus.fault.short_ohm", 1e-9)
    plant.advance(plant.t_s)  # the solution of this very instant
    assert plant.get("bess.limiting") == 1.0
    assert plant.get("bess.i_pu") == pytest.approx(inputs["Imax_pu"], abs=1e-6)
    assert plant.get("bess.v_pu") == pytest.approx(case["V_terminal_pu"], abs=1e-6)
    assert plant.get("bess.i_unlimited_pu") == pytest.approx(case["I_unlimited_pu"], abs=1e-6)


def test_a16_power_limiter_lowers_frequency_on_overload(forming_island, analytic):
    case = analytic["A16_power_limiter"]
    s_kva = case["inputs"]["Sbase_kVA"]
    before, after = (s_kva * pu for pu in case["inputs"]["step_pu"])
    island = forming_island(before, after - before)
    island.step_load()
    for t_s, f_hz in zip(case["t_s"], case["f_Hz"], strict=True):
        assert island.f_after(t_s) == pytest.approx(f_hz, abs=1e-4)


def test_a16_overload_crosses_the_shedding_stages_when_the_closed_form_does(
    forming_island, analytic
):
    case = analytic["A16_power_limiter"]
    s_kva = case["inputs"]["Sbase_kVA"]
    before, after = (s_kva * pu for pu in case["inputs"]["step_pu"])
    island = forming_island(before, after - before)
    island.step_load()
    for f_hz, t_s in case["crossings"].items():
        assert _crossing_s(island, f_hz) == pytest.approx(t_s, abs=1e-3)


@pytest.mark.parametrize("number", [0, 1])
def test_a16_full_battery_lets_frequency_rise_to_the_pv_limit(forming_island, analytic, number):
    case = analytic["A16_power_limiter"]["full_battery"][number]
    island = forming_island(case["load_kW"], -case["pv_step_kW"], soc0=0.96)
    assert island.plant.get("bess.p_min_kw") == 630.0 * case["Pmin"]
    island.step_load()
    assert _crossing_s(island, 51.0) == pytest.approx(case["f_51_0_Hz_at_s"], abs=5e-3)


def test_a16_battery_with_room_only_droops(forming_island, analytic):
    case = analytic["A16_power_limiter"]["full_battery"][2]
    island = forming_island(case["load_kW"], -case["pv_step_kW"], soc0=0.5)
    island.step_load()
    assert island.f_after(60.0) == pytest.approx(case["f_settles_Hz"], abs=1e-6)


def test_a6_full_battery_settles_where_frequency_shift_curtails_pv_to_the_load(analytic):
    case = analytic["A6_frequency_shift_pv_curtailment"]
    inputs = case["inputs"]
    plant = Microgrid(
        MicrogridParameters(
            buses=(Bus("mg", 0.21), Bus("pv_bus", 0.21)),
            switches=(Switch("pv_cb", "mg", "pv_bus"),),
            inverters=(
                BatteryInverter("bess", "mg", 630.0, Battery(1580.0, soc0=0.97), mode0="standby"),
            ),
            photovoltaics=(
                Photovoltaic(
                    "pv",
                    "pv_bus",
                    inputs["P_pv_avail_kW"],
                    personality="frequency_shift",
                    wait_s=5.0,
                ),
            ),
            loads=(
                Load(
                    "people", "mg", inputs["P_load_kW"], 1.0, (0.0, 0.0, 1.0), 0.0, cold_factor=1.0
                ),
            ),
        )
    )
    plant.set("irradiance", 1.0)
    plant.set("bess.anti_islanding", 0.0)
    plant.set("bess.secondary_enabled", 0.0)
    plant.set("bess.start", 1.0)
    plant.set("switch.pv_cb.command", 1.0)
    plant.advance(120.0)
    assert plant.get("bess.p_kw") == pytest.approx(inputs["P_bess_kW"], abs=1e-3)
    assert plant.get("pv.p_kw") == pytest.approx(case["pv_kW"], abs=1e-3)
    assert plant.get("bus.mg.f_hz") == pytest.approx(case["f_ss_Hz"], abs=1e-3)


def test_andes_droop_inverter_on_a_line_gives_the_same_frequency(data):
    common = data("andes.yaml")["_common"]
    case = data("andes.yaml")["andes_regf1_constP"]
    inputs, expected = case["inputs"], case["expected"]
    p0_kw, q0_kvar = inputs["load0_kW_kvar"]
    power_factor = p0_kw / math.hypot(p0_kw, q0_kvar)
    plant = Microgrid(
        MicrogridParameters(
            buses=(Bus("bus1", 6.6), Bus("bus2", 6.6), Bus("step", 6.6)),
            lines=(Line("line", "bus1", "bus2", common["line_R_ohm"], common["line_X_ohm"]),),
            switches=(Switch("step_cb", "bus2", "step"),),
            inverters=(
                BatteryInverter(
                    "bess",
                    "bus1",
                    common["S_base_kVA"],
                    Battery(1580.0),
                    mp=inputs["params"]["wdrp"],
                    mq=inputs["params"]["Qdrp"],
                    tf_s=inputs["params"]["Tr"],
                    xl_pu=inputs["params"]["xf"],
                    rl_pu=inputs["params"]["rf"],
                    mode0="standby",
                    p_set0_kw=expected["P0_kW"],
                    ramp_kw_per_s=1e6,
                ),
            ),
            loads=(
                Load("l0", "bus2", p0_kw, power_factor, (0.0, 0.0, 1.0), 0.0, cold_factor=1.0),
                Load("l1", "step", inputs["step_kW"], 1.0, (0.0, 0.0, 1.0), 0.0, cold_factor=1.0),
            ),
        )
    )
    plant.set("bess.anti_islanding", 0.0)
    plant.set("bess.secondary_enabled", 0.0)
    plant.set("bess.q_set_kvar", expected["Q0"])
    plant.set("bess.start", 1.0)
    plant.advance(30.0)
    assert plant.get("bus.bus1.f_hz") == pytest.approx(50.0, abs=1e-6)
    assert plant.get("bus.bus1.v_pu") == pytest.approx(expected["V0"][0], abs=1e-5)
    assert plant.get("bus.bus2.v_pu") == pytest.approx(expected["V0"][1], abs=1e-5)
    assert plant.get("bess.p_kw") == pytest.approx(expected["P0_kW"], abs=1e-3)
    plant.set("switch.step_cb.command", 1.0)
    for row in data("andes_regf1_constP.csv"):
        if row["t_s"] >= 1.005:
            plant.advance(29.0 + row["t_s"])
            assert plant.get("bus.bus1.f_hz") == pytest.approx(row["f_Hz"], abs=2e-4)
    plant.advance(60.0)
    assert plant.get("bus.bus1.f_hz") == pytest.approx(expected["f_end"], abs=1e-5)
    assert plant.get("bess.p_kw") == pytest.approx(expected["Pend_kW"], abs=2e-3)
    assert plant.get("bus.bus1.v_pu") == pytest.approx(expected["Vend"][0], abs=1e-5)
    assert plant.get("bus.bus2.v_pu") == pytest.approx(expected["Vend"][1], abs=1e-5)


def _crossing_s(island, level_hz):
    """Seconds after the step at which frequency passes a level, between 10 ms samples."""
    plant = island.plant
    before = plant.get("bus.mg.f_hz")
    while True:
        plant.advance(plant.t_s + 0.01)
        now = plant.get("bus.mg.f_hz")
        if (before - level_hz) * (now - level_hz) <= 0.0:
            return plant.t_s - 0.01 * (now - level_hz) / (now - before) - island.begun_s
        assert plant.t_s < island.begun_s + 60.0, "frequency never got there"
        before = now
