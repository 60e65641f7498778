"""Who hangs a lock and a tag takes them off, and nobody else: the tag-owner rule."""

from __future__ import annotations

import pytest

from devices.events import EventKind
from devices.phrases import said
from devices.simulated import FieldRefused


def locked_by(story, *persons, tag=True):
    """The boundary open, locked and tagged by these persons."""
    story.act("k12.open")
    for person in persons:
        story.plant.field.act("k12", "lock", person, tag=tag)
    story.run(1.0)
    story.events.clear()


def refused(story, person, device="k12"):
    """The words with which `person` is told that he may not."""
    with pytest.raises(FieldRefused) as told:
        story.plant.field.act(device, "unlock", person)
    return said(told.value.key, **told.value.arguments)


def hangs(story, device="k12"):
    seen = story.act(f"{device}.look")
    return seen[f"{device}.locked"], seen[f"{device}.tagged"]


def test_the_owner_takes_off_his_own(story):
    locked_by(story, "sato")
    seen = story.plant.field.act("k12", "unlock", "sato")
    assert seen == {"k12.position": "open", "k12.locked": False, "k12.tagged": False}
    assert story.act("k12.close") == {"k12.position": "closed"}


def test_his_own_second_man_is_refused_with_both_names(story):
    locked_by(story, "sato")
    words = refused(story, "suzuki")
    assert all(name in words.en for name in ("Suzuki", "Sato", "K-12"))
    assert all(name in words.ja for name in ("鈴木", "佐藤", "K-12"))
    assert hangs(story) == (True, True)
    with pytest.raises(FieldRefused, match="locked"):
        story.act("k12.close")


def test_the_attempt_is_recorded_with_both_names(story):
    locked_by(story, "sato")
    refused(story, "ishii")
    story.run(1.0)
    (attempt,) = (e for e in story.events if e.data.get("what") == "unlock_refused")
    assert (attempt.kind, attempt.subject, attempt.who) == (EventKind.FIELD, "k12", "ishii")
    assert attempt.data["owners"] == ["sato"]


def test_a_padlock_whose_tag_was_forgotten_is_still_his(story):
    locked_by(story, "sato", tag=False)
    refused(story, "ishii")
    story.plant.field.act("k12", "unlock", "sato")
    assert hangs(story) == (False, False)


def test_of_two_locks_each_takes_off_his_own_and_the_last_one_frees_the_switch(story):
    locked_by(story, "sato", "suzuki")
    story.plant.field.act("k12", "unlock", "sato")
    assert hangs(story) == (True, True)
    refused(story, "sato")
    story.plant.field.act("k12", "unlock", "suzuki")
    assert hangs(story) == (False, False)


def test_lost_with_the_wind_they_are_nobody_s_any_more(story):
    locked_by(story, "sato")
    story.act("k12.lose_tag")
    refused(story, "suzuki")
    story.act("k12.lose_lock")
    story.plant.field.act("k12", "lock", "suzuki")
    refused(story, "sato")
    story.plant.field.act("k12", "unlock", "suzuki")
    assert hangs(story) == (False, False)


def test_what_hung_there_before_the_sitting_is_the_crew_s(tell):
    story = tell(k12_closed=False, grid_live=False)
    words = refused(story, "ishii")
    assert "Ishii" in words.en
    assert "石井" in words.ja
    story.plant.field.act("k12", "unlock", "suzuki")
    assert hangs(story) == (False, False)


def test_the_same_holds_at_our_own_breaker_and_in_a_building(story, told_of):
    story.plant.field.act("cb52b", "lock", "ishii")
    refused(story, "okada", device="cb52b")
    story.plant.field.act("cb52b", "unlock", "ishii")
    hall = told_of("toride-city-hall")
    hall.plant.field.act("cub", "open", "one")
    hall.plant.field.act("cub", "lock", "one")
    refused(hall, "two", device="cub")
    hall.plant.field.act("cub", "unlock", "one")
    assert hall.plant.field.observe("cub.locked") is False


def test_a_snapshot_and_a_fork_know_the_owner(story):
    locked_by(story, "sato")
    kept, other = story.plant.snapshot(), story.plant.fork()
    story.plant.field.act("k12", "unlock", "sato")
    story.plant.field.act("k12", "lock", "suzuki")
    other.field.act("k12", "unlock", "sato")
    story.plant.restore(kept)
    refused(story, "suzuki")
    story.plant.field.act("k12", "unlock", "sato")
    assert hangs(story) == (False, False)


@pytest.mark.parametrize("given", [float("nan"), float("inf"), "much"])
def test_what_is_no_number_reaches_neither_the_truth_nor_the_simulator(story, given):
    for target, name in (("crew.enter", "count"), ("section.short_circuit", "ohm")):
        with pytest.raises(FieldRefused, match="no_number"):
            story.act(target, **{name: given})
    assert story.plant.simulator.get("fault.short_ohm") == 0.0
