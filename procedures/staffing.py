"""Whether the people whom a site names can do what its procedures ask of real people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from devices.phrases import listed, said
from devices.site import Site
from devices.words import Words, same
from procedures.language.steps import Do, Hold, Procedure, Step


def unstaffed(site: Site, procedures: Iterable[Procedure]) -> tuple[Words, ...]:
    """Every step that nobody could do: a command without a person who holds its role, a hold point
    without two different people for its two roles.
    """
    return tuple(
        words
        for procedure in procedures
        for step in procedure.steps
        for words in _lacking(site, procedure, step)
    )


def _lacking(site: Site, procedure: Procedure, step: Step) -> Iterator[Words]:
    roles: tuple[str, ...] = ()
    match step.action:
        case Do() if not _holders(site, step.role):
            roles = (step.role,)
        case Hold(roles=(first, second)):
            pairs = ((a, b) for a in _holders(site, first) for b in _holders(site, second))
            if not any(a != b for a, b in pairs):
                roles = (first, second)
        case _:
            pass
    if roles:
        titles = listed(_title(site, role) for role in roles)
        yield said("live.unstaffed", chapter=procedure.chain, step=step.id, roles=titles)


def _holders(site: Site, role: str) -> set[str]:
    return {person.id for person in site.persons if role in person.roles}


def _title(site: Site, role: str) -> Words:
    known = site.roles.get(role)
    return same(role) if known is None else known.title
