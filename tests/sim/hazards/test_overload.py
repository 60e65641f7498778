"""Overload of the island's only source: what the limiter, the shedding and nothing can do about it.

100 kVA inverter, steady loads. Limiter of the overload dp (pu): f jumps by droop 0.5 Hz/pu of the
step and by 0.5 dp, then falls at 0.1 dp x 50 Hz/s (kip 0.1/s), while the secondary is frozen.
"""

from __future__ import annotations

import pytest

from sim import Bus, Photovoltaic, Switch, UnderfrequencyShed

STAGES = ((49.5, 1.0, ("d_main",)), (49.2, 2.0, ("c_main",)), (48.8, 1.0, ("b_main",)))


@pytest.fixture
def loaded(bare_island, steady_blocks):
    """Base, D, C, B closed and steady at 50 Hz with secondary control; "surprise" waits open."""

    def build(*, stages=STAGES, base, d, c, b, surprise):
        kw = {"base": base, "d": d, "c": c, "b": b, "surprise": surprise}
        shedding = (UnderfrequencyShed("ufls", "mg", stages),) if stages else ()
        story = bare_island(s_kva=100.0, shedding=shedding, **steady_blocks(**kw))
        for name in ("base", "d", "c", "b"):
            story.switch(f"{name}_main", True)
        story.set(bess__secondary_enabled=1.0)
        story.run(120.0)
        assert story.get("bus.mg.f_hz") == pytest.approx(50.0, abs=1e-4)
        return story

    return build


def test_an_overload_sheds_d_then_c_then_b_and_the_rest_lives(loaded):
    """74 kW plus 35 on 100 kW. f = 50 - 0.175 - 0.045 - 0.45 t: 49.5 at 0.62 s, D 1 s later.

    49.2 at 1.33 s (filter 0.04 s): C at 3.33 s. 5 kW over since 1.67 s: 48.8 at 2.8 s, B at 3.8 s.
    Without the 14 kW it is 95 on 100, and the secondary control brings 50 Hz back.
    """
    story = loaded(base=60.0, d=4.0, c=4.0, b=6.0, surprise=35.0)
    begun_s = story.plant.t_s
    story.switch("surprise_main", True)
    lowest = min(story.samples("bus.mg.f_hz", 6.0))
    shed = [(e.element, e.t_s - begun_s) for e in story.of("shed")]
    assert [name for name, _ in shed] == ["d_main", "c_main", "b_main"]
    assert [t_s for _, t_s in shed] == pytest.approx([1.67, 3.34, 3.81], abs=0.04)
    assert 48.6 < lowest < 48.8
    story.run(60.0)
    assert story.get("bess.p_kw") == pytest.approx(95.0, abs=0.01)
    assert story.get("bus.mg.f_hz") == pytest.approx(50.0, abs=0.01)


def test_without_shedding_the_same_overload_falls_until_everything_is_dark(loaded):
    """The same 9 kW too much and nobody sheds: 0.45 Hz/s for ever, 47.5 Hz at (2.5 - 0.22)/0.45 s.

    There the photovoltaics and the motors of the island are long gone.
    """
    story = loaded(stages=(), base=60.0, d=4.0, c=4.0, b=6.0, surprise=35.0)
    story.switch("surprise_main", True)
    begun_s = story.plant.t_s
    while story.get("bus.mg.f_hz") > 47.5:
        story.run(0.01, 0.01)
        assert story.plant.t_s < begun_s + 10.0
    assert story.plant.t_s - begun_s == pytest.approx((2.5 - 0.22) / 0.45 + 0.04, abs=0.05)
    assert story.get("bess.p_kw") == pytest.approx(109.0, abs=0.1)


