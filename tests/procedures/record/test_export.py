"""A record as CSV and JSON, which say what the record says."""

from __future__ import annotations

import csv
import json
import os
import resource
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from devices.events import Event, EventKind
from procedures.record import Column, Journal, Record, RecordError
from procedures.record.export import Source, export_csv, export_json
from procedures.record.export.new_file import new_bytes
from tests.procedures.record.written import COLUMNS, HEADER, note, sampled


def silent(_share: float) -> None:
    """Nobody listens to the progress."""


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_csv_holds_every_event_and_sample_under_headings_in_both_languages(
    whole_record: Path, tmp_path: Path
) -> None:
    with Source(whole_record) as source:
        export_csv(source, tmp_path / "out", silent)
        assert source.broken == []
    names, english, japanese, *samples = rows_of(tmp_path / "out" / "telemetry.csv")
    assert names == ["branch", "time_s", "time_iso", *(column.name for column in COLUMNS)]
    assert english[3:] == ["State of charge [%]", "Mode", "Frequency [Hz]"]
    assert japanese[1:4] == ["プラント時刻 [s]", "演習・運用の日時", "充電率 [%]"]
    assert len(samples) == 11 * 300
    assert samples[0] == ["1", "100.0", "2026-05-30T08:41:40.000+09:00", "80", "grid_forming", "50"]
    assert samples[1][3:] == ["79.99", "", "50.01"]
    events = rows_of(tmp_path / "out" / "events.csv")[3:]
    assert [row[0] for row in events] == [str(number) for number in range(1, 13)]
    assert json.loads(events[0][9]) == {"text": "event 1: 開始"}
    signals = rows_of(tmp_path / "out" / "signals.csv")[3:]
    assert signals[1] == ["bess.mode", "", "Mode", "運転モード", "off grid_forming"]


def test_json_holds_the_same(whole_record: Path, tmp_path: Path) -> None:
    with Source(whole_record) as source:
        export_json(source, tmp_path / "out.json", silent)
    told = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert told["header"]["site"] == "odawara"
    assert [event["number"] for event in told["events"]] == list(range(1, 13))
    assert told["events"][8]["branch"] == 2
    assert told["events"][8]["parent"] == 6
    assert told["columns"][3]["ja"] == "充電率"
    with Record(whole_record) as record:
        telemetry = record.telemetry(1)
    first = np.array([row[3] for row in told["samples"] if row[0] == 1], dtype=float)
    assert first == pytest.approx(telemetry.of("bess.soc_pct"), rel=1e-6)
    assert told["samples"][1][4] is None


def test_samples_that_no_chunk_has_taken_are_exported_too(tmp_path: Path) -> None:
    journal = Journal.create(tmp_path / "a.sqlite", HEADER, COLUMNS)
    sampled(journal, 0.0, 20)
    journal.append([note(2.0, "x")])
    with Source(tmp_path / "a.sqlite") as source:
        export_csv(source, tmp_path / "out", silent)
    journal.close()
    assert len(rows_of(tmp_path / "out" / "telemetry.csv")) == 3 + 20


def test_nothing_is_written_over_and_nothing_is_left_behind(
    whole_record: Path, tmp_path: Path
) -> None:
    there = tmp_path / "telemetry.csv"
    there.write_text("mine")
    with Source(whole_record) as source, pytest.raises(RecordError) as caught:
        export_csv(source, tmp_path, silent)
    assert caught.value.key == "export.exists"
    assert [file.name for file in tmp_path.iterdir()] == ["telemetry.csv"]
    assert there.read_text() == "mine"
    with Source(whole_record) as source, pytest.raises(RecordError):
        export_json(source, there, silent)
    assert there.read_text() == "mine"


def test_an_export_that_is_stopped_leaves_nothing_behind(
    whole_record: Path, tmp_path: Path
) -> None:
    def stop(_share: float) -> None:
        raise KeyboardInterrupt

    for name, export in (("csv", export_csv), ("json", export_json)):
        with Source(whole_record) as source, pytest.raises(KeyboardInterrupt):
            export(source, tmp_path / name, stop)
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


def test_a_damaged_chunk_is_left_out_and_told(whole_record: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    path.write_bytes(whole_record.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE telemetry SET data = x'00' WHERE number = 2")
        connection.execute("UPDATE event SET data = '{broken' WHERE number = 2")
        connection.commit()
    with Source(path) as source:
        export_json(source, tmp_path / "out.json", silent)
        assert [(broken.table, broken.number) for broken in source.broken] == [("telemetry", 2)]
    told = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert told["events"][1]["data"] == "{broken"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_no_text_becomes_a_formula_of_a_spreadsheet(tmp_path: Path, text: str) -> None:
    journal = Journal.create(tmp_path / "a.sqlite", HEADER, (Column(text, states=(text,)),))
    journal.telemetry(1.0, np.array([0.0]))
    journal.append([Event(1.0, EventKind.NOTE, text, text, {})])
    journal.close()
    with Source(tmp_path / "a.sqlite") as source:
        export_csv(source, tmp_path / "out", silent)
    for file in (tmp_path / "out").iterdir():
        cells = [cell for row in rows_of(file) for cell in row]
        assert text not in cells
        assert f"'{text}" in cells


def test_numbers_without_end_become_nothing(tmp_path: Path) -> None:
    columns = (Column("a.x"), Column("a.state", states=("off", "on")))
    journal = Journal.create(tmp_path / "a.sqlite", {"clock": "no time"}, columns)
    for value in (np.inf, -np.inf, np.nan, 7.0, -1.0):
        journal.telemetry(1.0, np.array([value, value]))
    journal.close()
    with Source(tmp_path / "a.sqlite") as source:
        export_json(source, tmp_path / "out.json", silent)
    told = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert [row[2:] for row in told["samples"]] == [
        *[["", None, None]] * 3,
        ["", 7, None],
        ["", -1, None],
    ]


def test_a_full_disk_is_said_and_leaves_nothing_behind(whole_record: Path, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with Source(whole_record) as source, pytest.raises(RecordError) as caught:
            export_json(source, tmp_path / "out.json", silent)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert caught.value.key == "export.not_writable"
    assert list(tmp_path.iterdir()) == []


def test_a_file_goes_in_the_place_of_another_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "card.pdf"
    path.write_bytes(b"of yesterday")
    (tmp_path / "card.pdf.part").write_bytes(b"of one that was killed")

    def break_off() -> None:
        with new_bytes(path, over=True) as file:
            file.write(b"half of")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [
        ("card.pdf", b"of yesterday")
    ]
    with new_bytes(path, over=True) as file:
        file.write(b"of today")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [
        ("card.pdf", b"of today")
    ]


def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    device = tmp_path / "null"
    os.mkfifo(device)
    with pytest.raises(RecordError), new_bytes(device, over=True) as file:
        file.write(b"whole")
    assert device.is_fifo()
