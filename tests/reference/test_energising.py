"""Black start, hard close with inrush, closing on load, cold load: formulas and own networks."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
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
from tests.reference.independent.forming import STATES, E
from tests.reference.independent.translate import translate

BASE_KVA = 1000.0
LOAD_KW = 80.0


def _feeder(f_hz=50.0, grid=True, shares=(1.0, 0.0, 0.0), s_kva=200.0, **load):
    """Source - line - switch - transformer - load."""
    unit = BatteryInverter(
        "bess",
        "source",
        500.0,
        Battery(1000.0),
        mode0="grid_forming",
        imax_pu=100.0,
        vector_shift_trip_deg=360.0,
    )
    return MicrogridParameters(
        f_nominal_hz=f_hz,
        s_base_kva=BASE_KVA,
        buses=(
            Bus("source", 6.6),
            Bus("hv", 6.6),
            Bus("tr_hv", 6.6),
            Bus("lv", 0.21),
            Bus("use", 0.21),
        ),
        lines=(Line("line", "source", "hv", 0.5, 0.7),),
        transformers=(Transformer("tr", "tr_hv", "lv", s_kva, 0.015, 0.03),),
        switches=(
            Switch("cutout", "hv", "tr_hv", closed=not grid),
            Switch("main", "lv", "use", closed=True),
        ),
        grids=(GridSource("grid", "source", 1.0, None, 0.3, 1.7),) if grid else (),
        inverters=() if grid else (unit,),
        loads=(
            Load("load", "use", LOAD_KW, zip=shares, frequency_factor=0.0, **load),
            Load("other", "hv", 50.0, zip=shares, frequency_factor=0.0, cold_factor=1.0),
        ),
    )


@pytest.mark.parametrize("f_hz", [50.0, 60.0])
@pytest.mark.parametrize(("s_kva", "inrush_pu", "tau_s"), [(200.0, 10.0, 0.1), (50.0, 8.0, 0.3)])
def test_a_hard_close_dips_the_voltage_by_the_divider_and_decays(f_hz, s_kva, inrush_pu, tau_s):
    parameters = _feeder(f_hz, s_kva=s_kva)
    (transformer,) = parameters.transformers
    parameters = replace(
        parameters,
        transformers=(replace(transformer, inrush_pu=inrush_pu, inrush_tau_s=tau_s),),
        loads=(),
    )
    plant = Microgrid(parameters)
    plant.set("switch.cutout.command", 1.0)
    z = complex(0.3 + 0.5, 1.7 + 0.7) / (6.6**2)  # ohm / (kV^2 * 1000 / 1000 kVA)
    events = plant.advance(0.0)
    assert [e.value for e in events if e.kind == "inrush"] == [pytest.approx(s_kva)]
    for n in range(60):
        plant.advance(0.01 * n)
        y = -1j * inrush_pu * s_kva / BASE_KVA * math.exp(-0.01 * n / tau_s)
        assert plant.get("bus.hv.v_pu") == pytest.approx(abs(1.0 / (1.0 + z * y)), abs=1e-6)
        amps = abs(y / (1.0 + z * y)) * BASE_KVA / (math.sqrt(3.0) * 6.6)
        assert plant.get("switch.cutout.i_a") == pytest.approx(amps, abs=1e-4)
    plant.advance(20.0)
    assert plant.get("bus.hv.v_pu") == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize("shares", [(1.0, 0.0, 0.0), (0.4, 0.3, 0.3), (0.0, 0.0, 1.0)])
def test_inrush_and_loads_together_are_one_network(shares):
    parameters = _feeder(shares=shares, cold_factor=1.0)
    plant = Microgrid(parameters)
    plant.set("switch.cutout.command", 1.0)
    plant.advance(0.0)
    for n in range(0, 40, 5):
        plant.advance(0.01 * n)
        inrush = {"tr_hv": -10.0j * 200.0 / BASE_KVA * math.exp(-0.1 * n)}
        truth = translate(parameters, ("cutout", "main"), shunts=inrush)
        v, _, _ = truth.plant.network(np.zeros((0, STATES)))
        for bus, node in truth.node.items():
            assert plant.get(f"bus.{bus}.v_pu") == pytest.approx(abs(v[node]), abs=1e-6), (n, bus)


@pytest.mark.parametrize("f_hz", [50.0, 60.0])
@pytest.mark.parametrize("ramp_s", [2.0, 5.0])
def test_a_black_start_raises_the_voltage_evenly_without_inrush(f_hz, ramp_s):
    parameters = _feeder(f_hz, grid=False, cold_factor=1.0)
    (unit,) = parameters.inverters
    parameters = replace(parameters, inverters=(replace(unit, ramp_s=ramp_s),))
    plant = Microgrid(parameters)
    plant.set("bess.anti_islanding", 0.0)
    plant.set("bess.secondary_enabled", 0.0)
    plant.set("bess.start", 1.0)
    events = list(plant.advance(0.0))
    truth = translate(parameters, ("cutout", "main"))
    for n in range(1, 20):
        events += plant.advance(ramp_s * n / 20.0)
        x = truth.plant.steady()
        x[0, E] = n / 20.0
        v, _, _ = truth.plant.network(x)
        assert plant.get("bess.e_pu") == pytest.approx(n / 20.0, abs=1e-9)
        for bus, node in truth.node.items():
            assert plant.get(f"bus.{bus}.v_pu") == pytest.approx(abs(v[node]), abs=1e-6), bus
    events += plant.advance(ramp_s + 20.0)
    done = [e.t_s for e in events if e.kind == "ramp_done"]
    assert done == [pytest.approx(ramp_s, abs=0.02)]
    assert not [e for e in events if e.kind == "inrush"]
    x = truth.plant.steady()
    assert plant.get("bess.e_pu") == pytest.approx(x[0, E], abs=1e-6)


@pytest.mark.parametrize("f_hz", [50.0, 60.0])
@pytest.mark.parametrize("shares", [(1.0, 0.0, 0.0), (0.4, 0.3, 0.3), (0.0, 0.0, 1.0)])
def test_closing_on_a_load_draws_its_current_at_once(f_hz, shares):
    parameters = _feeder(f_hz, grid=False, shares=shares, cold_factor=1.0)
    plant = Microgrid(parameters)
    plant.set("bess.anti_islanding", 0.0)
    plant.set("bess.secondary_enabled", 0.0)
    plant.set("switch.main.command", 0.0)
    plant.set("bess.start", 1.0)
    plant.advance(20.0)
    x = translate(parameters, ("cutout",)).plant.steady()
    plant.set("switch.main.command", 1.0)
    plant.advance(plant.t_s)
    truth = translate(parameters, ("cutout", "main"))
    v, currents, _ = truth.plant.network(x)
    assert plant.get("bess.i_pu") == pytest.approx(abs(currents[0]), abs=1e-6)
    for bus, node in truth.node.items():
        assert plant.get(f"bus.{bus}.v_pu") == pytest.approx(abs(v[node]), abs=1e-6), bus
    load = truth.plant.loads[0]
    amps = abs(load.at(abs(v[load.node]))[0] / v[load.node]) * BASE_KVA / (math.sqrt(3.0) * 0.21)
    assert plant.get("switch.main.i_a") == pytest.approx(amps, rel=1e-6)


def _cold_pu(after_s, outage_s, *, factor, hold_s, tau_s, outage_s0):
    peak = 1.0 + (factor - 1.0) * min(outage_s / outage_s0, 1.0)
    if after_s <= hold_s:
        return peak
    return 1.0 + (peak - 1.0) * math.exp(-(after_s - hold_s) / tau_s)


@pytest.mark.parametrize(
    ("outage_s", "factor", "hold_s", "tau_s", "outage_s0"),
    [
        (1200.0, 2.0, 900.0, 1200.0, 600.0),
        (300.0, 2.0, 900.0, 1200.0, 600.0),
        (40.0, 3.0, 60.0, 300.0, 100.0),
    ],
)
@pytest.mark.parametrize("longest_s", [1.0, 60.0])
def test_cold_load_decays_by_its_formula_over_hours(
    *, outage_s, factor, hold_s, tau_s, outage_s0, longest_s
):
    parameters = _feeder(
        shares=(0.0, 0.0, 1.0),
        cold_factor=factor,
        cold_hold_s=hold_s,
        cold_tau_s=tau_s,
        outage_s0=outage_s0,
    )
    parameters = replace(
        parameters, switches=tuple(replace(s, closed=True) for s in parameters.switches)
    )
    plant = Microgrid(parameters)
    plant.longest_step_s = longest_s
    plant.advance(10.0)
    assert plant.get("load.p_kw") == pytest.approx(LOAD_KW, abs=1e-6)
    plant.set("switch.main.command", 0.0)
    plant.advance(10.0 + outage_s)
    assert plant.get("load.p_kw") == 0.0
    begun_s = plant.t_s
    plant.set("switch.main.command", 1.0)
    energy_kwh, before_kwh, last = 0.0, plant.get("load.served_kwh"), None
    for after_s in range(1, 5400):
        expected = LOAD_KW * _cold_pu(
            after_s,
            outage_s,
            factor=factor,
            hold_s=hold_s,
            tau_s=tau_s,
            outage_s0=outage_s0,
        )
        energy_kwh += 0.5 * (expected + (last or expected)) / 3600.0
        last = expected
        if after_s in (1, 10, 59, 61, 120, 899, 901, 1500, 3600, 5399):
            plant.advance(begun_s + after_s)
            assert plant.get("load.p_kw") == pytest.approx(expected, rel=1e-4), after_s
    assert plant.get("load.served_kwh") - before_kwh == pytest.approx(energy_kwh, rel=2e-3)
