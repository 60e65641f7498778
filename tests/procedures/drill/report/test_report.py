"""The report says what the record says, in both languages, and shows on what it rests."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

from devices.documents import is_japanese
from devices.events import Event, EventKind
from procedures.drill.report import Report, read_report
from procedures.drill.report.as_csv import as_csv
from procedures.drill.report.as_html import as_html
from procedures.drill.report.as_json import as_json
from procedures.drill.report.pictures import plot_picture, timeline_picture
from procedures.drill.report.sections import sections
from tests.procedures.drill.report.conftest import DRILL, EVENTS, header, write_record

TITLES = ("overview", "result", "summary", "timeline", "analysis", "plots", "alarms", "talk",
          "hazards", "facilities", "improvements", "appendix")  # fmt: skip


class _Read(HTMLParser):
    """Which sections an HTML file has, where its links lead, and whether its tags are closed."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []
        self.loads += [given[name] for name in ("src",) if name in given]
        if tag not in ("meta", "br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", ["en", "ja"])
def test_one_file_holds_all_twelve_sections_and_every_link_leads_somewhere(
    report: Report, language: str
) -> None:
    read = _Read()
    read.feed(as_html(report, language))  # type: ignore[arg-type]
    assert read.open == []
    assert [id for id in read.ids if id in TITLES] == list(TITLES)
    assert read.loads == []  # nothing is fetched from elsewhere
    assert {link.removeprefix("#") for link in read.links} <= set(read.ids)
    assert any(link.startswith("#event-") for link in read.links)


def test_the_japanese_report_has_no_english_words_of_ours(report: Report) -> None:
    plain = re.sub(r"<(style|svg).*?</\1>|<[^>]*>", " ", as_html(report, "ja"), flags=re.S)
    english = {
        words
        for words in re.findall(r"(?:[A-Za-z]{4,} ){3,}[A-Za-z]+", plain)
        if not is_japanese(words)
    }
    assert english == {"Calm "} & english
    assert "訓練報告書" in plain
    assert "良かった点" in plain


def test_what_people_wrote_is_text_and_never_markup(report: Report) -> None:
    page = as_html(report, "en")
    assert "&lt;slow&gt;" in page
    assert "<slow>" not in page
    assert "Calm &amp; clear" in page


def test_notes_of_the_instructor_stand_in_the_analysis(report: Report) -> None:
    note, mark = report.remarks
    assert (note.time_s, note.who.en, note.text) == (225.0, "Kondo", "Asked <twice>")
    assert "Asked &lt;twice&gt;" in as_html(report, "ja")
    assert (mark.time_s, mark.text) == (226.0, "")
    assert "(mark without words)" in as_html(report, "en")
    assert "（言葉のない印）" in as_html(report, "ja")


def test_steps_stand_beside_those_of_the_reference_run(report: Report) -> None:
    first, second = report.steps
    assert (first.began_s, first.ended_s) == (0.0, 40.0)
    assert (first.plan_began_s, first.plan_ended_s) == (0.0, 30.0)
    assert second.title.ja == "尋ねる"
    (chapter,) = report.chapters
    assert (chapter.label, chapter.began_s, chapter.ended_s) == ("P1", 0.0, 300.0)
    assert (chapter.plan_began_s, chapter.plan_ended_s) == (0.0, 90.0)


def test_strengths_and_areas_point_at_events_of_the_record(report: Report) -> None:
    assert 1 <= len(report.strengths) <= 3
    assert 1 <= len(report.areas) <= 3
    known = {row.number for row in report.log}
    for finding in (*report.strengths, *report.areas):
        assert finding.evidence
        assert {one.event for one in finding.evidence} <= known
    assert any("orders" in one.words.en for one in report.strengths)
    told = " ".join(one.words.en for one in report.areas)
    assert "cause" in told


