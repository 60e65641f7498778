"""A record that is gone on with after its end, and one whose story forks."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from devices.events import Event, EventKind
from procedures.record import Journal, Record, RecordError, verify_record
from tests.procedures.record.written import COLUMNS, FORK_AFTER, HEADER, note, sampled


def test_a_branch_is_its_own_events_and_those_before_the_fork(whole_record: Path) -> None:
    with Record(whole_record) as record:
        first, second = record.branches()
        old = [entry.number for entry in record.entries(1)]
        new = [entry.number for entry in record.entries(2)]
        everything = [entry.number for entry in record.entries()]
    assert (second.of, second.from_event) == (1, FORK_AFTER)
    assert (first.first_event, first.last_event) == (1, 8)
    assert old == [1, 2, 3, 4, 5, 6, 7, 8]
    assert new == [1, 2, 3, 4, 5, 6, 9, 10, 11, 12]
    assert everything == list(range(1, 13))


def test_the_samples_of_a_branch_are_one_line_of_time(whole_record: Path) -> None:
    with Record(whole_record) as record:
        old, new = record.telemetry(1), record.telemetry(2)
    assert np.all(np.diff(old.times_s) > 0)
    assert np.all(np.diff(new.times_s) > 0)
    assert old.times_s[-1] == pytest.approx(829.9)
    assert new.times_s[-1] == pytest.approx(929.9)
    assert np.array_equal(old.times_s[old.times_s < 700.0], new.times_s[new.times_s < 700.0])


def test_the_newest_branch_is_the_one_written_last(whole_record: Path, tmp_path: Path) -> None:
    with Record(whole_record) as record:
        assert record.newest_branch() == 2
        assert np.array_equal(record.telemetry().times_s, record.telemetry(2).times_s)
    Journal.create(tmp_path / "empty.sqlite", HEADER, COLUMNS).close()
    with Record(tmp_path / "empty.sqlite") as record:
        assert record.newest_branch() is None
        assert list(record.entries(record.newest_branch())) == []
        assert len(record.telemetry().times_s) == 0


def test_states_are_those_on_the_way(whole_record: Path) -> None:
    with Record(whole_record) as record:
        states = {snapshot.after: snapshot.state for snapshot in record.snapshots(2)}
    assert sorted(states) == [1, 2, 3, 4, 5, 6]
    assert states[6] == b"state 6"


def test_nothing_branches_off_from_an_event_that_is_not_there(tmp_path: Path) -> None:
    journal = Journal.create(tmp_path / "a.sqlite", HEADER)
    with pytest.raises(KeyError):
        journal.branch_off(7)
    journal.close()


CUT_OFF = """
import os, signal, sys
from pathlib import Path
from procedures.record import Journal
from tests.procedures.record.written import COLUMNS, HEADER, note, sampled
journal = Journal.create(Path(sys.argv[1]), HEADER, COLUMNS)
sampled(journal, 0.0, 650)
journal.append([note(65.0, "one")], standing=(65.0, b"first"))
sampled(journal, 65.0, 40)
journal.append([note(69.0, "two")], standing=(69.0, b"second"))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_sitting_is_gone_on_with_and_no_sample_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    subprocess.run([sys.executable, "-c", CUT_OFF, str(path)], check=False)
    with Record(path) as record:
        standing = record.standing()
        assert len(record.telemetry().times_s) == 690
    assert standing is not None
    assert (standing.after, standing.time_s, standing.state) == (2, 69.0, b"second")
    journal = Journal.resume(path)
    assert (journal.last_event, journal.branch) == (2, 1)
    assert journal.last_sample_s == pytest.approx(68.9)
    sampled(journal, 69.0, 600)
    journal.append([note(129.0, "three")])
    journal.append([Event(130.0, EventKind.SITTING_CLOSED, data={"outcome": "completed"})])
    journal.close()
    verdict = verify_record(path)
    assert (verdict.whole, verdict.events, verdict.closed) == (True, 4, True)
    with Record(path) as record:
        times_s = record.telemetry().times_s
        assert record.standing() is None
    assert times_s == pytest.approx(np.concatenate([np.arange(650), 650 + np.arange(640)]) / 10)


def test_what_a_kill_left_unsealed_is_sealed_when_it_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    journal = Journal.create(path, HEADER, COLUMNS)
    journal.append([note(1.0, "one")])
    sampled(journal, 1.0, 600)
    journal.snapshot(61.0, b"state")
    journal.close()
    journal = Journal.resume(path)
    journal.append([note(62.0, "two")])
    journal.close()
    with closing(sqlite3.connect(path)) as connection:
        (seals,) = connection.execute("SELECT seals FROM event WHERE number = 2").fetchone()
    assert [seal.split(":")[:2] for seal in seals.split()] == [
        ["telemetry", "1"],
        ["snapshot", "1"],
    ]
    assert verify_record(path).whole


def test_a_record_has_one_writer(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    journal = Journal.create(path, HEADER)
    with pytest.raises(RecordError) as caught:
        Journal.resume(path)
    assert caught.value.key == "record_in_use"
    journal.append([note(1.0, "still at work")])
    journal.close()
    Journal.resume(path).close()


def test_a_record_that_holds_a_trigger_is_not_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    Journal.create(path, HEADER).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM event; END")
    with pytest.raises(RecordError) as caught:
        Journal.resume(path)
    assert caught.value.key == "record_foreign"
