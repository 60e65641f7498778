"""What was unsafe stands where it was done: at its facility, its card, the way that was left."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from devices.events import Event, EventKind, Json
from procedures.drill.report import Report, read_report
from procedures.drill.report.as_html import as_html
from procedures.record import Journal
from tests.procedures.drill.report.conftest import (
    COLUMNS,
    DRILL,
    EVENTS,
    header,
    write_record,
)

FIRST, SECOND = "card-first", "card-second"


def _hazard(time_s: float, id: str, who: str, **more: Json) -> Event:
    data: dict[str, Json] = {"severity": "serious", "near": False, "planned": False, "led": False,
                             "en": f"{id} was", "ja": f"{id}が起きた", **more}  # fmt: skip
    return Event(time_s, EventKind.HAZARD, id, who, data)


def _card(began_s: float, ended_s: float, name: str, who: str) -> list[Event]:
    data: dict[str, Json] = {"procedure": name, "run": name, "role": "FM"}
    return [
        Event(began_s, EventKind.STEP_STARTED, "1", who, data),
        Event(ended_s, EventKind.STEP_DONE, "1", who, {**data, "took_s": 1.0, "goto": ""}),
    ]


def _closed(device: str, time_s: float, who: str) -> Event:
    return Event(time_s, EventKind.FIELD, device, who, {"what": "close"})


UNSAFE = (
    *_card(60.0, 100.0, FIRST, "yamada"),
    *_card(120.0, 200.0, SECOND, "yamada"),
    # in the first card, at the switch of B1, told a moment after the card was done
    _closed("b1", 99.5, "yamada"),
    _hazard(101.0, "heater_left", "yamada"),
    # in the second, at no load block
    _closed("k12", 150.0, "yamada"),
    _hazard(150.5, "wrong_device", "yamada", severity="minor"),
    # of somebody else, while the second card was worked
    Event(160.0, EventKind.COMMAND_SENT, "b2.close", "ozawa", {}),
    _hazard(160.5, "no_read_back", "ozawa"),
    # stopped in time, and brought by the instructor: neither is an unsafe step
    _hazard(170.0, "cubicle", "yamada", near=True, stopped="interlock"),
    _hazard(180.0, "limit_exceeded", "", led=True),
)


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    events = sorted((*EVENTS[:-1], *UNSAFE), key=lambda one: one.time_s)
    path = tmp_path / "unsafe.sqlite"
    return read_report(write_record(path, [*events, EVENTS[-1]], header(drill=DRILL)))


def _branched(path: Path) -> Path:
    """A drill that unlocked the boundary in the island, went back and did it well."""
    journal = Journal.create(path, header(drill=DRILL), COLUMNS)
    journal.append(EVENTS[:3])
    journal.append([_hazard(20.0, "boundary_unlocked", "ozawa", severity="critical")])
    journal.branch_off(3)
    back: dict[str, Json] = {"from_s": 25.0, "reason": "again", "left": 1, "branch": 2}
    journal.append([Event(0.0, EventKind.SITTING_BRANCHED, "odawara", "ozawa", back)])
    for second in range(301):
        journal.telemetry(float(second), np.array([80.0, 50.0, 10.0, 1.0]))
    journal.append(EVENTS[3:])
    journal.close()
    return path


def test_a_facility_has_the_unsafe_acts_at_its_own_switch(report: Report) -> None:
    unsafe = {one.device: one.unsafe for one in report.facilities}
    assert unsafe["b1"] == 1
    assert sum(unsafe.values()) == 1  # only blocks that the record has samples of stand here


@pytest.mark.parametrize(
    ("language", "heading", "rest"),
    [("en", "Unsafe steps", "At none of these switches: 2."),
     ("ja", "不安全な手順", "どの施設の開閉器でもないもの：2件")],
)  # fmt: skip
def test_section_10_has_unsafe_steps_for_each_facility(
    report: Report, language: str, heading: str, rest: str
) -> None:
    page = as_html(report, language)  # type: ignore[arg-type]
    section = page.partition('id="facilities"')[2].partition("</section>")[0]
    assert section.count(heading) >= 2  # facilities and cards
    assert rest in section


def test_a_card_has_what_its_own_manager_did_while_he_worked_it(report: Report) -> None:
    assert [(one.label or one.title.en, one.unsafe) for one in report.cards] == [
        (FIRST, 1),
        (SECOND, 1),
    ]


def test_who_did_nothing_unsafe_has_none_at_any_card(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    cards = (*_card(60.0, 100.0, FIRST, "yamada"), *_card(120.0, 200.0, SECOND, "yamada"))
    events = [*EVENTS[:-1], *cards, _closed("b1", 210.0, "yamada")]
    events += [_hazard(211.0, "heater_left", "yamada"), EVENTS[-1]]
    report = read_report(write_record(tmp_path / "r.sqlite", events, header(drill=DRILL)))
    assert [one.unsafe for one in report.cards] == [0, 0]  # it came when both were done


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_was_unsafe_on_a_way_that_was_left_is_listed_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    report = read_report(_branched(tmp_path / "left.sqlite"))
    assert report.hazards == ()
    (left,) = report.left_behind
    assert (left.severity, left.words.en) == ("critical", "boundary_unlocked was")
    assert report.result is not None
    assert report.result.went_back == 1
    assert not report.result.capped
    page = as_html(report, language)  # type: ignore[arg-type]
    assert left.words.in_language(language) in page  # type: ignore[arg-type]
    assert f'href="#event-{left.evidence.event}"' not in page  # the log has no such line
    went = {"en": "went back to an earlier moment: 1", "ja": "前の時点に戻った回数：1回"}
    assert went[language] in page
    assert as_html(report, language).count(f"#{left.evidence.event}<") == 1  # type: ignore[arg-type]


def test_a_drill_that_was_ended_early_says_so_beside_its_points(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    closed = Event(300.0, EventKind.SITTING_CLOSED, "odawara", "", {"outcome": "left"})
    still = [one for one in EVENTS[:-1] if one.data.get("outcome") != "completed"]
    cut = read_report(write_record(tmp_path / "c.sqlite", [*still, closed], header(drill=DRILL)))
    assert "ended before its end" in as_html(cut, "en")
    assert "途中で終わりました" in as_html(cut, "ja")
    judged = replace(cut, areas=())
    assert "as far as the drill went" in as_html(judged, "en")
    whole = read_report(write_record(tmp_path / "w.sqlite", EVENTS, header(drill=DRILL)))
    assert "ended before its end" not in as_html(whole, "en")
