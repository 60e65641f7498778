"""The score of one drill: points by group, every lost point with its event, ratings, figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum

from devices.events import Json
from devices.words import Words
from procedures.drill.guide import Group

CAP = 59.0  # a critical fail lets nobody above it: 再訓練


@dataclass(frozen=True, slots=True)
class Loss:
    """Points that were lost, for what, and the event of the record that shows it.

    event_number: 0 where no event stands for it, as for a load that was dark all the time.
    """

    group: Group
    points: float
    words: Words
    event_number: int
    time_s: float


@dataclass(frozen=True, slots=True)
class GroupScore:
    """Points of one group. measured: whether the record has anything to judge it by."""

    group: Group
    points: float
    of: float
    measured: bool


@dataclass(frozen=True, slots=True)
class Danger:
    """A hazard that came, or nearly. stopped: what stopped it in time; None for what came.

    critical: it caps the result. counted: it is the crew's own; what the guide, the instructor or
    the reference run brings as well is not.
    """

    hazard: str
    severity: str
    words: Words
    event_number: int
    time_s: float
    who: str = ""
    stopped: Words | None = None
    critical: bool = False
    counted: bool = True


@dataclass(frozen=True, slots=True)
class TaskScore:
    """What became of an expected action.

    state: ahead, open, met, unmet or not_applicable. credit: 1 in time, falling to 0 at twice the
    standard time; None while nothing is judged. reference_s: how long the expert took. by:
    measured or evaluator.
    """

    id: str
    words: Words
    objective: str
    group: Group
    state: str
    took_s: float | None
    standard_s: float | None
    reference_s: float | None
    evidence: Words | None
    event_number: int
    time_s: float | None
    note: str
    by: str
    hinted: bool
    credit: float | None


@dataclass(frozen=True, slots=True)
class ObjectiveScore:
    """Rating of an objective: P performed, S with some, M with major challenges, U unable.

    None where none of its tasks was judged. three_part: what talk is rated by, percent of orders in
    three parts; None for the other objectives, and where nobody gave an order.
    """

    id: str
    title: Words
    target: Words
    rating: str | None
    tasks: tuple[str, ...]
    three_part: float | None = None


@dataclass(frozen=True, slots=True)
class OrderTalk:
    """One order: full when it was repeated rightly and confirmed. repeat_s: until the repeat."""

    step: str
    speaker: str
    listener: str
    words: Words
    full: bool
    repeat_s: float | None
    event_number: int
    time_s: float


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure that is logged and costs nothing by itself. value None: not known."""

    id: str
    label: Words
    value: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The score of the branch that was written last. sum: before the cap; ended: it is over.

    cut_short: ended before the chain was; what was still ahead is not scored. left_behind: what was
    unsafe on ways that were left by going back; it costs nothing, and must be seen.
    """

    number: str
    title: Words
    branch: int
    until_s: float
    ended: bool
    cut_short: bool
    total: float
    sum: float
    capped: bool
    groups: tuple[GroupScore, ...]
    criticals: tuple[Danger, ...]
    dangers: tuple[Danger, ...]
    near_misses: tuple[Danger, ...]
    left_behind: tuple[Danger, ...]
    losses: tuple[Loss, ...]
    tasks: tuple[TaskScore, ...]
    objectives: tuple[ObjectiveScore, ...]
    talk: tuple[OrderTalk, ...]
    metrics: tuple[Metric, ...]
    has_reference: bool

    def metric(self, id: str) -> Metric:
        """The figure with this id; raises KeyError."""
        for one in self.metrics:
            if one.id == id:
                return one
        raise KeyError(id)

    def group(self, group: Group) -> GroupScore:
        """The points of one group."""
        return next(one for one in self.groups if one.group is group)

    def to_json(self) -> dict[str, Json]:
        """The same as plain JSON: words as {en, ja}, numbers with at most three decimals."""
        return {one.name: _json(getattr(self, one.name)) for one in fields(self)}


def _json(value: object) -> Json:
    if isinstance(value, Words):
        return {"en": value.en, "ja": value.ja}
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return [_json(one) for one in value]
    if isinstance(value, Mapping):
        return {str(name): _json(one) for name, one in value.items()}
    if is_dataclass(value):
        return {one.name: _json(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, float):
        return round(value, 3)
    assert value is None or isinstance(value, bool | int | str)
    return value
