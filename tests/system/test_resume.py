"""A drill that is killed again and again, and resumed each time, ends as the undisturbed one."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from devices.events import Event, EventKind
from procedures.record import Record
from tests.system.killing import kairetsu, last_event

KILLS = 8  # spread over the drill, each where the one before was cut off; soak kills at each event
PATIENCE_S = 300.0
LOOK_S = 0.002
STARTER = str(Path(__file__).with_name("hot_starts.py"))


class Starter:
    """Starts the command in a process of its own, as fast as a fork: see hot_starts.py."""

    def __init__(self, folder: Path) -> None:
        self._output = folder / "output"
        self._process = subprocess.Popen(
            [sys.executable, STARTER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._told() == "ready"

    def start(self, *arguments: str) -> int:
        """Begin a command; return the number of its process."""
        assert self._process.stdin is not None
        order = {"arguments": arguments, "output": str(self._output)}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return int(self._told())

    def ended(self) -> tuple[int, str]:
        """How it ended, and what it had said; waits for it."""
        return int(self._told()), self._output.read_text()

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _told(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, f"the starter ended with {self._process.poll()}"
        return line.strip()


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Starter]:
    made = Starter(tmp_path_factory.mktemp("starter"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def undisturbed(starter: Starter, tmp_path_factory: pytest.TempPathFactory) -> Path:
    record = tmp_path_factory.mktemp("undisturbed") / "drill.sqlite"
    starter.start("rehearse", "odawara", "--json", "--record", str(record))
    code, said = starter.ended()
    assert code == 0, said
    assert json.loads(said)["outcome"] == "completed"
    return record


def events_of(path: Path) -> list[Event]:
    """The events of a record, but for those that say that it was resumed."""
    with Record(path) as record:
        return [e for e in record.events() if e.kind is not EventKind.SITTING_RESUMED]


def kill_after(process: int, record: Path, number: int) -> None:
    """Kill `process` once `record` holds the event `number`."""
    until = time.monotonic() + PATIENCE_S
    while last_event(record) < number:
        assert time.monotonic() < until, f"no event {number} within {PATIENCE_S} s"
        time.sleep(LOOK_S)
    os.kill(process, signal.SIGKILL)


def test_kills_leave_no_trace_in_the_record(
    starter: Starter, undisturbed: Path, tmp_path: Path
) -> None:
    record = tmp_path / "killed.sqlite"
    events = events_of(undisturbed)
    apart = len(events) // (KILLS + 1)
    process = starter.start("rehearse", "odawara", "--record", str(record))
    for number in range(apart, apart * (KILLS + 1), apart):
        kill_after(process, record, number)
        code, said = starter.ended()
        assert code == -signal.SIGKILL, said
        process = starter.start("rehearse", "--resume", str(record))
    code, said = starter.ended()
    assert code == 0, said
    assert "Plant and record agree" in said
    assert events_of(record) == events
    with Record(record) as written, Record(undisturbed) as wanted:
        assert written.first_broken() is None
        assert len(written.events(EventKind.SITTING_RESUMED)) == KILLS
        one, other = written.telemetry(), wanted.telemetry()
    assert np.array_equal(one.times_s, other.times_s)
    assert np.array_equal(one.values, other.values, equal_nan=True)


def test_a_drill_that_ended_is_not_resumed(undisturbed: Path) -> None:
    said, complaints = kairetsu("rehearse", "--resume", str(undisturbed)).communicate(
        timeout=PATIENCE_S
    )
    assert not said
    assert "was closed; there is nothing to resume" in complaints


def test_what_the_record_says_is_not_said_again(starter: Starter, undisturbed: Path) -> None:
    starter.start("rehearse", "odawara", "--seed", "3", "--resume", str(undisturbed))
    code, said = starter.ended()
    assert code == 2
    assert "leave out odawara, --seed" in said
