"""Two or more runs side by side: score, groups, the times of the steps, and their curves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from devices.phrases import said
from devices.words import Words
from procedures.branches import Way
from procedures.drill.programme.digest import Deed, Digest
from procedures.drill.programme.reading import digest_of, everything_of
from procedures.drill.programme.titles import step_title
from procedures.record import Record, RecordError
from procedures.record.recent import glance

MOST_RUNS = 6
CURVES = ("bess.soc_pct", "island.f_hz")


class CannotCompare(Exception):
    """These records are not to be laid side by side; `words` say why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True)
class Curve:
    """One signal of one run: times_s [n] of plant time, values [n] with NaN for unknown."""

    times_s: NDArray[np.float64]
    values: NDArray[np.float64]


@dataclass(frozen=True)
class RunSeen:
    """One run. curves: by the name of the signal, those that it recorded."""

    digest: Digest
    curves: Mapping[str, Curve]


@dataclass(frozen=True, slots=True)
class StepTimes:
    """One step over all runs: its last deed in each, None where it was not done."""

    place: str
    title: Words
    deeds: tuple[Deed | None, ...]

    def slower_s(self, run: int) -> float | None:
        """How much longer it took than in the first run, in s; None where that is not known."""
        first, other = self.deeds[0], self.deeds[run]
        if first is None or other is None or first.took_s is None or other.took_s is None:
            return None
        return other.took_s - first.took_s


@dataclass(frozen=True)
class Comparison:
    """Runs in the order in which they were named; the first is what others are measured by."""

    runs: tuple[RunSeen, ...]
    groups: tuple[str, ...]
    steps: tuple[StepTimes, ...]

    @property
    def same_scenario(self) -> bool:
        """Whether all are runs of one scenario."""
        return len({run.digest.scenario for run in self.runs}) == 1


def compare(paths: Sequence[Path]) -> Comparison:
    """Lay the records at `paths` side by side; raises RecordError and CannotCompare."""
    if not 2 <= len(paths) <= MOST_RUNS:
        raise CannotCompare(said("programme.compare_how_many", most=MOST_RUNS))
    runs = tuple(map(_seen, paths))
    if len({run.digest.site for run in runs}) > 1:
        raise CannotCompare(said("programme.compare_sites"))
    return side_by_side(runs)


def side_by_side(runs: tuple[RunSeen, ...]) -> Comparison:
    """Lay runs side by side that were read."""
    groups = dict.fromkeys(
        group for run in runs if run.digest.marks for group in run.digest.marks.groups
    )
    return Comparison(runs, tuple(groups), _steps([run.digest for run in runs]))


def _seen(path: Path) -> RunSeen:
    recent = glance(path)
    if recent is None:
        raise RecordError("record_missing", path=str(path))
    if recent.error is not None:
        raise recent.error
    digest = digest_of(recent)
    if digest.trouble is not None:
        raise CannotCompare(digest.trouble)
    if not digest.trainees:  # everybody was simulated: what they did is worth comparing too
        digest = everything_of(path, digest)
    with Record(path) as record:
        names = {column.name for column in record.columns}
        branch = record.newest_branch() or 1
        way = Way(branch, (), record.telemetry())
    curves = {name: _curve(way, name) for name in CURVES if name in names}
    return RunSeen(replace(digest, record=path.name), curves)


def _curve(way: Way, name: str) -> Curve:
    return Curve(way.telemetry.times_s, way.telemetry.of(name))


def _steps(digests: Sequence[Digest]) -> tuple[StepTimes, ...]:
    """Every step that anybody did, in the order of the first run that has it."""
    newest: list[dict[str, Deed]] = [{deed.place: deed for deed in one.deeds} for one in digests]
    order: dict[str, float] = defaultdict(float)
    for run in newest:
        for place, deed in run.items():
            order.setdefault(place, deed.at_s)
    site = digests[0].site
    return tuple(
        StepTimes(
            place,
            step_title(*_parts(place), site),
            tuple(run.get(place) for run in newest),
        )
        for place in sorted(order, key=order.__getitem__)
    )


def _parts(place: str) -> tuple[str, str]:
    procedure, _, step = place.partition("/")
    return procedure, step
