"""kairetsu check: sites, register maps, procedures and scenarios, every problem with its place."""

from __future__ import annotations

import argparse

from console.cli.ending import DONE, WRONG_INPUT, Refused
from console.cli.explore import explore_chains
from devices import messages
from devices.words import Language
from procedures.checking import check_files, shipped_files


def check(options: argparse.Namespace, language: Language) -> int:
    """Check files and print what was found; return the code of the command."""
    if options.explore:
        return explore_chains(options, language)
    named = ("kinds", "procedures", "out", "workers", "resume")
    given = [f"--{name}" for name in named if getattr(options, name)]
    if given:
        raise Refused(messages.text(language, "explore.only_explore", options=given))
    shipped = {path.stem: path for path in shipped_files()}
    files = [path if path.is_file() else shipped.get(str(path), path) for path in options.files]
    missing = [path for path in files if not path.is_file()]
    if missing:
        lines = (messages.text(language, "cli_file_missing", path=path) for path in missing)
        raise Refused("\n".join(lines))
    reports = check_files(files or shipped_files())
    problems = warnings = 0
    for report in reports:
        problems += len(report.problems)
        warnings += len(report.warnings)
        for problem in (*report.problems, *report.warnings, *report.notes):
            print(problem.render(language))
        if not report.problems:
            print(messages.text(language, "cli_file_fine", path=report.path))
        if report.unconfirmed:
            print(
                messages.text(
                    language, "cli_unconfirmed", path=report.path, count=report.unconfirmed
                )
            )
    print(
        messages.text(
            language, "cli_checked", files=len(reports), problems=problems, warnings=warnings
        )
    )
    return WRONG_INPUT if problems else DONE
