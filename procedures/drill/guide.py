"""The drill in a scenario: what is sent in, what is expected of whom by when, and what it weighs.

A guide is data: it is read from the scenario's file, written into the head of the record, and
read again by everything that judges, so that a score depends on the record alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from devices.conditions import Condition
from devices.signals import Value
from devices.words import Words
from procedures.people import Mistake

ALL_HELP = frozenset({"hints", "preview", "guidance", "glossary"})


class Group(StrEnum):
    """The six groups of a score."""

    SAFETY = "safety"
    PROCEDURE = "procedure"
    TIME = "time"
    LIMITS = "limits"
    ENERGY = "energy"
    COMMUNICATION = "communication"


USUAL_WEIGHTS: Mapping[Group, float] = {
    Group.SAFETY: 30.0,
    Group.PROCEDURE: 20.0,
    Group.TIME: 15.0,
    Group.LIMITS: 15.0,
    Group.ENERGY: 10.0,
    Group.COMMUNICATION: 10.0,
}
"""Points of each group; together 100 [P]."""


class Level(StrEnum):
    """For whom a scenario is."""

    BEGINNER = "beginner"
    BASIC = "basic"
    OPERATIONS = "operations"
    ADVANCED = "advanced"
    FACILITY = "facility"  # people who are no electricians
    CITY = "city"
    TABLETOP = "tabletop"


class Channel(StrEnum):
    """How an inject comes."""

    PHONE = "phone"
    TEXT = "text"
    MEASUREMENT = "measurement"
    PICTURE = "picture"
    EQUIPMENT = "equipment"
    WIRE = "wire"  # a fault of the protocol or of the line to a device


class Verdict(StrEnum):
    """What became of an expected action: 達成, 未達, 対象外."""

    MET = "met"
    UNMET = "unmet"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Trigger:
    """When something comes: at `at_s`; `after_s` after `when` first holds or `step` begins.

    step: "procedure/step". With none of the three it comes by hand only.
    """

    at_s: float | None = None
    when: Condition | None = None
    step: str = ""
    after_s: float = 0.0

    @property
    def by_hand(self) -> bool:
        """Whether nothing but the instructor brings it."""
        return self.at_s is None and self.when is None and not self.step


@dataclass(frozen=True, slots=True)
class Measure:
    """What shows by itself that an expected action was done; nothing set: an evaluator judges.

    when: becomes true. never: must not become true until the limit. step: "procedure/step" is
    done. command: "device.verb" is confirmed. entry: this point is entered. answer: this answer of
    the inject is given.
    """

    when: Condition | None = None
    never: Condition | None = None
    step: str = ""
    command: str = ""
    entry: str = ""
    answer: str = ""

    @property
    def judged(self) -> bool:
        """Whether only a person can tell."""
        return self == Measure()


@dataclass(frozen=True, slots=True)
class Task:
    """One expected action. since: when its time begins; standard_s: what a good crew needs.

    evaluator: the role that judges it, "" for whoever evaluates. hint: said at the limit. The task
    of an inject has the inject's id, and its time begins when that is sent.
    """

    id: str
    words: Words
    objective: str
    group: Group
    measure: Measure = Measure()
    since: Trigger = Trigger(at_s=0.0)
    standard_s: float | None = None
    hint: Words | None = None
    evaluator: str = ""
    inject: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer that the trainee can give to a message."""

    id: str
    words: Words
    right: bool


@dataclass(frozen=True, slots=True)
class Act:
    """Something that really happens in the simulator."""

    device: str
    act: str
    arguments: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Inject:
    """One inject (状況付与). by: the role that speaks, "" for none. slip: what somebody does wrong.

    text: what the trainee hears or reads; None where he only sees what comes of the acts.
    """

    id: str
    title: Words
    channel: Channel
    trigger: Trigger
    text: Words | None = None
    by: str = ""
    acts: tuple[Act, ...] = ()
    slip: Mistake | None = None
    picture: str = ""
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything of a scenario that makes it a drill.

    number: "S3"; lasts_s: how long it is planned to take, in plant time. night: the trainee's
    windows open in the night theme. briefing: told before; for_instructor: told to him alone.
    objectives: of `resources/objectives.yaml`. help: which of ALL_HELP a trainee may use.
    """

    number: str
    level: Level
    lasts_s: float
    briefing: Words
    for_instructor: Words
    objectives: tuple[str, ...] = ()
    help: frozenset[str] = ALL_HELP
    injects: tuple[Inject, ...] = ()
    tasks: tuple[Task, ...] = ()
    weights: Mapping[Group, float] = field(default_factory=lambda: dict(USUAL_WEIGHTS))
    night: bool = False

    def inject(self, id: str) -> Inject | None:
        """The inject with this id; None for another."""
        return next((one for one in self.injects if one.id == id), None)

    def task(self, id: str) -> Task | None:
        """The expected action with this id; None for another."""
        return next((one for one in self.tasks if one.id == id), None)
