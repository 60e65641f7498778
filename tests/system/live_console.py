"""A live console without a window, for a test to kill: `live_console.py LINES RECORD`.

It enters what is reported of the board, arms, and works through the first steps for everybody;
then it prints how it stands as one line of JSON, and goes on looking.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from devices.clock import RealTime
from devices.modbus import LivePlant
from devices.site import load_connections, load_site
from devices.wiring import load_maps
from procedures import intents
from procedures.people import Sitter
from procedures.scenario import load_scenario
from procedures.sitting import Sitting
from procedures.snapshot import CurrentStep, Snapshot

BOARD = {"k12.position": "closed", "k12.locked": False, "earth.count": 0.0}
STEPS = 4  # that are done before it stands


def standing(look: Snapshot) -> dict[str, Any]:
    """What has to be the same in the sitting that goes on."""
    (run,) = [run for run in look.runs if run.current is not None]
    assert run.current is not None
    return {
        "steps": [[step.id, step.state.value, step.who] for step in run.steps],
        "now": [run.current.id, run.current.say.stage if run.current.say else ""],
        "talk": [line.words.en for line in look.talk],
        "board": {name: look.values[name].value for name in BOARD},
        "alarms": [[alarm.id, str(alarm.state)] for alarm in look.alarms],
        "sitter": look.sitter,
    }


def help_along(sitting: Sitting, run: str, step: CurrentStep) -> None:
    """Grant the step in hand one wish."""
    wish: intents.Wish | None = None
    if "judge" in step.can:
        wish = intents.JudgeReadBack(run, right=True)
    elif "speak" in step.can:
        wish = intents.Speak(run)
    elif "confirm" in step.can:
        wish = intents.Confirm(run, ok=True)
    elif "proceed" in step.can:
        wish = intents.Proceed(run)
    if wish is not None:
        sitting.accept(wish)


def work(sitting: Sitting) -> None:
    """Until some steps are done, or one asks for what is not to be had here."""
    until = time.monotonic() + 20.0
    while time.monotonic() < until:
        look = sitting.snapshot()
        (run,) = [run for run in look.runs if run.current is not None]
        if sum(step.state.value == "done" for step in run.steps) >= STEPS:
            return
        assert run.current is not None
        help_along(sitting, run.id, run.current)
        time.sleep(0.05)
        sitting.advance(sitting.real_now_s)


def main() -> None:
    """Open, work, tell, and stay until somebody ends it."""
    lines, record = map(Path, sys.argv[1:])
    site = load_site("odawara")
    connections = load_connections(site, lines)
    clock = RealTime()
    plant = LivePlant(site, connections, load_maps(site, connections), time_s=clock.elapsed_s)
    plant.open()
    sitting = Sitting.open_live(
        site,
        load_scenario("odawara-first-activation", site),
        plant,
        sitter=Sitter.named(site, "ozawa"),
        record=record,
        clock=clock,
    )
    for name, value in BOARD.items():
        sitting.accept(intents.EnterPoint(name, value))
    sitting.accept(intents.Arm("ozawa"))
    work(sitting)
    sys.stdout.write(json.dumps(standing(sitting.snapshot())) + "\n")
    sys.stdout.flush()
    while True:
        time.sleep(0.1)
        sitting.advance(sitting.real_now_s)


if __name__ == "__main__":
    main()
