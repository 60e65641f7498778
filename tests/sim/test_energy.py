"""Every kWh is booked once on each side."""

from __future__ import annotations

import pytest

SUPPLY = ("grid", "pv", "battery", "vehicle")
SPENT = (
    "served",
    "lines",
    "transformers",
    "inverter_loss",
    "cell_loss",
    "vehicle_loss",
    "aux",
    "fault",
)


def _live_through_a_day_of_trouble(story):
    """Grid, loss of grid, black start, load steps, PV back, car and server, trip, second start."""
    story.set(irradiance=0.8, ev__set_kw=-6.0)
    story.run(600.0)
    story.set(grid__trip=1.0, grid__reclose_blocked=1.0)
    story.run(20.0)
    story.black_start()
    story.set(b1__factor=3.0, server__set_kw=20.0, ev__set_kw=5.0)
    story.run(400.0)
    assert story.of("pv_returned")
    story.set(b1__factor=0.2)
    story.run(60.0)
    story.set(fault__short_ohm=5.0)
    story.run(0.3)
    story.set(fault__short_ohm=0.0, bess__trip=1.0)
    story.run(60.0)
    assert story.of("inverter_tripped")
    story.black_start()
    story.run(1800.0)


def test_the_accounts_close_over_a_run_with_everything_in_it(tester):
    story = tester()
    _live_through_a_day_of_trouble(story)
    kwh = {name: story.get(f"energy.{name}_kwh") for name in SUPPLY + SPENT}
    moved_kwh = story.get("energy.moved_kwh")
    assert moved_kwh > 100.0
    for name, value in kwh.items():
        assert value != 0.0, f"the run moves no energy through {name}"
    difference_kwh = sum(kwh[name] for name in SUPPLY) - sum(kwh[name] for name in SPENT)
    assert abs(difference_kwh) < 1e-6 * moved_kwh
    assert story.get("energy.balance_kwh") == pytest.approx(difference_kwh, abs=1e-7)


def test_line_and_transformer_losses_are_the_squares_of_their_currents(island):
    story = island()
    story.run(10.0)  # until no contactor jumps any more between two samples
    p = story.plant.parameters
    story.set(b2__factor=8.0, server__set_kw=26.0)
    story.now()
    r_pu = {f"line.{b.name}": b.r_ohm * p.s_base_kva / 1000.0 / 6.6**2 for b in p.lines}
    for b in p.transformers:
        r_pu[f"transformer.{b.name}.branch"] = b.r_pu * p.s_base_kva / b.s_kva

    def losses_kw(kind):
        return sum(
            story.get(f"{name}.i_pu") ** 2 * r * p.s_base_kva
            for name, r in r_pu.items()
            if name.startswith(kind)
        )

    for kind in ("line", "transformer"):
        begun_kwh = story.get(f"energy.{kind}s_kwh")
        before_kw, summed_kwh = losses_kw(kind), 0.0
        for _ in range(200):
            story.run(0.01, 0.01)
            after_kw = losses_kw(kind)
            summed_kwh += 0.5 * (before_kw + after_kw) * 0.01 / 3600.0
            before_kw = after_kw
        booked_kwh = story.get(f"energy.{kind}s_kwh") - begun_kwh
        assert booked_kwh > 0.0
        assert booked_kwh == pytest.approx(summed_kwh, rel=1e-6)


def test_served_and_unserved_energy_are_told_apart(tester):
    story = tester()
    story.run(100.0)
    assert story.get("energy.unserved_kwh") == 0.0
    story.switch("b1_main", False)
    story.run(0.0)
    served_kwh = story.get("b1.served_kwh")
    story.run(3600.0)
    assert story.get("b1.served_kwh") == pytest.approx(served_kwh, abs=1e-4)
    assert story.get("b1.unserved_kwh") == pytest.approx(4.0, rel=1e-3)
    assert story.get("energy.unserved_kwh") == pytest.approx(story.get("b1.unserved_kwh"))
