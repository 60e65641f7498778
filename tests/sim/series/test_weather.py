"""Drawn weather: repeatable, true to its priors, and the 13.7 % that a report uses for PV."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sim.series import (
    CLIMATES,
    Calendar,
    Place,
    PvPrior,
    capacity_factor,
    clear_share,
    pv_share,
    weather_over,
)
from sim.series.weather import quantile_of_clearness

TORIDE = Place(35.91, 140.05)
PACIFIC = CLIMATES["pacific"]
YEAR = Calendar.of_year(2026)


def test_equal_seeds_give_the_same_weather_bit_for_bit() -> None:
    one, two = (weather_over(YEAR, TORIDE, PACIFIC, 5) for _ in range(2))
    assert np.array_equal(one.horizontal, two.horizontal)
    assert np.array_equal(one.temperature_c, two.temperature_c)
    other = weather_over(YEAR, TORIDE, PACIFIC, 6)
    assert not np.array_equal(one.horizontal, other.horizontal)


@given(seed=st.integers(0, 2**32), climate=st.sampled_from(sorted(CLIMATES)))
@example(seed=1, climate="japan_sea")  # a day whose light stood in a few minutes
@settings(max_examples=15, deadline=None)
def test_light_is_never_negative_and_never_more_than_a_little_above_a_clear_sky(
    seed: int, climate: str
) -> None:
    calendar = Calendar(date(2026, 3, 1), 60)
    weather = weather_over(calendar, TORIDE, CLIMATES[climate], seed)
    assert weather.horizontal.min() >= 0.0
    assert np.all(weather.horizontal <= 1.5 * weather.sun.clear + 1e-9)
    days = weather.horizontal.reshape(60, -1).sum(axis=1)
    clear = weather.sun.clear.reshape(60, -1).sum(axis=1)
    assert days == pytest.approx(weather.share * clear, rel=1e-9)
    assert np.all((weather.share >= 0.05) & (weather.share <= 1.0))


@given(
    mean=st.floats(0.1, 0.6),
    high=st.floats(0.62, 0.8),
)
@settings(max_examples=30, deadline=None)
def test_the_distribution_of_clearness_has_the_mean_it_is_given(mean: float, high: float) -> None:
    chance = (np.arange(20_000) + 0.5) / 20_000.0
    flat = np.ones_like(chance)
    drawn = quantile_of_clearness(chance, 0.05 * flat, mean * flat, high * flat)
    assert drawn.mean() == pytest.approx(mean, abs=0.012 * (high - 0.05) + 0.001)
    assert np.all(np.diff(drawn) >= 0.0)
    assert drawn.min() >= 0.05
    assert drawn.max() <= high


def test_the_months_have_the_clearness_of_the_climate() -> None:
    month = np.array([day.month for day in YEAR.dates()[:365]])
    found = np.zeros(12)
    for seed in range(25):
        weather = weather_over(YEAR, TORIDE, PACIFIC, seed)
        ground = weather.horizontal.reshape(365, -1).sum(axis=1)
        outside = weather.sun.outside.reshape(365, -1).sum(axis=1)
        found += [(ground / outside)[month == m].mean() / 25.0 for m in range(1, 13)]
    assert found == pytest.approx(np.array(PACIFIC.clearness), abs=0.03)


def test_bright_days_follow_bright_days() -> None:
    shares = np.concatenate([weather_over(YEAR, TORIDE, PACIFIC, seed).share for seed in range(10)])
    assert np.corrcoef(shares[:-1], shares[1:])[0, 1] == pytest.approx(0.29, abs=0.06)


def test_the_capacity_factor_of_toride_is_that_of_the_report() -> None:
    """13.7 % (inventory T-07) as the mean of several years; one year lies within its weather."""
    found = [
        100.0 * capacity_factor(pv_share(weather_over(YEAR, TORIDE, PACIFIC, seed), TORIDE))
        for seed in range(12)
    ]
    assert np.mean(found) == pytest.approx(13.7, abs=0.3)
    assert all(abs(one - 13.7) < 1.4 for one in found)


@pytest.mark.parametrize("year", [2026, 2028])
def test_power_of_pv_lies_between_nothing_and_its_rating(year: int) -> None:
    calendar = Calendar.of_year(year)
    weather = weather_over(calendar, TORIDE, PACIFIC, 1)
    power = pv_share(weather, TORIDE, PvPrior(tilt_deg=30.0))
    assert power.size == calendar.days * 96
    assert power.min() == 0.0
    assert power.max() <= 1.0
    assert np.all(power[weather.sun.sin_elevation == 0.0] == 0.0)
    assert clear_share(weather, TORIDE).mean() > 1.4 * power.mean()


def test_a_known_fine_day_has_no_cloud_and_a_known_dark_day_little_light() -> None:
    calendar = Calendar(date(2026, 5, 30), 5)
    weather = weather_over(calendar, TORIDE, PACIFIC, 3, known={0: 1.0, 2: 0.3})
    fine, dark = slice(0, 96), slice(192, 288)
    assert weather.horizontal[fine] == pytest.approx(weather.sun.clear[fine], rel=1e-9)
    assert weather.share[2] == 0.3
    assert weather.horizontal[dark].sum() == pytest.approx(0.3 * weather.sun.clear[dark].sum())


def test_after_a_fine_day_the_next_is_brighter_than_after_a_dark_one() -> None:
    calendar = Calendar(date(2026, 5, 30), 2)

    def tomorrow(today: float) -> float:
        drawn = (weather_over(calendar, TORIDE, PACIFIC, seed, {0: today}) for seed in range(60))
        return float(np.mean([weather.share[1] for weather in drawn]))

    assert tomorrow(1.0) > tomorrow(0.1) + 0.1


def test_air_is_warm_in_august_cold_in_january_and_warmest_after_noon() -> None:
    weather = weather_over(YEAR, TORIDE, PACIFIC, 2)
    days = weather.temperature_c.reshape(365, 96)
    assert days[205:235].mean() == pytest.approx(26.0, abs=2.5)
    assert days[10:40].mean() == pytest.approx(4.0, abs=2.5)
    assert 13.0 < np.argmax(days.mean(axis=0)) / 4.0 < 15.0


def test_at_night_in_polar_winter_there_is_weather_all_the_same() -> None:
    weather = weather_over(Calendar(date(2026, 12, 20), 3), Place(78.0, 15.0), PACIFIC, 0)
    assert np.all(weather.horizontal == 0.0)
    assert np.all(np.isfinite(weather.temperature_c))
