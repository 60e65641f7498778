"""Three-phase short circuits of several impedances at several buses, fed by limited inverters.

At the instant of the fault the network is exact: `I = (E - V)/z` scaled to Imax. Through the fault
and its clearing the course is that of the equations.
"""

from __future__ import annotations

from dataclasses import replace

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
    Transformer,
)
from tests.reference.independent.forming import E, W
from tests.reference.independent.translate import translate

BASE_KVA = 1000.0
KV = {"near": 6.6, "mid": 6.6, "far": 6.6, "lv": 0.21, "end": 0.21}


def _parameters(f_hz=50.0, imax=1.2, second=False, shares=(0.4, 0.3, 0.3)):
    def unit(name, bus, s_kva, p_set_kw):
        return BatteryInverter(
            name,
            bus,
            s_kva,
            Battery(2000.0),
            mode0="grid_forming",
            p_set0_kw=p_set_kw,
            ramp_kw_per_s=1e6,
            imax_pu=imax,
            undervoltage=(),
            current_limit_trip_s=1e9,
        )

    return MicrogridParameters(
        f_nominal_hz=f_hz,
        s_base_kva=BASE_KVA,
        buses=tuple(Bus(name, kv) for name, kv in KV.items()),
        lines=(
            Line("l1", "near", "mid", 0.6, 0.9),
            Line("l2", "mid", "far", 0.8, 0.8),
            Line("l3", "lv", "end", 0.01, 0.005),
        ),
        transformers=(Transformer("tr", "far", "lv", 200.0, 0.015, 0.04),),
        switches=(Switch("any", "near", "mid"),),
        inverters=(unit("a", "near", 630.0, 150.0),)
        + ((unit("b", "far", 300.0, 50.0),) if second else ()),
        loads=tuple(
            Load(name, bus, kw, 0.95, shares, 0.0, cold_factor=1.0)
            for name, bus, kw in (("hv", "mid", 150.0), ("people", "end", 60.0))
        ),
    )


def _settled(parameters):
    plant = Microgrid(parameters)
    for unit in parameters.inverters:
        plant.set(f"{unit.name}.anti_islanding", 0.0)
        plant.set(f"{unit.name}.secondary_enabled", 0.0)
        plant.set(f"{unit.name}.start", 1.0)
    plant.advance(25.0)
    return plant


def _fault(bus, ohm):
    return {bus: KV[bus] ** 2 * 1000.0 / BASE_KVA / ohm}


FAULTS = [
    ("near", 1e-3),
    ("mid", 0.5),
    ("mid", 20.0),
    ("far", 5.0),
    ("far", 60.0),
    ("lv", 0.002),
    ("end", 0.0005),
    ("end", 0.02),
]


@pytest.mark.parametrize("shares", [(1.0, 0.0, 0.0), (0.4, 0.3, 0.3), (0.0, 0.0, 1.0)])
@pytest.mark.parametrize(("bus", "ohm"), FAULTS)
def test_one_inverter_feeds_its_limited_current_into_the_fault(bus, ohm, shares):
    parameters = _parameters(shares=shares)
    plant = _settled(parameters)
    x = translate(parameters, ()).plant.steady()
    assert plant.get("a.e_pu") == pytest.approx(x[0, E], abs=1e-6)
    plant.set(f"bus.{bus}.short_ohm", ohm)
    plant.advance(plant.t_s)  # the solution of this very instant
    truth = translate(parameters, (), shunts=_fault(bus, ohm))
    v, currents, limited = truth.plant.network(x)
    assert plant.get("a.limiting") == float(limited[0])
    assert plant.get("a.i_pu") == pytest.approx(abs(currents[0]), abs=1e-6)
    for name, node in truth.node.items():
        assert plant.get(f"bus.{name}.v_pu") == pytest.approx(abs(v[node]), abs=1e-6), name


@pytest.mark.parametrize(("bus", "ohm"), FAULTS)
def test_two_inverters_share_the_fault_each_within_its_limit(bus, ohm):
    parameters = _parameters(60.0, 1.5, second=True)
    plant = _settled(parameters)
    x = translate(parameters, ()).plant.steady()
    plant.set(f"bus.{bus}.short_ohm", ohm)
    plant.advance(plant.t_s)
    truth = translate(parameters, (), shunts=_fault(bus, ohm))
    v, currents, limited = truth.plant.network(x)
    for k, name in enumerate(("a", "b")):
        assert plant.get(f"{name}.limiting") == float(limited[k])
        assert plant.get(f"{name}.i_pu") == pytest.approx(abs(currents[k]), abs=1e-6)
    for name, node in truth.node.items():
        assert plant.get(f"bus.{name}.v_pu") == pytest.approx(abs(v[node]), abs=1e-6), name


@pytest.mark.parametrize(
    ("bus", "ohm", "seconds", "f_hz"),
    [("mid", 1.0, 0.15, 50.0), ("far", 20.0, 0.3, 60.0), ("end", 0.01, 0.2, 50.0)],
)
def test_voltage_and_frequency_recover_after_the_fault_is_cleared(bus, ohm, seconds, f_hz):
    parameters = _parameters(f_hz, shares=(1.0, 0.0, 0.0))
    plant = _settled(parameters)
    healthy = translate(parameters, ())
    faulted = translate(parameters, (), shunts=_fault(bus, ohm))
    x, t0 = healthy.plant.steady(), plant.t_s
    worst_hz, worst_pu = 0.0, 0.0
    for truth, short, length in ((faulted, ohm, seconds), (healthy, 0.0, 1.0)):
        plant.set(f"bus.{bus}.short_ohm", short)
        plant.advance(plant.t_s)
        for t_s, now, v, _ in truth.plant.run(x, length, 0.002, 0.01):
            plant.advance(t0 + t_s, 0.005)
            worst_hz = max(worst_hz, abs(plant.get("a.f_hz") - f_hz * now[0, W]))
            worst_pu = max(
                worst_pu,
                *(abs(plant.get(f"bus.{b}.v_pu") - abs(v[n])) for b, n in truth.node.items()),
            )
        x, t0 = now, plant.t_s
    assert worst_hz < 2e-4
    assert worst_pu < 2e-3
    plant.advance(plant.t_s + 10.0)
    end = healthy.plant.steady()
    assert plant.get("a.e_pu") == pytest.approx(end[0, E], abs=1e-5)


def test_a_limit_held_too_long_trips_the_inverter():
    parameters = _parameters()
    (unit,) = parameters.inverters
    parameters = replace(parameters, inverters=(replace(unit, current_limit_trip_s=0.4),))
    plant = _settled(parameters)
    begun_s = plant.t_s
    plant.set("bus.mid.short_ohm", 1.0)
    trips = [e for e in plant.advance(begun_s + 1.0) if e.kind == "inverter_tripped"]
    assert [e.element for e in trips] == ["a"]
    assert trips[0].t_s - begun_s == pytest.approx(0.4, abs=0.011)
    assert plant.get("bus.end.v_pu") == 0.0
