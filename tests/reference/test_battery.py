"""State of charge, voltage and temperature of the cells."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sim import Battery, BatteryInverter, Bus, GridSource, Microgrid, MicrogridParameters
from sim.battery import advance_battery


def test_a8_state_of_charge_follows_energy_and_efficiency(analytic):
    case = analytic["A8_soc_energy"]
    inputs = case["inputs"]
    battery = Battery(
        inputs["E_kWh"],
        soc0=inputs["soc0"],
        ocv=((0.0, 3.2), (1.0, 3.2)),
        r0_ohm=0.0,
        r1_ohm=0.0,
        loss_p0_kw=0.0,
        loss_a_discharge=1.0 / inputs["eta_d"] - 1.0,
        loss_a_charge=1.0 - inputs["eta_c"],
        loss_b=0.0,
        aux_kw=0.0,
    )
    plant = _following(battery)
    for from_h, to_h, p_kw in inputs["profile_kW_ac_discharge_positive"]:
        assert plant.t_s == pytest.approx(3600.0 * from_h)
        plant.set("bess.p_set_kw", p_kw)
        plant.advance(3600.0 * to_h)
        if str(int(to_h)) in case["soc_at_h"]:
            assert plant.get("bess.soc") == pytest.approx(
                case["soc_at_h"][str(int(to_h))], abs=1e-6
            )
    assert plant.get("bess.soc") == pytest.approx(case["soc_at_h"]["5"], abs=1e-6)


def test_thevenin_cell_agrees_with_pybamm_in_a_pulse_test(data):
    case = data("pybamm_thevenin_lfp.yaml")
    inputs, tolerance = case["inputs"], case["tolerance"]
    ocv = tuple((row["soc"], row["ocv_V_cell"]) for row in data("pybamm_ocv_Prada2013.csv"))
    battery = Battery(
        100.0,
        soc0=inputs["soc0"],
        ocv=ocv,
        cell_capacity_ah=inputs["capacity_Ah"],
        r0_ohm=inputs["R0_ohm"],
        r1_ohm=inputs["R1_ohm"],
        c1_f=inputs["C1_F"],
        heat_by_current=True,
        cell_thermal_mass_j_per_k=inputs["cell_thermal_mass_J_per_K"],
        cell_to_air_w_per_k=inputs["cell_to_jig_W_per_K"],
        second_thermal_mass_j_per_k=inputs["jig_thermal_mass_J_per_K"],
        second_to_air_w_per_k=inputs["jig_to_air_W_per_K"],
        temperature0_c=inputs["T0_C"],
    )
    plant = _following(battery, ambient_c=inputs["T_amb_C"])
    cells = 100.0e3 / (inputs["capacity_Ah"] * battery.cell_v_nominal)
    x, tables = plant._x, plant._tables
    v1, soc = plant.index("bess.v1"), plant.index("bess.soc")
    expected = {float(t_s): row for t_s, row in case["expected_at"].items()}
    t_s = 0.0
    for begin_s, end_s, i_a in inputs["segments_s_A"]:
        assert t_s == begin_s
        while t_s < end_s:
            v = _interpolate(ocv, x[soc]) - x[v1] - battery.r0_ohm * i_a
            advance_battery(x, tables, 0, v * i_a * cells / 1000.0, 1.0)
            t_s += 1.0
            if t_s in expected:
                row = expected.pop(t_s)
                assert x[plant.index("bess.dc_a")] == pytest.approx(i_a, abs=1e-6)
                assert x[plant.index("bess.cell_v")] == pytest.approx(row["V"], abs=tolerance["V"])
                assert x[soc] == pytest.approx(row["soc"], abs=tolerance["soc"])
                # PyBaMM's sign: negative on discharge
                assert x[v1] == pytest.approx(-row["V_rc"], abs=tolerance["V"])
                assert x[plant.index("bess.cell_temperature_c")] == pytest.approx(
                    row["T_cell_C"], abs=tolerance["T_C"]
                )
    assert not expected


def _following(battery, ambient_c=20.0):
    """The battery behind an inverter without ramp and lag, at a stiff grid."""
    unit = BatteryInverter(
        "bess",
        "mg",
        630.0,
        battery,
        mode0="grid_following",
        ramp_kw_per_s=1e9,
        following_lag_s=0.0,
    )
    return Microgrid(
        MicrogridParameters(
            buses=(Bus("mg", 6.6),),
            grids=(GridSource("grid", "mg"),),
            inverters=(unit,),
            ambient_c=ambient_c,
        )
    )


def _interpolate(curve, at):
    for (x0, y0), (x1, y1) in pairwise(curve):
        if x0 <= at <= x1:
            return y0 + (y1 - y0) * (at - x0) / (x1 - x0)
    raise AssertionError(f"{at} is outside of the curve")
