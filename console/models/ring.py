"""The newest samples of many signals in memory of a fixed size, each signal in one piece."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Samples = NDArray[np.float32]

_SLACK = 4  # a quarter more room than rows: so seldom the newest are moved to the front


class Ring:
    """The newest `rows` of (time, values); older ones are forgotten.

    Values are kept as [columns, rows], so that a curve is one piece of memory and is never copied.
    """

    def __init__(self, rows: int, columns: int) -> None:
        room = rows + max(1, rows // _SLACK)
        self._times_s = np.empty(room)
        self._values = np.empty((columns, room), dtype=np.float32)
        self._rows = rows
        self._first = 0
        self._end = 0
        self._lost = False

    def __len__(self) -> int:
        return self._end - self._first

    @property
    def holds_all(self) -> bool:
        """Whether nothing that was ever added has been forgotten yet."""
        return not self._lost

    @property
    def times_s(self) -> Array:
        """The times of all rows, oldest first; a view, not to be written to."""
        return self._times_s[self._first : self._end]

    @property
    def values(self) -> Samples:
        """The values [columns, rows], oldest first; a view, not to be written to."""
        return self._values[:, self._first : self._end]

    def add(self, times_s: Array, values: Array | Samples) -> None:
        """Append rows, values [rows, columns]; their times must not go back."""
        self._lost = self._lost or len(self) + len(times_s) > self._rows
        times_s, values = times_s[-self._rows :], values[-self._rows :]
        count = len(times_s)
        if self._end + count > len(self._times_s):
            self._move_to_front(self._rows - count)
        self._times_s[self._end : self._end + count] = times_s
        self._values[:, self._end : self._end + count] = values.T
        self._end += count
        self._first = max(self._first, self._end - self._rows)

    def _move_to_front(self, kept: int) -> None:
        """Make room behind the newest `kept` rows."""
        first = max(self._first, self._end - kept)
        held = self._end - first
        self._times_s[:held] = self._times_s[first : self._end].copy()
        for column in self._values:  # one at a time: a copy of all at once would be felt
            column[:held] = column[first : self._end].copy()
        self._first, self._end = 0, held

    def cut(self, time_s: float) -> None:
        """Forget the rows from `time_s` on."""
        self._end = self._first + int(np.searchsorted(self.times_s, time_s))

    def first_before(self, start_s: float) -> int:
        """The place of the last row before `start_s`, the first of all where there is none."""
        return max(0, int(np.searchsorted(self.times_s, start_s)) - 1)

    def since(self, start_s: float) -> tuple[Array, Array]:
        """Return times and values [rows, columns] from the last row before `start_s` on."""
        first = self.first_before(start_s)
        return self.times_s[first:].copy(), self.values[:, first:].T.astype(np.float64)
