"""kairetsu programme, compare and exercise over a folder of records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from console.cli.entry import run_command
from devices.events import Event, EventKind
from procedures.record import Journal, records_folder


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two sittings of one person: in the first a step took too long."""
    for name in ("DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    made = records_folder()
    made.mkdir(parents=True)
    for name, took_s in (("first", 95.0), ("second", 40.0)):
        facts = {
            "site": "odawara",
            "scenario": "odawara-2022-1-order",
            "mode": "drill",
            "clock": "2022-05-30T09:30:00+09:00",
            "opened": f"2026-11-0{1 + (name == 'second')}T09:00:00+09:00",
            "sitter": "ozawa",
            "sitter_roles": ["MGC"],
        }
        journal = Journal.create(made / f"{name}.sqlite", facts)
        place = {"run": "r", "procedure": "odawara-p1-activation", "role": "MGC"}
        started = Event(5.0, EventKind.STEP_STARTED, "1.1", "ozawa", place | {"target_s": 60.0})
        done = Event(5.0 + took_s, EventKind.STEP_DONE, "1.1", "ozawa", place | {"took_s": took_s})
        closed = Event(1200.0, EventKind.SITTING_CLOSED, data={"outcome": "completed"})
        journal.append([started, done, closed])
        journal.close()
    return made


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run_command(words) == 0
    return capsys.readouterr().out


def test_the_programme_tells_people_what_is_due_and_their_sittings(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = told(capsys, "programme", "--person", "OZAWA", "--site", "odawara")
    assert "2 of 4" in text
    assert "Field drill" in text
    assert "Hayashi" not in text
    found = json.loads(told(capsys, "programme", "--json"))
    (person,) = found["people"]
    assert [one["steps"]["late"] for one in person["sittings"]] == [0, 1]
    assert person["again"] == []  # it went well since
    assert "小沢" in told(capsys, "programme", "--language", "ja")
    assert run_command(["programme", "--person", "nobody"]) == 2
    assert run_command(["programme", "--site", "nowhere"]) == 2


def test_two_runs_are_compared_in_lines_and_as_json(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    records = [str(folder / f"{name}.sqlite") for name in ("first", "second")]
    text = told(capsys, "compare", *records)
    assert "01:35" in text
    assert "−00:55" in text
    (step,) = json.loads(told(capsys, "compare", *records, "--json"))["steps"]
    assert step["took_s"] == [95.0, 40.0]
    assert step["how"] == ["late", "met"]
    assert run_command(["compare", records[0]]) == 2


def test_an_exercise_tells_its_stages_and_which_is_next(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = told(capsys, "exercise")
    assert "done on 2026-11-02, second.sqlite" in text
    assert "--stage 2" in text
    assert run_command(["exercise", "odawara-2022-05-30", "--stage", "9"]) == 2


def test_a_live_sitting_has_no_trainee_and_nobody_who_leads(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run_command(["run", "odawara", "--live", "--trainee", "x", "--instructor", "y"]) == 2
    said = capsys.readouterr().err
    assert "--trainee" in said
    assert "--instructor" in said
