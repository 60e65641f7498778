"""What a screen may know of a sitting: one immutable picture of it, ten times a second.

Texts travel in both languages, so that a window can change language without asking anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from devices.alarms import AlarmFigures
from devices.links import LinkView
from devices.signals import Reading, Value
from devices.words import Words
from procedures.drill.views import DrillView
from procedures.energy import EnergyView

_NOTHING = Words("", "")


class Mode(StrEnum):
    """Which of the three kinds of sitting this is."""

    REHEARSAL = "rehearsal"
    DRILL = "drill"
    LIVE = "live"


class StepState(StrEnum):
    """State of one step, told by symbol and word, never by colour alone."""

    WAITING = "not_started"
    CURRENT = "current"
    DONE = "done"
    SKIPPED = "skipped"
    FAILED = "failed"


class RunState(StrEnum):
    """State of a run of a procedure."""

    READY = "ready"
    RUNNING = "running"  # the current step is at work
    WAITING = "waiting"  # for a person or for time
    HELD = "held"  # at a hold point
    PAUSED = "paused"
    FAILED = "failed"
    ABORTING = "aborting"
    ENDED = "ended"


class AlarmState(StrEnum):
    """ISA-18.2 states that a list can show."""

    UNACKNOWLEDGED = "unacknowledged"
    ACKNOWLEDGED = "acknowledged"
    RETURNED = "returned"  # back to normal, not acknowledged
    SHELVED = "shelved"
    SUPPRESSED = "suppressed"  # by state, or folded under a first-out
    OUT_OF_SERVICE = "out_of_service"


@dataclass(frozen=True, slots=True)
class ConditionView:
    """A condition with the live value beside it. truth None is unknown.

    unreported: the points that somebody has to report before it can be judged. aside: a watch that
    holds only because it does not matter now; `live` says why.
    """

    words: Words
    live: Words
    truth: bool | None
    preview: Words = _NOTHING
    unreported: tuple[str, ...] = ()
    aside: bool = False


@dataclass(frozen=True, slots=True)
class StepView:
    """One line of the step list."""

    id: str
    kind: str
    title: Words
    role: str
    state: StepState
    who: str = ""
    time_s: float | None = None
    measured: bool = False  # done by measurement, not by eye
    depth: int = 0  # inside how many called procedures


@dataclass(frozen=True, slots=True)
class SayView:
    """An exchange in three parts. stage: speak -> read_back -> judge -> report -> done.

    sitter_enters: whose words the sitter enters for somebody else in a live sitting: order,
    read_back, judge, report or report_back; "" where he speaks himself, or a simulated person does.
    """

    speaker: str
    listener: str
    text: Words
    expected_read_back: Words
    stage: str
    heard: Words | None = None  # what was repeated
    differences: tuple[str, ...] = ()  # the words that differ, in the language spoken
    report: Words | None = None
    seconds_left: float | None = None
    attempt: int = 1
    sitter_speaks: bool = False
    sitter_listens: bool = False
    sitter_enters: str = ""


@dataclass(frozen=True, slots=True)
class CommandView:
    """A command that the step or the faceplate offers. `button` repeats object, verb, values.

    stage: offered, selected, sent, confirmed, refused, no_answer; was_selected in a replay.

    second_roles: somebody of one of these roles must stand by to execute it; () for nobody.
    """

    device: str
    verb: str
    arguments: Mapping[str, Value]
    button: Words
    stage: str
    seconds_left: float | None = None
    interlocks: tuple[ConditionView, ...] = ()
    preview: tuple[ConditionView, ...] = ()
    second_roles: tuple[str, ...] = ()

    def same_as(self, other: CommandView) -> bool:
        """Whether both tell the device the same, with the same values."""
        mine, others = (self.device, self.verb), (other.device, other.verb)
        return mine == others and dict(self.arguments) == dict(other.arguments)


@dataclass(frozen=True, slots=True)
class HoldView:
    """A hold point: two roles, who signed, who still has to."""

    id: str  # H1..H8
    roles: tuple[str, str]
    signed: Mapping[str, str]  # role -> person
    refused: Words | None = None


@dataclass(frozen=True, slots=True)
class EnterView:
    """A value that a person enters into a manual point.

    seen: what he sees there, where the equipment is simulated and he has looked.
    """

    signal: str
    label: Words
    unit: str
    low: float | None
    high: float | None
    states: tuple[str, ...]
    state_words: tuple[Words, ...]
    is_flag: bool = False
    seen: Value | None = None


@dataclass(frozen=True, slots=True)
class OptionView:
    """One way out of a choice."""

    id: str
    words: Words


@dataclass(frozen=True, slots=True)
class CurrentStep:
    """Everything about the step at work. `can` names the intents that make sense now:

    proceed confirm deny speak read_back judge enter sign choose repeat back skip pause resume
    abort select execute cancel. `waiting_for` says in words whom or what the step waits for.
    subject: the device that the step is about ("" for none); reaches: the state that it shall have
    then; wait_s: how long a wait of a given time lasts.
    """

    id: str
    kind: str
    title: Words
    role: str
    role_title: Words
    person: str
    mine: bool  # the sitter is to act
    elapsed_s: float
    limit_s: float | None
    can: frozenset[str]
    waiting_for: Words
    caution: Words | None = None
    requires: tuple[ConditionView, ...] = ()
    expected: tuple[ConditionView, ...] = ()
    held_s: float | None = None  # how long the expectation has held
    hold_for_s: float | None = None  # how long it must hold
    say: SayView | None = None
    command: CommandView | None = None
    hold: HoldView | None = None
    enter: EnterView | None = None
    options: tuple[OptionView, ...] = ()
    failure: Words | None = None
    target_s: float | None = None  # how long a good crew needs; beyond it nothing happens
    picture: str = ""  # the name of a picture that ships
    subject: str = ""
    reaches: Value | None = None
    wait_s: float | None = None


@dataclass(frozen=True, slots=True)
class RunView:
    """One run of a procedure with all its steps. aborted: it was stopped, and is at rest."""

    id: str
    procedure: str
    chain: str  # "P4": the label of its tab
    title: Words
    state: RunState
    steps: tuple[StepView, ...]
    at: int  # index of the current step
    current: CurrentStep | None
    watch: tuple[ConditionView, ...]
    elapsed_s: float
    target_s: float | None = None
    aborted: bool = False


@dataclass(frozen=True, slots=True)
class ChapterView:
    """One tab of the chain of procedures P1..P9. state: done, current, ahead.

    left_out: the steps of it that somebody skipped.
    """

    label: str
    title: Words
    state: str
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StartView:
    """A procedure that the sitter may open by hand. against: why not now; None when he can.

    called_for: whether what it is for is so, as far as values tell; None where they do not. remark:
    which values say so. It keeps nobody from opening it: a person may know more.
    """

    procedure: str
    chain: str
    title: Words
    against: Words | None
    called_for: bool | None = None
    remark: Words | None = None


@dataclass(frozen=True, slots=True)
class HourlyView:
    """The hourly word that waits to be said to the role `listener`, since `asked_s`."""

    listener: str
    text: Words
    asked_s: float


@dataclass(frozen=True, slots=True)
class HandoverView:
    """Who may take the sitter's place; to: who is being told what stands ("" for nobody).

    by_ear: he is a real person, and what he repeats is entered; else `heard` is what he said, None
    until he has. differences: where it differs, or where what was repeated last did.
    """

    may: tuple[str, ...]
    to: str = ""
    text: Words = _NOTHING
    read_back: Words = _NOTHING
    attempt: int = 1
    differences: tuple[str, ...] = ()
    by_ear: bool = True
    heard: Words | None = None


@dataclass(frozen=True, slots=True)
class AlarmView:
    """One row of the alarm list. priority 1 emergency, 2 high, 3 low.

    held_back: why it is not in the list ("" while it is): state, expected, folded, shelved or
    out_of_service. chattering: it came or went three times within a minute. act_within_s: how long
    the operator has; delay_s, off_delay_s: how long it waited to come, and will wait to go;
    deadband: how far back its value must be, in its unit; None for a state.
    """

    id: str
    priority: int
    device: str
    title: Words
    cause: Words
    consequence: Words
    action: Words
    state: AlarmState
    active: bool
    time_s: float
    value: Words
    folded: int = 0  # how many children this first-out carries
    parent: str = ""
    held_back: str = ""
    chattering: bool = False
    acknowledged_by: str = ""
    comment: str = ""
    shelved_until_s: float | None = None
    act_within_s: float = 0.0
    delay_s: float = 0.0
    off_delay_s: float = 0.0
    deadband: float | None = None
    deadband_unit: str = ""


@dataclass(frozen=True, slots=True)
class TalkLine:
    """One utterance. part: order, read_back, confirm, reissue, report, report_back, notice."""

    time_s: float
    speaker: str
    listener: str
    part: str
    words: Words
    right: bool | None = None


@dataclass(frozen=True, slots=True)
class EventLine:
    """One line of the log."""

    number: int
    time_s: float
    kind: str
    subject: str
    who: str
    words: Words


@dataclass(frozen=True, slots=True)
class CommandLine:
    """One command on a device, or one report into a manual point of it (verb "").

    outcome: selected, sent, confirmed, refused, no_answer, cancelled, entered. why: the reasons of
    a refusal, or what is known of a lost answer.
    """

    number: int
    time_s: float
    device: str
    verb: str
    who: str
    title: Words
    outcome: str
    why: Words = _NOTHING


@dataclass(frozen=True, slots=True)
class VerbView:
    """A verb on a faceplate with everything that stands in its way (all reasons, not the first).

    past: it is shown of a record, and nothing can be selected.
    """

    device: str
    verb: str
    title: Words
    arguments: Mapping[str, tuple[float | None, float | None, str]]  # name -> low, high, unit
    choices: Mapping[str, tuple[str, ...]]  # name -> allowed states
    roles: tuple[str, ...]
    interlocks: tuple[ConditionView, ...]
    past: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the last wish was refused: every reason in words that a person understands.

    unreported: the points that somebody has to report before it can be judged.
    """

    time_s: float
    target: str
    title: Words
    reasons: tuple[Words, ...]
    unreported: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """State of charge to come: hours from now, and three curves of it in percent."""

    hours: tuple[float, ...] = ()
    p10_pct: tuple[float, ...] = ()
    p50_pct: tuple[float, ...] = ()
    p90_pct: tuple[float, ...] = ()
    missing: Words | None = None  # why there is none


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """A measured value as the record knew it last, and as the device tells it now.

    state: it is a position, mode or flag, and no number.
    """

    label: Words
    before: Words
    now: Words
    state: bool


