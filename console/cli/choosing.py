"""What a command works on: site, scenario and procedures by name, all checked before a start."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from console.cli.ending import Refused
from devices import messages
from devices.documents import nearest
from devices.site import Site, load_site, site_names
from devices.words import Language
from procedures.record import new_record
from procedures.scenario import (
    Scenario,
    load_scenario,
    scenario_for,
    scenario_named,
    scenario_names,
    scenario_numbers,
    site_of,
    with_skill,
)
from procedures.sources import Sources


def name_site(options: argparse.Namespace, language: Language) -> None:
    """Take a scenario in the place of a site: its file says where it plays. Raises Refused.

    A site of one's own is looked for beside the scenario. What is neither is refused with both.
    A drill is called by its number, too.
    """
    if not options.site:
        raise Refused(messages.text(language, "cli_no_site"))
    given = scenario_named(options.site)
    site = None if options.scenario or given in site_names() else site_of(given)
    if site is not None:
        options.site, options.scenario = site, given
    elif not options.scenario and _is_unknown(given, site_names()):
        key, sites, scenarios = "cli_unknown_start", site_names(), scenario_names()
        words = messages.text(language, key, given=given, known=sites, scenarios=scenarios)
        raise Refused(words + _near(given, (*sites, *scenarios), language, scenario_numbers()))


def chosen_site(given: str, language: Language) -> Site:
    """The site that is asked for; raises Refused or DocumentError."""
    _check_name("cli_unknown_site", given, site_names(), language)
    return load_site(given)


def chosen_scenario(options: argparse.Namespace, site: Site, language: Language) -> Scenario:
    """The scenario asked for, or the site's first; raises Refused or DocumentError.

    From then on the options call it by its name.
    """
    if options.scenario:
        options.scenario = scenario_named(options.scenario)
    name = options.scenario or scenario_for(site.name)
    _check_scenario(name, language)
    scenario = load_scenario(name, site)
    skill = getattr(options, "skill", None)
    if skill is not None:
        scenario = with_skill(scenario, skill)
    if getattr(options, "free", False):
        if options.procedure:
            raise Refused(messages.text(language, "cli_free_alone"))
        scenario = replace(scenario, chain=())
    if options.procedure:
        scenario = replace(scenario, chain=_chapters(options.procedure, scenario, language))
    return scenario


def chosen_sources(options: argparse.Namespace, site: Site) -> Sources:
    """The same as the record keeps it, so that the drill can be resumed."""
    return Sources(options.site, options.scenario or scenario_for(site.name))


def chosen_record(options: argparse.Namespace, site: str) -> Path:
    """The file for the record: the one asked for, or a new one in the person's folder.

    The new one is there at once, so that nobody else gets its name: ask when the sitting opens.
    """
    return options.record or new_record(site, datetime.now().astimezone())


def check_speed(speed: float | None, low: float, high: float, language: Language) -> None:
    """Raise Refused for a speed that is out of its range."""
    if speed is not None and not low <= speed <= high:
        raise Refused(
            messages.text(
                language, "cli_number_range", option="--speed", low=low, high=high, given=speed
            )
        )


def _chapters(asked: Sequence[str], scenario: Scenario, language: Language) -> tuple[str, ...]:
    """The procedures of the scenario that are asked for, by name or chapter."""
    by_chapter = {p.chain.casefold(): p.name for p in scenario.procedures}
    chosen = []
    for given in asked:
        name = by_chapter.get(given.casefold(), given)
        if name not in scenario.chain:
            known = [*(p.chain for p in scenario.procedures), *scenario.chain]
            raise Refused(
                messages.text(language, "cli_unknown_procedure", given=given, known=known)
            )
        chosen.append(name)
    return tuple(chosen)


def _check_scenario(given: str, language: Language) -> None:
    known = scenario_names()
    if _is_unknown(given, known):
        words = messages.text(language, "cli_unknown_scenario", given=given, known=known)
        raise Refused(words + _near(given, known, language, scenario_numbers()))


def _check_name(key: str, given: str, known: Sequence[str], language: Language) -> None:
    """Refuse a plain name that nothing shipped bears; a path is for its reader to judge."""
    if _is_unknown(given, known):
        words = messages.text(language, key, given=given, known=known)
        raise Refused(words + _near(given, known, language))


def _is_unknown(given: str, known: Sequence[str]) -> bool:
    return not (given in known or Path(given).suffix or len(Path(given).parts) > 1)


def _near(
    given: str, known: Sequence[str], language: Language, numbers: Collection[str] = ()
) -> str:
    """What was perhaps meant; numbers: of drills, in capital letters."""
    near = [*nearest(given, known), *nearest(given.upper(), numbers)]
    return messages.text(language, "cli_near", near=near) if near else ""
