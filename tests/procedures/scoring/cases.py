"""Drills written by hand: events, samples and what the head of a record says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np

from devices.events import Event, EventKind, Json
from procedures.drill.scoring.case import NO_SAMPLES, Case, Samples
from procedures.drill.scoring.facts import facts_of
from procedures.record import Entry

WALL = datetime(2026, 5, 30, tzinfo=UTC)
STEPS = ("p/1", "p/2", "p/3", "p/4", "p/5", "p/6", "p/7", "p/8", "p/9", "p/10")
COMPLETED = Event(5000.0, EventKind.SITTING_CLOSED, data={"outcome": "completed"})
ABORTED = Event(5000.0, EventKind.SITTING_CLOSED, data={"outcome": "aborted"})


def words(text: str) -> dict[str, Json]:
    return {"en": text, "ja": text}


def task(id: str, group: str, standard_s: float = 600.0, **more: Json) -> dict[str, Json]:
    given: dict[str, Json] = {"objective": "O1", "words": words(id), "group": group}
    return {"id": id, "standard_s": standard_s, **given, **more}


def reference(steps: Sequence[str] = STEPS, **more: Json) -> dict[str, Json]:
    expected: list[Json] = [{"key": key, "began_s": 0.0, "done_s": 1.0} for key in steps]
    return {"format": 1, "steps": expected, "ends_s": 5000.0, **more}


def done(*keys: str, from_s: float = 0.0) -> list[Event]:
    """Each step done, a minute apart."""
    return [
        Event(
            from_s + 60.0 * number,
            EventKind.STEP_DONE,
            key.partition("/")[2],
            "ozawa",
            {"procedure": key.partition("/")[0], "run": key.partition("/")[0], "took_s": 60.0},
        )
        for number, key in enumerate(keys)
    ]


def hazard(id: str, severity: str, time_s: float = 100.0, **more: Json) -> Event:
    data: dict[str, Json] = {"severity": severity, "near": False, **words(id), **more}
    return Event(time_s, EventKind.HAZARD, id, "ozawa", data)


def verdict(id: str, what: str, took_s: float = 0.0, by: str = "measured") -> Event:
    data: dict[str, Json] = {"what": what, "by": by, "took_s": took_s, "note": ""}
    return Event(took_s, EventKind.TASK, id, "", data)


def hint(id: str, time_s: float = 300.0) -> Event:
    return Event(time_s, EventKind.HINT, id, "", {"asked": False})


def said(part: str, time_s: float, who: str = "ozawa", **more: Json) -> Event:
    data: dict[str, Json] = {"run": "p", "step": "1", "speaker": "MGC", "listener": "TSO-D"}
    return Event(time_s, EventKind.TALK, part, who, {**data, **words("K-12: open"), **more})


def samples(
    times_s: Sequence[float], states: Mapping[str, tuple[str, ...]] | None = None, **columns: Any
) -> Samples:
    """Columns by name, "__" for the point: island__f_hz=[...]."""
    place = {name.replace("__", "."): at for at, name in enumerate(columns)}
    values = np.array([np.asarray(one, dtype=float) for one in columns.values()]).T
    return Samples(np.asarray(times_s, dtype=float), values, place, states or {})


def case(
    events: Sequence[Event],
    *,
    sampled: Samples = NO_SAMPLES,
    sitter: str = "",
    sitter_roles: tuple[str, ...] = (),
    f_nominal_hz: float = 50.0,
    **drill: Json,
) -> Case:
    """The drill that these events make; each event's number is its place from 1."""
    ordered = sorted(events, key=lambda event: event.time_s)
    entries = tuple(
        Entry(number, 1, number - 1, "", WALL, event) for number, event in enumerate(ordered, 1)
    )
    facts = facts_of({"number": "S1", "title": words("Drill"), **drill})
    return Case(facts, entries, sampled, sitter, sitter_roles, f_nominal_hz)
