"""A stretch of the record for a plot: what memory no longer holds, thinned as far as is asked for.

Read beside the sitting that goes on writing; nothing of it is kept here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from devices.events import Event, EventKind
from procedures.record import Record

Times = NDArray[np.float64]
Samples = NDArray[np.float32]

MARKED = frozenset({EventKind.STEP_DONE, EventKind.ALARM_RAISED})


@dataclass(frozen=True, slots=True)
class ReadStretch:
    """What is to be read: `names` between two plant times in s.

    bin_s: thinned to the lowest and highest of bins of this width; 0 for every sample.
    """

    names: tuple[str, ...]
    from_s: float
    to_s: float
    bin_s: float = 0.0


class Unwanted(Exception):
    """Nobody wants any more what was being read."""


@dataclass(frozen=True)
class Stretch:
    """Samples of some signals between two plant times, and the marks that belong there.

    times_s [n]; lows and highs [names, n], NaN where nothing is known. bin_s: they are the lowest
    and highest of bins of this width, whose middles are times_s; 0: every sample, lows is highs.
    """

    branch: int
    from_s: float
    to_s: float
    bin_s: float
    names: tuple[str, ...]
    times_s: Times
    lows: Samples
    highs: Samples
    events: tuple[Event, ...] = ()

    def curve(self, name: str, start_s: float, end_s: float) -> tuple[Times, Times]:
        """One signal from the last sample before `start_s` on; lowest and highest by turns."""
        row = self.names.index(name)
        first = max(0, int(np.searchsorted(self.times_s, start_s)) - 1)
        last = int(np.searchsorted(self.times_s, end_s + self.bin_s, side="right"))
        lows = self.lows[row, first:last].astype(np.float64)
        if self.bin_s == 0:
            return self.times_s[first:last], lows
        both = np.empty(2 * len(lows))
        both[0::2], both[1::2] = lows, self.highs[row, first:last]
        return np.repeat(self.times_s[first:last], 2), both


def read_stretch(
    path: Path, branch: int, asked: ReadStretch, wanted: Callable[[], bool] = lambda: True
) -> Stretch:
    """Read a stretch of the record at `path` on the way to the end of `branch`.

    What is not recorded is NaN. wanted: asked now and then; Unwanted is raised when it says no.
    Raises RecordError; KeyError for a branch that is not there.
    """
    names = asked.names
    times: list[Times] = [np.empty(0)]
    lows: list[Samples] = [np.empty((len(names), 0), dtype=np.float32)]
    highs = lows.copy()
    with Record(path) as record:
        places = {column.name: place for place, column in enumerate(record.columns)}
        there = [place for place, name in enumerate(names) if name in places]
        taken = [places[name] for name in names if name in places]
        for piece_s, values in record.pieces(branch, asked.from_s, asked.to_s):
            if not wanted():
                raise Unwanted
            own = np.full((len(names), len(piece_s)), np.nan, dtype=np.float32)
            own[there] = values[:, taken].T
            bin_s, low, high = _thinned(piece_s, own, asked.bin_s)
            times.append(bin_s)
            lows.append(low)
            highs.append(high)
        events = tuple(
            entry.event
            for entry in record.entries(branch)
            if entry.event.kind in MARKED and asked.from_s <= entry.event.time_s <= asked.to_s
        )
    low = np.concatenate(lows, axis=1)
    high = low if asked.bin_s == 0 else np.concatenate(highs, axis=1)
    span = (asked.from_s, asked.to_s, asked.bin_s)
    return Stretch(branch, *span, names, np.concatenate(times), low, high, events)


def _thinned(times_s: Times, values: Samples, bin_s: float) -> tuple[Times, Samples, Samples]:
    """Lowest and highest of bins that are aligned to time 0; a bin may go on in the next piece.

    With bins of width 0 the samples themselves.
    """
    if bin_s == 0:
        return times_s, values, values
    numbers = np.floor(times_s / bin_s)
    starts = np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]])
    middles_s = (numbers[starts] + 0.5) * bin_s
    low = np.fmin.reduceat(values, starts, axis=1)
    return middles_s, low, np.fmax.reduceat(values, starts, axis=1)
