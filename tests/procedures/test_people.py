"""Who acts for a role, how long it takes, and which slips happen."""

from __future__ import annotations

import random
from statistics import mean
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from procedures.people import LONGEST, Habits, Mistake, People, Sitter, Slip


def test_the_sitter_plays_his_roles_and_all_others_are_simulated(site: Any) -> None:
    people = People.of(site, Sitter("ozawa", ("MGC",)))
    assert not people.holder("MGC").simulated
    assert people.holder("TSO-D").simulated
    assert people.holder("TSO-D").id == "kato"


def test_without_a_sitter_everybody_is_simulated(site: Any) -> None:
    people = People.of(site, None)
    assert all(people.holder(role).simulated for role in site.roles)


def test_a_second_person_is_never_the_first_one(site: Any) -> None:
    for sitter in (None, Sitter("ozawa", ("MGC", "CHIEF")), Sitter("kato", ("TSO-D",))):
        people = People.of(site, sitter)
        for role in site.roles:
            first = people.holder(role)
            assert people.holder(role, other_than=first.id).id != first.id


def test_a_guest_may_sit_who_is_not_in_the_site_file(site: Any) -> None:
    people = People.of(site, Sitter("guest", ("MGC",)))
    assert people.holder("MGC").id == "guest"
    assert people.roles_of()["guest"] == frozenset({"MGC"})


def test_a_sitter_for_a_role_is_the_first_who_holds_it(site: Any) -> None:
    assert Sitter.for_role(site, "TSO-F") == Sitter("sato", ("TSO-F",))


@given(st.integers(min_value=0, max_value=2**32))
def test_delays_spread_around_their_mean_and_never_run_away(seed: int) -> None:
    people = People((), None, Habits(), random.Random(seed))
    delays = [people.delay_s(10.0) for _ in range(400)]
    assert all(0.0 < delay <= 10.0 * LONGEST for delay in delays)
    assert 9.0 < mean(delays) < 11.0


def test_equal_seeds_give_equal_delays(site: Any) -> None:
    one, other = People.of(site, None, 7), People.of(site, None, 7)
    assert [one.delay_s(5.0) for _ in range(9)] == [other.delay_s(5.0) for _ in range(9)]


def test_a_slip_happens_as_often_as_it_says_and_only_where_it_says(site: Any) -> None:
    mistake = Mistake("TSO-F", Slip.SILENCE, step="3.1", times=2)
    people = People.of(site, None, 0, Habits(mistakes=(mistake,)))
    assert not people.slips(("TSO-F",), Slip.SILENCE, "3.2")
    assert not people.slips(("TSO-D",), Slip.SILENCE, "3.1")
    assert not people.slips(("TSO-F",), Slip.NO_TAG, "3.1")
    assert people.slips(("TSO-F",), Slip.SILENCE, "3.1")
    assert people.slips(("TSO-F",), Slip.SILENCE, "3.1")
    assert not people.slips(("TSO-F",), Slip.SILENCE, "3.1")


def test_a_slower_pace_makes_everything_longer(site: Any) -> None:
    quick, slow = People.of(site, None, 3), People.of(site, None, 3, Habits(pace=2.0))
    assert slow.delay_s(5.0) == 2.0 * quick.delay_s(5.0)
