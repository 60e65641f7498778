"""Checks of what only a live sitting needs: the lines to the devices, and who answers for it."""

from __future__ import annotations

from devices.documents import DocumentError
from devices.phrases import listed
from devices.site import default_override, load_connections
from devices.wiring import load_maps
from devices.words import same
from procedures.arming import arming_roles
from procedures.readiness.check import Check, Facts, Found, fine, missing
from procedures.readiness.of_the_site import problems_in_words


def wiring(facts: Facts) -> Check:
    """Whether the connections can be read, with their maps, certificates and the modes of keys."""
    site = facts.site
    file = facts.plan.connections or default_override(site.name)
    try:
        connections = load_connections(site, file)
        load_maps(site, connections)
    except DocumentError as error:
        details = problems_in_words(error.problems)
        return missing(
            "wiring", Found.MUST, details=details, count=len(error.problems), site=site.name
        )
    if not connections.devices:
        return missing("wiring", Found.MUST, found="none", count=0, site=site.name)
    return fine("wiring", devices=len(connections.devices), lines=len(connections.lines))


def person(facts: Facts) -> Check:
    """Whether somebody sits who may enable writes to real devices."""
    site, plan = facts.site, facts.plan
    given = plan.person
    found = next((p for p in site.persons if given in (p.id, p.name.en, p.name.ja)), None)
    may = arming_roles(site)
    able = [p for p in site.persons if plan.read_only or may.intersection(p.roles)]
    known = listed(p.name for p in able) if able else same("–")
    if found is None:
        return missing("person", Found.MUST, known=known)
    if found not in able:
        return missing("person", Found.MUST, found="may_not", who=found.name, known=known)
    return fine("person", who=found.name)
