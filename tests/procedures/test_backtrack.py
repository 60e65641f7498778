"""Going back in a simulated sitting: everything together, on a branch of its own, exactly."""

from __future__ import annotations

import math
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from devices.events import Event, EventKind
from devices.site import Site, load_site
from procedures import intents
from procedures.branches import overlay
from procedures.people import Sitter
from procedures.record import Entry, Record, verify_record
from procedures.resuming import read_interrupted, resume
from procedures.run.saying import SayWork
from procedures.scenario import load_scenario, scenario_for
from procedures.sitting import Sitting
from procedures.snapshot import Mode

MGC = Sitter("ozawa", ("MGC",))
LATER_S, EARLIER_S = 1400.0, 1000.0  # an agreement is reached between them


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site("odawara")


@pytest.fixture
def sitting(site: Site, tmp_path: Path) -> Iterator[Sitting]:
    scenario = load_scenario(scenario_for("odawara"), site)
    record = tmp_path / "drill.sqlite"
    opened = Sitting.open(site, scenario, mode=Mode.REHEARSAL, sitter=MGC, record=record)
    yield opened
    opened.close()


def do_your_part(sitting: Sitting) -> None:
    """Whatever the step wants of the sitter now, done at once and rightly."""
    for run in sitting.engine.active:
        attempt = run.attempt
        wanted = attempt.can() if attempt is not None else frozenset[str]()
        if "speak" in wanted:
            sitting.accept(intents.Speak(run.id))
        elif "judge" in wanted:
            sitting.accept(intents.JudgeReadBack(run.id, True))
        elif "proceed" in wanted:
            sitting.accept(intents.Proceed(run.id))
        elif "confirm" in wanted:
            sitting.accept(intents.Confirm(run.id, True))
        elif "read_back" in wanted:
            assert attempt is not None
            assert isinstance(attempt.work, SayWork)
            exchange = attempt.work.exchange
            words = exchange.said_report or exchange.expected
            assert words is not None
            sitting.accept(intents.ReadBack(run.id, words.en))


def work(sitting: Sitting, until_s: float) -> None:
    """Sit there until `until_s`, and do what is wanted every second."""
    while sitting.now_s < until_s:
        sitting.advance(math.floor(sitting.now_s) + 1.0)
        do_your_part(sitting)


def log(record: Path, branch: int) -> list[Event]:
    """The events of a branch from the opening on; that it branched off left out."""
    with Record(record) as written:
        entries = list(written.entries(branch))
    return [e.event for e in entries if e.event.kind is not EventKind.SITTING_BRANCHED]


def copied(record: Path) -> Path:
    """What stands on the disk at this moment, as after a kill."""
    left = record.with_name("left.sqlite")
    for ending in ("", "-wal"):
        shutil.copy(f"{record}{ending}", f"{left}{ending}")
    return left


def test_everything_goes_back_together_and_the_other_branch_stays(sitting: Sitting) -> None:
    work(sitting, LATER_S)
    before = log(sitting.recording.path, 1)
    sitting.accept(intents.Backtrack(EARLIER_S, "once more"))
    sitting_now = sitting.snapshot()
    assert EARLIER_S - 60.0 < sitting_now.time_s <= EARLIER_S
    assert sitting_now.phase == "REQUESTED"
    assert sitting_now.refusal is None
    assert all(line.time_s <= sitting_now.time_s for line in sitting_now.talk)
    assert sitting_now.events[-1].kind == EventKind.SITTING_BRANCHED.value
    assert "once more" in sitting_now.events[-1].words.en
    assert log(sitting.recording.path, 1) == before
    with Record(sitting.recording.path) as record:
        assert [branch.number for branch in record.branches()] == [1, 2]
        assert record.first_broken() is None


def test_the_same_acts_give_the_same_record_on_the_other_branch(sitting: Sitting) -> None:
    work(sitting, LATER_S)
    first = log(sitting.recording.path, 1)
    sitting.accept(intents.Backtrack(EARLIER_S))
    assert sitting.now_s <= EARLIER_S
    work(sitting, LATER_S)
    second = log(sitting.recording.path, 2)
    assert second == first
    assert len(second) > 40


def test_a_branch_lasts_until_its_last_sample(sitting: Sitting) -> None:
    work(sitting, LATER_S)
    last_event_s = max(entry.event.time_s for entry in entries(sitting.recording.path))
    sitting.advance(sitting.now_s + 1.0)
    left_s = sitting.now_s
    sitting.accept(intents.Backtrack(EARLIER_S))
    first, _ = sitting.past().branches
    assert first.to_s == pytest.approx(left_s, abs=5.0)
    way = overlay(sitting.recording.path, 2, 1).second
    assert first.to_s == max(last_event_s, way.telemetry.times_s[-1])


def entries(path: Path) -> list[Entry]:
    with Record(path) as record:
        return list(record.entries())


