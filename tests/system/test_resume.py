"""A drill that is killed again and again, and resumed each time, ends as the undisturbed one."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from devices.events import Event, EventKind
from procedures.record import Record
from tests.system.killing import kairetsu, kill_after

KILLS = 20  # spread over the drill; each begins where the one before was cut off
SPEED = "700"  # plant seconds a wall second: slow enough to be cut off anywhere
PATIENCE_S = 300.0


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    record = tmp_path_factory.mktemp("undisturbed") / "drill.sqlite"
    said, complaints = kairetsu(
        "rehearse", "odawara", "--json", "--record", str(record)
    ).communicate(timeout=PATIENCE_S)
    assert json.loads(said)["outcome"] == "completed", complaints
    return record


def events_of(path: Path) -> list[Event]:
    """The events of a record, but for those that say that it was resumed."""
    with Record(path) as record:
        return [e for e in record.events() if e.kind is not EventKind.SITTING_RESUMED]


def test_twenty_kills_leave_no_trace_in_the_record(undisturbed: Path, tmp_path: Path) -> None:
    record = tmp_path / "killed.sqlite"
    events = events_of(undisturbed)
    apart = len(events) // (KILLS + 1)
    drill = kairetsu("rehearse", "odawara", "--speed", SPEED, "--record", str(record))
    for number in range(apart, apart * (KILLS + 1), apart):
        kill_after(drill, record, number)
        drill = kairetsu("rehearse", "--resume", str(record), "--speed", SPEED, "--json")
    said, complaints = drill.communicate(timeout=PATIENCE_S)
    assert "Plant and record agree" in complaints
    assert json.loads(said)["outcome"] == "completed"
    assert events_of(record) == events
    with Record(record) as written, Record(undisturbed) as wanted:
        assert written.first_broken() is None
        one, other = written.telemetry(), wanted.telemetry()
    assert np.array_equal(one.times_s, other.times_s)
    assert np.array_equal(one.values, other.values, equal_nan=True)


def test_a_drill_that_ended_is_not_resumed(undisturbed: Path) -> None:
    said, complaints = kairetsu("rehearse", "--resume", str(undisturbed)).communicate(
        timeout=PATIENCE_S
    )
    assert not said
    assert "was closed; there is nothing to resume" in complaints


def test_what_the_record_says_is_not_said_again(undisturbed: Path) -> None:
    drill = kairetsu("rehearse", "odawara", "--seed", "3", "--resume", str(undisturbed))
    _, complaints = drill.communicate(timeout=PATIENCE_S)
    assert drill.returncode == 2
    assert "leave out odawara, --seed" in complaints
