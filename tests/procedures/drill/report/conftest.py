"""A short drill at Odawara, written as a sitting writes it, with everything that a report tells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from devices.events import Event, EventKind, Json
from devices.words import Words
from procedures.drill.report import Report, read_report
from procedures.record import Column, Journal

P1 = "odawara-p1-activation"
CLOCK = "2026-05-30T08:40:00+09:00"
WORDS: dict[str, Json] = {"en": "Say the cause.", "ja": "原因を告げる"}


def _task(id: str, group: str, standard_s: float) -> dict[str, Json]:
    words: Json = {"en": f"Do {id}", "ja": f"{id}を行う"}
    return {
        "id": id,
        "words": words,
        "objective": "O1" if id != "free" else "",
        "group": group,
        "standard_s": standard_s,
        "measured": True,
        "inject": id == "cause",
        "hint": None,
        "evaluator": "",
    }


DRILL: dict[str, Json] = {
    "number": "S1",
    "level": "beginner",
    "title": {"en": "First activation", "ja": "初めての発動"},
    "briefing": {"en": "The line is dead.", "ja": "配電線は停電中。"},
    "lasts_s": 1200.0,
    "weights": {"safety": 30, "procedure": 20, "time": 15, "limits": 15, "energy": 10,
                "communication": 10},
    "objectives": [
        {"id": "O1", "title": {"en": "Decide", "ja": "判断する"},
         "target": {"en": "Within 45 min.", "ja": "45分以内"},
         "capability": {"en": "Decision", "ja": "意思決定"}},
    ],
    "tasks": [_task("quick", "time", 300.0), _task("cause", "time", 60.0),
              _task("free", "communication", 60.0)],
    "injects": [{"id": "cause", "title": {"en": "Cause unknown", "ja": "原因不明"},
                 "channel": "phone", "by": "TSO-D", "slip": None}],
    "blocks": [{"device": "b1", "title": {"en": "Office", "ja": "管理棟"}, "tier": "A",
                "planned_kw": 12.0}],
    "roles": {}, "persons": {},
    "steps": [{"key": f"{P1}/1.1", "title": {"en": "Look", "ja": "見る"}},
              {"key": f"{P1}/1.2", "title": {"en": "Ask", "ja": "尋ねる"}}],
    "reference": {"steps": [{"key": f"{P1}/1.1", "began_s": 0.0, "done_s": 30.0},
                            {"key": f"{P1}/1.2", "began_s": 30.0, "done_s": 90.0}]},
    "hash": "f" * 64,
}  # fmt: skip


def header(**more: Json) -> dict[str, Json]:
    """The head of such a record."""
    return {
        "format_version": 2,
        "mode": "drill",
        "site": "odawara",
        "scenario": "odawara-first-activation",
        "chain": [P1],
        "clock": CLOCK,
        "opened": "2026-11-22T10:00:00+00:00",
        "seed": 0,
        "skill": 1.0,
        "sitter": "ozawa",
        "sitter_roles": ["MGC"],
        "instructor": "kondo",
        "f_nominal_hz": 50.0,
        "v_nominal_kv": 6.6,
        "made_with": {"scenario": "a" * 64, "site": "b" * 64, "program": "0.1.0", "moment": 1,
                      "procedures": "c" * 64},
        "sources": {"site": "odawara", "scenario": "odawara-first-activation"},
        **more,
    }  # fmt: skip


def _step(time_s: float, kind: EventKind, step: str, **more: Json) -> Event:
    data: dict[str, Json] = {"procedure": P1, "run": P1, "role": "MGC", **more}
    return Event(time_s, kind, step, "ozawa", data)


def _talk(time_s: float, part: str, who: str, right: bool | None = None) -> Event:
    data: dict[str, Json] = {"run": P1, "step": "1.2", "speaker": "MGC", "listener": "TSO-D",
                             "attempt": 1, "right": right, **WORDS}  # fmt: skip
    return Event(time_s, EventKind.TALK, part, who, data)


def _task_was(time_s: float, id: str, what: str, took_s: float | None) -> Event:
    evidence: Json = {"kind": "step.done", "subject": "1.1", "time_s": 30.0, **WORDS}
    data: dict[str, Json] = {"what": what, "by": "measured", "note": "", "evidence": evidence,
                             "took_s": took_s}  # fmt: skip
    return Event(time_s, EventKind.TASK, id, "", data)


EVENTS: tuple[Event, ...] = (
    Event(0.0, EventKind.SITTING_OPENED, "odawara", "", {"mode": "drill"}),
    Event(0.0, EventKind.DRILL, "", "kondo", {"what": "begun"}),
    Event(0.0, EventKind.RUN_STATE, P1, "", {"chain": "P1", "procedure": P1, "state": "running"}),
    _step(0.0, EventKind.STEP_STARTED, "1.1", target_s=20.0),
    _task_was(0.0, "quick", "open", None),
    Event(2.0, EventKind.ALARM_RAISED, "voltage-out", "", {"priority": 2, **WORDS}),
    Event(8.0, EventKind.ALARM_ACKNOWLEDGED, "voltage-out", "ozawa", {"comment": ""}),
    _step(40.0, EventKind.STEP_DONE, "1.1", took_s=40.0, goto=""),
    _task_was(40.0, "quick", "met", 40.0),
    _step(40.0, EventKind.STEP_STARTED, "1.2"),
    _talk(50.0, "order", "ozawa"),
    _talk(54.0, "read_back", "kato", True),
    _talk(56.0, "confirm", "ozawa", True),
    _step(60.0, EventKind.STEP_DONE, "1.2", took_s=20.0, goto=""),
    Event(100.0, EventKind.INJECT, "cause", "",
          {"what": "sent", "title": {"en": "Cause unknown", "ja": "原因不明"}}),
    _task_was(100.0, "cause", "open", None),
    _task_was(220.0, "cause", "unmet", None),
    Event(225.0, EventKind.MARK, "", "kondo", {"text": "Asked <twice>"}),
    Event(226.0, EventKind.MARK, "", "kondo", {"text": ""}),
    Event(230.0, EventKind.DRILL, "", "kondo", {"what": "frozen", "reason": "=rest"}),
    Event(300.0, EventKind.RUN_STATE, P1, "",
          {"chain": "P1", "procedure": P1, "state": "ended", "outcome": "completed"}),
    Event(300.0, EventKind.HOT_WASH, "", "ozawa",
          {"went_well": "Calm & clear", "went_badly": "<slow>", "fix": "Radio",
           "workload": {"mental": 60, "effort": 40}, "confidence_before": 2,
           "confidence_after": 4}),
    Event(300.0, EventKind.SITTING_CLOSED, "odawara", "", {"outcome": "completed"}),
)  # fmt: skip

COLUMNS = (
    Column("bess.soc_pct", "%", (), Words("Charge", "充電率")),
    Column("island.f_hz", "Hz", (), Words("Frequency", "周波数")),
    Column("b1.p_kw", "kW", (), Words("B1 load", "B1 負荷")),
    Column("live.b1_load", "", ("dead", "utility", "island"), Words("B1", "B1")),
)
Make = Callable[..., Path]


def write_record(path: Path, events: Sequence[Event], head: dict[str, Json]) -> Path:
    """Write a record with samples every second: dark from 10 s to 130 s, then on the island."""
    journal = Journal.create(path, head, COLUMNS)
    for second in range(301):
        supply = 1.0 if second < 10 else 0.0 if second < 130 else 2.0
        frequency = np.nan if supply == 0.0 else 50.0
        journal.telemetry(float(second), np.array([80.0, frequency, 10.0, supply]))
    journal.append(events)
    journal.close()
    return path


@pytest.fixture(scope="package")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the drill."""
    path = tmp_path_factory.mktemp("drill") / "first.sqlite"
    return write_record(path, EVENTS, header(drill=DRILL))


@pytest.fixture(scope="package")
def report(record: Path, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Its report, with nothing written beside it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("home")))
        return read_report(record)
