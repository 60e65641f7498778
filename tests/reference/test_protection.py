"""The definite-time element and the motor's equivalent circuit."""

from __future__ import annotations

import math

import pytest

from sim import Bus, GridSource, Microgrid, MicrogridParameters, Relay, RelayGroup
from sim.motor import induction_motor


@pytest.mark.parametrize("dt_s", [0.01, 0.007])
def test_a11_underfrequency_relay_interpolates_the_crossing(analytic, dt_s):
    case = analytic["A11_definite_time_81U"]
    plant = _relay_at_a_grid(case)
    events = _ramp(plant, lambda t_s: 50.0 - 0.5 * max(t_s - 1.0, 0.0), 3.5, dt_s)
    (trip,) = (event for event in events if event.kind == "relay_tripped")
    # far better than the tolerance of 10 ms: the crossing lies inside a step
    assert trip.t_s == pytest.approx(case["trip_s"], abs=1e-6)
    assert case["tolerance_s"] > 1e-6


def test_a11_return_above_the_pickup_resets_the_timer(analytic):
    case = analytic["A11_definite_time_81U"]
    plant = _relay_at_a_grid(case)

    def f_hz(t_s):  # above the pick-up for a moment at 3.15 s
        down = 50.0 - 0.5 * max(t_s - 1.0, 0.0)
        return 49.2 if 3.145 < t_s < 3.155 else min(down, 50.0)

    events = _ramp(plant, f_hz, 3.6, 0.01)
    (trip,) = (event for event in events if event.kind == "relay_tripped")
    assert 3.15 + case["inputs"]["delay_s"] < trip.t_s < 3.16 + case["inputs"]["delay_s"]


def test_a10_induction_motor_draws_what_its_equivalent_circuit_says(analytic):
    case = analytic["A10_induction_motor_steady"]
    i = case["inputs"]
    for slip, i_pu, p_pu, q_pu, torque_pu in case["rows"]:
        p, q, torque = induction_motor(slip, i["rs"], i["xs"], i["rr"], i["xr"], i["xm"])
        assert p == pytest.approx(p_pu, abs=1e-6)
        assert q == pytest.approx(q_pu, abs=1e-6)
        assert torque == pytest.approx(torque_pu, abs=1e-6)
        assert math.hypot(p, q) == pytest.approx(i_pu * i["V"], abs=1e-6)


def _relay_at_a_grid(case):
    group = RelayGroup(
        underfrequency_hz=((case["inputs"]["pickup_Hz"], case["inputs"]["delay_s"]),)
    )
    return Microgrid(
        MicrogridParameters(
            buses=(Bus("mg", 6.6),),
            grids=(GridSource("grid", "mg"),),
            relays=(Relay("81u", "mg", (group, group)),),
        )
    )


def _ramp(plant, f_hz, until_s, dt_s):
    events = []
    steps = round(until_s / dt_s)
    for n in range(1, steps + 1):
        plant.set("grid.f_hz", f_hz(n * dt_s))
        events += plant.advance(n * dt_s, dt_s=dt_s)
    return events
