"""Energy that is not there: an estimate 8 % too high, and a battery that was run down to nothing.

Below 6 % the cells give less and less: Pmax = 630 kW x (SoC - 1 %)/5 %, nothing at 1 %.
"""

from __future__ import annotations

import pytest

OWN_RELAY = {"underfrequency_hz": ((47.5, 1.0),)}
STOP_AT = 0.10  # the operator's orderly stop


@pytest.fixture
def feeding(bare_island, steady_blocks):
    """An island under secondary control with so many kW on it, its true SoC and the error shown."""

    def build(soc, error, p_kw):
        story = bare_island(
            soc0=soc,
            battery={"soc_estimate_error": error},
            inverter=OWN_RELAY,
            **steady_blocks(people=p_kw),
        )
        story.set(bess__secondary_enabled=1.0)
        story.switch("people_main", True)
        story.run(10.0)
        return story

    return build


def test_an_estimate_eight_percent_too_high_goes_dark_before_it_reads_ten(feeding):
    """True 10 %, shown 18 %, 200 kW: 8 % x 1580 kWh / 200 kW = 38 min are planned to the stop.

    Pmax = 200 kW at 1 + 5 x 200/630 = 2.6 % true, 10.6 % shown: there f falls, and 47.5 Hz ends it.
    """
    story = feeding(soc=0.10, error=0.08, p_kw=200.0)
    assert story.get("bess.soc_estimate") == pytest.approx(0.18, abs=0.005)
    story.run(1800.0)
    assert story.get("bus.mg.f_hz") == pytest.approx(50.0, abs=0.01)
    shown = story.get("bess.soc_estimate")
    assert shown > STOP_AT
    while story.get("bess.state") == 3.0:
        shown = story.get("bess.soc_estimate")
        story.run(1.0)
    (limit,) = story.of("limit_reached")
    (tripped,) = story.of("inverter_tripped")
    assert tripped.value == 4.0  # under-frequency
    assert 20.0 < tripped.t_s - limit.t_s < 60.0
    assert shown == pytest.approx(0.105, abs=0.002)
    assert shown > STOP_AT


def test_a_true_estimate_stops_in_good_order_with_power_to_spare(feeding):
    """The guard: shown 18 % is 18 %. At 10 % it still has all of its 630 kW, and can be stopped."""
    story = feeding(soc=0.18, error=0.0, p_kw=200.0)
    while story.get("bess.soc_estimate") > STOP_AT:
        story.run(10.0)
    assert story.plant.t_s == pytest.approx(0.08 * 1580.0 / 200.0 * 3600.0, rel=0.1)
    assert story.get("bess.p_max_kw") == pytest.approx(630.0)
    assert not story.of("limit_reached")
    assert story.get("bus.mg.f_hz") == pytest.approx(50.0, abs=0.01)


@pytest.mark.parametrize(("soc", "lives"), [(0.0115, False), (0.10, True)])
def test_run_to_nothing_there_is_no_black_start_left(feeding, soc, lives):
    """1.15 % gives 19 kW at most, 20 are wanted: down to 47.5 Hz, and the second start likewise.

    Each kWh taken there takes Pmax with it. Stopped at 10 % the second start carries the load.
    """
    story = feeding(soc=soc, error=0.0, p_kw=20.0)
    story.run(300.0)
    assert bool(story.of("inverter_tripped")) != lives
    story.switch("people_main", False)
    story.set(bess__stop=1.0, bess__reset=1.0)
    story.run(1.0)
    story.set(bess__start=1.0)
    story.run(5.0)
    story.switch("people_main", True)
    story.run(300.0)
    assert len(story.of("inverter_tripped")) == (0 if lives else 2)
    assert (story.get("bus.mg.v_pu") > 0.9) == lives
    assert (story.get("bess.p_max_kw") >= 20.0) == lives
