"""Scenarios from their files: everything wrong with one is said at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from devices.documents import (
    Document,
    DocumentError,
    Problem,
    read_document,
    validate,
)
from devices.site import Site
from procedures.language import Procedure, check, find_procedure, load_procedure, procedure_names
from procedures.language.checking import Examination
from procedures.scenario.drill_check import drill_problems
from procedures.scenario.drill_reading import guide_of
from procedures.scenario.finding import scenario_names, scenario_path
from procedures.scenario.form import ScenarioModel
from procedures.scenario.model import Scenario


def load_scenario(name: str | Path, site: Site) -> Scenario:
    """A scenario by the name of a shipped one or by its path, with its procedures.

    Raises DocumentError with every problem of the scenario's own file and of its procedures,
    each of them checked against the site.
    """
    document = read_document(scenario_path(name))
    procedures: list[Procedure] = []

    def faults(read: ScenarioModel, document: Document) -> Iterator[Problem]:
        if read.site != site.name:
            given = read.site
            yield document.problem(("site",), "procedure_other_site", given=given, site=site.name)
        if read.start.weather == "drawn" and site.location is None:
            place = ("start", "weather")
            yield document.problem(place, "scenario_weather_place", site=site.name)
        yield from _people(read, document, site)
        names = (happening.id for happening in read.happenings)
        yield from drill_problems(read, names, document, site)
        known = procedure_names(document.path.parent)
        for number, wanted in enumerate(read.chain):
            try:
                found = find_procedure(wanted, document.path.parent)
            except DocumentError as error:
                unknown = error.problems[0]
                yield document.problem(("chain", number), unknown.key, **unknown.arguments)
                continue
            try:
                procedures.append(
                    load_procedure(found, then=lambda p: check(p, site, known).problems)
                )
            except DocumentError as error:
                yield from error.problems

    read = validate(document, ScenarioModel, then=faults)
    return Scenario(
        name=read.scenario,
        site=read.site,
        title=read.title.words(),
        start=read.start.state(),
        chain=read.chain,
        procedures=tuple(procedures),
        happenings=tuple(item.happening() for item in read.happenings),
        habits=read.people.habits(),
        phase=read.start.phase,
        board=dict(read.start.board),
        folder=document.path.parent,
        role=read.role or "",
        guide=guide_of(read),
    )


def _people(read: ScenarioModel, document: Document, site: Site) -> Iterator[Problem]:
    """Whoever is named has a role here, and what is told by telephone is a point of the board."""
    found = Examination(document, site)
    points = [name for name, signal in site.signals.items() if signal.manual]
    if read.role:
        found.among(("role",), "role", read.role, site.roles)
    for number, mistake in enumerate(read.people.mistakes):
        found.among(("people", "mistakes", number, "role"), "role", mistake.role, site.roles)
    for number, happening in enumerate(read.happenings):
        place = ("happenings", number)
        if happening.by is not None:
            found.among((*place, "by"), "role", happening.by, site.roles)
        for at, name in enumerate(happening.reports):
            found.among((*place, "reports", at), "signal", name, points)
    yield from found.problems


def site_of(given: str) -> str | None:
    """The site that a scenario plays at, by name or by the path of a file beside it.

    None for what is no scenario; raises DocumentError for a file that is no document.
    """
    if not Path(given).suffix and given not in scenario_names():
        return None
    path = scenario_path(given)
    data = read_document(path).data
    if not isinstance(data, dict) or "scenario" not in data:
        return None
    site = str(data.get("site", ""))
    beside = path.with_name(f"{site}.yaml")
    return str(beside) if Path(given).suffix and beside.is_file() else site


def with_skill(scenario: Scenario, skill: float) -> Scenario:
    """The scenario with people of another skill, from 0 to 1."""
    return replace(scenario, habits=replace(scenario.habits, skill=skill))
