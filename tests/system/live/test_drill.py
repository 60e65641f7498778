"""The same drill live: over real sockets, against the simulator served by another process."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

from devices.events import EventKind
from devices.site import Site
from procedures import intents
from procedures.record import Record, summarise
from procedures.rehearsal import rehearse
from procedures.scenario import load_scenario
from procedures.sitting import Sitting
from procedures.snapshot import CurrentStep, Mode, RunView, Snapshot


def steps_of(record: Path) -> list[tuple[str, str]]:
    """The steps done in this record, each with its run, in order."""
    with Record(record) as written:
        return [
            (str(entry.event.data["run"]), entry.event.subject)
            for entry in written.entries()
            if entry.event.kind is EventKind.STEP_DONE
        ]


def commands_of(record: Path, site: Site) -> Counter[str]:
    """How many commands went to each device; orders between people go to nobody's registers."""
    with Record(record) as written:
        events = [entry.event for entry in written.entries()]
    return Counter(
        event.subject
        for event in events
        if event.kind is EventKind.COMMAND_SENT
        and not site.verb(f"{event.subject}.{event.data['verb']}").manual
    )


def over(snapshot: Snapshot) -> bool:
    return snapshot.outcome != ""


def restore_the_grid(served: Any, run: RunView, current: CurrentStep) -> None:
    """The utility is back after 40 minutes of the island, as the scenario has it."""
    if current.id == "6.4" and 2400.0 <= current.elapsed_s < 2420.0:
        served.ask("act grid.restore")


def test_the_drill_goes_the_same_way_live_as_in_the_rehearsal(
    open_live: Any, tmp_path: Path
) -> None:
    live = open_live()
    live.hands.look_around()
    live.sitting.accept(intents.Arm("ozawa"))
    live.hands.pass_time(5.0)
    live.served.ask("act grid.lose")
    live.hands.before = partial(restore_the_grid, live.served)
    live.hands.work(over)
    arrived = Counter(write["device"] for write in live.served.ask("writes")["writes"])
    live.sitting.close()
    assert arrived == commands_of(live.record, live.sitting.site)
    rehearsed = tmp_path / "rehearsed.sqlite"
    site = live.sitting.site
    scenario = load_scenario("odawara-first-activation", site)
    rehearse(Sitting.open(site, scenario, mode=Mode.REHEARSAL, sitter=None, record=rehearsed))
    assert steps_of(live.record) == steps_of(rehearsed)
    assert summarise(live.record).outcome == summarise(rehearsed).outcome == "completed"
