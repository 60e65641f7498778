"""Starting kairetsu in a process of its own, and killing it at a chosen event."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

PATIENCE_S = 300.0  # where the compile cache is cold, the first start takes minutes


def kairetsu(*arguments: str) -> subprocess.Popen[str]:
    """Start the command in a process of its own."""
    command = [str(Path(sys.executable).with_name("kairetsu")), *arguments, "--language", "en"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def kill_after(drill: subprocess.Popen[str], record: Path, number: int) -> None:
    """Kill `drill` once `record` holds the event `number`; it must still be at work then."""
    until = time.monotonic() + PATIENCE_S
    while last_event(record) < number and drill.poll() is None:
        assert time.monotonic() < until, f"no event {number} within {PATIENCE_S} s"
        time.sleep(0.005)
    if drill.poll() is None:
        os.kill(drill.pid, signal.SIGKILL)
    _, complaints = drill.communicate(timeout=PATIENCE_S)
    assert drill.returncode == -signal.SIGKILL, complaints


def last_event(record: Path) -> int:
    """The number of the newest event that another process has acknowledged; 0 before the first."""
    if not record.exists():
        return 0
    with closing(sqlite3.connect(record)) as reader:
        try:
            (number,) = reader.execute("SELECT max(number) FROM event").fetchone()
        except sqlite3.OperationalError:
            return 0  # the tables are not there yet
    return int(number or 0)