def test_an_objective_shows_its_expected_actions_and_what_became_of_them(report: Report) -> None:
    objective = next(one for one in report.objectives if one.id == "O1")
    states = {task.id: task.state for task in objective.tasks}
    assert states == {"quick": "met", "cause": "unmet"}
    assert objective.rating in ("S", "M", "U")
    assert objective.capability.ja == "意思決定"


def test_dark_minutes_and_first_supply_are_counted_from_the_samples(report: Report) -> None:
    row = next(one for one in report.facilities if one.device == "b1")
    assert row.dark_s == pytest.approx(120.0)
    assert row.island_s == pytest.approx(170.0)
    assert row.first_s == pytest.approx(120.0)
    assert row.unserved_kwh == pytest.approx(12.0 * 120 / 3600)


def test_orders_count_as_complete_only_when_repeated_and_confirmed(report: Report) -> None:
    (row,) = report.talk.rows
    assert row.complete
    assert row.read_back_s == pytest.approx(4.0)
    assert report.talk.complete == 1


def test_alarms_are_held_against_their_targets(report: Report) -> None:
    figures = {one.name.en: one for one in report.alarm_figures}
    assert figures["Mean per 10 min"].met is True
    (source,) = report.alarms
    assert (source.times, source.acknowledged_s) == (1, pytest.approx(6.0))


def test_participants_are_the_trainee_the_instructor_and_who_spoke(report: Report) -> None:
    parts = {(one.name.en, one.part) for one in report.participants}
    assert ("Ozawa", "sitter") in parts
    assert ("Kondo", "instructor") in parts
    assert ("Kato", "simulated") in parts


def test_the_csv_holds_every_event_and_no_formula(report: Report) -> None:
    rows = list(csv.reader(StringIO(as_csv(report, "ja").removeprefix("\ufeff"))))
    assert len(rows) == len(EVENTS) + 1
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)


def test_the_json_holds_everything_in_both_languages(report: Report) -> None:
    read = json.loads(json.dumps(as_json(report)))
    assert read["format"] == "kairetsu-report"
    assert read["cover"]["number"] == "S1"
    assert set(read["strengths"][0]["words"]) == {"en", "ja"}
    assert len(read["log"]) == len(EVENTS)
    assert read["cover"]["seal"] == report.cover.seal


def test_drawings_are_well_formed_and_name_what_they_show(report: Report) -> None:
    drawings = [plot_picture(one, report, "ja") for one in report.plots]
    assert len(drawings) == 3
    for drawing in (*drawings, timeline_picture(report, "en")):
        root = ElementTree.fromstring(drawing.svg())
        assert root.get("aria-label")
        assert len(root) > 10


def test_a_record_without_a_guide_has_a_report_without_a_score(tmp_path: Path) -> None:
    events = [e for e in EVENTS if e.kind not in (EventKind.TASK, EventKind.INJECT)]
    plain = read_report(write_record(tmp_path / "plain.sqlite", events, header()))
    assert plain.result is None
    assert "No points were lost" not in as_html(plain, "en")
    assert len(sections(plain, "ja")) == 1 + len(TITLES)


def test_a_damaged_record_is_told_as_far_as_it_holds(tmp_path: Path) -> None:
    path = write_record(tmp_path / "hurt.sqlite", EVENTS, header(drill=DRILL))
    with sqlite3.connect(path) as file:
        file.execute("UPDATE event SET data = '{}' WHERE number = 18")
    file.close()
    hurt = read_report(path)
    assert hurt.result is None
    assert hurt.no_score is not None  # nobody is judged by what somebody changed
    assert len(hurt.log) == 17
    assert any("damaged" in note.en for note in hurt.notes)


def test_a_record_that_was_not_closed_says_so(tmp_path: Path) -> None:
    opened: tuple[Event, ...] = EVENTS[:-1]
    cut = read_report(write_record(tmp_path / "cut.sqlite", opened, header()))
    assert cut.cover.outcome == "interrupted"
    assert any("not closed" in note.en for note in cut.notes)
