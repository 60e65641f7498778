"""Feeders that pandapower has solved (the file says with which version and settings)."""

from __future__ import annotations

import math

import pytest

from sim import Bus, GridSource, Line, Load, Microgrid, MicrogridParameters, Transformer

NAMES = (
    "D1_radial_mv_lv_60hz",
    "D2_meshed_mv_50hz",
    "D3_heavy_lv_50hz",
    "D4_three_levels_60hz",
    "D5_cables_and_taps_50hz",
)


def _load(number, row):
    bus, p_kw, q_kvar, z_percent, i_percent = row
    z, i = z_percent / 100.0, i_percent / 100.0
    return Load(f"load{number}", f"b{bus}", p_kw, q_kvar=q_kvar, zip=(z, i, 1.0 - z - i))


def _line(number, row):
    a, b, r_ohm, x_ohm, *b_us = row
    return Line(f"l{number}", f"b{a}", f"b{b}", r_ohm, x_ohm, b_us=b_us[0] if b_us else 0.0)


def _transformer(number, row):
    a, b, s_kva, vk, vkr, *tap = row
    r, x = vkr / 100.0, math.sqrt(vk**2 - vkr**2) / 100.0
    turns = 1.0 + 0.025 * tap[0] if tap else 1.0
    return Transformer(f"t{number}", f"b{a}", f"b{b}", s_kva, r, x, tap=turns)


def _parameters(case):
    return MicrogridParameters(
        f_nominal_hz=case["f_hz"],
        buses=tuple(Bus(f"b{k}", kv) for k, kv in enumerate(case["bus_kv"])),
        lines=tuple(
            _line(n, row)
            for key in ("lines_from_to_r_x_ohm", "lines_from_to_r_x_ohm_b_us")
            for n, row in enumerate(case.get(key, ()))
        ),
        transformers=tuple(
            _transformer(n, row)
            for n, row in enumerate(case[next(key for key in case if key.startswith("trans"))])
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
    assert plant.get("grid.q_kvar") == pytest.approx(expected["slack_q_kvar"], rel=1e-5, abs=1e-3)
