"""Records of people who train, written as a sitting writes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from devices.events import Event, EventKind, Json
from procedures.record import Journal

Writer = Callable[..., Path]
PROCEDURE = "odawara-p4-black-start"


def step(
    time_s: float, name: str, took_s: float, *, who: str = "aoki", target_s: float | None = 30.0
) -> list[Event]:
    """A step of P4 that somebody did."""
    data: dict[str, Json] = {"run": "r", "procedure": PROCEDURE, "role": "MGC"}
    aim: dict[str, Json] = {} if target_s is None else {"target_s": target_s}
    return [
        Event(time_s - took_s, EventKind.STEP_STARTED, name, who, data | aim),
        Event(time_s, EventKind.STEP_DONE, name, who, data | {"took_s": took_s}),
    ]


def ended(kind: EventKind, time_s: float, name: str, who: str = "aoki") -> Event:
    """A step that failed or was left out."""
    data: dict[str, Json] = {"run": "r", "procedure": PROCEDURE, "role": "MGC"}
    return Event(time_s, kind, name, who, data)


@pytest.fixture
def write(tmp_path: Path) -> Writer:
    """Writes a record into a folder: its name, the day, who sat, and what happened."""

    def written(
        name: str,
        day: str,
        events: list[Event],
        *,
        sitter: str = "aoki",
        role: str = "MGC",
        mode: str = "rehearsal",
        length_s: float = 1800.0,
        night: bool = False,
    ) -> Path:
        path = tmp_path / "records" / f"{name}.sqlite"
        path.parent.mkdir(exist_ok=True)
        facts: dict[str, Json] = {
            "site": "odawara",
            "scenario": "odawara-first-activation",
            "mode": mode,
            "clock": "2026-05-30T08:40:00+09:00",
            "opened": f"{day}T08:40:00+09:00",
            "v_nominal_kv": 6.6,
            "sitter": sitter,
            "sitter_roles": [role] if sitter else [],
        }
        if night:
            facts["drill"] = {"number": "S2", "level": "basic", "night": True}
        journal = Journal.create(path, facts)
        closed = Event(length_s, EventKind.SITTING_CLOSED, data={"outcome": "completed"})
        journal.append([*events, closed])
        journal.close()
        return path

    return written
