"""What a site says of its days: where it lies, what its buildings are, what its meters measured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]

HOURS_A_YEAR = 8760.0


@dataclass(frozen=True, slots=True)
class Location:
    """Where the site lies and how its clocks run.

    Degrees north and east positive; utc_offset_h: standard time less UTC. time_zone: the name of a
    zone whose clocks change in summer, "" where they never do. climate and holidays name priors of
    the simulator.
    """

    latitude_deg: float
    longitude_deg: float
    utc_offset_h: float
    time_zone: str = ""
    climate: str = "pacific"
    holidays: str = ""

    def midnight_s(self, day: date) -> float:
        """When a local day begins, in seconds of UTC since 1970."""
        midnight = datetime.combine(day, time())
        if self.time_zone:
            return midnight.replace(tzinfo=ZoneInfo(self.time_zone)).timestamp()
        return (midnight.replace(tzinfo=UTC) - timedelta(hours=self.utc_offset_h)).timestamp()

    def day_of(self, moment_s: float) -> date:
        """The local day that a moment of UTC falls on."""
        moment = datetime.fromtimestamp(moment_s, UTC)
        if self.time_zone:
            return moment.astimezone(ZoneInfo(self.time_zone)).date()
        return (moment + timedelta(hours=self.utc_offset_h)).date()


@dataclass(frozen=True, slots=True)
class Building:
    """What kind of building a load block is; annual_kwh None: the block's average says it."""

    type: str
    annual_kwh: float | None = None


@dataclass(frozen=True, slots=True)
class Panels:
    """How PV panels stand: tilt from the horizontal, facing from north by east, in degrees."""

    tilt_deg: float
    azimuth_deg: float


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """What a meter of the site measured for one device, without a gap.

    values_kw: mean power of steps of step_s that follow one another from first_s (seconds of UTC
    since 1970), positive as the device's own power. filled: how many of them were missing and lie
    on a line between their neighbours. path, line and place_column say where the column stands.
    """

    device: str
    path: str
    line: int
    place_column: int
    column: str
    first_s: float
    step_s: float
    values_kw: Floats
    filled: int = 0

    @property
    def end_s(self) -> float:
        """Where the last step ends."""
        return self.first_s + self.step_s * self.values_kw.size

    @property
    def days(self) -> float:
        """Length in days."""
        return (self.end_s - self.first_s) / 86_400.0

    @property
    def kwh_a_year(self) -> float:
        """Energy of a year with the same average."""
        return float(self.values_kw.mean()) * HOURS_A_YEAR

    def mean_kw(self, moments_s: Floats, width_s: float) -> Floats:
        """Mean power over width_s (at least one step) around each moment, kept within the data."""
        half = 0.5 * max(width_s, self.step_s)
        edges = self.first_s + self.step_s * np.arange(self.values_kw.size + 1)
        energy = np.concatenate(([0.0], np.cumsum(self.values_kw) * self.step_s))
        low = np.clip(moments_s - half, self.first_s, self.end_s - half)
        high = np.clip(moments_s + half, self.first_s + half, self.end_s)
        taken = np.interp(high, edges, energy) - np.interp(low, edges, energy)
        return np.asarray(taken / (high - low))
