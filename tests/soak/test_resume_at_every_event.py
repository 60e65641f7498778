"""A drill that is killed at each of its events, and resumed each time: `make soak` runs it.

It takes RESUME_MINUTES of wall time (5 unless the environment says otherwise) and goes on where
the soak before it stopped: what it goes on with is the record itself.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from devices.events import Event, EventKind
from procedures.record import Record, RecordError
from procedures.resuming import CannotResume, read_interrupted
from tests.system.killing import kairetsu, kill_after, last_event

MINUTES = float(os.environ.get("RESUME_MINUTES", "5"))
SPEED = "800"  # plant seconds a wall second: slow enough to be cut off behind any event
PATIENCE_S = 300.0
LAST_EVENTS = 4  # come at once with the end of the drill


def events_of(path: Path) -> list[Event]:
    """The events of a record, but for those that say that it was resumed."""
    with Record(path) as record:
        return [e for e in record.events() if e.kind is not EventKind.SITTING_RESUMED]


def can_be_resumed(record: Path) -> bool:
    """Whether the soak before left a record that can be gone on with."""
    try:
        read_interrupted(record)
    except (CannotResume, RecordError):
        return False
    return True


def begin(record: Path, undisturbed: Path) -> None:
    """Let the drill run undisturbed, and once more up to its first event."""
    for path in (record, undisturbed):
        for ending in ("", "-wal", "-shm"):
            Path(f"{path}{ending}").unlink(missing_ok=True)
    drill = kairetsu("rehearse", "odawara", "--record", str(undisturbed))
    _, complaints = drill.communicate(timeout=PATIENCE_S)
    assert drill.returncode == 0, complaints
    drill = kairetsu("rehearse", "odawara", "--speed", SPEED, "--record", str(record))
    kill_after(drill, record, 1)


def test_a_kill_at_every_event_leaves_no_trace() -> None:
    folder = Path(tempfile.gettempdir()) / f"kairetsu-soak-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    record, undisturbed = folder / "killed.sqlite", folder / "undisturbed.sqlite"
    if not (undisturbed.exists() and can_be_resumed(record)):
        begin(record, undisturbed)
    wanted = events_of(undisturbed)
    end = time.monotonic() + 60.0 * MINUTES
    while time.monotonic() < end and len(events_of(record)) < len(wanted) - LAST_EVENTS:
        drill = kairetsu("rehearse", "--resume", str(record), "--speed", SPEED)
        kill_after(drill, record, last_event(record) + 2)  # that it was resumed, and one more
    events = events_of(record)
    print(f"{len(events)} of {len(wanted)} events")
    assert events == wanted[: len(events)]
