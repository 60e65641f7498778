"""A record with everything in it: events, samples, snapshots, a second branch."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from devices.events import Event, EventKind
from devices.words import Words
from procedures.record import Column, Journal

HEADER = {
    "site": "odawara",
    "clock": "2026-05-30T08:40:00+09:00",
    "opened": "2026-11-22T08:40:00+09:00",
    "v_nominal_kv": 6.6,
}
COLUMNS = (
    Column("bess.soc_pct", "%", label=Words("State of charge", "充電率")),
    Column("bess.mode", states=("off", "grid_forming"), label=Words("Mode", "運転モード")),
    Column("island.f_hz", "Hz", label=Words("Frequency", "周波数")),
)
FORK_AFTER = 6


def note(time_s: float, text: str) -> Event:
    return Event(time_s, EventKind.NOTE, "", "tester", {"text": text})


def sampled(journal: Journal, from_s: float, count: int) -> None:
    """Ten samples a second, the mode unknown in every other one."""
    for i in range(count):
        mode = np.nan if i % 2 else 1.0
        row = np.array([80 - i * 0.01, mode, 50 + 0.01 * (i % 7)])
        journal.telemetry(from_s + i * 0.1, row)


def write_record(path: Path) -> Path:
    """Events 1 to 8 on branch 1, 9 to 12 on branch 2 after event 6, closed in order."""
    journal = Journal.create(path, HEADER, COLUMNS)
    for number in range(1, 9):
        sampled(journal, 100.0 * number, 300)
        journal.append([note(100.0 * number + 30, f"event {number}: 開始")])
        journal.snapshot(100.0 * number + 30, f"state {number}".encode())
    assert journal.branch_off(FORK_AFTER) == 2
    for number in range(9, 12):
        sampled(journal, 100.0 * (number - 2), 300)
        journal.append([note(100.0 * (number - 2) + 30, f"event {number}: 別の枝")])
    closed = Event(931.0, EventKind.SITTING_CLOSED, data={"outcome": "completed"})
    journal.append([closed])
    journal.close()
    return path
