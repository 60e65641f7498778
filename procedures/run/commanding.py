"""Steps that command: two actions through the gate, by the sitter or by a simulated operator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from devices.events import EventKind, Json
from devices.outcomes import Refused
from devices.phrases import listed, said
from devices.words import Words, words_from_json, words_json
from procedures.language.steps import Do
from procedures.people import Member
from procedures.run.work import WORKING, Done, Failed, Refusal, Result, StepIntent
from procedures.run.world import World

SELECT_TO_EXECUTE_S = 3.0  # mean time for reading the screen again before the second action [P]
RETRY_S = 1.0  # how often a simulated operator looks again whether the way is free


@dataclass(slots=True)
class CommandWork:
    """A `do` step. stage: offered, selected, sent. The sitter selects and executes at the gate.

    second_roles: a second person with one of them stands by; () for none.
    """

    do: Do
    role: str
    actor: Member
    origin: str
    due_at_s: float | None
    second_roles: tuple[str, ...] = ()
    stage: str = "offered"
    reason: Words | None = None

    @property
    def waits_for_sitter(self) -> bool:
        """Whether the command is still his to give."""
        return not self.actor.simulated and self.stage != "sent"

    @property
    def interruptible(self) -> bool:
        """Nothing was sent yet."""
        return self.stage == "offered"

    def due_s(self) -> float | None:
        """The simulated operator's next action."""
        return self.due_at_s

    def can(self) -> frozenset[str]:
        """Select, then execute or cancel."""
        if self.actor.simulated or self.stage == "sent":
            return frozenset()
        return frozenset({"execute", "cancel"} if self.stage == "selected" else {"select"})

    def accept(self, intent: StepIntent, world: World) -> Refusal | None:
        """The two actions are for the gate; nothing else moves this step."""
        return Refusal((said("step.select_execute"),))

    def why(self, world: World) -> Words:
        """The device has to answer, or something stands in the way."""
        if self.stage == "sent":
            return said("step.device_answers")
        if not self.actor.simulated:
            return said("step.execute" if self.stage == "selected" else "step.select")
        return self.reason or said("step.operator_acts", who=self.actor.name)

    def advance(self, world: World) -> Result:
        """Act when a simulated operator is due; then wait for what comes of the command."""
        if self.actor.simulated and self.due_at_s is not None and world.now_s >= self.due_at_s:
            self._act(world)
        event = world.answer(self.do, self.origin)
        if event is None:
            return WORKING
        match event.kind:
            case EventKind.COMMAND_SELECTED:
                self.stage = "selected"
            case EventKind.COMMAND_CANCELLED | EventKind.COMMAND_REFUSED:
                if self.stage == "sent":
                    return Failed(said("step.superseded"))
                # a second select is refused and leaves the first one standing
                self.stage = "selected" if self._is_selected(world) else "offered"
                if self.actor.simulated and self.due_at_s is None:
                    self.due_at_s = world.now_s + RETRY_S
            case EventKind.COMMAND_SENT:
                self.stage = "sent"
            case EventKind.COMMAND_CONFIRMED:
                return Done()
            case EventKind.COMMAND_NO_ANSWER:
                return Failed(Words(str(event.data["en"]), str(event.data["ja"])))
            case _:
                pass
        return WORKING

    def _is_selected(self, world: World) -> bool:
        selection = world.gate.selection
        if selection is None or selection.command.target != self.do.target:
            return False
        return dict(selection.command.arguments) == dict(self.do.arguments)

    def _act(self, world: World) -> None:
        """First select, once nothing stands in the way; some seconds later execute."""
        command = world.command(self.do, self.role, self.actor.id, self.origin)
        self.due_at_s = world.now_s + RETRY_S
        if self.stage == "offered":
            standing = world.in_the_way(command)
            if standing:
                self.reason = listed(standing)
                return
            world.gate.select(command, world.picture, second_roles=self.second_roles)
            self.due_at_s = world.now_s + world.people.delay_s(SELECT_TO_EXECUTE_S)
            return
        if self.stage == "selected":
            second = self._stands_by(world)
            outcome = world.gate.execute(world.picture, person=self.actor.id, second=second)
            if isinstance(outcome, Refused):
                self.reason, self.stage = listed(outcome.reasons), "offered"
            else:
                self.due_at_s = None

    def _stands_by(self, world: World) -> str | None:
        """The simulated second person; None when there is none, or none is asked for."""
        wanted = frozenset(self.second_roles)
        others = (m for m in world.people.members if m.simulated and m.id != self.actor.id)
        return next((member.id for member in others if wanted.intersection(member.roles)), None)

    def export_state(self) -> dict[str, Json]:
        """How far it came, as JSON."""
        return {
            "due_at_s": self.due_at_s,
            "stage": self.stage,
            "reason": words_json(self.reason),
        }

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError for another form."""
        self.due_at_s, self.stage = state["due_at_s"], state["stage"]
        self.reason = words_from_json(state["reason"])
