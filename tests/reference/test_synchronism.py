"""Closing two live networks: the lead of the command, the current out of phase."""

from __future__ import annotations

import math

import pytest

from sim import Bus, GridSource, Microgrid, MicrogridParameters, Switch, SynchronismRelay
from sim.synchronism import advance_angle_deg, should_close, steered_slip_hz


def test_a7_command_leads_by_the_angle_that_turns_while_the_breaker_moves(analytic):
    case = analytic["A7_slip_to_close"]
    inputs = case["inputs"]
    lead_deg = advance_angle_deg(inputs["slip_Hz"], inputs["breaker_time_s"])
    assert lead_deg == pytest.approx(case["advance_angle_deg"], abs=1e-9)

    def angle_deg(t_s):
        return inputs["angle0_deg"] + 360.0 * inputs["slip_Hz"] * t_s

    due = [
        n
        for n in range(300)
        if should_close(angle_deg(0.01 * n), inputs["slip_Hz"], inputs["breaker_time_s"], 0.01)
    ]
    assert due[0] * 0.01 == pytest.approx(case["t_close_command_for_zero_at_contact_s"], abs=1e-9)


@pytest.mark.parametrize("slip_hz", [0.1, -0.1])
def test_a7_contacts_meet_at_zero_angle(analytic, slip_hz):
    case = analytic["A7_slip_to_close"]
    inputs = case["inputs"]
    plant = Microgrid(
        MicrogridParameters(
            buses=(Bus("a", 6.6), Bus("b", 6.6)),
            switches=(Switch("tie", "a", "b", operate_s=inputs["breaker_time_s"]),),
            grids=(GridSource("one", "a"), GridSource("two", "b", f_hz=50.0 + slip_hz)),
            synchronism_relays=(
                SynchronismRelay(
                    "25",
                    "tie",
                    angle_deg=inputs["window_deg"],
                    breaker_s=inputs["breaker_time_s"],
                ),
            ),
        )
    )
    sign = math.copysign(1.0, slip_hz)
    plant.advance(7.5, dt_s=0.01)  # 270 degrees on, so 90 before the next zero
    assert plant.get("switch.tie.angle_deg") == pytest.approx(sign * inputs["angle0_deg"], abs=1e-6)
    plant.set("synchronism.25.enabled", 1.0)
    permitted_s = None
    events = []
    for n in range(1, 301):
        events += plant.advance(7.5 + 0.01 * n)
        if permitted_s is None and plant.get("synchronism.25.permit") == 1.0:
            permitted_s = 0.01 * n
    (closed,) = (event for event in events if event.kind == "switch_closed")
    assert permitted_s == pytest.approx(case["t_enter_window_s"], abs=0.011)
    assert closed.t_s - 7.5 == pytest.approx(case["t_zero_s"], abs=1e-6)
    assert closed.value < 1e-3 * math.radians(360.0 * inputs["slip_Hz"]) * 20.0
    (done,) = (event for event in events if event.kind == "synchronised")
    assert (done.element, plant.get("synchronism.25.enabled")) == ("synchronism.25", 0.0)


def test_a7b_closing_out_of_phase_drives_the_current_of_the_angle(analytic):
    case = analytic["A7b_out_of_phase_closing"]
    s_kva, kv = 1000.0, 6.6
    i_base_a = s_kva / (math.sqrt(3.0) * kv)
    x_ohm = 0.5 * case["inputs"]["X_total_pu"] * kv**2 * 1000.0 / s_kva
    rows = zip(case["delta_deg"], case["I_pu"], case["P_step_pu"], strict=True)
    for delta_deg, i_pu, p_pu in rows:
        plant = Microgrid(
            MicrogridParameters(
                buses=(Bus("a", kv), Bus("b", kv)),
                switches=(Switch("tie", "a", "b"),),
                grids=(
                    GridSource("one", "a", f_hz=50.5, r_ohm=0.0, x_ohm=x_ohm),
                    GridSource("two", "b", r_ohm=0.0, x_ohm=x_ohm),
                ),
            )
        )
        plant.advance(delta_deg / 180.0)
        assert plant.get("switch.tie.angle_deg") % 360.0 == pytest.approx(-delta_deg % 360.0)
        plant.set("switch.tie.command", 1.0)
        plant.advance(plant.t_s)
        assert plant.get("switch.tie.i_a") / i_base_a == pytest.approx(i_pu, abs=1e-6)
        assert plant.get("switch.tie.p_kw") / s_kva == pytest.approx(p_pu, abs=1e-6)


def test_a_held_angle_is_steered_back_no_faster_than_the_slip_allows():
    assert steered_slip_hz(-7.2, 0.1, True) == pytest.approx(0.001)
    assert steered_slip_hz(-180.0, 0.02, True) == 0.02
    assert steered_slip_hz(123.0, -0.1, False) == -0.1
