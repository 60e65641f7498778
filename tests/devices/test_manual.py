from __future__ import annotations

import json

import pytest

from devices.events import EventKind
from devices.manual import BadEntry, ManualPoints
from devices.signals import Quality
from devices.site import load_site


@pytest.fixture
def board() -> ManualPoints:
    return ManualPoints(load_site("odawara"))


def test_an_entry_keeps_its_value_who_gave_it_and_when(board: ManualPoints) -> None:
    event = board.enter("k12.position", "open", "tanaka", 12.0)
    reading = board.readings()["k12.position"]
    assert (reading.value, reading.who, reading.time_s) == ("open", "tanaka", 12.0)
    assert reading.quality is Quality.MANUAL
    assert event.kind is EventKind.ENTRY
    assert event.subject == "k12.position"
    assert event.data == {"value": "open", "previous": None}


def test_a_second_entry_says_what_stood_before(board: ManualPoints) -> None:
    board.enter("earth.count", 3, "tanaka", 1.0)
    event = board.enter("earth.count", 0, "tanaka", 2.0)
    assert event.data == {"value": 0.0, "previous": 3.0}


def test_a_point_that_nobody_reported_is_not_on_the_board(board: ManualPoints) -> None:
    assert "k12.locked" not in board.readings()
    assert "k12.locked" in board.names


@pytest.mark.parametrize(
    ("signal", "value", "key"),
    [
        ("k12.position", "ajar", "entry.no_state"),
        ("k12.position", 1.0, "entry.no_state"),
        ("k12.locked", "yes", "entry.no_flag"),
        ("k12.locked", 1.0, "entry.no_flag"),
        ("earth.count", "two", "entry.no_number"),
        ("earth.count", True, "entry.no_number"),
        ("earth.count", float("nan"), "entry.no_number"),
        ("earth.count", 7, "entry.out_of_bounds"),
        ("earth.count", -1, "entry.out_of_bounds"),
        ("bess.soc_pct", 50.0, "entry.no_point"),
        ("k12.postion", "open", "entry.no_point"),
    ],
)
def test_what_cannot_be_true_is_refused_in_both_languages(
    board: ManualPoints, signal: str, value: float | str | bool, key: str
) -> None:
    with pytest.raises(BadEntry) as refused:
        board.enter(signal, value, "tanaka", 0.0)
    assert refused.value.key == key
    assert refused.value.words.en != refused.value.words.ja
    assert signal not in board.readings()


def test_a_misspelt_point_is_answered_with_the_nearest(board: ManualPoints) -> None:
    with pytest.raises(BadEntry, match=r"k12\.position"):
        board.enter("k12.postion", "open", "tanaka", 0.0)


def test_an_entry_needs_a_name(board: ManualPoints) -> None:
    with pytest.raises(BadEntry) as refused:
        board.enter("k12.position", "open", "  ", 0.0)
    assert refused.value.key == "entry.nobody"


def test_an_older_report_does_not_overwrite_a_newer_one(board: ManualPoints) -> None:
    board.enter("k12.position", "open", "tanaka", 20.0)
    with pytest.raises(BadEntry) as refused:
        board.enter("k12.position", "closed", "sato", 10.0)
    assert refused.value.key == "entry.too_old"
    assert board.readings()["k12.position"].value == "open"


def test_the_board_goes_out_and_comes_back_as_json(board: ManualPoints) -> None:
    board.take_over({"k12.position": "open", "k12.locked": True, "earth.count": 2}, "sato", 5.0)
    stored = json.loads(json.dumps(board.export_state()))
    board.enter("k12.position", "closed", "sato", 9.0)
    board.import_state(stored)
    assert board.readings()["k12.position"].value == "open"
    assert board.readings()["earth.count"].value == 2.0
    assert board.readings()["k12.locked"].time_s == 5.0


def test_a_stored_board_without_a_value_is_refused(board: ManualPoints) -> None:
    with pytest.raises(BadEntry):
        board.import_state({"k12.position": {"time_s": 0.0, "who": "sato"}})
