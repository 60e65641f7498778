"""The entry point: the language first, then the arguments, then one command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence

from console.cli.branches import show_branches
from console.cli.check import check
from console.cli.ending import WRONG_INPUT, Refused, say_wrong
from console.cli.export import export_record
from console.cli.new import write_example
from console.cli.numbers import accept_numbers
from console.cli.parser import parser
from console.cli.rehearse import rehearse_drill
from console.cli.run import run
from console.cli.schema import print_schema
from console.cli.verify import verify_records
from devices import messages
from devices.documents import DocumentError
from devices.words import Language
from procedures.record import RecordError


def _serve(options: argparse.Namespace, language: Language) -> int:
    """As console.cli.serve, which speaks Modbus: loaded by those who ask for it."""
    from console.cli.serve import serve  # noqa: PLC0415

    return serve(options, language)


def _probe(options: argparse.Namespace, language: Language) -> int:
    """As console.cli.probe, which speaks Modbus too."""
    from console.cli.probe import probe_line  # noqa: PLC0415

    return probe_line(options, language)


_COMMANDS: Mapping[str, Callable[[argparse.Namespace, Language], int]] = {
    "run": run,
    "rehearse": rehearse_drill,
    "check": check,
    "new": write_example,
    "schema": print_schema,
    "accept": accept_numbers,
    "probe": _probe,
    "serve": _serve,
    "verify": verify_records,
    "export": export_record,
    "branches": show_branches,
}


def run_command(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 done, 1 not completed or 2 wrong input."""
    arguments = sys.argv[1:] if arguments is None else arguments
    language = _language(arguments)
    options = _options(parser(language), arguments)
    try:
        return _COMMANDS[options.command](options, language)
    except DocumentError as error:
        count = messages.text(language, "cli_nothing_started", count=len(error.problems))
        say_wrong(f"{error.render(language)}\n{count}")
    except RecordError as error:
        say_wrong(messages.text(language, error.key, **error.arguments))
    except Refused as refusal:
        say_wrong(str(refusal))
    return WRONG_INPUT


def _options(known: argparse.ArgumentParser, arguments: Sequence[str]) -> argparse.Namespace:
    """Parse, and take numbers to accept behind an option too, where argparse leaves them over."""
    options, left = known.parse_known_args(arguments)
    if left and (options.command != "accept" or any(word.startswith("-") for word in left)):
        known.error(f"unrecognized arguments: {' '.join(left)}")
    if left:
        options.numbers += left
    return options


def _language(arguments: Sequence[str]) -> Language:
    """The language asked for, needed before the help can be written; else the system's."""
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    early.add_argument("--language")
    asked = early.parse_known_args(arguments)[0].language
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = asked or next((name for name in names if name), "en")
    return "ja" if chosen.startswith("ja") else "en"
