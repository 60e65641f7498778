"""Demand of buildings: totals that are given come out, weeks and holidays are kept."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.series import (
    BUILDINGS,
    CLIMATES,
    Calendar,
    Place,
    Scale,
    demand_kw,
    energy_kwh,
    japanese_holidays,
    weather_over,
)
from sim.series.calendar import Floats
from sim.series.demand import expected_use, open_days

TORIDE = Place(35.91, 140.05)
YEAR = Calendar.of_year(2026)
AIR = weather_over(YEAR, TORIDE, CLIMATES["pacific"], 0).temperature_c

REPORTED = {  # kWh a year: inventory N-01..N-03, T-01..T-05
    "Nishinoomote city hall": ("city_hall", 482_027.0),
    "Nishinoomote civic hall": ("civic_hall", 80_702.0),
    "Nishinoomote health centre": ("health_centre", 23_622.0),
    "Togashira Elementary School": ("school", 116_794.0),
    "Toride Green Sports Centre": ("sports_centre", 1_081_066.0),
    "Toride city hall": ("city_hall", 636_838.0),
    "2nd Junior High": ("school", 216_523.0),
    "Wellness Plaza": ("sports_centre", 347_819.0),
}


def of_a_year(building: str, seed: int = 0, scale: Scale | None = None) -> Floats:
    scale = scale or Scale(annual_kwh=100_000.0)
    return demand_kw(BUILDINGS[building], YEAR, AIR, scale, seed)


@pytest.mark.parametrize("name", REPORTED)
def test_the_kwh_of_the_reports_come_out_exactly(name: str) -> None:
    building, kwh = REPORTED[name]
    for seed in range(3):
        power = of_a_year(building, seed, Scale(annual_kwh=kwh))
        assert energy_kwh(power, YEAR.step_s) == pytest.approx(kwh, rel=1e-12)


@given(
    building=st.sampled_from(sorted(BUILDINGS)),
    seed=st.integers(0, 2**63),
    average=st.floats(0.1, 500.0),
    year=st.sampled_from([2026, 2028]),
)
@settings(max_examples=12, deadline=None)
def test_any_building_any_seed_has_its_average_and_is_never_negative(
    building: str, seed: int, average: float, year: int
) -> None:
    calendar = Calendar.of_year(year)
    air = np.full(calendar.points, 18.0)
    power = demand_kw(BUILDINGS[building], calendar, air, Scale(average_kw=average), seed)
    assert power.size == (366 if year == 2028 else 365) * 96
    assert power.min() >= 0.0
    assert power.mean() == pytest.approx(average, rel=1e-12)


@pytest.mark.parametrize("building", sorted(BUILDINGS))
def test_a_peak_that_is_given_is_reached_and_hardly_passed(building: str) -> None:
    power = of_a_year(building, 4, Scale(average_kw=4.0, peak_kw=9.0))
    assert power.mean() == pytest.approx(4.0, rel=1e-12)
    assert 8.0 < np.quantile(power, 0.9995) < 11.5


def test_equal_seeds_give_equal_demand_bit_for_bit() -> None:
    assert np.array_equal(of_a_year("school", 7), of_a_year("school", 7))
    assert not np.array_equal(of_a_year("school", 7), of_a_year("school", 8))


@pytest.mark.parametrize(
    ("building", "low", "high"),
    [("city_hall", 1.8, 3.0), ("school", 1.8, 3.0), ("shelter_in_use", 0.98, 1.02)],
)
def test_weekdays_stand_to_weekends_as_the_building_is_used(
    building: str, low: float, high: float
) -> None:
    days = of_a_year(building).reshape(365, -1).sum(axis=1)
    working = np.array([day.weekday() < 5 for day in YEAR.dates()[:365]])
    assert low < days[working].mean() / days[~working].mean() < high


def test_the_sports_centre_rests_on_mondays() -> None:
    days = of_a_year("sports_centre").reshape(365, -1).sum(axis=1)
    monday = np.array([day.weekday() == 0 for day in YEAR.dates()[:365]])
    assert days[monday].mean() < 0.6 * days[~monday].mean()


def test_a_city_hall_is_closed_on_holidays_and_at_new_year() -> None:
    opened = dict(zip(YEAR.dates(), open_days(BUILDINGS["city_hall"], YEAR), strict=True))
    assert opened[date(2026, 5, 1)]
    assert not opened[date(2026, 5, 5)]  # children's day, a Tuesday
    assert not opened[date(2026, 12, 30)]
    assert not opened[date(2026, 5, 2)]  # Saturday


def test_a_school_is_quiet_in_its_summer_holidays() -> None:
    days = of_a_year("school").reshape(365, -1).sum(axis=1)
    july_6, august_3 = 186, 214  # Mondays
    assert days[august_3 : august_3 + 5].mean() < 0.75 * days[july_6 : july_6 + 5].mean()


def test_hot_and_cold_days_take_more_than_mild_ones() -> None:
    calendar = Calendar(date(2026, 5, 11), 1)
    use = [
        expected_use(BUILDINGS["city_hall"], calendar, np.full(96, air)).sum()
        for air in (0.0, 18.0, 30.0)
    ]
    assert use[0] == pytest.approx(1.32 * use[1])
    assert use[2] == pytest.approx(1.32 * use[1])


def test_with_summer_time_people_come_an_hour_earlier_by_the_sun() -> None:
    """From the change on, the same hour on the wall is an hour less since the first midnight."""
    change_s = 2.0 * 3600.0
    plain = Calendar(date(2026, 3, 29), 3)
    summer = Calendar(date(2026, 3, 29), 3, clock_changes=((change_s, 1.0),))
    air = np.full(plain.points, 18.0)
    office = BUILDINGS["shelter_in_use"]
    before, after = (expected_use(office, one, air) for one in (plain, summer))
    assert after[8:-4] == pytest.approx(before[12:])
    assert after[:8] == pytest.approx(before[:8])


def test_one_known_total_is_needed_and_no_more() -> None:
    with pytest.raises(ValueError, match="exactly one"):
        Scale()
    with pytest.raises(ValueError, match="exactly one"):
        Scale(annual_kwh=1.0, average_kw=1.0)


def test_a_calendar_needs_days_and_a_step_that_divides_them() -> None:
    with pytest.raises(ValueError, match="no points"):
        Calendar(date(2026, 1, 1), 0)
    with pytest.raises(ValueError, match="does not divide"):
        Calendar(date(2026, 1, 1), 1, 700.0)


@pytest.mark.parametrize(("year", "days"), [(2026, 365), (2028, 366), (2100, 365)])
def test_a_year_has_its_days(year: int, days: int) -> None:
    assert Calendar.of_year(year).days == days


def test_the_holidays_of_japan_of_2026_are_all_there() -> None:
    expected = (
        (1, 1), (1, 12), (2, 11), (2, 23), (3, 20), (4, 29), (5, 3), (5, 4), (5, 5), (5, 6),
        (7, 20), (8, 11), (9, 21), (9, 22), (9, 23), (10, 12), (11, 3), (11, 23),
    )  # fmt: skip
    assert sorted(japanese_holidays(2026)) == [date(2026, *day) for day in expected]
