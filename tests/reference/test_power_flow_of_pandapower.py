"""Feeders that pandapower has solved (the file says with which version and settings)."""

from __future__ import annotations

import math

import pytest

from sim import Bus, GridSource, Line, Load, Microgrid, MicrogridParameters, Transformer

NAMES = ("D1_radial_mv_lv_60hz", "D2_meshed_mv_50hz", "D3_heavy_lv_50hz", "D4_three_levels_60hz")


def _load(number, row):
    bus, p_kw, q_kvar, z_percent, i_percent = row
    z, i = z_percent / 100.0, i_percent / 100.0
    power_factor = p_kw / math.hypot(p_kw, q_kvar)
    return Load(f"load{number}", f"b{bus}", p_kw, power_factor, (z, i, 1.0 - z - i))


def _parameters(case):
    return MicrogridParameters(
        f_nominal_hz=case["f_hz"],
        buses=tuple(Bus(f"b{k}", kv) for k, kv in enumerate(case["bus_kv"])),
        lines=tuple(
            Line(f"l{n}", f"b{a}", f"b{b}", r, x)
            for n, (a, b, r, x) in enumerate(case["lines_from_to_r_x_ohm"])
        ),
        transformers=tuple(
            Transformer(
                f"t{n}", f"b{a}", f"b{b}", s, vkr / 100.0, math.sqrt(vk**2 - vkr**2) / 100.0
            )
            for n, (a, b, s, vk, vkr) in enumerate(case["transformers_hv_lv_kva_vk_vkr_percent"])
        ),
        grids=(GridSource("grid", "b0", case["slack_v_pu"], None, 0.0, 1e-6),),
        loads=tuple(_load(n, row) for n, row in enumerate(case["loads_bus_kw_kvar_z_i_percent"])),
    )


@pytest.mark.parametrize("name", NAMES)
def test_voltages_angles_and_the_sent_power_agree(data, name):
    case = data("pandapower_feeders.yaml")[name]
    expected = case["expected"]
    plant = Microgrid(_parameters(case))
    for k, (v_pu, degrees) in enumerate(zip(expected["vm_pu"], expected["va_deg"], strict=True)):
        assert plant.get(f"bus.b{k}.v_pu") == pytest.approx(v_pu, abs=1e-6)
        angle = math.degrees(plant.get(f"bus.b{k}.angle_rad"))
        assert angle == pytest.approx(degrees, abs=1e-4)
    assert plant.get("grid.p_kw") == pytest.approx(expected["slack_p_kw"], rel=1e-6)
    assert plant.get("grid.q_kvar") == pytest.approx(expected["slack_q_kvar"], rel=1e-5)
