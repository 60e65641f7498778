"""Two branches of one record side by side: what both have before they part, and what each has then.

A branch is one way that the sitting went; after going back it begins another, and keeps the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from procedures.record import Entry, Record, Telemetry


@dataclass(frozen=True)
class Way:
    """One branch from the opening of the sitting to its end: events and samples."""

    branch: int
    events: tuple[Entry, ...]
    telemetry: Telemetry

    def at(self, name: str, times_s: NDArray[np.float64]) -> NDArray[np.float64]:
        """The signal `name` at `times_s` [n]: the sample in force, NaN where there is none.

        A sample is in force until the next one, and the last one at its own time only. KeyError
        for what is not recorded.
        """
        known_s, samples = self.telemetry.times_s, self.telemetry.of(name)
        places = np.searchsorted(known_s, times_s, side="right") - 1
        inside = (places >= 0) & (times_s <= (known_s[-1] if len(known_s) else -np.inf))
        values = np.full(len(times_s), np.nan)
        values[inside] = samples[places[inside]]
        return values


@dataclass(frozen=True)
class Overlay:
    """Two ways on one time axis. parted_s: plant time until which they are one and the same.

    times_s: every moment at which either has a sample, in order.
    """

    first: Way
    second: Way
    parted_s: float
    times_s: NDArray[np.float64]

    def values(self, name: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The signal `name` on both ways at `times_s`; KeyError for what is not recorded."""
        return self.first.at(name, self.times_s), self.second.at(name, self.times_s)


def overlay(path: Path, first: int, second: int, *, both: bool = True) -> Overlay:
    """Lay two branches of the record at `path` over each other.

    both False: without the samples of the first, which whoever asks has on his screen. Raises
    RecordError; KeyError for a branch that is not there.
    """
    with Record(path) as record:
        ways = _way(record, first, sampled=both), _way(record, second)
    times_s = np.union1d(ways[0].telemetry.times_s, ways[1].telemetry.times_s)
    return Overlay(*ways, _parted_s(*ways), times_s)


def _way(record: Record, branch: int, *, sampled: bool = True) -> Way:
    nothing = Telemetry(record.columns, np.empty(0), np.empty((0, len(record.columns)), np.float32))
    telemetry = record.telemetry(branch) if sampled else nothing
    return Way(branch, tuple(record.entries(branch)), telemetry)


def _parted_s(first: Way, second: Way) -> float:
    """When the first event happened that only one of them has; the end where there is none."""
    numbers = {entry.number for entry in first.events} & {entry.number for entry in second.events}
    apart = (e.event.time_s for way in (first, second) for e in way.events)
    own = [
        entry.event.time_s
        for way in (first, second)
        for entry in way.events
        if entry.number not in numbers
    ]
    return min(own, default=max(apart, default=0.0))
