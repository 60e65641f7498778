"""The writer of a record: what it has accepted survives the loss of process and power."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from devices.events import Event, EventKind, Json
from procedures.record.errors import RecordError
from procedures.record.founding import Transaction, found, opened_for_writing
from procedures.record.hashing import as_json, event_hash, snapshot_hash, telemetry_hash
from procedures.record.opening import check_writable_tables
from procedures.record.packing import Damaged, pack_state
from procedures.record.place import Claim
from procedures.record.resuming import loose_samples, tips_of
from procedures.record.samples import Column, Samples
from procedures.record.tips import Tip, Tips, tips_at_start

_log = logging.getLogger(__name__)


class Journal:
    """Appends events, samples and states to one SQLite file.

    Write-ahead log with synchronous=FULL: an event is on the disk when `append` returns. Used from
    one thread, the one that owns the sitting. Every method that writes raises RecordError when the
    disk refuses; then nothing of that call is in the record.
    """

    def __init__(
        self, claim: Claim, connection: sqlite3.Connection, tips: Tips, samples: Samples
    ) -> None:
        self.path = claim.path
        self._claim = claim
        self._connection = connection
        self._tips = tips
        self._samples = samples
        self._closed = False

    # --- beginning ------------------------------------------------------------------------------

    @classmethod
    def create(
        cls, path: Path, header: Mapping[str, Json], columns: Sequence[Column] = ()
    ) -> Journal:
        """Start a new record at `path` and prove that it can be written.

        Raises RecordError: the folder cannot be made or written or has no room, the file exists
        and is not empty, the file system cannot hold a write-ahead log.
        """
        path = path.expanduser().absolute()
        with ExitStack() as undo:
            claim = Claim.new(path)
            undo.callback(claim.give_up)
            try:
                connection = opened_for_writing(path)
                undo.callback(connection.close)
                root = found(connection, header, columns)
            except sqlite3.Error as error:
                raise RecordError("record_not_writable", path=str(path), why=str(error)) from error
            undo.pop_all()
        return cls(claim, connection, tips_at_start(root), Samples())

    @classmethod
    def resume(cls, path: Path) -> Journal:
        """Go on with the record of a sitting that ended or was killed, after its last event.

        Raises RecordError: no record of this version, or its sitting is still at work.
        """
        path = path.expanduser().absolute()
        with ExitStack() as undo:
            claim = Claim.again(path)
            undo.callback(claim.release)
            try:
                connection = opened_for_writing(path)
                undo.callback(connection.close)
                check_writable_tables(connection, path)
                tips = tips_of(connection)
                samples = loose_samples(connection, tips.branch)
            except sqlite3.Error as error:
                raise RecordError("record_unreadable", path=str(path), why=str(error)) from error
            except Damaged as damaged:
                raise RecordError("record_damaged", path=str(path), why=str(damaged)) from damaged
            undo.pop_all()
        return cls(claim, connection, tips, samples)

    @property
    def last_event(self) -> int:
        """The number of the event that was written last; 0 before the first."""
        return self._tips.last.number

    @property
    def branch(self) -> int:
        """The branch that events go to."""
        return self._tips.branch

    @property
    def last_sample_s(self) -> float | None:
        """The plant time in s of the newest sample of this branch that is in the record."""
        return self._samples.last_s

    # --- writing --------------------------------------------------------------------------------

    def append(self, events: Sequence[Event], standing: tuple[float, bytes] | None = None) -> None:
        """Write `events` in one transaction; they are durable when this returns.

        standing: plant time in s and state of the sitting after them, which takes the place of the
        one before. Samples that are held back go along.
        """
        if not events:
            return
        closes = any(event.kind is EventKind.SITTING_CLOSED for event in events)
        if closes:
            self.flush()  # so that the last event seals all samples
        rows, tips = _event_rows(events, self._tips)
        with self._written():
            self._insert("event", *rows)
            self._keep_samples()
            if closes:
                self._connection.execute("DELETE FROM standing")
            elif standing is not None:
                self._connection.execute("DELETE FROM standing")
                self._insert("standing", (1, *_state_row(tips, *standing)))
        self._tips = tips
        self._samples.kept()

    def telemetry(self, time_s: float, values: NDArray[np.float64]) -> None:
        """Add one sample, shape [signals], NaN for unknown; stored with the next event, or soon."""
        self._samples.add(time_s, values)
        if self._samples.fill_a_chunk:
            self.flush()
        elif self._samples.waited_long:
            with self._written():
                self._keep_samples()
            self._samples.kept()

    def flush(self) -> None:
        """Store the samples since the last chunk as one."""
        chunk = self._samples.chunk()
        if chunk is None:
            return
        tips = self._tips
        span = (chunk.from_s, chunk.to_s, chunk.rows)
        digest = telemetry_hash(tips.branch, *span, chunk.data)
        row = (tips.chunks + 1, tips.branch, tips.last.number, *span, chunk.data, digest)
        with self._written():
            self._insert("telemetry", row)
            self._connection.execute("DELETE FROM loose")
        self._tips = tips.after_chunk(digest)
        self._samples.clear()

    def snapshot(self, time_s: float, state: bytes) -> int:
        """Store the state of the sitting at plant time `time_s`; return the snapshot's number."""
        number = self._tips.snapshots + 1
        row = _state_row(self._tips, time_s, state)
        with self._written():
            self._insert("snapshot", (number, *row))
        self._tips = self._tips.after_snapshot(row[-1])
        return number

    def branch_off(self, after_event: int) -> int:
        """Begin a new branch after the event of that number; return the branch's number.

        Raises KeyError when there is no such event. What follows goes to the new branch.
        """
        found_event = self._connection.execute(
            "SELECT number, hash FROM event WHERE number = ?", (after_event,)
        ).fetchone()
        if found_event is None:
            raise KeyError(after_event)
        self.flush()
        self._samples = Samples()
        self._tips = self._tips.branched_off(Tip(*found_event))
        return self.branch

    def _keep_samples(self) -> None:
        """Store the samples that are not on the disk, loose until a chunk takes them."""
        loose = self._samples.loose()
        if loose is not None:
            span = (loose.from_s, loose.to_s, loose.rows)
            self._insert("loose", (None, self.branch, *span, loose.data))

    def _insert(self, table: str, *rows: Sequence[object]) -> None:
        marks = ", ".join("?" * len(rows[0]))
        self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)

    @contextmanager
    def _written(self) -> Iterator[None]:
        """One transaction; what the disk refuses is a RecordError."""
        try:
            with Transaction(self._connection):
                yield
        except sqlite3.Error as error:
            raise self._refused(error) from error

    # --- ending ---------------------------------------------------------------------------------

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
            self._claim.release()

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


def _event_rows(events: Sequence[Event], tips: Tips) -> tuple[list[tuple[object, ...]], Tips]:
    """Rows of the table for events that follow `tips`, and the end after them."""
    rows: list[tuple[object, ...]] = []
    wall = datetime.now().astimezone().isoformat(timespec="milliseconds")
    for event in events:
        facts = (float(event.time_s), wall, event.kind.value, event.subject, event.who)
        content = (*facts, as_json(event.data), tips.seals)
        digest = event_hash(tips.parent.hash, (tips.branch, *content))
        number = tips.last.number + 1
        rows.append((number, tips.branch, *tips.parent, digest, *content))
        tips = tips.after_event(Tip(number, digest))
    return rows, tips


def _state_row(tips: Tips, time_s: float, state: bytes) -> tuple[int, int, float, bytes, str]:
    """branch, after, time_s, data, hash of a state of the sitting."""
    data = pack_state(state)
    digest = snapshot_hash(tips.branch, float(time_s), data)
    return tips.branch, tips.last.number, float(time_s), data, digest
