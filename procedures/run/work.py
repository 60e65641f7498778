"""What every kind of step at work offers, and what can come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias, assert_never

from devices.events import Json
from devices.words import Words
from procedures import intents
from procedures.run.world import World

StepIntent: TypeAlias = (
    intents.Proceed
    | intents.Confirm
    | intents.Speak
    | intents.ReadBack
    | intents.JudgeReadBack
    | intents.EnterValue
    | intents.Sign
    | intents.Choose
)


@dataclass(frozen=True, slots=True)
class Working:
    """The step goes on."""


@dataclass(frozen=True, slots=True)
class Done:
    """The action of the step is done; goto: where a choice leads ("" to the next step)."""

    goto: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """The step cannot succeed."""

    reason: Words


@dataclass(frozen=True, slots=True)
class Refusal:
    """A wish that was not granted, with every reason."""

    reasons: tuple[Words, ...]


Result: TypeAlias = Working | Done | Failed
WORKING = Working()


def result_json(result: Result) -> dict[str, Json]:
    """What came of a step so far, as plain JSON."""
    match result:
        case Working():
            return {"is": "working"}
        case Done(goto=goto):
            return {"is": "done", "goto": goto}
        case Failed(reason=reason):
            return {"is": "failed", "en": reason.en, "ja": reason.ja}
        case _:
            assert_never(result)


def result_from_json(data: Mapping[str, Any]) -> Result:
    """The result that `result_json` wrote; raises KeyError for another form."""
    if data["is"] == "done":
        return Done(data["goto"])
    return WORKING if data["is"] == "working" else Failed(Words(data["en"], data["ja"]))


class Work(Protocol):
    """The action of one step, tried once."""

    def advance(self, world: World) -> Result:
        """Let time pass."""

    def accept(self, intent: StepIntent, world: World) -> Refusal | None:
        """Take what the sitter wants of this step; None when it was taken."""

    def can(self) -> frozenset[str]:
        """The intents that make sense now, by their names in CurrentStep."""

    def why(self, world: World) -> Words:
        """What it waits for, or why it is not done yet, in words."""

    def due_s(self) -> float | None:
        """When it wants to be advanced next; None for no particular time."""

    @property
    def waits_for_sitter(self) -> bool:
        """Whether nothing happens until the sitter does something."""

    @property
    def interruptible(self) -> bool:
        """Whether a pause may drop it and begin it anew: nothing was said or sent yet."""

    def export_state(self) -> dict[str, Json]:
        """What has become of it since it began, as JSON; what the step says is not among it."""

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError or ValueError for another form."""
