"""Names of people, as the site knows them."""

from __future__ import annotations

from devices.site.site import Site


def name_of(site: Site, person: str, language: str) -> str:
    """Return the name of `person`; whoever the site does not know keeps what he is called."""
    for known in site.persons:
        if known.id == person:
            return known.name.in_language(language)
    return person
