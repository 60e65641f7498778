"""Currents through closed switches: side by side, in rings, and what protection sees of them."""

from __future__ import annotations

import numpy as np
import pytest

from sim import (
    Bus,
    GridSource,
    Line,
    Load,
    MicrogridParameters,
    Photovoltaic,
    Relay,
    RelayGroup,
    Switch,
)
from sim.flows import invert_laplacian


def stiff(name, bus, p_kw, power_factor=1.0):
    """Constant power that minds neither frequency nor outages."""
    zip_p = (0.0, 0.0, 1.0)
    return Load(name, bus, p_kw, power_factor, zip=zip_p, frequency_factor=0.0, cold_factor=1.0)


def ring(**more):
    """Four buses in a ring of switches with a chord; the grid at the first, loads at the others."""
    names = ("a", "b", "c", "d")
    pairs = (("a", "b"), ("b", "c"), ("c", "d"), ("d", "a"), ("a", "c"))
    return MicrogridParameters(
        buses=tuple(Bus(n, 6.6) for n in names),
        switches=tuple(Switch(x + y, x, y, closed=True) for x, y in pairs),
        grids=(GridSource("grid", "a"),),
        loads=(stiff("lb", "b", 100.0), stiff("lc", "c", 60.0), stiff("ld", "d", 20.0)),
        **more,
    )


def test_switches_side_by_side_share_the_current_equally(tester):
    story = tester(
        MicrogridParameters(
            buses=(Bus("a", 6.6), Bus("b", 6.6)),
            switches=tuple(Switch(name, "a", "b", closed=True) for name in ("s1", "s2", "s3")),
            grids=(GridSource("grid", "a"),),
            loads=(stiff("people", "b", 90.0, 0.9),),
        )
    )
    for name in ("s1", "s2", "s3"):
        assert story.get(f"switch.{name}.p_kw") == pytest.approx(30.0, abs=1e-6)
        assert story.get(f"switch.{name}.q_kvar") == pytest.approx(14.5297, abs=1e-4)
    story.switch("s2", False)
    story.now()
    assert story.get("switch.s1.p_kw") == pytest.approx(45.0, abs=1e-6)
    assert story.get("switch.s2.p_kw") == 0.0
    assert story.get("switch.s2.i_a") == 0.0


def test_the_flows_of_a_ring_meet_at_every_bus(tester):
    story = tester(ring())

    def p_kw(name):
        return story.get(f"switch.{name}.p_kw")

    assert p_kw("ab") - p_kw("bc") == pytest.approx(100.0, abs=1e-6)
    assert p_kw("bc") + p_kw("ac") - p_kw("cd") == pytest.approx(60.0, abs=1e-6)
    assert p_kw("cd") - p_kw("da") == pytest.approx(20.0, abs=1e-6)
    assert p_kw("ab") + p_kw("bc") == pytest.approx(p_kw("ac"), abs=1e-6), "equal resistances"
    for name in ("bc", "da", "ac"):  # the last closed way to every bus carries all
        story.switch(name, False)
    story.now()
    assert p_kw("ab") == pytest.approx(100.0, abs=1e-6)
    assert p_kw("cd") == 0.0, "a dead cluster carries nothing"


def test_a_main_switch_carries_what_its_branch_draws(tester):
    story = tester()
    story.run(1.0)
    for name in ("b1", "b4"):
        main = f"switch.{name}_main.p_kw"
        assert story.get(main) == pytest.approx(story.get(f"{name}.p_kw"), abs=1e-6)
    line_kw = story.get("switch.k12.p_kw") + story.get("bess.p_kw")
    cutouts_kw = sum(story.get(f"switch.{n}_cutout.p_kw") for n in ("b1", "b2", "b3", "b4"))
    cutouts_kw += sum(story.get(f"switch.{n}_cutout.p_kw") for n in ("b5", "b6", "aux"))
    assert story.get("switch.pv_cb.p_kw") == pytest.approx(-story.get("pv.p_kw"), abs=1e-6)
    assert line_kw == pytest.approx(cutouts_kw, abs=0.1), "but for losses and the server"


