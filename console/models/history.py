"""What the plots draw: samples in memory of a fixed size, thinned to lowest and highest.

A pyramid: every sample of the last hour, bins of ten seconds of the last days, bins of two minutes
of the last weeks. Bins are aligned to absolute time, so that a moving window does not make a curve
shimmer. What a window needs beyond that is read from the record and laid over it as a detail.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from console.models.bins import Bins
from console.models.ring import Array, Ring, Samples
from procedures.stretches import Stretch

__all__ = ["Array", "History", "Ring", "decimated"]

FINE_ROWS = 36_000
BIN_S = 10.0
_FLOORS = ((BIN_S, 27_000), (120.0, 10_000))
Places = NDArray[np.intp]
_NOWHERE: Places = np.empty(0, dtype=np.intp)
_BEGAN_S = 2.0  # samples that begin later than this had some before them


class History:
    """The samples of some signals, fine and coarse."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._columns = {name: column for column, name in enumerate(self.names)}
        self._places: tuple[tuple[str, ...], Places, Places] = ((), _NOWHERE, _NOWHERE)
        columns = len(self.names)
        self._fine = Ring(FINE_ROWS, columns)
        self._floors = tuple(Bins(width_s, rows, columns) for width_s, rows in _FLOORS)
        self._detail: Stretch | None = None
        self._first_s = np.inf
        self._last_s = -np.inf

    @property
    def first_s(self) -> float:
        """The time of the earliest sample that is drawn, infinity before there is any."""
        return self._first_s

    @property
    def last_s(self) -> float:
        """The time of the newest sample, minus infinity before there is any."""
        return self._last_s

    def add(self, names: Sequence[str], times_s: Array, values: Array) -> None:
        """Take a batch; its columns may be more or fewer than those kept here."""
        if len(times_s) == 0:
            return
        kept = self._in_order(tuple(names), values)
        if times_s[0] <= self._last_s:
            self._go_back(float(times_s[0]))
        self._first_s = min(self._first_s, float(times_s[0]))
        self._last_s = float(times_s[-1])
        self._fine.add(times_s, kept)
        for floor in self._floors:
            floor.add(times_s, kept)

    def _in_order(self, names: tuple[str, ...], values: Array) -> Array:
        """The columns as they are kept here; a signal that the batch leaves out is a gap."""
        if self._places[0] != names:
            both = [
                (own, names.index(name)) for name, own in self._columns.items() if name in names
            ]
            places = np.array(both, dtype=np.intp).reshape(-1, 2)
            self._places = (names, places[:, 0], places[:, 1])
        _, own, theirs = self._places
        kept = np.full((len(values), len(self.names)), np.nan)
        kept[:, own] = values[:, theirs]
        return kept

    def _go_back(self, time_s: float) -> None:
        """Forget what was from `time_s` on: the sitting stands earlier again."""
        self._fine.cut(time_s)
        if self._detail is not None and self._detail.to_s > time_s:
            self._detail = None
        for floor in self._floors:
            begun_s, begun = self._fine.since(floor.cut(time_s))
            inside = begun_s >= (time_s // floor.width_s) * floor.width_s
            if inside.any():
                floor.add(begun_s[inside], begun[inside])

    # --- from the record --------------------------------------------------------------------------

    @property
    def lacks_before_s(self) -> float | None:
        """Until when the record is to be asked for what was before; None when nothing was."""
        return self._first_s if _BEGAN_S < self._first_s < np.inf else None

    def put_before(self, stretch: Stretch) -> None:
        """Put what the record has of the time before in front, thinned as it comes."""
        first_s, self._first_s = self._first_s, 0.0
        inside = stretch.times_s < first_s
        lows, highs = (self._all_columns(stretch, each) for each in (stretch.lows, stretch.highs))
        for floor in self._floors:
            floor.put_before(stretch.times_s[inside], lows[inside], highs[inside])

    def _all_columns(self, stretch: Stretch, values: Samples) -> Samples:
        found = np.full((len(stretch.times_s), len(self.names)), np.nan, dtype=np.float32)
        for row, name in enumerate(stretch.names):
            if name in self._columns:
                found[:, self._columns[name]] = values[row]
        return found

    def lay_detail(self, stretch: Stretch) -> None:
        """Draw `stretch` of the record where a window shows its time and memory is coarser."""
        self._detail = stretch

    def wants_detail(self, start_s: float, end_s: float, points: int) -> bool:
        """Whether the record has what a window of `points` would show better than memory does."""
        wanted_s = 2 * (end_s - start_s) / max(points, 1)
        start_s, end_s = max(start_s, 0.0), min(end_s, self._last_s)
        if end_s <= start_s or wanted_s >= BIN_S or self._fine_reaches(start_s):
            return False
        return not self._detail_reaches(start_s, end_s, wanted_s)

    def _fine_reaches(self, start_s: float) -> bool:
        times_s = self._fine.times_s
        if len(times_s) == 0:
            return True
        return (self._fine.holds_all and self._first_s <= _BEGAN_S) or times_s[0] <= start_s

    def _detail_reaches(self, start_s: float, end_s: float, wanted_s: float) -> bool:
        found = self._detail
        if found is None or found.bin_s > max(wanted_s, 1e-9) or found.from_s > start_s:
            return False
        times_s = self._fine.times_s  # what is newer than the record's last is in memory
        return end_s <= found.to_s or (len(times_s) > 0 and times_s[0] <= found.to_s)

    # --- looked at --------------------------------------------------------------------------------

    def curve(self, name: str, start_s: float, end_s: float, points: int) -> tuple[Array, Array]:
        """Return a signal from start to end with about `points` lows and highs at most."""
        column = self._columns.get(name)
        if column is None:
            return np.empty(0), np.empty(0)
        if self._fine.holds_all and self._first_s >= float(_first(self._fine.times_s)):
            return self._fine_curve(column, start_s, end_s, points)
        if len(self._fine) and self._fine.times_s[0] <= start_s:
            return self._fine_curve(column, start_s, end_s, points)
        detail = self._detail
        inside = max(start_s, 0.0), min(end_s, self._last_s)
        if detail is not None and name in detail.names and self._detail_reaches(*inside, BIN_S):
            times_s, values = detail.curve(name, start_s, end_s)
            last_s = float(times_s[-1]) if len(times_s) else start_s
            return self._with_newest(column, times_s, values, (last_s, end_s, points))
        return self._coarse_curve(column, start_s, end_s, points)

    def _fine_curve(
        self, column: int, start_s: float, end_s: float, points: int
    ) -> tuple[Array, Array]:
        times_s = self._fine.times_s
        first = self._fine.first_before(start_s)
        last = int(np.searchsorted(times_s, end_s, side="right"))
        return decimated(times_s[first:last], self._fine.values[column, first:last], points)

    def _coarse_curve(
        self, column: int, start_s: float, end_s: float, points: int
    ) -> tuple[Array, Array]:
        """Of the widest bins that are fine enough, and that reach far enough back."""
        wanted_s = 2 * (end_s - start_s) / max(points, 1)
        floor = self._floors[0]
        for wider in self._floors[1:]:
            if wider.width_s <= wanted_s or (not floor.holds_all and floor.from_s > start_s):
                floor = wider
        times_s, values = floor.curve(column, start_s, end_s)
        until_s = max(floor.until_s, start_s)
        return self._with_newest(column, times_s, values, (until_s, end_s, points))

    def _with_newest(
        self, column: int, times_s: Array, values: Array, rest: tuple[float, float, int]
    ) -> tuple[Array, Array]:
        """A curve with the samples behind it. rest: from when on, until when, how many points."""
        after_s, end_s, points = rest
        newest = int(np.searchsorted(self._fine.times_s, after_s, side="right"))
        last = int(np.searchsorted(self._fine.times_s, end_s, side="right"))
        return decimated(
            np.concatenate([times_s, self._fine.times_s[newest:last]]),
            np.concatenate([values, self._fine.values[column, newest:last]]),
            points,
        )

    def at(self, name: str, time_s: float) -> float | None:
        """Return the value of a signal at the last sample not after `time_s`, None if unknown.

        A sample in which the signal was not known says so: the one before it is not taken instead.
        """
        times_s, values = self.curve(name, time_s - 2 * BIN_S, time_s, 10_000)
        past = values[: int(np.searchsorted(times_s, time_s, side="right"))]
        return float(past[-1]) if len(past) and not np.isnan(past[-1]) else None


def _first(times_s: Array) -> float:
    return float(times_s[0]) if len(times_s) else np.inf


def decimated(times_s: Array, values: Array | Samples, points: int) -> tuple[Array, Array]:
    """Return the lowest and highest of bins of a power of two of a second, aligned to time 0.

    Bins whose samples are all unknown stay unknown. What is few enough comes back as it is.
    """
    if len(times_s) <= max(points, 4):
        return times_s, values.astype(np.float64)
    span_s = max(float(times_s[-1] - times_s[0]), 1e-9)
    width_s = 2.0 ** np.ceil(np.log2(span_s / max(points // 2, 1)))
    first, last = np.floor(times_s[0] / width_s), np.floor(times_s[-1] / width_s)
    edges_s = np.arange(first, last + 1) * width_s
    starts = np.searchsorted(times_s, edges_s)
    starts = starts[np.diff(starts, append=len(times_s)) > 0]  # bins without samples are left out
    out_s = np.repeat((np.floor(times_s[starts] / width_s) + 0.5) * width_s, 2)
    out = np.empty(2 * len(starts))
    out[0::2] = np.fmin.reduceat(values, starts)
    out[1::2] = np.fmax.reduceat(values, starts)
    return np.clip(out_s, times_s[0], times_s[-1]), out
