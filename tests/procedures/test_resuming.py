"""What is resumed, and what is refused: by the files, the program, the mode and the record."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from devices.events import EventKind, Json
from devices.site import Site, load_site
from procedures import intents
from procedures.people import Sitter
from procedures.record import Record, RecordError
from procedures.rehearsal import next_look_s
from procedures.resuming import CannotResume, read_interrupted, resume
from procedures.scenario import load_scenario, scenario_for
from procedures.sitting import Sitting
from procedures.snapshot import Mode


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site("odawara")


@pytest.fixture
def cut_off(site: Site, tmp_path: Path) -> Path:
    """The record of a drill that was cut off between two of its stored moments."""
    scenario = load_scenario(scenario_for("odawara"), site)
    path = tmp_path / "drill.sqlite"
    sitting = Sitting.open(site, scenario, mode=Mode.REHEARSAL, sitter=None, record=path)
    while sitting.now_s < 110.0:
        sitting.advance(next_look_s(sitting.now_s))
    sitting.recording.close()  # as after a kill: no event says that the sitting was closed
    return path


def rewrite(path: Path, key: str, value: Json) -> None:
    """Let the header say something else."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE header SET value = ? WHERE key = ?", (json.dumps(value), key))


def reasons_of(path: Path) -> str:
    with pytest.raises(CannotResume) as refused:
        read_interrupted(path)
    assert all(words.ja != words.en for words in refused.value.reasons)
    return str(refused.value)


def test_it_goes_on_where_it_stood_and_says_so(cut_off: Path) -> None:
    resumed = resume(read_interrupted(cut_off))
    assert resumed.differences == ()
    assert 60.0 <= resumed.sitting.now_s <= 122.0
    resumed.sitting.close()
    with Record(cut_off) as record:
        kinds = [event.kind for event in record.events() if event.kind is not EventKind.TASK]
        last = kinds[-2:]  # what was still expected gets its verdict between them
        assert record.first_broken() is None
    assert last == [EventKind.SITTING_RESUMED, EventKind.SITTING_CLOSED]
    assert "was closed" in reasons_of(cut_off)


def test_it_goes_on_from_the_newest_moment_and_works_out_little_again(cut_off: Path) -> None:
    assert read_interrupted(cut_off).moment.time_s >= 60.0


def test_a_live_sitting_is_not_resumed(cut_off: Path) -> None:
    rewrite(cut_off, "mode", "live")
    assert "kairetsu run --live --resume" in reasons_of(cut_off)


def test_every_file_that_differs_is_named(cut_off: Path) -> None:
    made_with: dict[str, Json] = {"program": "0.0.1", "moment": 1, "site": "", "scenario": ""}
    rewrite(cut_off, "made_with", made_with)
    said = reasons_of(cut_off)
    for what in ("version 0.0.1", "site file", "scenario file", "procedures are not"):
        assert what in said


def test_without_a_stored_moment_there_is_nothing_to_go_on_from(cut_off: Path) -> None:
    with closing(sqlite3.connect(cut_off)) as connection, connection:
        connection.execute("DELETE FROM standing")
        connection.execute("DELETE FROM snapshot")
    assert "holds no moment" in reasons_of(cut_off)


def test_a_header_of_another_form_is_refused(cut_off: Path) -> None:
    rewrite(cut_off, "sources", {"site": 3})
    with pytest.raises(RecordError, match="record_damaged"):
        read_interrupted(cut_off)


def test_it_is_resumed_as_often_as_it_is_cut_off(cut_off: Path) -> None:
    for _ in range(3):
        resume(read_interrupted(cut_off)).sitting.recording.close()
    with Record(cut_off) as record:
        assert len(record.events(EventKind.SITTING_RESUMED)) == 3
        assert record.first_broken() is None


def test_what_happened_otherwise_is_not_gone_on_with(cut_off: Path) -> None:
    with closing(sqlite3.connect(cut_off)) as connection, connection:
        connection.execute(
            "UPDATE event SET who = 'somebody' WHERE number = (SELECT max(number) FROM event)"
        )
    with pytest.raises(RecordError, match="record_not_repeated"):
        resume(read_interrupted(cut_off))


def test_after_a_handover_it_is_resumed_by_who_took_the_desk(site: Site, tmp_path: Path) -> None:
    scenario = load_scenario(scenario_for("odawara"), site)
    path = tmp_path / "handed-over.sqlite"
    ozawa = Sitter("ozawa", ("MGC",))
    sitting = Sitting.open(site, scenario, mode=Mode.REHEARSAL, sitter=ozawa, record=path)
    sitting.accept(intents.HandOver("hayashi"))
    while (view := sitting.snapshot().handover) is not None and view.heard is None:
        sitting.advance(sitting.now_s + 1.0)
    sitting.accept(intents.HandOverRepeated(right=True))
    while sitting.now_s < 130.0:
        sitting.advance(sitting.now_s + 1.0)
    sitting.recording.close()  # as after a kill
    found = read_interrupted(path)
    assert found.sitter == Sitter("hayashi", ("MGC",))
    resumed = resume(found).sitting
    assert resumed.snapshot().sitter == "hayashi"
    resumed.recording.close()
    with Record(path) as record:
        assert [event.who for event in record.events(EventKind.SITTING_RESUMED)] == ["hayashi"]
