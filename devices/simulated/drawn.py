"""Days drawn with a seed for the place of a site, or as its own meters measured them."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

import numpy as np

from devices.simulated.days import Days, Floats, days_of_no_place
from devices.simulated.pumps import FROM_HOUR, RUNNING_SHARE, TO_HOUR, rest_without_motor
from devices.simulated.start import StartState
from devices.site.parameters import BlockParameters, PvParameters
from devices.site.series import Location, Measured
from devices.site.site import Device, Site
from sim import series

DAY_S = 86_400.0
STEP_S = 900.0
# light of the first day against a cloudless one, where the start says how its sky is
SHARE_OF_SKY = {"fine": 1.0, "cloudy": 0.42}
DRAWN = "drawn"  # the sky of a start that leaves the first day to chance


def days_of(site: Site, start: StartState, seed: int) -> Days:
    """The days of a sitting: drawn for the site's place and date, measured where it has meters.

    Equal site, start and seed give equal days. Raises ValueError for a sky that does not exist.
    """
    if start.sky not in (*SHARE_OF_SKY, DRAWN):
        raise ValueError(f"no sky {start.sky!r}: {', '.join(SHARE_OF_SKY)}, {DRAWN}")
    if site.location is None:
        return days_of_no_place(site, start)
    horizon = _Horizon(site.location, start, seed)
    loads, sun, planned = {}, {}, {}
    for device in site.devices.values():
        own = device.parameters
        if device.planned:
            continue
        if isinstance(own, BlockParameters):
            loads[device.name] = _load_kw(site, device, own, horizon)
        elif isinstance(own, PvParameters):
            sun[device.name], planned[device.name] = _sun(site, device, own, horizon)
    air_c = horizon.cut(*(weather.temperature_c for weather in horizon.weathers()))
    return Days(STEP_S, loads, sun, planned, air_c)


@dataclass(frozen=True, slots=True)
class _Horizon:
    """Which days of which years, where, and with which seed."""

    location: Location
    start: StartState
    seed: int

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.start.year, 1, 1) + timedelta(days=self.start.day_of_year - 1)

    @property
    def years(self) -> range:
        """The years that the days belong to."""
        last = self.first + timedelta(days=self.start.days - 1)
        return range(self.first.year, last.year + 1)

    @property
    def place(self) -> series.Place:
        """The same for the sun."""
        return series.Place(self.location.latitude_deg, self.location.longitude_deg)

    def calendars(self) -> tuple[series.Calendar, ...]:
        """One calendar a year."""
        return tuple(_calendar(self.location, year) for year in self.years)

    def weathers(self) -> tuple[series.Weather, ...]:
        """One weather a year; the sky of the first day is as the start says."""
        share = SHARE_OF_SKY.get(self.start.sky)
        known = ((self.first.timetuple().tm_yday - 1, share),) if share is not None else ()
        return tuple(
            _weather(
                calendar,
                self.place,
                self.location.climate,
                self.stream("weather", calendar.first_day.year),
                known if calendar.first_day.year == self.first.year else (),
            )
            for calendar in self.calendars()
        )

    def stream(self, name: str, year: int) -> int:
        """A seed of its own for each series and year."""
        return (self.seed % 2**31) * 2**32 + zlib.crc32(f"{name} {year}".encode())

    def cut(self, *of_years: Floats) -> Floats:
        """The days of the sitting out of series of whole years."""
        whole = np.concatenate(of_years)
        january = self.location.midnight_s(date(self.first.year, 1, 1))
        begin = round((self.location.midnight_s(self.first) - january) / STEP_S)
        wanted = begin + np.arange(self.start.days * round(DAY_S / STEP_S))
        return whole[wanted % whole.size]


# --- one series -----------------------------------------------------------------------------------


def _load_kw(site: Site, device: Device, own: BlockParameters, horizon: _Horizon) -> Floats:
    """What a block draws besides its motor."""
    if device.name in site.measured:
        power_kw = _measured_kw(site.measured[device.name], horizon)
        hour = (np.arange(power_kw.size) * STEP_S % DAY_S) / 3600.0
        working = (hour >= FROM_HOUR) & (hour < TO_HOUR)
        return np.maximum(0.0, power_kw - working * RUNNING_SHARE * own.motor_kw)
    building = site.buildings.get(device.name)
    average_kw, peak_kw = rest_without_motor(own)
    of_years = []
    for calendar, weather in zip(horizon.calendars(), horizon.weathers(), strict=True):
        scale = series.Scale(average_kw=average_kw, peak_kw=peak_kw)
        if building is not None and building.annual_kwh is not None:
            motor_kwh = RUNNING_SHARE * own.motor_kw * (TO_HOUR - FROM_HOUR) * calendar.days
            rest_kwh = max(0.1 * building.annual_kwh, building.annual_kwh - motor_kwh)
            scale = series.Scale(annual_kwh=rest_kwh, peak_kw=peak_kw)
        prior = series.BUILDINGS[building.type if building else "other"]
        stream = horizon.stream(device.name, calendar.first_day.year)
        of_years.append(_demand(prior, calendar, weather, scale, stream))
    return horizon.cut(*of_years)


def _sun(site: Site, device: Device, own: PvParameters, horizon: _Horizon) -> tuple[Floats, Floats]:
    """What a PV plant could give, and what a plan reckons with, per unit of its rating."""
    panels = site.panels.get(device.name)
    prior = series.PvPrior(panels.tilt_deg, panels.azimuth_deg) if panels else series.PvPrior()
    weathers, place = horizon.weathers(), horizon.place
    planned = horizon.cut(*(series.clear_share(one, place, prior) for one in weathers))
    today = round(DAY_S / STEP_S)
    planned[:today] *= SHARE_OF_SKY.get(horizon.start.sky, 1.0)
    if device.name in site.measured:
        return _measured_kw(site.measured[device.name], horizon) / own.rated_kw, planned
    return horizon.cut(*(series.pv_share(one, place, prior) for one in weathers)), planned


def _measured_kw(one: Measured, horizon: _Horizon) -> Floats:
    """Measured power of the sitting's days: of the same date, else whole weeks again and again."""
    location = horizon.location
    begin, end = _whole_days(one, location)
    count = (end - begin).days
    moments = []
    for number in range(horizon.start.days):
        day = horizon.first + timedelta(days=number)
        if not begin <= day < end:
            period = count - count % 7 if count >= 7 else max(1, count)
            day = begin + timedelta(days=(day - begin).days % period)
        moments.append(location.midnight_s(day) + np.arange(0.0, DAY_S, STEP_S))
    found = np.concatenate(moments)
    if count < 1:  # a day and a night that begin at another hour
        found = one.first_s + (found - one.first_s) % DAY_S
    return one.mean_kw(found, STEP_S)


