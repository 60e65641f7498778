"""The hash tree of a record: over every event, and through events over all that is stored.

A hash covers the stored text of each column, so that a check needs no reading of JSON. docs/record
shows the check as a script.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

from devices.events import Json


def as_json(value: Json | Mapping[str, Json] | Sequence[object]) -> str:
    """Return the one JSON text of `value`: sorted keys, no blanks, real characters."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def root_hash(header: Iterable[Sequence[object]], signals: Iterable[Sequence[object]]) -> str:
    """Return the hash that the first event has as its parent's.

    header: rows (key, value) by key; signals: rows (position, name, unit, en, ja, states) by
    position; both as they stand in the tables.
    """
    return _sha256(as_json([[list(r) for r in header], [list(r) for r in signals]]).encode())


def event_hash(parent_hash: str, content: Sequence[object]) -> str:
    """Return the hash of an event after the one whose hash is `parent_hash`.

    content: (branch, time_s, wall, kind, subject, who, data, seals) as they stand in the table.
    """
    return _sha256((parent_hash + as_json(list(content))).encode())


def event_hash_1(parent_hash: str, content: Sequence[object]) -> str:
    """As `event_hash`, by the rule of format 1: without branch and seals, the data spliced in."""
    _, *facts, data, _ = content
    return _sha256(f"{parent_hash}{as_json(facts)[:-1]},{data}]".encode())


def telemetry_hash(branch: int, from_s: float, to_s: float, rows: int, data: bytes) -> str:
    """Return the hash of a chunk of samples."""
    return _sha256(as_json(["telemetry", branch, from_s, to_s, rows]).encode() + data)


def snapshot_hash(branch: int, time_s: float, data: bytes) -> str:
    """Return the hash of a stored state."""
    return _sha256(as_json(["snapshot", branch, time_s]).encode() + data)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
