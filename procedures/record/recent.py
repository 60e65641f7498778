"""The records of a folder at a glance: header and last event of each, read and never written.

Nothing of what lies between is read, so that hundreds take a moment; `verify` reads all of it.
"""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from devices.events import EventKind, Json
from procedures.record.errors import RecordError
from procedures.record.opening import Opened

SUFFIX = ".sqlite"
_LAST = "SELECT time_s, kind, data FROM event NOT INDEXED ORDER BY number DESC LIMIT 1"
_LOOSE = "SELECT max(to_s) FROM loose NOT INDEXED"  # samples of a sitting that was not closed
_HEADER = "SELECT key, value FROM header"
_MOST_FACTS = 100  # a header has a dozen


class Ending(StrEnum):
    """How a sitting ended, as far as its record tells."""

    COMPLETED = "completed"
    ABORTED = "aborted"
    LEFT = "left"  # closed in order before its end
    CUT_OFF = "cut_off"  # not closed: it can go on
    OPEN = "open"  # another console writes to it now
    EMPTY = "empty"  # claimed, and nothing written
    NEWER = "newer"  # of a later version of the program than this one
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class RecentRecord:
    """One record. clock: plant time of day at the opening; opened: wall time, None unknown.

    roles: those of the sitter. length_s: plant time of its last event or sample. error: why it
    cannot be read, None where it can.
    """

    path: Path
    ending: Ending
    size_bytes: int
    changed: datetime
    site: str = ""
    scenario: str = ""
    mode: str = ""
    roles: tuple[str, ...] = ()
    clock: datetime | None = None
    opened: datetime | None = None
    length_s: float | None = None
    error: RecordError | None = None

    @property
    def live(self) -> bool:
        """Whether real devices were behind it."""
        return self.mode == "live"

    @property
    def readable(self) -> bool:
        """Whether there is something to look at."""
        return self.ending not in (Ending.EMPTY, Ending.NEWER, Ending.DAMAGED)

    @property
    def goes_on(self) -> bool:
        """Whether it was cut off, so that the sitting can go on."""
        return self.ending is Ending.CUT_OFF


def recent_records(folder: Path) -> Iterator[RecentRecord]:
    """Yield the records of a folder, the one that changed last first; none for no folder."""
    try:
        found = [(entry.stat().st_mtime, Path(entry.path)) for entry in os.scandir(folder)
                 if entry.name.endswith(SUFFIX) and entry.is_file()]  # fmt: skip
    except OSError:
        return
    for _, path in sorted(found, reverse=True):
        record = glance(path)
        if record is not None:
            yield record


def glance(path: Path) -> RecentRecord | None:
    """What the ends of one record tell; None where it has gone meanwhile."""
    try:
        facts = path.stat()
        in_use = _in_use(path)
    except OSError:
        return None
    changed = datetime.fromtimestamp(facts.st_mtime).astimezone()
    blank = RecentRecord(path, Ending.EMPTY, facts.st_size, changed)
    if not facts.st_size:
        return replace(blank, ending=Ending.OPEN) if in_use else blank
    try:
        header, last = _ends(path)
        return _told(blank, header, last, in_use=in_use)
    except RecordError as error:
        ending = Ending.NEWER if _is_newer(error) else Ending.DAMAGED
        return replace(blank, ending=ending, error=error)
    except (sqlite3.Error, ValueError, TypeError, KeyError, RecursionError) as error:
        damaged = RecordError("record_damaged", path=str(path), why=str(error))
        return replace(blank, ending=Ending.DAMAGED, error=damaged)


def _is_newer(error: RecordError) -> bool:
    """Whether the only thing that is wrong is that it says to be of a later version."""
    version, known = (str(error.arguments.get(name, "")) for name in ("version", "known"))
    return error.key == "record_version" and version.isdecimal() and int(version) > int(known)


def _ends(path: Path) -> tuple[dict[str, Json], tuple[float, str, Json] | None]:
    """The facts of the header, and time, kind and data of the last event."""
    opened = Opened(path)
    try:
        rows = opened.connection.execute(_HEADER).fetchmany(_MOST_FACTS)
        header = {str(key): json.loads(value) for key, value in rows}
        row = opened.connection.execute(_LAST).fetchone()
        (until_s,) = opened.connection.execute(_LOOSE).fetchone() if opened.version > 1 else (None,)
    finally:
        opened.close()
    if row is None:
        return header, None
    return header, (max(float(row[0]), float(until_s or 0.0)), str(row[1]), json.loads(row[2]))


def _told(
    blank: RecentRecord,
    header: dict[str, Json],
    last: tuple[float, str, Json] | None,
    *,
    in_use: bool,
) -> RecentRecord:
    return replace(
        blank,
        ending=_ending(last, in_use=in_use),
        site=str(header["site"]),
        scenario=str(header.get("scenario", "")),
        mode=str(header.get("mode", "")),
        roles=_names(header.get("sitter_roles")),
        clock=_moment(header.get("clock")),
        opened=_moment(header.get("opened")),
        length_s=None if last is None else last[0],
    )


def _ending(last: tuple[float, str, Json] | None, *, in_use: bool) -> Ending:
    if in_use:
        return Ending.OPEN
    if last is None:
        return Ending.EMPTY
    _, kind, data = last
    if kind != EventKind.SITTING_CLOSED.value:
        return Ending.CUT_OFF
    outcome = data.get("outcome") if isinstance(data, dict) else None
    known = {"completed": Ending.COMPLETED, "aborted": Ending.ABORTED}
    return known.get(str(outcome), Ending.LEFT)


def _in_use(path: Path) -> bool:
    """Whether a console holds the record for writing: asked, and let go of at once.

    Only of a file that this process does not write itself: SQLite's locks go with any descriptor.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _names(given: Json) -> tuple[str, ...]:
    return tuple(str(one) for one in given) if isinstance(given, list) else ()


def _moment(given: Json) -> datetime | None:
    return datetime.fromisoformat(given) if isinstance(given, str) and given else None
