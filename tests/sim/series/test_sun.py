"""The sun against closed forms: noon height, day length, seasons, light on planes."""

from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.series import Calendar, Place
from sim.series.sun import (
    cosine_of_incidence,
    day_length_h,
    declination,
    diffuse_share,
    distance_factor,
    equation_of_time_s,
    on_plane,
    sun_over,
)

places = st.builds(Place, st.floats(-65.0, 65.0), st.floats(-180.0, 180.0))
first_days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def a_day(day: date, place: Place, step_s: float = 300.0) -> Calendar:
    return Calendar(day, 1, step_s, utc_offset_h=round(place.longitude_deg / 15.0))


@given(place=places, day=first_days)
@settings(max_examples=30, deadline=None)
def test_below_the_horizon_there_is_no_light(place: Place, day: date) -> None:
    sun = sun_over(a_day(day, place), place)
    night = sun.sin_elevation == 0.0
    assert np.all(sun.outside[night] == 0.0)
    assert np.all(sun.clear[night] == 0.0)
    assert np.all(on_plane(sun, sun.clear, place, 30.0, 180.0)[night] == 0.0)
    assert np.all(sun.clear <= sun.outside)


@given(place=places, day=first_days)
@settings(max_examples=30, deadline=None)
def test_at_noon_the_sun_stands_at_90_degrees_less_latitude_plus_declination(
    place: Place, day: date
) -> None:
    sun = sun_over(a_day(day, place, 60.0), place)
    noon = int(np.argmin(np.abs(sun.hour_angle)))
    height = 90.0 - abs(place.latitude_deg - math.degrees(sun.declination[noon]))
    expected = math.sin(math.radians(max(0.0, height)))
    assert sun.sin_elevation[noon] == pytest.approx(expected, abs=1e-4)


@given(place=places, day=first_days)
@settings(max_examples=30, deadline=None)
def test_the_sun_is_up_as_long_as_the_day_length_says(place: Place, day: date) -> None:
    step_s = 60.0
    sun = sun_over(a_day(day, place, step_s), place)
    noon = int(np.argmin(np.abs(sun.hour_angle)))
    expected = day_length_h(place.latitude_deg, float(sun.declination[noon]))
    up_h = float((sun.sin_elevation > 0.0).sum()) * step_s / 3600.0
    assert up_h == pytest.approx(expected, abs=0.15)  # the declination moves within the day


def test_the_declination_is_that_of_cooper_within_half_a_degree_at_the_solstices() -> None:
    days = np.arange(1.0, 366.0)
    cooper = 23.45 * np.sin(2.0 * np.pi * (284.0 + days) / 365.0)
    found = np.degrees(declination(days))
    assert found.max() == pytest.approx(23.45, abs=0.1)
    assert found.min() == pytest.approx(-23.45, abs=0.1)
    assert np.abs(found - cooper).max() < 1.7  # Cooper's known error at the equinoxes


def test_the_sundial_is_16_minutes_fast_in_november_and_14_slow_in_february() -> None:
    days = np.arange(1.0, 366.0)
    late = equation_of_time_s(days)
    assert int(np.argmax(late)) + 1 == pytest.approx(307, abs=4)
    assert late.max() / 60.0 == pytest.approx(16.4, abs=0.3)
    assert int(np.argmin(late)) + 1 == pytest.approx(42, abs=4)
    assert late.min() / 60.0 == pytest.approx(-14.3, abs=0.3)


def test_the_sun_is_nearest_in_january() -> None:
    factors = distance_factor(np.arange(1.0, 366.0))
    assert int(np.argmax(factors)) < 10
    assert factors.mean() == pytest.approx(1.0, abs=0.001)


