"""The journal against real files, a real second process and a real kill."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from devices.events import Event, EventKind
from procedures.record import Column, Journal, Record, RecordError

HEADER = {"site": "odawara", "opened": "2026-11-22T08:40:00+09:00", "v_nominal_kv": 6.6}


def note(time_s: float, text: str) -> Event:
    return Event(time_s, EventKind.NOTE, "", "tester", {"text": text})


def test_events_read_back_as_they_were_written(tmp_path: Path) -> None:
    journal = Journal.create(tmp_path / "a.sqlite", HEADER)
    written = [note(0.5, "開始"), Event(1.0, EventKind.PLANT, "bess", data={"v": [1, None, True]})]
    journal.append(written)
    journal.close()
    with Record(tmp_path / "a.sqlite") as record:
        assert [entry.event for entry in record.entries()] == written
        assert record.header["site"] == "odawara"
        assert record.first_broken() is None


def test_telemetry_reads_back_with_gaps(tmp_path: Path) -> None:
    columns = [Column("bess.soc_pct", "%"), Column("bess.mode", "", ("a", "b"))]
    journal = Journal.create(tmp_path / "a.sqlite", HEADER, columns)
    for i in range(1500):
        journal.telemetry(i * 0.1, np.array([80 - i * 0.01, np.nan if i % 2 else 1.0]))
    journal.close()
    with Record(tmp_path / "a.sqlite") as record:
        telemetry = record.telemetry()
    assert len(telemetry.times_s) == 1500
    assert telemetry.of("bess.soc_pct")[-1] == pytest.approx(80 - 14.99, abs=1e-5)
    assert np.isnan(telemetry.of("bess.mode")[1])
    assert telemetry.states("bess.mode") == ("a", "b")


def test_a_changed_event_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    journal = Journal.create(path, HEADER)
    journal.append([note(float(i), f"event {i}") for i in range(10)])
    journal.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE event SET who = 'somebody else' WHERE number = 7")
    with Record(path) as record:
        assert record.first_broken() == 7


def test_a_closed_record_is_one_file(tmp_path: Path) -> None:
    journal = Journal.create(tmp_path / "a.sqlite", HEADER)
    journal.append([note(0.0, "x")])
    journal.close()
    journal.close()
    assert [p.name for p in tmp_path.iterdir()] == ["a.sqlite"]


WRITER = """
import sys
from pathlib import Path
from devices.events import Event, EventKind
from procedures.record import Journal
journal = Journal.create(Path(sys.argv[1]), {"opened": "2026-11-22T08:40:00+09:00"})
for i in range(100_000):
    journal.append([Event(float(i), EventKind.NOTE, "", "", {"i": i})])
    print(i, flush=True)
"""


def test_a_killed_process_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "killed.sqlite"
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    acknowledged = -1
    for line in writer.stdout:
        acknowledged = int(line)
        if acknowledged == 300:
            os.kill(writer.pid, signal.SIGKILL)
            break
    acknowledged = max([acknowledged, *map(int, writer.stdout.read().split())])
    writer.wait()
    writer.stdout.close()
    with Record(path) as record:
        written = [entry.event.data["i"] for entry in record.entries()]
        assert record.first_broken() is None
    assert written[: acknowledged + 1] == list(range(acknowledged + 1))


def test_a_record_that_somebody_reads_is_closed_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    journal = Journal.create(path, HEADER)
    journal.append([note(1.0, "one")])
    with Record(path) as reader:
        entries = reader.entries()
        next(entries)
        journal.append([note(2.0, "two")])
        journal.close()
        entries.close()
    with Record(path) as record:
        assert [event.time_s for event in record.events()] == [1.0, 2.0]


def test_a_record_is_never_written_over(tmp_path: Path) -> None:
    Journal.create(tmp_path / "a.sqlite", HEADER).close()
    with pytest.raises(RecordError) as caught:
        Journal.create(tmp_path / "a.sqlite", HEADER)
    assert caught.value.key == "record_exists"


def test_a_path_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(RecordError) as caught:
        Journal.create(tmp_path / "file" / "a.sqlite", HEADER)
    assert caught.value.key == "record_not_writable"


def test_a_full_disk_is_said(tmp_path: Path) -> None:
    full = Path("/proc")  # a file system with no free byte and no room for files
    with pytest.raises(RecordError) as caught:
        Journal.create(full / "a.sqlite", HEADER)
    assert caught.value.key in {"record_disk_full", "record_not_writable"}


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\x00" + bytes(100)])
def test_a_file_that_is_no_record_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.sqlite").write_bytes(content)
    with pytest.raises(RecordError) as caught:
        Record(tmp_path / "a.sqlite")
    assert caught.value.key == "record_unreadable"
