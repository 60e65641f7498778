"""Steps that a person does with eyes and hands: entries, confirmations and notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from devices.events import Event, EventKind, Json
from devices.manual import BadEntry
from devices.phrases import said
from devices.signals import Value
from devices.words import Words
from procedures import intents
from procedures.language.steps import FieldAct
from procedures.people import Member
from procedures.run.work import (
    WORKING,
    Done,
    Failed,
    Refusal,
    Result,
    StepIntent,
    result_from_json,
    result_json,
)
from procedures.run.world import CannotAct, World


@dataclass(slots=True)
class EnterWork:
    """An `enter` step: do what shows the value, look, enter it."""

    signal: str
    acts: tuple[FieldAct, ...]
    actor: Member
    step: str
    due_at_s: float | None
    seen: dict[str, Value] = field(default_factory=dict)
    acted: bool = False
    done: bool = False

    @property
    def waits_for_sitter(self) -> bool:
        """The sitter acts, looks and enters; so does whoever there is in a live sitting."""
        return self.due_at_s is None

    @property
    def interruptible(self) -> bool:
        """Nothing was done yet."""
        return not self.acted

    def due_s(self) -> float | None:
        """When the simulated person has looked."""
        return self.due_at_s

    def can(self) -> frozenset[str]:
        """First do what shows it, where there is such a thing; then enter."""
        if self.due_at_s is not None:
            return frozenset()
        return frozenset({"enter", "proceed"} if self.acts and not self.acted else {"enter"})

    def why(self, world: World) -> Words:
        """Who has to look, and what he sees where the sitter stands at simulated equipment."""
        label = world.picture.label(self.signal)
        if self.due_at_s is not None:
            return said("step.looks", who=self.actor.name, label=label)
        if self.acted and self.signal in self.seen:
            signal = world.site.signals[self.signal]
            return said("step.you_see", label=label, value=signal.words(self.seen[self.signal]))
        if world.field is None:
            return said("step.enter_from", who=self.actor.name, label=label)
        return said("step.enter", label=label)

    def advance(self, world: World) -> Result:
        """A simulated person looks when he is due, and enters the truth that he sees."""
        if self.done:
            return Done()
        if self.due_at_s is None or world.now_s < self.due_at_s:
            return WORKING
        try:
            self._look(world)
            value = self.seen.get(self.signal)
            if value is None:
                return Failed(said("step.nothing_seen", label=world.picture.label(self.signal)))
            world.enter(self.signal, value, self.actor.id)
        except CannotAct as refused:
            return Failed(refused.words)
        except BadEntry as bad:
            return Failed(bad.words)
        return Done()

    def _look(self, world: World) -> None:
        self.acted = True
        self.seen |= world.act(self.acts, self.actor, self.step)
        value = world.sees(self.signal, self.seen)
        if value is not None:
            self.seen[self.signal] = value

    def accept(self, intent: StepIntent, world: World) -> Refusal | None:
        """Proceed does the act and looks; EnterValue enters."""
        if self.due_at_s is not None:
            return Refusal((self.why(world),))
        match intent:
            case intents.Proceed() if "proceed" in self.can():
                try:
                    self._look(world)
                except CannotAct as refused:
                    return Refusal((refused.words,))
            case intents.EnterValue(value=value):
                try:
                    world.enter(self.signal, value, self.actor.id)
                except BadEntry as bad:
                    return Refusal((bad.words,))
                self.done = True
            case _:
                return Refusal((self.why(world),))
        return None

    def export_state(self) -> dict[str, Json]:
        """What was seen and done, as JSON."""
        return {
            "due_at_s": self.due_at_s,
            "seen": dict(self.seen),
            "acted": self.acted,
            "done": self.done,
        }

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError for another form."""
        self.due_at_s, self.seen = state["due_at_s"], dict(state["seen"])
        self.acted, self.done = state["acted"], state["done"]


