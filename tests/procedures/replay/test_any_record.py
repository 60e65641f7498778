"""Any record can be shown: cut off, still written, damaged, with branches, of an older form."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from devices.events import EventKind
from devices.site import load_site
from procedures import intents
from procedures.record import Record, RecordError
from procedures.replay import Recorded, read_recorded
from procedures.replaying import ReplaySitting
from procedures.scenario import load_scenario, scenario_for
from procedures.sitting import Sitting
from procedures.snapshot import Mode
from tests.procedures.replay.sat import MGC, Shown, do_your_part

OLD = Path(__file__).parent.parent / "record" / "format-1.sqlite"


def notes_of(recorded: Recorded) -> str:
    view = ReplaySitting(recorded).snapshot().replay
    assert view is not None
    assert all(note.en != note.ja for note in view.notes)
    return " ".join(note.en for note in view.notes)


def changed(drill: Shown, folder: Path, statement: str) -> Path:
    path = folder / "changed.sqlite"
    shutil.copy(drill.path, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)
    return path


def test_a_record_that_is_being_written_is_shown_as_it_stood_and_so_are_its_branches(
    tmp_path: Path,
) -> None:
    site = load_site("odawara")
    scenario = load_scenario(scenario_for("odawara"), site)
    path = tmp_path / "drill.sqlite"
    sitting = Sitting.open(site, scenario, mode=Mode.REHEARSAL, sitter=MGC, record=path)
    while sitting.now_s < 30.0:
        sitting.advance(sitting.now_s + 1.0)
        do_your_part(sitting)
    recorded = read_recorded(path)
    assert "was not closed" in notes_of(recorded)
    assert 10.0 < recorded.way.ends_s <= 30.0  # samples without events wait for the disk
    left = sitting.snapshot()
    sitting.accept(intents.Backtrack(12.0, "once more"))
    sitting.advance(sitting.now_s + 5.0)
    stood = sitting.snapshot()
    sitting.close()
    replay = ReplaySitting(read_recorded(path), stood.time_s)
    assert (replay.snapshot().branch, replay.snapshot().talk) == (2, stood.talk)
    replay.take_branch(1)
    replay.seek(left.time_s)
    assert (replay.snapshot().branch, replay.snapshot().talk) == (1, left.talk)
    view = replay.snapshot().replay
    assert view is not None
    assert [(one.number, one.reason) for one in view.branches] == [(1, ""), (2, "once more")]
    with pytest.raises(RecordError, match="no_branch"):
        read_recorded(path, 7)


def test_a_damaged_record_is_shown_as_far_as_it_holds_and_says_so(
    drill: Shown, tmp_path: Path
) -> None:
    entries = read_recorded(drill.path).way.entries
    last = next(entry.number for entry in entries if entry.event.kind is EventKind.TALK)
    path = changed(drill, tmp_path, f"UPDATE event SET who = 'x' WHERE number = {last + 1}")
    recorded = read_recorded(path)
    assert recorded.way.entries[-1].number == last
    assert f"up to event {last}" in notes_of(recorded)
    assert recorded.way.ends_s < 240.0
    assert ReplaySitting(recorded, 1e9).snapshot().talk != ()


def test_a_record_of_which_a_page_was_overwritten_is_shown_as_far_as_it_holds(
    drill: Shown, tmp_path: Path
) -> None:
    path = tmp_path / "overwritten.sqlite"
    content = bytearray(drill.path.read_bytes())
    with Record(drill.path) as record:
        entries = list(record.entries())
    middle = entries[len(entries) // 2]
    page = content.find(middle.hash.encode()) // 4096 * 4096
    content[page : page + 4096] = b"\xa5" * 4096
    path.write_bytes(content)
    recorded = read_recorded(path)
    assert 1 < len(recorded.way.entries) < middle.number
    assert f"up to event {recorded.way.entries[-1].number}." in notes_of(recorded)


def test_a_stored_piece_that_is_broken_is_left_out(
    drill: Shown, recorded: Recorded, tmp_path: Path
) -> None:
    path = changed(drill, tmp_path, "UPDATE snapshot SET data = x'00' WHERE number = 2")
    broken = read_recorded(path)
    assert len(broken.way.moments) == len(recorded.way.moments) - 1
    assert "1 stored" in notes_of(broken)
    a, b = ReplaySitting(recorded, 150.0).snapshot(), ReplaySitting(broken, 150.0).snapshot()
    assert (a.runs[0].steps, a.alarms, a.talk) == (b.runs[0].steps, b.alarms, b.talk)


def test_a_record_of_which_nothing_holds_is_refused_in_words(drill: Shown, tmp_path: Path) -> None:
    path = changed(drill, tmp_path, "UPDATE header SET value = '\"x\"' WHERE key = 'opened'")
    with pytest.raises(RecordError, match="nothing_holds"):
        read_recorded(path)


def test_an_older_record_is_shown_by_its_events_and_samples() -> None:
    recorded = read_recorded(OLD)
    replay = ReplaySitting(recorded, recorded.way.ends_s / 2)
    middle = replay.snapshot()
    assert "older record" in notes_of(recorded)
    assert middle.runs[0].steps[0].state.value == "done"
    assert middle.values["bess.soc_pct"].known is not None
    replay.seek(recorded.way.ends_s)
    assert replay.snapshot().outcome == "completed"
