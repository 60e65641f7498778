"""The database of a record: opened for writing ahead, and its tables made."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from devices.events import Json
from procedures.record.errors import RecordError
from procedures.record.hashing import as_json, root_hash
from procedures.record.samples import Column
from procedures.record.schema import FORMAT_VERSION, TABLES, VIEWS

_PRIMARY = 0xFF  # the part of SQLite's error codes that says what kind of error it is
_NO_WAL = frozenset((sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_READONLY))


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


def opened_for_writing(path: Path) -> sqlite3.Connection:
    """A connection that writes ahead; raises RecordError where the file system cannot do that."""
    with ExitStack() as undo:
        connection = sqlite3.connect(path, isolation_level=None)
        undo.callback(connection.close)
        try:
            (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
            with Transaction(connection):
                pass  # the log is made with the first transaction, not before
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _PRIMARY not in _NO_WAL:
                raise
            mode = str(error)
        if mode != "wal":
            raise RecordError("record_no_wal", path=str(path), why=mode)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA trusted_schema = OFF")
        undo.pop_all()
    return connection


def found(
    connection: sqlite3.Connection, header: Mapping[str, Json], columns: Sequence[Column]
) -> str:
    """Write tables, header and signals; return the hash of the root."""
    facts = {"format_version": FORMAT_VERSION, **header}
    header_rows = sorted((key, as_json(value)) for key, value in facts.items())
    signal_rows = [
        (position, c.name, c.unit, c.label.en, c.label.ja, as_json(list(c.states)))
        for position, c in enumerate(columns)
    ]
    with Transaction(connection):
        for statement in (*TABLES[FORMAT_VERSION].values(), *VIEWS.values()):
            connection.execute(statement)
        connection.executemany("INSERT INTO header VALUES (?, ?)", header_rows)
        connection.executemany("INSERT INTO signal VALUES (?, ?, ?, ?, ?, ?)", signal_rows)
    return root_hash(header_rows, signal_rows)
