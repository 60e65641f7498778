"""The manual transfer switch of a building, and a small generator on its other side."""

from __future__ import annotations

import pytest

from sim import Bus, GridSource, Line, Load, MicrogridParameters, Switch, TransferSwitch


def school(position0="a", **transfer):
    """A school between the utility and an external source of its own frequency."""
    return MicrogridParameters(
        buses=(Bus("utility", 0.2), Bus("inlet", 0.2), Bus("school", 0.2), Bus("yard", 0.2)),
        grids=(
            GridSource("grid", "utility", r_ohm=0.01, x_ohm=0.02),
            GridSource("external", "yard", r_ohm=0.1, x_ohm=0.1, f_hz=50.4, live=False),
        ),
        switches=(Switch("cable", "yard", "inlet", closed=True),),
        transfer_switches=(
            TransferSwitch("lever", "school", "utility", "inlet", position0, **transfer),
        ),
        loads=(Load("rooms", "school", 3.0, cold_factor=1.0),),
    )


def contacts(story):
    return tuple(story.get(f"switch.lever.{contact}.closed") for contact in ("a", "b"))


def test_the_lever_breaks_before_it_makes(tester):
    story = tester(school(break_s=0.5))
    story.run(10.0)
    story.set(external__live=1.0, lever__position=2.0)
    seen = set()
    for _ in range(100):
        story.run(0.01, 0.01)
        seen.add((*contacts(story), story.get("lever.contact")))
    assert (1.0, 1.0) not in {pair[:2] for pair in seen}
    assert seen == {(0.0, 0.0, 0.0), (0.0, 1.0, 2.0)}
    (opened,) = story.of("switch_opened", "lever.a")
    (closed,) = story.of("switch_closed", "lever.b")
    assert closed.t_s - opened.t_s == pytest.approx(0.5, abs=0.011)
    assert not story.of("out_of_phase_close")
    assert story.get("bus.school.f_hz") == 50.4


def test_no_command_joins_both_sides(tester):
    story = tester(school())
    for contact in ("a", "b"):
        assert f"switch.lever.{contact}.command" not in story.plant.inputs()
        with pytest.raises(KeyError):
            story.switch(f"lever.{contact}", True)
    story.set(lever__position=1.5)
    story.now()
    assert story.of("input_refused", "lever")
    assert story.get("lever.position") == 1.0
    story.set(switch__lever__a__stuck=1.0, lever__position=2.0)
    story.run(5.0)
    assert story.of("switch_stuck", "lever.a"), "a welded contact holds the lever"
    assert contacts(story) == (1.0, 0.0)


def test_on_its_way_the_lever_may_be_called_back(tester):
    story = tester(school(break_s=2.0))
    story.set(lever__position=2.0)
    story.run(1.0)
    assert contacts(story) == (0.0, 0.0)
    story.set(lever__position=0.0)
    story.run(5.0)
    assert contacts(story) == (0.0, 0.0)
    assert story.get("rooms.p_kw") == 0.0
    story.set(lever__position=1.0)
    story.run(5.0)
    assert contacts(story) == (1.0, 0.0)
    assert story.get("rooms.p_kw") > 2.9


@pytest.mark.parametrize("feeder_runs", [True, False])
def test_a_lever_left_on_external_when_the_power_returns_joins_nothing(tester, feeder_runs):
    story = tester(school())
    story.set(grid__live=0.0)
    story.run(5.0)
    story.set(lever__position=2.0, external__live=float(feeder_runs))
    story.run(10.0)
    story.set(grid__live=1.0)
    story.run(10.0)
    assert not story.of("out_of_phase_close")
    assert story.get("bus.utility.v_pu") > 0.99
    assert story.get("bus.school.f_hz") == (50.4 if feeder_runs else 0.0)
    assert (story.get("rooms.p_kw") > 2.5) == feeder_runs
    story.set(external__live=0.0, lever__position=1.0)
    story.run(5.0)
    assert story.get("bus.school.f_hz") == 50.0


def test_without_a_transfer_switch_the_same_return_collides(tester):
    p = school("off")
    joined = MicrogridParameters(
        buses=p.buses,
        grids=p.grids,
        lines=(Line("wires", "utility", "school", 0.01, 0.01),),
        switches=(Switch("cable", "school", "yard"),),
        loads=p.loads,
    )
    story = tester(joined)
    story.set(external__live=1.0)
    story.run(0.9)
    story.switch("cable", True)
    story.run(0.1)
    assert story.of("out_of_phase_close", "cable")
