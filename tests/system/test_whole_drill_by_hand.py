"""The Odawara drill in the real window, by what stands on the screen alone: mouse and keyboard.

In Japanese with the mouse, in English with the keyboard, side by side. The whole of it takes as
long as a person needs to hold sixty buttons for a second each: it is led to its end in `make soak`,
and until the section is isolated in `make test`.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from devices.events import Event, EventKind
from procedures.record import Record

LEADER = Path(__file__).with_name("led_by_hand.py")
HANDS = {"ja": "mouse", "en": "keys"}
PATIENCE_S = 1500
FEW_PRESSES = 50
ALL_PRESSES = 300


def led(folder: Path, environment: Mapping[str, str], *until: str) -> dict[str, int]:
    """Let both hands lead a drill, each its own; return how often each of them pressed."""
    children = {
        language: subprocess.Popen(
            [sys.executable, str(LEADER), language, fingers, record_of(folder, language), *until],
            env={**environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for language, fingers in HANDS.items()
    }
    presses = {}
    for language, child in children.items():
        said, complained = child.communicate(timeout=PATIENCE_S)
        assert (child.returncode, complained) == (0, ""), (language, complained)
        presses[language] = int(said)
    return presses


def record_of(folder: Path, language: str) -> str:
    return str(folder / f"{language}.kairetsu")


def events_of(path: str) -> list[Event]:
    with Record(Path(path)) as record:
        return [entry.event for entry in record.entries()]


def phases(events: list[Event]) -> list[str]:
    return [event.subject for event in events if event.kind is EventKind.PHASE]


def test_two_hands_ask_agree_walk_the_line_and_isolate_the_section(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    presses = led(tmp_path, environment, "ISOLATED")

    for language in HANDS:
        events = events_of(record_of(tmp_path, language))
        assert presses[language] > FEW_PRESSES
        assert phases(events) == ["GRID", "REQUESTED", "AGREED", "LINE_OK", "ISOLATED"]
        assert Counter(event.kind for event in events)[EventKind.STEP_FAILED] == 0


@pytest.mark.long
def test_two_hands_lead_the_drill_from_blackout_to_grid(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    presses = led(tmp_path, environment)

    for language in HANDS:
        path = record_of(tmp_path, language)
        events = events_of(path)
        assert presses[language] > ALL_PRESSES
        assert events[-1].kind is EventKind.SITTING_CLOSED
        assert events[-1].data["outcome"] == "completed"
        assert phases(events)[-1] == "GRID"
        assert {"ISLAND_FORMING", "ISLAND", "DEAD_AGAIN"} <= set(phases(events))
