"""A grid-forming inverter in parallel with the grid: droop gives its power, not its frequency."""

from __future__ import annotations

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
    Switch,
)
from tests.reference.independent.forming import PF, QF
from tests.reference.independent.translate import translate

S_KVA = 400.0


def _parameters(f_hz=50.0, grid_f_hz=50.0, mp=0.01, p_set_kw=100.0, secondary_ts_s=10.0):
    return MicrogridParameters(
        f_nominal_hz=f_hz,
        s_base_kva=1000.0,
        buses=(Bus("feeder", 6.6), Bus("mid", 6.6), Bus("more", 6.6), Bus("bess_bus", 6.6)),
        lines=(
            Line("far", "feeder", "mid", 0.5, 0.9),
            Line("near", "mid", "bess_bus", 0.2, 0.3),
        ),
        switches=(Switch("step", "mid", "more"),),
        grids=(GridSource("grid", "feeder", 1.01, grid_f_hz, 0.3, 2.0),),
        inverters=(
            BatteryInverter(
                "bess",
                "bess_bus",
                S_KVA,
                Battery(1000.0),
                mp=mp,
                mode0="grid_forming",
                p_set0_kw=p_set_kw,
                ramp_kw_per_s=1e6,
                imax_pu=10.0,
                secondary_ts_s=secondary_ts_s,
            ),
        ),
        loads=(
            Load("first", "mid", 150.0, frequency_factor=0.0, cold_factor=1.0),
            Load("second", "more", 120.0, frequency_factor=0.0, cold_factor=1.0),
        ),
    )


def _joined(parameters):
    plant = Microgrid(parameters)
    plant.set("bess.secondary_enabled", 0.0)
    plant.set("bess.start", 1.0)
    plant.advance(20.0)
    assert plant.get("bess.state") == 3.0
    return plant


@pytest.mark.parametrize(
    ("f_hz", "grid_f_hz", "mp", "p_set_kw"),
    [
        (50.0, 50.0, 0.01, 100.0),
        (50.0, 49.9, 0.01, 100.0),
        (50.0, 50.08, 0.02, -50.0),
        (60.0, 59.94, 0.005, 0.0),
        (60.0, 60.2, 0.03, 200.0),
    ],
)
def test_power_follows_the_frequency_of_the_grid(f_hz, grid_f_hz, mp, p_set_kw):
    parameters = _parameters(f_hz, grid_f_hz, mp, p_set_kw)
    plant = _joined(parameters)
    expected = p_set_kw / S_KVA + (1.0 - grid_f_hz / f_hz) / mp
    assert plant.get("bess.p_kw") / S_KVA == pytest.approx(expected, abs=1e-6)
    x = translate(parameters, ()).plant.steady()
    assert x[0, PF] == pytest.approx(expected, abs=1e-8)
    assert plant.get("bess.q_kvar") / S_KVA == pytest.approx(x[0, QF], abs=1e-6)
    assert plant.get("bess.f_hz") == pytest.approx(grid_f_hz, abs=1e-6)


@pytest.mark.parametrize(("f_hz", "grid_f_hz"), [(50.0, 50.0), (50.0, 49.95), (60.0, 60.06)])
def test_a_load_step_swings_it_as_the_equations_say(f_hz, grid_f_hz):
    parameters = _parameters(f_hz, grid_f_hz)
    plant = _joined(parameters)
    begun_s = plant.t_s
    after = translate(parameters, ("step",))
    node = after.node["bess_bus"]
    plant.set("switch.step.command", 1.0)
    worst_hz, worst_pu = 0.0, 0.0
    for t_s, x, v, currents in after.plant.run(
        translate(parameters, ()).plant.steady(), 1.0, 0.002, 0.01
    ):
        plant.advance(begun_s + t_s)
        p = (v[node] * currents[0].conjugate()).real
        worst_hz = max(worst_hz, abs(plant.get("bess.f_hz") - f_hz * after.plant.speeds(x)[0]))
        worst_pu = max(worst_pu, abs(plant.get("bess.p_kw") / S_KVA - p))
    assert worst_hz < 2e-4
    assert worst_pu < 1e-3


def test_secondary_control_left_on_runs_to_the_limit_at_its_own_rate():
    f_hz, grid_f_hz, ts_s = 50.0, 49.96, 8.0
    parameters = _parameters(f_hz, grid_f_hz, secondary_ts_s=ts_s)
    plant = _joined(parameters)
    begun_s = plant.t_s
    plant.set("bess.secondary_enabled", 2.0)
    truth = translate(parameters, (), secondary=True)
    node = truth.node["bess_bus"]
    rest = translate(parameters, ()).plant.steady()
    for t_s, x, v, currents in truth.plant.run(rest, 20.0, 0.005, 5.0):
        plant.advance(begun_s + t_s)
        p = (v[node] * currents[0].conjugate()).real
        assert plant.get("bess.p_kw") / S_KVA == pytest.approx(p, abs=1e-6)
        at_end = x[0, PF]
    assert at_end == pytest.approx(0.33 + (1.0 - grid_f_hz / f_hz) / (0.01 * ts_s) * 20.0, abs=0.01)
    plant.advance(begun_s + 200.0)
    assert plant.get("bess.p_kw") / S_KVA == pytest.approx(1.0, abs=0.01)
    assert plant.get("bess.state") == 3.0


def test_losing_the_grid_leaves_it_at_its_droop():
    parameters = _parameters(50.0, 50.0, p_set_kw=100.0)
    plant = _joined(parameters)
    plant.set("bess.anti_islanding", 0.0)
    plant.set("grid.live", 0.0)
    plant.advance(plant.t_s + 20.0)
    alone = replace(parameters, grids=(replace(parameters.grids[0], live=False),))
    x = translate(alone, ()).plant.steady()
    assert plant.get("bess.p_kw") / S_KVA == pytest.approx(x[0, PF], abs=1e-6)
    assert plant.get("bess.f_hz") == pytest.approx(50.0 * (1 + 0.01 * (0.25 - x[0, PF])), abs=1e-6)
