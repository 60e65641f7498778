"""Sun and habits over a day, as periodic series: deterministic, so that equal starts run alike."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache

DAY_S = 86_400.0
STEP_S = 300.0
POINTS = int(DAY_S / STEP_S)

# Clouds of the cloudy day: three slow waves and one quick one; no chance in it. [P]
_CLOUD_WAVES = ((5.0, 0.9, 0.16), (11.0, 2.3, 0.12), (37.0, 0.4, 0.10), (83.0, 1.7, 0.07))
_CLOUD_MEAN = 0.42

# Share of a block's day-time span in each hour 0..23: morning rise, noon, evening. [P]
_HOURS = (
    0.06, 0.03, 0.01, 0.00, 0.02, 0.10, 0.25, 0.45, 0.62, 0.74, 0.84, 0.93,
    1.00, 0.95, 0.88, 0.84, 0.86, 0.92, 0.96, 0.82, 0.60, 0.40, 0.24, 0.13,
)  # fmt: skip
_NIGHT_SHARE = 0.2


def sine_of_sun(time_s: float, day_of_year: int, latitude_deg: float, noon_s: float) -> float:
    """Return the sine of the sun's elevation at `time_s` of the day, 0 below the horizon.

    sin h = sin(lat) sin(d) + cos(lat) cos(d) cos(15 deg/h (t - noon)), with the declination
    d = 23.44 deg sin(360 deg (n + 284) / 365) (Cooper).
    """
    declination = math.radians(23.44) * math.sin(2.0 * math.pi * (day_of_year + 284) / 365.0)
    latitude = math.radians(latitude_deg)
    hour_angle = 2.0 * math.pi * (time_s - noon_s) / DAY_S
    height = math.sin(latitude) * math.sin(declination)
    height += math.cos(latitude) * math.cos(declination) * math.cos(hour_angle)
    return max(0.0, height)


@cache
def irradiance(
    sky: str, day_of_year: int, latitude_deg: float = 35.25, noon_s: float = 42_000.0
) -> tuple[float, ...]:
    """Return one day of available PV power as a share of the rating, a point each 300 s.

    Clear sky after Haurwitz, 1.098 sin h e^(-0.057 / sin h) kW/m2, times 0.80 for temperature,
    wiring and tilt [P]. `sky` is "fine" or "cloudy"; anything else raises ValueError.
    """
    if sky not in ("fine", "cloudy"):
        raise ValueError(f"no sky {sky!r}: fine, cloudy")
    points = []
    for index in range(POINTS):
        height = sine_of_sun(index * STEP_S, day_of_year, latitude_deg, noon_s)
        clear = 1.098 * height * math.exp(-0.057 / height) if height > 0.0 else 0.0
        share = 0.80 * clear * (_cloud(index / POINTS) if sky == "cloudy" else 1.0)
        points.append(min(1.0, share))
    return tuple(points)


def _cloud(day: float) -> float:
    """Share of the clear-sky light that comes through at `day` (0..1) of the cloudy day."""
    waves = sum(a * math.sin(2.0 * math.pi * n * day + p) for n, p, a in _CLOUD_WAVES)
    return min(1.0, max(0.08, _CLOUD_MEAN + waves))


@cache
def load_shape(average_kw: float, peak_kw: float) -> tuple[float, ...]:
    """Return one day of demand as a share of `peak_kw`, a point each 300 s, with that average.

    The shape of the day is sharpened or flattened, `s**k`, until its mean is the average [P].
    """
    base = [_NIGHT_SHARE + (1.0 - _NIGHT_SHARE) * _hourly(i * STEP_S) for i in range(POINTS)]
    wanted = min(1.0, max(0.01, average_kw / peak_kw)) if peak_kw > 0.0 else 1.0

    def mean_at(exponent: float) -> float:
        return float(sum(value**exponent for value in base)) / len(base)

    exponent = _root(lambda k: mean_at(k) - wanted, 0.0, 12.0)
    return tuple(float(value**exponent) for value in base)


def _hourly(time_s: float) -> float:
    hour = time_s / 3600.0
    before = int(hour) % 24
    share = hour - int(hour)
    return (1.0 - share) * _HOURS[before] + share * _HOURS[(before + 1) % 24]


def _root(falling: Callable[[float], float], low: float, high: float) -> float:
    """Return where the falling function crosses zero, by bisection; an end if it does not."""
    for _ in range(50):
        middle = 0.5 * (low + high)
        if falling(middle) > 0.0:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)
