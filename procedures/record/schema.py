"""The tables of a record, one SQLite database a sitting; docs/record says what stands in them.

A version once shipped is never changed: its tables stay here, so that old records can be read.
"""

from __future__ import annotations

from collections.abc import Mapping

FORMAT_VERSION = 2

_HEADER = "CREATE TABLE header (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"

TABLES: Mapping[int, Mapping[str, str]] = {
    1: {
        "header": _HEADER,
        "event": """
            CREATE TABLE event (
                number INTEGER PRIMARY KEY,
                parent INTEGER NOT NULL,
                hash TEXT NOT NULL,
                time_s REAL NOT NULL,
                wall TEXT NOT NULL,
                kind TEXT NOT NULL,
                subject TEXT NOT NULL,
                who TEXT NOT NULL,
                data TEXT NOT NULL
            )""",
        "signal": """
            CREATE TABLE signal (
                position INTEGER PRIMARY KEY, name TEXT NOT NULL, unit TEXT NOT NULL,
                states TEXT NOT NULL
            )""",
        "telemetry": """
            CREATE TABLE telemetry (
                number INTEGER PRIMARY KEY,
                from_s REAL NOT NULL,
                to_s REAL NOT NULL,
                rows INTEGER NOT NULL,
                data BLOB NOT NULL
            )""",
    },
    2: {
        "header": _HEADER,
        "signal": """
            CREATE TABLE signal (
                position INTEGER PRIMARY KEY, name TEXT NOT NULL, unit TEXT NOT NULL,
                en TEXT NOT NULL, ja TEXT NOT NULL, states TEXT NOT NULL
            )""",
        "event": """
            CREATE TABLE event (
                number INTEGER PRIMARY KEY,
                branch INTEGER NOT NULL,
                parent INTEGER NOT NULL,
                parent_hash TEXT NOT NULL,
                hash TEXT NOT NULL,
                time_s REAL NOT NULL,
                wall TEXT NOT NULL,
                kind TEXT NOT NULL,
                subject TEXT NOT NULL,
                who TEXT NOT NULL,
                data TEXT NOT NULL,
                seals TEXT NOT NULL
            )""",
        "telemetry": """
            CREATE TABLE telemetry (
                number INTEGER PRIMARY KEY,
                branch INTEGER NOT NULL,
                after INTEGER NOT NULL,
                from_s REAL NOT NULL,
                to_s REAL NOT NULL,
                rows INTEGER NOT NULL,
                data BLOB NOT NULL,
                hash TEXT NOT NULL
            )""",
        "snapshot": """
            CREATE TABLE snapshot (
                number INTEGER PRIMARY KEY,
                branch INTEGER NOT NULL,
                after INTEGER NOT NULL,
                time_s REAL NOT NULL,
                data BLOB NOT NULL,
                hash TEXT NOT NULL
            )""",
        "loose": """
            CREATE TABLE loose (
                number INTEGER PRIMARY KEY,
                branch INTEGER NOT NULL,
                from_s REAL NOT NULL,
                to_s REAL NOT NULL,
                rows INTEGER NOT NULL,
                data BLOB NOT NULL
            )""",
        "standing": """
            CREATE TABLE standing (
                number INTEGER PRIMARY KEY CHECK (number = 1),
                branch INTEGER NOT NULL,
                after INTEGER NOT NULL,
                time_s REAL NOT NULL,
                data BLOB NOT NULL,
                hash TEXT NOT NULL
            )""",
    },
}

# For people with an SQLite client. The program itself reads tables only.
VIEWS: Mapping[str, str] = {
    "events_readable": """
        CREATE VIEW events_readable AS
        SELECT number, branch,
            strftime(
                '%Y-%m-%d %H:%M:%f',
                (SELECT substr(value, 2, 19) FROM header WHERE key = 'clock'),
                printf('%.3f seconds', time_s)
            ) AS clock,
            time_s, kind, subject, who, data, wall AS written
        FROM event ORDER BY number""",
    "branches_readable": """
        CREATE VIEW branches_readable AS
        SELECT branch, min(number) AS first_event, max(number) AS last_event,
            count(*) AS events, min(time_s) AS from_s, max(time_s) AS to_s
        FROM event GROUP BY branch ORDER BY branch""",
    "telemetry_readable": """
        CREATE VIEW telemetry_readable AS
        SELECT number, branch, from_s, to_s, rows,
            rows * (SELECT count(*) FROM signal) AS samples, length(data) AS bytes
        FROM telemetry ORDER BY number""",
    "snapshots_readable": """
        CREATE VIEW snapshots_readable AS
        SELECT number, branch, after AS after_event, time_s, length(data) AS bytes
        FROM snapshot ORDER BY number""",
}


def normal(statement: str) -> str:
    """A statement with its blanks made one, so that two of them can be compared."""
    return " ".join(statement.split())
