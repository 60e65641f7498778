"""kairetsu rehearse: a drill without a window, every role simulated; or many, with --seeds."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from console.cli.choosing import (
    check_speed,
    chosen_record,
    chosen_scenario,
    chosen_site,
    chosen_sources,
    name_site,
)
from console.cli.ending import DONE, INTERRUPTED, NOT_COMPLETED, say_wrong, stoppable
from console.cli.rehearse_seeds import (
    TO_STANDARD_OUTPUT,
    check_seed_options,
    rehearse_many,
    write_json,
)
from console.cli.results import result_lines
from console.cli.resume import go_on, interrupted
from devices import messages
from devices.words import Language
from procedures.phase import Phase, standing_title, supply_title
from procedures.record import summarise
from procedures.rehearsal import Progress, rehearse
from procedures.sitting import Sitting
from procedures.snapshot import Mode

SPEED_RANGE = (0.1, 100_000.0)


def rehearse_drill(options: argparse.Namespace, language: Language) -> int:
    """Run a drill to its end and print what came of it; return the code of the command."""
    check_seed_options(options, language)
    if not options.resume:
        name_site(options, language)
    if options.seeds is not None:
        return rehearse_many(options, language)
    check_speed(options.speed, *SPEED_RANGE, language)
    sitting = _resumed(options, language) if options.resume else _opened(options, language)
    record = sitting.recording.path
    with stoppable() as stopped:
        rehearse(
            sitting,
            speed=options.speed,
            on_progress=(lambda _: None)
            if options.json == TO_STANDARD_OUTPUT
            else _teller(sitting, language),
            stopped=stopped,
        )
        was_stopped = stopped()
    summary = summarise(record)
    found = json.dumps(summary.as_json(), ensure_ascii=False)
    if options.json == TO_STANDARD_OUTPUT:
        print(found)
    else:
        if options.json:
            write_json(Path(options.json), found, language)
        print("\n".join(result_lines(summary, sitting.scenario, sitting.site, language)))
    if was_stopped:
        say_wrong(messages.text(language, "cli_interrupted", record=record))
        return INTERRUPTED
    return DONE if summary.outcome == "completed" else NOT_COMPLETED


def _resumed(options: argparse.Namespace, language: Language) -> Sitting:
    return go_on(interrupted(options, language, by_hand=False), language)


def _opened(options: argparse.Namespace, language: Language) -> Sitting:
    site = chosen_site(options.site, language)
    scenario = chosen_scenario(options, site, language)
    return Sitting.open(
        site,
        scenario,
        mode=Mode.REHEARSAL,
        sitter=None,
        record=chosen_record(options, site.name),
        seed=options.seed or 0,
        sources=chosen_sources(options, site),
    )


def _teller(sitting: Sitting, language: Language) -> Callable[[Progress], None]:
    """Tells how far the drill is, one line a chapter or phase."""

    def tell(progress: Progress) -> None:
        clock = sitting.clock.time_of_day(progress.time_s)
        supply = sitting.picture.value("island.supply")
        title = standing_title(progress.phase, supply)
        if not sitting.scenario.tells(Phase(progress.phase)):
            title = supply_title(supply)
        phase = title.in_language(language)
        line = messages.text(
            language, "cli_progress", clock=f"{clock:%H:%M}", chapter=progress.chapter, phase=phase
        )
        print(line, file=sys.stderr)

    return tell
