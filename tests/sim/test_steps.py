"""What a run gives does not depend on how its time is cut."""

from __future__ import annotations

import pytest


def _peaks(story, dt_s):
    """Extremes of frequency and voltage over a load step, a car and an overload."""
    f_hz, v_pu, i_pu = [], [], []

    def run(seconds):
        for n in range(round(seconds / dt_s) + 1):
            story.run(dt_s if n else 0.0, dt_s)  # the first instant is the deepest of an inrush
            f_hz.append(story.get("bus.mg.f_hz"))
            v_pu.append(story.get("bus.b2_load.v_pu"))
            i_pu.append(story.get("bess.i_pu"))

    story.set(b2__factor=20.0)
    run(1.0)
    story.set(b2__factor=1.0, ev__set_kw=6.0)
    run(1.0)
    story.switch("b4_cutout", False)
    run(0.5)
    story.switch("b4_cutout", True)  # a hard close with its inrush
    run(1.0)
    return {
        "f_min": 50.0 - min(f_hz),
        "f_max": max(f_hz) - 50.0,
        "v_min": 1.0 - min(v_pu),
        "v_max": max(v_pu),
        "i_max": max(i_pu),
    }


def test_halving_the_step_changes_peaks_by_less_than_two_percent(island):
    coarse, fine = _peaks(island(), 0.01), _peaks(island(), 0.005)
    for name, peak in fine.items():
        assert coarse[name] == pytest.approx(peak, rel=0.02), name


@pytest.mark.parametrize("seconds", [30.0, 400.0])
def test_long_steps_agree_with_short_ones(island, seconds):
    adaptive, fixed = island(), island()
    for story, dt_s in ((adaptive, None), (fixed, 0.01)):
        story.set(irradiance=0.6, server__set_kw=20.0, b1__factor=2.0)
        story.run(seconds, dt_s)
    for name in ("bus.mg.v_pu", "bus.b2_load.v_pu", "bess.soc", "energy.served_kwh"):
        assert adaptive.get(name) == pytest.approx(fixed.get(name), rel=1e-5), name
    assert adaptive.get("bus.mg.f_hz") == pytest.approx(fixed.get("bus.mg.f_hz"), abs=1e-4)
    assert adaptive.get("bess.p_kw") == pytest.approx(fixed.get("bess.p_kw"), abs=0.05)
    assert adaptive.get("pv.state") == fixed.get("pv.state")
    kinds = [(e.kind, e.element) for e in fixed.events]
    assert [(e.kind, e.element) for e in adaptive.events] == kinds
    for ours, theirs in zip(adaptive.events, fixed.events, strict=True):
        assert ours.t_s == pytest.approx(theirs.t_s, abs=0.011), ours.kind


def test_a_run_cut_into_pieces_arrives_at_the_same_state(island):
    whole, pieces = island(), island()
    whole.set(b1__factor=3.0)
    pieces.set(b1__factor=3.0)
    whole.run(4.0)
    for _ in range(40):
        pieces.run(0.1)
    for name in ("bus.mg.f_hz", "bus.mg.v_pu", "bess.p_kw", "bess.soc", "energy.served_kwh"):
        assert pieces.get(name) == pytest.approx(whole.get(name), rel=1e-9), name


def test_a_minute_long_step_is_allowed_when_nothing_happens(tester):
    story, reference = tester(), tester()
    story.plant.longest_step_s = 60.0
    story.run(4 * 3600.0)
    reference.run(4 * 3600.0)
    for name in ("bess.soc", "energy.served_kwh", "energy.pv_kwh"):
        assert story.get(name) == pytest.approx(reference.get(name), rel=2e-3), name