@dataclass(slots=True)
class ConfirmWork:
    """A `confirm` step: a person looks, does what hands can do, and ticks: done, or not so."""

    acts: tuple[FieldAct, ...]
    actor: Member
    step: str
    due_at_s: float | None
    answer: Result = WORKING

    @property
    def waits_for_sitter(self) -> bool:
        """The sitter ticks."""
        return not self.actor.simulated

    @property
    def interruptible(self) -> bool:
        """Until it is ticked."""
        return True

    def due_s(self) -> float | None:
        """When the simulated person is done."""
        return self.due_at_s

    def can(self) -> frozenset[str]:
        """Done, or not so."""
        return frozenset() if self.actor.simulated else frozenset({"confirm", "deny"})

    def why(self, world: World) -> Words:
        """Who has to look."""
        return said("step.confirms", who=self.actor.name)

    def advance(self, world: World) -> Result:
        """A simulated person does it when he is due."""
        if self.due_at_s is not None and world.now_s >= self.due_at_s:
            self._confirm(world)
        return self.answer

    def _confirm(self, world: World) -> None:
        self.due_at_s = None
        self.answer = Done()
        if self.acts and world.field is not None:
            try:
                world.act(self.acts, self.actor, self.step)
            except CannotAct as refused:
                self.answer = Failed(refused.words)

    def accept(self, intent: StepIntent, world: World) -> Refusal | None:
        """Take the tick; "not so" needs a reason."""
        if not isinstance(intent, intents.Confirm) or self.actor.simulated:
            return Refusal((self.why(world),))
        if intent.ok:
            self._confirm(world)
        elif not intent.reason.strip():
            return Refusal((said("step.reason_missing"),))
        else:
            self.answer = Failed(said("step.not_so", who=self.actor.name, reason=intent.reason))
        return None

    def export_state(self) -> dict[str, Json]:
        """When it is looked at, and the answer, as JSON."""
        return {"due_at_s": self.due_at_s, "answer": result_json(self.answer)}

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError for another form."""
        self.due_at_s, self.answer = state["due_at_s"], result_from_json(state["answer"])


@dataclass(slots=True)
class NoteWork:
    """A `note` step: its own text goes to the log; the sitter adds his and ticks."""

    text: Words | None
    actor: Member
    step: str
    due_at_s: float | None
    done: bool = False

    @property
    def waits_for_sitter(self) -> bool:
        """The sitter ticks."""
        return not self.actor.simulated

    @property
    def interruptible(self) -> bool:
        """Until it is ticked."""
        return True

    def due_s(self) -> float | None:
        """When the simulated person has written."""
        return self.due_at_s

    def can(self) -> frozenset[str]:
        """Tick."""
        return frozenset() if self.actor.simulated else frozenset({"proceed"})

    def why(self, world: World) -> Words:
        """Who writes."""
        return said("step.writes", who=self.actor.name)

    def advance(self, world: World) -> Result:
        """Write the text when it is time."""
        simulated_due = self.due_at_s is not None and world.now_s >= self.due_at_s
        if not (self.done or simulated_due):
            return WORKING
        if self.text is not None:
            words = world.render(self.text)
            data = {"what": "note", "step": self.step, "en": words.en, "ja": words.ja}
            event = Event(world.now_s, EventKind.NOTE, self.step, self.actor.id, dict(data))
            world.emit(event)
        return Done()

    def accept(self, intent: StepIntent, world: World) -> Refusal | None:
        """Take the tick."""
        if not isinstance(intent, intents.Proceed) or self.actor.simulated:
            return Refusal((self.why(world),))
        self.done = True
        return None

    def export_state(self) -> dict[str, Json]:
        """When it is written, and whether it was ticked, as JSON."""
        return {"due_at_s": self.due_at_s, "done": self.done}

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError for another form."""
        self.due_at_s, self.done = state["due_at_s"], state["done"]
