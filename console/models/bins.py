"""One floor of the pyramid: the lowest and highest value of every signal in bins of equal width."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from console.models.ring import Array, Ring, Samples


class Bins:
    """The newest `rows` bins of `width_s`, aligned to absolute time; the last one stays open."""

    def __init__(self, width_s: float, rows: int, columns: int) -> None:
        self.width_s = width_s
        self._columns = columns
        self._rows = rows
        self._closed = Ring(rows, 2 * columns)  # the lows of all signals, then the highs
        self._number = -1
        self._low = np.full(columns, np.nan)
        self._high = np.full(columns, np.nan)

    @property
    def holds_all(self) -> bool:
        """Whether no bin that was ever closed has been forgotten."""
        return self._closed.holds_all

    @property
    def from_s(self) -> float:
        """Where the oldest bin begins; infinity while there is none."""
        times_s = self._closed.times_s
        return float(times_s[0]) - self.width_s / 2 if len(times_s) else np.inf

    @property
    def until_s(self) -> float:
        """Where the last closed bin ends; minus infinity while there is none."""
        times_s = self._closed.times_s
        return float(times_s[-1]) + self.width_s / 2 if len(times_s) else -np.inf

    def add(self, times_s: Array, values: Array | Samples) -> None:
        """Take samples [rows, columns] in the order of their times."""
        self.add_extremes(times_s, values, values)

    def add_extremes(self, times_s: Array, lows: Array | Samples, highs: Array | Samples) -> None:
        """Take what is thinned already: lowest and highest [rows, columns] of narrower bins."""
        numbers = np.floor(times_s / self.width_s).astype(np.int64)
        starts = np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]])
        low = np.fmin.reduceat(lows, starts, axis=0)
        high = np.fmax.reduceat(highs, starts, axis=0)
        first = numbers[starts]
        if first[0] == self._number:
            low[0] = np.fmin(low[0], self._low)
            high[0] = np.fmax(high[0], self._high)
        elif self._number >= 0:
            self._close(np.array([self._number]), self._low[None, :], self._high[None, :])
        if len(first) > 1:
            self._close(first[:-1], low[:-1], high[:-1])
        self._number, self._low, self._high = int(first[-1]), low[-1].copy(), high[-1].copy()

    def _close(self, numbers: NDArray[np.int64], low: Array, high: Array) -> None:
        self._closed.add(
            np.asarray(numbers + 0.5) * self.width_s, np.concatenate([low, high], axis=1)
        )

    def cut(self, time_s: float) -> float:
        """Forget what is from `time_s` on; return from when on samples must be added again."""
        number = int(time_s // self.width_s)
        self._closed.cut(number * self.width_s)
        self._number = -1
        return number * self.width_s

    def put_before(self, times_s: Array, lows: Samples, highs: Samples) -> None:
        """Put what was earlier before everything that is here: [rows, columns] each."""
        kept_s, kept = self._closed.times_s.copy(), self._closed.values.T.copy()
        open_bin = self._number, self._low, self._high
        self._closed, self._number = Ring(self._rows, 2 * self._columns), -1
        if len(times_s):
            self.add_extremes(times_s, lows, highs)
            until = np.searchsorted(self._closed.times_s, kept_s[0] if len(kept_s) else np.inf)
            self._closed.cut(float(kept_s[0]) if until < len(self._closed) else np.inf)
        self._closed.add(kept_s, kept)
        self._number, self._low, self._high = open_bin

    def curve(self, column: int, start_s: float, end_s: float) -> tuple[Array, Array]:
        """Lowest and highest of one signal by turns, from the last bin before `start_s` on."""
        first = self._closed.first_before(start_s)
        last = int(np.searchsorted(self._closed.times_s, end_s + self.width_s, side="right"))
        times_s = np.repeat(self._closed.times_s[first:last], 2)
        both = np.empty(len(times_s))
        both[0::2] = self._closed.values[column, first:last]
        both[1::2] = self._closed.values[self._columns + column, first:last]
        return times_s, both
