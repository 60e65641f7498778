"""Hard closes and cold load onto an island: what one inverter can lift and what it cannot.

All numbers come from two impedances, in pu of the 630 kVA inverter: its own z = 0.03 + j0.15 and
the transformer just closed, which draws 10 x rated, j xn with xn = 630 / (10 S e^(-t/0.1 s)).
Below the limit V = xn / |z + j xn|; at it the current is 1.2 pu and V = 1.2 xn. The limit is met
at |z + j xn| = 1/1.2, that is xn = 0.683 or 92 kVA; V = 0.8 at xn = 0.667 (94.5 kVA).
"""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from sim import Bus, Relay, RelayGroup, Switch, Transformer, UnderfrequencyShed

ISLAND = RelayGroup(undervoltage=((0.8, 0.5), (0.6, 0.05)))
LIMIT_KVA = 92.2
AT_080_KVA = 94.5  # 1.2 xn = 0.8
AT_060_KVA = 126.0  # 1.2 xn = 0.6
INRUSH_TAU_S = 0.1


@pytest.fixture
def with_transformer(bare_island):
    """An empty island, and one dead transformer of so many kVA behind the switch "cut_out"."""

    def build(s_kva, *relays):
        return bare_island(
            buses=(Bus("hv", 6.6), Bus("lv", 0.202)),
            switches=(Switch("cut_out", "mg", "hv"),),
            transformers=(Transformer("tr", "hv", "lv", s_kva, 0.015, 0.025),),
            relays=relays,
        )

    return build


def closed(story):
    """Close the cut-out; the bus voltage at that instant and after each 10 ms of a second."""
    story.switch("cut_out", True)
    story.now()
    return [story.get("bus.mg.v_pu"), *story.samples("bus.mg.v_pu", 1.0)]


def test_75_kva_dips_to_0_85_and_stays_under_the_current_limit(with_transformer):
    """75 kVA, the most that one close may bring: xn = 0.84, I = 1/|0.03 + j0.99| = 1.01 pu < 1.2.

    V = 0.84 x 1.01 = 0.85; nothing limits, nothing trips, and after 0.5 s the inrush is gone.
    """
    story = with_transformer(75.0)
    volts = closed(story)
    assert volts[0] == pytest.approx(0.848, abs=0.002)
    assert min(volts) == volts[0]
    assert not story.of("current_limit")
    assert volts[-1] == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize(
    ("s_kva", "wants_pu", "dip_pu", "below_s"),
    [(100.0, 1.281, 0.756, 0.006), (300.0, 2.768, 0.252, 0.116)],
)
def test_beyond_92_kva_the_limit_is_reached_and_the_voltage_is_1_2_times_the_inrush_reactance(
    with_transformer, s_kva, wants_pu, dip_pu, below_s
):
    """100 kVA: xn 0.63 wants 1/|0.03 + j0.78| = 1.28 pu, gets 1.2: 0.756 for one blink.

    300 kVA: xn 0.21 wants 2.77 pu: 0.252, under 0.8 for 0.1 s ln(300/94.5) = 0.116 s. Both ride on.
    """
    assert s_kva > LIMIT_KVA
    assert below_s == pytest.approx(INRUSH_TAU_S * math.log(s_kva / AT_080_KVA), abs=1e-3)
    story = with_transformer(s_kva)
    story.switch("cut_out", True)
    story.now()
    assert story.get("bess.i_unlimited_pu") == pytest.approx(wants_pu, abs=0.005)
    assert story.get("bess.i_pu") == pytest.approx(1.2, abs=1e-6)
    assert story.get("bus.mg.v_pu") == pytest.approx(dip_pu, abs=0.002)
    volts = story.samples("bus.mg.v_pu", 1.0)
    assert 0.01 * (1 + sum(v < 0.8 for v in volts)) == pytest.approx(below_s, abs=0.015)
    assert story.get("bess.state") == 3.0
    assert volts[-1] == pytest.approx(1.0, abs=0.01)


