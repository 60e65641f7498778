"""Whether a site has the people for a live sitting."""

from __future__ import annotations

from dataclasses import replace

from devices.site import Site
from devices.site.site import Person
from procedures.scenario import Scenario
from procedures.staffing import unstaffed


def without(site: Site, *people: str) -> Site:
    return replace(site, persons=tuple(p for p in site.persons if p.id not in people))


def test_the_shipped_site_has_everybody(odawara: Site, activation: Scenario) -> None:
    assert unstaffed(odawara, activation.procedures) == ()


def test_a_command_without_its_role_and_a_hold_without_two_people_are_named(
    odawara: Site, activation: Scenario
) -> None:
    site = without(odawara, "ozawa", "hayashi")
    told = [words.en for words in unstaffed(site, activation.procedures)]
    assert any(text.startswith("P2, step 2.2a:") for text in told)
    assert any(text.startswith("P1, step H1:") for text in told)


def test_one_person_for_both_roles_of_a_hold_is_not_enough(
    odawara: Site, activation: Scenario
) -> None:
    both = Person("kato", odawara.persons[0].name, ("TSO-D", "TSO-F"))
    rest = without(odawara, "kato", "sato", "suzuki").persons
    told = [
        words.en
        for words in unstaffed(replace(odawara, persons=(*rest, both)), activation.procedures)
    ]
    assert any("step H3:" in text for text in told)
