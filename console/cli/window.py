"""The window, which is opened and asked for its libraries only where one is wanted."""

from __future__ import annotations

import argparse
import builtins
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from console.cli.ending import Refused
from console.io_thread import RunningSitting
from console.windows import NOBODY
from devices import messages
from devices.site import Site
from devices.words import Language
from procedures.snapshot import Mode


@dataclass(frozen=True, slots=True)
class Look:
    """Which window of a sitting opens, and the preset of its panels ("" as it was left).

    language_asked: whether the command line says the language; else the settings may. staff: who
    leads and judges the drill, by the name of his window.
    """

    view: str = "main"
    layout: str = ""
    language_asked: bool = True
    staff: Mapping[str, str] = field(default_factory=lambda: NOBODY)


def look_of(options: argparse.Namespace, staff: Mapping[str, str] = NOBODY) -> Look:
    """What the options of `kairetsu run` say of the window."""
    return Look(options.view, options.layout, options.language is not None, staff)


def open_window(
    open_sitting: Callable[[], RunningSitting],
    site: Site,
    language: Language,
    speed: float = 1.0,
    *,
    live: bool = False,
    drill: bool = False,
    replay_of: Mode | None = None,
    look: Look = Look(),
) -> int:
    """Open the window on a sitting; raises Refused where its libraries are missing."""
    try:
        # Qt and its system libraries are asked for only where a window opens
        _load_qt()
        from console.app import run_window  # noqa: PLC0415
    except ImportError as error:
        why = messages.text(language, "cli_no_window_library", why=error)
        raise Refused(why) from error
    return run_window(
        open_sitting,
        site,
        language=language,
        speed=speed,
        live=live,
        drill=drill,
        replay_of=replay_of,
        view=look.view,
        layout=look.layout,
        language_asked=look.language_asked,
        staff=look.staff,
    )


def _load_qt() -> None:
    """Load Qt for Python without its hook on imports.

    For `from __feature__ import`, which nothing here uses, the hook reads the source text of
    every module that is imported after Qt: a fifth of the time to the first picture.
    """
    plain = builtins.__import__
    import PySide6.QtCore  # noqa: F401, PLC0415

    builtins.__import__ = plain


def has_display() -> bool:
    """Whether a window can open: a display, or a Qt platform that needs none."""
    wanted = os.environ.get("QT_QPA_PLATFORM", "")
    return bool(
        sys.platform != "linux"
        or os.environ.get("DISPLAY")
        or os.environ.get("WAYLAND_DISPLAY")
        or wanted.startswith(("offscreen", "minimal", "vnc"))
    )
