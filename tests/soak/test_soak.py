"""What only many runs show: every seed completes, no kill loses an event, a day leaves no waste.

`make soak` runs it, about ten minutes; `make test` does not.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest

from devices.plant import Command
from devices.simulated import SimulatedPlant, StartState
from devices.site import load_site
from procedures.record import Record, summarise

SEEDS = range(1, 21)
KILLS = 20
PATIENCE_S = 120.0
KILL_SPEED = 800.0  # plant seconds per wall second: slow enough to be cut off anywhere
DRILL_S = 10_000.0  # of plant time, about
DAY_S = 86_400.0
GROWTH_BYTES = 200_000  # of a day; one event or reading kept for each second would be 10 MB


def kairetsu(record: Path, *options: str) -> subprocess.Popen[str]:
    """Start the drill in a process of its own."""
    command = [str(Path(sys.executable).with_name("kairetsu")), "rehearse", "odawara", "--json"]
    command += ["--record", str(record), *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


# --- every seed -----------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_the_drill_completes_with_nothing_refused(seed: int, tmp_path: Path) -> None:
    record = tmp_path / "drill.sqlite"
    said, complaints = kairetsu(record, "--seed", str(seed)).communicate(timeout=PATIENCE_S)
    figures = json.loads(said)
    assert figures["outcome"] == "completed", complaints
    assert figures["phase"] == "GRID"
    assert figures["refused"] == 0
    with Record(record) as written:
        assert written.first_broken() is None


# --- kill -9 --------------------------------------------------------------------------------------


def acknowledged(record: Path) -> int:
    """The number of the last event that another process has committed; 0 before the first."""
    if not record.exists():
        return 0
    reader = sqlite3.connect(record)
    try:
        (number,) = reader.execute("SELECT max(number) FROM event").fetchone()
    except sqlite3.OperationalError:
        return 0  # the tables are not there yet
    finally:
        reader.close()
    return int(number or 0)


@pytest.mark.parametrize("moment", range(KILLS))
def test_kill_9_at_any_moment_leaves_a_whole_record(moment: int, tmp_path: Path) -> None:
    record = tmp_path / "killed.sqlite"
    drill = kairetsu(record, "--speed", str(KILL_SPEED), "--seed", str(moment))
    until = time.monotonic() + PATIENCE_S
    while acknowledged(record) == 0 and time.monotonic() < until:
        time.sleep(0.01)
    # spread over the drill, and off any grid on which the journal might write
    alive_s = DRILL_S / KILL_SPEED * moment / KILLS + 0.0137 * moment
    end = time.monotonic() + alive_s
    seen = acknowledged(record)
    while time.monotonic() < end:
        seen = acknowledged(record)
    assert drill.poll() is None, "the drill was over before it could be killed"
    os.kill(drill.pid, signal.SIGKILL)
    drill.communicate(timeout=PATIENCE_S)
    with Record(record) as written:
        numbers = [entry.number for entry in written.entries()]
        assert written.first_broken() is None
    assert seen > 0
    assert len(numbers) >= seen
    assert numbers == list(range(1, len(numbers) + 1))
    assert summarise(record).outcome == "interrupted"


# --- a day in the island --------------------------------------------------------------------------


def test_a_day_in_the_island_does_not_grow() -> None:
    start = StartState(
        grid_live=False,
        k12_closed=False,
        relay_group=2,
        evt_in=True,
        bess_mode="grid_forming",
        anti_islanding=False,
        secondary=True,
    )
    plant = SimulatedPlant(load_site("odawara"), start=start)
    plant.command(Command("bess", "start_black", "MGC", "soak"))
    run_and_read(plant, 3600.0)  # whatever is kept once for all is kept now
    tracemalloc.start()
    try:
        run_and_read(plant, plant.now_s + 60.0)
        gc.collect()
        before, _ = tracemalloc.get_traced_memory()
        run_and_read(plant, plant.now_s + DAY_S)
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert float(plant.readings()["island.v_kv"].value or 0.0) > 6.0  # still fed at the end
    assert after - before < GROWTH_BYTES


def run_and_read(plant: SimulatedPlant, until_s: float) -> None:
    """As the loop under the console does: a step, then every reading."""
    while plant.now_s < until_s - 1e-6:
        plant.advance(until_s)
        plant.readings()
