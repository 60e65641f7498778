"""Energy accounts rebuilt from voltages and currents, and independence of the step, on plants with
several sources, faults, inrush, at 50 and 60 Hz."""

from __future__ import annotations

import math
from dataclasses import replace

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
    Photovoltaic,
    Profile,
    RegulatingLoad,
    Switch,
    Transformer,
    Vehicle,
)

BASE_KVA = 800.0


def _parameters(f_hz=50.0, inverters=2, grid=False, vsm=0.0):
    units = (
        BatteryInverter(
            "a", "near", 500.0, Battery(1000.0, soc0=0.6), mode0="grid_forming",
            p_set0_kw=120.0, vsm_m_s=vsm, ramp_kw_per_s=1e6, undervoltage=(),
        ),
        BatteryInverter(
            "b", "lv", 200.0, Battery(400.0, soc0=0.5), mode0="grid_forming", mp=0.02,
            p_set0_kw=20.0, ramp_kw_per_s=1e6, undervoltage=(),
        ),
    )  # fmt: skip
    return MicrogridParameters(
        f_nominal_hz=f_hz,
        s_base_kva=BASE_KVA,
        buses=(
            Bus("feeder", 6.6), Bus("near", 6.6), Bus("far", 6.6), Bus("lv", 0.42),
            Bus("end", 0.42), Bus("spare_hv", 6.6), Bus("spare_lv", 0.42),
        ),
        lines=(Line("l1", "near", "far", 0.7, 0.9), Line("l2", "lv", "end", 0.02, 0.01)),
        transformers=(
            Transformer("tr", "far", "lv", 300.0, 0.014, 0.04),
            Transformer("spare", "spare_hv", "spare_lv", 100.0, 0.014, 0.03),
        ),
        switches=(
            Switch("pole", "feeder", "near", closed=grid),
            Switch("cutout", "far", "spare_hv"),
        ),
        grids=(GridSource("grid", "feeder", 1.0, None, 0.4, 2.0, live=grid),),
        inverters=units[:inverters],
        photovoltaics=(Photovoltaic("pv", "end", 60.0, f"japan_{f_hz:.0f}", wait_s=5.0),),
        loads=(
            Load(
                "hv", "far", 120.0, cold_factor=1.5, cold_hold_s=5.0, cold_tau_s=60.0, profile="use"
            ),
            Load("people", "end", 80.0),
            Load("spare_load", "spare_lv", 40.0),
        ),
        regulating_loads=(RegulatingLoad("server", "lv", 60.0),),
        vehicles=(Vehicle("ev", "end", 40.0),),
        profiles=(Profile("use", 3600.0, 600.0, (1.0, 0.8, 0.9, 1.2, 1.1, 0.7)),),
    )  # fmt: skip


def _begin(parameters):
    plant = Microgrid(parameters)
    plant.set("irradiance", 0.7)
    for unit in parameters.inverters:
        plant.set(f"{unit.name}.anti_islanding", 0.0)
        plant.set(f"{unit.name}.secondary_enabled", 0.0)
        plant.set(f"{unit.name}.start", 1.0)
    return plant


def _story(plant, seconds=1.0):
    """Changes of every kind, each followed by some time; yields at the moment of each change."""
    for inputs in (
        {},
        {"server.set_kw": 40.0},
        {"switch.cutout.command": 1.0},
        {"ev.set_kw": -6.0, "people.factor": 1.5},
        {"bus.end.short_ohm": 0.05},
        {"bus.end.short_ohm": 0.0},
        {"ev.set_kw": 4.0, "a.p_set_kw": 60.0},
        {"irradiance": 0.1, "spare_load.factor": 3.0},
    ):
        for name, value in inputs.items():
            plant.set(name, value)
        yield 0.1 if inputs.get("bus.end.short_ohm") else seconds


def _powers(plant):
    """kW of sources, loads and I^2 R losses, from readable voltages, currents and powers."""
    p = plant.parameters
    ohms = {
        **{
            f"line.{x.name}": (x.r_ohm, x.from_bus, x.to_bus, abs(complex(x.r_ohm, x.x_ohm)))
            for x in p.lines
        }
    }
    kv = {b.name: b.v_nominal_kv for b in p.buses}

    def volts(bus):
        return (
            1000.0 * kv[bus] * complex(plant.get(f"bus.{bus}.v_re"), plant.get(f"bus.{bus}.v_im"))
        )

    lines = sum(abs(volts(a) - volts(b)) ** 2 / z**2 * r / 1000.0 for r, a, b, z in ohms.values())
    transformers = 0.0
    for x in p.transformers:
        drop = volts(x.hv_bus) / kv[x.hv_bus] - volts(x.lv_bus) / kv[x.lv_bus]
        pu = abs(drop) / 1000.0 / abs(complex(x.r_pu, x.x_pu))  # of its own current
        transformers += pu**2 * x.r_pu * x.s_kva
    fault = sum(
        abs(volts(b)) ** 2 / ohm / 1000.0
        for b in kv
        if (ohm := plant.get(f"bus.{b}.short_ohm")) > 0.0
    )
    return {
        "grid": plant.get("grid.p_kw"),
        "pv": plant.get("pv.p_kw"),
        "inverters": sum(plant.get(f"{i.name}.p_kw") for i in p.inverters),
        "ev": plant.get("ev.p_kw"),
        "served": sum(plant.get(f"{x.name}.p_kw") for x in (*p.loads, *p.regulating_loads)),
        "lines": lines,
        "transformers": transformers,
        "fault": fault,
    }