@dataclass(frozen=True, slots=True)
class TakingUpView:
    """A sitting was cut off, and waits until somebody has looked at what is different.

    gap_s: how long nobody looked; None in a drill, whose plant time stood still meanwhile. unread:
    devices whose first answer is awaited.
    """

    gap_s: float | None
    differences: tuple[DifferenceView, ...]
    unread: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class LiveView:
    """How a live sitting stands towards the real devices.

    armed_by: the person who enabled writes, "" while nothing can be written; armed_since_s: since
    when, in s. may_arm: the persons who can; none in a read-only sitting.
    """

    read_only: bool
    armed_by: str
    armed_since_s: float | None
    may_arm: tuple[str, ...]
    links: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class ReplayMark:
    """One thing that happened in a record that is shown again.

    like: step, alarm, happening, note, command, phase, talk or branch.
    """

    time_s: float
    like: str
    words: Words


@dataclass(frozen=True, slots=True)
class ReplayBranch:
    """One way that a recorded sitting went, in s of plant time, and why it went there."""

    number: int
    from_s: float
    to_s: float
    reason: str


@dataclass(frozen=True, slots=True)
class ReplayView:
    """The record that is shown again. ends_s: its last moment on the branch that is shown.

    marks: what happened on the way, oldest first. notes: what must be known of the record: that it
    is damaged, or that files are not what they were. against_fork: why nobody can go on from here;
    () where somebody can.
    """

    ends_s: float
    branch: int
    marks: tuple[ReplayMark, ...] = ()
    branches: tuple[ReplayBranch, ...] = ()
    notes: tuple[Words, ...] = ()
    against_fork: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One immutable picture of a sitting."""

    time_s: float
    clock: datetime
    mode: Mode
    site: str
    site_title: Words
    scenario_title: Words
    phase: str
    phase_title: Words
    blackout_s: float | None
    values: Mapping[str, Reading]
    sitter: str  # the person
    sitter_roles: tuple[str, ...]
    chapters: tuple[ChapterView, ...] = ()
    runs: tuple[RunView, ...] = ()
    startable: tuple[StartView, ...] = ()
    handover: HandoverView | None = None  # None where nobody sits
    hourly: HourlyView | None = None
    alarms: tuple[AlarmView, ...] = ()
    talk: tuple[TalkLine, ...] = ()
    events: tuple[EventLine, ...] = ()
    commands: tuple[CommandLine, ...] = ()  # of all devices, newest first
    selection: CommandView | None = None
    selected_by: str = ""
    refusal: Refusal | None = None
    outlook: Outlook = field(default_factory=Outlook)
    finished: bool = False
    outcome: str = ""  # "", completed, aborted
    record: str = ""  # path of the record file
    folder: str = ""  # of the scenario: procedures that stand there come before those that ship
    branch: int = 1  # of the record: one more each time that the sitting went back
    live: LiveView | None = None  # None in a simulated sitting
    taking_up: TakingUpView | None = None  # it goes on after it had been cut off
    alarm_figures: AlarmFigures | None = None
    replay: ReplayView | None = None  # it is past: a record that is shown again
    energy: EnergyView | None = None  # of this day; None where the site has no PV
    drill: DrillView | None = None  # None where the scenario makes no drill of it
