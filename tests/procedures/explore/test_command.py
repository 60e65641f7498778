"""`kairetsu check --explore`: the table, the code at its end, processes, going on after a kill."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from console.cli.entry import run_command

SMALL = ("--kinds", "omit,device_fails")


def explored(*more: object, folder: Path, name: str = "try-stop-now") -> int:
    scenario = folder / f"{name}.yaml"
    return run_command(["check", "--explore", str(scenario), "--language", "en", *map(str, more)])


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_one_process_and_two_write_the_same_table(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    assert explored("--out", one, "--workers", 1, folder=folder) == 0
    assert explored("--out", two, "--workers", 2, folder=folder) == 0
    assert one.read_bytes() == two.read_bytes()
    assert len(rows_of(one)) == 13
    out = capsys.readouterr()
    assert "Steps: 3, kinds: 5, deviations: 13" in out.out
    assert "13 of 13" in out.err
    assert list(tmp_path.glob("*.done")) == []


def test_a_critical_hazard_that_nothing_stops_is_named_and_ends_with_one(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "table.json"
    wanted = ("--kinds", "person_errs", "--workers", 1, "--out", out)
    assert explored(*wanted, folder=folder, name="try-start-now") == 1
    told = capsys.readouterr().out
    assert "NOTHING STOPS: try-start 2: It is reported as done and was not done." in told
    table = json.loads(out.read_text(encoding="utf-8"))
    assert table["complete"] is True
    assert table["counts"]["critical_and_nothing"] == 2
    assert table["counts"]["deviations"] == len(table["rows"])
    assert table["explored"][0]["made_with"]["program"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--explore"], "Name a scenario or a site"),
        (["--explore", "odawara", "--resume"], "--resume needs --out"),
        (["--explore", "odawarra"], "There is no scenario"),
        (["--explore", "odawara", "--kinds", "omitt"], "There is no kind omitt"),
        (["--explore", "odawara", "--workers", "0"], "--workers must be within"),
        (["odawara", "--kinds", "omit"], "only with --explore"),
    ],
)
def test_what_cannot_be_asked_is_said(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["check", "--language", "en", *arguments]) == 2
    assert words in capsys.readouterr().err


@pytest.fixture(scope="module")
def whole(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The table of an exploration that was not cut off."""
    out = tmp_path_factory.mktemp("whole") / "whole.csv"
    explored("--out", out, "--workers", 1, folder=folder, name="try-start-now")
    return out


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_an_exploration_that_was_cut_off_goes_on_where_it_was(
    how: signal.Signals,
    whole: Path,
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "cut.csv"
    scenario = str(folder / "try-start-now.yaml")
    kairetsu = Path(sys.executable).with_name("kairetsu")
    command = [str(kairetsu), "check", "--explore", scenario]
    command += ["--out", str(out), "--workers", "1", "--language", "en"]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if " deviations" in line:
                break
        os.kill(process.pid, how)
        told = process.stderr.read()
    kept = tmp_path / "cut.csv.1.done"
    done = kept.read_text(encoding="utf-8").count("\n") - 1
    assert done > 0
    if how is signal.SIGINT:
        assert process.returncode == 130
        assert f"Stopped after {done} deviations" in told
        assert len(rows_of(out)) == done
    else:
        assert not out.exists()
        with kept.open("a", encoding="utf-8") as file:
            file.write('{"scenario": "cut o')  # the kill came in the middle of a row

    start: dict[str, Any] = {"folder": folder, "name": "try-start-now"}
    assert explored("--out", out, "--workers", 1, "--resume", **start) == 1
    assert f"{done} deviations are done already" in capsys.readouterr().err
    assert not kept.exists()
    assert len(rows_of(whole)) > done
    assert out.read_bytes() == whole.read_bytes()


def test_what_was_done_with_other_files_is_not_gone_on_with_and_not_lost(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "table.csv"
    kept = tmp_path / "table.csv.1.done"
    text = '{"program": "another"}\n{"scenario": "x"}\n'
    kept.write_text(text, encoding="utf-8")
    assert explored("--out", out, "--workers", 1, "--resume", *SMALL, folder=folder) == 2
    assert "take that file away" in capsys.readouterr().err
    assert explored("--out", out, "--workers", 1, *SMALL, folder=folder) == 2
    assert "cut off" in capsys.readouterr().err
    assert kept.read_text(encoding="utf-8") == text
    assert not out.exists()


def test_a_table_is_never_written_over(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "table.csv"
    out.write_text("mine", encoding="utf-8")
    for more in ((), ("--resume",)):
        assert explored("--out", out, *more, *SMALL, folder=folder) == 2
        assert str(out) in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [out]
