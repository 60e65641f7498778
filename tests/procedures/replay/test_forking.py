"""Going on from a moment of a record: in a new one, that holds and says where it comes from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from devices.events import EventKind
from devices.phrases import said
from procedures.forking import fork
from procedures.people import Sitter
from procedures.record import Record, RecordError, verify_record
from procedures.replay import CannotFork, Recorded, read_recorded
from procedures.replaying import ReplaySitting
from procedures.snapshot import Mode
from tests.procedures.replay.sat import MGC, do_your_part


def test_the_new_record_begins_with_the_same_past_holds_and_goes_on(
    recorded: Recorded, tmp_path: Path
) -> None:
    path, new = recorded.path, tmp_path / "new.sqlite"
    sitting = fork(recorded, 110.0, MGC, new)
    begun_s = sitting.now_s
    assert 90.0 <= begun_s <= 110.0
    then = ReplaySitting(recorded, begun_s).snapshot()
    now = sitting.snapshot()
    assert (now.talk, now.runs[0].steps, now.phase) == (then.talk, then.runs[0].steps, then.phase)
    while sitting.now_s < begun_s + 20.0:
        sitting.advance(sitting.now_s + 1.0)
        do_your_part(sitting)
    sitting.close()
    assert verify_record(new).whole
    with Record(new) as written, Record(path) as old:
        source = written.header["forked_from"]
        assert isinstance(source, dict)
        entries = {entry.number: entry for entry in old.entries()}
        number = source["event"]
        assert isinstance(number, int)
        assert (source["record"], source["seal"]) == (path.name, entries[number].hash)
        assert source["time_s"] == begun_s
        copied = [e.event for e in written.entries()][:number]
        assert copied == [e.event for e in old.entries()][:number]
        assert len(list(written.moments(1))) >= len([s for s in old.moments(1) if s <= begun_s])
    past = ReplaySitting(read_recorded(new), begun_s - 30.0).snapshot()
    assert past.talk == ReplaySitting(recorded, begun_s - 30.0).snapshot().talk


def test_somebody_else_may_sit_and_then_does_what_the_step_asks(
    recorded: Recorded, tmp_path: Path
) -> None:
    other = Sitter.for_role(recorded.site, "CITY")
    sitting = fork(recorded, 150.0, other, tmp_path / "other.sqlite")
    sitting.advance(sitting.now_s + 5.0)
    look = sitting.snapshot()
    assert (look.sitter, look.sitter_roles) == (other.person, other.roles)
    assert any("Forked from" in line.words.en for line in look.events)
    sitting.close()
    nobody = fork(recorded, 150.0, None, tmp_path / "nobody.sqlite")
    nobody.advance(nobody.now_s + 60.0)
    assert nobody.snapshot().sitter == ""
    nobody.close()
    assert verify_record(tmp_path / "nobody.sqlite").whole


def test_what_cannot_be_gone_on_with_says_why_and_leaves_no_file(
    recorded: Recorded, tmp_path: Path
) -> None:
    new = tmp_path / "new.sqlite"
    wrong = {
        "fork.live": replace(recorded, mode=Mode.LIVE),
        "fork.other_files": replace(recorded, others=(said("replay.older"),)),
        "fork.no_moments": replace(recorded, way=replace(recorded.way, moments=())),
    }
    for key, source in wrong.items():
        with pytest.raises(CannotFork) as refused:
            fork(source, 100.0, MGC, new)
        assert refused.value.reasons[0] == said(key)
        view = ReplaySitting(source).snapshot().replay
        assert view is not None
        assert view.against_fork == refused.value.reasons
    with pytest.raises(RecordError, match="record_exists"):
        fork(recorded, 100.0, MGC, recorded.path)
    assert list(tmp_path.iterdir()) == []


def test_a_fork_that_breaks_half_way_says_why_and_leaves_nothing(
    recorded: Recorded, tmp_path: Path
) -> None:
    way = recorded.way
    first = replace(way.moments[0], data=b"nothing that anybody has stored")
    damaged = replace(recorded, way=replace(way, moments=(first, *way.moments[1:])))
    with pytest.raises(RecordError, match="record_damaged"):
        fork(damaged, 110.0, MGC, tmp_path / "new.sqlite")
    other = replace(recorded, header={**recorded.header, "clock": "noon"})
    with pytest.raises(RecordError, match="record_damaged"):
        fork(other, 110.0, MGC, tmp_path / "new.sqlite")
    assert list(tmp_path.iterdir()) == []
    fork(recorded, 110.0, MGC, tmp_path / "new.sqlite").close()
    assert [file.name for file in tmp_path.iterdir()] == ["new.sqlite"]


def test_an_event_that_nobody_understands_is_said_and_the_rest_is_shown(
    recorded: Recorded,
) -> None:
    entries = list(recorded.way.entries)
    odd = next(n for n, e in enumerate(entries) if e.event.kind is EventKind.STEP_STARTED)
    event = entries[odd].event
    data = {key: value for key, value in event.data.items() if key != "procedure"}
    entries[odd] = replace(entries[odd], event=replace(event, data=data))
    way = replace(recorded.way, entries=tuple(entries), moments=())
    replay = ReplaySitting(replace(recorded, way=way), 150.0)
    shown = replay.snapshot()
    assert shown.replay is not None
    assert shown.replay.notes[-1] == said("replay.odd", count=1)
    assert shown.talk == ReplaySitting(recorded, 150.0).snapshot().talk
