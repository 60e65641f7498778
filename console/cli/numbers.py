"""kairetsu accept: a person answers for the numbers that the site file only proposes."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import datetime
from fnmatch import fnmatchcase

from console.cli.choosing import chosen_site
from console.cli.ending import DONE, Refused
from devices import messages
from devices.acceptance import accept, acceptance_file, read_acceptances, still_open
from devices.documents import nearest
from devices.site import Site
from devices.site.site import Fact, Person
from devices.words import Language


def accept_numbers(options: argparse.Namespace, language: Language) -> int:
    """Write down what a person accepts, or list what nobody has; return the code of the command."""
    site = chosen_site(options.site, language)
    if not (options.all or options.numbers):
        return _list(site, language)
    person = named_person(options.person, site, language)
    left = still_open(site, read_acceptances(site))
    facts = left if options.all else _named(options.numbers, site, language)
    path = acceptance_file(site.name)
    try:
        accept(site, facts, person.id, datetime.now().astimezone().date())
    except OSError as error:
        why = error.strerror
        raise Refused(messages.text(language, "cli_not_written", path=path, why=why)) from error
    print(
        messages.text(
            language,
            "cli_accepted",
            count=len(facts),
            who=person.name.in_language(language),
            path=path,
            left=len(still_open(site, read_acceptances(site))),
        )
    )
    return DONE


def named_person(given: str | None, site: Site, language: Language) -> Person:
    """The person of the site with this id or name; raises Refused, naming who there is."""
    for person in site.persons:
        if given in (person.id, person.name.en, person.name.ja):
            return person
    known = [f"{person.id} ({person.name.in_language(language)})" for person in site.persons]
    key = "cli_person_unknown" if given else "cli_person_missing"
    raise Refused(messages.text(language, key, given=given, known=known))


def number_line(fact: Fact) -> str:
    """One number of a site file as a person has to look at it."""
    unit = f" {fact.unit}" if fact.unit else ""
    return f"{fact.path} = {fact.value:g}{unit} [{fact.origin}]"


def _list(site: Site, language: Language) -> int:
    facts = still_open(site, read_acceptances(site))
    for fact in facts:
        print(number_line(fact))
    print(messages.text(language, "cli_open_numbers", count=len(facts), site=site.name))
    return DONE


def _named(given: Sequence[str], site: Site, language: Language) -> tuple[Fact, ...]:
    """The numbers that are named, each in full or with * for a part; raises Refused."""
    every = {fact.path: fact for fact in site.unconfirmed()}
    chosen: dict[str, Fact] = {}
    wrong = []
    for name in given:
        found = {path: fact for path, fact in every.items() if fnmatchcase(path, name)}
        if not found:
            near = nearest(name, every)
            hint = messages.text(language, "cli_near", near=near) if near else ""
            wrong.append(messages.text(language, "cli_no_number", given=name) + hint)
        chosen |= found
    if wrong:
        raise Refused("\n".join(wrong))
    return tuple(chosen.values())
