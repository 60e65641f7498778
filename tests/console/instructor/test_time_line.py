"""What stands where on the instructor's time line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.models.lead_tables import InjectOrder
from console.models.time_line import Line, line_of
from devices.site import Site
from procedures.drill.instructor_view import InstructorView
from procedures.snapshot import Snapshot
from tests.console.instructor.drill_views import LASTS_S, instructor_view_of


@pytest.fixture
def view(site: Site, picture: Snapshot) -> InstructorView:
    return instructor_view_of(site, picture)


@pytest.fixture
def line(view: InstructorView) -> Line:
    return line_of(view, rows=4)


def test_an_inject_stands_at_every_time_that_it_came_and_else_where_it_will(line: Line) -> None:
    times = {
        flag.id: [one.time_s for one in line.flags if one.id == flag.id] for flag in line.flags
    }
    assert times["branch"] == [1500.0, 1620.0]
    assert times["ev"] == [line.now_s + 900]
    assert "restoration" not in times


def test_what_ought_to_have_come_by_now_is_overdue(line: Line) -> None:
    assert {flag.state for flag in line.flags if flag.id == "cooker"} == {"overdue"}
    assert {flag.state for flag in line.flags if flag.id == "tag"} == {"skipped"}


def test_windows_of_the_same_time_stand_below_each_other(line: Line) -> None:
    window = {one.id: one for one in line.windows}
    assert window["tier-a"].row != window["cooker"].row
    assert window["cooker"].over
    assert window["cooker"].until_s < line.now_s
    assert "reserve" not in window


def test_the_line_is_as_long_as_planned_and_longer_when_the_drill_is(view: InstructorView) -> None:
    assert line_of(view, 4).ends_s > LASTS_S
    late = replace(view, time_s=2 * LASTS_S)
    assert line_of(late, 4).ends_s > 2 * LASTS_S
    assert len(line_of(late, 4).ticks_s()) <= 15


def test_injects_keep_their_number_when_a_time_becomes_known(view: InstructorView) -> None:
    order = InjectOrder()
    first = [line.id for line in order.of(view.injects)]
    assert first[-1] == "restoration"
    known = [replace(one, due_s=1.0) if one.id == "restoration" else one for one in view.injects]
    assert [line.id for line in order.of(known)] == first
