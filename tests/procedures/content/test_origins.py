"""Every expected result of every procedure that ships has its number, its limit and its origin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from devices.conditions import Condition
from devices.site import load_site
from procedures.language import load_procedure, procedure_names
from procedures.language.loader import find_procedure
from procedures.language.steps import Check, Choose, Hold, Procedure, Step, Wait

_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.:]\d+)?(?![\w.:]*\.[a-z_])")
_LIMIT = re.compile(r"site\.([a-z0-9_]+)")


def expectations(step: Step) -> Iterator[Condition]:
    """Every condition that a step expects, requires or waits for."""
    yield from (one for one in (step.require, step.expect) if one is not None)
    match step.action:
        case Check(conditions):
            yield from conditions
        case Hold(require=require):
            yield require
        case Wait(until=until) if until is not None:
            yield until
        case Choose(options):
            yield from (option.when for option in options if option.when is not None)


@cache
def limits_of(site: str) -> dict[str, str]:
    """The origin of each limit of a site."""
    return {
        fact.path.removeprefix("limits."): fact.origin
        for fact in load_site(site).facts
        if fact.path.startswith("limits.")
    }


def without_origin(procedure: Procedure, site: str) -> list[str]:
    """Numbers and times that nobody says the source of."""
    limits = limits_of(site)
    found = []
    for step in procedure.steps:
        origin = step.origin or procedure.origin
        times = (step.limit_s, step.target_s, step.takes_s, step.hold_for_s or None)
        if any(time is not None for time in times) and not origin:
            found.append(f"{step.id}: its times")
        for condition in expectations(step):
            found += [f"{step.id}: {why}" for why in _bare(condition, origin, limits)]
    for watch in procedure.watches:
        origin = watch.origin or procedure.origin
        found += [f"watch {watch.id}: {why}" for why in _bare(watch.when, origin, limits)]
    return found


def _bare(condition: Condition, origin: str, limits: dict[str, str]) -> Iterator[str]:
    source = condition.source
    yield from (f"site.{one}" for one in _LIMIT.findall(source) if not limits.get(one))
    if not origin:
        yield from _NUMBER.findall(source)


def without_limit(procedure: Procedure) -> list[str]:
    """Steps that expect or wait for something, for ever."""
    return [
        step.id
        for step in procedure.steps
        if step.limit_s is None
        and (
            step.expect is not None
            or isinstance(step.action, Check | Hold)
            or (isinstance(step.action, Wait) and step.action.until is not None)
        )
    ]


@pytest.mark.parametrize("name", procedure_names())
def test_what_is_expected_has_a_limit_and_its_numbers_an_origin(name: str) -> None:
    procedure = load_procedure(find_procedure(name))
    assert without_limit(procedure) == []
    assert [why for site in procedure.sites for why in without_origin(procedure, site)] == []
