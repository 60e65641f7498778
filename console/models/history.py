"""What the plots draw: samples in numpy rings, decimated to lowest and highest.

Two rings: every sample of the last minutes, and ten-second bins of the last days. Bins are
aligned to absolute time, so that a moving window does not make a curve shimmer.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

FINE_ROWS = 36_000
COARSE_ROWS = 27_000
BIN_S = 10.0


class Ring:
    """The newest `rows` of (time, values); older ones are overwritten."""

    def __init__(self, rows: int, columns: int) -> None:
        self._times_s = np.empty(rows)
        self._values = np.empty((rows, columns), dtype=np.float32)
        self._rows = rows
        self._written = 0
        self._held = 0
        self._lost = False

    def __len__(self) -> int:
        return self._held

    @property
    def holds_all(self) -> bool:
        """Whether nothing that was ever added has been overwritten yet."""
        return not self._lost

    def add(self, times_s: Array, values: Array) -> None:
        """Append rows; their times must not go back."""
        self._lost = self._lost or self._held + len(times_s) > self._rows
        self._written += max(0, len(times_s) - self._rows)  # overwritten before they are written
        times_s, values = times_s[-self._rows :], values[-self._rows :]
        places = (self._written + np.arange(len(times_s))) % self._rows
        self._times_s[places] = times_s
        self._values[places] = values
        self._written += len(times_s)
        self._held = min(self._rows, self._held + len(times_s))

    def cut(self, time_s: float) -> None:
        """Forget the rows from `time_s` on."""
        order = (self._written - self._held + np.arange(self._held)) % self._rows
        gone = self._held - int(np.searchsorted(self._times_s[order], time_s))
        self._written -= gone
        self._held -= gone

    def since(self, start_s: float) -> tuple[Array, Array]:
        """Return the times and values from the last row before `start_s` on, oldest first."""
        held = len(self)
        order = (self._written - held + np.arange(held)) % self._rows
        times_s = self._times_s[order]
        first = max(0, int(np.searchsorted(times_s, start_s)) - 1)
        order = order[first:]
        return times_s[first:], self._values[order].astype(np.float64)


class History:
    """The samples of some signals, fine and coarse."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        columns = len(self.names)
        self._fine = Ring(FINE_ROWS, columns)
        self._lows = Ring(COARSE_ROWS, columns)
        self._highs = Ring(COARSE_ROWS, columns)
        self._last_s = -np.inf
        self._bin = -1
        self._bin_low = np.full(columns, np.nan)
        self._bin_high = np.full(columns, np.nan)

    def add(self, names: Sequence[str], times_s: Array, values: Array) -> None:
        """Take a batch; its columns may be more or fewer than those kept here."""
        if len(times_s) == 0:
            return
        kept = np.full((len(times_s), len(self.names)), np.nan)
        for column, name in enumerate(self.names):
            if name in names:
                kept[:, column] = values[:, list(names).index(name)]
        if times_s[0] <= self._last_s:
            self._go_back(float(times_s[0]))
        self._last_s = float(times_s[-1])
        self._fine.add(times_s, kept)
        bins = np.floor(times_s / BIN_S).astype(int)
        for number in np.unique(bins):
            self._add_to_bin(int(number), kept[bins == number])

    def _go_back(self, time_s: float) -> None:
        """Forget what was from `time_s` on: the sitting stands earlier again."""
        self._fine.cut(time_s)
        number = int(time_s // BIN_S)
        for coarse in (self._lows, self._highs):
            coarse.cut(number * BIN_S)
        self._bin = -1
        begun_s, begun = self._fine.since(number * BIN_S)
        inside = begun_s >= number * BIN_S
        if inside.any():
            self._add_to_bin(number, begun[inside])

    def _add_to_bin(self, number: int, rows: Array) -> None:
        if number != self._bin:
            if self._bin >= 0:
                middle_s = np.array([(self._bin + 0.5) * BIN_S])
                self._lows.add(middle_s, self._bin_low[None, :])
                self._highs.add(middle_s, self._bin_high[None, :])
            self._bin = number
            self._bin_low = rows[0].copy()
            self._bin_high = rows[0].copy()
        self._bin_low = np.fmin(self._bin_low, np.fmin.reduce(rows, axis=0))
        self._bin_high = np.fmax(self._bin_high, np.fmax.reduce(rows, axis=0))

    def curve(self, name: str, start_s: float, end_s: float, points: int) -> tuple[Array, Array]:
        """Return a signal from start to end with about `points` lows and highs at most."""
        column = self.names.index(name)
        times_s, values = self._fine.since(start_s)
        if self._fine.holds_all or (len(times_s) and times_s[0] <= start_s):
            inside = times_s <= end_s
            return decimated(times_s[inside], values[inside, column], points)
        low_times_s, lows = self._lows.since(start_s)
        _, highs = self._highs.since(start_s)
        both_s = np.repeat(low_times_s, 2)
        both = np.empty(2 * len(lows))
        both[0::2], both[1::2] = lows[:, column], highs[:, column]
        newest = times_s > (low_times_s[-1] if len(low_times_s) else start_s)
        return decimated(
            np.concatenate([both_s, times_s[newest]]),
            np.concatenate([both, values[newest, column]]),
            points,
        )

    def at(self, name: str, time_s: float) -> float | None:
        """Return the value of a signal at the last sample not after `time_s`, None if unknown.

        A sample in which the signal was not known says so: the one before it is not taken instead.
        """
        times_s, values = self.curve(name, time_s - 2 * BIN_S, time_s, 10_000)
        past = values[times_s <= time_s]
        return float(past[-1]) if len(past) and not np.isnan(past[-1]) else None


def decimated(times_s: Array, values: Array, points: int) -> tuple[Array, Array]:
    """Return the lowest and highest of bins of a power of two samples, aligned to absolute time."""
    if len(times_s) <= max(points, 4):
        return times_s, values
    span_s = max(times_s[-1] - times_s[0], 1e-9)
    width_s = 2.0 ** np.ceil(np.log2(span_s / max(points // 2, 1)))
    bins = np.floor(times_s / width_s)
    starts = np.flatnonzero(np.r_[True, bins[1:] != bins[:-1]])
    out_s = np.repeat((bins[starts] + 0.5) * width_s, 2)
    out = np.empty(2 * len(starts))
    out[0::2] = np.fmin.reduceat(values, starts)
    out[1::2] = np.fmax.reduceat(values, starts)
    return np.clip(out_s, times_s[0], times_s[-1]), out
