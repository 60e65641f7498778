"""Sittings that somebody sits through, with the pictures that were shown, and their records."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path

from devices.site import Site, load_site
from procedures import intents
from procedures.people import Sitter
from procedures.run.saying import SayWork
from procedures.scenario import load_scenario, scenario_for
from procedures.sitting import Sitting
from procedures.snapshot import Mode, Snapshot

MGC = Sitter("ozawa", ("MGC",))


@dataclass
class Shown:
    """A record, and the pictures that were shown while it was made."""

    path: Path
    pictures: list[Snapshot] = field(default_factory=list)


def do_your_part(sitting: Sitting) -> None:
    """Whatever the step wants of the sitter now, done at once and rightly."""
    for run in sitting.engine.active:
        attempt = run.attempt
        wanted = attempt.can() if attempt is not None else frozenset[str]()
        if "speak" in wanted:
            sitting.accept(intents.Speak(run.id))
        elif "judge" in wanted:
            sitting.accept(intents.JudgeReadBack(run.id, True))
        elif "proceed" in wanted:
            sitting.accept(intents.Proceed(run.id))
        elif "confirm" in wanted:
            sitting.accept(intents.Confirm(run.id, True))
        elif "sign" in wanted:
            sitting.accept(intents.Sign(run.id, MGC.person))
        elif "read_back" in wanted:
            assert attempt is not None
            assert isinstance(attempt.work, SayWork)
            exchange = attempt.work.exchange
            words = exchange.said_report or exchange.expected
            assert words is not None
            sitting.accept(intents.ReadBack(run.id, words.en))


def sit_through(folder: Path, until_s: float) -> Shown:
    """Odawara's drill until `until_s` at a second a look; somebody acknowledges and writes."""
    site: Site = load_site("odawara")
    scenario = load_scenario(scenario_for("odawara"), site)
    shown = Shown(folder / "drill.sqlite")
    sitting = Sitting.open(
        site, scenario, mode=Mode.REHEARSAL, sitter=MGC, record=shown.path, seed=3
    )
    while sitting.now_s < until_s:
        sitting.advance(math.floor(sitting.now_s) + 1.0)
        do_your_part(sitting)
        if sitting.now_s % 97.0 < 1.0:
            sitting.accept(intents.Acknowledge(""))
        if sitting.now_s % 211.0 < 1.0:
            sitting.accept(intents.Note("everything is calm"))
        if sitting.now_s % 4.0 < 1.0:
            shown.pictures.append(sitting.snapshot())
    sitting.close()
    return shown
