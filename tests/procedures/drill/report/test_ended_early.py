"""A drill that the instructor ended: who ended it and why, and nothing shown that never was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from devices.events import Event, EventKind
from procedures.drill.report import Report, read_report
from procedures.drill.report.as_html import as_html
from procedures.drill.report.pictures import timeline_picture
from tests.procedures.drill.report.conftest import DRILL, EVENTS, P1, header, write_record

ENDED = Event(60.0, EventKind.DRILL, "", "kondo", {"what": "ended", "reason": "Time <is> up"})
CLOSED = Event(61.0, EventKind.SITTING_CLOSED, "odawara", "", {"outcome": "left"})


def _read(path: Path, *end: Event) -> Report:
    early = [one for one in EVENTS if one.time_s < 10.0]
    return read_report(write_record(path, [*early, *end], header(drill=DRILL)))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))


@pytest.mark.parametrize("end", [(ENDED,), (ENDED, CLOSED)])
def test_the_cover_says_that_the_instructor_ended_it_and_why(
    tmp_path: Path, end: tuple[Event, ...]
) -> None:
    report = _read(tmp_path / "r.sqlite", *end)
    assert (report.cover.outcome, report.cover.reason) == ("led", "Time <is> up")
    assert report.cover.to_close == (len(end) == 1)
    assert "Time &lt;is&gt; up" in as_html(report, "en")
    assert "進行管理者が終了" in as_html(report, "ja")
    cut_off = "cut off"
    assert not any(cut_off in note.en for note in report.notes)


def test_nothing_is_praised_that_was_never_done(tmp_path: Path) -> None:
    report = _read(tmp_path / "r.sqlite", ENDED, CLOSED)
    assert report.strengths == ()
    assert report.result is not None
    assert any(not one.measured for one in report.result.groups)
    assert "not measured" in as_html(report, "en")


def test_the_bar_of_a_procedure_that_was_not_finished_ends_with_the_record(tmp_path: Path) -> None:
    report = _read(tmp_path / "r.sqlite", ENDED, CLOSED)
    (chapter,) = [one for one in report.chapters if one.procedure == P1]
    assert chapter.ended_s is None
    long = replace(report, chapters=(replace(chapter, plan_began_s=0.0, plan_ended_s=2400.0),))
    root = ElementTree.fromstring(timeline_picture(long, "en").svg())
    actual, plan = [float(one.get("width", 0)) for one in root.iter() if _is_box(one)][:2]
    assert actual == pytest.approx(plan * report.cover.took_s / 2400.0, abs=0.1)


def _is_box(element: ElementTree.Element) -> bool:
    return element.tag.endswith("rect")
