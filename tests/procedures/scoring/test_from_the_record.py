"""A score from a real record: complete, running, gone back, copied away from its files."""

from __future__ import annotations

import json
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from console.cli import main
from devices.events import Event, EventKind, Json
from devices.site import load_site
from procedures import intents
from procedures.drill.at_work import Led
from procedures.drill.facts import drill_facts
from procedures.drill.guide import Group
from procedures.drill.reference import find_reference, reference_of, shipped_folder
from procedures.drill.scoring import ScoreSheet, score
from procedures.drill.scoring.facts import facts_of
from procedures.language import procedure_names
from procedures.record import RecordError
from procedures.rehearsal import rehearse
from procedures.scenario import (
    Scenario,
    load_scenario,
    scenario_numbers,
    scenario_path,
    with_skill,
)
from procedures.sitting import Sitting
from procedures.snapshot import Mode

SITE, NAME = "toride-togashira-elementary", "toride-togashira-elementary-mini-drill"


def opened(record: Path, scenario: Scenario, seed: int = 0) -> Sitting:
    site = load_site(SITE)
    return Sitting.open(site, scenario, mode=Mode.REHEARSAL, sitter=None, record=record, seed=seed)


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario(NAME, load_site(SITE))


@pytest.fixture(scope="module")
def well(tmp_path_factory: pytest.TempPathFactory, scenario: Scenario) -> Path:
    record = tmp_path_factory.mktemp("score") / "well.sqlite"
    rehearse(opened(record, with_skill(scenario, 1.0)))
    return record


@pytest.fixture(scope="module")
def badly(tmp_path_factory: pytest.TempPathFactory, scenario: Scenario) -> Path:
    record = tmp_path_factory.mktemp("score") / "badly.sqlite"
    rehearse(opened(record, with_skill(scenario, 0.0), seed=2))
    return record


def test_the_expert_has_all_points_and_a_novice_fewer(well: Path, badly: Path) -> None:
    assert score(well).total == 100.0
    assert score(badly).total < 90.0


def test_every_lost_point_leads_to_an_event_of_the_record(badly: Path) -> None:
    with sqlite3.connect(badly) as rows:
        last = rows.execute("SELECT max(number) FROM event").fetchone()[0]
    sheet = score(badly)
    assert sheet.losses
    assert all(1 <= one.event_number <= last for one in sheet.losses)
    assert all(one.words.en and one.words.ja for one in sheet.losses)


