"""A drill that is cut off in the middle: by Ctrl-C, by SIGTERM, by kill -9, by a full disk."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from devices.events import EventKind
from procedures.record import Record, summarise

PATIENCE_S = 300.0  # where the compile cache is cold, the first start takes minutes


def start_drill(record: Path, *options: str) -> subprocess.Popen[str]:
    """Start a rehearsal in a process of its own, at a pace that leaves time to cut it off."""
    command = [str(Path(sys.executable).with_name("kairetsu")), "rehearse", "odawara"]
    command += ["--speed", "400", "--record", str(record), *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for_events(record: Path, count: int) -> int:
    """Wait until another process has acknowledged `count` events; return the last number seen."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        if record.exists():
            with sqlite3.connect(record) as reader:
                try:
                    (number,) = reader.execute("SELECT max(number) FROM event").fetchone()
                except sqlite3.OperationalError:
                    number = None  # the tables are not there yet
            reader.close()
            if number is not None and number >= count:
                return int(number)
        time.sleep(0.02)
    raise AssertionError(f"no {count} events within {PATIENCE_S} s")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda n: n.name)
def test_a_stopped_drill_closes_its_record(number: signal.Signals, tmp_path: Path) -> None:
    record = tmp_path / "stopped.sqlite"
    drill = start_drill(record)
    seen = wait_for_events(record, 40)
    drill.send_signal(number)
    _, said = drill.communicate(timeout=PATIENCE_S)
    assert drill.returncode == 130
    assert str(record) in said
    with Record(record) as written:
        events = list(written.entries())
        assert written.first_broken() is None
    assert len(events) >= seen
    assert events[-1].event.kind is EventKind.SITTING_CLOSED
    assert summarise(record).outcome == "interrupted"
    assert [path.name for path in tmp_path.iterdir()] == [record.name]


def test_kill_9_loses_no_event_that_was_there(tmp_path: Path) -> None:
    record = tmp_path / "killed.sqlite"
    drill = start_drill(record)
    seen = wait_for_events(record, 60)
    os.kill(drill.pid, signal.SIGKILL)
    drill.communicate(timeout=PATIENCE_S)
    with Record(record) as written:
        numbers = [entry.number for entry in written.entries()]
        assert written.first_broken() is None
    assert len(numbers) >= seen
    assert numbers == list(range(1, len(numbers) + 1))
    summary = summarise(record)
    assert summary.outcome == "interrupted"
    assert summary.steps_done > 0


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
from console.cli import main
raise SystemExit(main(["rehearse", "odawara", "--json", "--record", sys.argv[2]]))
"""


def test_a_disk_that_fills_up_stops_the_drill_with_a_word_and_keeps_what_was(
    tmp_path: Path,
) -> None:
    record = tmp_path / "full.sqlite"
    limit = 300 * resource.getpagesize() // 4
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(limit), str(record)],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
        preexec_fn=lambda: signal.signal(signal.SIGXFSZ, signal.SIG_IGN),
    )
    assert done.returncode == 2
    assert str(record) in done.stderr
    assert "Traceback" not in done.stderr
    with Record(record) as written:
        assert written.first_broken() is None
        assert len(written.events()) > 10


def start_window(record: Path) -> subprocess.Popen[str]:
    """Open the real window, without a screen, in a process of its own."""
    command = [str(Path(sys.executable).with_name("kairetsu")), "run", "odawara"]
    command += ["--speed", "60", "--record", str(record)]
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(record.parents[1]),
    }
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda n: n.name)
def test_a_signal_closes_the_window_and_its_record(tmp_path: Path, number: signal.Signals) -> None:
    record = tmp_path / "records" / "window.sqlite"
    window = start_window(record)
    seen = wait_for_events(record, 20)
    window.send_signal(number)
    _, said = window.communicate(timeout=PATIENCE_S)
    assert window.returncode == 0, said
    with Record(record) as written:
        events = written.events()
        assert written.first_broken() is None
    assert len(events) >= seen
    assert events[-1].kind is EventKind.SITTING_CLOSED
    assert [path.name for path in record.parent.iterdir()] == [record.name]


def test_a_window_that_is_killed_loses_no_event_that_was_there(tmp_path: Path) -> None:
    record = tmp_path / "records" / "window.sqlite"
    window = start_window(record)
    seen = wait_for_events(record, 20)
    os.kill(window.pid, signal.SIGKILL)
    window.communicate(timeout=PATIENCE_S)
    with Record(record) as written:
        events = written.events()
        assert written.first_broken() is None
    assert len(events) >= seen
    assert summarise(record).outcome == "interrupted"


LOADING = """
import sys
class CtrlC:
    def find_spec(self, name, path, target=None):
        if name == "procedures.record":
            raise KeyboardInterrupt
sys.meta_path.insert(0, CtrlC())
from console.cli import main
raise SystemExit(main(["check"]))
"""


def test_ctrl_c_while_a_command_is_still_loading_ends_it_without_a_traceback() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", LOADING],
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert (ended.returncode, ended.stderr) == (130, "")
