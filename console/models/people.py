"""Names of people, as the site knows them."""

from __future__ import annotations

from devices.site.site import Site
from devices.words import Words
from procedures.people import SHIFT

_BOARD = Words("handed over", "引継ぎ")  # nobody by name: it stood so when the sitting opened


def name_of(site: Site, person: str, language: str) -> str:
    """Return the name of `person`; whoever the site does not know keeps what he is called."""
    for known in site.persons:
        if known.id == person:
            return known.name.in_language(language)
    return _BOARD.in_language(language) if person == SHIFT else person
