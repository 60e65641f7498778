"""`M w' = Pset - Pf - (w-1)/mp` against its closed form: RoCoF, course and end."""

from __future__ import annotations

import math

import pytest

CASES = [(3.0, 0.02, 0.01), (12.0, 0.02, 0.01), (1.0, 0.01, 0.05), (20.0, 0.05, 0.03)]


def _course(t_s, m_s, tf_s, mp, dp):
    """`w - 1` after a power step dp (pu), Pf a lag of tf_s, w a lag of mp M behind the droop."""
    tau = mp * m_s
    return (
        -mp
        * dp
        * (1.0 - (tau * math.exp(-t_s / tau) - tf_s * math.exp(-t_s / tf_s)) / (tau - tf_s))
    )


@pytest.mark.parametrize(("m_s", "tf_s", "mp"), CASES)
def test_a_load_step_gives_the_closed_form(forming_island, m_s, tf_s, mp):
    step_kw = 200.0
    island = forming_island(100.0, step_kw, vsm_m_s=m_s, tf_s=tf_s, mp=mp)
    island.step_load()
    for n in range(1, 200):
        expected = 50.0 * (1.0 + _course(0.01 * n, m_s, tf_s, mp, step_kw / 630.0))
        assert island.f_after(0.01 * n) == pytest.approx(expected, abs=2e-4)
    assert island.f_after(20.0) == pytest.approx(50.0 - 50.0 * mp * step_kw / 630.0, abs=1e-6)


@pytest.mark.parametrize(("m_s", "tf_s", "mp"), CASES)
def test_its_rate_of_change_is_power_over_inertia(forming_island, m_s, tf_s, mp):
    step_kw = 200.0
    island = forming_island(100.0, step_kw, vsm_m_s=m_s, tf_s=1e-4, mp=mp)
    island.step_load()
    rate = (island.f_after(0.01) - 50.0) / 0.01
    tau = mp * m_s
    lost = (1.0 - math.exp(-0.01 / tau)) * tau / 0.01  # of the first instant, within 10 ms
    assert rate == pytest.approx(-50.0 * step_kw / 630.0 / m_s * lost, rel=0.02)
