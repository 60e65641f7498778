"""Energy of a site as its public display shows it: who gives power to whom, and sums of the day.

Sums come from the samples of the record and from nothing else, so that a sitting that goes on after
it was cut off, that went back, or that is only looked at again counts the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from devices.signals import Reading
from devices.site.site import Device, Site

CO2_LIMIT = "co2_kg_perkwh"  # the number of the site file, kg-CO2/kWh
LONGEST_GAP_S = 60.0  # nobody measured in between: nothing is counted
_DAY_S = 86_400.0
_WAITING = 600  # rows that are summed at once

_SUN = frozenset(("pv_inverter", "pv_pcs", "pcs_outlet"))
_BATTERY = frozenset(("battery_inverter",))
_CARS = frozenset(("v2h", "ev_charger"))
_ENGINES = frozenset(("diesel_generator", "portable_generator"))
_LOADS = frozenset(
    ("load_block", "load_circuit", "load_feeder", "regulating_load", "emergency_socket")
)


@dataclass(frozen=True, slots=True)
class Parts:
    """The power signals of a site (kW) by what stands behind them.

    sun: PV, also that of a self-sustained outlet. battery, cars: positive when they give, negative
    when they are charged. engines: generators with fuel. loads: what is used.
    """

    sun: tuple[str, ...]
    battery: tuple[str, ...]
    cars: tuple[str, ...]
    engines: tuple[str, ...]
    loads: tuple[str, ...]

    @property
    def every(self) -> tuple[str, ...]:
        """All of them, in this order."""
        return (*self.sun, *self.battery, *self.cars, *self.engines, *self.loads)


def parts_of(site: Site) -> Parts:
    """Find the power signals of `site` by the kinds of its devices; planned ones do not count."""

    def of(kinds: frozenset[str]) -> tuple[str, ...]:
        return tuple(
            name
            for device in site.devices.values()
            if device.kind in kinds and not device.planned
            for name in (_power(device),)
            if name
        )

    return Parts(*(of(kinds) for kinds in (_SUN, _BATTERY, _CARS, _ENGINES, _LOADS)))


def _power(device: Device) -> str:
    name = f"{device.name}.p_kw"
    return name if name in device.signals else ""


# --- now -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Flow:
    """Who gives and takes power now, kW; None where a value that it needs is not known.

    sun, engines: what is given. battery, cars: positive when they give. load: what is used. grid:
    what the utility gives (negative: takes), by the balance of the others; None in an island.
    """

    sun_kw: float | None
    battery_kw: float | None
    cars_kw: float | None
    engines_kw: float | None
    load_kw: float | None
    grid_kw: float | None


def flow(parts: Parts, values: Mapping[str, Reading], *, on_utility: bool) -> Flow:
    """The powers of now, from readings that can be trusted: a stale one makes its sum unknown.

    An outlet that is out of use has no reading of its own; a signal that never came counts as
    unknown all the same. A car that is away, or that nothing measures, gives nothing.
    """
    sun, battery, engines, load = (
        _sum(names, values) for names in (parts.sun, parts.battery, parts.engines, parts.loads)
    )
    cars = _sum([name for name in parts.cars if not _is_away(name, values)], values)
    if parts.cars and all(_is_away(name, values) for name in parts.cars):
        cars = 0.0
    grid = None
    if on_utility and load is not None:
        given = [
            sun if parts.sun else 0.0,
            battery if parts.battery else 0.0,
            cars if parts.cars else 0.0,
            engines or 0.0,
        ]
        if None not in given:
            grid = load - sum(one for one in given if one is not None)
    return Flow(sun, battery, cars, engines, load, grid)


def _is_away(name: str, values: Mapping[str, Reading]) -> bool:
    """Whether no car is behind the power `name`: its place says so, or nothing measures it."""
    device = name.removesuffix(".p_kw")
    state, plugged = values.get(f"{device}.state"), values.get(f"{device}.plugged")
    return (
        name not in values
        or (state is not None and state.known == "away")
        or (plugged is not None and plugged.known is False)
    )


def _sum(names: Sequence[str], values: Mapping[str, Reading]) -> float | None:
    known = [_known(values.get(name)) for name in names]
    return None if not known or None in known else sum(one for one in known if one is not None)


def _known(reading: Reading | None) -> float | None:
    value = None if reading is None else reading.known
    return float(value) if isinstance(value, float | int) and not isinstance(value, bool) else None


# --- sums of a day -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EnergyView:
    """What came together since midnight (site time), or since the record began if that was later.

    generated_kwh: PV. used_share: the part of it that was used on site, 0 to 1; None while nothing
    was generated. co2_kg: what the utility would have given off for as much; None where the site
    file has no factor.
    """

    generated_kwh: float
    used_share: float | None
    co2_kg: float | None


class EnergyCounter:
    """Sums PV generation and its use on site over the samples of one record.

    Trapezoids between samples at most LONGEST_GAP_S apart. Generated = integral of PV. Used on site
    = integral of min(PV, loads + charging of batteries and cars): what is left flows to the utility
    (self-consumption as in IEA PVPS T1: PV used on site / PV generated). A sample in which a load
    is unknown counts for the generation only. Avoided CO2 = generated kWh x factor of the site file
    `limits.co2_kg_perkwh` in kg-CO2/kWh (Ministry of the Environment, emission factors by
    electricity utility): what is fed in stands for as much from other plants.
    """

    def __init__(self, site: Site, columns: Sequence[str], midnight_s: float) -> None:
        """columns: the names of the samples. midnight_s: plant time in s of some midnight."""
        parts, place = parts_of(site), {name: at for at, name in enumerate(columns)}
        self._sun, self._stores, self._loads = (
            np.array([place[name] for name in names if name in place], dtype=np.intp)
            for names in (parts.sun, (*parts.battery, *parts.cars), parts.loads)
        )
        self._factor = site.limits.get(CO2_LIMIT)
        self._midnight_s = midnight_s
        self._rows: list[tuple[float, NDArray[np.floating]]] = []
        self.forget()

    @property
    def counts(self) -> bool:
        """Whether the site has anything to count."""
        return bool(len(self._sun))

    def forget(self) -> None:
        """Begin anew."""
        self._rows.clear()
        self._last: tuple[float, float, float] | None = None
        self._day = 0.0
        self._generated = self._matched = self._used = 0.0  # kWh

    def add(self, time_s: float, row: NDArray[np.floating]) -> None:
        """Take one sample; NaN for unknown."""
        if not self.counts:
            return
        self._rows.append((time_s, row.astype(np.float32)))  # as the record keeps it
        if len(self._rows) >= _WAITING:
            self._sum()

    def add_all(self, times_s: NDArray[np.float64], values: NDArray[np.floating]) -> None:
        """Take the samples of a record: times_s [n], values [n, columns]."""
        if self.counts and len(times_s):
            self._sum()
            self._take(times_s, np.asarray(values, dtype=np.float64))

    def view(self, now_s: float) -> EnergyView | None:
        """The sums of the day that `now_s` lies in; None where the site has no PV."""
        if not self.counts:
            return None
        self._sum()
        if self._last is not None:
            now_s = max(now_s, self._last[0])
        if self._day_of(now_s) != self._day:
            self._begin_day(self._day_of(now_s))
        share = self._used / self._matched if self._matched > 0.0 else None
        co2_kg = None if self._factor is None else self._factor * self._generated
        return EnergyView(self._generated, share, co2_kg)

    def _sum(self) -> None:
        if not self._rows:
            return
        times_s = np.array([time_s for time_s, _ in self._rows])
        values = np.array([row for _, row in self._rows], dtype=np.float64)
        self._rows.clear()
        self._take(times_s, values)

    def _take(self, times_s: NDArray[np.float64], values: NDArray[np.float64]) -> None:
        # an outlet or a car that is not there is NaN, and gives nothing
        sun = np.maximum(_known_sum(values[:, self._sun]), 0.0)
        charging = np.nansum(np.maximum(-values[:, self._stores], 0.0), axis=1)
        used = np.minimum(sun, values[:, self._loads].sum(axis=1) + charging)
        if self._last is not None:
            before = ([one] for one in self._last)
            joined = zip(before, (times_s, sun, used), strict=True)
            times_s, sun, used = (np.concatenate(pair) for pair in joined)
        self._last = (float(times_s[-1]), float(sun[-1]), float(used[-1]))
        days = np.floor((times_s - self._midnight_s) / _DAY_S)
        if days[-1] != self._day:
            self._begin_day(float(days[-1]))
        step_s = np.diff(times_s)
        counts = (step_s > 0) & (step_s <= LONGEST_GAP_S) & (days[:-1] == self._day)
        self._add_up(step_s[counts] / 3600.0, _middle(sun)[counts], _middle(used)[counts])

    def _add_up(
        self, hours: NDArray[np.float64], sun: NDArray[np.float64], used: NDArray[np.float64]
    ) -> None:
        self._generated += float(np.nansum(sun * hours))
        both = ~np.isnan(sun) & ~np.isnan(used)
        self._matched += float((sun * hours)[both].sum())
        self._used += float((used * hours)[both].sum())

    def _day_of(self, time_s: float) -> float:
        return float(np.floor((time_s - self._midnight_s) / _DAY_S))

    def _begin_day(self, day: float) -> None:
        self._day = day
        self._generated = self._matched = self._used = 0.0


def _known_sum(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The sum of what is known in each row; NaN where nothing is."""
    total = np.nansum(values, axis=1)
    total[np.isnan(values).all(axis=1)] = np.nan
    return np.asarray(total, dtype=np.float64)


def _middle(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray((values[:-1] + values[1:]) / 2.0, dtype=np.float64)
