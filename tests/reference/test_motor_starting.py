"""Direct-on-line start of an induction motor against an RK4 of its slip in the same circuit."""

from __future__ import annotations

import math

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
    Motor,
    Switch,
)
from tests.reference.independent.motor import Machine

BASE_KVA = 500.0
KV = 0.42
QUIET = {"drop_pu": 0.05, "drop_s": 10.0, "return_s": 0.0}

MOTORS = [
    (Motor(30.0, **QUIET), 0.02 + 0.04j),
    (Motor(55.0, 1.25, 0.02, 0.08, 0.04, 0.12, 3.5, 0.4, 0.6, **QUIET), 0.015 + 0.03j),
    (Motor(7.5, 1.35, 0.05, 0.09, 0.05, 0.09, 2.2, 0.1, 0.9, **QUIET), 0.1 + 0.05j),
]


def _machine(m):
    return Machine(m.rs, m.xs, m.rr, m.xr, m.xm, m.h_s, m.torque)


def _parameters(motor, f_hz, source_ohm, closed=False):
    return MicrogridParameters(
        f_nominal_hz=f_hz,
        s_base_kva=BASE_KVA,
        buses=(Bus("s", KV), Bus("m", KV)),
        switches=(Switch("k", "s", "m", closed=closed),),
        grids=(GridSource("g", "s", 1.0, None, source_ohm.real, source_ohm.imag),),
        loads=(Load("mot", "m", 0.0, motor=motor, cold_factor=1.0),),
    )


@pytest.mark.parametrize("f_hz", [50.0, 60.0])
@pytest.mark.parametrize(("motor", "source_ohm"), MOTORS)
def test_a_direct_start_follows_the_slip_equation(motor, source_ohm, f_hz):
    rating = motor.p_kw * motor.kva_per_kw
    z = source_ohm * rating / (KV**2 * 1000.0)
    plant = Microgrid(_parameters(motor, f_hz, source_ohm))
    plant.set("switch.k.command", 1.0)
    while plant.get("mot.contactor") < 0.5 and plant.t_s < 0.1:
        plant.advance(plant.t_s + 0.01)
    # the contactor pulled in somewhere in the last step: the two courses are laid over each
    # other where the slip has fallen to 0.9
    course = _machine(motor).run(1.0, lambda t, y: abs(1.0 / (1.0 + z * y)), 3.0, 0.001, 0.01)
    worst_v, worst_kw, worst_slip = 0.0, 0.0, 0.0
    begun_s = plant.t_s - (0.01 if plant.get("mot.motor_slip") < 1.0 else 0.0)
    for t_s, slip, v, s in course[1:]:
        plant.advance(begun_s + t_s)
        worst_slip = max(worst_slip, abs(plant.get("mot.motor_slip") - slip))
        worst_v = max(worst_v, abs(plant.get("bus.m.v_pu") - v))
        worst_kw = max(worst_kw, abs(plant.get("mot.p_kw") - s.real * rating))
    assert worst_slip < 2e-3
    assert worst_v < 1e-3
    assert worst_kw < 0.02 * 2.5 * rating


@pytest.mark.parametrize(("motor", "source_ohm"), MOTORS)
def test_it_runs_at_the_slip_where_torques_are_equal(motor, source_ohm):
    rating = motor.p_kw * motor.kva_per_kw
    z = source_ohm * rating / (KV**2 * 1000.0)
    plant = Microgrid(_parameters(motor, 50.0, source_ohm, closed=True))
    plant.advance(20.0)
    machine, slip = _machine(motor), plant.get("mot.motor_slip")
    y = machine.admittance(slip)
    v = abs(1.0 / (1.0 + z * y))
    torque = machine.electric_torque(slip, v)
    assert torque == pytest.approx(motor.torque * (1.0 - slip) ** 2, rel=1e-4)
    assert plant.get("bus.m.v_pu") == pytest.approx(v, abs=1e-6)
    assert plant.get("mot.p_kw") == pytest.approx(v**2 * y.real * rating, rel=1e-5)
    assert plant.get("mot.q_kvar") == pytest.approx(-(v**2) * y.imag * rating, rel=1e-5)


def test_the_locked_rotor_draws_its_current_from_the_first_instant():
    motor, source_ohm = MOTORS[0]
    rating = motor.p_kw * motor.kva_per_kw
    z = source_ohm * rating / (KV**2 * 1000.0)
    plant = Microgrid(_parameters(motor, 50.0, source_ohm))
    plant.set("switch.k.command", 1.0)
    lowest = 1.0
    for _ in range(10):
        plant.advance(plant.t_s + 0.01)
        lowest = min(lowest, plant.get("bus.m.v_pu"))
    dip = abs(1.0 / (1.0 + z * _machine(motor).admittance(1.0)))
    assert lowest == pytest.approx(dip, abs=1e-3)


def test_a_motor_start_pulls_down_the_island_of_an_inverter():
    motor = Motor(45.0, **QUIET)
    plant = Microgrid(
        MicrogridParameters(
            s_base_kva=BASE_KVA,
            buses=(Bus("mg", 6.6), Bus("mid", 6.6), Bus("m", 6.6)),
            lines=(Line("line", "mg", "mid", 2.0, 3.0),),
            switches=(Switch("k", "mid", "m"),),
            inverters=(BatteryInverter("bess", "mg", 400.0, Battery(800.0), mode0="standby"),),
            loads=(Load("mot", "m", 0.0, motor=motor, cold_factor=1.0),),
        )
    )
    plant.set("bess.anti_islanding", 0.0)
    plant.set("bess.secondary_enabled", 0.0)
    plant.set("bess.start", 1.0)
    plant.advance(10.0)
    plant.set("switch.k.command", 1.0)
    lowest, slowest = 1.0, 50.0
    for _ in range(300):
        plant.advance(plant.t_s + 0.01)
        lowest = min(lowest, plant.get("bus.m.v_pu"))
        slowest = min(slowest, plant.get("bess.f_hz"))
    rating = 45.0 * 1.3
    y = _machine(motor).admittance(1.0) * rating / BASE_KVA
    z = complex(2.0, 3.0) / (6.6**2 * 1000.0 / BASE_KVA) + complex(0.03, 0.15) * BASE_KVA / 400.0
    assert lowest == pytest.approx(abs(1.0 / (1.0 + z * y)), abs=3e-3)
    peak_pu = 2.45 * rating / 400.0  # the greatest power on the way up, about slip 0.2
    assert 0.5 * peak_pu < (50.0 - slowest) / 50.0 / 0.01 < 1.1 * peak_pu
    assert math.isclose(plant.get("mot.motor_slip"), 0.025, abs_tol=0.005)
