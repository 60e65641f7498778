"""Runs side by side as tables of words: score and groups, and the times of the steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from console import formatting
from devices.phrases import said
from devices.words import Words, same
from procedures.drill.programme.comparison import Comparison, Curve, RunSeen, StepTimes
from procedures.drill.programme.words import counts, score_words, trainee_words


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is, and what each run has there. worse: runs that are behind the first."""

    key: str
    title: Words
    cells: tuple[Words, ...]
    worse: frozenset[int] = frozenset()


def heading(run: RunSeen) -> Words:
    """Whose run it was and when."""
    who = " ".join(words.en for words in trainee_words(run.digest))
    who_ja = " ".join(words.ja for words in trainee_words(run.digest))
    opened = run.digest.opened
    day = "" if opened is None else f"{opened:%Y-%m-%d %H:%M}"
    return Words(f"{day} {who}".strip(), f"{day} {who_ja}".strip())


def figures(found: Comparison) -> Iterator[Line]:
    """Score, the points of each group, how the steps went, and what the curves reached."""
    runs = found.runs
    yield Line("total", said("programme.total"), tuple(score_words(run.digest) for run in runs))
    for group in found.groups:
        yield _group(group, found)
    length = tuple(same(formatting.span(run.digest.length_s)) for run in runs)
    yield Line("length", said("programme.length"), length)
    counted = [counts(run.digest) for run in runs]
    for key in ("met", "late", "failed", "skipped"):
        cells = tuple(same(str(one[key])) for one in counted)
        yield Line(key, said(f"programme.how_{key}"), cells)
    wrong = tuple(same(str(one["wrong"])) for one in counted)
    yield Line("wrong", said("programme.wrong"), wrong)
    for key, name in (("soc", "bess.soc_pct"), ("f", "island.f_hz")):
        cells = tuple(_reached(key, run.curves.get(name)) for run in runs)
        yield Line(key, said(f"programme.curve_{key}"), cells)


def _group(group: str, found: Comparison) -> Line:
    cells, points = [], []
    for run in found.runs:
        had = None if run.digest.marks is None else run.digest.marks.groups.get(group)
        points.append(None if had is None else had[0])
        cells.append(same(formatting.NOTHING if had is None else f"{had[0]:.1f} / {had[1]:.0f}"))
    first = points[0]
    worse = frozenset(
        place
        for place, one in enumerate(points)
        if first is not None and one is not None and one < first - 0.05
    )
    return Line(group, said(f"programme.group_{group}"), tuple(cells), worse)


def step_lines(found: Comparison) -> Iterator[Line]:
    """Every step with how long it took in each run."""
    for step in found.steps:
        cells = tuple(_took(step, run) for run in range(len(found.runs)))
        worse = frozenset(
            run
            for run, deed in enumerate(step.deeds)
            if (deed is not None and deed.how.badly) or (deed is None and step.deeds[0] is not None)
        )
        yield Line(step.place, step.title, cells, worse)


def _took(step: StepTimes, run: int) -> Words:
    deed = step.deeds[run]
    if deed is None:
        return same(formatting.NOTHING)
    took = formatting.span(deed.took_s)
    more = step.slower_s(run)
    if run and more is not None and abs(more) >= 1.0:
        took += f" ({'+' if more > 0 else '−'}{formatting.span(abs(more))})"
    if not deed.how.badly:
        return same(took)
    how = said(f"programme.how_{deed.how.value}")
    return Words(f"{took} {how.en}", f"{took} {how.ja}")


def _reached(key: str, curve: Curve | None) -> Words:
    """Lowest and last of a charge, lowest and highest of a frequency."""
    values = np.empty(0) if curve is None else curve.values[~np.isnan(curve.values)]
    if key == "f":
        values = values[values > 1.0]  # a line that is dead has none
    if not len(values):
        return same(formatting.NOTHING)
    if key == "soc":
        return same(f"{values.min():.1f}, {values[-1]:.1f}")
    return same(f"{values.min():.2f}, {values.max():.2f}")
