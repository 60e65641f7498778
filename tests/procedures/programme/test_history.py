"""Who did which step, when and how well, over a folder of records."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from devices.events import Event, EventKind
from devices.site import load_site
from procedures.drill.programme.digest import (
    Digest,
    How,
    Marks,
    digest_from_json,
    digest_json,
)
from procedures.drill.programme.due import Roster, people
from procedures.drill.programme.kept import cache_path, digests
from procedures.drill.programme.rules import load_rules
from procedures.drill.programme.suggestion import suggested
from procedures.drill.programme.titles import step_title
from procedures.drill.programme.words import score_words
from procedures.drill.reference import find_reference
from procedures.scenario import load_scenario
from procedures.shelf import drills
from tests.procedures.programme.conftest import Writer, ended, step

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def only(path: Path) -> Digest:
    (found,) = digests(path.parent)
    return found


def test_a_step_is_met_late_failed_or_left_out(write: Writer) -> None:
    events = [
        *step(100, "4.1", 20),
        *step(200, "4.2", 45),
        *step(250, "4.3", 45, target_s=None),
        ended(EventKind.STEP_FAILED, 300, "4.5"),
        ended(EventKind.STEP_SKIPPED, 310, "4.7"),
        *step(400, "4.8", 20, who="tso-d"),  # a simulated person does not train
        Event(410, EventKind.COMMAND_REFUSED, "bess", "aoki", {}),
    ]
    digest = only(write("one", "2026-11-01", events))
    assert [(deed.step, deed.how.value) for deed in digest.deeds] == [
        ("4.1", "met"),
        ("4.2", "late"),
        ("4.3", "done"),
        ("4.5", "failed"),
        ("4.7", "skipped"),
    ]
    assert digest.trainees == ("aoki",)
    assert digest.wrong == {"aoki": 1}


def test_who_takes_over_the_seat_trains_too(write: Writer) -> None:
    handed = Event(150, EventKind.NOTE, "", "endo", {"what": "handover", "from": "aoki"})
    digest = only(
        write(
            "one", "2026-11-01", [*step(100, "4.1", 20), handed, *step(200, "4.2", 9, who="endo")]
        )
    )
    assert digest.trainees == ("aoki", "endo")
    assert [deed.step for deed in digest.of("endo")] == ["4.2"]


def test_a_digest_comes_back_from_json_as_it_was(write: Writer) -> None:
    digest = only(write("one", "2026-11-01", [*step(100, "4.1", 20)], night=True))
    assert digest.night
    assert digest_from_json(json.loads(json.dumps(digest_json(digest)))) == digest


def test_a_record_that_changes_is_read_anew_and_a_damaged_one_is_told(write: Writer) -> None:
    path = write("one", "2026-11-01", [*step(100, "4.1", 20)])
    folder = path.parent
    assert [len(one.deeds) for one in digests(folder)] == [1]
    path.unlink()
    write("one", "2026-11-02", [*step(100, "4.1", 20), *step(200, "4.2", 20)])
    (folder / "broken.sqlite").write_bytes(b"no record at all" * 99)
    found = {one.record: one for one in digests(folder)}
    assert len(found["one.sqlite"].deeds) == 2
    assert found["broken.sqlite"].trouble is not None
    assert "broken.sqlite" in found["broken.sqlite"].trouble.ja
    assert list(digests(folder / "nowhere")) == []


def test_what_is_kept_tells_the_same_and_its_damage_costs_nothing(write: Writer) -> None:
    path = write("one", "2026-11-01", [*step(100, "4.1", 20)])
    first = tuple(digests(path.parent))
    kept = cache_path(path.parent)
    assert kept.is_file()
    assert tuple(digests(path.parent)) == first
    for damage in (b"{", b'{"made_with": 1}', b"\xff\xfe", b"[]"):
        kept.write_bytes(damage)
        assert tuple(digests(path.parent)) == first
    data = json.loads(kept.read_text())
    data["records"]["one.sqlite"][1].pop("deeds")
    kept.write_text(json.dumps(data))
    assert tuple(digests(path.parent)) == first


def test_the_record_of_the_sitting_at_work_is_left_alone(write: Writer) -> None:
    path = write("one", "2026-11-01", [])
    write("two", "2026-11-02", [])
    assert [one.record for one in digests(path.parent, without=path)] == ["two.sqlite"]


# --- what is due ---------------------------------------------------------------------------------


def test_an_operator_needs_four_short_drills_a_year_and_one_in_the_field(write: Writer) -> None:
    for number, day in enumerate(("2025-12-10", "2026-02-01", "2026-05-01", "2026-08-01")):
        folder = write(f"r{number}", day, [*step(100, "4.1", 20)]).parent
    (person,) = people(digests(folder), load_rules(), TODAY)
    due = {one.rule.id: one for one in person.due}
    short, field = due["operator-simulator"], due["operator-field"]
    assert (short.done, short.by, short.overdue(TODAY)) == (4, date(2026, 12, 10), False)
    assert (field.done, field.by, field.overdue(TODAY)) == (0, None, True)
    assert short.overdue(date(2026, 12, 10))
    write("live", "2026-11-01", [*step(100, "4.1", 20)], mode="live")
    (person,) = people(digests(folder), load_rules(), TODAY)
    assert not any(one.overdue(TODAY) for one in person.due)


def test_one_drill_of_a_facility_manager_has_to_be_in_the_dark(write: Writer) -> None:
    for number, day in enumerate(("2026-06-01", "2026-09-01")):
        write(f"r{number}", day, [*step(100, "4.1", 20, who="iida")], sitter="iida", role="FM")
    folder = write("x", "2026-10-01", [*step(9, "4.1", 5)], length_s=60.0).parent  # too short
    found = {one.id: one for one in people(digests(folder), load_rules(), TODAY)}
    assert [one.rule.id for one in found["iida"].due if one.overdue(TODAY)] == [
        "facility-manager-dark"
    ]
    assert found["aoki"].due[0].done == 0
    dark = [*step(100, "4.1", 20, who="iida")]
    write("night", "2026-10-02", dark, sitter="iida", role="FM", night=True)
    found = {one.id: one for one in people(digests(folder), load_rules(), TODAY)}
    assert found["iida"].overdue(TODAY) == 0


def test_a_mini_drill_done_as_well_as_by_an_expert_counts(write: Writer) -> None:
    site = load_site("toride-togashira-elementary")
    mini = load_scenario("toride-togashira-elementary-mini-drill", site)
    reference = find_reference(mini)
    assert reference is not None
    ends_s = reference["ends_s"]
    assert isinstance(ends_s, float)
    deeds = step(100, "4.1", 20, who="iida")
    folder = write("m1", "2026-11-01", deeds, sitter="iida", role="FM", length_s=ends_s).parent
    (person,) = people(digests(folder), load_rules(), TODAY)
    assert {one.rule.id: one.done for one in person.due}["facility-manager"] == 1


def test_what_went_badly_comes_before_what_was_done_long_ago(write: Writer) -> None:
    write("old", "2026-01-10", [*step(100, "4.1", 20), *step(200, "4.2", 50)])
    events = [*step(100, "4.2", 20), *step(150, "4.6", 99), ended(EventKind.STEP_FAILED, 9, "4.5")]
    folder = write("new", "2026-11-01", events).parent
    (person,) = people(digests(folder), load_rules(), TODAY)
    assert [(one.deed.step, one.worst) for one in person.again] == [
        ("4.5", How.FAILED),
        ("4.6", How.LATE),
        ("4.1", How.MET),  # long ago; 4.2 went well since
    ]


def test_who_has_never_trained_is_named_and_due_first(write: Writer) -> None:
    folder = write("one", "2026-11-01", [*step(100, "4.1", 20)]).parent
    roster = Roster("odawara", {"endo": ("MGC",), "hara": ("CITY",)})
    found = people(digests(folder), load_rules(), TODAY, roster)
    assert [one.id for one in found] == ["endo", "aoki"]  # nobody asks anything of hara
    assert found[0].last is None


def test_a_step_is_called_as_in_its_file_with_the_numbers_of_the_site() -> None:
    title = step_title("toride-f1-board", "B.4", "toride-togashira-elementary")
    assert "52T" in title.en
    assert "52T" in title.ja
    assert step_title("nowhere", "9", "nowhere").en == "nowhere 9"


# --- what to do next -----------------------------------------------------------------------------


def test_the_next_drill_is_the_one_that_trains_most_of_what_went_badly(write: Writer) -> None:
    folder = write("one", "2026-11-01", [*step(100, "4.1", 99)]).parent
    cards = drills()
    (person,) = people(digests(folder), load_rules(), TODAY)
    card = suggested(person, cards, TODAY)
    assert card is not None
    assert "odawara-p4-black-start" in card.trains
    assert card.given != "odawara-first-activation", "what he has not done comes first"


def test_a_drill_that_was_ended_early_says_so_and_is_still_to_be_gone_through(
    write: Writer,
) -> None:
    folder = write("one", "2026-11-01", [*step(100, "4.1", 20)]).parent
    (person,) = people(digests(folder), load_rules(), TODAY)
    (drill,) = person.drills
    card = suggested(replace(person, again=(), drills=()), drills(), TODAY)
    assert card is not None
    went = replace(drill, scenario=card.given, marks=Marks(93.0, False, {}))
    early = replace(went, marks=Marks(93.0, False, {}, cut_short=True))
    assert digest_from_json(json.loads(json.dumps(digest_json(early)))) == early
    assert (score_words(went).en, score_words(early).en) == ("93 of 100", "93 of 100, ended early")
    assert score_words(early).ja == "93点（途中終了）"
    through = suggested(replace(person, again=(), drills=(went,)), drills(), TODAY)
    again = suggested(replace(person, again=(), drills=(early,)), drills(), TODAY)
    assert again == card
    assert through != card


def test_who_owes_a_drill_in_the_dark_is_sent_to_one_in_the_dark() -> None:
    roster = Roster("toride-togashira-elementary", {"sakai": ("FM",)})
    (person,) = people((), load_rules(), TODAY, roster)
    card = suggested(person, drills(), TODAY)
    assert card is not None
    assert (card.number, card.night) == ("M2", True)
    nobody = Roster("odawara", {"yamada": ("FM",)})
    (person,) = people((), load_rules(), TODAY, nobody)
    assert suggested(person, drills(), TODAY) is None, "no drill of that site is for him"
