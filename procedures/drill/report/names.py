"""What people and roles are called in a report."""

from __future__ import annotations

from devices.phrases import said
from devices.site import Site
from devices.words import Words, same

_NOBODY = frozenset({"scenario", "shift"})  # the world, and who had the shift before


def person_words(who: str, site: Site) -> Words:
    """A person by his name, a role by its title; who is unknown to the site as he is written."""
    if who in _NOBODY:
        return said(f"report.who_{who}")
    role = site.roles.get(who)
    known = (person.name for person in site.persons if person.id == who)
    return next(known, role.title if role else same(who))


def role_words(role: str, site: Site) -> Words:
    """The title of a role; its letters where the site does not know it."""
    known = site.roles.get(role)
    return known.title if known else same(role)