def _whole_days(one: Measured, location: Location) -> tuple[date, date]:
    """The first day that was measured whole, and the one after the last."""
    begin = location.day_of(one.first_s)
    if location.midnight_s(begin) < one.first_s - 1.0:
        begin += timedelta(days=1)
    return begin, location.day_of(one.end_s + 1.0)


# --- whole years, kept for the next plant of the same seed ----------------------------------------


@cache
def _calendar(location: Location, year: int) -> series.Calendar:
    january, next_january = date(year, 1, 1), date(year + 1, 1, 1)
    offset_h, changes = location.utc_offset_h, []
    if location.time_zone:
        zone, begin_s = ZoneInfo(location.time_zone), location.midnight_s(january)

        def offset_at(elapsed_s: float) -> float:
            moment = datetime.fromtimestamp(begin_s + elapsed_s, UTC).astimezone(zone)
            return (moment.utcoffset() or timedelta()).total_seconds() / 3600.0

        offset_h = before = offset_at(0.0)
        for hour in range((next_january - january).days * 24):
            now = offset_at(3600.0 * hour)
            if now != before:
                changes.append((3600.0 * hour, now - offset_h))
                before = now
    holidays = series.japanese_holidays(year) if location.holidays == "japan" else frozenset()
    days = (next_january - january).days
    return series.Calendar(january, days, STEP_S, offset_h, tuple(changes), holidays)


@lru_cache(maxsize=4)
def _weather(
    calendar: series.Calendar,
    place: series.Place,
    climate: str,
    seed: int,
    known: tuple[tuple[int, float], ...],
) -> series.Weather:
    return series.weather_over(calendar, place, series.CLIMATES[climate], seed, dict(known))


@lru_cache(maxsize=32)
def _demand(
    prior: series.BuildingPrior,
    calendar: series.Calendar,
    weather: series.Weather,
    scale: series.Scale,
    seed: int,
) -> Floats:
    return series.demand_kw(prior, calendar, weather.temperature_c, scale, seed)
