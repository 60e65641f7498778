"""The reader of a record: finished, interrupted, or still being written by another process."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from devices.events import Event, EventKind, Json
from procedures.record.format import FORMAT_VERSION, RecordError, event_from_row, event_hash
from procedures.record.journal import Column


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as it stands in the record."""

    number: int
    parent: int
    hash: str
    wall: datetime
    event: Event


@dataclass(frozen=True)
class Telemetry:
    """All samples of a record: times_s [n], values [n, columns] with NaN for unknown."""

    columns: tuple[Column, ...]
    times_s: NDArray[np.float64]
    values: NDArray[np.float32]

    def of(self, name: str) -> NDArray[np.float64]:
        """Return the samples of signal `name`, shape [n]; raise KeyError when not recorded."""
        for position, column in enumerate(self.columns):
            if column.name == name:
                return self.values[:, position].astype(np.float64)
        raise KeyError(name)

    def states(self, name: str) -> tuple[str, ...]:
        """Return the states that the numbers of signal `name` stand for."""
        return next(column.states for column in self.columns if column.name == name)


class Record:
    """A record file opened for reading."""

    def __init__(self, path: Path) -> None:
        """Open `path`; raise RecordError when it is missing, no record, or too new."""
        if not path.is_file():
            raise RecordError("record_missing", path=str(path))
        self.path = path
        try:
            # Not mode=ro: after a crash SQLite itself must fold the write-ahead log in.
            self._connection = sqlite3.connect(path, isolation_level=None)
        except sqlite3.Error as error:
            raise _unreadable(path, error) from error
        try:
            rows = self._connection.execute("SELECT key, value FROM header").fetchall()
        except sqlite3.Error as error:
            self._connection.close()
            raise _unreadable(path, error) from error
        self.header: dict[str, Json] = {key: json.loads(value) for key, value in rows}
        version = self.header.get("format_version")
        if version != FORMAT_VERSION:
            self.close()
            raise RecordError(
                "record_version", path=str(path), version=version, known=FORMAT_VERSION
            )

    def entries(self) -> Iterator[Entry]:
        """Yield every event in the order in which it happened."""
        query = (
            "SELECT number, parent, hash, wall, time_s, kind, subject, who, data"
            " FROM event ORDER BY number"
        )
        for number, parent, digest, wall, *event in self._connection.execute(query):
            yield Entry(
                number, parent, digest, datetime.fromisoformat(wall), event_from_row(*event)
            )

    def events(self, *kinds: EventKind) -> list[Event]:
        """Return all events, or only those of `kinds`."""
        return [e.event for e in self.entries() if not kinds or e.event.kind in kinds]

    def first_broken(self) -> int | None:
        """Return the number of the first event whose hash does not hold, or None when all hold."""
        hashes = {0: ""}
        for entry in self.entries():
            parent = hashes.get(entry.parent)
            wall = entry.wall.isoformat(timespec="milliseconds")
            if parent is None or event_hash(parent, entry.event, wall) != entry.hash:
                return entry.number
            hashes[entry.number] = entry.hash
        return None

    def telemetry(self) -> Telemetry:
        """Return all samples."""
        signals = self._connection.execute(
            "SELECT name, unit, states FROM signal ORDER BY position"
        )
        columns = tuple(Column(n, u, tuple(json.loads(s))) for n, u, s in signals)
        times: list[NDArray[np.float64]] = [np.empty(0)]
        values = [np.empty((0, len(columns)), dtype=np.float32)]
        for rows, data in self._connection.execute(
            "SELECT rows, data FROM telemetry ORDER BY number"
        ):
            raw = zlib.decompress(data)
            times.append(np.frombuffer(raw, "<f8", rows))
            values.append(np.frombuffer(raw, "<f4", offset=8 * rows).reshape(rows, len(columns)))
        return Telemetry(columns, np.concatenate(times), np.concatenate(values))

    def close(self) -> None:
        """Let go of the file. Idempotent."""
        self._connection.close()

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _unreadable(path: Path, error: sqlite3.Error) -> RecordError:
    return RecordError("record_unreadable", path=str(path), why=str(error))
