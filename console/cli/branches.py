"""kairetsu branches: the ways that a sitting went, and two of them compared in figures."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta

import numpy as np

from console.cli.ending import DONE, NOT_COMPLETED, Refused, say_wrong
from devices import messages
from devices.events import EventKind, Json
from devices.site import load_site
from devices.words import Language
from procedures.branches import Overlay, Way, overlay
from procedures.past import BranchView, branch_views
from procedures.record import Record, verify_record


@dataclass(frozen=True, slots=True)
class Figures:
    """One signal on one branch from where the two part: None where nothing is known."""

    lowest: float | None
    highest: float | None
    last: float | None


def show_branches(options: argparse.Namespace, language: Language) -> int:
    """List branches, and compare two; a record that is not as it was written ends as in verify.

    Raises Refused, RecordError, DocumentError.
    """
    whole = verify_record(options.record).whole
    if not whole:  # first, for a broken one may not be readable to the end
        say_wrong(messages.text(language, "branches.broken", path=options.record))
    with Record(options.record) as record:
        branches = branch_views(record)
        names = tuple(options.signal) or _plotted(record)
        known = {column.name for column in record.columns}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise Refused(messages.text(language, "branches.no_signal", names=unknown))
    found = _compared(options, branches, language)
    if options.json:
        told: dict[str, Json] = {
            "record": str(options.record),
            "verdict": "whole" if whole else "broken",
            "branches": [asdict(branch) for branch in branches],
        }
        if found is not None:
            told["compared"] = _as_json(found, names)
        print(json.dumps(told, ensure_ascii=False))
    else:
        print("\n".join(_lines(branches, found, names, language)))
    return DONE if whole else NOT_COMPLETED


def _plotted(record: Record) -> tuple[str, ...]:
    """The first signal of every plot of the site."""
    sources = record.header.get("sources")
    named = sources.get("site") if isinstance(sources, dict) else record.header.get("site")
    return tuple(dict.fromkeys(trend.signals[0] for trend in load_site(str(named)).trends))


def _compared(
    options: argparse.Namespace, branches: Sequence[BranchView], language: Language
) -> Overlay | None:
    wanted = options.compare
    if wanted is None:
        return None
    missing = [number for number in wanted if number not in {one.number for one in branches}]
    if missing:
        raise Refused(messages.text(language, "branches.none", numbers=missing))
    return overlay(options.record, *wanted)


def _lines(
    branches: Sequence[BranchView], found: Overlay | None, names: Sequence[str], language: Language
) -> Iterator[str]:
    for one in branches:
        key = "branches.leaves" if one.of else "branches.first"
        yield messages.text(
            language,
            key,
            number=one.number,
            of=one.of,
            begun=_time(one.from_s),
            ended=_time(one.to_s),
            who=one.who,
            reason=one.reason,
        )
    if found is None:
        return
    first, second = found.first, found.second
    yield ""
    yield messages.text(
        language,
        "branches.part",
        first=first.branch,
        second=second.branch,
        parted=_time(found.parted_s),
    )
    for way in (first, second):
        yield messages.text(
            language,
            "branches.steps",
            number=way.branch,
            steps=_steps(way, found.parted_s),
            ended=_time(_ends_s(way)),
        )
    for name in names:
        label = next(c.label for c in first.telemetry.columns if c.name == name)
        unit = next(c.unit for c in first.telemetry.columns if c.name == name)
        yield messages.text(
            language,
            "branches.figures",
            label=label.in_language(language) or name,
            unit=unit,
            **_texts("first", _figures(first, name, found.parted_s)),
            **_texts("second", _figures(second, name, found.parted_s)),
        )


def _texts(which: str, figures: Figures) -> dict[str, str]:
    return {
        f"{which}_{kind}": "–" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")
        for kind, value in asdict(figures).items()
    }


def _as_json(found: Overlay, names: Sequence[str]) -> dict[str, Json]:
    return {
        "parted_s": found.parted_s,
        "ways": [
            {
                "branch": way.branch,
                "ended_s": _ends_s(way),
                "steps": _steps(way, found.parted_s),
                "signals": {name: asdict(_figures(way, name, found.parted_s)) for name in names},
            }
            for way in (found.first, found.second)
        ],
    }


def _figures(way: Way, name: str, from_s: float) -> Figures:
    values = way.telemetry.of(name)[way.telemetry.times_s >= from_s]
    values = values[~np.isnan(values)]
    if not len(values):
        return Figures(None, None, None)
    return Figures(*(round(float(v), 6) for v in (values.min(), values.max(), values[-1])))


def _steps(way: Way, from_s: float) -> int:
    """How many steps were done after the two had parted."""
    done = (e.event for e in way.events if e.event.kind is EventKind.STEP_DONE)
    return sum(1 for event in done if event.time_s > from_s)


def _ends_s(way: Way) -> float:
    return way.events[-1].event.time_s if way.events else 0.0


def _time(time_s: float) -> str:
    """Plant time as h:mm:ss."""
    return str(timedelta(seconds=round(time_s)))
