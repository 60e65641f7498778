from __future__ import annotations

import pytest

from devices.forecast import outlook, preview
from devices.plant import Command
from devices.simulated import SimulatedPlant, StartState
from devices.site import load_site


def command(target, **arguments):
    device, verb = target.split(".")
    return Command(device, verb, "MGC", "tester", arguments)


def run(plant, seconds):
    until_s = plant.now_s + seconds
    while plant.now_s < until_s - 1e-9:
        plant.advance(until_s)


@pytest.fixture(scope="module")
def odawara():
    return load_site("odawara")


@pytest.fixture
def ready(odawara):
    """The section isolated and dead, the battery ready for a black start."""
    plant = SimulatedPlant(
        odawara,
        start=StartState(
            grid_live=False,
            k12_closed=False,
            blocks_closed=False,
            relay_group=2,
            evt_in=True,
            bess_mode="grid_forming",
            anti_islanding=False,
            secondary=True,
            pv_running=False,
        ),
    )
    run(plant, 2.0)
    return plant


def test_a_preview_of_a_good_black_start_shows_nominal_voltage_and_no_trip(ready):
    seen = preview(ready, command("bess.start_black"))
    assert 0.97 <= seen.v_max_pu <= 1.05
    assert seen.f_min_hz is not None
    assert 49.8 <= seen.f_min_hz <= seen.f_max_hz <= 50.2
    assert seen.load_peak_pct < 20.0
    assert seen.soc_end_pct == pytest.approx(60.0, abs=0.5)
    assert not [trip for trip in seen.trips if "inverter" in trip]


def test_a_preview_shows_the_trip_of_a_start_onto_an_earth(ready):
    ready.field.act("earth", "fit", "tester")
    seen = preview(ready, command("bess.start_black"))
    assert "inverter_tripped bess" in seen.trips
    assert seen.v_max_pu < 0.5


def test_a_preview_leaves_the_plant_where_it_stands(ready):
    before = {name: reading.value for name, reading in ready.readings().items()}
    now_s = ready.now_s
    preview(ready, command("bess.start_black"))
    assert ready.now_s == now_s
    assert {name: reading.value for name, reading in ready.readings().items()} == before


def test_the_outlook_of_an_island_falls_and_spreads(ready):
    ready.command(command("bess.start_black"))
    run(ready, 5.0)
    for block in ("b1", "b2", "b3", "b6"):
        ready.command(command(f"{block}.close"))
    run(ready, 30.0)
    seen = outlook(ready, hours=48.0)
    assert len(seen.hours) == len(seen.p10_pct) == len(seen.p50_pct) == 49
    assert seen.p50_pct[-1] < seen.p50_pct[0]
    assert seen.p10_pct[-1] < seen.p90_pct[-1]
    assert all(low <= high for low, high in zip(seen.p10_pct, seen.p90_pct, strict=True))


def test_the_same_seed_gives_the_same_outlook(ready):
    assert outlook(ready, hours=6.0, futures=3) == outlook(ready, hours=6.0, futures=3)
