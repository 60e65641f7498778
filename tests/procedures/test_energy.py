"""Sums of a day from samples: generation, its use on site, avoided CO2; and who gives power now."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from devices.signals import Quality, Reading
from devices.site import Site, load_site
from procedures.energy import EnergyCounter, EnergyView, flow, parts_of
from procedures.intents import Backtrack
from procedures.people import Sitter
from procedures.record import Record
from procedures.recorder import Recorder
from procedures.resuming import read_interrupted, resume
from procedures.scenario import load_scenario
from procedures.sitting import Sitting
from procedures.snapshot import Mode

MORNING_S = 6 * 3600.0  # the first sample is at six
COLUMNS = ("pv1.p_kw", "pv2.p_kw", "pv3.p_kw", "out1.p_kw", "out2.p_kw", "bess.p_kw", "v2h.p_kw")


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site("toride-city-hall")


def loads_of(site: Site) -> tuple[str, ...]:
    return parts_of(site).loads


def counted(site: Site, times_s: list[float], rows: list[dict[str, float]]) -> EnergyCounter:
    columns = (*COLUMNS, *loads_of(site))
    counter = EnergyCounter(site, columns, -MORNING_S)
    for time_s, row in zip(times_s, rows, strict=True):
        counter.add(time_s, np.array([row.get(name, 0.0) for name in columns]))
    return counter


def seen(counter: EnergyCounter, now_s: float) -> EnergyView:
    view = counter.view(now_s)
    assert view is not None
    return view


def test_an_hour_of_steady_sun_is_its_power_and_what_the_loads_leave_is_not_used(
    site: Site,
) -> None:
    times_s = [30.0 * n for n in range(121)]
    counter = counted(site, times_s, [{"pv1.p_kw": 20.0, "c1.p_kw": 5.0}] * 121)
    view = seen(counter, 3600.0)
    assert view.generated_kwh == pytest.approx(20.0)
    assert view.used_share == pytest.approx(0.25)
    assert view.co2_kg == pytest.approx(20.0 * 0.423)


def test_charging_counts_as_use_on_site_and_discharging_does_not(site: Site) -> None:
    charging = {"pv1.p_kw": 20.0, "c1.p_kw": 5.0, "bess.p_kw": -10.0, "v2h.p_kw": 3.0}
    view = seen(counted(site, [0.0, 60.0], [charging, charging]), 60.0)
    assert view.used_share == pytest.approx(0.75)


def test_the_sun_at_an_emergency_outlet_counts_too(site: Site) -> None:
    row = {"out1.p_kw": 1.2, "sock1.p_kw": 1.2}
    view = seen(counted(site, [0.0, 60.0], [row, row]), 60.0)
    assert view.generated_kwh == pytest.approx(1.2 / 60)
    assert view.used_share == pytest.approx(1.0)


def test_a_gap_is_not_filled_in_and_an_unknown_load_keeps_its_time_out_of_the_share(
    site: Site,
) -> None:
    known = {"pv1.p_kw": 60.0, "c1.p_kw": 30.0}
    lost = known | {"c1.p_kw": np.nan}
    counter = counted(site, [0.0, 60.0, 3600.0, 3660.0], [known, known, lost, lost])
    view = seen(counter, 3660.0)
    assert view.generated_kwh == pytest.approx(2.0)
    assert view.used_share == pytest.approx(0.5)


def test_the_sums_begin_anew_at_midnight(site: Site) -> None:
    row = {"pv1.p_kw": 60.0}
    midnight_s = 18 * 3600.0
    counter = counted(site, [midnight_s - 60.0, midnight_s - 1.0], [row, row])
    assert seen(counter, midnight_s - 1.0).generated_kwh > 0
    assert seen(counter, midnight_s + 1.0) == EnergyView(0.0, None, 0.0)


def test_a_site_without_sun_has_nothing_to_count() -> None:
    kobe = load_site("kobe-shelter")
    assert EnergyCounter(kobe, ("bess.p_kw",), 0.0).view(0.0) is None


def test_what_the_utility_gives_is_the_balance_and_a_stale_value_leaves_it_unknown(
    site: Site,
) -> None:
    parts = parts_of(site)
    values = {name: Reading(0.0, Quality.GOOD, 0.0) for name in parts.every}
    values |= {
        "pv1.p_kw": Reading(7.0, Quality.GOOD, 0.0),
        "bess.p_kw": Reading(-2.0, Quality.GOOD, 0.0),
        "c1.p_kw": Reading(15.0, Quality.GOOD, 0.0),
    }
    found = flow(parts, values, on_utility=True)
    assert (found.sun_kw, found.load_kw, found.grid_kw) == (7.0, 15.0, 10.0)
    values["pv1.p_kw"] = Reading(7.0, Quality.STALE, 0.0)
    lost = flow(parts, values, on_utility=True)
    assert (lost.sun_kw, lost.grid_kw) == (None, None)


def test_a_car_whose_line_is_lost_is_unknown_and_one_that_is_away_gives_nothing() -> None:
    site = load_site("kobe-shelter")
    parts = parts_of(site)
    car = parts.cars[0]
    values = {name: Reading(1.0, Quality.GOOD, 0.0) for name in parts.every}
    found = flow(parts, values, on_utility=True)
    assert found.cars_kw == len(parts.cars)
    assert found.grid_kw is not None
    values[car] = Reading(1.0, Quality.STALE, 0.0)
    lost = flow(parts, values, on_utility=True)
    assert (lost.cars_kw, lost.grid_kw) == (None, None)
    away = Reading("away", Quality.GOOD, 0.0)
    gone = flow(parts, {**values, f"{car.removesuffix('.p_kw')}.state": away}, on_utility=True)
    assert gone.cars_kw == len(parts.cars) - 1
    assert gone.grid_kw is not None
    del values[car]
    assert flow(parts, values, on_utility=True).cars_kw == len(parts.cars) - 1


def test_the_sums_are_the_same_after_the_sitting_was_cut_off_and_after_it_went_back(
    tmp_path: Path,
) -> None:
    odawara = load_site("odawara")
    scenario = load_scenario("odawara-normal-day", odawara)
    path = tmp_path / "record.sqlite"
    sitter = Sitter.for_role(odawara, "MGC")
    sitting = Sitting.open(odawara, scenario, mode=Mode.REHEARSAL, sitter=sitter, record=path)
    sitting.advance(240.0)
    before = sitting.snapshot().energy
    assert before is not None
    assert before.generated_kwh > 0
    assert before.used_share is not None
    assert isinstance(sitting.recording, Recorder)
    sitting.recording.close()  # as when the computer dies: nothing is closed in order
    again = resume(read_interrupted(path)).sitting
    after = again.snapshot().energy
    assert after is not None
    assert after.used_share == pytest.approx(before.used_share)
    assert after.generated_kwh == pytest.approx(before.generated_kwh)
    again.accept(Backtrack(120.0, "to count anew"))
    earlier = again.snapshot().energy
    with Record(path) as record:
        counter = EnergyCounter(odawara, [c.name for c in record.columns], -11 * 3600.0)
        past = record.telemetry(1)
    until = past.times_s <= again.now_s
    counter.add_all(past.times_s[until], past.values[until])
    again.close()
    assert earlier is not None
    assert earlier.generated_kwh < before.generated_kwh
    assert earlier.generated_kwh == pytest.approx(seen(counter, 120.0).generated_kwh)
