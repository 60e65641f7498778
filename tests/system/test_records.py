"""kairetsu verify and export as a person calls them: words, codes, and what is left on the disk."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from procedures.record import Column, Journal
from tests.procedures.record.written import HEADER, write_record

PATIENCE_S = 120.0


def kairetsu(*arguments: object, language: str = "en") -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("kairetsu")), *map(str, arguments)]
    return subprocess.run(
        [*command, "--language", language],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return write_record(tmp_path / "a.sqlite")


def tampered(record: Path) -> Path:
    path = record.with_name("tampered.sqlite")
    path.write_bytes(record.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE event SET who = 'x' WHERE number = 7")
        connection.commit()
    return path


def test_verify_says_what_holds_in_both_languages(record: Path) -> None:
    before = record.read_bytes()
    english, japanese = kairetsu("verify", record), kairetsu("verify", record, language="ja")
    assert (english.returncode, japanese.returncode) == (0, 0)
    assert "whole" in english.stdout
    assert "events: 12, branches: 2" in english.stdout
    assert "正常です" in japanese.stdout
    assert record.read_bytes() == before
    assert [file.name for file in record.parent.iterdir()] == [record.name]


def test_verify_names_the_first_broken_event_with_its_time(record: Path) -> None:
    said = kairetsu("verify", record, tampered(record))
    assert said.returncode == 1
    assert "Event 7 was changed. Plant time 0:12:10.0" in said.stdout
    japanese = kairetsu("verify", record.with_name("tampered.sqlite"), language="ja")
    assert "事象 7 が書き換えられています。 プラント時刻 0:12:10.0" in japanese.stdout


def test_verify_prints_a_line_of_json_a_record(record: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.sqlite"
    said = kairetsu("verify", "--json", record, tampered(record), missing)
    assert said.returncode == 2
    whole, broken, unreadable = map(json.loads, said.stdout.splitlines())
    assert (whole["verdict"], whole["events"]) == ("whole", 12)
    assert broken["verdict"] == "broken"
    assert broken["first_broken"]["number"] == 7
    assert broken["first_broken"]["damage"] == "changed"
    assert broken["first_broken"]["time_s"] == 730.0
    assert (unreadable["verdict"], str(missing) in unreadable["why"]) == ("unreadable", True)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_verify_refuses_what_is_no_record_with_a_word(tmp_path: Path, language: str) -> None:
    (tmp_path / "a.sqlite").write_bytes(os.urandom(5000))
    said = kairetsu("verify", tmp_path / "a.sqlite", language=language)
    assert said.returncode == 2
    assert str(tmp_path / "a.sqlite") in said.stderr
    assert "Traceback" not in said.stderr


def test_export_writes_what_is_asked_for_and_never_over_a_file(
    record: Path, tmp_path: Path
) -> None:
    folder, file = tmp_path / "csv", tmp_path / "all.json"
    assert kairetsu("export", record, "--csv", folder, "--json", file).returncode == 0
    assert {path.name for path in folder.iterdir()} == {
        *("events.csv", "signals.csv", "telemetry.csv"),
    }
    assert len(json.loads(file.read_text(encoding="utf-8"))["samples"]) == 3300
    again = kairetsu("export", record, "--json", file)
    assert again.returncode == 2
    assert str(file) in again.stderr
    assert kairetsu("export", record).returncode == 2


WRITER = """
import sys
import time
from pathlib import Path
from procedures.record import Journal
from tests.procedures.record.written import COLUMNS, HEADER, note, sampled
journal = Journal.create(Path(sys.argv[1]), HEADER, COLUMNS)
number = 0
while True:
    number += 1
    sampled(journal, 10.0 * number, 20)
    journal.append([note(10.0 * number + 2, "x")])
    print(number, flush=True)
    time.sleep(0.05)  # as fast as its readers need, lest they read for minutes
"""


def test_a_record_that_is_just_being_written_is_verified_and_exported(tmp_path: Path) -> None:
    record = tmp_path / "a.sqlite"
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(record)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    try:
        for _ in range(50):
            writer.stdout.readline()
        for _ in range(3):
            said = kairetsu("verify", "--json", record)
            verdict = json.loads(said.stdout)
            assert said.returncode == 0, said.stdout
            assert verdict["events"] >= 50
            assert verdict["closed"] is False
        file = tmp_path / "all.json"
        assert kairetsu("export", record, "--json", file).returncode == 0
        assert writer.poll() is None
    finally:
        os.kill(writer.pid, signal.SIGKILL)
        writer.communicate()
    told = json.loads(file.read_text(encoding="utf-8"))
    ahead = len(told["samples"]) - 20 * len(told["events"])
    assert ahead in {0, 20}  # a full chunk is stored before the event that comes next
    assert kairetsu("verify", record).returncode == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda n: n.name)
def test_an_export_that_is_stopped_says_so_and_leaves_nothing(
    tmp_path: Path, number: signal.Signals
) -> None:
    record, folder = tmp_path / "a.sqlite", tmp_path / "csv"
    columns = [Column(f"m{n}.p_kw", "kW") for n in range(200)]
    journal = Journal.create(record, HEADER, columns)
    for sample in range(60_000):
        journal.telemetry(sample / 10, np.full(len(columns), 0.1 * sample))
    journal.close()
    command = [str(Path(sys.executable).with_name("kairetsu")), "export", str(record)]
    export = subprocess.Popen(
        [*command, "--csv", str(folder), "--language", "en"], stderr=subprocess.PIPE, text=True
    )
    until = time.monotonic() + PATIENCE_S
    while not (folder / "telemetry.csv.part").exists() and time.monotonic() < until:
        time.sleep(0.01)
    export.send_signal(number)
    _, said = export.communicate(timeout=PATIENCE_S)
    assert export.returncode == 130
    assert "Stopped" in said
    assert list(folder.iterdir()) == []
