"""Samples on their way to the disk: loose at first, then many as one chunk, which is small."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from devices.words import Words
from procedures.record.packing import pack_samples

CHUNK_ROWS = 600
HELD_S = 10.0  # on the wall: so much of the curves a power cut may take where nothing happens

_NO_LABEL = Words("", "")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the telemetry. `states` numbers the values of a state signal from 0."""

    name: str
    unit: str = ""
    states: tuple[str, ...] = ()
    label: Words = _NO_LABEL


@dataclass(frozen=True, slots=True)
class Chunk:
    """Samples ready to be stored: from the first to the last time in s, how many, packed."""

    from_s: float
    to_s: float
    rows: int
    data: bytes


class Samples:
    """What has been sampled since the last chunk."""

    def __init__(
        self, last_s: float | None = None, wall_s: Callable[[], float] = time.monotonic
    ) -> None:
        self.last_s = last_s  # plant time in s of the newest sample, here or stored
        self._wall_s = wall_s
        self._times: list[float] = []
        self._rows: list[NDArray[np.float32]] = []
        self._kept = 0  # of these, so many are on the disk already
        self._since_s = 0.0

    def add(self, time_s: float, values: NDArray[np.float64] | NDArray[np.float32]) -> None:
        """Take one sample, shape [signals], NaN for unknown."""
        if self._kept == len(self._times):
            self._since_s = self._wall_s()
        self.last_s = time_s
        self._times.append(time_s)
        self._rows.append(values.astype(np.float32))

    @property
    def fill_a_chunk(self) -> bool:
        """Whether they are enough to be packed."""
        return len(self._times) >= CHUNK_ROWS

    @property
    def waited_long(self) -> bool:
        """Whether those that are not on the disk should be."""
        return self._kept < len(self._times) and self._wall_s() - self._since_s >= HELD_S

    def chunk(self) -> Chunk | None:
        """All of them, packed; they stay until `clear`."""
        return self._packed(0)

    def loose(self) -> Chunk | None:
        """Those that are not on the disk, packed; they stay until a chunk takes them."""
        return self._packed(self._kept)

    def kept(self) -> None:
        """Note that all of them are on the disk."""
        self._kept = len(self._times)

    def clear(self) -> None:
        """Forget what a chunk has taken."""
        self._times.clear()
        self._rows.clear()
        self._kept = 0

    def _packed(self, first: int) -> Chunk | None:
        times = self._times[first:]
        if not times:
            return None
        rows = np.asarray(self._rows[first:], dtype=np.float32)
        packed = pack_samples(np.asarray(times, dtype=np.float64), rows)
        return Chunk(times[0], times[-1], len(times), packed)
