"""What docs/record says is so: its scripts are run, its tables and views are those of the file."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from devices.events import EventKind
from procedures.record import Record
from procedures.record.schema import FORMAT_VERSION, TABLES, VIEWS
from tests.procedures.record.written import HEADER

DOCS = Path(__file__).parents[3] / "docs"
LANGUAGES = ("en", "ja")


def scripts(language: str) -> list[str]:
    text = (DOCS / f"record.{language}.md").read_text(encoding="utf-8")
    return re.findall(r"```python\n(.*?)```", text, re.DOTALL)


def run(script: str, record: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script, str(record)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_both_languages_show_the_same_scripts() -> None:
    assert scripts("en") == scripts("ja")
    assert len(scripts("en")) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET who = 'x' WHERE number = 7",
        "UPDATE event SET parent = 3 WHERE number = 9",
        "DELETE FROM event WHERE number = 4",
        "UPDATE header SET value = '1' WHERE key = 'site'",
        "UPDATE signal SET unit = 'V' WHERE position = 0",
        "UPDATE telemetry SET data = x'00' WHERE number = 2",
        "DELETE FROM telemetry WHERE number = 2",
        "UPDATE snapshot SET time_s = 1.0 WHERE number = 2",
        "DELETE FROM snapshot WHERE number = 2",
    ],
)
def test_the_script_finds_what_was_done(whole_record: Path, tmp_path: Path, statement: str) -> None:
    check = scripts("en")[0]
    whole = run(check, whole_record)
    assert (whole.returncode, whole.stdout.split()[0]) == (0, "whole")
    path = tmp_path / "a.sqlite"
    path.write_bytes(whole_record.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()
    done = run(check, path)
    assert done.returncode == 1
    assert "broken" in done.stderr or "missing" in done.stderr


def test_the_script_unpacks_the_samples(whole_record: Path) -> None:
    done = run(scripts("en")[1], whole_record)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].startswith("100.0 ")
    assert "(3, " in done.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_column_and_view_is_documented(language: str) -> None:
    text = (DOCS / f"record.{language}.md").read_text(encoding="utf-8")
    with closing(sqlite3.connect(":memory:")) as connection:
        for table, statement in TABLES[FORMAT_VERSION].items():
            connection.execute(statement)
            assert f"`{table}`" in text
            for _, column, *_ in connection.execute(f"PRAGMA table_info({table})"):
                assert re.search(rf"\b{column}\b", text, re.ASCII), (table, column)
    assert all(f"`{view}`" in text for view in VIEWS)


def test_the_views_are_read_by_any_sqlite_client(whole_record: Path) -> None:
    with closing(sqlite3.connect(f"file:{whole_record}?mode=ro", uri=True)) as connection:
        events = connection.execute("SELECT * FROM events_readable").fetchall()
        branches = connection.execute("SELECT * FROM branches_readable").fetchall()
        (samples,) = connection.execute("SELECT sum(samples) FROM telemetry_readable").fetchone()
        (states,) = connection.execute("SELECT count(*) FROM snapshots_readable").fetchone()
    assert len(events) == 12
    assert events[0][:4] == (1, 1, "2026-05-30 08:42:10.000", 130.0)
    assert [branch[:4] for branch in branches] == [(1, 1, 8, 8), (2, 9, 12, 4)]
    assert (samples, states) == (3 * 11 * 300, 8)
    with Record(whole_record) as record:
        assert record.header == {"format_version": FORMAT_VERSION, **HEADER}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_event_of_a_drill_is_told(language: str) -> None:
    page = (DOCS / f"record.{language}.md").read_text(encoding="utf-8")
    kinds = [kind for kind in EventKind if kind.value.partition(".")[0] == "drill"]
    assert [kind for kind in kinds if f"| `{kind.value}` |" not in page] == []