def test_a_copy_far_from_site_and_scenario_gives_equal_figures(badly: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    shutil.copy(badly, copy)
    with sqlite3.connect(copy) as rows:
        for key in ("site", "scenario"):
            rows.execute("UPDATE header SET value = '\"elsewhere\"' WHERE key = ?", (key,))
        rows.execute("DELETE FROM header WHERE key IN ('sources', 'made_with')")
    rows.close()
    assert score(copy).to_json() == score(badly).to_json()


def test_a_record_that_is_being_written_is_scored_as_far_as_it_went_on_its_last_branch(
    tmp_path: Path, scenario: Scenario, well: Path
) -> None:
    record = tmp_path / "running.sqlite"
    sitting = opened(record, with_skill(scenario, 1.0))
    sitting.advance(300.0)
    halfway = score(record)
    sitting.accept(intents.Backtrack(0.0, "once more"))
    rehearse(sitting)
    sheet = score(record)
    assert (halfway.branch, halfway.ended) == (1, False)
    assert halfway.total == 100.0  # nothing that is still ahead was left out
    assert (sheet.branch, sheet.ended) == (2, True)
    assert sheet.total == score(well).total
    assert sheet.metric("steps").value == score(well).metric("steps").value


def test_what_was_unsafe_before_somebody_went_back_costs_nothing_and_is_told(
    tmp_path: Path, scenario: Scenario, capsys: pytest.CaptureFixture[str]
) -> None:
    record = tmp_path / "back.sqlite"
    sitting = opened(record, with_skill(scenario, 1.0))
    sitting.advance(300.0)
    came: dict[str, Json] = {"severity": "critical", "near": False, "en": "Unsafe", "ja": "危険"}
    world = sitting.world
    world.emit(Event(world.now_s, EventKind.HAZARD, "no_permit", "ozawa", came))
    world.emit(Event(world.now_s, EventKind.HINT, "any", "ozawa", {"asked": True}))
    sitting.advance(310.0)
    assert [one.hazard for one in score(record).criticals] == ["no_permit"]
    sitting.accept(intents.Backtrack(0.0, "once more"))
    sitting.advance(10.0)
    sitting.accept(intents.Backtrack(0.0, "and again"))
    sitting.advance(10.0)
    sitting.close()
    sheet = score(record)
    assert (sheet.total, sheet.criticals, sheet.cut_short) == (100.0, (), True)
    assert [(one.hazard, one.critical) for one in sheet.left_behind] == [("no_permit", True)]
    assert sheet.metric("went_back").value == 2.0
    assert (sheet.metric("left_hints").value, sheet.metric("hints").value) == (1.0, 0.0)
    assert main(["score", str(record), "--language", "ja"]) == 0
    printed = capsys.readouterr().out
    assert all(words in printed for words in ("危険", "途中で戻った回数", "最後まで行わずに"))


def test_a_sitting_that_was_no_drill_is_refused_in_words(
    tmp_path: Path, scenario: Scenario, capsys: pytest.CaptureFixture[str]
) -> None:
    record = tmp_path / "plain.sqlite"
    plain = opened(record, replace(scenario, guide=None))
    plain.advance(5.0)
    plain.close()
    with pytest.raises(RecordError, match=r"score\.no_drill"):
        score(record)
    assert main(["score", str(record), "--language", "ja"]) == 2
    assert "採点できません" in capsys.readouterr().err


def test_the_command_tells_what_was_lost_in_both_languages(
    badly: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = score(badly)
    for language, group in (("en", "Safety"), ("ja", "安全")):
        assert main(["score", str(badly), "--language", language]) in (0, 1)
        told = capsys.readouterr().out
        assert group in told
        assert sheet.losses[0].words.in_language(language) in told or len(sheet.losses) > 12


def test_the_command_gives_the_same_figures_as_json(
    badly: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet: ScoreSheet = score(badly)
    main(["score", str(badly), "--json"])
    assert json.loads(capsys.readouterr().out) == sheet.to_json()
    main(["score", str(badly), "--json", str(tmp_path / "score.json")])
    written = json.loads((tmp_path / "score.json").read_text(encoding="utf-8"))
    assert written == sheet.to_json()
    assert {one["group"] for one in written["groups"]} == {group.value for group in Group}


# --- references ----------------------------------------------------------------------------------


def test_the_reference_that_ships_is_the_experts_run(well: Path) -> None:
    shipped = json.loads((shipped_folder() / f"{NAME}.json").read_text(encoding="utf-8"))
    made = reference_of(well) | {"made_with": shipped["made_with"]}
    assert made == shipped


def test_every_drill_that_ships_has_a_reference_of_its_own_steps() -> None:
    for number in scenario_numbers():
        name = scenario_path(number).stem
        path = shipped_folder() / f"{name}.json"
        assert path.is_file(), f"{number}: `make references` has not been run"
        shipped = json.loads(path.read_text(encoding="utf-8"))
        known = procedure_names()
        assert shipped["number"] == number
        assert {one["key"].partition("/")[0] for one in shipped["steps"]} <= set(known)


def test_steps_are_called_by_their_titles_those_of_called_procedures_too() -> None:
    scenario = load_scenario("odawara-first-activation", load_site("odawara"))
    facts = facts_of(drill_facts(scenario, load_site("odawara"), Led())["drill"])
    assert facts.step_title("odawara-p4-black-start/H6").ja.startswith("H6 ")
    assert any(key.startswith("odawara-p10") for key in facts.called)
    assert not any("{" in title.en for title in (*facts.steps.values(), *facts.called.values()))


def test_the_reference_of_ones_own_scenario_stands_beside_it(
    tmp_path: Path, scenario: Scenario
) -> None:
    own = replace(scenario, name="my-drill", folder=tmp_path)
    assert find_reference(own) is None
    (tmp_path / "my-drill.reference.json").write_text('{"format": 1, "steps": []}')
    assert find_reference(own) == {"format": 1, "steps": []}
    (tmp_path / "my-drill.reference.json").write_text("no json")
    assert find_reference(own) is None


def test_a_reference_is_refused_for_nothing_and_for_what_is_no_drill(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["reference", "--language", "en"]) == 2
    assert main(["reference", "odawara-readiness", "--language", "en"]) == 2
    assert "odawara-readiness has no drill in it" in capsys.readouterr().err
