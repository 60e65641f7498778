"""Power flow, closing out of phase, and the earth fault on an ungrounded line."""

from __future__ import annotations

import math

import pytest

from sim import (
    Bus,
    EarthFaultNetwork,
    GridSource,
    Line,
    Load,
    Microgrid,
    MicrogridParameters,
    Photovoltaic,
    Switch,
    Transformer,
)

STIFF_OHM = 1e-7


def test_a9_two_bus_voltage_is_the_root_of_its_quartic(analytic):
    case = analytic["A9_two_bus_voltage"]
    i = case["inputs"]
    plant = Microgrid(
        MicrogridParameters(  # 1 kV and 1 MVA: ohm and pu are the same number
            buses=(Bus("source", 1.0), Bus("load", 1.0)),
            lines=(Line("line", "source", "load", i["r"], i["x"]),),
            grids=(GridSource("grid", "source", v_pu=i["V1"], r_ohm=0.0, x_ohm=STIFF_OHM),),
            loads=(_load("load1", "load", 1000.0 * i["p"], 1000.0 * i["q"], (0.0, 0.0, 1.0)),),
        )
    )
    assert plant.get("bus.load.v_pu") == pytest.approx(case["V2_pu"], abs=1e-6)


@pytest.mark.parametrize("name", ["C1_lv6_constP", "C2_lv6_zip40_30_30"])
def test_radial_low_voltage_feeder_flows_as_in_pandapower(data, name):
    case = data("pandapower_radial.yaml")[name]
    kv = case["v_base_V"] / 1000.0
    shares = tuple(case["zip_percent"][key] / 100.0 for key in "zip")
    expected = case["expected"]
    plant = Microgrid(
        MicrogridParameters(
            s_base_kva=100.0,
            buses=tuple(Bus(f"b{k}", kv) for k in range(6)),
            lines=_lines(case),
            grids=(GridSource("grid", "b0", v_pu=case["slack_v_pu"], r_ohm=0.0, x_ohm=STIFF_OHM),),
            loads=tuple(
                _load(f"l{bus}", f"b{bus}", p, q, shares) for bus, p, q in case["loads_kW_kvar"]
            ),
        )
    )
    _assert_voltages(plant, expected)
    assert plant.get("grid.p_kw") == pytest.approx(expected["slack_p_kW"], abs=1e-5)
    assert plant.get("grid.q_kvar") == pytest.approx(expected["slack_q_kvar"], abs=1e-4)
    losses_kw = sum(plant.get(f"line.line{k}.loss_kw") for k in range(5))
    assert losses_kw == pytest.approx(expected["losses_kW"], abs=1e-6)
    amps = 100.0 / (math.sqrt(3.0) * kv)
    for k, i_a in enumerate(expected["i_A"]):
        assert plant.get(f"line.line{k}.i_pu") * amps == pytest.approx(i_a, abs=1e-4)


def test_island_with_three_transformers_and_pv_flows_as_in_pandapower(data):
    case = data("pandapower_radial.yaml")["C4_mv_lv_island"]
    expected = case["expected"]
    kv = (6.6, 6.6, 6.6, 0.21, 0.21, 0.21)
    ((pv_bus, pv_kw, _),) = case["pv_kW_kvar"]
    plant = Microgrid(
        MicrogridParameters(
            buses=tuple(Bus(f"b{k}", v) for k, v in enumerate(kv)),
            lines=_lines(case),
            transformers=tuple(
                Transformer(
                    f"t{t['lv']}",
                    f"b{t['hv']}",
                    f"b{t['lv']}",
                    1000.0 * t["sn_mva"],
                    t["vkr_percent"] / 100.0,
                    math.sqrt(t["vk_percent"] ** 2 - t["vkr_percent"] ** 2) / 100.0,
                )
                for t in case["transformers"]
            ),
            grids=(GridSource("grid", "b0", v_pu=case["slack_v_pu"], r_ohm=0.0, x_ohm=1e-5),),
            photovoltaics=(Photovoltaic("pv", f"b{pv_bus}", pv_kw),),
            loads=tuple(
                _load(f"l{bus}", f"b{bus}", p, q, (0.0, 0.0, 1.0))
                for bus, p, q in case["loads_kW_kvar"]
            ),
        )
    )
    plant.set("irradiance", 1.0)
    plant.advance(2.0)
    assert plant.get("pv.p_kw") == pytest.approx(pv_kw, abs=1e-9)
    _assert_voltages(plant, expected)
    assert plant.get("grid.p_kw") == pytest.approx(expected["slack_p_kW"], abs=1e-5)
    branches = [f"line.line{k}" for k in range(2)] + [f"transformer.t{k}.branch" for k in (3, 4, 5)]
    losses_kw = sum(plant.get(f"{branch}.loss_kw") for branch in branches)
    assert losses_kw == pytest.approx(expected["losses_kW"], abs=1e-5)