@pytest.mark.parametrize(
    ("f_hz", "inverters", "grid"),
    [(50.0, 2, False), (60.0, 1, False), (60.0, 1, True), (50.0, 2, True)],
)
def test_accounts_are_the_integrals_of_the_powers_and_close(f_hz, inverters, grid):
    plant = _begin(_parameters(f_hz, inverters, grid))
    plant.advance(5.0)
    names = {
        "grid": "energy.grid_kwh", "pv": "energy.pv_kwh", "served": "energy.served_kwh",
        "lines": "energy.lines_kwh", "transformers": "energy.transformers_kwh",
        "fault": "energy.fault_kwh",
    }  # fmt: skip
    before = {key: plant.get(name) for key, name in names.items()}
    sums = dict.fromkeys(_powers(plant), 0.0)
    for seconds in _story(plant):
        plant.advance(plant.t_s)
        last = _powers(plant)
        for _ in range(round(seconds / 0.01)):
            plant.advance(plant.t_s + 0.01)
            now = _powers(plant)
            for key in sums:
                sums[key] += 0.5 * (last[key] + now[key]) * 0.01 / 3600.0
            spent = now["served"] + now["lines"] + now["transformers"] + now["fault"]
            given = now["grid"] + now["pv"] + now["inverters"] + now["ev"]
            assert given == pytest.approx(spent, abs=1e-5), "power balances at every instant"
            last = now
    for key, name in names.items():
        # events inside a step (PV returns) and clock rounding leave a part in a million
        assert plant.get(name) - before[key] == pytest.approx(sums[key], rel=1e-4, abs=1e-7), key
    assert abs(plant.get("energy.balance_kwh")) < 1e-6 * plant.get("energy.moved_kwh")


@pytest.mark.parametrize(("f_hz", "inverters", "grid"), [(50.0, 2, False), (60.0, 1, True)])
def test_the_accounts_close_over_an_hour_and_more(f_hz, inverters, grid):
    plant = _begin(
        replace(
            _parameters(f_hz, 1 if not grid else inverters, grid),
            inverters=_parameters(f_hz).inverters[:1],
        )
    )
    for seconds in _story(plant, 600.0):
        plant.advance(plant.t_s + seconds)
    assert plant.get("energy.moved_kwh") > 50.0
    assert abs(plant.get("energy.balance_kwh")) < 1e-6 * plant.get("energy.moved_kwh")


def _peaks(parameters, dt_s):
    plant = _begin(parameters)
    plant.advance(10.0, 0.01)
    peaks = {"f_low": 0.0, "f_high": 0.0, "v_low": 0.0, "i": 0.0}
    f0 = parameters.f_nominal_hz
    for seconds in _story(plant):
        for n in range(round(seconds / dt_s) + 1):
            plant.advance(plant.t_s + (dt_s if n else 0.0), dt_s)
            f = plant.get("a.f_hz") - f0
            peaks["f_low"] = max(peaks["f_low"], -f)
            peaks["f_high"] = max(peaks["f_high"], f)
            peaks["v_low"] = max(peaks["v_low"], 1.0 - plant.get("bus.end.v_pu"))
            peaks["i"] = max(peaks["i"], plant.get("a.i_pu"))
    return peaks


@pytest.mark.parametrize("f_hz", [50.0, 60.0])
@pytest.mark.parametrize(("inverters", "vsm"), [(1, 0.0), (2, 0.0), (1, 4.0)])
def test_halving_the_step_changes_no_peak_by_two_percent(f_hz, inverters, vsm):
    parameters = _parameters(f_hz, inverters, vsm=vsm)
    coarse, fine = _peaks(parameters, 0.01), _peaks(parameters, 0.005)
    for name, peak in fine.items():
        assert coarse[name] == pytest.approx(peak, rel=0.02, abs=2e-3), name


@pytest.mark.parametrize(
    ("f_hz", "inverters", "grid"),
    [(50.0, 1, False), (60.0, 2, False), (50.0, 2, False), (60.0, 1, True), (50.0, 2, True)],
)
def test_adaptive_steps_arrive_where_fixed_ones_do(f_hz, inverters, grid):
    parameters = _parameters(f_hz, inverters, grid)
    ends = []
    for dt_s in (None, 0.01):
        plant = _begin(parameters)
        for seconds in _story(plant, 45.0):
            plant.advance(plant.t_s + seconds, dt_s)
        ends.append(plant)
    adaptive, fixed = ends
    assert adaptive.t_s == pytest.approx(fixed.t_s)
    for name, tolerance in (
        ("a.f_hz", 1e-4), ("a.soc", 1e-6), ("bus.end.v_pu", 1e-5), ("bus.near.v_pu", 1e-5),
        ("a.e_pu", 1e-5), ("a.p_kw", 0.02), ("hv.p_kw", 0.01), ("pv.p_kw", 1e-3),
        ("energy.served_kwh", 1e-4), ("energy.lines_kwh", 1e-5), ("energy.battery_kwh", 2e-4),
        ("ev.soc", 1e-6),
    ):  # fmt: skip
        assert adaptive.get(name) == pytest.approx(fixed.get(name), abs=tolerance), name
    for bus in ("near", "end"):
        turn = adaptive.get(f"bus.{bus}.angle_rad") - fixed.get(f"bus.{bus}.angle_rad")
        turn = math.remainder(turn, 2.0 * math.pi)
        assert turn == pytest.approx(0.0, abs=0.02), bus
