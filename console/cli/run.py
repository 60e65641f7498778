"""kairetsu run: a drill in a window; without a display the same drill headless."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from console.cli.choosing import check_speed, chosen_record, chosen_scenario, chosen_site
from console.cli.ending import Refused
from console.cli.rehearse import rehearse_drill
from devices import messages
from devices.site import Site
from devices.words import Language
from procedures.sitting import Sitter, Sitting
from procedures.snapshot import Mode

WINDOW_SPEEDS = (1.0, 60.0)


def run(options: argparse.Namespace, language: Language) -> int:
    """Open the console on a drill; return the code of the command."""
    low, high = WINDOW_SPEEDS
    check_speed(options.speed, low, high, language)
    if not has_display():
        options.record = chosen_record(options, Path(options.site).stem)
        print(messages.text(language, "cli_no_display", record=options.record))
        options.json = False
        return rehearse_drill(options, language)
    site = chosen_site(options.site, language)
    scenario = chosen_scenario(options, site, language)
    record = chosen_record(options, site.name)
    sitter = Sitter.for_role(site, options.role)

    def open_sitting() -> Sitting:
        return Sitting.open(
            site,
            scenario,
            mode=Mode.REHEARSAL,
            sitter=sitter,
            record=record,
            seed=options.seed,
        )

    return open_window(open_sitting, site, language, options.speed or 1.0)


def open_window(
    open_sitting: Callable[[], Sitting], site: Site, language: Language, speed: float
) -> int:
    """Open the window on a sitting; raises Refused where its libraries are missing."""
    try:
        # Qt and its system libraries are asked for only where a window opens
        from console.app import run_window  # noqa: PLC0415
    except ImportError as error:
        why = messages.text(language, "cli_no_window_library", why=error)
        raise Refused(why) from error
    return run_window(open_sitting, site, language=language, speed=speed)


def has_display() -> bool:
    """Whether a window can open: a display, or a Qt platform that needs none."""
    wanted = os.environ.get("QT_QPA_PLATFORM", "")
    return bool(
        sys.platform != "linux"
        or os.environ.get("DISPLAY")
        or os.environ.get("WAYLAND_DISPLAY")
        or wanted.startswith(("offscreen", "minimal", "vnc"))
    )