def test_a7_angle_across_an_open_switch_turns_with_the_slip(analytic):
    case = analytic["A7_slip_to_close"]
    inputs = case["inputs"]
    plant = _two_grids()
    _turn(plant, inputs["angle0_deg"])
    begun_s = plant.t_s
    plant.set("right.f_hz", 50.0 + inputs["slip_Hz"])
    plant.advance(begun_s + case["t_enter_window_s"])
    assert plant.get("switch.tie.angle_deg") == pytest.approx(-inputs["window_deg"], abs=1e-6)
    assert plant.get("switch.tie.slip_hz") == pytest.approx(inputs["slip_Hz"], abs=1e-9)
    plant.advance(begun_s + case["t_close_command_for_zero_at_contact_s"])
    assert plant.get("switch.tie.angle_deg") == pytest.approx(-case["advance_angle_deg"], abs=1e-6)
    plant.advance(begun_s + case["t_zero_s"])
    assert plant.get("switch.tie.angle_deg") == pytest.approx(0.0, abs=1e-6)


def test_a7b_closing_out_of_phase_drives_the_current_of_the_chord(analytic):
    case = analytic["A7b_out_of_phase_closing"]
    rows = zip(case["delta_deg"], case["I_pu"], case["P_step_pu"], strict=True)
    for delta_deg, i_pu, p_pu in rows:
        plant = _two_grids(x_each_ohm=case["inputs"]["X_total_pu"] / 2.0)
        _turn(plant, -delta_deg)
        plant.set("switch.tie.command", 1.0)
        events = plant.advance(plant.t_s)
        amps = 1000.0 / math.sqrt(3.0)  # 1 MVA at 1 kV
        # the reference gives seven decimals
        assert plant.get("left.i_a") / amps == pytest.approx(i_pu, abs=1e-6)
        # the left source gives P at its terminal behind half of a reactance: no loss on the way
        assert plant.get("left.p_kw") / 1000.0 == pytest.approx(p_pu, abs=1e-6)
        out_of_phase = [e for e in events if e.kind == "out_of_phase_close"]
        assert bool(out_of_phase) == (delta_deg > 6)
        if out_of_phase:
            chord_pu = 2.0 * math.sin(math.radians(delta_deg) / 2.0)
            assert out_of_phase[0].value == pytest.approx(chord_pu, abs=1e-6)


@pytest.mark.parametrize(("evt_in", "name"), [(0.0, "no_evt"), (1.0, "evt_10_kohm")])
def test_a17_earth_fault_shows_only_without_the_island_transformer(analytic, evt_in, name):
    case = analytic["A17_earth_fault_v0"]
    inputs = case["inputs"]
    plant = Microgrid(
        MicrogridParameters(
            f_nominal_hz=inputs["f_Hz"],
            buses=(Bus("mg", 6.6), Bus("end", 6.6)),
            lines=(Line("line", "mg", "end", 0.168, 0.238, inputs["C_nF_per_phase"]),),
            grids=(GridSource("source", "mg", c_nf_per_phase=0.0, evt_ohm=1e30),),
            earth_fault=EarthFaultNetwork("mg", evt_ohm=10_000.0),
        )
    )
    plant.set("evt.in", evt_in)
    rows = zip(inputs["Rf_ohm"], case[name]["v0_pct"], case[name]["i_mA"], strict=True)
    for ohm, v0_pct, i_ma in rows:
        plant.set("fault.earth_ohm", ohm or 1e-6)  # zero means no fault
        plant.advance(plant.t_s + 0.02)
        assert plant.get("v0_pct") == pytest.approx(v0_pct, abs=1e-4)
        assert plant.get("earth_fault_ma") == pytest.approx(i_ma, abs=1e-4)


def _load(name, bus, p_kw, q_kvar, shares):
    power_factor = p_kw / math.hypot(p_kw, q_kvar)
    return Load(name, bus, p_kw, power_factor, shares, frequency_factor=0.0)


def _lines(case):
    return tuple(
        Line(
            f"line{k}",
            f"b{line['from']}",
            f"b{line['to']}",
            line["length_km"] * line["r_ohm_per_km"],
            line["length_km"] * line["x_ohm_per_km"],
        )
        for k, line in enumerate(case["lines"])
    )


def _assert_voltages(plant, expected):
    for k, (v_pu, degrees) in enumerate(zip(expected["vm_pu"], expected["va_deg"], strict=True)):
        assert plant.get(f"bus.b{k}.v_pu") == pytest.approx(v_pu, abs=1e-6)
        angle_rad = plant.get(f"bus.b{k}.angle_rad")
        assert angle_rad == pytest.approx(math.radians(degrees), abs=1e-6)


def _two_grids(x_each_ohm=1.0):
    """Two stiff sources of 1 kV (1 pu = 1 ohm at 1 MVA) with an open switch between them."""
    return Microgrid(
        MicrogridParameters(
            buses=(Bus("a", 1.0), Bus("b", 1.0)),
            switches=(Switch("tie", "a", "b"),),
            grids=(
                GridSource("left", "a", r_ohm=0.0, x_ohm=x_each_ohm),
                GridSource("right", "b", r_ohm=0.0, x_ohm=x_each_ohm),
            ),
        )
    )


def _turn(plant, degrees):
    """Turn the right source against the left by running it at another frequency for one second."""
    plant.set("right.f_hz", 50.0 + degrees / 360.0)
    plant.advance(1.0)
    plant.set("right.f_hz", 50.0)
