"""What was shown at a time is shown again at that time, from wherever one comes."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from devices.signals import Reading
from procedures import intents
from procedures.replay import Recorded
from procedures.replaying import ReplaySitting
from procedures.snapshot import RunView, Snapshot
from tests.procedures.replay.sat import Shown

SHARE = 1e-5  # samples are stored as float32
LEAST_GAP_S = 0.09  # and are at least so far apart
CLOCKS = ("time.", "island.unserved", "island.steady", ".cold_kw", ".wait_s")  # go on between them


def agrees(then: Reading, now: Reading) -> bool:
    if isinstance(then.value, float) and isinstance(now.value, float):
        return abs(then.value - now.value) <= SHARE * max(1.0, abs(then.value))
    return then.value == now.value and then.quality == now.quality


def without_time(run: RunView) -> RunView:
    """What can be compared exactly: not what counts the seconds since a sample."""
    current = run.current
    if current is not None:
        current = replace(current, can=frozenset(), waiting_for=current.title, held_s=None)
        say = current.say
        current = replace(current, say=None if say is None else replace(say, seconds_left=None))
    return replace(run, current=current)


@pytest.fixture(scope="module")
def pairs(drill: Shown, recorded: Recorded) -> list[tuple[Snapshot, Snapshot]]:
    """Each picture with that of the replay, gone to in any order: on, back and far away."""
    replay = ReplaySitting(recorded)
    order = list(range(len(drill.pictures) - 1))
    random.Random(1).shuffle(order)
    found = []
    for place in order:
        replay.seek(drill.pictures[place].time_s)
        found.append((drill.pictures[place], replay.snapshot()))
    return found


def test_every_value_is_what_it_was_to_the_resolution_of_the_samples(
    pairs: list[tuple[Snapshot, Snapshot]],
) -> None:
    apart = [
        (then.time_s, name, reading, now.values.get(name))
        for then, now in pairs
        for name, reading in then.values.items()
        if not any(clock in name for clock in CLOCKS)
        and (name not in now.values or not agrees(reading, now.values[name]))
    ]
    assert apart == []
    late = [
        abs(float(str(then.blackout_s)) - float(str(now.blackout_s)))
        for then, now in pairs
        if then.blackout_s is not None
    ]
    assert max(late) < LEAST_GAP_S


def test_steps_talk_alarms_phase_and_chapters_are_what_they_were(
    pairs: list[tuple[Snapshot, Snapshot]],
) -> None:
    for then, now in pairs:
        assert list(map(without_time, now.runs)) == list(map(without_time, then.runs)), then.time_s
        assert now.talk == then.talk
        assert [replace(a, value=a.title) for a in now.alarms] == [
            replace(a, value=a.title) for a in then.alarms
        ]
        assert (now.phase, now.phase_title, now.chapters) == (
            then.phase,
            then.phase_title,
            then.chapters,
        )
        assert (now.sitter, now.sitter_roles, now.mode) == (
            then.sitter,
            then.sitter_roles,
            then.mode,
        )
        assert (now.energy is None) == (then.energy is None)
        if now.energy is not None and then.energy is not None:
            assert now.energy.generated_kwh == pytest.approx(then.energy.generated_kwh, abs=1e-3)
        told = {(e.time_s, e.words) for e in then.events}
        assert told <= {(e.time_s, e.words) for e in now.events}
        assert all(e.time_s <= now.time_s for e in now.events)


def test_what_was_foreseen_is_foreseen_again_from_the_stored_moment_before(
    pairs: list[tuple[Snapshot, Snapshot]],
) -> None:
    for then, now in pairs[::20]:
        assert (now.outlook.missing, now.outlook.hours) == (None, then.outlook.hours)
        assert now.outlook.p50_pct == pytest.approx(then.outlook.p50_pct, abs=0.5)


def test_played_it_shows_the_same_as_when_it_is_jumped_to(recorded: Recorded) -> None:
    played, jumped = ReplaySitting(recorded), ReplaySitting(recorded)
    for until_s in np.arange(0.0, 240.0, 6.0):  # 60 times, ten pictures a second
        played.advance(float(until_s))
    jumped.seek(played.now_s)
    assert played.snapshot() == jumped.snapshot()


def test_events_alone_tell_steps_talk_alarms_and_phase_where_no_moment_is_understood(
    drill: Shown, recorded: Recorded
) -> None:
    bare = replace(recorded, way=replace(recorded.way, moments=()))
    replay = ReplaySitting(bare)
    for then in drill.pictures[20:-1:10]:
        replay.seek(then.time_s)
        now = replay.snapshot()
        shown = [[(s.id, s.state, s.who, s.time_s) for s in run.steps] for run in now.runs]
        assert shown == [[(s.id, s.state, s.who, s.time_s) for s in r.steps] for r in then.runs]
        assert [(a.id, a.state) for a in now.alarms] == [(a.id, a.state) for a in then.alarms]
        assert (now.talk, now.phase, now.chapters) == (then.talk, then.phase, then.chapters)


def test_curves_reach_from_the_opening_to_the_time_shown_and_are_cut_when_it_goes_back(
    recorded: Recorded,
) -> None:
    replay, times_s = ReplaySitting(recorded, 200.0), recorded.way.telemetry.times_s
    first = replay.take_trend()
    assert first.times_s[0] == times_s[0]
    assert 198.0 < first.times_s[-1] <= 200.0
    replay.advance(210.0)
    assert replay.take_trend().times_s[0] > first.times_s[-1]
    replay.seek(100.0)
    back = replay.take_trend()  # whoever takes it forgets what he has from its first row on
    assert 98.0 < back.times_s[-1] <= 100.0
    assert len(replay.take_trend().times_s) == 0


def test_every_wish_is_refused_in_words_and_nothing_moves(recorded: Recorded) -> None:
    replay = ReplaySitting(recorded, 200.0)
    before = replay.snapshot()
    run = before.runs[0].id
    for intent in (intents.Proceed(run), intents.Acknowledge(""), intents.Backtrack(10.0)):
        replay.accept(intent)
        after = replay.snapshot()
        assert after.refusal is not None
        assert "This is a replay" in after.refusal.reasons[0].en
        assert "再生中です" in after.refusal.reasons[0].ja
        assert replace(after, refusal=None) == before
    assert all(verb.past for verb in replay.faceplate("k12"))
    assert before.startable == ()
    assert before.handover is None


def test_it_never_leaves_the_record(recorded: Recorded) -> None:
    replay = ReplaySitting(recorded, 1e9)
    assert replay.now_s == recorded.way.ends_s
    replay.advance(1e9)
    assert replay.now_s == recorded.way.ends_s
    replay.seek(-5.0)
    assert replay.now_s == 0.0


def test_marks_tell_what_happened_where(recorded: Recorded) -> None:
    view = ReplaySitting(recorded).snapshot().replay
    assert view is not None
    assert {"step", "alarm", "happening", "talk", "note", "phase"} <= {m.like for m in view.marks}
    times_s = [mark.time_s for mark in view.marks]
    assert times_s == sorted(times_s)
    assert view.notes == ()
