"""Branches: taken by the sitter, or by the first condition that holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from devices.events import Json
from devices.phrases import listed, said
from devices.words import Words
from procedures import intents
from procedures.language.steps import Option
from procedures.people import Member
from procedures.run.work import WORKING, Done, Refusal, Result, StepIntent
from procedures.run.world import World


@dataclass(slots=True)
class ChooseWork:
    """A `choose` step."""

    options: tuple[Option, ...]
    actor: Member
    due_at_s: float | None
    taken: Option | None = None

    @property
    def waits_for_sitter(self) -> bool:
        """The sitter chooses."""
        return not self.actor.simulated

    @property
    def interruptible(self) -> bool:
        """Until it is taken."""
        return True

    def due_s(self) -> float | None:
        """When the simulated person has made up his mind."""
        return self.due_at_s

    def can(self) -> frozenset[str]:
        """Choose."""
        return frozenset() if self.actor.simulated else frozenset({"choose"})

    def why(self, world: World) -> Words:
        """Who chooses."""
        return said("step.chooses", who=self.actor.name)

    def open_options(self, world: World) -> tuple[Option, ...]:
        """The ways that can be taken now."""
        return tuple(
            option
            for option in self.options
            if option.when is None or option.when.evaluate(world.picture) is True
        )

    def advance(self, world: World) -> Result:
        """A simulated person takes the first way that is open."""
        if self.due_at_s is not None and world.now_s >= self.due_at_s:
            open_now = self.open_options(world)
            self.taken = open_now[0] if open_now else None
        return Done(self.taken.goto) if self.taken else WORKING

    def accept(self, intent: StepIntent, world: World) -> Refusal | None:
        """Take the sitter's choice, if that way is open."""
        if not isinstance(intent, intents.Choose) or self.actor.simulated:
            return Refusal((self.why(world),))
        open_now = self.open_options(world)
        for option in open_now:
            if option.id == intent.option:
                self.taken = option
                return None
        titles = listed(world.render(option.title) for option in open_now)
        return Refusal((said("step.way_closed", open=titles),))

    def export_state(self) -> dict[str, Json]:
        """When somebody chooses, and the way that was taken, as JSON."""
        return {"due_at_s": self.due_at_s, "taken": self.taken.id if self.taken else None}

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError for another form."""
        self.due_at_s, taken = state["due_at_s"], state["taken"]
        self.taken = next((option for option in self.options if option.id == taken), None)
