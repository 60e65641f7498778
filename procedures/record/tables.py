"""The rows of a record as they are stored, of any version in the form of the newest.

Every value is of the type that its column promises, else the row is Damaged: what a file holds may
be written by anybody.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from procedures.record.errors import RecordError
from procedures.record.opening import Opened
from procedures.record.packing import Damaged, unpack_samples, unpack_samples_1

_Row = TypeVar("_Row")

_ROW_BYTES = 8  # the least that a row takes in the file
_LONGER_HERE = 2  # text of UTF-16 is shorter in the file than here


class BrokenRow(Exception):
    """A row that cannot be what was written: its table, and its number where that is known."""

    def __init__(self, table: str, number: int | None, why: str) -> None:
        super().__init__(f"{table} {number}: {why}")
        self.table = table
        self.number = number
        self.why = why


@dataclass(frozen=True, slots=True)
class EventRow:
    """One row of `event`. parent_hash is None in format 1, which does not store it."""

    number: int
    branch: int
    parent: int
    parent_hash: str | None
    hash: str
    time_s: float
    wall: str
    kind: str
    subject: str
    who: str
    data: str
    seals: str

    @property
    def content(self) -> tuple[object, ...]:
        """What its hash covers beside the hash of its parent."""
        return (
            *(self.branch, self.time_s, self.wall, self.kind, self.subject),
            *(self.who, self.data, self.seals),
        )


@dataclass(frozen=True, slots=True)
class ChunkRow:
    """One row of `telemetry`. hash is "" in format 1, which has none."""

    number: int
    branch: int
    after: int
    from_s: float
    to_s: float
    rows: int
    data: bytes
    hash: str


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """One row of `snapshot`."""

    number: int
    branch: int
    after: int
    time_s: float
    data: bytes
    hash: str


# NOT INDEXED: an index that somebody has added could tell another story than the table
_QUERIES: Mapping[int, Mapping[str, str]] = {
    1: {
        "signal": "SELECT position, name, unit, '', '', states FROM signal NOT INDEXED"
        " ORDER BY position",
        "event": "SELECT number, 1, parent, NULL, hash, time_s, wall, kind, subject, who, data, ''"
        " FROM event NOT INDEXED ORDER BY number",
        "telemetry": "SELECT number, 1, 0, from_s, to_s, rows, data, ''"
        " FROM telemetry NOT INDEXED ORDER BY number",
        "snapshot": "SELECT 1, 1, 1, 1.0, x'', '' WHERE 0",
    },
    2: {
        "signal": "SELECT position, name, unit, en, ja, states FROM signal NOT INDEXED"
        " ORDER BY position",
        "event": "SELECT number, branch, parent, parent_hash, hash, time_s, wall, kind, subject,"
        " who, data, seals FROM event NOT INDEXED ORDER BY number",
        "telemetry": "SELECT number, branch, after, from_s, to_s, rows, data, hash"
        " FROM telemetry NOT INDEXED ORDER BY number",
        "snapshot": "SELECT number, branch, after, time_s, data, hash"
        " FROM snapshot NOT INDEXED ORDER BY number",
    },
}
_LOOSE = (
    "SELECT number, branch, 0, from_s, to_s, rows, data, '' FROM loose NOT INDEXED ORDER BY number"
)
_STANDING = "SELECT number, branch, after, time_s, data, hash FROM standing NOT INDEXED"
_HEADER = "SELECT key, value FROM header ORDER BY key"
_TYPES: Mapping[str, tuple[tuple[type, ...], ...]] = {
    "header": ((str,), (str,)),
    "signal": ((int,), (str,), (str,), (str,), (str,), (str,)),
    "event": (
        *((int,), (int,), (int,), (str, type(None)), (str,), (float,)),
        *((str,), (str,), (str,), (str,), (str,), (str,)),
    ),
    "telemetry": ((int,), (int,), (int,), (float,), (float,), (int,), (bytes,), (str,)),
    "snapshot": ((int,), (int,), (int,), (float,), (bytes,), (str,)),
}


class Tables:
    """The tables of a record, read in one transaction."""

    def __init__(self, path: Path) -> None:
        """Open `path`; raises RecordError when it is missing, no record, or too new."""
        self._opened = Opened(path)
        self.path = path
        self.version = self._opened.version
        try:
            self.header = tuple(self._rows("header", _HEADER))
            self.signals = tuple(self._rows("signal", _QUERIES[self.version]["signal"]))
        except BrokenRow as broken:
            self.close()
            raise RecordError("record_unreadable", path=str(path), why=str(broken)) from broken

    def events(self) -> Iterator[EventRow]:
        """Every event in the order of writing; raises BrokenRow."""
        return self._each("event", EventRow)

    def chunks(self) -> Iterator[ChunkRow]:
        """Every chunk of samples in the order of writing; raises BrokenRow."""
        return self._each("telemetry", ChunkRow)

    def snapshots(self) -> Iterator[SnapshotRow]:
        """Every stored state in the order of writing; raises BrokenRow."""
        return self._each("snapshot", SnapshotRow)

    def loose(self) -> Iterator[ChunkRow]:
        """Samples that no chunk had taken when the record was left; raises BrokenRow."""
        if self.version > 1:
            yield from (ChunkRow(*values) for values in self._rows("telemetry", _LOOSE))

    def standing(self) -> SnapshotRow | None:
        """The newest state of a sitting that was not closed; raises BrokenRow."""
        if self.version == 1:
            return None
        rows = self._rows("snapshot", _STANDING)
        return next((SnapshotRow(*values) for values in rows), None)

    def samples(self, chunk: ChunkRow) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
        """The samples of a chunk: times_s [n], values [n, signals]; raises BrokenRow."""
        unpack = unpack_samples_1 if self.version == 1 else unpack_samples
        try:
            return unpack(chunk.data, chunk.rows, len(self.signals))
        except Damaged as damaged:
            raise BrokenRow("telemetry", chunk.number, str(damaged)) from damaged

    def last_number(self, table: str) -> int:
        """The number of the last row of a table, 0 where it is empty; raises BrokenRow."""
        try:
            query = f"SELECT max(number) FROM {table} NOT INDEXED"
            (found,) = self._opened.connection.execute(query).fetchone()
        except sqlite3.Error as error:
            raise BrokenRow(table, None, str(error)) from error
        return 0 if found is None else int(found)

    def close(self) -> None:
        """Let go of the file. Idempotent."""
        self._opened.close()

    def _each(self, table: str, row: Callable[..., _Row]) -> Iterator[_Row]:
        query = _QUERIES[self.version][table]
        return (row(*values) for values in self._rows(table, query))

    def _rows(self, table: str, query: str) -> Iterator[tuple[Any, ...]]:
        """Rows whose values have their types, no more of them than the file can hold."""
        number: int | None = None
        left_bytes = _LONGER_HERE * self._opened.size_bytes
        try:
            for row in self._opened.connection.execute(query):
                number = row[0] if isinstance(row[0], int) else None
                left_bytes -= _bytes_of(row)
                if left_bytes < 0:  # pages that are linked in circles hold rows without end
                    raise BrokenRow(table, number, "more than the file can hold")
                for value, types in zip(row, _TYPES[table], strict=True):
                    if not isinstance(value, types):
                        raise BrokenRow(table, number, f"{type(value).__name__} in a column")
                yield row
        except (sqlite3.Error, OverflowError) as error:
            after = None if number is None else number + 1
            raise BrokenRow(table, after, str(error)) from error


def _bytes_of(row: tuple[Any, ...]) -> int:
    """The least that a row takes in the file, in bytes."""
    return _ROW_BYTES + sum(len(value) for value in row if isinstance(value, (str, bytes)))
