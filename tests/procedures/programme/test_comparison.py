"""Runs side by side: their steps in order, how much longer each took, and what is refused."""

from __future__ import annotations

import pytest

from devices.events import EventKind
from procedures.drill.programme.comparison import CannotCompare, compare
from procedures.record import RecordError
from tests.procedures.programme.conftest import Writer, ended, step


def test_the_steps_of_two_runs_stand_side_by_side(write: Writer) -> None:
    first = write("a", "2026-11-01", [*step(100, "4.1", 20), *step(200, "4.3", 25)])
    events = [
        *step(150, "4.1", 50, who="endo"),
        ended(EventKind.STEP_SKIPPED, 160, "4.5", "endo"),
    ]
    second = write("b", "2026-11-02", events, sitter="endo")
    found = compare((first, second))
    assert found.same_scenario
    assert [step.place.split("/")[1] for step in found.steps] == ["4.1", "4.5", "4.3"]
    one, left_out, missing = found.steps
    assert one.slower_s(1) == 30.0
    assert left_out.deeds[0] is None
    assert missing.deeds[1] is None
    assert missing.slower_s(1) is None


def test_a_run_of_simulated_people_can_be_compared_too(write: Writer) -> None:
    first = write("a", "2026-11-01", [*step(100, "4.1", 20)])
    expert = write("b", "2026-11-02", [*step(90, "4.1", 15)], sitter="")
    (found,) = compare((first, expert)).steps
    assert [deed.took_s for deed in found.deeds if deed is not None] == [20, 15]


def test_one_record_alone_or_a_damaged_one_is_refused_in_words(write: Writer) -> None:
    first = write("a", "2026-11-01", [])
    with pytest.raises(CannotCompare):
        compare((first,))
    broken = first.with_name("broken.sqlite")
    broken.write_bytes(b"no record at all" * 99)
    with pytest.raises(RecordError):
        compare((first, broken))
