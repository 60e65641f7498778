"""A live console is killed beside a served site, and goes on by the command that is advised."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.clock import RealTime
from devices.events import EventKind
from devices.modbus import LivePlant
from devices.site import load_connections, load_site
from devices.wiring import load_maps
from procedures import intents
from procedures.record import Record, verify_record
from procedures.resuming_live import read_interrupted_live, resume_live
from procedures.sitting import Sitting
from tests.system.live_console import standing
from tests.system.test_live_command import KAIRETSU, PATIENCE_S, lines_file, wait_for_record

CONSOLE = str(Path(__file__).with_name("live_console.py"))


@pytest.fixture
def served(environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Odawara, told by lines what people do at the equipment."""
    process = subprocess.Popen(
        [KAIRETSU, "serve", "odawara", "--port", "0"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
    )
    yield process
    process.kill()
    process.communicate()


def ask(served: subprocess.Popen[str], line: str) -> dict[str, Any]:
    assert served.stdin is not None
    assert served.stdout is not None
    if line:
        served.stdin.write(f"{line}\n")
        served.stdin.flush()
    return dict(json.loads(served.stdout.readline()))


def killed(process: subprocess.Popen[str]) -> str:
    """SIGKILL; what it had complained of."""
    assert process.poll() is None
    process.kill()
    return process.communicate(timeout=PATIENCE_S)[1]


def resumed_at(record: Path) -> list[float]:
    with Record(record) as read:
        return [float(e.data["gap_s"]) for e in read.events(EventKind.SITTING_RESUMED)]  # type: ignore[arg-type]


def gone_on_with(record: Path, lines: Path) -> tuple[Sitting, LivePlant]:
    """The same as the command does, for the test to look into."""
    found = read_interrupted_live(record)
    site = load_site("odawara")
    connections = load_connections(site, lines)
    clock = RealTime.going_on(found.time_s, found.wall)
    plant = LivePlant(site, connections, load_maps(site, connections), time_s=clock.elapsed_s)
    plant.open()
    return resume_live(found, plant, clock), plant


@pytest.mark.usefixtures("accepted")
def test_a_killed_live_sitting_stands_where_it_stood_and_shows_what_changed(
    environment: dict[str, str], served: subprocess.Popen[str], tmp_path: Path
) -> None:
    lines = lines_file(tmp_path, int(ask(served, "")["port"]))
    record = tmp_path / "live.sqlite"
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    first = subprocess.Popen([sys.executable, CONSOLE, str(lines), str(record)], **pipes)
    assert first.stdout is not None
    told = first.stdout.readline()
    assert told, killed(first)
    stood = json.loads(told)
    assert sum(state == "done" for _, state, _ in stood["steps"]) >= 2
    assert stood["talk"]
    killed(first)
    assert "error" not in ask(served, "happen restoration")

    command = [KAIRETSU, "run", "odawara", "--live", "--resume", str(record)]
    again = subprocess.Popen([*command, "--connections", str(lines)], env=environment, **pipes)
    wait_for_record(record, again, lambda _: len(resumed_at(record)) == 1)
    assert again.stderr is not None
    assert "nothing is enabled" in again.stderr.readline()
    killed(again)

    sitting, plant = gone_on_with(record, lines)
    try:
        look = sitting.snapshot()
        while look.taking_up is not None and look.taking_up.unread:
            sitting.advance(sitting.real_now_s)
            look = sitting.snapshot()
        stands = standing(look)
        before, now = stood.pop("alarms"), stands.pop("alarms")
        assert stands == stood
        assert {name for name, _ in before} <= {name for name, _ in now}
        assert look.live is not None
        assert look.live.armed_by == ""
        assert look.taking_up is not None
        assert 0.0 < look.taking_up.gap_s < PATIENCE_S
        changed = {one.label.en: one.now.en for one in look.taking_up.differences}
        assert changed["Utility voltage"].startswith("6.")
        sitting.accept(intents.Arm("ozawa"))
        refusal = sitting.snapshot().refusal
        assert refusal is not None
        assert "Look at what is different now" in refusal.reasons[0].en
        sitting.accept(intents.TakeUp())
        sitting.accept(intents.Arm("ozawa"))
        assert sitting.snapshot().live.armed_by == "ozawa"  # type: ignore[union-attr]
    finally:
        sitting.close()
        plant.close()
    assert verify_record(record).whole
    assert len(resumed_at(record)) == 2
