"""What instructor, evaluator and trainee can want of a drill, beside what a sitter can want anyway.

Each comes in by the same door as every other wish (`Sitting.accept`). by: who wishes it. In a live
sitting none of them is granted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from devices.signals import Value
from procedures import intents
from procedures.drill.guide import Verdict
from procedures.people import Slip

# --- the instructor ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SendInject:
    """Send an inject or let a happening come now: early, late, or again."""

    inject: str
    by: str


@dataclass(frozen=True, slots=True)
class SkipInject:
    """Leave out an inject or happening that has not come."""

    inject: str
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SendMessage:
    """Tell the trainee something as `role`, by telephone or in writing; no file foresees it."""

    role: str
    channel: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class GiveHint:
    """Give the hint of an expected action. By the trainee himself it is asked for."""

    task: str
    by: str


@dataclass(frozen=True, slots=True)
class LetHappen:
    """Let a fault of the library come: `act` really happens at `device`."""

    device: str
    act: str
    by: str
    arguments: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LetSlip:
    """Let a simulated holder of `role` make a mistake, `times` times. step: only there."""

    role: str
    slip: Slip
    by: str
    step: str = ""
    times: int = 1


@dataclass(frozen=True, slots=True)
class Freeze:
    """Stop plant time: nothing moves until `Thaw`. disaster: the code word 実災害 was said."""

    by: str
    reason: str = ""
    disaster: bool = False


@dataclass(frozen=True, slots=True)
class Thaw:
    """Let plant time go on."""

    by: str


@dataclass(frozen=True, slots=True)
class StepTime:
    """While frozen: let this much plant time pass, then stand again."""

    seconds: float
    by: str


@dataclass(frozen=True, slots=True)
class KeepMoment:
    """Keep this moment, to go back to it."""

    by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class KeepEvery:
    """Keep a moment every so many minutes of plant time; None: only as the record does anyway."""

    minutes: float | None
    by: str


@dataclass(frozen=True, slots=True)
class TakeRole:
    """The instructor acts and speaks for `role` himself, in the place of its simulated holder."""

    role: str
    by: str


@dataclass(frozen=True, slots=True)
class GiveRoleBack:
    """The simulated holder of `role` acts for himself again."""

    role: str
    by: str


@dataclass(frozen=True, slots=True)
class ActAs:
    """Do or say something in the place of the holder of `role`, who was taken over."""

    role: str
    wish: intents.Wish
    by: str


@dataclass(frozen=True, slots=True)
class Override:
    """Let the sitter's command that stands selected pass its interlocks, with a reason."""

    device: str
    verb: str
    reason: str
    by: str
    arguments: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mark:
    """A note of the instructor or evaluator with its time; the trainee does not see it.

    text: may be empty: the moment itself is marked.
    """

    text: str
    by: str


@dataclass(frozen=True, slots=True)
class BeginDrill:
    """訓練開始: said and shown; plant time begins to run."""

    by: str


@dataclass(frozen=True, slots=True)
class EndDrill:
    """訓練終了: said and shown; the sitting is over."""

    by: str
    reason: str = ""


# --- the evaluator -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Judge:
    """達成, 未達 or 対象外 for an expected action, with a note. It goes before what is measured."""

    task: str
    verdict: Verdict
    by: str
    note: str = ""


# --- the trainee ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AnswerMessage:
    """Answer a message: with one of its answers, or in the trainee's own words, or both."""

    message: str
    by: str
    answer: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class HotWash:
    """What somebody says right after the drill (直後の振り返り), each in his own words.

    fix: the one thing to mend by tomorrow. workload: NASA-TLX items, 0 to 100 each, by name.
    confidence: before and after, 1 to 5; None where it was not asked.
    """

    by: str
    went_well: str = ""
    went_badly: str = ""
    fix: str = ""
    workload: Mapping[str, int] = field(default_factory=dict)
    confidence_before: int | None = None
    confidence_after: int | None = None


InstructorWish = (
    SendInject
    | SkipInject
    | SendMessage
    | GiveHint
    | LetHappen
    | LetSlip
    | Freeze
    | Thaw
    | StepTime
    | KeepMoment
    | KeepEvery
    | TakeRole
    | GiveRoleBack
    | ActAs
    | Override
    | Mark
    | BeginDrill
    | EndDrill
    | Judge
)
TraineeWish = AnswerMessage | HotWash
DrillWish = InstructorWish | TraineeWish
AnyWish = intents.Intent | DrillWish
"""Everything that `Sitting.accept` takes."""
