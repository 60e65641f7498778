"""kairetsu run: a drill in a window, or headless without a display; or real devices."""

from __future__ import annotations

import argparse
import gc
from dataclasses import replace

from console.cli.choosing import (
    check_speed,
    chosen_record,
    chosen_scenario,
    chosen_site,
    chosen_sources,
    name_site,
)
from console.cli.ending import Refused
from console.cli.resume import go_on, interrupted
from console.cli.window import has_display, look_of, open_window
from devices import messages
from devices.words import Language
from procedures.drill.at_work import Led
from procedures.sitting import Sitter, Sitting
from procedures.snapshot import Mode

WINDOW_SPEEDS = (1.0, 60.0)
USUAL_SITE, USUAL_ROLE = "odawara", "MGC"


def run(options: argparse.Namespace, language: Language) -> int:
    """Open the console on a drill, or on real devices; return the code of the command."""
    if not options.resume:
        options.site = options.site or USUAL_SITE
    if options.live:
        _check_drill_options(options, language)
        # what speaks Modbus is loaded by those who ask for it
        from console.cli.live import run_live  # noqa: PLC0415

        return run_live(options, language)
    _check_live_options(options, language)
    low, high = WINDOW_SPEEDS
    check_speed(options.speed, low, high, language)
    if options.resume:
        return _resume(options, language)
    name_site(options, language)
    site = chosen_site(options.site, language)
    scenario = chosen_scenario(options, site, language)
    if not has_display():
        options.record = chosen_record(options, site.name)
        print(messages.text(language, "cli_no_display", record=options.record))
        return _run_headless(options, language)
    sitter = Sitter.for_role(site, options.role or scenario.role or USUAL_ROLE)
    if options.trainee:
        sitter = replace(sitter, person=options.trainee)

    led = Led(options.instructor or "", options.evaluator or "")
    drill = scenario.guide is not None or bool(led.instructor)

    def open_sitting() -> Sitting:
        return Sitting.open(
            site,
            scenario,
            mode=Mode.DRILL if drill else Mode.REHEARSAL,
            sitter=sitter,
            record=chosen_record(options, site.name),
            seed=options.seed or 0,
            sources=chosen_sources(options, site),
            led=led,
        )

    look = look_of(options, _staff(led))
    speed = options.speed or 1.0
    return open_window(open_sitting, site, language, speed, drill=drill, look=look)


def _run_headless(options: argparse.Namespace, language: Language) -> int:
    """Go through the drill without a window, as `kairetsu rehearse` does."""
    from console.cli.rehearse import rehearse_drill  # noqa: PLC0415

    options.json = False
    gc.enable()
    return rehearse_drill(options, language)


def _staff(led: Led) -> dict[str, str]:
    """For whom a window of his own opens beside the trainee's, by its name."""
    named = {"instructor": led.instructor, "evaluator": led.evaluator}
    return {window: person for window, person in named.items() if person}


def _resume(options: argparse.Namespace, language: Language) -> int:
    """Go on with a drill that was cut off, in a window."""
    if not has_display():
        return _run_headless(options, language)
    found = interrupted(options, language, by_hand=True)
    return open_window(
        lambda: go_on(found, language),
        found.site,
        language,
        options.speed or 1.0,
        look=look_of(options, _staff(found.led)),
    )


def _check_drill_options(options: argparse.Namespace, language: Language) -> None:
    """Refuse what only a drill has a use for."""
    given = [
        f"--{name}" for name in ("trainee", "instructor", "evaluator") if getattr(options, name)
    ]
    if given:
        raise Refused(messages.text(language, "programme.only_drill", options=given))


def _check_live_options(options: argparse.Namespace, language: Language) -> None:
    """Refuse what only a live sitting has a use for."""
    names = ("connections", "read_only", "person")
    given = [f"--{name.replace('_', '-')}" for name in names if getattr(options, name)]
    if given:
        raise Refused(messages.text(language, "cli_only_live", options=given))