def test_solar_noon_at_odawara_is_before_noon_on_the_clock() -> None:
    """139.1 degrees east of the 135 of Japan's time: 16 minutes and the equation of time."""
    place = Place(35.25, 139.13)
    sun = sun_over(Calendar(date(2026, 4, 15), 1, 60.0), place)
    noon_h = float(np.argmax(sun.sin_elevation)) / 60.0
    assert noon_h == pytest.approx(12.0 - 4.13 / 15.0, abs=0.02)  # equation of time about 0


@given(clearness=st.floats(0.0, 1.2))
def test_more_of_the_light_is_diffuse_under_a_darker_sky(clearness: float) -> None:
    share = float(diffuse_share(np.array([clearness]))[0])
    darker = float(diffuse_share(np.array([max(0.0, clearness - 0.2)]))[0])
    assert 0.12 <= share <= 1.0
    assert darker >= share - 0.05


def test_a_flat_plane_gets_what_falls_on_it() -> None:
    place = Place(35.9, 140.05)
    sun = sun_over(Calendar(date(2026, 6, 1), 3), place)
    light = 0.6 * sun.clear
    high = sun.sin_elevation > 0.1
    assert on_plane(sun, light, place, 0.0, 180.0)[high] == pytest.approx(light[high], rel=1e-9)


def test_a_plane_square_to_the_sun_sees_it_straight() -> None:
    place = Place(35.0, 135.0)
    sun = sun_over(Calendar(date(2026, 3, 21), 1, 60.0), place)
    noon = int(np.argmin(np.abs(sun.hour_angle)))
    tilt = 35.0 - math.degrees(sun.declination[noon])
    assert cosine_of_incidence(sun, 35.0, tilt, 180.0)[noon] == pytest.approx(1.0, abs=1e-5)


def test_an_east_plane_has_its_day_in_the_morning() -> None:
    place = Place(35.0, 135.0)
    sun = sun_over(Calendar(date(2026, 6, 21), 1), place)
    east = on_plane(sun, sun.clear, place, 40.0, 90.0)
    west = on_plane(sun, sun.clear, place, 40.0, 270.0)
    half = east.size // 2
    assert east[:half].sum() > 1.4 * east[half:].sum()
    assert west.sum() == pytest.approx(east.sum(), rel=0.01)


def test_in_winter_a_tilted_plane_gets_more_than_a_flat_one() -> None:
    place = Place(35.9, 140.05)
    sun = sun_over(Calendar(date(2026, 12, 15), 10), place)
    assert on_plane(sun, sun.clear, place, 30.0, 180.0).sum() > 1.4 * sun.clear.sum()


def test_the_sun_does_not_care_about_the_offset_of_the_clocks() -> None:
    place = Place(35.0, 135.0)
    start = date(2026, 5, 1)
    tokyo = sun_over(Calendar(start, 2, utc_offset_h=9.0), place)
    utc = sun_over(Calendar(start - timedelta(days=1), 3, utc_offset_h=0.0), place)
    later = 15 * 4  # local midnight is 15:00 UTC of the day before
    assert utc.sin_elevation[later : later + 192] == pytest.approx(tokyo.sin_elevation, abs=1e-12)


@pytest.mark.parametrize(
    ("day", "clock_h", "height_deg"),
    [
        (date(2026, 6, 21), 11.0 + 43.0 / 60.0, 77.8),
        (date(2026, 12, 22), 11.0 + 39.0 / 60.0, 30.9),
    ],
)
def test_at_tokyo_the_sun_culminates_when_and_where_the_almanac_says(
    day: date, clock_h: float, height_deg: float
) -> None:
    """35.66 N, 139.74 E: culmination and height at the solstices, as published for Tokyo."""
    sun = sun_over(Calendar(day, 1, 60.0), Place(35.658, 139.741))
    noon = int(np.argmax(sun.sin_elevation))
    assert noon / 60.0 == pytest.approx(clock_h, abs=1.6 / 60.0)
    assert math.degrees(math.asin(sun.sin_elevation[noon])) == pytest.approx(height_deg, abs=0.15)