def test_the_inverse_holds_the_last_bus_of_every_cluster():
    block = np.array([[1.0, -1.0, 0.0, 0.0], [-1.0, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
    invert_laplacian(block, 0, 4)
    expected = np.zeros((4, 4))
    expected[0, 0] = 1.0
    assert np.array_equal(block, expected)


def line_relay(**stages):
    """A relay that looks at one of two parallel switches and opens it."""
    group = RelayGroup(**stages)
    return Relay("line", "a", (group, group), switch="s1", measured_switch="s1")


def feeder(relay, p_kw):
    """A grid, two switches side by side, a line, a load and sun at its end."""
    return MicrogridParameters(
        buses=(Bus("a", 6.6), Bus("b", 6.6), Bus("end", 6.6)),
        lines=(Line("line", "b", "end", 0.2, 0.2),),
        switches=(Switch("s1", "a", "b", closed=True), Switch("s2", "a", "b", closed=True)),
        grids=(GridSource("grid", "a"),),
        loads=(stiff("people", "end", p_kw),),
        photovoltaics=(Photovoltaic("pv", "end", 100.0),),
        relays=(relay,),
    )


def test_a_line_relay_trips_on_the_current_of_its_own_switch(tester):
    story = tester(feeder(line_relay(line_overcurrent_a=((20.0, 0.5),)), 300.0))
    story.set(irradiance=0.0)
    story.run(2.0)
    assert story.get("relay.line.line_p_kw") == pytest.approx(150.0, abs=0.5)
    assert story.get("relay.line.line_i_a") == pytest.approx(13.13, abs=0.05)
    assert not story.of("relay_tripped")
    begun_s = story.plant.t_s
    story.switch("s2", False)  # now all of it flows through the first
    story.run(2.0)
    (trip,) = story.of("relay_tripped")
    assert trip.value == 5.0
    assert trip.t_s - begun_s == pytest.approx(0.5, abs=0.011)
    assert story.get("switch.s1.closed") == 0.0


def test_reverse_power_through_a_switch_opens_it(tester):
    story = tester(feeder(line_relay(reverse_power_kw=((10.0, 1.0),)), 50.0))
    story.set(irradiance=0.6)
    story.run(5.0)
    assert story.get("relay.line.line_p_kw") == pytest.approx(-5.0, abs=0.1), "half of 10 kW"
    assert not story.of("relay_tripped")
    story.set(irradiance=1.0)
    story.run(5.0)
    (trip,) = story.of("relay_tripped")
    assert trip.value == 19.0
    assert story.get("switch.s1.closed") == 0.0


def test_a_line_stage_without_a_measured_switch_is_refused(tester):
    group = RelayGroup(reverse_power_kw=((10.0, 1.0),))
    with pytest.raises(ValueError, match="relay line"):
        tester(feeder(Relay("line", "a", (group, group)), 50.0))


@pytest.mark.parametrize(("rocof", "trips"), [(1.2, True), (2.5, False), (0.0, False)])
def test_sun_trips_when_the_frequency_runs_away_fast_enough(tester, rocof, trips):
    story = tester(
        MicrogridParameters(
            buses=(Bus("a", 6.6),),
            grids=(GridSource("grid", "a"),),
            photovoltaics=(
                Photovoltaic("pv", "a", 50.0, rocof_hz_per_s=rocof, rocof_s=0.2, wait_s=5.0),
            ),
        )
    )
    story.set(irradiance=1.0)
    story.run(1.0)
    begun_s = story.plant.t_s
    for n in range(1, 41):  # -2 Hz/s, too short for the underfrequency stage
        story.set(grid__f_hz=50.0 - 2.0 * 0.01 * n)
        story.run(0.01, 0.01)
    tripped = story.of("pv_tripped")
    assert bool(tripped) == trips
    if trips:
        assert tripped[0].value == 20.0
        window_s = 0.05 * 0.916  # until the window shows 1.2 of 2 Hz/s
        assert tripped[0].t_s - begun_s == pytest.approx(0.2 + window_s, abs=0.01)


def test_a_jump_of_frequency_is_no_runaway(tester):
    story = tester(
        MicrogridParameters(
            buses=(Bus("a", 6.6),),
            grids=(GridSource("grid", "a"),),
            photovoltaics=(Photovoltaic("pv", "a", 50.0, rocof_hz_per_s=1.2, rocof_s=0.1),),
        )
    )
    story.set(irradiance=1.0)
    story.run(1.0)
    story.set(grid__f_hz=49.9)
    story.run(5.0)
    assert not story.of("pv_tripped")
