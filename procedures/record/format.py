"""The form of a record file: one SQLite database a sitting, readable with any SQLite client.

header     one row a fact about the sitting, as JSON
event      everything that happened, in order; `parent` and `hash` make a tree that shows tampering
signal     what the columns of the telemetry are; states are numbered in the order of `states`
telemetry  chunks of samples: zlib of float64 times [n] then float32 values [n, signals], both
           little-endian; an unknown value is NaN
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from devices.events import Event, EventKind, Json

FORMAT_VERSION = 1

SCHEMA = """
CREATE TABLE header (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
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
);
CREATE TABLE signal (
    position INTEGER PRIMARY KEY, name TEXT NOT NULL, unit TEXT NOT NULL, states TEXT NOT NULL
);
CREATE TABLE telemetry (
    number INTEGER PRIMARY KEY,
    from_s REAL NOT NULL,
    to_s REAL NOT NULL,
    rows INTEGER NOT NULL,
    data BLOB NOT NULL
);
"""


class RecordError(Exception):
    """A record cannot be written or read: `key` and `arguments` say why, for devices.messages."""

    def __init__(self, key: str, **arguments: object) -> None:
        super().__init__(f"{key}: {arguments}")
        self.key = key
        self.arguments = arguments


def as_json(value: Json | Mapping[str, Json]) -> str:
    """Return the one JSON text of `value`: sorted keys, no blanks, real characters."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def event_hash(parent_hash: str, event: Event, wall: str) -> str:
    """Return SHA-256 (hex) over the parent's hash and the whole event."""
    body = [event.time_s, wall, event.kind.value, event.subject, event.who, dict(event.data)]
    return hashlib.sha256((parent_hash + as_json(body)).encode()).hexdigest()  # type: ignore[arg-type]


def event_from_row(time_s: float, kind: str, subject: str, who: str, data: str) -> Event:
    """Return the event that a row of the table holds."""
    return Event(time_s, EventKind(kind), subject, who, json.loads(data))
