"""What stands on paper: exact words, limits as numbers, blanks for what lives on a screen."""

from __future__ import annotations

import hashlib

import pytest

from devices.site import Site, load_site
from procedures.language import Procedure, load_procedure
from procedures.paper import PaperProcedure, PaperStep, in_time
from procedures.paper_set import by_label, with_called
from procedures.paper_writing import paper_of


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site("odawara")


@pytest.fixture(scope="module")
def pick_up() -> Procedure:
    return load_procedure("odawara-p5-load-pickup")


@pytest.fixture(scope="module")
def opening(site: Site) -> PaperProcedure:
    return paper_of(load_procedure("odawara-p3-switch-opening"), site)


def step(paper: PaperProcedure, identity: str) -> PaperStep:
    return next(one for one in paper.steps if one.id == identity)


def test_every_step_stands_on_the_paper_in_its_order(site: Site, pick_up: Procedure) -> None:
    paper = paper_of(pick_up, site)
    assert [one.id for one in paper.steps] == [one.id for one in pick_up.steps]
    assert paper.leads_to is not None
    assert paper.leads_to.en == "Island operation"


def test_limits_of_the_site_are_numbers_and_the_caution_stands_apart(
    site: Site, pick_up: Procedure
) -> None:
    paper = paper_of(pick_up, site)
    close = step(paper, "5.1b")
    assert close.caution is not None
    assert close.limit_s == 180
    assert close.measured
    words = [one.en for one in close.expected]
    assert words == ["B1 low-voltage main: closed", "Section frequency 49.80 to 50.20 Hz"]
    assert close.command is not None
    assert "B1" in close.command.en


def test_times_and_live_values_are_blanks_to_write_in(site: Site, pick_up: Procedure) -> None:
    say = step(paper_of(pick_up, site), "5.7").say
    assert say is not None
    assert "{" not in say.text.en + say.text.ja
    assert "____:____" in say.text.en
    assert "______" in say.text.ja


def test_a_hold_names_the_two_roles_and_what_both_must_see(opening: PaperProcedure) -> None:
    hold = next(one for one in opening.steps if one.hold_id == "H3")
    assert [role.name for role in hold.hold] == ["TSO-D", "TSO-F"]
    assert [one.en for one in hold.expected] == [
        "K-12 position: open",
        "K-12 locked: yes",
        "K-12 tagged: yes",
    ]


def test_a_branch_says_where_it_leads(opening: PaperProcedure) -> None:
    choose = step(opening, "3.7")
    assert [way.words.en.split(" (")[0] for _, way in choose.options] == ["step 3.8", "step 3.7a"]


def test_a_watch_leads_to_the_procedure_that_it_calls(site: Site, pick_up: Procedure) -> None:
    watches = {one.words.en: one.way for one in paper_of(pick_up, site).watches}
    fire = watches["No fire, smoke or gas at the BESS"]
    assert fire.procedure == "odawara-p10-9-fire"
    assert fire.words.en.startswith("P10.9 ")


def test_a_reading_that_is_entered_has_a_blank_with_its_states(opening: PaperProcedure) -> None:
    (blank,) = step(opening, "3.4").blanks
    assert [one.en for one in blank.states] == ["open", "closed"]


def test_the_version_is_that_of_the_file(site: Site, pick_up: Procedure) -> None:
    assert pick_up.document is not None
    whole = hashlib.sha256(pick_up.document.path.read_bytes()).hexdigest()
    assert whole.startswith(paper_of(pick_up, site).digest)


def test_whatever_can_be_called_comes_along_once_and_in_order(pick_up: Procedure) -> None:
    every = with_called([pick_up])
    assert every[0] is pick_up
    labels = [one.chain for one in every[1:]]
    assert "P10.2" in labels
    assert len(set(labels)) == len(labels)
    assert labels.index("P10.2") < labels.index("P10.10")
    assert every[1:] == sorted(every[1:], key=by_label)
    names = {one.name for one in every}
    assert all(called in names for one in every for called in one.calls())


@pytest.mark.parametrize(
    ("seconds", "english", "japanese"),
    [(60, "60 s", "60秒"), (300, "5 min", "5分"), (7200, "2 h", "2時間"), (90, "90 s", "90秒")],
)
def test_times_are_said_as_people_say_them(seconds: int, english: str, japanese: str) -> None:
    assert (in_time(seconds).en, in_time(seconds).ja) == (english, japanese)


def test_ages_and_phases_are_said_as_people_say_them(site: Site) -> None:
    ready = paper_of(load_procedure("odawara-p0-readiness"), site)
    assert "age of BESS state of charge ≦ 5 s" in [w.en for w in step(ready, "0.3").expected]
    trip = paper_of(load_procedure("odawara-p10-1-bess-trip"), site)
    titles = [title.en for one in trip.steps for title, _ in one.options]
    assert any("(phase = Preparing to stop)" in title for title in titles)
    assert not any("phase.name" in title for title in titles)
