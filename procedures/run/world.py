"""What steps may touch: the picture, the gate, manual points, people and the field."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Any, Protocol

from devices.clock import Clock
from devices.commands import CommandGate
from devices.conditions import Condition
from devices.events import Emit, Event, EventKind, Json, event_from_json, event_json
from devices.manual import ManualPoints
from devices.phrases import listed, said
from devices.picture import Picture
from devices.plant import Command
from devices.signals import Value
from devices.simulated.truth import FieldRefused
from devices.site.site import Site
from devices.words import Words
from procedures.language.steps import Do, FieldAct
from procedures.people import Member, People, Sitter, Slip
from procedures.wording import condition_views

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


class FieldDoor(Protocol):
    """The door for people at the equipment of a simulated plant."""

    def act(self, device: str, act: str, who: str, **arguments: Value) -> Mapping[str, Value]:
        """Do `act` at `device`; return what is then seen. Raises FieldRefused."""

    def observe(self, signal: str) -> Value:
        """What a person who looks sees of `signal`; KeyError when there is nothing to see."""


class CannotAct(Exception):
    """A person at the equipment could not do it; `words` say why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


@dataclasses.dataclass(slots=True)
class World:
    """Everything around the runs of one sitting. field is None in a live sitting."""

    site: Site
    picture: Picture
    gate: CommandGate
    manual: ManualPoints
    people: People
    clock: Clock
    emit: Emit
    field: FieldDoor | None = None
    begun: int = 0  # how many attempts at steps have begun in this sitting
    answers: dict[str, Event] = dataclasses.field(default_factory=dict)

    @property
    def now_s(self) -> float:
        """Plant time in s."""
        return self.clock.now_s

    def seat(self, sitter: Sitter | None) -> None:
        """Let `sitter` sit from now on, with his roles at the gate."""
        self.people.seat(self.site, sitter)
        self.gate.authority.appoint(self.people.roles_of())

    # --- commands ---------------------------------------------------------------------------

    def observe(self, event: Event) -> None:
        """Keep the last answer to each command, for the step that waits for it."""
        if event.kind in _ANSWERS:
            self.answers[str(event.data.get("origin", ""))] = event

    def forget_answer(self, origin: str) -> None:
        """A new try begins: what came of earlier ones does not count."""
        self.answers.pop(origin, None)

    def answer(self, do: Do, origin: str) -> Event | None:
        """The newest event about this very command of this very step."""
        event = self.answers.get(origin)
        if event is None or (event.subject, event.data.get("verb")) != (do.device, do.verb):
            return None
        return event

    def command(self, do: Do, role: str, person: str, origin: str) -> Command:
        """The command that a step gives."""
        return Command(do.device, do.verb, role, person, do.arguments, origin)

    def in_the_way(self, command: Command) -> tuple[Words, ...]:
        """Every reason why this command cannot be selected now; () when nothing stands."""
        reasons = [o.words for o in self.gate.obstacles(command, self.picture) if o.stands]
        if self.gate.selection is not None:
            reasons.append(said("step.somebody_selects"))
        return tuple(reasons)

    # --- people at the equipment --------------------------------------------------------------

    def act(self, acts: tuple[FieldAct, ...], member: Member, step: str) -> dict[str, Value]:
        """Let a simulated person do these acts now; returns what he saw. Raises CannotAct."""
        assert self.field is not None
        seen: dict[str, Value] = {}
        for act in acts:
            device, arguments = act.device, dict(act.arguments)
            if self.people.slips(member.roles, Slip.WRONG_NUMBER, step):
                device = _next_number(device)
            if act.act == "lock" and self.people.slips(member.roles, Slip.NO_TAG, step):
                arguments["tag"] = False
            try:
                seen |= self.field.act(device, act.act, member.id, **arguments)
            except FieldRefused as refused:
                raise CannotAct(said(refused.key, **refused.arguments)) from refused
        return seen

    def sees(self, signal: str, seen: Mapping[str, Value]) -> Value | None:
        """What a simulated person knows of `signal`: from his act, else by looking."""
        if signal in seen:
            return seen[signal]
        assert self.field is not None
        try:
            return self.field.observe(signal)
        except KeyError:
            return None

    def enter(self, signal: str, value: Value, who: str) -> None:
        """Enter a manual point; raises BadEntry."""
        self.emit(self.manual.enter(signal, value, who, self.now_s))
        self.picture.update({}, self.now_s)

    def told_by_telephone(self, happened: Event) -> None:
        """Somebody tells at once what he sees of a happening: it is entered on the board."""
        reports = happened.data.get("reports")
        if not isinstance(reports, list):
            return
        teller = self.people.holder(str(happened.data["by"]))
        for signal in reports:
            value = self.sees(str(signal), {})
            if value is not None:
                self.enter(str(signal), value, teller.id)

    # --- state ------------------------------------------------------------------------------

    def export_state(self) -> dict[str, Json]:
        """How many attempts began, and the last answer to each command, as JSON."""
        answers: dict[str, Json] = {name: event_json(one) for name, one in self.answers.items()}
        return {"begun": self.begun, "answers": answers}

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError or ValueError for another form."""
        self.begun = state["begun"]
        self.answers = {name: event_from_json(one) for name, one in state["answers"].items()}

    # --- words ------------------------------------------------------------------------------

    def render(self, words: Words) -> Words:
        """`words` with {now}, signals, limits and device names filled in."""
        easy = self._render(words.easy_ja, "ja")
        return Words(self._render(words.en, "en"), self._render(words.ja, "ja"), easy)

    def _render(self, text: str, language: str) -> str:
        if "{" not in text:
            return text

        def fill(match: re.Match[str]) -> str:
            if match[1] == "now":
                time = self.clock.time_of_day()
                return f"{time:%H時%M分}" if language == "ja" else f"{time:%H:%M}"
            words = self.picture.words(match[1])
            return match[0] if words is None else words.in_language(language)

        return _PLACEHOLDER.sub(fill, text)

    def reasons_against(self, condition: Condition) -> Words:
        """The parts of a condition that are not true, each with its live values."""
        views = condition_views(condition, self.picture)
        wrong = [view for view in views if view.truth is not True]
        return listed(said("step.not_true", words=v.words, live=v.live) for v in wrong)


_ANSWERS = frozenset(
    {
        EventKind.COMMAND_SENT,
        EventKind.COMMAND_CONFIRMED,
        EventKind.COMMAND_NO_ANSWER,
        EventKind.COMMAND_CANCELLED,
        EventKind.COMMAND_SELECTED,
        EventKind.COMMAND_REFUSED,
    }
)


def _next_number(device: str) -> str:
    """The neighbour with the next number: the pole that somebody goes to by mistake."""
    return re.sub(r"\d+", lambda match: str(int(match[0]) + 1), device, count=1)
