"""The after-action report as data: everything that it says, once, in both languages.

Times are plant time in s since the sitting opened. An event is named by its number in the record,
so that whoever doubts a sentence finds what it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from devices.words import Words
from procedures.drill.improvements import Action
from procedures.drill.report.course import ChapterRow, LogRow, Mark, Plot, StepRow
from procedures.drill.report.edits import Approval, Edits
from procedures.drill.report.rows import (
    AlarmFigure,
    AlarmSource,
    CardRow,
    FacilityRow,
    Fact,
    Finding,
    HazardRow,
    HotWashRow,
    NoteRow,
    ObjectiveRow,
    Result,
    TalkResult,
)


@dataclass(frozen=True, slots=True)
class Cover:
    """What was held. clock: plant time of day at the opening; held: when, by the wall; number: S3.

    mode: rehearsal, drill or live. outcome: completed, aborted, led (ended by who leads, for
    `reason`), left or interrupted. seal: the hash of the last event, which stands for the whole
    record. to_close: the drill is over and its window still open, which adds to the record.
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
    reason: str = ""
    to_close: bool = False


@dataclass(frozen=True, slots=True)
class Participant:
    """Who took part. part: sitter, simulated, instructor, evaluator or real."""

    name: Words
    role: str
    title: Words
    organisation: Words
    part: str


@dataclass(frozen=True)
class Report:
    """One drill, told from its record.

    identity: the hash of its first event, which no other record has. no_score: why there is no
    result. left_behind: what was unsafe on ways that were left by going back; `log` has none of it.
    edits: what people wrote beside it; actions: what is to be mended, of earlier drills first.
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
    left_behind: tuple[HazardRow, ...] = ()
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
