"""Points of measurement, gathered from the simulator's outputs in a few numpy operations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from devices.signals import Value
from devices.simulated.truth import Truth

Outputs = NDArray[np.float64]
Computed = Callable[[Outputs, Truth], Value]

LIVE_PU = 0.1  # below this share of nominal a conductor counts as dead
LIVE = ("dead", "utility", "island")


@dataclass
class Points:
    """All measured signals of one site, in one order.

    `signals[i]` is output `places[i]` times `scales[i]`, told in words when `words[i]` is given;
    `computed` follow after them. `gated` are frequencies, (signal, place, place of voltage), which
    read 0 on a dead bus; `live` are segments, (signal, place of voltage, place of island number).
    """

    signals: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    scales: list[float] = field(default_factory=list)
    words: list[tuple[Value, ...] | None] = field(default_factory=list)
    computed: list[tuple[str, Computed]] = field(default_factory=list)
    gated: list[tuple[str, int, int]] = field(default_factory=list)
    live: list[tuple[str, int, int]] = field(default_factory=list)
    utility_island: int = 0
    grid_live: int = 0

    def one(
        self, signal: str, place: int, scale: float = 1.0, words: tuple[Value, ...] | None = None
    ) -> None:
        """Add a signal that is one output."""
        self.signals.append(signal)
        self.places.append(place)
        self.scales.append(scale)
        self.words.append(words)


class Gatherer:
    """All points that are numbers or coded words, read in a few numpy operations."""

    def __init__(self, points: Points) -> None:
        self.signals = [
            *points.signals,
            *(g[0] for g in points.gated),
            *(v[0] for v in points.live),
        ]
        self.words: list[tuple[Value, ...] | None] = [
            *points.words,
            *(None for _ in points.gated),
            *(LIVE for _ in points.live),
        ]
        self._places = np.array(points.places, dtype=np.intp)
        self._scales = np.array(points.scales)
        self._hertz = np.array([g[1] for g in points.gated], dtype=np.intp)
        self._gates = np.array([g[2] for g in points.gated], dtype=np.intp)
        self._live_v = np.array([v[1] for v in points.live], dtype=np.intp)
        self._live_island = np.array([v[2] for v in points.live], dtype=np.intp)
        self._utility_island = points.utility_island
        self._grid_live = points.grid_live

    def gather(self, outputs: Outputs) -> list[float]:
        """Return one number for each of `signals`; an index where `words` are given."""
        measured = outputs[self._places] * self._scales + 0.0  # no -0.0
        hertz = outputs[self._hertz] * (outputs[self._gates] >= LIVE_PU)
        live = outputs[self._live_v] >= LIVE_PU
        own = 2.0 - (outputs[self._live_island] == outputs[self._utility_island])
        if outputs[self._grid_live] < 0.5:
            own = np.full_like(own, 2.0)
        told: list[float] = measured.tolist()
        told += hertz.tolist()
        told += (live * own).tolist()
        return told
