"""One drill with many seeds, by the installed command."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from console.cli.entry import run_command
from procedures.record import Record
from procedures.rehearsal.seeds import Findings, Task, rehearse_once
from procedures.sources import Sources

DRILL = "odawara-readiness"
CHAIN = ("odawara-p0-readiness",)
PATIENCE_S = 120.0
SKILL = 0.4  # at which the first seed fails and the second does not


def started(*arguments: object) -> subprocess.Popen[str]:
    """The command in a process group of its own, as a terminal starts it."""
    command = [str(Path(sys.executable).with_name("kairetsu")), "rehearse", *map(str, arguments)]
    return subprocess.Popen(
        [*command, "--language", "en"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def alive(group: int) -> list[str]:
    """The processes of a group that are still at work; those nobody buried yet are not."""
    shown = subprocess.run(
        ["ps", "-A", "-o", "pgid=,stat=,args="], capture_output=True, text=True, check=True
    )
    rows = (line.split(None, 2) for line in shown.stdout.splitlines())
    return [args for pgid, state, args in rows if int(pgid) == group and not state.startswith("Z")]


def test_two_seeds_in_two_processes_are_summed_up_and_come_out_as_they_do_alone(
    tmp_path: Path,
) -> None:
    keep, found = tmp_path / "kept", tmp_path / "found.json"
    wanted = ("--seeds", 2, "--skill", SKILL, "--workers", 2, "--keep", keep, "--json", found)
    told, progress = (command := started(DRILL, *wanted)).communicate()
    assert command.returncode == 1, progress
    assert "2 of 2 done: seed" in progress
    figures = json.loads(found.read_text())
    record = keep / f"{DRILL}-seed-1.sqlite"
    assert (figures["completed"], figures["success_share"]) == (1, 0.5)
    assert (figures["worst_seed"], figures["record"]) == (1, str(record))
    assert "Completed: 1 of 2 (50 %)" in told
    assert f"Record: {record}" in told
    assert "Why: " + figures["seeds"][0]["why"]["en"] in told
    with Record(record) as one:
        assert one.first_broken() is None
        assert (one.header["seed"], one.header["skill"]) == (1, SKILL)

    alone = tuple(
        rehearse_once(Task(Sources("odawara", DRILL), CHAIN, SKILL, seed, tmp_path / f"{seed}"))
        for seed in (1, 2)
    )
    facts = {"site": "odawara", "scenario": DRILL, "skill": SKILL, "record": str(record)}
    assert figures == facts | Findings(2, alone).as_json()


def test_ctrl_c_ends_every_process_and_tells_what_is_done(tmp_path: Path) -> None:
    command = started(DRILL, "--seeds", 500, "--workers", 1, "--keep", tmp_path / "kept")
    assert command.stderr is not None
    first = command.stderr.readline()
    assert first.startswith("1 of 500 done: seed 1"), first
    os.killpg(command.pid, signal.SIGINT)
    told, last = command.communicate()
    assert command.returncode == 130, last
    done = len(list((tmp_path / "kept").glob("*.sqlite")))
    assert f"Stopped: {done} of 500 seeds are done" in last
    assert f"of {done} (" in told
    until = time.monotonic() + PATIENCE_S
    while left := alive(command.pid):
        assert time.monotonic() < until, left


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--seeds", "0"), "--seeds must be within 1 and 10000; it was 0."),
        (("--seeds", "2", "--skill", "1.5"), "--skill must be within 0 and 1; it was 1.5."),
        (("--seeds", "2", "--skill", "nan"), "--skill must be within 0 and 1; it was nan."),
        (("--seeds", "2", "--workers", "0"), "--workers must be within 1 and 64; it was 0."),
        (("--seeds", "2", "--first-seed", "-1"), "--first-seed must be within 0 and 2147483647"),
        (("--seeds", "2", "--seed", "3", "--speed", "1"), "Not with --seeds: --speed, --seed"),
        (("--workers", "2", "--keep", "here"), "Only with --seeds: --workers, --keep"),
    ],
)
def test_what_is_out_of_its_range_starts_nothing(
    arguments: tuple[str, ...], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["rehearse", DRILL, *arguments, "--language", "en"]) == 2
    assert why in capsys.readouterr().err


def test_a_folder_that_holds_such_records_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / f"{DRILL}-seed-1.sqlite").touch()
    asked = ["rehearse", DRILL, "--seeds", "2", "--keep", str(tmp_path), "--language", "en"]
    assert run_command(asked) == 2
    assert str(tmp_path) in capsys.readouterr().err
