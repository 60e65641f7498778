"""What the instructor's and the evaluator's windows show; a trainee's window never gets it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from devices.signals import Value
from devices.words import Words
from procedures.drill.views import DrillView
from procedures.snapshot import AlarmView, CommandView, CurrentStep, Refusal, TalkLine

_NOWHERE = Words("", "")


@dataclass(frozen=True, slots=True)
class InjectLine:
    """An inject or happening on the instructor's time line.

    state: waiting, sent, skipped or refused. due_s: when it comes, None while that is not known.
    sent_s: when it came, each time. trigger: in words. happening: the world's own, not the guide's.
    """

    id: str
    title: Words
    channel: str
    by: Words
    text: Words | None
    trigger: Words
    state: str
    due_s: float | None
    sent_s: tuple[float, ...] = ()
    happening: bool = False
    why: Words | None = None  # it could not happen


@dataclass(frozen=True, slots=True)
class TaskLine:
    """An expected action. state: ahead, open, met, unmet or not_applicable.

    since_s: when its time began; limit_s: how long it may take; left_s: below 0 when it is over.
    measured: it fills itself. evidence: what showed it. reference_s: how long the expert took.
    """

    id: str
    objective: str
    group: str
    words: Words
    state: str
    measured: bool
    evaluator: str
    since_s: float | None = None
    limit_s: float | None = None
    left_s: float | None = None
    done_s: float | None = None
    reference_s: float | None = None
    evidence: Words | None = None
    note: str = ""
    hint: Words | None = None
    hinted: bool = False
    inject: str = ""
    judged: bool = False  # a person said what became of it, and not a measurement


@dataclass(frozen=True, slots=True)
class RoleLine:
    """Who acts for a role. holder: sitter, simulated or instructor."""

    role: str
    title: Words
    person: Words
    holder: str


@dataclass(frozen=True, slots=True)
class RoleStep:
    """The step that waits for a person whom the instructor plays; `mine` is said of him."""

    run: str
    role: str
    current: CurrentStep


@dataclass(frozen=True, slots=True)
class FaultView:
    """A fault of the library that can happen at a device of this site now.

    A wrong report has a role as its `device` and a slip as its `act`: it is for `LetSlip`.
    """

    device: str
    act: str
    title: Words
    group: str  # equipment, report or wire
    arguments: Mapping[str, Value] = field(default_factory=dict)
    where: Words = _NOWHERE  # what people call the device, the place or the role


@dataclass(frozen=True, slots=True)
class KeptMoment:
    """A moment to go back to. kept: by_hand, periodic or record."""

    time_s: float
    kept: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class MarkLine:
    """A note with its time."""

    time_s: float
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class HandLine:
    """A fault or a slip that somebody let happen by hand, and where."""

    time_s: float
    who: str
    words: Words


@dataclass(frozen=True, slots=True)
class InstructorView:
    """One immutable picture of a drill for those who lead and judge it."""

    time_s: float
    clock: datetime
    drill: DrillView
    for_instructor: Words
    injects: tuple[InjectLine, ...]
    tasks: tuple[TaskLine, ...]
    roles: tuple[RoleLine, ...]
    steps: tuple[RoleStep, ...]
    talk: tuple[TalkLine, ...]
    alarms: tuple[AlarmView, ...]  # raw: those held back from the trainee too
    selection: CommandView | None
    faults: tuple[FaultView, ...]
    moments: tuple[KeptMoment, ...]
    marks: tuple[MarkLine, ...]
    keep_every_min: float | None = None
    record: str = ""
    branch: int = 1
    by_hand: tuple[HandLine, ...] = ()  # in the order in which they happened
    refusal: Refusal | None = None  # of the last wish of whoever leads or judges
