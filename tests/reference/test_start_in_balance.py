"""Inverters that form from the first instant, angles of sources, taps: as a power flow begins."""

from __future__ import annotations

import cmath
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
    Switch,
    Transformer,
)
from tests.reference.independent.translate import translate

STIFF = {"zip": (0.4, 0.3, 0.3), "frequency_factor": 0.0, "cold_factor": 1.0}


def _island(f_hz, seconds_of):
    return MicrogridParameters(
        f_nominal_hz=f_hz,
        buses=(Bus("one", 6.6), Bus("mid", 6.6), Bus("two", 6.6)),
        lines=(Line("l1", "one", "mid", 0.3, 0.4), Line("l2", "mid", "two", 0.6, 0.5)),
        inverters=tuple(
            BatteryInverter(
                name,
                bus,
                s_kva,
                Battery(1000.0),
                mp=mp,
                mode0="grid_forming",
                p_set0_kw=p_kw,
                imax_pu=5.0,
            )
            for name, bus, s_kva, mp, p_kw in seconds_of
        ),
        loads=(Load("load", "mid", 300.0, **STIFF),),
    )


@pytest.mark.parametrize("f_hz", [50.0, 60.0])
@pytest.mark.parametrize(
    "units",
    [
        (("a", "one", 500.0, 0.01, 300.0),),
        (("a", "one", 500.0, 0.01, 200.0), ("b", "two", 300.0, 0.02, 80.0)),
    ],
)
def test_what_runs_at_the_start_stays_at_rest(f_hz, units):
    plant = Microgrid(_island(f_hz, units))
    names = [f"{u[0]}.{slot}" for u in units for slot in ("p_kw", "q_kvar", "e_pu")]
    names += [f"bus.{b}.v_pu" for b in ("one", "mid", "two")]
    begun = {name: plant.get(name) for name in names}
    assert all(plant.get(f"{u[0]}.state") == 3.0 for u in units)
    events = plant.advance(0.5)
    assert not events
    for name in names:
        assert plant.get(name) == pytest.approx(begun[name], rel=1e-5, abs=1e-6), name
    plant.advance(60.0)
    x = translate(_island(f_hz, units), ()).plant.steady()
    for k, unit in enumerate(units):
        assert plant.get(f"{unit[0]}.state") == 3.0
        assert plant.get(f"{unit[0]}.p_kw") / unit[2] == pytest.approx(x[k, 0], abs=1e-6)


@pytest.mark.parametrize("degrees", [0.0, 10.0, -35.0, 120.0])
def test_the_angle_of_a_source_is_where_it_was_put(degrees):
    plant = Microgrid(
        MicrogridParameters(
            s_base_kva=1000.0,
            buses=(Bus("one", 6.6), Bus("two", 6.6)),
            switches=(Switch("tie", "one", "two"),),
            grids=(
                GridSource("g1", "one", 1.0, None, 0.5, 3.0),
                GridSource("g2", "two", 0.98, None, 0.2, 2.0, angle_deg=degrees),
            ),
        )
    )
    assert plant.get("switch.tie.angle_deg") == pytest.approx(degrees, abs=1e-9)
    assert plant.get("switch.tie.slip_hz") == 0.0
    plant.set("switch.tie.command", 1.0)
    plant.advance(0.0)
    i = (1.0 - cmath.rect(0.98, math.radians(degrees))) / complex(0.7, 5.0) * 6.6**2
    amps = abs(i) * 1000.0 / (math.sqrt(3.0) * 6.6)
    assert plant.get("g1.i_a") == pytest.approx(amps, rel=1e-6)


@pytest.mark.parametrize("tap", [1.0, 0.975, 1.05])
def test_a_tap_changes_the_voltage_by_its_turns(tap):
    """Ideal ratio tap:1 at the hv side in series with the impedance at the lv side."""
    parameters = MicrogridParameters(
        s_base_kva=100.0,
        buses=(Bus("hv", 6.6), Bus("lv", 0.21)),
        transformers=(Transformer("tr", "hv", "lv", 100.0, 0.012, 0.035),),
        grids=(GridSource("grid", "hv", 1.0, None, 0.0, 1e-7),),
        loads=(Load("load", "lv", 70.0, 0.9, **{**STIFF, "zip": (1.0, 0.0, 0.0)}),),
    )
    (transformer,) = parameters.transformers
    plant = Microgrid(replace(parameters, transformers=(replace(transformer, tap=tap),)))
    y = complex(0.7, -0.7 * math.tan(math.acos(0.9)))
    v = (1.0 / tap) / (1.0 + complex(0.012, 0.035) * y)
    assert plant.get("bus.lv.v_pu") == pytest.approx(abs(v), abs=1e-6)
    assert plant.get("grid.p_kw") - plant.get("load.p_kw") == pytest.approx(
        abs(v * y) ** 2 * 0.012 * 100.0, rel=1e-4
    )
