"""Odawara's drill in five stages: what was done, and what a stage hands to the next."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest

from devices.documents import DocumentError
from devices.events import Event, EventKind
from devices.site import load_site
from devices.words import same
from procedures.drill.programme.carrying import CannotCarry, carried
from procedures.drill.programme.digest import Digest
from procedures.drill.programme.exercise import following, load_exercise, progress
from procedures.record import Column, Journal
from procedures.scenario import load_scenario, scenario_numbers

NAME = "odawara-2022-05-30"


def led(scenario: str, day: str, ending: str = "completed") -> Digest:
    opened = datetime.fromisoformat(f"{day}T09:00:00+09:00")
    return Digest(f"{scenario}.sqlite", "odawara", scenario, "drill", ending, opened, 900.0)


def test_the_five_stages_are_those_of_the_photographs_and_each_is_a_drill_of_its_own() -> None:
    exercise = load_exercise(NAME)
    assert [stage.title.ja for stage in exercise.stages] == [
        "発動指示",
        "開閉器操作指示",
        "開閉器操作（解列）",
        "マイクログリッド立ち上げ",
        "マイクログリッド運用と再連系",
    ]
    numbers = [stage.card.number for stage in exercise.stages if stage.card is not None]
    assert numbers == ["O1-1", "O1-2", "O1-3", "O1-4", "O1-5"]
    assert exercise.whole in scenario_numbers().values()


def test_the_next_stage_is_the_first_that_did_not_come_to_a_good_end() -> None:
    exercise = load_exercise(NAME)
    done = progress(
        exercise,
        (
            led("odawara-2022-1-order", "2026-11-01"),
            led("odawara-2022-1-order", "2026-11-03"),
            led("odawara-2022-2-switch-order", "2026-11-02", "aborted"),
        ),
    )
    assert [one.done for one in done] == [True, False, False, False, False]
    assert done[0].day == date(2026, 11, 3)
    assert following(done) == 1
    assert following(progress(exercise, ())) == 0


def test_a_stage_begins_at_the_hour_and_with_the_charge_at_which_the_one_before_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    record = tmp_path / "stage-1.sqlite"
    columns = (Column("bess.soc_pct", "%", label=same("SoC")), Column("ev1.soc_pct", "%"))
    header = {"site": "odawara", "clock": "2022-05-30T09:30:00+09:00", "v_nominal_kv": 6.6}
    journal = Journal.create(record, header, columns)
    for second in range(0, 1501, 300):
        journal.telemetry(float(second), np.array([78.4 - second / 1500.0, np.nan]))
    journal.append([Event(1500.0, EventKind.SITTING_CLOSED, data={"outcome": "completed"})])
    journal.close()
    path = carried(record, "odawara-2022-2-switch-order")
    site = load_site("odawara")
    start, shipped = (
        load_scenario(name, site).start for name in (path, "odawara-2022-2-switch-order")
    )
    assert (start.clock_s, start.soc_pct) == (9 * 3600 + 55 * 60, 77.4)
    assert (start.year, start.ev_soc_pct) == (2022, shipped.ev_soc_pct)
    scenario = load_scenario(path, site)
    assert scenario.name == "odawara-2022-2-switch-order"  # for the programme it is that stage
    assert scenario.guide is not None
    assert scenario.guide == load_scenario("O1-2", site).guide


def test_nothing_is_carried_from_a_record_without_samples(tmp_path: Path) -> None:
    record = tmp_path / "empty.sqlite"
    journal = Journal.create(record, {"site": "odawara", "clock": "2022-05-30T09:30:00+09:00"})
    journal.append([Event(0.0, EventKind.NOTE)])
    journal.close()
    with pytest.raises(CannotCarry):
        carried(record, "odawara-2022-2-switch-order")


def test_every_mistake_in_an_exercise_is_told(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "exercise: own\ntitle: {en: a, ja: 演習}\nabout: {en: b, ja: 説明}\nwhole: nowhere\n"
        "stages:\n"
        "  - {id: one, scenario: odawara-2022-1-order, title: {en: one, ja: 一}}\n"
        "  - {id: two, scenario: kobe-shelter-return, title: {en: two, ja: 二}}\n",
        encoding="utf-8",
    )
    with pytest.raises(DocumentError) as error:
        load_exercise(path)
    assert {problem.key for problem in error.value.problems} == {
        "programme.no_scenario",
        "programme.one_site",
    }
