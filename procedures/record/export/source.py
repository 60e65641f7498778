"""What is exported: the rows of a record one after the other, as far as they can be read."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from devices.events import Json
from procedures.record.reading import columns_of, header_of
from procedures.record.tables import BrokenRow, EventRow, Tables

_VALUES_AT_ONCE = 100_000  # some 20 MB as text
_YEAR_S = 366 * 86_400.0

Progress = Callable[[float], None]
"""Is told now and then which share (0 to 1) of the record has been written."""


@dataclass(frozen=True, slots=True)
class Block:
    """Samples of one branch: times_s [n], values [n, signals] with NaN for unknown."""

    branch: int
    times_s: NDArray[np.float64]
    values: NDArray[np.float32]


class Source:
    """A record that is being exported. `broken`: the rows that had to be left out."""

    def __init__(self, path: Path) -> None:
        """Open `path`; raises RecordError when it is missing, no record, or too new."""
        self._tables = Tables(path)
        self.broken: list[BrokenRow] = []
        try:
            self.header = header_of(self._tables)
            self.columns = columns_of(self._tables)
            self.version = self._tables.version
        except BaseException:
            self.close()
            raise
        self._clock = _time_of_day(self.header.get("clock"))

    def iso(self, time_s: float) -> str:
        """Plant time in s as ISO 8601, "" where the record does not know the time of day."""
        return _iso(self._clock, time_s)

    def events(self) -> Iterator[EventRow]:
        """Every event that can be read."""
        try:
            yield from self._tables.events()
        except BrokenRow as broken:
            self.broken.append(broken)

    def blocks(self, progress: Progress) -> Iterator[Block]:
        """Every sample that can be read, in pieces of bounded size."""
        at_once = max(1, _VALUES_AT_ONCE // max(1, len(self.columns)))
        try:
            last = max(1, self._tables.last_number("telemetry"))
            for chunk in chain(self._tables.chunks(), self._tables.loose()):
                progress(min(1.0, max(0.0, chunk.number / last)))
                try:
                    times_s, values = self._tables.samples(chunk)
                except BrokenRow as broken:
                    self.broken.append(broken)
                    continue
                for first in range(0, len(times_s), at_once):
                    piece = slice(first, first + at_once)
                    yield Block(chunk.branch, times_s[piece], values[piece])
        except BrokenRow as broken:
            self.broken.append(broken)

    def close(self) -> None:
        """Let go of the file. Idempotent."""
        self._tables.close()

    def __enter__(self) -> Source:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def texts(
    source: Source, block: Block, quote: Callable[[str], str], unknown: str
) -> Iterator[tuple[str, ...]]:
    """The values of a block as text, sample by sample: numbers with seven digits, states quoted."""
    columns = []
    for position, column in enumerate(source.columns):
        values = block.values[:, position]
        known = np.isfinite(values)
        if column.states:
            columns.append(_states(values, known, [*map(quote, column.states), unknown]))
        else:
            numbers = list(map("%.7g".__mod__, values.tolist()))
            for place in np.flatnonzero(~known).tolist():
                numbers[place] = unknown
            columns.append(numbers)
    return zip(*columns, strict=True)


def _states(values: NDArray[np.float32], known: NDArray[np.bool_], names: list[str]) -> list[str]:
    """The names of states; the last of `names` for what is none of them."""
    none = len(names) - 1
    numbers = np.where(known & (values >= 0) & (values < none), values, none).astype(np.intp)
    return [names[number] for number in numbers.tolist()]


def iso_clock(header: Mapping[str, Json]) -> Callable[[float], str]:
    """Return what turns plant time in s into ISO 8601 by the header of a record."""
    clock = _time_of_day(header.get("clock"))
    return lambda time_s: _iso(clock, time_s)


def _iso(clock: datetime | None, time_s: float) -> str:
    """Plant time in s as ISO 8601, "" where the record does not know the time of day."""
    if clock is None or not -_YEAR_S < time_s < _YEAR_S:
        return ""
    return (clock + timedelta(seconds=time_s)).isoformat(timespec="milliseconds")


def _time_of_day(clock: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(clock))
    except ValueError:
        return None


def finite(value: float) -> float | None:
    """A number that JSON knows, None for any other."""
    return value if math.isfinite(value) else None
