"""All checks in their order. A generator: whoever looks can stop between two of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from devices.documents import DocumentError
from devices.site import load_site
from procedures.blindness import watched
from procedures.readiness.check import Check, Facts, Found, Plan, fine, missing
from procedures.readiness.of_live import person, wiring
from procedures.readiness.of_the_computer import clock, fonts, records, screen, sound
from procedures.readiness.of_the_site import (
    numbers,
    paper,
    people,
    problems_in_words,
    procedures,
    telephones,
)
from procedures.scenario import load_scenario, scenario_for

_ALWAYS: tuple[Callable[[Facts], Check], ...] = (
    procedures,
    numbers,
    people,
    telephones,
    records,
    screen,
    sound,
    fonts,
    clock,
    paper,
)
_LIVE: tuple[Callable[[Facts], Check], ...] = (wiring, person)
_FILES = 2  # site and scenario


def how_many(plan: Plan) -> int:
    """How many checks there are for a plan, where its files can be read."""
    return _FILES + len(_ALWAYS) + (len(_LIVE) if plan.live else 0)


def look(plan: Plan) -> Iterator[Check]:
    """Yield what was found of each thing. After files that cannot be read there is no more."""
    try:
        site = load_site(plan.site)
    except (DocumentError, OSError) as error:
        yield _broken("site", error, plan.site)
        return
    yield fine("site", title=site.title, devices=len(site.devices))
    given = plan.scenario
    try:
        given = given or scenario_for(site.name)
        scenario = load_scenario(given, site)
    except (DocumentError, OSError) as error:
        yield _broken("scenario", error, given or site.name)
        return
    yield fine("scenario", title=scenario.title)
    facts = Facts(plan, watched(site) if plan.live else site, scenario)
    for one in (*(_LIVE if plan.live else ()), *_ALWAYS):
        yield one(facts)


def _broken(what: str, error: DocumentError | OSError, given: str) -> Check:
    problems = error.problems if isinstance(error, DocumentError) else ()
    count = len(problems)
    check = missing(what, Found.MUST, count=count, file=Path(given), why=str(error))
    return replace(check, details=problems_in_words(problems))