def test_another_act_is_seen_beside_the_first_on_one_time_axis(sitting: Sitting) -> None:
    work(sitting, LATER_S)
    sitting.accept(intents.Backtrack(EARLIER_S))
    back_s = sitting.now_s
    run = sitting.engine.active[0]
    sitting.accept(intents.Abort(run.id, "another way"))
    sitting.advance(LATER_S - 100.0)
    path = sitting.recording.path
    sitting.close()
    both = overlay(path, 1, 2)
    assert both.parted_s == pytest.approx(back_s, abs=60.0)
    one, other = both.values("bess.soc_pct")
    shared = both.times_s < both.parted_s
    assert np.array_equal(one[shared], other[shared], equal_nan=True)
    assert not np.isnan(one[:-1]).any()
    assert np.isnan(other[-1])  # the second way ended before the first
    assert not np.array_equal(*(both.values("time.blackout_s")), equal_nan=True)
    with pytest.raises(KeyError):
        both.values("no.such_signal")
    light = overlay(path, 2, 1, both=False)
    assert light.parted_s == both.parted_s
    assert len(light.first.telemetry.times_s) == 0
    assert np.array_equal(light.second.telemetry.times_s, both.first.telemetry.times_s)


def test_a_moment_of_the_branch_that_was_left_is_gone_back_to(sitting: Sitting) -> None:
    work(sitting, LATER_S)
    sitting.accept(intents.Backtrack(EARLIER_S, "once more"))
    assert sitting.snapshot().branch == 2
    sitting.accept(intents.Backtrack(LATER_S - 100.0, "the first way was better", 1))
    assert sitting.snapshot().branch == 3
    assert sitting.now_s > EARLIER_S
    past = sitting.past()
    assert past.branch == 3
    assert [(one.number, one.of, one.reason) for one in past.branches] == [
        (1, 0, ""),
        (2, 1, "once more"),
        (3, 1, "the first way was better"),
    ]
    newest = past.moments[0]
    assert newest.like == "branch"
    steps = [one for one in past.moments if one.like == "step"]
    assert steps[-1].words.en.startswith("1.1 Confirm the outage")
    assert {one.chapter for one in steps} == {"P1"}
    assert all(one.stands_s is None or one.stands_s <= one.time_s for one in past.moments)
    assert sitting.past(1).moments[0].time_s > sitting.now_s
    sitting.accept(intents.Backtrack(EARLIER_S, "", 9))
    assert sitting.snapshot().refusal is not None
    sitting.close()
    assert verify_record(sitting.recording.path).whole


def test_before_the_first_moment_there_is_no_way_back(sitting: Sitting) -> None:
    work(sitting, 30.0)
    sitting.accept(intents.Backtrack(-1.0))
    refusal = sitting.snapshot().refusal
    assert refusal is not None
    assert "before that time" in refusal.reasons[0].en
    assert sitting.now_s == 30.0


def test_a_sitting_that_went_back_is_resumed_on_its_branch(sitting: Sitting) -> None:
    work(sitting, LATER_S)
    sitting.accept(intents.Backtrack(EARLIER_S))
    work(sitting, LATER_S - 200.0)
    state, path = sitting.export_state(), sitting.recording.path
    talked = sitting.snapshot().talk
    left = copied(path)
    resumed = resume(read_interrupted(left)).sitting
    assert LATER_S - 260.0 <= resumed.now_s <= LATER_S - 200.0
    assert resumed.snapshot().talk == talked
    assert resumed.export_state()["runs"] == state["runs"]
    resumed.close()


def test_a_drill_that_was_cut_off_waits_until_somebody_saw_how_it_stands(
    sitting: Sitting,
) -> None:
    work(sitting, 200.0)
    left = copied(sitting.recording.path)
    resumed = resume(read_interrupted(left))
    again = resumed.sitting
    again.wait_for_a_look(resumed.differences)
    stands_s = again.now_s
    times_s = again.take_trend().times_s
    assert times_s[0] < 5.0  # the curves from before are there
    assert times_s[-1] <= 200.0
    again.advance(stands_s + 100.0)
    assert again.now_s == stands_s
    run = again.engine.active[0]
    again.accept(intents.Skip(run.id, "no time"))
    shown = again.snapshot()
    assert shown.refusal is not None
    assert "say that you have seen it" in shown.refusal.reasons[0].en
    assert shown.taking_up is not None
    assert shown.taking_up.differences == ()
    again.accept(intents.TakeUp())
    again.advance(stands_s + 10.0)
    assert again.now_s == stands_s + 10.0
    assert again.snapshot().taking_up is None
    again.accept(intents.TakeUp())
    refusal = again.snapshot().refusal
    assert refusal is not None
    assert "Nothing is waiting" in refusal.reasons[0].en
    again.close()
    assert verify_record(left).whole


def test_a_real_plant_does_not_go_back(bench: Any) -> None:
    live = bench(sitter=MGC, live=True)
    assert live.wish(intents.Backtrack(0.0)) == ("A real plant does not go back.",)
