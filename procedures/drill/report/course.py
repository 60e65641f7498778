"""What went on over time: steps, procedures, curves, marks and the log of a report.

Times are plant time in s since the sitting opened.
"""

from __future__ import annotations

from dataclasses import dataclass

from devices.words import Words


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step as it was done: began, ended (None: never), and the same of the reference run.

    state: done, skipped, failed or begun. again: how many times it was begun before.
    """

    procedure: str
    step: str
    title: Words
    who: Words
    role: str
    began_s: float
    ended_s: float | None
    state: str
    target_s: float | None
    plan_began_s: float | None
    plan_ended_s: float | None
    event: int
    again: int = 0


@dataclass(frozen=True, slots=True)
class ChapterRow:
    """A procedure as a whole. label: P4; plan: of the reference run, None where it has none."""

    procedure: str
    label: str
    title: Words
    began_s: float | None
    ended_s: float | None
    plan_began_s: float | None
    plan_ended_s: float | None


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to mark on the time axis of the plots. like: chapter, step, inject or hazard."""

    time_s: float
    like: str
    label: str
    words: Words


@dataclass(frozen=True, slots=True)
class Curve:
    """A signal over time, thinned: lowest and highest by bins; None where nothing is known."""

    signal: str
    label: Words
    times_s: tuple[float, ...]
    lows: tuple[float | None, ...]
    highs: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A horizontal line of a plot. limit: a limit, else the edge of what is normal."""

    value: float
    label: Words
    limit: bool


@dataclass(frozen=True, slots=True)
class Plot:
    """Curves of one unit on one axis from `low` to `high`."""

    id: str
    title: Words
    unit: str
    low: float
    high: float
    stacked: bool
    curves: tuple[Curve, ...]
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class LogRow:
    """An event in words. weighty: it stands in the printed log, too."""

    number: int
    time_s: float
    kind: str
    who: Words
    words: Words
    weighty: bool
