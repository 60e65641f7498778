"""Checks of what the site and its scenario say: numbers, people, telephones, paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from devices.acceptance import read_acceptances, still_open
from devices.documents import DocumentError, Problem
from devices.phrases import listed
from devices.site import Site
from devices.site.site import Role
from devices.words import Words, same
from procedures.language import check, procedure_names
from procedures.language.steps import Procedure
from procedures.printed import not_on_paper
from procedures.readiness.check import Check, Facts, Found, fine, missing
from procedures.staffing import unstaffed

_EXAMPLES = 5


def numbers(facts: Facts) -> Check:
    """Whether somebody answers for every number that the site file only proposes."""
    site = facts.site
    state = Found.MUST if facts.plan.live else Found.OPEN
    try:
        left = still_open(site, read_acceptances(site))
    except DocumentError as error:
        return missing(
            "numbers", state, found="broken", details=problems_in_words(error.problems),
            count=len(error.problems), site=facts.plan.site,
        )  # fmt: skip
    if not left:
        return fine("numbers", count=len(site.unconfirmed()))
    details = tuple(
        same(f"{one.path} = {one.value:g} {one.unit} [{one.origin}]") for one in left[:_EXAMPLES]
    )
    every = len(site.unconfirmed())
    return missing(
        "numbers", state, details=details, count=len(left), of=every, site=facts.plan.site
    )


def procedures(facts: Facts) -> Check:
    """Whether the chain has been found and checked; it has, or there were no facts: warnings."""
    scenario, site = facts.scenario, facts.site
    known = procedure_names(scenario.folder)
    warnings = [w for p in _chain(facts) for w in check(p, site, known).warnings]
    if not scenario.chain:
        return missing("procedures", Found.OPEN, found="none")
    if warnings:
        details = problems_in_words(warnings[:_EXAMPLES])
        return missing("procedures", Found.OPEN, details=details, count=len(warnings))
    return fine("procedures", count=len(scenario.chain))


def people(facts: Facts) -> Check:
    """Whether somebody holds each role that the chain asks for."""
    site, chain = facts.site, _chain(facts)
    if facts.plan.live and not facts.plan.read_only:
        lacking = unstaffed(site, chain)
        if lacking:
            return missing(
                "people", Found.MUST, found="live", details=lacking, count=len(lacking),
                site=facts.plan.site,
            )  # fmt: skip
    held = {role for person in site.persons for role in person.roles}
    empty = [role for name, role in _roles_of(site, chain) if name not in held]
    if not empty:
        return fine("people", count=len(site.persons))
    titles = listed(role.title for role in empty)
    return missing("people", Found.OPEN, roles=titles, count=len(empty), site=facts.plan.site)


def telephones(facts: Facts) -> Check:
    """Whether everybody who may be called has a number that was tried.

    Whoever takes part in the chain, and whoever has a number: contacts and cards let dial it.
    """
    taking_part = {name for name, _ in _roles_of(facts.site, _chain(facts))}
    roles = [
        role
        for name, role in facts.site.roles.items()
        if name in taking_part or role.contact is not None
    ]
    without = [role for role in roles if role.contact is None]
    untried = [role for role in roles if role.contact is not None and "P" in role.contact.origin]
    if not without and not untried:
        return fine("telephones", count=len(roles))
    details = tuple(
        Words(f"{role.title.en}: {number}", f"{role.title.ja}：{number}")
        for role in (*without, *untried)
        for number in (role.contact.number if role.contact else "–",)
    )
    return missing(
        "telephones", Found.OPEN, details=details, without=len(without), untried=len(untried),
        site=facts.plan.site,
    )  # fmt: skip


def paper(facts: Facts) -> Check:
    """Whether the procedures stand on paper as they are now."""
    scenario = facts.scenario
    if not scenario.chain:
        return fine("paper", count=0)
    left = not_on_paper(scenario.chain, scenario.folder)
    if not left:
        return fine("paper", count=len(scenario.chain))
    titles = {
        p.name: Words(f"{p.chain} {p.title.en}", f"{p.chain} {p.title.ja}") for p in _chain(facts)
    }
    details = tuple(titles[name] for name in left if name in titles)
    asked = f" --scenario {facts.plan.scenario}" if facts.plan.scenario else ""
    return missing(
        "paper", Found.OPEN, details=details, count=len(left), of=len(scenario.chain),
        site=facts.plan.site + asked,
    )  # fmt: skip


def problems_in_words(problems: Iterable[Problem]) -> tuple[Words, ...]:
    """Problems with file, line and column, in both languages."""
    return tuple(Words(one.render("en"), one.render("ja")) for one in problems)


def _chain(facts: Facts) -> list[Procedure]:
    return [facts.scenario.procedure(name) for name in facts.scenario.chain]


def _roles_of(site: Site, chain: Iterable[Procedure]) -> Iterator[tuple[str, Role]]:
    """The roles that act or second in a chain; all of the site where there is none."""
    asked = {role for one in chain for step in one.steps for role in (step.role, step.second)}
    for name, role in site.roles.items():
        if name in asked or not asked:
            yield name, role
