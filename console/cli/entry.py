"""The entry point: the language first, then the arguments, then one command."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

from console.cli.ending import WRONG_INPUT, Refused, say_wrong
from console.cli.parser import parser
from devices import messages
from devices.documents import DocumentError
from devices.words import Language
from procedures.record import RecordError

# Where each command is: module and function. Only the one that is asked for is loaded, so that
# `kairetsu verify` waits for no simulator and `kairetsu run` for no server.
_COMMANDS: Mapping[str, tuple[str, str]] = {
    "run": ("console.cli.run", "run"),
    "rehearse": ("console.cli.rehearse", "rehearse_drill"),
    "check": ("console.cli.check", "check"),
    "new": ("console.cli.new", "write_example"),
    "schema": ("console.cli.schema", "print_schema"),
    "accept": ("console.cli.numbers", "accept_numbers"),
    "probe": ("console.cli.probe", "probe_line"),
    "serve": ("console.cli.serve", "serve"),
    "verify": ("console.cli.verify", "verify_records"),
    "export": ("console.cli.export", "export_record"),
    "branches": ("console.cli.branches", "show_branches"),
    "score": ("console.cli.score", "score_record"),
    "reference": ("console.cli.reference", "keep_references"),
    "replay": ("console.cli.replay", "replay_record"),
    "start": ("console.cli.start", "start"),
    "ready": ("console.cli.ready", "show_readiness"),
    "print": ("console.cli.print", "print_procedures"),
    "report": ("console.cli.report", "report_on"),
    "programme": ("console.cli.programme", "show_programme"),
    "compare": ("console.cli.compare", "compare_records"),
    "exercise": ("console.cli.exercise", "show_exercise"),
}
_OPENS_WINDOWS = frozenset({"run", "replay", "start", "exercise"})


def run_command(
    arguments: Sequence[str] | None = None, say: Callable[[str], None] = say_wrong
) -> int:
    """Run one command; return 0 done, 1 not completed or 2 wrong input. say: why it is refused."""
    arguments = sys.argv[1:] if arguments is None else arguments
    language, others = _language(arguments)
    options = _options(parser(language), arguments if others else [*arguments, "start"])
    try:
        command = _command(options.command)
        if options.command not in _OPENS_WINDOWS:
            gc.enable()  # a window does it with its first picture
        return command(options, language)
    except DocumentError as error:
        count = messages.text(language, "cli_nothing_started", count=len(error.problems))
        say(f"{error.render(language)}\n{count}")
    except RecordError as error:
        say(messages.text(language, error.key, **error.arguments))
    except Refused as refusal:
        say(str(refusal))
    return WRONG_INPUT


def _command(name: str) -> Callable[[argparse.Namespace, Language], int]:
    module, function = _COMMANDS[name]
    command: Callable[[argparse.Namespace, Language], int]
    command = getattr(import_module(module), function)
    return command


def _options(known: argparse.ArgumentParser, arguments: Sequence[str]) -> argparse.Namespace:
    """Parse, and take numbers to accept behind an option too, where argparse leaves them over."""
    options, left = known.parse_known_args(arguments)
    if left and (options.command != "accept" or any(word.startswith("-") for word in left)):
        known.error(f"unrecognized arguments: {' '.join(left)}")
    if left:
        options.numbers += left
    return options


def _language(arguments: Sequence[str]) -> tuple[Language, Sequence[str]]:
    """The language asked for, needed before the help can be written, else the system's.

    And what else the arguments say.
    """
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    early.add_argument("--language")
    found, others = early.parse_known_args(arguments)
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = found.language or next((name for name in names if name), "en")
    return "ja" if chosen.startswith("ja") else "en", others
