"""kairetsu rehearse: a drill without a window, every role simulated."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable

from console.cli.choosing import (
    check_speed,
    chosen_record,
    chosen_scenario,
    chosen_site,
    chosen_sources,
)
from console.cli.ending import DONE, INTERRUPTED, NOT_COMPLETED, Refused, say_wrong, stoppable
from console.cli.results import result_lines
from console.cli.resume import go_on, interrupted
from devices import messages
from devices.words import Language
from procedures.phase import phase_title
from procedures.record import summarise
from procedures.rehearsal import Progress, rehearse
from procedures.sitting import Sitting
from procedures.snapshot import Mode

SPEED_RANGE = (0.1, 100_000.0)


def rehearse_drill(options: argparse.Namespace, language: Language) -> int:
    """Run a drill to its end and print what came of it; return the code of the command."""
    check_speed(options.speed, *SPEED_RANGE, language)
    sitting = _resumed(options, language) if options.resume else _opened(options, language)
    record = sitting.recording.path
    with stoppable() as stopped:
        rehearse(
            sitting,
            speed=options.speed,
            on_progress=(lambda _: None) if options.json else _teller(sitting, language),
            stopped=stopped,
        )
        was_stopped = stopped()
    summary = summarise(record)
    if options.json:
        print(json.dumps(summary.as_json(), ensure_ascii=False))
    else:
        print("\n".join(result_lines(summary, language)))
    if was_stopped:
        say_wrong(messages.text(language, "cli_interrupted", record=record))
        return INTERRUPTED
    return DONE if summary.outcome == "completed" else NOT_COMPLETED


def _resumed(options: argparse.Namespace, language: Language) -> Sitting:
    return go_on(interrupted(options, language, by_hand=False), language)


def _opened(options: argparse.Namespace, language: Language) -> Sitting:
    if not options.site:
        raise Refused(messages.text(language, "cli_no_site"))
    site = chosen_site(options.site, language)
    scenario = chosen_scenario(options, site, language)
    return Sitting.open(
        site,
        scenario,
        mode=Mode.REHEARSAL,
        sitter=None,
        record=chosen_record(options, site.name),
        seed=options.seed,
        sources=chosen_sources(options, site),
    )


def _teller(sitting: Sitting, language: Language) -> Callable[[Progress], None]:
    """Tells how far the drill is, one line a chapter or phase."""

    def tell(progress: Progress) -> None:
        clock = sitting.clock.time_of_day(progress.time_s)
        phase = phase_title(progress.phase).in_language(language)
        line = messages.text(
            language, "cli_progress", clock=f"{clock:%H:%M}", chapter=progress.chapter, phase=phase
        )
        print(line, file=sys.stderr)

    return tell
