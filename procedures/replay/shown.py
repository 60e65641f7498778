"""The readings of a record: what the picture showed at any time, made of its samples."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from devices.manual import ManualPoints
from devices.picture import CLOCK_STEP, NOW, PHASES, Picture
from devices.signals import Quality, Reading, Value
from devices.site import Site
from procedures.energy import EnergyCounter, EnergyView, parts_of
from procedures.record import Telemetry
from procedures.sampling import TrendBatch

MOST_ROWS = 2_000  # handed over at once: a window takes them in beside everything else it draws
FINE_S = 7200.0  # so much of the finest curves is handed over again after going back


class Samples:
    """Samples of one way as readings.

    ages: what a real plant measured. Where that is unknown, its line was silent, and the last value
    was shown as an old one; anything else was not known at all.
    """

    def __init__(self, site: Site, telemetry: Telemetry, ages: Collection[str] = ()) -> None:
        self.times_s = telemetry.times_s
        self._values = telemetry.values
        self._columns = [
            (place, column.name, column.states, site.signals[column.name].is_flag)
            for place, column in enumerate(telemetry.columns)
            if column.name in site.signals
        ]
        self._ages = frozenset(ages)
        # it was true so long before it became too old to be taken for live
        self._bounds = {name: site.signals[name].stale_after_s or 0.0 for name in self._ages}
        self._seen = {place: self._first_known(place) for place, *_ in self._columns}

    def place(self, time_s: float) -> int:
        """The place of the sample in force at `time_s`; -1 before the first."""
        return int(np.searchsorted(self.times_s, time_s, side="right")) - 1

    def readings(self, place: int) -> Iterator[tuple[str, Reading]]:
        """Every reading of the sample at `place`; nothing before the first."""
        if place < 0:
            return
        time_s = float(self.times_s[place])
        for (column, name, states, flag), number in zip(
            self._columns, self._row(place), strict=True
        ):
            if not math.isnan(number):
                yield name, Reading(_value(number, states, flag), Quality.GOOD, time_s)
            elif name in self._ages and place > self._seen[column]:
                before = self._last_known(column, place)
                value = _value(self._values[before, column], states, flag)
                true_s = float(self.times_s[before]) - self._bounds.get(name, 0.0)
                yield name, Reading(value, Quality.STALE, max(true_s, 0.0))
            else:
                yield name, Reading(None, Quality.BAD, time_s)

    def _row(self, place: int) -> NDArray[np.float32]:
        row: NDArray[np.float32] = self._values[place, [column for column, *_ in self._columns]]
        return row

    def _first_known(self, column: int) -> int:
        """The first sample in which it is known; one behind the last where it never is."""
        known = ~np.isnan(self._values[:, column])
        return int(np.argmax(known)) if known.any() else len(known)

    def _last_known(self, column: int, place: int) -> int:
        """The last sample before `place` in which it is known; there is one."""
        step = 4096
        for end in range(place, -1, -step):
            begin = max(0, end - step)
            known = np.flatnonzero(~np.isnan(self._values[begin : end + 1, column]))
            if len(known):
                return begin + int(known[-1])
        return self._seen[column]


def _value(number: np.float32, states: tuple[str, ...], flag: bool) -> Value:
    if states:
        return states[min(max(int(number), 0), len(states) - 1)]
    if flag:
        return bool(number)
    return float(str(number))  # the shortest number that is stored so: 59.9, not 59.900001525878906


class RecordedPicture(Picture):
    """A picture that stands at any time of a record. Nothing is derived anew."""

    def __init__(self, site: Site, manual: ManualPoints, samples: Samples) -> None:
        super().__init__(site, manual)
        self._samples = samples

    def stand(self, time_s: float, phase: str) -> None:
        """Show what was known at `time_s`, in the phase that was in force."""
        kept = {name: r for name, r in self._readings.items() if name.startswith("site.")}
        self._readings, self._known, self._changed = {}, {}, {}
        self.revision += 1
        self._instant, self.now_s, self._manual_seen = self.revision, time_s, -1
        for name, reading in kept.items():
            self._put(name, reading)
        for name, reading in self._samples.readings(self._samples.place(time_s)):
            self._put(name, reading)
        self._take_manual()
        for name in PHASES:
            self._put(name, Reading(phase, Quality.GOOD, time_s))
        if CLOCK_STEP in self.site.signals and CLOCK_STEP not in self._readings:
            self._put(CLOCK_STEP, Reading(0.0, Quality.GOOD, time_s))
        self._known[NOW] = time_s


class Curves:
    """Hands the curves of a way to the plots, as far as the time that is shown."""

    def __init__(self, site: Site, telemetry: Telemetry) -> None:
        places = {column.name: place for place, column in enumerate(telemetry.columns)}
        self._names = tuple(name for name in places if name in site.signals)
        self._columns = [places[name] for name in self._names]
        self._telemetry = telemetry
        self._given = 0  # so many rows have been handed over

    def take(self, place: int) -> TrendBatch:
        """What is new up to the sample at `place`; after going back, the end of what remains.

        Of days not all at once: the next call goes on with the rest.
        Whoever takes it forgets what he has from the first row on.
        """
        times_s, begin, wanted = self._telemetry.times_s, self._given, place + 1
        if wanted < self._given:
            since_s = times_s[max(place, 0)] - FINE_S
            begin = int(np.searchsorted(times_s, since_s))
            wanted = max(wanted, 1)
        until = self._given = min(wanted, begin + MOST_ROWS)
        values = self._telemetry.values[begin:until, self._columns].astype(np.float64)
        return TrendBatch(self._names, times_s[begin:until], values)


class DaySums:
    """The energy of the day as far as the time that is shown, from the samples of the way."""

    def __init__(self, site: Site, telemetry: Telemetry, clock: datetime) -> None:
        """clock: the time of day at which the sitting opened."""
        places = {column.name: place for place, column in enumerate(telemetry.columns)}
        names = [name for name in parts_of(site).every if name in places]
        self._columns = [places[name] for name in names]
        midnight = clock.replace(hour=0, minute=0, second=0, microsecond=0)
        self._counter = EnergyCounter(site, names, (midnight - clock).total_seconds())
        self._telemetry = telemetry
        self._taken = 0

    def at(self, place: int, now_s: float) -> EnergyView | None:
        """The sums up to the sample at `place`; None where the site has no PV."""
        if place + 1 < self._taken:
            self._counter.forget()
            self._taken = 0
        rows = slice(self._taken, place + 1)
        if self._counter.counts and self._taken <= place:
            values = self._telemetry.values[rows, self._columns]
            self._counter.add_all(self._telemetry.times_s[rows], values)
        self._taken = max(self._taken, place + 1)
        return self._counter.view(now_s)
