"""kairetsu branches: what ways a sitting went, and two of them in figures."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from console.cli.entry import run_command
from devices.site import load_site
from procedures.intents import Backtrack
from procedures.people import Sitter
from procedures.record import verify_record
from procedures.scenario import load_scenario
from procedures.sitting import Sitting
from procedures.snapshot import Mode


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of a drill that went back once, and was closed at a moment that is kept."""
    path = tmp_path_factory.mktemp("branches") / "drill.kairetsu"
    site = load_site("odawara")
    scenario = load_scenario("odawara-first-activation", site)
    sitter = Sitter("ozawa", ("MGC",))
    sitting = Sitting.open(site, scenario, mode=Mode.REHEARSAL, sitter=sitter, record=path)
    sitting.advance(95.0)
    sitting.accept(Backtrack(20.0, "once more"))
    sitting.advance(80.0)
    sitting.close()
    return path


def test_branches_are_listed_with_who_and_why(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["branches", str(record), "--language", "en"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("Branch 1: 0:00:00 to ")
    assert second.startswith("Branch 2: leaves branch 1 at 0:00:")
    assert second.endswith("ozawa: once more")


def test_two_branches_are_compared_from_where_they_part(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["branches", str(record), "--compare", "1", "2", "--signal", "grid.v_kv", "--json"]
    assert run_command(command) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["number"] for one in told["branches"]] == [1, 2]
    assert 0.0 < told["compared"]["parted_s"] <= 20.0
    ways = told["compared"]["ways"]
    assert [way["branch"] for way in ways] == [1, 2]
    assert all(way["signals"]["grid.v_kv"]["last"] == 0.0 for way in ways)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_the_site_plots_is_compared_in_words(
    record: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    command = ["branches", str(record), "--compare", "1", "2", "--language", language]
    assert run_command(command) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 + 1 + 1 + 2 + 5
    assert any(("Section frequency (Hz)" in x) or ("周波数（Hz）" in x) for x in lines)


@pytest.mark.parametrize("more", [["--compare", "1", "7"], ["--signal", "no.such"]])
def test_what_is_not_there_is_refused(record: Path, more: list[str]) -> None:
    assert run_command(["branches", str(record), *more]) == 2


@pytest.mark.parametrize(
    "spoilt", ["who = 'x' WHERE number = 7", "data = '{broken' WHERE number = 7"]
)
def test_a_record_that_was_changed_is_warned_of_and_ends_with_no_zero(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], spoilt: str
) -> None:
    broken = tmp_path / "broken.kairetsu"
    shutil.copy(record, broken)
    with closing(sqlite3.connect(broken)) as connection, connection:
        connection.execute(f"UPDATE event SET {spoilt}")
    assert run_command(["branches", str(broken), "--language", "en"]) in (1, 2)
    assert f"{broken}: BROKEN." in capsys.readouterr().err


def test_the_verdict_stands_in_the_json(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.kairetsu"
    shutil.copy(record, broken)
    with closing(sqlite3.connect(broken)) as connection, connection:
        connection.execute("UPDATE event SET who = 'x' WHERE number = 7")
    assert run_command(["branches", str(broken), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["verdict"] == "broken"
    assert run_command(["branches", str(record), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "whole"


def test_a_sitting_closed_when_a_moment_was_due_is_whole(record: Path) -> None:
    assert verify_record(record).whole
