"""A record file opened for reading only: never written to, not even to fold in its log.

The file may come from anybody. What it may cost is bounded: the length of a value, the time until
the tables are known, the sum of all that is read.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from pathlib import Path

from procedures.record.errors import RecordError
from procedures.record.schema import FORMAT_VERSION, TABLES, normal

LONGEST_VALUE = 16 * 2**20  # bytes; a chunk of samples or a state takes a hundredth of it
OPENING_S = 10.0
_STEPS_BETWEEN_LOOKS = 100_000  # of SQLite's machine
_VERSION_QUERY = "SELECT value FROM header WHERE key = 'format_version'"


class Opened:
    """A connection on a record of known tables, and how many bytes there can be to read."""

    def __init__(self, path: Path) -> None:
        """Open `path`; raises RecordError when it is missing, no record, or too new."""
        if not path.is_file():
            raise RecordError("record_missing", path=str(path))
        self.path = path
        self._copy: tempfile.TemporaryDirectory[str] | None = None
        self.connection = self._connect()
        try:
            # One transaction for all reading: a record that is being written stands still.
            self.connection.execute("BEGIN")
            self.version = _known_version(self.connection, path)
            self.connection.set_progress_handler(None, 0)
            self.size_bytes = sum(f.stat().st_size for f in _files(path))
        except RecordError:
            self.close()
            raise
        except (sqlite3.Error, OSError, ValueError) as error:
            self.close()
            raise _unreadable(path, error) from error

    def _connect(self) -> sqlite3.Connection:
        """The file as it is; where its folder cannot be written, without a log or as a copy."""
        try:
            return _read_only(self.path, "mode=ro")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _PRIMARY not in _NO_SHARED_MEMORY:
                raise _unreadable(self.path, error) from error
        except sqlite3.Error as error:
            raise _unreadable(self.path, error) from error
        try:
            return self._read_copy() if _has_log(self.path) else _read_only(self.path, _FIXED)
        except (sqlite3.Error, OSError) as error:
            raise _unreadable(self.path, error) from error

    def _read_copy(self) -> sqlite3.Connection:
        self._copy = tempfile.TemporaryDirectory(prefix="kairetsu-record-")
        for file in _files(self.path):
            shutil.copy(file, self._copy.name)
        return _read_only(Path(self._copy.name) / self.path.name, "mode=ro")

    def close(self) -> None:
        """Let go of the file. Idempotent."""
        self.connection.close()
        if self._copy is not None:
            self._copy.cleanup()


_FIXED = "mode=ro&immutable=1"
_PRIMARY = 0xFF  # the part of SQLite's error codes that says what kind of error it is
_NO_SHARED_MEMORY = frozenset((sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY))


def _read_only(path: Path, how: str) -> sqlite3.Connection:
    """A connection that cannot write and has proved that it can read the file."""
    uri = f"{path.absolute().as_uri()}?{how}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
        connection.text_factory = lambda text: text.decode("utf-8", "replace")
        until = time.monotonic() + OPENING_S
        connection.set_progress_handler(lambda: time.monotonic() > until, _STEPS_BETWEEN_LOOKS)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'header'").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _files(path: Path) -> list[Path]:
    """The record and its write-ahead log, as far as they are there."""
    return [file for file in (path, Path(f"{path}-wal")) if file.exists()]


def _has_log(path: Path) -> bool:
    log = Path(f"{path}-wal")
    return log.exists() and log.stat().st_size > 0


# --- what is in it --------------------------------------------------------------------------------


def check_writable_tables(connection: sqlite3.Connection, path: Path) -> None:
    """Raise RecordError unless it is a record of this version that holds nothing that acts."""
    version = _known_version(connection, path)
    if version != FORMAT_VERSION:
        raise RecordError(
            "record_version_old", path=str(path), version=version, known=FORMAT_VERSION
        )
    trigger = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchone()
    if trigger is not None:
        raise RecordError("record_foreign", path=str(path), table=trigger[0])


def _known_version(connection: sqlite3.Connection, path: Path) -> int:
    """The version of a record whose tables are those of that version; raises RecordError.

    A table of another form is no table of ours: a view, a computed column or a virtual table
    would run what somebody else has written.
    """
    _check_table(connection, path, "header", TABLES[FORMAT_VERSION]["header"])
    row = connection.execute(_VERSION_QUERY).fetchone()
    version = row[0] if row is not None else None
    known = {str(number): number for number in TABLES}.get(str(version))
    if known is None:
        shown = str(version)[:20]
        raise RecordError("record_version", path=str(path), version=shown, known=FORMAT_VERSION)
    for name, statement in TABLES[known].items():
        _check_table(connection, path, name, statement)
    return known


def _check_table(connection: sqlite3.Connection, path: Path, name: str, statement: str) -> None:
    found = connection.execute(
        "SELECT sql FROM sqlite_master WHERE name = ? AND type = 'table'", (name,)
    ).fetchone()
    if found is None:
        why = f"no table {name}"
        raise RecordError("record_unreadable", path=str(path), why=why)
    if normal(str(found[0])) != normal(statement):
        raise RecordError("record_foreign", path=str(path), table=name)


def _unreadable(path: Path, error: Exception) -> RecordError:
    return RecordError("record_unreadable", path=str(path), why=str(error))
