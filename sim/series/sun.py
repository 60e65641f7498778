"""Where the sun stands and what light reaches a plane, by closed formulas of the literature.

Angles in radians inside, degrees where a person gives them. Latitudes north and longitudes east are
positive. Irradiances in W/m2.

Sources: Cooper, Solar Energy 12 (1969); Spencer, Search 2 (1971); Haurwitz, J. Meteorology 2
(1945); Liu & Jordan, Solar Energy 4 (1960) and 7 (1963); Erbs, Klein & Duffie, Solar Energy 28
(1982); Duffie & Beckman, Solar Engineering of Thermal Processes, eq. 1.6.2.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sim.series.calendar import Calendar, Floats, day_of_year

SOLAR_CONSTANT = 1361.0  # W/m2, mean over a year outside the air


@dataclass(frozen=True, slots=True)
class Place:
    """Where on the earth: degrees, north and east positive."""

    latitude_deg: float
    longitude_deg: float


@dataclass(frozen=True, slots=True)
class Sun:
    """The sun over a place, one value a point of the calendar; none is negative but the angles.

    sin_elevation: 0 below the horizon. hour_angle: 0 at solar noon, afternoon positive.
    outside: irradiance of a horizontal plane outside the air; clear: under a cloudless sky.
    """

    sin_elevation: Floats
    declination: Floats
    hour_angle: Floats
    outside: Floats
    clear: Floats


def declination(day: Floats) -> Floats:
    """Angle between the sun and the equator at a (fractional) day of the year 1..366.

    Fourier series of Spencer, 1971; within 0.01 rad of Cooper's 23.45 deg sin(360 (284 + n) / 365).
    """
    b = 2.0 * np.pi * (day - 1.0) / 365.0
    first = 0.006918 - 0.399912 * np.cos(b) + 0.070257 * np.sin(b)
    second = -0.006758 * np.cos(2 * b) + 0.000907 * np.sin(2 * b)
    return np.asarray(first + second - 0.002697 * np.cos(3 * b) + 0.00148 * np.sin(3 * b))


def equation_of_time_s(day: Floats) -> Floats:
    """Sundial less clock in seconds, -860 to +990 over the year. Spencer, 1971."""
    b = 2.0 * np.pi * (day - 1.0) / 365.0
    waves = 0.000075 + 0.001868 * np.cos(b) - 0.032077 * np.sin(b)
    waves = waves - 0.014615 * np.cos(2 * b) - 0.040849 * np.sin(2 * b)
    return np.asarray(229.18 * 60.0 * waves)


def distance_factor(day: Floats) -> Floats:
    """Square of mean over present distance to the sun, 0.967 to 1.035. Spencer, 1971."""
    b = 2.0 * np.pi * (day - 1.0) / 365.0
    first = 1.00011 + 0.034221 * np.cos(b) + 0.00128 * np.sin(b)
    return np.asarray(first + 0.000719 * np.cos(2 * b) + 0.000077 * np.sin(2 * b))


def day_length_h(latitude_deg: float, declination_rad: float) -> float:
    """Hours from sunrise to sunset, 2/15 arccos(-tan(lat) tan(decl)); 0 or 24 near a pole."""
    cosine = -math.tan(math.radians(latitude_deg)) * math.tan(declination_rad)
    return 24.0 / math.pi * math.acos(min(1.0, max(-1.0, cosine)))


def clear_sky(sin_elevation: Floats) -> Floats:
    """Irradiance of a horizontal plane without clouds, 1098 s e^(-0.059/s). Haurwitz, 1945."""
    up = np.maximum(sin_elevation, 1e-3)
    light = 1098.0 * up * np.exp(-0.059 / up)
    return np.where(sin_elevation > 1e-3, light, 0.0)


def sun_over(calendar: Calendar, place: Place) -> Sun:
    """The sun at every point of the calendar.

    sin h = sin(lat) sin(d) + cos(lat) cos(d) cos(w); the hour angle w counts from local solar noon:
    universal time plus longitude plus the equation of time.
    """
    elapsed = calendar.elapsed_s()
    first = float(day_of_year([calendar.first_day])[0])
    universal = elapsed - 3600.0 * calendar.utc_offset_h
    day = first + universal / 86_400.0
    tilt = declination(day)
    solar_s = universal + 240.0 * place.longitude_deg + equation_of_time_s(day)
    hour_angle = 2.0 * np.pi * (np.mod(solar_s, 86_400.0) / 86_400.0 - 0.5)
    latitude = math.radians(place.latitude_deg)
    height = math.sin(latitude) * np.sin(tilt)
    height = height + math.cos(latitude) * np.cos(tilt) * np.cos(hour_angle)
    height = np.maximum(0.0, height)
    outside = SOLAR_CONSTANT * distance_factor(day) * height
    return Sun(height, tilt, hour_angle, outside, clear_sky(height))


def diffuse_share(clearness: Floats) -> Floats:
    """Share of the light that comes from all the sky, by the clearness index. Erbs et al., 1982."""
    k = np.clip(clearness, 0.0, 1.0)
    middle = 0.9511 - 0.1604 * k + 4.388 * k**2 - 16.638 * k**3 + 12.336 * k**4
    return np.where(k <= 0.22, 1.0 - 0.09 * k, np.where(k <= 0.80, middle, 0.165))


def cosine_of_incidence(
    sun: Sun, latitude_deg: float, tilt_deg: float, azimuth_deg: float
) -> Floats:
    """Cosine between sun and the normal of a plane, 0 when the sun is behind it.

    tilt from the horizontal; azimuth the plane faces, from north by east (180 is south). Duffie &
    Beckman eq. 1.6.2, whose surface azimuth counts from south, west positive.
    """
    lat, slope = math.radians(latitude_deg), math.radians(tilt_deg)
    facing = math.radians(azimuth_deg - 180.0)
    up, flat = math.cos(slope), math.sin(slope)
    sin_d, cos_d = np.sin(sun.declination), np.cos(sun.declination)
    cos_w, sin_w = np.cos(sun.hour_angle), np.sin(sun.hour_angle)
    cosine = sin_d * (math.sin(lat) * up - math.cos(lat) * flat * math.cos(facing))
    cosine = cosine + cos_d * cos_w * (math.cos(lat) * up + math.sin(lat) * flat * math.cos(facing))
    cosine = cosine + cos_d * sin_w * flat * math.sin(facing)
    return np.where(sun.sin_elevation > 0.0, np.maximum(0.0, cosine), 0.0)


def on_plane(
    sun: Sun,
    horizontal: Floats,
    place: Place,
    tilt_deg: float,
    azimuth_deg: float,
    albedo: float = 0.2,
) -> Floats:
    """Irradiance of a tilted plane from that of a horizontal one.

    Diffuse light by Erbs, the same from all the sky (Liu & Jordan): G = B cos(i) + D (1 + cos b)/2
    + G_h albedo (1 - cos b)/2. The beam is held below the solar constant near the horizon.
    """
    outside = np.maximum(sun.outside, 1e-6)
    diffuse = horizontal * diffuse_share(horizontal / outside)
    beam = (horizontal - diffuse) / np.maximum(sun.sin_elevation, 0.02)
    beam = np.minimum(beam, 0.85 * SOLAR_CONSTANT)
    up = math.cos(math.radians(tilt_deg))
    direct = beam * cosine_of_incidence(sun, place.latitude_deg, tilt_deg, azimuth_deg)
    sky, ground = 0.5 * (1.0 + up), 0.5 * (1.0 - up) * albedo
    return np.where(sun.sin_elevation > 0.0, direct + diffuse * sky + horizontal * ground, 0.0)
