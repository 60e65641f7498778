"""Steps that measurement or time decides: checks and waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from devices.conditions import Condition
from devices.events import Json
from devices.phrases import listed, said
from devices.words import Words
from procedures import intents
from procedures.people import Member
from procedures.run.work import WORKING, Done, Refusal, Result, StepIntent
from procedures.run.world import World


@dataclass(slots=True)
class CheckWork:
    """All conditions true, for `hold_for_s`. A simulated person first takes his time to look."""

    conditions: tuple[Condition, ...]
    hold_for_s: float
    actor: Member
    looks_at_s: float
    true_since_s: float | None = None

    @property
    def waits_for_sitter(self) -> bool:
        """Measurement decides."""
        return False

    @property
    def interruptible(self) -> bool:
        """Looking leaves no trace."""
        return True

    def due_s(self) -> float | None:
        """When the look is over, or the conditions have held long enough."""
        if self.true_since_s is None:
            return self.looks_at_s if self.actor.simulated else None
        return max(self.true_since_s + self.hold_for_s, self.looks_at_s)

    def can(self) -> frozenset[str]:
        """Nothing before they are true."""
        return frozenset()

    def accept(self, intent: StepIntent, world: World) -> Refusal | None:
        """The tick comes too early: say what is not true."""
        if isinstance(intent, intents.Proceed):
            return Refusal((self.why(world),))
        return Refusal((said("step.not_now"),))

    def advance(self, world: World) -> Result:
        """Look at the picture; unknown is not true."""
        if not all(c.evaluate(world.picture) is True for c in self.conditions):
            self.true_since_s = None
            return WORKING
        if self.true_since_s is None:
            self.true_since_s = world.now_s
        held = world.now_s - self.true_since_s >= self.hold_for_s
        return Done() if held and world.now_s >= self.looks_at_s else WORKING

    def why(self, world: World) -> Words:
        """The parts that are not true."""
        wrong = [c for c in self.conditions if c.evaluate(world.picture) is not True]
        if not wrong:
            return said("step.must_hold", seconds=self.hold_for_s)
        return listed(world.reasons_against(condition) for condition in wrong)

    def export_state(self) -> dict[str, Json]:
        """When the look is over, and since when everything is true, as JSON."""
        return {"looks_at_s": self.looks_at_s, "true_since_s": self.true_since_s}

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError for another form."""
        self.looks_at_s, self.true_since_s = state["looks_at_s"], state["true_since_s"]


@dataclass(slots=True)
class WaitWork:
    """Until a condition is true, or until a time, or until the first of both; needs nobody."""

    until: Condition | None
    until_s: float | None

    @property
    def waits_for_sitter(self) -> bool:
        """Time and measurement decide."""
        return False

    @property
    def interruptible(self) -> bool:
        """Waiting leaves no trace."""
        return True

    def due_s(self) -> float | None:
        """The end of a wait for a time."""
        return self.until_s

    def can(self) -> frozenset[str]:
        """Nothing."""
        return frozenset()

    def accept(self, intent: StepIntent, world: World) -> Refusal | None:
        """Nothing hastens a wait."""
        return Refusal((said("step.just_wait"),))

    def why(self, world: World) -> Words:
        """The condition that is not true yet, or the time that is left."""
        if self.until is not None:
            return world.reasons_against(self.until)
        assert self.until_s is not None
        return said("step.time_left", seconds=round(max(self.until_s - world.now_s, 0.0)))

    def advance(self, world: World) -> Result:
        """See whether it is over."""
        if self.until is not None and self.until.evaluate(world.picture) is True:
            return Done()
        return Done() if self.until_s is not None and world.now_s >= self.until_s else WORKING

    def export_state(self) -> dict[str, Json]:
        """The end of a wait for a time, as JSON."""
        return {"until_s": self.until_s}

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError for another form."""
        self.until_s = state["until_s"]
