"""Samples of what is measured, for the record and for the plots of the screens."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from devices.picture import Picture
from devices.signals import Value
from devices.site.site import Site
from procedures.record import Column

LEAST_GAP_S = 0.09  # ten a second are enough
_MOST_ROWS = 40_000  # what nobody takes is not kept for ever


@dataclass(frozen=True, slots=True)
class TrendBatch:
    """Samples since the last look: times_s [n], values [n, names] with NaN for unknown."""

    names: tuple[str, ...]
    times_s: NDArray[np.float64]
    values: NDArray[np.float64]


class Sampler:
    """Turns the picture into rows of numbers; states are numbered in the order of the signal."""

    def __init__(self, site: Site) -> None:
        self._signals = [s for s in site.signals.values() if not s.manual]
        self._numbered = [
            (s.name, {state: float(i) for i, state in enumerate(s.states)}) for s in self._signals
        ]
        self.trend_names = tuple(signal.name for signal in self._signals)
        self._rows: deque[tuple[float, NDArray[np.float64]]] = deque(maxlen=_MOST_ROWS)
        self._last_s = -math.inf

    def columns(self) -> tuple[Column, ...]:
        """What the record says of the columns."""
        return tuple(Column(s.name, s.unit, s.states, s.label) for s in self._signals)

    @property
    def names(self) -> tuple[str, ...]:
        """The signals of the columns."""
        return tuple(signal.name for signal in self._signals)

    def go_on(self, last_s: float) -> None:
        """Go on after a sample at `last_s`; what was taken for the screens is of another branch."""
        self._last_s = last_s
        self._rows.clear()

    def remember(self, times_s: NDArray[np.float64], values: NDArray[np.float32]) -> None:
        """Take up for the screens what the record has from before.

        times_s [n], values [n, columns], where the columns are those of `columns`.
        """
        for time_s, row in zip(times_s[-_MOST_ROWS:], values[-_MOST_ROWS:], strict=True):
            self._rows.append((float(time_s), row.astype(np.float64)))

    def sample(self, picture: Picture, now_s: float) -> NDArray[np.float64] | None:
        """One row of everything, NaN for unknown; None when the last one is too recent."""
        if now_s - self._last_s < LEAST_GAP_S:
            return None
        self._last_s = now_s
        value = picture.value
        row = np.array(
            [
                known if type(known := value(name)) is float else _number(known, states)
                for name, states in self._numbered
            ]
        )
        self._rows.append((now_s, row))
        return row

    def take(self) -> TrendBatch:
        """The samples of everything that is measured since the last call."""
        rows = list(self._rows)
        self._rows.clear()
        times_s = np.array([time_s for time_s, _ in rows], dtype=np.float64)
        values = np.array([row for _, row in rows], dtype=np.float64)
        return TrendBatch(self.trend_names, times_s, values.reshape(-1, len(self.trend_names)))


def _number(value: Value | None, states: dict[str, float]) -> float:
    if value is None:
        return math.nan
    if isinstance(value, str):
        return states.get(value, math.nan)
    return float(value)
