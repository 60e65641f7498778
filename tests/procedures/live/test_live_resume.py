"""A live sitting that was cut off goes on where it stood, and nobody proceeds unseeing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from devices.clock import RealTime
from devices.events import EventKind
from devices.plant import Command
from devices.signals import Quality
from devices.site import Site
from procedures import intents
from procedures.record import Record, verify_record
from procedures.resuming import CannotResume, read_interrupted
from procedures.resuming_live import read_interrupted_live, resume_live
from procedures.snapshot import Snapshot

GAP_S = 200.0


def cut_off(s: Any, folder: Path) -> Path:
    """The record as kill -9 leaves it: what was acknowledged, and the open journal beside it."""
    record = folder / "cut-off.sqlite"
    for path in s.record.parent.glob(f"{s.record.name}*"):
        shutil.copy(path, folder / path.name.replace(s.record.name, record.name))
    return record


class Resuming:
    """Goes on with records that were cut off, and closes what was opened."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.opened: list[Any] = []

    def __call__(self, s: Any, *, gap_s: float = GAP_S) -> Any:
        folder = self._folder / str(len(self.opened))
        folder.mkdir()
        record = cut_off(s, folder)
        s.plant.permit_writes(False)  # a killed console writes nothing any more,
        s.plant.forget()  # and the next one has read nothing yet
        found = read_interrupted_live(record)
        last_s = s.hand.wall_s - (s.sitting.now_s - found.time_s)  # of the hand, as the clock's is
        found = replace(found, wall=datetime.fromtimestamp(last_s, UTC))
        s.hand.go(gap_s)
        clock = RealTime.going_on(found.time_s, found.wall, s.hand)
        s.plant.advance(clock.elapsed_s())
        sitting = resume_live(found, s.plant, clock)
        self.opened.append(sitting)
        again = replace(s, sitting=sitting, record=record)
        again.go(3.0)  # in which every device that answers is read
        return again


@pytest.fixture
def resumed(tmp_path: Path) -> Iterator[Resuming]:
    resuming = Resuming(tmp_path)
    yield resuming
    for sitting in resuming.opened:
        sitting.close()


def work_of(look: Snapshot) -> Any:
    """What has to be the same: steps, talk, board, alarms."""
    (run,) = [run for run in look.runs if run.current is not None]
    board = {name: one for name, one in look.values.items() if one.quality is Quality.MANUAL}
    current = run.current
    assert current is not None
    say = current.say
    return (
        [(step.id, step.state, step.who) for step in run.steps],
        (current.id, current.person, say and (say.stage, say.text, say.attempt)),
        look.talk,
        board,
        [(alarm.id, alarm.state) for alarm in look.alarms],
        look.sitter,
    )


def at_the_second_chapter(look: Snapshot) -> bool:
    return any(chapter.label == "P2" and chapter.state == "now" for chapter in look.chapters)


def started(seat: Any) -> Any:
    """A live sitting in the middle of its first chapter, armed."""
    s = seat()
    s.take_over_board()
    s.granted(intents.Arm("ozawa"))
    s.work(until=lambda look: look.phase == "AGREED", within_s=3600.0)
    s.go(1.0)
    return s


def test_it_stands_where_it_stood_and_is_not_armed(seat: Any, resumed: Resuming) -> None:
    s = started(seat)
    before = work_of(s.look)
    then_s = s.sitting.now_s
    again = resumed(s)
    assert work_of(again.look) == before
    assert again.look.live.armed_by == ""
    assert not again.plant.permitted
    assert again.sitting.now_s == pytest.approx(then_s + GAP_S + 3.0, abs=1.0)
    waits = again.look.taking_up
    assert waits is not None
    assert waits.gap_s == pytest.approx(GAP_S, abs=3.0)
    assert waits.unread == ()
    kinds = [event.kind for event in again.events()]
    assert kinds.count(EventKind.SITTING_RESUMED) == 1
    assert kinds.index(EventKind.SITTING_DISARMED) > kinds.index(EventKind.SITTING_RESUMED)
    assert verify_record(again.record).whole


def test_nobody_proceeds_before_he_saw_what_is_different(seat: Any, resumed: Resuming) -> None:
    s = started(seat)
    s.plant.world.command(Command("server", "open", "MGC", "somebody", {}))
    again = resumed(s)
    waits = again.look.taking_up
    assert [one.label.en for one in waits.differences if one.state] == ["Server breaker"]
    (one,) = (one for one in waits.differences if one.state)
    assert (one.before.en, one.now.en) == ("closed", "open")
    run = again.run
    refused = (
        "The sitting was cut off. Look at what is different now, and say that you have seen it."
    )
    for wish in (intents.Arm("ozawa"), intents.Proceed(run.id), intents.Speak(run.id)):
        assert again.wish(wish) == (refused,)
    again.granted(intents.Note("the console was dead"))
    *standing, _, _ = work_of(again.look)
    again.wait(60.0)
    assert work_of(again.look)[:4] == tuple(standing)
    again.granted(intents.TakeUp())
    assert again.look.taking_up is None
    (seen,) = (e for e in again.events() if e.data.get("what") == "taken_up")
    assert seen.who == "ozawa"
    assert "Server breaker: closed -> open" in seen.data["differences"]


def test_the_chain_goes_on_to_its_next_phase(seat: Any, resumed: Resuming) -> None:
    again = resumed(started(seat), gap_s=5.0)
    again.granted(intents.TakeUp())
    again.granted(intents.Arm("ozawa"))
    again.work(until=lambda look: look.phase == "LINE_OK", within_s=3600.0)


def test_what_a_silent_device_said_before_never_looks_live(seat: Any, resumed: Resuming) -> None:
    s = started(seat)
    s.plant.silent.add("bess")
    again = resumed(s, gap_s=1.0)
    assert again.look.values["bess.soc_pct"].quality is Quality.STALE
    (one,) = (d for d in again.look.taking_up.differences if d.label.en == "BESS state of charge")
    assert one.now.en == "—"


def test_one_that_is_cut_off_again_still_knows_what_was_known_at_first(
    seat: Any, resumed: Resuming
) -> None:
    s = started(seat)
    s.plant.world.command(Command("server", "open", "MGC", "somebody", {}))
    twice = resumed(resumed(s))
    assert "Server breaker" in [one.label.en for one in twice.look.taking_up.differences]
    assert twice.look.taking_up.gap_s >= GAP_S


def test_only_a_live_record_that_was_cut_off_is_gone_on_with(
    seat: Any, resumed: Resuming, odawara: Site
) -> None:
    s = started(seat)
    with pytest.raises(CannotResume, match="kairetsu run --live --resume"):
        read_interrupted(s.record)
    s.sitting.close()
    with pytest.raises(CannotResume, match="nothing to resume"):
        read_interrupted_live(s.record)
    with Record(s.record) as record:
        assert record.header["mode"] == "live"
