"""What holds of every drill: bounds, sums, the cap, and that no error ever earns a point."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from devices.events import Event, EventKind
from procedures.drill.guide import Group
from procedures.drill.scoring import CAP, ScoreSheet
from procedures.drill.scoring.alignment import align
from procedures.drill.scoring.scoring import score_of
from tests.procedures.scoring.cases import (
    COMPLETED,
    STEPS,
    case,
    done,
    hazard,
    hint,
    reference,
    said,
    task,
    verdict,
)

TASKS = [task(f"{group.value}-{n}", group.value) for group in Group for n in (1, 2)]
IDS = [str(one["id"]) for one in TASKS]

seconds = st.floats(0.0, 4000.0).map(lambda given: round(given, 1))
hazards = st.builds(
    hazard,
    st.sampled_from(["no_permit", "wrong_switch", "evt_left_in", "limit_exceeded"]),
    st.sampled_from(["critical", "serious", "minor"]),
    seconds,
)
failures = st.builds(
    lambda time_s, step: Event(
        time_s, EventKind.STEP_FAILED, step, "ozawa", {"procedure": "p", "run": "p"}
    ),
    seconds,
    st.sampled_from(["1", "5", "10"]),
)
orders = st.builds(lambda time_s, n: said("order", time_s, step=f"x{n}"), seconds, st.integers())
errors = st.one_of(hazards, st.builds(hint, st.sampled_from(IDS), seconds), failures, orders)
verdicts = st.lists(
    st.builds(verdict, st.sampled_from(IDS), st.sampled_from(["met", "unmet"]), seconds),
    max_size=8,
    unique_by=lambda event: event.subject,
)
steps = st.lists(st.sampled_from([*STEPS, "p/98", "p/99"]), max_size=14)


def sheet_of(executed: list[str], events: list[Event]) -> ScoreSheet:
    every = [*done(*executed), *events, COMPLETED]
    return score_of(case(every, tasks=[*TASKS], reference=reference()))


@settings(max_examples=60, deadline=None)
@given(steps, verdicts, st.lists(errors, max_size=8))
def test_points_stay_in_bounds_and_add_up_exactly(
    executed: list[str], judged: list[Event], wrong: list[Event]
) -> None:
    sheet = sheet_of(executed, [*judged, *wrong])
    for group in sheet.groups:
        lost = sum(round(one.points * 100) for one in sheet.losses if one.group is group.group)
        assert 0.0 <= group.points <= group.of
        assert round(group.points * 100) == round(group.of * 100) - lost
    assert round(sheet.sum * 100) == sum(round(one.points * 100) for one in sheet.groups)
    assert 0.0 <= sheet.total <= 100.0
    assert all(1 <= one.event_number <= len(executed) + 30 for one in sheet.losses)
    assert sheet.total <= CAP or not sheet.criticals
    assert sheet.total == (min(sheet.sum, CAP) if sheet.criticals else sheet.sum)


@settings(max_examples=60, deadline=None)
@given(steps, verdicts, st.lists(errors, max_size=5), errors)
def test_one_more_error_never_gives_more_points(
    executed: list[str], judged: list[Event], wrong: list[Event], more: Event
) -> None:
    before = sheet_of(executed, [*judged, *wrong])
    after = sheet_of(executed, [*judged, *wrong, more])
    assert after.total <= before.total
    for group in Group:
        assert after.group(group).points <= before.group(group).points


@settings(max_examples=40, deadline=None)
@given(steps, st.integers(0, 14))
def test_a_step_that_nobody_expected_never_gives_more_points(executed: list[str], at: int) -> None:
    more = [*executed[:at], "p/77", *executed[at:]]
    assert sheet_of(more, []).total <= sheet_of(executed, []).total


@settings(max_examples=40, deadline=None)
@given(verdicts, st.data())
def test_an_action_that_is_unmet_instead_of_met_never_gives_more_points(
    judged: list[Event], data: st.DataObject
) -> None:
    for met in [event for event in judged if event.data["what"] == "met"][:1]:
        later = data.draw(st.floats(met.time_s, 4900.0))
        others = [event for event in judged if event is not met]
        late = sheet_of([*STEPS], [*others, verdict(met.subject, "met", later)])
        unmet = sheet_of([*STEPS], [*others, verdict(met.subject, "unmet", later)])
        assert unmet.total <= late.total <= sheet_of([*STEPS], judged).total


@settings(max_examples=60, deadline=None)
@given(steps, steps)
def test_edits_turn_one_list_into_the_other(expected: list[str], executed: list[str]) -> None:
    found = align(expected, executed)
    kept = len(executed) - len(found.moved) - len(found.repeated) - len(found.extra)
    assert kept + len(found.moved) + len(found.omitted) == len(expected)
    assert (found.distance == 0) == (expected == executed)


@settings(max_examples=30, deadline=None)
@given(st.permutations([*STEPS]))
def test_the_same_steps_in_another_order_are_moved_and_nothing_else(order: list[str]) -> None:
    found = align(STEPS, order)
    assert found.omitted == found.repeated == found.extra == ()
