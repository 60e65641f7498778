"""Who may command what, within which bounds: the first two questions of the gate."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from devices.interlocks import Obstacle
from devices.outcomes import Override, Selection
from devices.phrases import listed, said
from devices.plant import Command
from devices.signals import Value
from devices.site.site import Argument, Site, Verb
from devices.words import Words, same

INSTRUCTOR = "EVAL"


class Authority:
    """Roles of people, bounds of arguments, and what the kind of sitting allows at all.

    persons: who holds which roles; the site's own list unless the sitting chose other people.
    armed: the key of a live sitting; without it nothing goes to the wire. read_only: a sitting
    that only watches: neither the wire nor people are told anything.
    """

    def __init__(
        self,
        site: Site,
        persons: Mapping[str, frozenset[str]] | None = None,
        armed: bool = True,
        *,
        read_only: bool = False,
    ) -> None:
        self._site = site
        self._roles_of = persons or {p.id: frozenset(p.roles) for p in site.persons}
        self._names = {person.id: person.name for person in site.persons}
        self.armed = armed
        self.read_only = read_only

    def appoint(self, persons: Mapping[str, frozenset[str]]) -> None:
        """From now on these people hold these roles: somebody else sits at the console."""
        self._roles_of = persons

    def roles(self, person: str) -> frozenset[str]:
        """The roles that `person` holds; none for a stranger."""
        return self._roles_of.get(person, frozenset())

    def name(self, person: str) -> Words:
        """What people call `person`."""
        return self._names.get(person, same(person))

    def verb(self, command: Command) -> Verb | None:
        """The verb that `command` asks for, None when the site has no such thing."""
        device = self._site.devices.get(command.device)
        return None if device is None else device.verbs.get(command.verb)

    def obstacles(self, command: Command) -> tuple[Obstacle, ...]:
        """What stands in the way of this person and these arguments; empty when nothing does."""
        verb = self.verb(command)
        if verb is None:
            return (_stands("authority.verb", "gate.no_verb", target=command.target),)
        return (*self._of_person(command, verb), *_of_arguments(command.arguments, verb))

    def missing_people(
        self, selection: Selection, person: str, second: str | None
    ) -> tuple[Obstacle, ...]:
        """What stands against these people executing `selection`; person "" is who selected it."""
        first = selection.command.person
        if person not in ("", first):
            return (_stands("gate.selector", "gate.not_selector", who=self.name(first)),)
        if not selection.second_roles:
            return ()
        roles = listed(map(self._role_title, selection.second_roles))
        if not second:
            return (_stands("gate.second", "gate.second_missing", roles=roles),)
        if second == first:
            return (_stands("gate.second", "gate.second_same", who=self.name(first)),)
        if not self.roles(second).intersection(selection.second_roles):
            who = self.name(second)
            return (_stands("gate.second", "gate.second_role", who=who, roles=roles),)
        return ()

    def against_override(
        self, override: Override, command: Command, drill: bool
    ) -> Obstacle | None:
        """What stands against an instructor's override: no drill, not his role, no reason.

        An order between people is not overridden: whoever receives it would have to refuse it.
        """
        if not drill:
            return _stands("gate.override", "gate.override_drill_only")
        verb = self.verb(command)
        if verb is not None and verb.manual:
            return _stands("gate.override", "gate.override_order", title=verb.title)
        if INSTRUCTOR not in self.roles(override.by):
            who = self.name(override.by)
            return _stands("gate.override", "gate.override_instructor", who=who)
        if not override.reason.strip():
            return _stands("gate.override", "gate.override_reason")
        return None

    def _of_person(self, command: Command, verb: Verb) -> Iterator[Obstacle]:
        if self.read_only:
            yield _stands("authority.read_only", "gate.read_only")
        elif not self.armed and not verb.manual:
            yield _stands("authority.armed", "gate.not_armed")
        if command.role not in verb.roles:
            may = listed(self._role_title(role) for role in verb.roles)
            role = self._role_title(command.role)
            yield _stands("authority.role", "gate.role", title=verb.title, may=may, role=role)
        if command.role not in self.roles(command.person):
            who, role = self.name(command.person), self._role_title(command.role)
            yield _stands("authority.person", "gate.person", who=who, role=role)

    def _role_title(self, role: str) -> Words:
        known = self._site.roles.get(role)
        return same(role or "–") if known is None else known.title


def _of_arguments(given: Mapping[str, Value], verb: Verb) -> Iterator[Obstacle]:
    for name in given:
        if name not in verb.arguments:
            yield _stands(f"bounds.{name}", "gate.argument_unknown", title=verb.title, name=name)
    for name, argument in verb.arguments.items():
        if name not in given:
            yield _stands(f"bounds.{name}", "gate.argument_missing", label=argument.label)
        elif not _allowed(given[name], argument):
            yield _out_of_bounds(name, given[name], argument)


def _allowed(value: Value, argument: Argument) -> bool:
    if argument.states:
        return value in argument.states
    if isinstance(value, bool | str) or not math.isfinite(value):
        return argument.low is None and isinstance(value, bool)
    low = -math.inf if argument.low is None else argument.low
    high = math.inf if argument.high is None else argument.high
    return low <= value <= high


def _out_of_bounds(name: str, value: Value, argument: Argument) -> Obstacle:
    if argument.states:
        words = argument.state_words or tuple(map(same, argument.states))
        return _stands(
            f"bounds.{name}", "gate.argument_state",
            label=argument.label, value=str(value), allowed=listed(words),
        )  # fmt: skip
    return _stands(
        f"bounds.{name}", "gate.argument_bounds",
        label=argument.label, value=value, low=argument.low, high=argument.high, unit=argument.unit,
    )  # fmt: skip


def _stands(identity: str, key: str, **arguments: object) -> Obstacle:
    return Obstacle(identity, said(key, **arguments), truth=False)
