"""The inverter as a virtual synchronous machine."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from sim import Microgrid, MicrogridParameters
from sim.examples import small_microgrid


def _island(vsm_m_s: float, tf_s: float) -> Microgrid:
    """The small microgrid started black with its loads off, then a step waits in the server."""
    parameters: MicrogridParameters = small_microgrid(grid_live=False, mode0="standby")
    (unit,) = parameters.inverters
    (server,) = parameters.regulating_loads
    plant = Microgrid(
        replace(
            parameters,
            inverters=(replace(unit, vsm_m_s=vsm_m_s, tf_s=tf_s),),
            regulating_loads=(replace(server, p_max_kw=100.0, ramp_kw_per_s=1e9),),
        )
    )
    plant.set("switch.k12.command", 0.0)
    plant.set("switch.k12.timer_b_blocked", 1.0)
    plant.set("bess.anti_islanding", 0.0)
    plant.set("bess.secondary_enabled", 0.0)
    plant.set("pv.enabled", 0.0)
    for name in ("b1", "b2", "b3", "b4", "b5", "b6", "aux"):
        plant.set(f"switch.{name}_main.command", 0.0)
    plant.set("bess.start", 1.0)
    plant.advance(20.0)
    return plant


@pytest.mark.parametrize("m_s", [3.0, 12.0])
def test_inertia_delays_frequency_by_droop_times_m(m_s: float) -> None:
    plant = _island(m_s, 1e-4)
    begun, f_before = plant.t_s, plant.get("bess.f_hz")
    plant.set("server.set_kw", 100.0)
    plant.advance(begun + 0.01, dt_s=0.01)  # the load ramps up within this step
    tau_s = 0.01 * m_s
    for n in range(1, 30):
        plant.advance(begun + 0.01 + 0.01 * n, dt_s=0.01)
        p_pu = plant.get("bess.p_kw") / 630.0
        settled = f_before - 50.0 * 0.01 * p_pu
        expected = settled + (f_before - settled) * math.exp(-(0.005 + 0.01 * n) / tau_s)
        assert plant.get("bess.f_hz") == pytest.approx(expected, abs=1e-3)
    plant.advance(begun + 5.0)
    assert plant.get("bess.f_hz") == pytest.approx(f_before - 0.5 * p_pu, abs=1e-5)


def test_without_inertia_only_the_power_filter_delays() -> None:
    plant = _island(0.0, 0.02)
    begun, f_before = plant.t_s, plant.get("bess.f_hz")
    plant.set("server.set_kw", 100.0)
    plant.advance(begun + 0.2, dt_s=0.01)
    p_pu = plant.get("bess.p_kw") / 630.0
    assert plant.get("bess.f_hz") == pytest.approx(f_before - 0.5 * p_pu, abs=1e-4)
