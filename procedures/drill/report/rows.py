"""What the tables of a report hold, each line with the event of the record that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from devices.words import Words


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where in the record something shows: the number of an event and when it happened."""

    event: int
    time_s: float


@dataclass(frozen=True, slots=True)
class GroupResult:
    """Points of one group of the score. measured: the record has something to judge it by."""

    group: str
    points: float
    of: float
    measured: bool = True


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
    """The score. total: 0 to 100; capped: a critical fail holds it at 59.

    cut_short: ended before the chain was, and what was ahead is not scored. went_back: how often
    somebody went back to an earlier moment.
    """

    total: float
    capped: bool
    cut_short: bool
    went_back: int
    groups: tuple[GroupResult, ...]
    losses: tuple[LossLine, ...]
    metrics: tuple[Metric, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A strength or an area for improvement: what, and what it rests on."""

    words: Words
    evidence: tuple[Evidence, ...] = ()


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
    """An objective. rating: P, S, M, U, or "" where nothing could be judged.

    three_part: what talk is rated by, the percentage of orders in three parts; None elsewhere.
    """

    id: str
    title: Words
    target: Words
    capability: Words
    rating: str
    tasks: tuple[TaskRow, ...]
    three_part: float | None = None


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

    first_s: from the blackout to its first supply; unserved_kwh by its planned mean load; unsafe:
    acts at its switch that a hazard came of.
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
    """A facility manager at one of his cards: how long it took, what failed, what was unsafe.

    unsafe: his acts that a hazard came of, between the begin and the end of the card.
    """

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
    """What an instructor or evaluator wrote down while it happened; text "": only its time."""

    time_s: float
    who: Words
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Fact:
    """A setting or a hash of the appendix."""

    name: Words
    value: str
