"""Every way that a deviation can end, on two small operations where the end is known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from devices.events import EventKind
from devices.site import load_site
from procedures.rehearsal.explore import Counts, Kind, Place, Row, as_csv, explore, plan
from procedures.rehearsal.explore.stand import RECENT_S, Stand
from procedures.rehearsal.explore.table import row_from_json
from procedures.scenario import load_scenario


def rows_of(place: Place) -> dict[tuple[str, ...], Row]:
    found = [row for rows in explore(plan(place).tasks, workers=1) for row in rows]
    return {(row.step, row.how, row.to): row for row in found}


@pytest.fixture(scope="module")
def starting(start: Place) -> dict[tuple[str, ...], Row]:
    return rows_of(start)


@pytest.fixture(scope="module")
def stopping(stop: Place) -> dict[tuple[str, ...], Row]:
    return rows_of(stop)


@pytest.mark.parametrize(
    ("deviation", "barrier", "hazard"),
    [
        (("3", "skipped", ""), "interlock", ""),  # group 1: 52B does not close
        (("5", "twice", ""), "interlock", ""),
        (("4", "swapped", ""), "interlock", ""),
        (("2", "skipped", ""), "hold", ""),
        (("H1", "skipped", ""), "hold", ""),
        (("H1", "swapped", ""), "hold", ""),
        (("1", "wrong_read_back", ""), "verification", ""),
        (("1", "silence", ""), "verification", ""),
        (("2", "no_tag", ""), "verification", ""),
        (("3", "deaf", "relay"), "verification", ""),
        (("3", "wrong_value", "group=1"), "verification", ""),
        (("2", "wrong_number", ""), "verification", "wrong_switch"),
        (("2", "hurry", ""), "nothing", "no_read_back"),
        (("3", "twice", ""), "nothing", ""),
        (("1", "unsaid", ""), "nothing", "no_permit"),
        (("2", "undone", ""), "nothing", "boundary_unlocked"),
    ],
)
def test_a_start_ends_so(
    starting: dict[tuple[str, ...], Row],
    deviation: tuple[str, ...],
    barrier: str,
    hazard: str,
) -> None:
    row = starting[deviation]
    assert (row.stopped, row.hazard) == (barrier, hazard), row


@pytest.mark.parametrize(
    ("deviation", "barrier", "hazard"),
    [
        (("1", "skipped", ""), "protection", "second_blackout"),
        (("1", "deaf", "bess"), "protection", "second_blackout"),
        (("1", "trips", "bess"), "verification", ""),
        (("2", "other_device", "pv"), "verification", "wrong_device"),
        (("2", "silent", "cb52b"), "interlock", ""),
        (("3", "skipped", ""), "nothing", ""),
    ],
)
def test_a_stop_ends_so(
    stopping: dict[tuple[str, ...], Row],
    deviation: tuple[str, ...],
    barrier: str,
    hazard: str,
) -> None:
    row = stopping[deviation]
    assert (row.stopped, row.hazard) == (barrier, hazard), row


def test_nothing_that_happened_in_a_long_stride_is_overlooked(start: Place) -> None:
    stand = Stand(load_site("odawara"), load_scenario(start.scenario, load_site("odawara")))
    while stand.plant.simulator.in_transient:
        stand.go_on()
    stand.plant.field.act("k13", "open", "sato")
    stand.sitting.engine.runs[0].attempt = None  # nothing is due: the stride is a long one
    stand.sitting.engine.runs[0].pause_wanted = True
    began_s, events = stand.now_s, stand.go_on()
    assert stand.now_s - began_s > RECENT_S
    assert [event.subject for event in events if event.kind is EventKind.FIELD] == ["k13"]
    assert all(event in stand.recent for event in events)


def test_every_row_says_in_both_languages_what_deviated_and_what_happened(
    starting: dict[tuple[str, ...], Row],
) -> None:
    for row in starting.values():
        assert row.deviation_en
        assert row.deviation_ja
        assert row.happened_en
        assert row.happened_ja
        assert bool(row.hazard) == bool(row.severity) == bool(row.hazard_ja)


def test_the_counts_are_those_of_the_rows(starting: dict[tuple[str, ...], Row]) -> None:
    counts = Counts.of(tuple(starting.values()))
    assert counts.deviations == sum(counts.barriers.values()) == len(starting)
    assert (counts.steps, counts.kinds) == (8, len(Kind))
    assert counts.open == 2
    assert counts.hazards["no_permit", "nothing"] == 1
    assert sum(counts.by_kind.values()) == len(starting)


def test_the_same_again_gives_the_same(start: Place, starting: dict[tuple[str, ...], Row]) -> None:
    tasks = plan(start, kinds=(Kind.PERSON_ERRS,)).tasks
    again = [row for rows in explore(tasks, workers=1) for row in rows]
    assert again
    for row in again:
        assert row == starting[row.step, row.how, row.to]


def test_a_hold_that_the_speaker_signs_stops_a_permit_that_nobody_gave(
    folder: Path, tmp_path: Path
) -> None:
    for name in ("try-start", "try-start-now"):
        text = (folder / f"{name}.yaml").read_text(encoding="utf-8")
        text = text.replace("roles: [MGC, CHIEF]", "roles: [MGC, TSO-D]")
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    place = Place("odawara", str(tmp_path / "try-start-now.yaml"))
    tasks = [t for t in plan(place, kinds=(Kind.PERSON_ERRS,)).tasks if t.moment.step.id == "1"]
    rows = [row for found in explore(tasks, workers=1) for row in found]
    unsaid = next(row for row in rows if row.how == "unsaid")
    assert (unsaid.stopped, unsaid.hazard) == ("hold", "")


def test_the_closed_list_stands_for_what_nothing_can_stop(folder: Path, tmp_path: Path) -> None:
    for name in ("try-start", "try-start-now"):
        text = (folder / f"{name}.yaml").read_text(encoding="utf-8")
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "hazards").mkdir()
    (tmp_path / "hazards" / "odawara.yaml").write_text(
        """hazards_of: odawara
closed:
  - id: lock-unseen
    reason: {en: No instrument sees a padlock., ja: 南京錠は計器では見えない。}
    match: {hazard: [boundary_unlocked], step: [try-start/2], how: [undone]}
""",
        encoding="utf-8",
    )
    place = Place("odawara", str(tmp_path / "try-start-now.yaml"))
    tasks = [t for t in plan(place, kinds=(Kind.PERSON_ERRS,)).tasks if t.moment.step.id in "12"]
    rows = [row for found in explore(tasks, workers=1) for row in found]
    unstopped = {row.how: row.reason for row in rows if row.unstopped}
    assert unstopped == {"undone": "lock-unseen", "unsaid": ""}
    assert [row.how for row in rows if row.open] == ["unsaid"]


def test_a_table_has_one_line_a_row_and_comes_back(starting: dict[tuple[str, ...], Row]) -> None:
    rows = list(starting.values())
    lines = as_csv(rows).splitlines()
    assert len(lines) == 1 + len(rows)
    assert lines[0].startswith("scenario,chapter,procedure,step,")
    changed = replace(rows[0], title_en='a "quoted", text')
    assert as_csv([changed]).count("\n") == 2
    data = {name: getattr(rows[0], name) for name in Row.__slots__}
    assert row_from_json(data) == rows[0]
