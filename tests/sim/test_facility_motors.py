"""A motor in a building: its start, its stall, its contactor."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim import Bus, GridSource, Line, Load, MicrogridParameters, Motor, state, tables
from sim.motor import induction_motor, settled_slip, slip_after, slip_rate

PUMP = Motor(7.5)
KVA = 7.5 * 1.3


def pump_house(motor=PUMP, *, v_pu=1.0, x_ohm=0.1):
    """One motor at the end of a weak 200 V supply; without a contactor's coil it holds on."""
    return MicrogridParameters(
        buses=(Bus("supply", 0.2), Bus("pump_house", 0.2)),
        grids=(GridSource("grid", "supply", v_pu=v_pu, r_ohm=0.02, x_ohm=0.02),),
        lines=(Line("cable", "supply", "pump_house", 0.05, x_ohm),),
        loads=(Load("pump", "pump_house", 0.0, motor=motor),),
    )


def started(tester, motor=PUMP, **place):
    """A pump that was off and is switched on; its contactor closes a tenth of a second later."""
    story = tester(pump_house(replace(motor, return_s=0.1), **place))
    story.set(pump__motor_enabled=0.0)
    story.run(60.0)
    assert story.get("pump.motor_slip") > 0.98
    story.set(pump__motor_enabled=1.0)
    story.run(0.1, 0.01)
    return story


def trajectory(tester, dt_s, names, seconds=2.0, **place):
    story = started(tester, **place)
    rows = []
    for _ in range(round(seconds / 0.02)):
        rows.append(tuple(story.get(name) for name in names))
        story.run(0.02, dt_s)
    return rows


def test_a_start_draws_locked_rotor_current_dips_the_voltage_and_runs_up(tester):
    story = started(tester)
    (closed,) = story.of("contactor_closed", "pump")
    v_pu = story.get("bus.pump_house.v_pu")
    p, q, _ = induction_motor(1.0, PUMP.rs, PUMP.xs, PUMP.rr, PUMP.xr, PUMP.xm)
    assert (p * p + q * q) ** 0.5 == pytest.approx(4.85, abs=0.05)
    assert story.get("pump.motor_i_pu") == pytest.approx((p * p + q * q) ** 0.5 * v_pu, rel=0.01)
    assert 0.8 < v_pu < 0.9
    story.run(3.0)
    assert story.get("bus.pump_house.v_pu") > 0.96
    assert story.get("pump.motor_slip") == pytest.approx(0.025, abs=0.003)
    assert story.get("pump.motor_i_pu") < 1.0
    assert closed.t_s == pytest.approx(60.1)


def test_halving_the_step_changes_current_and_slip_of_a_start_by_less_than_two_percent(tester):
    names = ("pump.motor_i_pu", "pump.motor_slip")
    coarse, fine = (trajectory(tester, dt_s, names) for dt_s in (0.01, 0.005))
    peak = max(i for i, _ in fine)
    assert max(i for i, _ in coarse) == pytest.approx(peak, rel=1e-6)
    for (i, slip), (i_fine, slip_fine) in zip(coarse, fine, strict=True):
        assert i == pytest.approx(i_fine, abs=0.002 * peak)
        assert slip == pytest.approx(slip_fine, abs=0.001)


def test_the_slip_obeys_its_equation_however_long_the_step():
    drive, load, rr, rth, x, two_h = 0.94 * 0.8, 0.75, 0.03, 0.028, 0.197, 0.3
    exact = 1.0
    for _ in range(50_000):  # the plainest rule in tiny steps
        exact += 1e-5 * slip_rate(exact, drive, load, rr, rth, x, two_h)[0]
    for dt_s in (0.5, 0.1, 0.01, 0.0025):
        slip = 1.0
        for _ in range(round(0.5 / dt_s)):
            slip = slip_after(slip, drive, load, rr, rth, x, two_h, dt_s)
        assert slip == pytest.approx(exact, abs=1e-4)


def test_the_torque_of_the_slip_equation_is_that_of_the_circuit(tester):
    story = tester(pump_house())
    k2, rth, x = (
        tables.par(story.plant._tables, state.AT_LOAD, 0, column)
        for column in (tables.M_K2, tables.M_RTH, tables.M_X)
    )
    for slip in (0.01, 0.05, 0.2, 1.0):
        *_, torque = induction_motor(slip, PUMP.rs, PUMP.xs, PUMP.rr, PUMP.xr, PUMP.xm)
        rate, _ = slip_rate(slip, k2, 0.0, PUMP.rr, rth, x, 1.0)
        assert -rate == pytest.approx(torque, rel=1e-9)


def test_long_steps_find_the_slip_where_torque_and_load_agree(tester):
    story = tester(pump_house())
    story.run(20.0)
    assert not story.plant.in_transient
    story.plant.set("grid.v_pu", 0.9)
    story.run(60.0)
    assert not story.plant.in_transient
    slip = story.get("pump.motor_slip")
    *_, torque = induction_motor(slip, PUMP.rs, PUMP.xs, PUMP.rr, PUMP.xr, PUMP.xm)
    v_pu = story.get("bus.pump_house.v_pu")
    assert v_pu**2 * torque == pytest.approx(PUMP.torque * (1.0 - slip) ** 2, rel=1e-6)
    near, found = settled_slip(0.5, 0.3, 0.75, 0.03, 0.028, 0.197)
    assert (near, found) == (0.5, False)


def test_a_motor_without_a_coil_stalls_at_low_voltage_and_draws_its_starting_current(tester):
    story = tester(pump_house(replace(PUMP, drop_pu=0.0)))
    story.run(5.0)
    running_pu = story.get("pump.motor_i_pu")
    story.set(grid__v_pu=0.45)
    story.run(20.0)
    assert story.get("pump.motor_slip") > 0.4
    v_pu = story.get("bus.pump_house.v_pu")
    assert story.get("pump.motor_i_pu") > 3.0 * v_pu
    assert story.get("pump.motor_i_pu") > 2.0 * running_pu
    story.set(grid__v_pu=1.0)
    story.run(10.0)
    assert story.get("pump.motor_slip") < 0.03


def test_the_contactor_drops_out_the_pump_coasts_and_comes_back(tester):
    story = tester(pump_house())
    story.run(10.0)
    story.set(grid__v_pu=0.5)
    story.run(0.3)
    (dropped,) = story.of("contactor_dropped", "pump")
    assert dropped.t_s - 10.0 == pytest.approx(0.1, abs=0.03)
    story.set(grid__v_pu=1.0)
    story.run(1.0)
    assert story.get("pump.motor_i_pu") == 0.0
    assert 0.5 < story.get("pump.motor_slip") < 0.9, "it turns on for a while"
    story.run(10.0)
    (closed,) = story.of("contactor_closed", "pump")
    assert closed.t_s - 10.3 == pytest.approx(5.0, abs=0.05)
    assert story.get("pump.motor_slip") < 0.03
