"""The times of a meter file: local clocks to UTC, in order, on one step, gaps found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from devices.documents import range_words
from devices.site.meter_file import MeterText, Row, moment_of
from devices.site.series import Ints, Location

SHORTEST_STEP_S, LONGEST_STEP_S = 60.0, 3600.0
DAY_S = 86_400.0
CLOSE_S = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """Rows on one step: row k of the file belongs to step places[k] after first_s (UTC)."""

    first_s: float
    step_s: float
    rows: tuple[Row, ...]
    places: Ints

    @property
    def count(self) -> int:
        """How many steps there are from the first row to the last."""
        return int(self.places[-1]) + 1


def steps_of(
    text: MeterText, rows: Iterable[Row], time_index: int, location: Location, fill_h: float
) -> Steps | None:
    """The rows in order on the most usual step; None, with a problem, when there is no such thing.

    Gaps longer than fill_h are problems.
    """
    clock = _Clock(text, location)
    moments: list[float] = []
    kept: list[Row] = []
    for row in rows:
        seconds = clock.seconds(row, time_index, moments[-1] if moments else None)
        if seconds is None:
            continue
        if moments and seconds <= moments[-1]:
            key = "meters_duplicate" if seconds == moments[-1] else "meters_unordered"
            text.add_at(row, time_index, key, earlier=kept[-1].line)
            continue
        moments.append(seconds)
        kept.append(row)
    clock.close()
    step_s = _step_of(text, moments)
    if step_s is None:
        return None
    return _Placing(text, time_index, fill_h).placed(moments, kept, step_s)


class _Clock:
    """From what a row says to seconds of UTC since 1970."""

    def __init__(self, text: MeterText, location: Location) -> None:
        self._text = text
        self._offset = timedelta(hours=location.utc_offset_h)
        self._zone = _zone_of(location)
        # hours that the clocks show twice: the first row in each, and which of the two were meant
        self._twice: dict[tuple[date, int], tuple[Row, int, set[int]]] = {}

    def seconds(self, row: Row, time_index: int, before: float | None) -> float | None:
        """The moment of a row; None, with a problem, when it cannot be told."""
        moment = moment_of(row.texts[time_index])
        if moment is None:
            self._text.add_at(row, time_index, "meters_time")
            return None
        if moment.tzinfo is not None:
            return moment.timestamp()
        if self._zone is None:
            return (moment.replace(tzinfo=UTC) - self._offset).timestamp()
        local = moment.replace(tzinfo=self._zone)
        early, late = local.utcoffset(), local.replace(fold=1).utcoffset()
        if early is None or late is None or early == late:
            return local.timestamp()
        if early < late:  # the clocks jumped over this time
            self._text.add_at(row, time_index, "meters_hour_missing")
            return None
        return self._one_of_two(local, row, time_index, before)

    def _one_of_two(
        self, local: datetime, row: Row, time_index: int, before: float | None
    ) -> float:
        """In order of the file: the first time is summer time, the second is not."""
        fold = 0 if before is None or local.timestamp() > before else 1
        found = self._twice.setdefault((local.date(), local.hour), (row, time_index, set()))
        found[2].add(fold)
        return local.replace(fold=fold).timestamp()

    def close(self) -> None:
        """Say of every such hour that stands in the file once that nobody can tell which it is."""
        for row, time_index, folds in self._twice.values():
            if folds == {0}:
                self._text.add_at(row, time_index, "meters_hour_twice")


def _zone_of(location: Location) -> ZoneInfo | None:
    """The zone of the site; None without one. An unknown zone is a problem of the site file."""
    if not location.time_zone:
        return None
    try:
        return ZoneInfo(location.time_zone)
    except (KeyError, ValueError, OSError):
        return None


def _step_of(text: MeterText, moments: Sequence[float]) -> float | None:
    """The most usual distance of two times, if it suits a profile and there is a day of it."""
    if len(moments) < 2:
        if not text.problems:
            text.add(text.line, 1, "meters_short")
        return None
    ((step_s, _),) = Counter(np.diff(moments).round(3).tolist()).most_common(1)
    if not (SHORTEST_STEP_S <= step_s <= LONGEST_STEP_S) or DAY_S % step_s:
        allowed = range_words(ge=1, le=60, unit="min")
        text.add(text.line, 1, "meters_step", given=f"{step_s / 60.0:g} min", allowed=allowed)
        return None
    if moments[-1] - moments[0] + step_s < DAY_S:
        text.add(text.line, 1, "meters_short")
        return None
    return float(step_s)


@dataclass(frozen=True, slots=True)
class _Placing:
    """Rows find their step."""

    text: MeterText
    time_index: int
    fill_h: float

    def placed(self, moments: Sequence[float], kept: Sequence[Row], step_s: float) -> Steps:
        """Each row on the step that it belongs to; those between two steps, and gaps, are told."""
        steps = (np.array(moments) - moments[0]) / step_s
        whole = np.round(steps)
        on_step = np.abs(steps - whole) * step_s <= CLOSE_S
        for index in np.flatnonzero(~on_step).tolist():
            minutes = step_s / 60.0
            self.text.add_at(kept[index], self.time_index, "meters_off_step", minutes=minutes)
        rows = [row for row, good in zip(kept, on_step.tolist(), strict=True) if good]
        places = whole[on_step].astype(np.int64)
        gaps_h = (np.diff(places) - 1) * step_s / 3600.0
        for index in np.flatnonzero(gaps_h > self.fill_h + 1e-9).tolist():
            hours = round(float(gaps_h[index]), 2)
            after = rows[index + 1]
            self.text.add_at(after, self.time_index, "meters_gap", hours=hours, limit=self.fill_h)
        return Steps(moments[0], step_s, tuple(rows), places)
