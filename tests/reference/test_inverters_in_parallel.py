"""Two and three grid-forming inverters on one network against an own integration (RK4)."""

from __future__ import annotations

from dataclasses import dataclass

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
from tests.reference.independent.forming import PF, QF, W
from tests.reference.independent.translate import translate

BASE_KVA = 1000.0
KV = 6.6
FINE_S = 0.002


@dataclass(frozen=True)
class Unit:
    s_kva: float
    mp: float
    mq: float
    p_set_kw: float
    tf_s: float = 0.02
    xl_pu: float = 0.15
    vsm_m_s: float = 0.0


@dataclass(frozen=True)
class Case:
    """Units at the ends of a star of lines; load and a step in its middle."""

    f_hz: float
    units: tuple[Unit, ...]
    ohms: tuple[complex, ...]
    load_kw: float
    step_kw: float
    shares: tuple[float, float, float]
    power_factor: float = 0.95
    kf: float = 0.0


CASES = {
    "two alike, impedance": Case(
        50.0,
        (Unit(630.0, 0.01, 0.05, 100.0), Unit(630.0, 0.01, 0.05, 100.0)),
        (0.2 + 0.3j, 1.2 + 1.4j),
        300.0,
        250.0,
        (1.0, 0.0, 0.0),
    ),
    "two unlike, ZIP, 60 Hz": Case(
        60.0,
        (Unit(630.0, 0.01, 0.05, 0.0), Unit(250.0, 0.02, 0.03, 50.0, 0.01, 0.2)),
        (0.168 + 0.238j, 2.0 + 1.0j),
        400.0,
        150.0,
        (0.4, 0.3, 0.3),
    ),
    "two, constant power, stiff droop": Case(
        50.0,
        (Unit(1000.0, 0.03, 0.05, 300.0), Unit(500.0, 0.05, 0.05, 100.0)),
        (0.5 + 0.5j, 0.5 + 0.8j),
        500.0,
        -300.0,
        (0.0, 0.0, 1.0),
    ),
    "three unlike": Case(
        50.0,
        (
            Unit(630.0, 0.01, 0.05, 100.0),
            Unit(300.0, 0.02, 0.05, 0.0, 0.015),
            Unit(100.0, 0.03, 0.04, 20.0, 0.01, 0.25),
        ),
        (0.3 + 0.4j, 1.0 + 1.0j, 3.0 + 2.0j),
        500.0,
        200.0,
        (0.4, 0.3, 0.3),
    ),
    "one alone, constant power": Case(
        60.0,
        (Unit(500.0, 0.02, 0.05, 0.0, 0.01),),
        (0.3 + 0.4j,),
        200.0,
        250.0,
        (0.0, 0.0, 1.0),
    ),
    "one with inertia, one without": Case(
        60.0,
        (Unit(630.0, 0.02, 0.05, 100.0, vsm_m_s=6.0), Unit(400.0, 0.01, 0.05, 100.0)),
        (0.2 + 0.3j, 0.8 + 0.9j),
        300.0,
        300.0,
        (0.5, 0.0, 0.5),
    ),
}


def _parameters(case):
    n = len(case.units)
    inverters = tuple(
        BatteryInverter(
            f"i{k}",
            f"b{k}",
            u.s_kva,
            Battery(2000.0, soc0=0.6),
            mp=u.mp,
            mq=u.mq,
            tf_s=u.tf_s,
            xl_pu=u.xl_pu,
            vsm_m_s=u.vsm_m_s,
            imax_pu=10.0,
            ramp_kw_per_s=1e6,
            mode0="grid_forming",
            p_set0_kw=u.p_set_kw,
        )
        for k, u in enumerate(case.units)
    )
    return MicrogridParameters(
        f_nominal_hz=case.f_hz,
        s_base_kva=BASE_KVA,
        buses=(*(Bus(f"b{k}", KV) for k in range(n)), Bus("mid", KV), Bus("more", KV)),
        lines=tuple(Line(f"l{k}", f"b{k}", "mid", z.real, z.imag) for k, z in enumerate(case.ohms)),
        switches=(Switch("step", "mid", "more"),),
        inverters=inverters,
        loads=tuple(
            Load(name, bus, p_kw, case.power_factor, case.shares, case.kf, cold_factor=1.0)
            for name, bus, p_kw in (
                ("first", "mid", case.load_kw),
                ("second", "more", case.step_kw),
            )
        ),
    )


def _started(case):
    plant = Microgrid(_parameters(case))
    for k in range(len(case.units)):
        plant.set(f"i{k}.anti_islanding", 0.0)
        plant.set(f"i{k}.secondary_enabled", 0.0)
        plant.set(f"i{k}.start", 1.0)
    plant.advance(30.0)
    return plant


@pytest.mark.parametrize("name", CASES)
def test_they_share_in_proportion_to_their_droops(name):
    case = CASES[name]
    plant, x = _started(case), translate(_parameters(case), ()).plant.steady()
    for k, unit in enumerate(case.units):
        assert plant.get(f"i{k}.f_hz") / case.f_hz == pytest.approx(x[k, W], abs=1e-6)
        assert plant.get(f"i{k}.p_kw") / unit.s_kva == pytest.approx(x[k, PF], abs=1e-6)
        assert plant.get(f"i{k}.q_kvar") / unit.s_kva == pytest.approx(x[k, QF], abs=1e-6)


@pytest.mark.parametrize("name", CASES)
def test_a_load_step_gives_the_transient_of_the_equations(name):
    case = CASES[name]
    plant, before = _started(case), translate(_parameters(case), ())
    after = translate(_parameters(case), ("step",))
    begun_s = plant.t_s
    plant.set("switch.step.command", 1.0)
    worst_hz, worst_kw = 0.0, 0.0
    for t_s, x, v, currents in after.plant.run(before.plant.steady(), 1.5, 0.002, 0.01):
        plant.advance(begun_s + t_s, FINE_S)
        for k, unit in enumerate(case.units):
            p_kw = (v[after.node[f"b{k}"]] * currents[k].conjugate()).real * unit.s_kva
            worst_hz = max(worst_hz, abs(plant.get(f"i{k}.f_hz") - case.f_hz * x[k, W]))
            worst_kw = max(worst_kw, abs(plant.get(f"i{k}.p_kw") - p_kw))
    assert worst_hz < 2e-4
    assert worst_kw < 2e-3 * abs(case.step_kw)
