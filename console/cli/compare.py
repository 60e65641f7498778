"""kairetsu compare: two or more runs side by side, in lines or as JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator

from console.cli.ending import DONE, Refused
from console.cli.table import Column, table
from console.models.comparison import Line, figures, heading, step_lines
from devices import messages
from devices.events import Json
from devices.words import Language
from procedures.drill.programme.comparison import CannotCompare, Comparison, compare


def compare_records(options: argparse.Namespace, language: Language) -> int:
    """Lay the records side by side. Raises Refused and RecordError."""
    try:
        found = compare(options.records)
    except CannotCompare as error:
        raise Refused(error.words.in_language(language)) from error
    if options.json:
        print(json.dumps(comparison_json(found), ensure_ascii=False, indent=1))
        return DONE
    if not found.same_scenario:
        print(messages.text(language, "programme.compare_other"))
    heads = [heading(run).in_language(language) for run in found.runs]
    rows = [(messages.text(language, "programme.run"), *heads)]
    rows += _rows(figures(found), language)
    rows += [(messages.text(language, "programme.step"), *("" for _ in heads))]
    rows += _rows(step_lines(found), language)
    for line in table(rows, [Column() for _ in rows[0]]):
        print(line)
    return DONE


def _rows(lines: Iterator[Line], language: Language) -> Iterator[tuple[str, ...]]:
    """Where a run is behind the first there is a star."""
    for line in lines:
        cells = (
            f"{cell.in_language(language)}{' *' if place in line.worse else ''}"
            for place, cell in enumerate(line.cells)
        )
        yield (line.title.in_language(language), *cells)


def comparison_json(found: Comparison) -> dict[str, Json]:
    """The runs and the times of their steps as plain JSON."""
    return {
        "runs": [
            {
                "record": run.digest.record,
                "scenario": run.digest.scenario,
                "trainees": list(run.digest.trainees),
                "opened": None if run.digest.opened is None else run.digest.opened.isoformat(),
                "length_s": run.digest.length_s,
                "total": None if run.digest.marks is None else run.digest.marks.total,
                "critical": None if run.digest.marks is None else run.digest.marks.critical,
                "groups": {
                    name: list(had)
                    for name, had in (
                        {} if run.digest.marks is None else run.digest.marks.groups
                    ).items()
                },
            }
            for run in found.runs
        ],
        "steps": [
            {
                "step": step.place,
                "how": [None if deed is None else deed.how.value for deed in step.deeds],
                "took_s": [None if deed is None else deed.took_s for deed in step.deeds],
            }
            for step in found.steps
        ],
    }
