"""Diesel machines in an island, alone, together and beside forming inverters, against RK4."""

from __future__ import annotations

import pytest

from sim import (
    Battery,
    BatteryInverter,
    Bus,
    DieselGenerator,
    Line,
    Load,
    Microgrid,
    MicrogridParameters,
    Switch,
)
from tests.reference.independent.forming import W
from tests.reference.independent.translate import translate

INVERTER = BatteryInverter(
    "bess", "two", 400.0, Battery(1000.0), mode0="grid_forming", p_set0_kw=80.0, imax_pu=5.0
)
BIG = DieselGenerator("big", "one", 500.0, damping=10.0, mode0="running", p_set0_kw=150.0)
STIFF_E = DieselGenerator(
    "big", "one", 500.0, h_s=0.8, damping=5.0, droop=0.04, governor_s=0.3, xd_pu=0.3,
    avr_gain=0.0, mode0="running", p_set0_kw=150.0,
)  # fmt: skip
SMALL = DieselGenerator(
    "small", "two", 200.0, h_s=1.0, damping=12.0, droop=0.03, governor_s=0.4,
    mode0="running", p_set0_kw=60.0,
)  # fmt: skip

CASES = {
    "one alone": ((BIG,), ()),
    "one alone, constant E": ((STIFF_E,), ()),
    "two": ((BIG, SMALL), ()),
    "beside an inverter": ((BIG,), (INVERTER,)),
}


def _parameters(name, f_hz):
    machines, inverters = CASES[name]
    return MicrogridParameters(
        f_nominal_hz=f_hz,
        buses=(Bus("one", 6.6), Bus("mid", 6.6), Bus("two", 6.6), Bus("more", 6.6)),
        lines=(Line("l1", "one", "mid", 0.3, 0.5), Line("l2", "mid", "two", 0.5, 0.6)),
        switches=(Switch("step", "mid", "more"),),
        machines=machines,
        inverters=inverters,
        loads=tuple(
            Load(n, b, kw, zip=(0.4, 0.3, 0.3), frequency_factor=0.0, cold_factor=1.0)
            for n, b, kw in (("first", "mid", 200.0), ("second", "more", 90.0))
        ),
    )


@pytest.mark.parametrize("f_hz", [50.0, 60.0])
@pytest.mark.parametrize("name", CASES)
def test_a_load_step_swings_them_as_the_equations_say(name, f_hz):
    parameters = _parameters(name, f_hz)
    plant = Microgrid(parameters)
    plant.advance(60.0, 0.01)
    names = [m.name for m in parameters.machines] + [i.name for i in parameters.inverters]
    order = [i.name for i in parameters.inverters] + [m.name for m in parameters.machines]
    held = {"big": plant.get("big.e_pu")} if name == "one alone, constant E" else {}
    rest = translate(parameters, (), held_e=held).plant.steady()
    for one in names:
        k = order.index(one)
        assert plant.get(f"{one}.f_hz") / f_hz == pytest.approx(rest[k, W], abs=1e-6), one
    plant.set("switch.step.command", 1.0)
    after = translate(parameters, ("step",), held_e=held)
    worst_hz, worst_v = 0.0, 0.0
    for t_s, x, v, _ in after.plant.run(rest, 3.0, 0.002, 0.02):
        plant.advance(60.0 + t_s)
        for k, one in enumerate(order):
            worst_hz = max(worst_hz, abs(plant.get(f"{one}.f_hz") - f_hz * x[k, W]))
        worst_v = max(worst_v, abs(plant.get("bus.mid.v_pu") - abs(v[after.node["mid"]])))
    assert worst_hz < 2e-4
    assert worst_v < 1e-3