def test_an_inverter_without_any_relay_gives_up_by_itself_at_45_hz(bare_island, steady_blocks):
    """Cells that may give nothing and 20 kW on them: dp = 0.0317 pu, 0.159 Hz/s from 49.97 Hz on.

    45.0 Hz after (5 - 0.03)/0.159 = 31 s: it never feeds people at 40 Hz, with a relay or without.
    """
    story = bare_island(soc0=0.006, **steady_blocks(people=20.0))
    begun_s = story.plant.t_s
    story.switch("people_main", True)
    story.run(60.0)
    (tripped,) = story.of("inverter_tripped")
    assert tripped.value == 4.0  # under-frequency
    assert tripped.t_s - begun_s == pytest.approx((5.0 - 0.03) / 0.159, abs=1.0)
    assert story.get("bus.mg.v_pu") == 0.0


def test_room_for_the_step_needs_no_shedding(loaded):
    """The guard: 20 kW instead of 35 stay under the rating; 0.1 Hz of droop and nothing else."""
    story = loaded(base=60.0, d=4.0, c=4.0, b=6.0, surprise=20.0)
    story.switch("surprise_main", True)
    lowest = min(story.samples("bus.mg.f_hz", 5.0))
    assert lowest == pytest.approx(49.9, abs=0.005)
    assert not story.of("shed")
    assert not story.of("limit_reached")


def test_beyond_the_current_limit_the_voltage_collapses_and_shedding_is_blind(loaded):
    """80 + 50 kW of constant power on a source of 120 kVA: no voltage carries it.

    Below 0.7 pu the load is 1.3/0.49 = 2.65 pu of admittance: V = 1.2/2.65 = 0.452. It gives 54 kW,
    26 less than before, so f RISES and no stage sheds; dark after the limit's 1 s.
    """
    story = loaded(base=40.0, d=10.0, c=10.0, b=20.0, surprise=50.0)
    begun_s = story.plant.t_s
    story.switch("surprise_main", True)
    story.run(0.5)
    assert story.get("bess.i_pu") == pytest.approx(1.2, abs=1e-6)
    assert story.get("bus.mg.v_pu") == pytest.approx(1.2 / (1.3 / 0.49), abs=0.002)
    assert story.get("bess.p_kw") == pytest.approx(1.2 * 45.2, abs=0.5)
    assert story.get("bus.mg.f_hz") == pytest.approx(50.0 + 0.5 * (0.8 - 0.543), abs=0.01)
    story.run(2.0)
    assert not story.of("shed")
    (tripped,) = story.of("inverter_tripped")
    assert tripped.t_s - begun_s == pytest.approx(1.0, abs=0.02)
    assert story.get("bus.mg.v_pu") == 0.0


def test_photovoltaics_that_leave_at_48_5_hz_turn_a_small_overload_into_the_end(
    bare_island, steady_blocks
):
    """45 kW plus 14 on 50 kVA beside 50 kW of sun: f = 50 - 0.14 - 0.09 - 0.9 t, 48.5 Hz at 1.44 s.

    A second later UFR takes the sun, 109 kW stand on a source of 60 kVA, and the voltage is gone.
    """
    parts = steady_blocks(people=95.0, more=14.0)
    parts["buses"] += (Bus("pv_bus", 6.6),)
    parts["switches"] += (Switch("pv_cb", "mg", "pv_bus", closed=True),)
    sun = Photovoltaic("pv", "pv_bus", 50.0, wait_s=5.0)
    story = bare_island(s_kva=50.0, photovoltaics=(sun,), **parts)
    story.set(irradiance=1.0, bess__secondary_enabled=1.0)
    story.run(20.0)
    story.switch("people_main", True)
    story.run(60.0)
    assert story.get("bess.p_kw") == pytest.approx(45.0, abs=0.1)
    begun_s = story.plant.t_s
    story.switch("more_main", True)
    story.run(2.4)
    assert not story.of("pv_tripped")
    assert story.get("bus.mg.v_pu") > 0.97
    story.run(3.0)
    (sun_lost,) = story.of("pv_tripped")
    assert sun_lost.value == 4.0  # under-frequency
    assert sun_lost.t_s - begun_s == pytest.approx(2.44, abs=0.03)
    (tripped,) = story.of("inverter_tripped")
    assert tripped.value == 5.0  # over-current, the limit's 1.0 s
    assert tripped.t_s - sun_lost.t_s == pytest.approx(1.0, abs=0.02)
