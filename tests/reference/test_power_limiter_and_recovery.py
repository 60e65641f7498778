"""The P-limiter (case A16's family) with other numbers: overload and relief, full battery, two
inverters of which one is at its limit. Against an own integration."""

from __future__ import annotations

import pytest

from sim import (
    Battery,
    BatteryInverter,
    Bus,
    Line,
    Load,
    Microgrid,
    MicrogridParameters,
    Switch,
)
from tests.reference.independent.forming import W
from tests.reference.independent.translate import translate

TOLERANCE_HZ = 1e-4


def _unit(name, bus, s_kva, p_set_kw, *, p_max_pu=1.0, p_min_pu=-1.0, **more):
    battery = Battery(5000.0, p_max_over_soc=((0.0, p_max_pu),), p_min_over_soc=((0.0, p_min_pu),))
    return BatteryInverter(
        name,
        bus,
        s_kva,
        battery,
        mode0="grid_forming",
        p_set0_kw=p_set_kw,
        ramp_kw_per_s=1e6,
        imax_pu=10.0,
        **more,
    )


def _parameters(f_hz, loads_kw, units):
    """Loads in series of switches at one bus: "s0" closed, "s1", ... waiting."""
    buses = [Bus("mg", 6.6), Bus("far", 6.6)]
    buses += [Bus(f"u{k}", 6.6) for k in range(len(loads_kw))]
    return MicrogridParameters(
        f_nominal_hz=f_hz,
        buses=tuple(buses),
        lines=(Line("line", "mg", "far", 0.3, 0.5),),
        switches=tuple(Switch(f"s{k}", "mg", f"u{k}", closed=k == 0) for k in range(len(loads_kw))),
        inverters=units,
        loads=tuple(
            Load(f"load{k}", f"u{k}", kw, 1.0, (0.0, 0.0, 1.0), 0.0, cold_factor=1.0)
            for k, kw in enumerate(loads_kw)
        ),
    )


def _compare(parameters, limits, story, dt_s=None):
    """Follow (switches closed, seconds) from rest; worst error of any speed in Hz and the peak."""
    plant = Microgrid(parameters)
    for unit in parameters.inverters:
        plant.set(f"{unit.name}.anti_islanding", 0.0)
        plant.set(f"{unit.name}.secondary_enabled", 0.0)
        plant.set(f"{unit.name}.start", 1.0)
    plant.advance(25.0)
    x = translate(parameters, ("s0",), limits=limits).plant.steady()
    worst, far, t0 = 0.0, 0.0, plant.t_s
    f0 = parameters.f_nominal_hz
    for closed, seconds in story:
        for switch in parameters.switches:
            plant.set(f"switch.{switch.name}.command", float(switch.name in closed))
        course = translate(parameters, closed, limits=limits).plant.run(x, seconds, 0.002, 0.01)
        for t_s, x, _, _ in course[1:]:
            plant.advance(t0 + t_s, dt_s)
            for k, unit in enumerate(parameters.inverters):
                error = plant.get(f"{unit.name}.f_hz") - f0 * x[k, W]
                worst = max(worst, abs(error))
                far = max(far, abs(f0 * (x[k, W] - 1.0)))
        t0 = plant.t_s
    return worst, far


@pytest.mark.parametrize(
    ("f_hz", "step_kw", "p_max", "mp", "kpp", "kip", "tf_s"),
    [
        (50.0, 200.0, 0.8, 0.01, 0.01, 0.1, 0.02),
        (60.0, 150.0, 0.9, 0.02, 0.02, 0.2, 0.01),
        (50.0, 300.0, 0.6, 0.005, 0.0, 0.05, 0.03),
    ],
)
def test_frequency_falls_on_overload_and_comes_back_when_it_goes(
    *, f_hz, step_kw, p_max, mp, kpp, kip, tf_s
):
    unit = _unit("a", "mg", 500.0, 250.0, p_max_pu=p_max, mp=mp, kppmax=kpp, kipmax=kip, tf_s=tf_s)
    parameters = _parameters(f_hz, (250.0, step_kw), (unit,))
    worst, far = _compare(parameters, {"a": (-1.0, p_max)}, ((("s0", "s1"), 1.0), (("s0",), 1.5)))
    assert far > 0.15, "the limiter must have been at work"
    assert worst < TOLERANCE_HZ


@pytest.mark.parametrize(("f_hz", "p_min", "surplus_kw"), [(50.0, 0.0, 60.0), (60.0, -0.2, 180.0)])
def test_frequency_rises_when_the_battery_takes_no_more(f_hz, p_min, surplus_kw):
    unit = _unit("a", "mg", 500.0, 30.0, p_min_pu=p_min)
    parameters = _parameters(f_hz, (30.0, -surplus_kw), (unit,))
    worst, far = _compare(parameters, {"a": (p_min, 1.0)}, ((("s0", "s1"), 1.0), (("s0",), 1.5)))
    assert far > 0.1
    assert worst < TOLERANCE_HZ


@pytest.mark.parametrize("f_hz", [50.0, 60.0])
def test_the_other_inverter_takes_over_what_one_cannot_give(f_hz):
    units = (
        _unit("a", "mg", 500.0, 100.0),
        _unit("b", "far", 200.0, 100.0, p_max_pu=0.6, mp=0.01),
    )
    parameters = _parameters(f_hz, (200.0, 150.0), units)
    worst, far = _compare(
        parameters, {"b": (-1.0, 0.6)}, ((("s0", "s1"), 1.5), (("s0",), 1.5)), 0.002
    )
    assert far > 0.1
    assert worst < 2e-4
