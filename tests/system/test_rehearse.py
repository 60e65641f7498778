"""The Odawara drill from blackout to the grid and back, by the installed command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from devices.events import Event, EventKind
from procedures.language import load_procedure
from procedures.record import Record, Telemetry

FIELDS = (
    "outcome phase steps_done plant_seconds wall_seconds f_min_hz f_max_hz v_min_pu v_max_pu"
    " soc_start_pct soc_end_pct unserved_kwh alarms refused record"
)
CHAIN = ("p1-activation", "p2-line-health", "p3-switch-opening", "p4-black-start")
CHAIN += ("p5-load-pickup", "p6-island", "p8-return", "p9-normal")


def kairetsu(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command without any display."""
    known = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    known.pop("QT_QPA_PLATFORM", None)
    command = [str(Path(sys.executable).with_name("kairetsu")), *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, env=known | environment, check=False
    )


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mapping[str, Any]]:
    """One whole drill: its record and the object that it printed."""
    record = tmp_path_factory.mktemp("drill") / "odawara.sqlite"
    done = kairetsu("rehearse", "odawara", "--json", "--seed", "7", "--record", record)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 1
    return record, json.loads(done.stdout)


@pytest.fixture(scope="module")
def events(drill: tuple[Path, Mapping[str, Any]]) -> list[Event]:
    with Record(drill[0]) as record:
        assert record.first_broken() is None
        return record.events()


@pytest.fixture(scope="module")
def telemetry(drill: tuple[Path, Mapping[str, Any]]) -> Telemetry:
    with Record(drill[0]) as record:
        return record.telemetry()


def of(events: list[Event], kind: EventKind, **wanted: object) -> list[Event]:
    """The events of one kind whose data hold what is wanted."""
    return [
        e
        for e in events
        if e.kind is kind and all(e.data.get(name) == value for name, value in wanted.items())
    ]


def test_it_ends_back_on_the_grid_with_its_figures(drill: tuple[Path, Mapping[str, Any]]) -> None:
    record, figures = drill
    assert list(figures) == FIELDS.split()
    assert figures["outcome"] == "completed"
    assert figures["phase"] == "GRID"
    assert figures["plant_seconds"] >= 7200
    assert figures["refused"] == 0
    assert figures["record"] == str(record)
    assert 49.8 < figures["f_min_hz"] < 50.0 < figures["f_max_hz"] < 50.2
    assert 0.97 < figures["v_min_pu"] < figures["v_max_pu"] < 1.015
    assert 10 < figures["soc_end_pct"] < figures["soc_start_pct"]
    assert figures["unserved_kwh"] > 1


def test_nothing_is_bypassed(events: list[Event]) -> None:
    assert not of(events, EventKind.STEP_SKIPPED)
    assert not of(events, EventKind.STEP_FAILED)
    assert not of(events, EventKind.COMMAND_NO_ANSWER)
    signed: dict[str, set[str]] = {}
    for event in of(events, EventKind.HOLD_SIGNED):
        signed.setdefault(event.subject, set()).add(event.who)
    assert sorted(signed) == ["H1", "H2", "H3", "H4", "H5", "H6", "H7", "H8"]
    assert all(len(people) == 2 for people in signed.values())
    started = [e.subject for e in of(events, EventKind.STEP_STARTED)]
    for name in CHAIN:
        written = [step.id for step in load_procedure(f"odawara-{name}").steps]
        earth_steps = {"3.7a", "3.7b", "3.7c"}  # only where somebody will touch the line
        again = {"6.0b", "6.3c"}  # only after a restart, or when a shelter asks for a car
        for step in written:
            assert step in started or step in earth_steps | again, step


def test_every_order_is_said_repeated_and_confirmed(events: list[Event]) -> None:
    parts = [event.subject for event in of(events, EventKind.TALK)]
    assert parts.count("order") == parts.count("read_back") == parts.count("confirm")
    assert parts.count("order") > 30
    assert parts.count("report") == parts.count("report_back")


def test_the_battery_builds_the_voltage_in_two_seconds(
    events: list[Event], telemetry: Telemetry
) -> None:
    (start,) = of(events, EventKind.COMMAND_SENT, verb="start_black")
    (done,) = of(events, EventKind.PLANT, what="ramp_done")
    assert done.time_s - start.time_s == pytest.approx(2.0, abs=0.1)
    after = telemetry.times_s >= done.time_s
    assert telemetry.of("island.v_kv")[after][0] == pytest.approx(6.6, abs=0.1)


def test_pv_is_back_300_s_after_its_supply(events: list[Event]) -> None:
    closed = [
        e.time_s for e in of(events, EventKind.COMMAND_SENT, verb="close") if e.subject == "pv"
    ]
    back = [e.time_s for e in of(events, EventKind.PLANT, what="pv_returned")]
    assert len(closed) == len(back) == 2  # in the island, and on the grid again
    for left, right in zip(closed, back, strict=True):
        assert right - left == pytest.approx(300.0, abs=1.0)


def test_the_operator_knows_before_the_console_shows(events: list[Event]) -> None:
    """K-12 is on the board only after the crew has seen it: entries follow acts."""
    (opened,) = (e for e in of(events, EventKind.FIELD, what="open") if e.subject == "k12")
    entries = [e for e in of(events, EventKind.ENTRY) if e.subject == "k12.position"]
    first = next(e for e in entries if e.data.get("value") == "open")
    assert first.time_s > opened.time_s


def test_equal_seeds_give_equal_drills(
    drill: tuple[Path, Mapping[str, Any]], tmp_path: Path
) -> None:
    """Without a display `run` says so and runs the same drill headless."""
    record = tmp_path / "again.sqlite"
    done = kairetsu("run", "odawara", "--seed", "7", "--record", record, LC_ALL="ja_JP.UTF-8")
    assert done.returncode == 0, done.stderr
    assert "画面がない" in done.stdout
    assert str(record) in done.stdout
    with Record(drill[0]) as first, Record(record) as second:
        assert first.events() == second.events()
