"""Procedures as the program runs them: frozen data that touches nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from devices.conditions import Condition
from devices.documents import Document
from devices.events import Json
from devices.signals import Value
from devices.words import Words

END = "end"  # where a choice or a jump goes to leave the procedure
ABORT = "abort"  # where a choice goes to end the whole run in its safe state


@dataclass(frozen=True, slots=True)
class FieldAct:
    """One thing that a person does at the equipment: `k12.open`, with arguments."""

    device: str
    act: str
    arguments: Mapping[str, Value] = field(default_factory=dict)

    @property
    def target(self) -> str:
        """`device.act`."""
        return f"{self.device}.{self.act}"


# --- what a step does: one record a kind ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Do:
    """A command through the gate."""

    device: str
    verb: str
    arguments: Mapping[str, Value] = field(default_factory=dict)

    @property
    def target(self) -> str:
        """`device.verb`."""
        return f"{self.device}.{self.verb}"


@dataclass(frozen=True, slots=True)
class Check:
    """Conditions that measurement must show; the step passes when all of them are true."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What the receiver of an order reports, and the signals entered from what he saw."""

    text: Words
    enters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Say:
    """Words in three parts to `to`: an order, a request or a permit.

    order: the gate verb that these words are. acts: what the receiver then does at the equipment.
    enters: points entered as soon as the exchange is confirmed.
    """

    to: str
    text: Words
    read_back: Words
    order: Do | None = None
    acts: tuple[FieldAct, ...] = ()
    report: Report | None = None
    enters: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Enter:
    """A reading or a reported state that a person enters; acts are how he comes to know it."""

    signal: str
    acts: tuple[FieldAct, ...] = ()


@dataclass(frozen=True, slots=True)
class Confirm:
    """A person looks, does what only eyes and hands can do, and ticks."""

    acts: tuple[FieldAct, ...] = ()


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold point: two named people with these roles sign, each having seen `require` true."""

    id: str
    roles: tuple[str, str]
    require: Condition


@dataclass(frozen=True, slots=True)
class Wait:
    """Wait until a condition is true, or for a time in s; at_most_s: for a condition no longer."""

    until: Condition | None = None
    time_s: float | None = None
    at_most_s: float | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One way out of a choice; open to a person while `when` is true."""

    id: str
    title: Words
    goto: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Choose:
    """A branch, taken by a person or, when everybody is simulated, by its condition."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """Another procedure, after which this one goes on."""

    procedure: str


@dataclass(frozen=True, slots=True)
class Note:
    """Free text to the log."""

    text: Words | None = None


Action = Do | Check | Say | Enter | Confirm | Hold | Wait | Choose | Call | Note


# --- steps and procedures ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OnFail:
    """What happens when a step fails: at most one of the four; none of them pauses the run."""

    retry: int = 0
    goto: str = ""
    call: str = ""
    abort: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """What a step counts for: the quality that it shows, and its weight beside the others."""

    key: str
    weight: float


@dataclass(frozen=True, slots=True)
class Step:
    """One step. Times in s; `place` is where it stands in its file, for messages.

    require must be true before the step begins, expect after it, for `hold_for_s`, all within
    `limit_s`. takes_s: how long a simulated person needs (mean). phase: declared when done.
    alarms_expected: predicted by the step, so no alarms. second: roles of which one stands by
    when the command of the step is executed. target_s: how long a good crew needs, for comparison
    only. picture: the name of a picture that ships. score: for who scores the drill. origin: where
    its own numbers and times come from, where not all are those of the procedure.
    """

    id: str
    role: str
    title: Words
    action: Action
    caution: Words | None = None
    require: Condition | None = None
    expect: Condition | None = None
    hold_for_s: float = 0.0
    limit_s: float | None = None
    on_fail: OnFail = field(default_factory=OnFail)
    phase: str = ""
    takes_s: float | None = None
    alarms_expected: frozenset[str] = frozenset()
    second: tuple[str, ...] = ()
    target_s: float | None = None
    picture: str = ""
    score: Score | None = None
    origin: str = ""
    place: tuple[str | int, ...] = ()

    @property
    def kind(self) -> str:
        """The kind as files write it: do, check, say, enter, confirm, hold, wait, choose, ..."""
        return type(self.action).__name__.lower()

    def aims(self) -> dict[str, Json]:
        """What a good crew would show here, for the record; empty for most steps."""
        aims: dict[str, Json] = {} if self.target_s is None else {"target_s": self.target_s}
        if self.score is not None:
            aims["score"] = {"key": self.score.key, "weight": self.score.weight}
        return aims


@dataclass(frozen=True, slots=True)
class Watch:
    """A condition watched all the time: while `when` is false all is well.

    words say what should stay true. At most one of abort and call; neither only alerts. back_to:
    the step at which this procedure goes on after the call; "" begins the interrupted one anew.
    first, last: the steps between which it is watched, both included; "" is the first or the last.
    """

    id: str
    when: Condition
    words: Words
    abort: bool = False
    call: str = ""
    back_to: str = ""
    origin: str = ""
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure file. chain: the label of its tab ("P4"). target_s: time it should take.

    sites: where it holds; each has every device, limit and role that it names.

    aside: it stands beside the chain, so that its end says nothing of the whole operation.
    origin: where its numbers and times come from, as in site files; "" where nobody says. A step
    or a watch may have one of its own.
    """

    name: str
    sites: tuple[str, ...]
    chain: str
    title: Words
    steps: tuple[Step, ...]
    watches: tuple[Watch, ...] = ()
    phase: str = ""
    ends_in: str = ""
    safe_state: str = ""
    target_s: float | None = None
    aside: bool = False
    origin: str = ""
    document: Document | None = field(default=None, repr=False, compare=False)

    def index(self, step: str) -> int:
        """The position of a step by its id; `end` is behind the last. Raises KeyError."""
        if step == END:
            return len(self.steps)
        for position, candidate in enumerate(self.steps):
            if candidate.id == step:
                return position
        raise KeyError(step)

    def watched(self, watch: Watch, at: int) -> bool:
        """Whether `watch` counts while the step at position `at` is the current one."""
        first = self.index(watch.first) if watch.first else 0
        return first <= at and (not watch.last or at <= self.index(watch.last))

    def calls(self) -> Iterator[str]:
        """The names of the procedures that this one can call, as often as they stand there."""
        for step in self.steps:
            if isinstance(step.action, Call):
                yield step.action.procedure
            if step.on_fail.call:
                yield step.on_fail.call
        yield from (watch.call for watch in self.watches if watch.call)
