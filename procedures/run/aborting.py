"""Abort: the commands of the site's safe state, one after the other, through the gate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from devices.claims import STOPS
from devices.events import Event, EventKind, Json
from devices.manual import BadEntry
from devices.outcomes import ExecuteOutcome, Refused, SelectOutcome
from devices.phrases import listed
from devices.plant import Command
from devices.site.site import SiteCommand, Verb
from devices.words import Words, words_json
from procedures.language.steps import FieldAct
from procedures.run.world import CannotAct, World


@dataclass(slots=True)
class SafeState:
    """The way to a safe state. What the gate refuses is noted, and the next command follows."""

    commands: list[SiteCommand]
    origin: str
    refused: list[Words] = field(default_factory=list)
    waiting_for: str = ""

    @classmethod
    def to(cls, commands: Sequence[SiteCommand], origin: str) -> SafeState:
        """Begin with the first of `commands`."""
        return cls(list(commands), origin)

    def advance(self, world: World) -> bool:
        """Send what can be sent; True when the site is as safe as commands can make it."""
        while self.commands or self.waiting_for:
            if self.waiting_for:
                if world.gate.pending(self.waiting_for) is not None:
                    return False
                self.waiting_for = ""
            if self.commands and self._must_wait(self.commands[0], world):
                self.waiting_for = self.commands[0].device
            elif self.commands:
                self._send(self.commands.pop(0), world)
        return True

    def _must_wait(self, wanted: SiteCommand, world: World) -> bool:
        """Whether its device still owes an answer to what it was told before the abort."""
        return wanted.verb not in STOPS and world.gate.pending(wanted.device) is not None

    def _send(self, wanted: SiteCommand, world: World) -> None:
        verb = world.site.verb(wanted.target)
        view = world.picture.with_target(wanted.device, wanted.arguments)
        if verb.done_when is not None and verb.done_when.evaluate(view) is True:
            return
        role = verb.roles[0]
        person = world.people.holder(role)
        command = Command(
            wanted.device, wanted.verb, role, person.id, wanted.arguments, self.origin
        )
        world.gate.cancel()
        outcome: SelectOutcome | ExecuteOutcome = world.gate.select(command, world.picture)
        if not isinstance(outcome, Refused):
            outcome = world.gate.execute(world.picture, person=person.id)
        if isinstance(outcome, Refused):
            words = listed(outcome.reasons)
            self.refused.append(words)
            data: dict[str, Json] = {
                "what": "safe_state_refused",
                "command": command.target,
                "en": words.en,
                "ja": words.ja,
            }
            event = Event(world.now_s, EventKind.NOTE, command.target, person.id, data)
            world.emit(event)
        else:
            self.waiting_for = wanted.device
            _by_hand(wanted, verb, world)

    def export_state(self) -> dict[str, Json]:
        """What is still to be sent, as JSON."""
        commands: list[Json] = [
            {"device": one.device, "verb": one.verb, "arguments": dict(one.arguments)}
            for one in self.commands
        ]
        refused: list[Json] = [words_json(words) for words in self.refused]
        return {
            "commands": commands,
            "origin": self.origin,
            "refused": refused,
            "waiting_for": self.waiting_for,
        }

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> SafeState:
        """The way that `export_state` described; raises KeyError or TypeError for another form."""
        return cls(
            [SiteCommand(**one) for one in state["commands"]],
            state["origin"],
            [Words(**words) for words in state["refused"]],
            state["waiting_for"],
        )


def _by_hand(wanted: SiteCommand, verb: Verb, world: World) -> None:
    """What is ordered by word is done there at once: an abort is no time for three parts.

    In a live sitting nobody acts at our word alone; the record says what was ordered.
    """
    order = verb.order
    if order is None or not order.act or world.field is None:
        return
    member = world.people.holder(order.to)
    act = FieldAct(wanted.device, order.act, wanted.arguments)
    try:
        seen = world.act((act,), member, "")
        for signal in order.reports:
            value = world.sees(signal, seen)
            if value is not None:
                world.enter(signal, value, member.id)
    except (CannotAct, BadEntry) as refused:
        data: dict[str, Json] = {
            "what": "safe_state_refused",
            "command": wanted.target,
            "en": refused.words.en,
            "ja": refused.words.ja,
        }
        world.emit(Event(world.now_s, EventKind.NOTE, wanted.target, member.id, data))
