"""Intents: everything a person can want from a sitting. Views emit them; nothing else acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from devices.signals import Value


@dataclass(frozen=True, slots=True)
class StartProcedure:
    """Open a run of `procedure` by the sitter."""

    procedure: str


@dataclass(frozen=True, slots=True)
class Proceed:
    """Begin the current step, or tick it done once its expectation holds."""

    run: str


@dataclass(frozen=True, slots=True)
class Confirm:
    """Answer a look-and-tick step: done, or not so with a reason."""

    run: str
    ok: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Speak:
    """Say the words on the screen: an order (発令), or a report.

    text: the words that were really said, where real people said others than those on the screen.
    """

    run: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class ReadBack:
    """The sitter repeats an order that was given to him, as `text`."""

    run: str
    text: str


@dataclass(frozen=True, slots=True)
class JudgeReadBack:
    """The sitter judges what the receiver repeated: "that is right" or say it again."""

    run: str
    right: bool


@dataclass(frozen=True, slots=True)
class EnterValue:
    """Enter a reading or a reported state into the manual point of the current step."""

    run: str
    value: Value


@dataclass(frozen=True, slots=True)
class EnterPoint:
    """Enter into a manual point what a person reported, at any time and outside any step."""

    signal: str
    value: Value


@dataclass(frozen=True, slots=True)
class Sign:
    """Sign a hold point as `person`, who must hold one of its roles."""

    run: str
    person: str


@dataclass(frozen=True, slots=True)
class Choose:
    """Take the branch `option` of a choice."""

    run: str
    option: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """Do the current step again from its beginning."""

    run: str


@dataclass(frozen=True, slots=True)
class GoBack:
    """Return to an earlier step of the same run, with a reason."""

    run: str
    step: str
    reason: str


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave out the current step, with a reason. Holds cannot be skipped."""

    run: str
    reason: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Pause the run."""

    run: str


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on with a paused run."""

    run: str


@dataclass(frozen=True, slots=True)
class Abort:
    """Abort the run to its safe state, with a reason."""

    run: str
    reason: str


@dataclass(frozen=True, slots=True)
class Select:
    """First of two actions: select a device and verb. `role` is the hat the sitter wears.

    override_reason: an instructor lets it pass its interlocks, in a drill; override_by: who he is
    when he stands beside the sitter.
    """

    device: str
    verb: str
    arguments: Mapping[str, Value] = field(default_factory=dict)
    role: str = ""
    override_reason: str = ""
    override_by: str = ""


@dataclass(frozen=True, slots=True)
class Execute:
    """Second of two actions: execute what is selected. second: who stands by, where one must.

    device, verb, arguments: what whoever presses has before his eyes; refused where another command
    stands selected. "" for the device names none.
    """

    second: str = ""
    device: str = ""
    verb: str = ""
    arguments: Mapping[str, Value] = field(default_factory=dict)

    @property
    def target(self) -> str:
        """The named command as "device.verb"; "" for none."""
        return f"{self.device}.{self.verb}" if self.device else ""


@dataclass(frozen=True, slots=True)
class CancelSelection:
    """Let go of what is selected."""


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """Acknowledge an alarm ("" for all that are shown)."""

    alarm: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Shelve:
    """Put an alarm aside for some minutes, with a reason. once: only until it has gone."""

    alarm: str
    minutes: float
    reason: str
    once: bool = False


@dataclass(frozen=True, slots=True)
class Unshelve:
    """Take an alarm from the shelf before its time."""

    alarm: str


@dataclass(frozen=True, slots=True)
class OutOfService:
    """Take an alarm out of service for maintenance, with a reason."""

    alarm: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReturnToService:
    """Put an alarm back into service, with a reason."""

    alarm: str
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """Write free text to the log."""

    text: str


@dataclass(frozen=True, slots=True)
class SayHourly:
    """The hourly word was said to the city, in the words on the screen."""


@dataclass(frozen=True, slots=True)
class SkipHourly:
    """The hourly word is not said this time, with a reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """Say to `person`, who stands at the same console, what stands: he is to take over."""

    person: str


@dataclass(frozen=True, slots=True)
class HandOverRepeated:
    """What the next person repeated, as entered; "" where the sitter judged it by ear."""

    text: str = ""
    right: bool = True


@dataclass(frozen=True, slots=True)
class GiveUpHandOver:
    """Nobody takes over; the sitter stays."""


@dataclass(frozen=True, slots=True)
class Arm:
    """Live: enable writes to real devices; `person` answers for it and must hold a role for it."""

    person: str


@dataclass(frozen=True, slots=True)
class Disarm:
    """Live: nothing is written to real devices any more. Anybody may do it."""


@dataclass(frozen=True, slots=True)
class TakeUp:
    """Live: the sitter has seen what is different since the sitting was cut off; it goes on."""


@dataclass(frozen=True, slots=True)
class Backtrack:
    """Go back to the latest stored moment until `time_s`; what came after stays as a branch.

    Plant, steps, alarms, talk, people and log go together. Never in a live sitting.
    branch: of that branch of the record; None for the one that the sitting is on. by: the
    instructor where one leads; "" for the sitter.
    """

    time_s: float
    reason: str = ""
    branch: int | None = None
    by: str = ""


Wish = (
    StartProcedure
    | Proceed
    | Confirm
    | Speak
    | ReadBack
    | JudgeReadBack
    | EnterValue
    | EnterPoint
    | Sign
    | Choose
    | Repeat
    | GoBack
    | Skip
    | Pause
    | Resume
    | Abort
    | Select
    | Execute
    | CancelSelection
    | Acknowledge
    | Shelve
    | Unshelve
    | OutOfService
    | ReturnToService
    | Note
    | SayHourly
    | SkipHourly
    | HandOver
    | HandOverRepeated
    | GiveUpHandOver
    | Arm
    | Disarm
)
"""What a person wants of the present moment."""

Intent = Wish | Backtrack | TakeUp
