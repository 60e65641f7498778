"""Another branch of the record, as the plots draw it beside the one that the sitting is on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from console.models.history import Array, decimated
from devices.events import EventKind
from procedures.branches import Overlay, Way


@dataclass(frozen=True)
class OtherWay:
    """One branch of a record: its samples, when its steps were done, and when the two parted.

    from_s: from when on it is drawn; before that both are one and the same.
    """

    way: Way
    from_s: float
    steps_s: Array

    @classmethod
    def of(cls, way: Way, from_s: float = -np.inf) -> OtherWay:
        """The whole of `way`, or what it has from `from_s` on."""
        done = [e.event.time_s for e in way.events if e.event.kind is EventKind.STEP_DONE]
        steps_s = np.array(done, dtype=float)
        return cls(way, from_s, steps_s[steps_s >= from_s])

    @property
    def branch(self) -> int:
        """Its number."""
        return self.way.branch

    @property
    def to_s(self) -> float:
        """Plant time of its last sample, or of its beginning where it has none."""
        times_s = self.way.telemetry.times_s
        return float(times_s[-1]) if len(times_s) else max(self.from_s, 0.0)

    def curve(
        self, names: tuple[str, ...], start_s: float, end_s: float, points: int
    ) -> tuple[Array, Array]:
        """The sum of signals between two times, thinned to about `points`; gaps are NaN.

        What the record does not have gives nothing.
        """
        telemetry = self.way.telemetry
        first, last = np.searchsorted(telemetry.times_s, (max(start_s, self.from_s), end_s))
        places = [place for place, one in enumerate(telemetry.columns) if one.name in names]
        if len(places) < len(names):
            return np.empty(0), np.empty(0)
        values = telemetry.values[first:last, places].astype(np.float64).sum(axis=1)
        return decimated(telemetry.times_s[first:last], values, points)


def other_way(found: Overlay) -> OtherWay:
    """The second branch of `found`, from where it parted from the first."""
    return OtherWay.of(found.second, found.parted_s)