def test_a_fast_27_lets_180_kva_pass_and_trips_on_300(with_transformer):
    """27 at 0.6 for 50 ms: 180 kVA is under 0.6 for 0.1 ln(180/126) = 36 ms, 300 kVA for 87 ms.

    So the very relay that clears a short circuit blacks the island out when too much is closed.
    """
    for s_kva, trips in ((180.0, False), (300.0, True)):
        under_s = INRUSH_TAU_S * math.log(s_kva / AT_060_KVA)
        assert (under_s > 0.05) == trips
        story = with_transformer(s_kva, Relay("relay", "mg", (ISLAND, ISLAND), inverter="bess"))
        begun_s = story.plant.t_s
        closed(story)
        tripped = story.of("relay_tripped")
        assert bool(tripped) == trips
        assert story.get("bess.state") == (4.0 if trips else 3.0)
        if trips:
            assert tripped[0].t_s - begun_s == pytest.approx(0.05, abs=0.0101)
            assert story.get("bus.mg.v_pu") == 0.0


def test_transformers_that_join_in_the_ramp_draw_nothing(bare_island):
    """The guard: the same 300 kVA is connected before the black start, and rises with it."""
    story = bare_island(
        buses=(Bus("hv", 6.6), Bus("lv", 0.202)),
        switches=(Switch("cut_out", "mg", "hv", closed=True),),
        transformers=(Transformer("tr", "hv", "lv", 300.0, 0.015, 0.025),),
    )
    assert story.get("bus.lv.v_pu") == pytest.approx(1.0, abs=1e-3)
    assert not story.of("inrush")
    assert not story.of("current_limit")


# --- cold load -----------------------------------------------------------------------------------

BLOCKS = {"b1": 12.0, "b2": 12.0, "b3": 12.0, "b4": 12.0, "d": 6.0}  # 54 kW, twice that cold


@pytest.fixture
def cold_island(bare_island, steady_blocks):
    """A 100 kVA inverter and 54 kW of blocks that have been dark for 15 minutes: 108 kW cold."""
    parts = steady_blocks(**BLOCKS)
    parts["loads"] = tuple(replace(load, cold_factor=2.0) for load in parts["loads"])
    shedding = UnderfrequencyShed("ufls", "mg", ((49.5, 1.0, ("d_main",)),))
    story = bare_island(s_kva=100.0, shedding=(shedding,), **parts)
    story.run(900.0)
    return story


def test_all_cold_blocks_at_once_overload_an_inverter_that_carries_them_warm(cold_island):
    """54 kW of people's load is 108 kW after an outage; all at once, on 100 kW.

    f = 50 - 0.54 (droop of 1.08 pu) - 0.04 - 0.1 x 0.08 x 50 t (from 0.07 s on, when the filter
    is past 1 pu): below 49.5 at once, so D (12 kW cold) is shed after 1.0 s and 96 kW stay.
    """
    begun_s = cold_island.plant.t_s
    for name in BLOCKS:
        cold_island.switch(f"{name}_main", True)
    cold_island.run(0.2)
    assert cold_island.get("bess.p_kw") == pytest.approx(108.0, rel=0.001)
    assert cold_island.get("bus.mg.f_hz") == pytest.approx(
        50.0 - 0.54 - 0.04 - 0.4 * 0.13, abs=0.02
    )
    cold_island.run(20.0)
    (limit,) = cold_island.of("limit_reached")
    (shed,) = cold_island.of("shed", "d_main")
    assert limit.t_s - begun_s < 0.1
    assert shed.t_s - begun_s == pytest.approx(1.07, abs=0.05)
    assert cold_island.get("bess.p_kw") == pytest.approx(96.0, rel=0.001)


def test_half_an_hour_between_the_halves_keeps_them_within_the_rating(cold_island):
    """The guard: half the blocks first (48 kW cold), the rest when those have warmed up.

    After 15 min and two time constants (40 min) 24 kW draw 24 (1 + e^-2) = 27.2; with 60 cold: 87.
    """
    for name in ("b1", "b2"):
        cold_island.switch(f"{name}_main", True)
    cold_island.run(0.5)
    assert cold_island.get("bess.p_kw") == pytest.approx(48.0, rel=0.001)
    cold_island.run(900.0 + 2400.0)
    for name in ("b3", "b4", "d"):
        cold_island.switch(f"{name}_main", True)
    cold_island.run(5.0)
    assert cold_island.get("bess.p_kw") == pytest.approx(
        60.0 + 24.0 * (1.0 + math.exp(-2.0)), abs=0.2
    )
    assert not cold_island.of("limit_reached")
    assert not cold_island.of("shed")
