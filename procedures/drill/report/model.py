"""The after-action report as data: everything that it says, once, in both languages.

Times are plant time in s since the sitting opened. An event is named by its number in the record,
so that whoever doubts a sentence finds what it rests on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from devices.words import Words
from procedures.drill.improvements import Action
from procedures.drill.report.edits import Approval, Edits


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where in the record something shows: the number of an event and when it happened."""

    event: int
    time_s: float


@dataclass(frozen=True, slots=True)
class Cover:
    """What was held. clock: plant time of day at the opening; held: when, by the wall; number: S3.

    mode: rehearsal, drill or live. outcome: of the sitting. seal: the hash of the last event, which
    stands for the whole record.
    """

    title: Words
    site: Words
    number: str
    level: str
    mode: str
    clock: datetime
    held: datetime
    took_s: float
    lasts_s: float | None
    outcome: str
    seal: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Participant:
    """Who took part. part: sitter, simulated, instructor, evaluator or real."""

    name: Words
    role: str
    title: Words
    organisation: Words
    part: str


@dataclass(frozen=True, slots=True)
class GroupResult:
    """Points of one group of the score."""

    group: str
    points: float
    of: float


@dataclass(frozen=True, slots=True)
class LossLine:
    """Points that were lost, and where. points 0: told for itself, as a critical fail."""

    group: str
    points: float
    words: Words
    evidence: tuple[Evidence, ...]
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure of the evaluation that has no points of its own; in words, with its unit."""

    name: Words
    value: Words


@dataclass(frozen=True, slots=True)
class Result:
    """The score. total: 0 to 100; capped: a critical fail holds it at 59."""

    total: float
    capped: bool
    groups: tuple[GroupResult, ...]
    losses: tuple[LossLine, ...]
    metrics: tuple[Metric, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A strength or an area for improvement: what, and what it rests on."""

    words: Words
    evidence: tuple[Evidence, ...] = ()


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
class TaskRow:
    """An expected action and what became of it: met, unmet, not_applicable or open."""

    id: str
    words: Words
    state: str
    took_s: float | None
    standard_s: float | None
    reference_s: float | None
    by: str
    hinted: bool
    shown_by: Words | None
    note: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """An objective. rating: P, S, M, U, or "" where nothing could be judged."""

    id: str
    title: Words
    target: Words
    capability: Words
    rating: str
    tasks: tuple[TaskRow, ...]


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
class AlarmFigure:
    """A figure of the alarm system, its target, and whether that was met (None: not judged)."""

    name: Words
    value: Words
    target: Words
    met: bool | None


@dataclass(frozen=True, slots=True)
class AlarmSource:
    """An alarm that came: how often, and how long until somebody acknowledged it."""

    id: str
    title: Words
    priority: int
    times: int
    held_back: int
    first: Evidence
    acknowledged_s: float | None


@dataclass(frozen=True, slots=True)
class TalkRow:
    """An order in three parts. complete: said, read back rightly and confirmed."""

    time_s: float
    event: int
    step: str
    speaker: str
    listener: str
    order: Words
    attempts: int
    read_back_s: float | None
    complete: bool
    wrong_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TalkResult:
    """Every order, and what they come to."""

    rows: tuple[TalkRow, ...]
    mean_read_back_s: float | None

    @property
    def complete(self) -> int:
        """How many orders had all three parts."""
        return sum(row.complete for row in self.rows)


@dataclass(frozen=True, slots=True)
class HazardRow:
    """What must never be, and was, or nearly was. near: something stopped it.

    counted: it is the crew's own, not brought by the scenario.
    """

    severity: str
    words: Words
    near: bool
    counted: bool
    who: Words
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class FacilityRow:
    """A facility or block: how long it was dark and supplied by the island, and unsafe steps.

    first_s: from the blackout to its first supply; unserved_kwh by its planned mean load.
    """

    device: str
    title: Words
    tier: str
    dark_s: float
    island_s: float
    first_s: float | None
    unserved_kwh: float | None
    unsafe: int


@dataclass(frozen=True, slots=True)
class CardRow:
    """A facility manager at one of his cards: how long it took, what failed, what was unsafe."""

    label: str
    title: Words
    who: Words
    minutes: float | None
    failed: int
    unsafe: int


@dataclass(frozen=True, slots=True)
class HotWashRow:
    """What somebody said right after the drill."""

    who: Words
    went_well: str
    went_badly: str
    fix: str
    workload: Mapping[str, int]
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class NoteRow:
    """What an instructor or evaluator wrote down while it happened."""

    time_s: float
    who: Words
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class LogRow:
    """An event in words. weighty: it stands in the printed log, too."""

    number: int
    time_s: float
    kind: str
    who: Words
    words: Words
    weighty: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """A setting or a hash of the appendix."""

    name: Words
    value: str


@dataclass(frozen=True)
class Report:
    """One drill, told from its record.

    identity: the hash of its first event, which no other record has. no_score: why there is no
    result. edits: what people wrote beside it; actions: what is to be mended, of earlier drills
    first.
    """

    path: Path
    site: str
    identity: str
    cover: Cover
    briefing: Words | None
    participants: tuple[Participant, ...]
    result: Result | None
    no_score: Words | None
    strengths: tuple[Finding, ...]
    areas: tuple[Finding, ...]
    chapters: tuple[ChapterRow, ...]
    steps: tuple[StepRow, ...]
    marks: tuple[Mark, ...]
    objectives: tuple[ObjectiveRow, ...]
    plots: tuple[Plot, ...]
    alarm_figures: tuple[AlarmFigure, ...]
    alarms: tuple[AlarmSource, ...]
    talk: TalkResult
    hazards: tuple[HazardRow, ...]
    facilities: tuple[FacilityRow, ...]
    cards: tuple[CardRow, ...]
    hot_wash: tuple[HotWashRow, ...]
    remarks: tuple[NoteRow, ...]
    log: tuple[LogRow, ...]
    facts: tuple[Fact, ...]
    notes: tuple[Words, ...] = ()
    edits: Edits = field(default_factory=Edits)
    actions: tuple[Action, ...] = ()

    def digest(self) -> str:
        """What an approval stands for: the record to its end, and what was written beside it."""
        return self.edits.digest(self.cover.seal)

    @property
    def approval(self) -> Approval | None:
        """Who approved it, where nothing was changed since."""
        given = self.edits.approval
        return given if given is not None and given.over == self.digest() else None
