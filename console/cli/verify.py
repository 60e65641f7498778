"""kairetsu verify: whether records are as they were written, and what was done to them."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

from console.cli.ending import DONE, NOT_COMPLETED, WRONG_INPUT, say_wrong
from devices import messages
from devices.events import Json
from devices.words import Language
from procedures.record import Finding, RecordError, Verdict, verify_record


def verify_records(options: argparse.Namespace, language: Language) -> int:
    """Check every record and say what was found; return the code of the worst."""
    return max(_verify(path, language, as_json=options.json) for path in options.records)


def _verify(path: Path, language: Language, *, as_json: bool) -> int:
    try:
        verdict = verify_record(path)
    except RecordError as error:
        why = messages.text(language, error.key, **error.arguments)
        if as_json:
            _print_json({"record": str(path), "verdict": "unreadable", "why": why})
        else:
            say_wrong(why)
        return WRONG_INPUT
    if as_json:
        _print_json(_as_json(path, verdict, language))
    else:
        print("\n".join(_lines(path, verdict, language)))
    return DONE if verdict.whole else NOT_COMPLETED


def _print_json(told: dict[str, Json]) -> None:
    print(json.dumps(told, ensure_ascii=False))


def _as_json(path: Path, verdict: Verdict, language: Language) -> dict[str, Json]:
    def finding_json(finding: Finding) -> dict[str, Json]:
        words = "".join(_finding_words(finding, language))
        return {**asdict(finding), "damage": finding.damage.value, "words": words}

    first = verdict.first_broken
    return {
        "record": str(path),
        "verdict": "whole" if verdict.whole else "broken",
        **asdict(verdict),
        "first_broken": None if first is None else finding_json(first),
        "others": [finding_json(finding) for finding in verdict.others],
    }


def _lines(path: Path, verdict: Verdict, language: Language) -> Iterator[str]:
    """What was found, line by line."""
    key = "verify.whole" if verdict.whole else "verify.broken"
    yield messages.text(language, key, path=path)
    if verdict.first_broken is not None:
        yield f"  {_finding_words(verdict.first_broken, language)}"
        yield "  " + messages.text(language, "verify.not_judged")
    for finding in verdict.others:
        yield f"  {_finding_words(finding, language)}"
    yield "  " + messages.text(language, "verify.counts", **asdict(verdict))
    if verdict.version == 1:
        yield "  " + messages.text(language, "verify.old")
    if not verdict.closed and verdict.first_broken is None:
        yield "  " + messages.text(language, "verify.open")
    yield "  " + messages.text(language, "verify.seal", seal=verdict.seal)


def _finding_words(finding: Finding, language: Language) -> str:
    """What has become of one row, and when it was."""
    words = messages.text(
        language,
        f"verify.{finding.damage.value}",
        row=messages.text(language, f"verify.row_{finding.table}", number=finding.number),
    )
    if finding.time_s is None:
        return words
    when = messages.text(
        language,
        "verify.when",
        time=_time(finding.time_s),
        wall=finding.wall or None,
        kind=finding.kind or None,
    )
    return words + when


def _time(time_s: float) -> str:
    """Plant time as h:mm:ss.s; as a plain number where no sitting can be so long."""
    if not 0 <= time_s < timedelta.max.total_seconds():
        return f"{time_s:g} s"
    minutes, seconds = divmod(round(time_s, 1), 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours}:{minutes:02}:{seconds:04.1f}"
