"""Every interlock of every site alone, generated from the site files, through the gate itself.

For each command that an interlock guards a situation is looked for in which nothing stands in the
way, and one in which this very interlock stands and no other. An interlock that contradicts
another one, that another one always goes with, or that nothing can break, has no such situation
and fails here.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from devices.clock import Clock
from devices.commands import CommandGate
from devices.events import Event
from devices.manual import ManualPoints
from devices.outcomes import Refused, Selected
from devices.picture import Picture
from devices.plant import Command
from devices.signals import Reading, Signal, Value
from devices.site import load_site, site_names
from devices.site.site import Argument, Interlock, Site

Values = dict[str, Value]
SITES = {name: load_site(name) for name in site_names()}

# --- looking for a situation ----------------------------------------------------------------------


@dataclass
class Situation:
    """Values given by name, `target.` and `argument.` understood; a conditions.Lookup."""

    site: Site
    target: str
    values: Values = field(default_factory=dict)

    def full_name(self, name: str) -> str:
        device = self.target.partition(".")[0]
        return f"{device}.{name[7:]}" if name.startswith("target.") else name

    def value(self, name: str) -> Value | None:
        if name.startswith("site."):
            return self.site.limits[name[5:]]
        return self.values.get(self.full_name(name))

    def age_s(self, name: str) -> float | None:
        return 0.0

    def changed(self, name: str) -> bool | None:
        return False

    def open_names(self, interlock: Interlock) -> list[str]:
        names = {self.full_name(n) for n in interlock.require.names if not n.startswith("site.")}
        return sorted(names - self.values.keys())

    def candidates(self, name: str, limits: list[float]) -> list[Value]:
        """The values worth trying: every state, and numbers around the limits of the rules."""
        given: Argument | Signal = (
            self.site.verb(self.target).arguments[name[9:]]
            if name.startswith("argument.")
            else self.site.signals[name]
        )
        if given.states:
            return list(given.states)
        if given.low is None or given.high is None:
            return [True, False]
        numbers = [0.0, 1.0, 2.0, given.low, given.high, (given.low + given.high) / 2]
        numbers += [limit + step for limit in limits for step in (1.0, 0.0, -1.0)]
        return [n for n in dict.fromkeys(numbers) if given.low <= n <= given.high]


def solve(
    situation: Situation, interlocks: list[Interlock], wanted: Mapping[str, bool]
) -> Iterator[Values]:
    """Values in which each of `interlocks` is as `wanted`, by trying and turning back."""
    if not interlocks:
        yield dict(situation.values)
        return
    first, *rest = sorted(interlocks, key=lambda one: len(situation.open_names(one)))
    names = situation.open_names(first)
    limits = [situation.site.limits[n[5:]] for n in first.require.names if n.startswith("site.")]
    for tried in itertools.product(*(situation.candidates(name, limits) for name in names)):
        situation.values |= dict(zip(names, tried, strict=True))
        if first.require.evaluate(situation) is wanted[first.id]:
            yield from solve(situation, rest, wanted)
    for name in names:
        situation.values.pop(name, None)


def found(site: Site, target: str, broken: str = "") -> Values | None:
    """A situation for `target` in which only `broken` stands in the way; None for none."""
    interlocks = list(site.interlocks_of(target))
    wanted = {one.id: one.id != broken for one in interlocks}
    situation = Situation(site, target)
    if broken:  # first, so that the others look for their values around it
        own = [one for one in interlocks if one.id == broken]
        others = [one for one in interlocks if one.id != broken]
        for values in solve(situation, own, wanted):
            around = Situation(site, target, dict(values))
            complete = next(solve(around, others, wanted), None)
            if complete is not None:
                return complete
        return None
    return next(solve(situation, interlocks, wanted), None)


# --- asking the gate ------------------------------------------------------------------------------


class Given:
    """Stands for the plant and for what is derived: every value is what the situation says."""

    def __init__(self, values: Values) -> None:
        self.values = values
        self.now_s = 0.0

    def compute(self, picture: Picture, now_s: float, *told: object) -> Iterator[tuple[str, Value]]:
        yield from self.values.items()

    def readings(self) -> Mapping[str, Reading]:
        return {}

    def command(self, command: Command) -> None:
        raise AssertionError("nothing is executed here")

    def advance(self, until_s: float) -> tuple[Event, ...]:
        return ()

    def close(self) -> None:
        pass


def asked(site: Site, target: str, values: Values) -> Selected | Refused:
    """What the gate says to `target` from somebody who may, in this situation."""
    given = {name: value for name, value in values.items() if not name.startswith("argument.")}
    feedback = site.verb(target).done_when
    for name in feedback.names if feedback is not None else ():
        if name in site.signals and name not in given:  # it must be readable, whatever it says
            signal = site.signals[name]
            blank: Value = signal.low if signal.low is not None else False
            given[name] = signal.states[0] if signal.states else blank
    board = ManualPoints(site)
    for name, value in given.items():
        if site.signals[name].manual:
            board.enter(name, value, "crew", 0.0)
    picture = Picture(site, board)
    plant = Given({n: v for n, v in given.items() if not site.signals[n].manual})
    picture.derived = plant  # type: ignore[assignment]
    clock = Clock(datetime(2026, 5, 30, 8, 40, tzinfo=UTC))
    gate = CommandGate(site, plant, clock, lambda event: None)
    verb, (device, name) = site.verb(target), target.split(".")
    role, who = next((r, p.id) for r in verb.roles for p in site.persons if r in p.roles)
    arguments: Values = {}
    for argument in verb.arguments.values():
        rest: Value = argument.states[0] if argument.states else argument.low or 0.0
        arguments[argument.name] = values.get(f"argument.{argument.name}", rest)
    return gate.select(Command(device, name, role, who, arguments), picture)


@functools.cache
def guarded(name: str) -> tuple[str, ...]:
    site = SITES[name]
    targets = (f"{d.name}.{verb}" for d in site.devices.values() for verb in d.verbs)
    return tuple(target for target in targets if site.interlocks_of(target))


def never(name: str, target: str) -> bool:
    """Whether an interlock says that this command may never go here, whatever the situation."""
    return any(not one.require.names for one in SITES[name].interlocks_of(target))


GRANTED = [
    pytest.param(name, target, id=f"{name}:{target}")
    for name in SITES
    for target in guarded(name)
    if not never(name, target)
]
ONE_BY_ONE = [
    pytest.param(name, t, one.id, id=f"{name}:{one.id}:{t}")
    for name in SITES
    for t in guarded(name)
    for one in SITES[name].interlocks_of(t)
]


@pytest.mark.parametrize(("name", "target"), GRANTED)
def test_a_command_is_granted_when_all_is_right(name: str, target: str) -> None:
    values = found(SITES[name], target)
    assert values is not None, "its interlocks contradict each other"

    outcome = asked(SITES[name], target, values)

    assert isinstance(outcome, Selected), [reason.en for reason in outcome.reasons]
    assert all(obstacle.truth for obstacle in outcome.obstacles)


@pytest.mark.parametrize(("name", "target", "broken"), ONE_BY_ONE)
def test_each_interlock_alone_refuses_with_its_reason_and_no_other(
    name: str, target: str, broken: str
) -> None:
    values = found(SITES[name], target, broken)
    assert values is not None, "nothing breaks it alone: it always goes with another one"

    outcome = asked(SITES[name], target, values)

    assert isinstance(outcome, Refused)
    assert [obstacle.id for obstacle in outcome.standing] == [broken]
    (obstacle,) = outcome.standing
    assert obstacle.truth is False
    for words in (obstacle.words, obstacle.hazard):
        assert words.en
        assert words.ja
        assert "{" not in words.en + words.ja


def test_only_batteries_that_cannot_do_it_are_never_started_so() -> None:
    refused = {f"{n}:{t}" for n in SITES for t in guarded(n) if never(n, t)}
    assert refused == {
        "kobe-shelter:bess.start_following",
        "nishinoomote:bess_hall.start_black",
        "nishinoomote:bess_health.start_black",
    }


def test_every_interlock_of_every_site_guards_something() -> None:
    for name, site in SITES.items():
        tried = {one.id for target in guarded(name) for one in site.interlocks_of(target)}
        assert tried == {one.id for one in site.interlocks}
