"""The synchronous machine against the closed form, ANDES (GENCLS with TGOV1) and finer steps."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from sim import Bus, DieselGenerator, Line, Load, Microgrid, MicrogridParameters, Switch
from sim.swing import steady_speed, swing_step


def stiff(name, bus, p_kw, power_factor=1.0):
    """Constant power that minds neither frequency nor outages."""
    zip_p = (0.0, 0.0, 1.0)
    return Load(name, bus, p_kw, power_factor, zip=zip_p, frequency_factor=0.0, cold_factor=1.0)


def nadir(samples):
    """Time and value of the lowest point of (t, f) samples, by the parabola through three."""
    n = min(range(1, len(samples) - 1), key=lambda k: samples[k][1])
    (t0, a), (t1, b), (_, c) = samples[n - 1 : n + 2]
    shift = 0.5 * (a - c) / (a - 2.0 * b + c)
    return t1 + shift * (t1 - t0), b - 0.25 * (a - c) * shift


@pytest.mark.parametrize("dt_s", [0.01, 0.005, 0.02])
def test_a3_swing_and_governor_follow_the_closed_form_at_any_step(analytic, dt_s):
    case = analytic["A3_swing_governor_nadir"]
    i = case["inputs"]
    w, pm = 1.0, 0.0
    samples = [(0.0, i["f0_Hz"])]
    for n in range(1, round(20.0 / dt_s)):
        # the throttle of this machine has no lower limit: give it room by a constant load of 0.5
        w, pm, _ = swing_step(
            w, pm if n > 1 else 0.5, 0.5 + i["dP_pu"], 0.5 + i["dP_pu"], 0.5, i["H_s"], i["D"],
            i["R_pu"], i["Tg_s"], 1.0, dt_s,
        )  # fmt: skip
        samples.append((n * dt_s, i["f0_Hz"] * w))
    t_s, f_hz = nadir(samples)
    assert t_s == pytest.approx(case["t_nadir_s"], abs=1e-3)
    assert f_hz == pytest.approx(case["f_nadir_Hz"], abs=5e-6)
    assert samples[-1][1] == pytest.approx(case["f_ss_Hz"], abs=1e-6)
    steady = steady_speed(0.5 + i["dP_pu"], 0.5, i["D"], i["R_pu"])
    assert i["f0_Hz"] * steady == pytest.approx(case["f_ss_Hz"], abs=1e-6)


def generator_on_a_line(data, dt_s=None):
    """The two-bus case of ANDES: (plant, samples of (s after 1 s before the step, Hz))."""
    common, case = data("andes.yaml")["_common"], data("andes.yaml")["andes_gencls_tgov1"]
    inputs, given = case["inputs"], case["inputs"]["params"]
    p0_kw, q0_kvar = inputs["load0_kW_kvar"]
    s_kva = common["S_base_kVA"]
    p0_pu = case["expected"]["P0_kW"] / s_kva
    q0_pu = data("andes.yaml")["andes_regf1_constP"]["expected"]["Q0"] / s_kva
    e_pu = abs(1.0 + complex(p0_pu, -q0_pu) * complex(0.0, given["xd1"]))
    plant = Microgrid(
        MicrogridParameters(
            s_base_kva=s_kva,
            buses=(Bus("bus1", 6.6), Bus("bus2", 6.6), Bus("step", 6.6)),
            lines=(Line("line", "bus1", "bus2", common["line_R_ohm"], common["line_X_ohm"]),),
            switches=(Switch("step_cb", "bus2", "step"),),
            machines=(
                DieselGenerator(
                    "diesel",
                    "bus1",
                    s_kva,
                    h_s=given["H_s"],
                    damping=given["D"],
                    droop=given["R"],
                    governor_s=given["T1"],
                    xd_pu=given["xd1"],
                    avr_gain=0.0,
                    undervoltage=(),
                    p_set0_kw=case["expected"]["P0_kW"],
                ),
            ),
            loads=(
                stiff("l0", "bus2", p0_kw, p0_kw / math.hypot(p0_kw, q0_kvar)),
                stiff("l1", "step", inputs["step_kW"]),
            ),
        )
    )
    plant.set("diesel.v_set_pu", e_pu)
    plant.set("diesel.start", 1.0)
    plant.advance(60.0)
    assert plant.get("bus.bus1.f_hz") == pytest.approx(50.0, abs=1e-7)
    assert plant.get("bus.bus1.v_pu") == pytest.approx(1.0, abs=1e-5)
    begun_s = plant.t_s
    plant.set("switch.step_cb.command", 1.0)
    samples = [(1.0, plant.get("bus.bus1.f_hz"))]
    step_s = dt_s or 0.01
    for n in range(1, round(3.0 / step_s) + 1):
        plant.advance(begun_s + n * step_s, dt_s=dt_s)
        samples.append((1.0 + n * step_s, plant.get("bus.bus1.f_hz")))
    return plant, samples


def test_andes_governed_machine_has_the_same_nadir_and_end(data, analytic):
    expected = data("andes.yaml")["andes_gencls_tgov1"]["expected"]
    plant, samples = generator_on_a_line(data)
    t_s, f_hz = nadir(samples)
    assert t_s == pytest.approx(expected["t_nadir"], abs=5e-3)
    assert f_hz == pytest.approx(expected["f_nadir"], abs=1e-4)
    assert f_hz == pytest.approx(analytic["A3_swing_governor_nadir"]["f_nadir_Hz"], abs=1e-4)
    plant.advance(plant.t_s + 60.0)
    assert plant.get("bus.bus1.f_hz") == pytest.approx(expected["f_end"], abs=1e-5)
    assert plant.get("diesel.p_kw") == pytest.approx(expected["Pend_kW"], abs=1e-2)


def test_andes_governed_machine_has_the_same_frequency_at_every_sample(data):
    rows = {round(row["t_s"], 2): row for row in data("andes_gencls_tgov1.csv")}
    _, samples = generator_on_a_line(data)
    for t_s, f_hz in samples[1:]:
        assert f_hz == pytest.approx(rows[round(t_s, 2)]["f_Hz"], abs=1e-4)


def test_halving_the_step_changes_peaks_of_a_machine_by_less_than_two_percent(data):
    dips = []
    for dt_s in (0.01, 0.005):
        _, samples = generator_on_a_line(data, dt_s)
        dips.append(50.0 - nadir(samples)[1])
    assert dips[0] == pytest.approx(dips[1], rel=1e-4)


def test_a_throttle_at_its_limit_leaves_the_speed_to_the_torques():
    """Overload of 0.2 pu at full throttle: the speed falls by `dP/2H` a second, exactly."""
    w, pm = 0.95, 1.0
    speeds = [w]
    for _ in range(100):
        w, pm, _ = swing_step(w, pm, 1.2, 1.2, 1.0, 1.5, 0.0, 0.05, 0.5, 1.0, 0.01)
        speeds.append(w)
    assert pm == pytest.approx(1.0, abs=1e-12)
    for before, after in pairwise(speeds):
        assert before - after == pytest.approx(0.2 / 3.0 * 0.01, abs=1e-12)
