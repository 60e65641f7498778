"""kairetsu replay without a window: the timeline, a moment as JSON, a fork, and what is refused."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from console.cli import main
from console.cli.replay import first_seen_s
from devices.signals import Quality
from procedures.record import verify_record
from procedures.replay import read_recorded
from procedures.replaying import ReplaySitting


def test_what_happened_is_told_in_both_languages(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["replay", str(record), "--text"]) == 0
    english = capsys.readouterr().out
    assert english.startswith("Replay of a rehearsal: Odawara")
    assert "08:40:05  0:00:05  happening: Wide-area blackout" in english
    assert main(["replay", str(record), "--text", "--at", "08:40:30", "--language", "ja"]) == 0
    japanese = capsys.readouterr().out.splitlines()
    assert japanese[0].startswith("再生（訓練リハーサル）：小田原")
    assert all(line[:8] >= "08:40:30" for line in japanese[1:])


def test_a_replay_opens_at_the_first_sample_with_everything_known(record: Path) -> None:
    recorded = read_recorded(record)
    pictures = (ReplaySitting(recorded, at_s).snapshot() for at_s in (0.0, first_seen_s(recorded)))
    before, then = pictures
    assert len(before.values) < len(then.values)
    assert then.values["aux.p_kw"].quality is Quality.GOOD


def test_a_moment_is_told_as_json(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replay", str(record), "--json", "--at", "40"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["time_s"], told["mode"], told["phase"]) == (40.0, "rehearsal", "GRID")
    assert told["values"]["bess.soc_pct"]["quality"] == "good"
    assert told["runs"][0]["steps"][0]["title"]["ja"] != ""
    assert "marks" not in told["replay"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--at", "25:00"], "25:00 is no time"),
        (["--at", "9999"], "The record ends at 08:4"),
        (["--branch", "3"], "There is no branch 3"),
        (["--record", "x.sqlite"], "belong to --fork"),
        (["--fork", "0", "--record", "x.sqlite", "--text", "--speed", "90"], "--speed"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    record: Path, options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["replay", str(record), "--json", *options, "--language", "en"]) == 2
    assert said in capsys.readouterr().err


def test_a_damaged_record_is_told_as_far_as_it_holds(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "damaged.sqlite"
    shutil.copy(record, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE event SET who = 'x' WHERE number = 40")
    assert main(["replay", str(path), "--text", "--language", "en"]) == 1
    assert "up to event 39" in capsys.readouterr().out


def test_a_fork_in_a_window_is_opened_by_the_thread_that_holds_it(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, handed = tmp_path / "new.sqlite", []

    def window(open_sitting: Callable[[], object], *_: object, **__: object) -> int:
        handed.append(new.exists())
        return 0

    monkeypatch.setattr("console.cli.replay.open_window", window)
    assert main(["replay", str(record), "--fork", "50", "--record", str(new)]) == 0
    assert handed == [False], "SQLite refuses a record that another thread has opened"


@pytest.mark.long
def test_a_fork_without_a_window_goes_on_to_the_end_of_the_drill_with_everybody_simulated(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = tmp_path / "new.sqlite"
    arguments = ["replay", str(record), "--fork", "50", "--record", str(new), "--json"]
    assert main([*arguments, "--language", "en"]) == 0
    told = capsys.readouterr()
    assert "Going on from 08:4" in told.err
    assert json.loads(told.out)["outcome"] == "completed"
    assert verify_record(new).whole
