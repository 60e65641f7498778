"""The writer of a record: what it has accepted survives the loss of process and power."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from devices.events import Event, Json
from procedures.record.format import FORMAT_VERSION, SCHEMA, RecordError, as_json, event_hash

_log = logging.getLogger(__name__)

ROOM_BYTES = 64 * 1024 * 1024  # a three-day drill takes less than half of this
CHUNK_ROWS = 600


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the telemetry. `states` numbers the values of a state signal from 0."""

    name: str
    unit: str = ""
    states: tuple[str, ...] = ()


class Journal:
    """Appends events and telemetry to one SQLite file.

    Write-ahead log with synchronous=FULL: an event is on the disk when `append` returns. Used from
    one thread, the one that owns the sitting.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, columns: Sequence[Column]
    ) -> None:
        self.path = path
        self._connection = connection
        self._columns = tuple(columns)
        self._number = 0
        self._hash = ""
        self._times: list[float] = []
        self._rows: list[NDArray[np.float32]] = []
        self._closed = False

    @classmethod
    def create(
        cls, path: Path, header: Mapping[str, Json], columns: Sequence[Column] = ()
    ) -> Journal:
        """Start a new record at `path` and prove that it can be written.

        Raises RecordError: the folder cannot be made or written, the file exists, the disk is full.
        """
        path = path.expanduser().absolute()
        _check_place(path)
        try:
            connection = sqlite3.connect(path, isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            with Transaction(connection):
                for statement in SCHEMA.split(";"):
                    connection.execute(statement)
                facts = {"format_version": FORMAT_VERSION, **header}
                rows = [(key, as_json(value)) for key, value in facts.items()]
                connection.executemany("INSERT INTO header VALUES (?, ?)", rows)
                connection.executemany(
                    "INSERT INTO signal VALUES (?, ?, ?, ?)",
                    [(i, c.name, c.unit, as_json(list(c.states))) for i, c in enumerate(columns)],
                )
        except sqlite3.Error as error:
            raise RecordError("record_not_writable", path=str(path), why=str(error)) from error
        return cls(path, connection, columns)

    def append(self, events: Sequence[Event]) -> None:
        """Write `events` in one transaction; they are durable when this returns.

        Raises RecordError when the disk refuses; then none of them is in the record.
        """
        if not events:
            return
        rows = []
        number, parent_hash = self._number, self._hash
        wall = datetime.now().astimezone().isoformat(timespec="milliseconds")
        for event in events:
            parent_hash = event_hash(parent_hash, event, wall)
            data = as_json(event.data)
            rows.append(
                (
                    *(number + 1, number, parent_hash, event.time_s, wall),
                    *(event.kind.value, event.subject, event.who, data),
                )
            )
            number += 1
        try:
            with Transaction(self._connection):
                self._connection.executemany(
                    "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows
                )
        except sqlite3.Error as error:
            raise self._refused(error) from error
        self._number, self._hash = number, parent_hash

    def telemetry(self, time_s: float, values: NDArray[np.float64]) -> None:
        """Add one sample, shape [signals], NaN for unknown; written in chunks."""
        self._times.append(time_s)
        self._rows.append(values.astype(np.float32))
        if len(self._times) >= CHUNK_ROWS:
            self.flush()

    def flush(self) -> None:
        """Write the samples that are still held back."""
        if not self._times:
            return
        times = np.asarray(self._times, dtype="<f8")
        values = np.asarray(self._rows, dtype="<f4")
        data = zlib.compress(times.tobytes() + values.tobytes(), level=1)
        try:
            with Transaction(self._connection):
                self._connection.execute(
                    "INSERT INTO telemetry (from_s, to_s, rows, data) VALUES (?, ?, ?, ?)",
                    (self._times[0], self._times[-1], len(self._times), data),
                )
        except sqlite3.Error as error:
            raise self._refused(error) from error
        self._times.clear()
        self._rows.clear()

    def close(self) -> None:
        """Write what is held back and leave one plain file. Idempotent."""
        if self._closed:
            return
        self._closed = True
        try:
            self.flush()
            self._leave_one_file()
        except sqlite3.Error as error:
            raise self._refused(error) from error
        finally:
            self._connection.close()

    def _leave_one_file(self) -> None:
        """Take the record out of the write-ahead log, so that one file can be copied.

        While somebody reads it that cannot be; it is complete all the same.
        """
        try:
            self._connection.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            _log.info("%s stays in its write-ahead log: somebody reads it", self.path)

    def _refused(self, error: sqlite3.Error) -> RecordError:
        return RecordError("record_write_failed", path=str(self.path), why=str(error))


class Transaction:
    """All of the statements inside, or none."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._connection.execute("COMMIT")
        elif self._connection.in_transaction:
            self._connection.execute("ROLLBACK")


def _check_place(path: Path) -> None:
    """Raise RecordError when a new record cannot be made at `path`."""
    if path.exists():
        raise RecordError("record_exists", path=str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        free_bytes = shutil.disk_usage(path.parent).free
    except OSError as error:
        raise RecordError("record_not_writable", path=str(path), why=error.strerror) from error
    if not os.access(path.parent, os.W_OK):
        raise RecordError("record_not_writable", path=str(path), why="Permission denied")
    if free_bytes < ROOM_BYTES:
        raise RecordError(
            "record_disk_full",
            path=str(path.parent),
            free_mb=free_bytes // 2**20,
            needed_mb=ROOM_BYTES // 2**20,
        )
