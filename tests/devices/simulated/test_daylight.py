from __future__ import annotations

import pytest

from devices.simulated.daylight import POINTS, irradiance, load_shape, sine_of_sun


def mean(values: tuple[float, ...]) -> float:
    return sum(values) / len(values)


def test_the_sun_of_an_equinox_noon_stands_at_the_complement_of_the_latitude():
    assert sine_of_sun(42_000.0, 81, 35.25, 42_000.0) == pytest.approx(0.8166, abs=2e-3)


def test_there_is_no_light_at_midnight():
    assert irradiance("fine", 150)[0] == 0.0
    assert irradiance("cloudy", 150)[0] == 0.0


def test_a_fine_summer_day_gives_more_than_a_fine_winter_day():
    assert mean(irradiance("fine", 172)) > 1.5 * mean(irradiance("fine", 355))


def test_a_cloudy_day_gives_about_two_fifths_of_a_fine_one():
    share = mean(irradiance("cloudy", 150)) / mean(irradiance("fine", 150))
    assert 0.3 < share < 0.55


def test_the_available_power_stays_within_the_rating():
    assert all(0.0 <= value <= 1.0 for value in irradiance("fine", 172))


def test_an_unknown_sky_is_refused():
    with pytest.raises(ValueError, match="stormy"):
        irradiance("stormy", 150)


@pytest.mark.parametrize(("average_kw", "peak_kw"), [(4, 8), (4, 12), (1, 4), (3, 10), (3, 5)])
def test_a_block_has_its_average_and_its_peak(average_kw, peak_kw):
    shape = load_shape(average_kw, peak_kw)
    assert len(shape) == POINTS
    assert mean(shape) == pytest.approx(average_kw / peak_kw, rel=1e-6)
    assert max(shape) == pytest.approx(1.0)
