"""What is wrong in the drill of a scenario file is told at its place, with what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.documents import DocumentError
from devices.site import Site, load_site
from procedures.checking import check_files
from procedures.drill.guide import ALL_HELP, USUAL_WEIGHTS, Channel, Group, Level, Trigger
from procedures.people import Slip
from procedures.scenario import (
    Scenario,
    load_scenario,
    scenario_named,
    scenario_names,
    scenario_numbers,
    scenario_path,
)

DRILL = """
scenario: try
site: odawara
title: {en: Try, ja: 試し}
number: S99
level: operations
lasts: 3 h
briefing: {en: Told, ja: 説明}
for_instructor: {en: Look, ja: 注目}
objectives: [O1]
chain: [odawara-p1-activation]
people: {mistakes: [{role: MGF, slip: wrong_answer}]}
happenings:
  - {id: dark, at: 60 s, act: grid.lose, title: {en: Outage, ja: 停電}}
injects:
  - id: call
    title: {en: Call, ja: 電話}
    at: 12 min
    channel: phone
    by: CITY
    text: {en: "Is {k12.number} open?", ja: "{k12.number}は開いたか"}
    answers:
      - {id: wait, text: {en: Wait, ja: 待って}, right: true}
      - {id: go, text: {en: Go, ja: はい}}
    expect:
      text: {en: Wait, ja: 待つ}
      answer: wait
      within: 1 min
      scores: safety
      objective: O1
  - id: silent
    title: {en: Silent, ja: 通信断}
    step: odawara-p1-activation/1.4
    channel: wire
    acts: [{act: bess.silence}]
    slip: {role: MGF, slip: no_tag}
evaluation:
  - id: decided
    objective: O1
    text: {en: Decided, ja: 決定}
    since: {when: bess.soc_pct < 50, after: 5 s}
    entry: permit.agreed
    within: 30 s
    hint: {en: Ask, ja: 尋ねる}
    evaluator: EVAL
    scores: time
"""


@pytest.fixture(scope="module")
def odawara() -> Site:
    return load_site("odawara")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "try.yaml"


def read(path: Path, site: Site, text: str = DRILL) -> Scenario:
    path.write_text(text, encoding="utf-8")
    return load_scenario(path, site)


def test_the_whole_drill_is_read(path: Path, odawara: Site) -> None:
    guide = read(path, odawara).guide
    assert guide is not None
    assert (guide.number, guide.level, guide.lasts_s, guide.night) == (
        "S99",
        Level.OPERATIONS,
        10_800.0,
        False,
    )
    assert (guide.help, guide.weights) == (ALL_HELP, USUAL_WEIGHTS)
    call, silent = guide.injects
    assert (call.trigger, call.channel, call.by) == (Trigger(at_s=720.0), Channel.PHONE, "CITY")
    assert [(answer.id, answer.right) for answer in call.answers] == [("wait", True), ("go", False)]
    assert silent.trigger == Trigger(step="odawara-p1-activation/1.4")
    assert silent.slip is not None
    assert (silent.slip.role, silent.slip.slip) == ("MGF", Slip.NO_TAG)
    asked, decided = guide.tasks
    assert (asked.id, asked.inject, asked.measure.answer, asked.standard_s) == (
        "call",
        True,
        "wait",
        60.0,
    )
    assert (decided.group, decided.since.after_s, decided.evaluator) == (Group.TIME, 5.0, "EVAL")
    assert decided.hint is not None


def test_without_a_number_it_is_no_drill(path: Path, odawara: Site) -> None:
    bare = "scenario: try\nsite: odawara\ntitle: {en: Try, ja: 試し}\nchain: []\n"
    assert read(path, odawara, bare).guide is None


MISTAKES = [
    ("number: S99\n", "", "drill_number", "level"),
    ("level: operations\n", "", "drill_missing", "level"),
    ("objectives: [O1]", "objectives: [O11]", "procedure_no_objective_near", "O1"),
    ("objective: O1", "objective: O4", "drill_objective_not_listed", "O4"),
    ("by: CITY", "by: CITTY", "procedure_no_role_near", "CITY"),
    ("evaluator: EVAL", "evaluator: EVL", "procedure_no_role_near", "EVAL"),
    ("role: MGF, slip: no_tag", "role: MFG, slip: no_tag", "procedure_no_role_near", "MGF"),
    (
        "role: MGF, slip: wrong_answer",
        "role: MGV, slip: wrong_answer",
        "procedure_no_role_near",
        "MGF",
    ),
    ("activation/1.4", "activation/1.44", "procedure_no_step_near", "1.4"),
    (
        "step: odawara-p1-activation",
        "step: odawara-p1-activatoin",
        "procedure_no_procedure_near",
        "p1",
    ),
    ("bess.soc_pct <", "bess.sok_pct <", "procedure_no_signal_near", "bess.soc_pct"),
    ("{k12.number} open", "{k13.number} open", "procedure_no_placeholder", "k13.number"),
    ("entry: permit.agreed", "entry: permit.agred", "procedure_no_signal_near", "permit.agreed"),
    ("entry: permit.agreed", "command: bess.halt", "procedure_no_verb_near", "bess.halt"),
    ("entry: permit.agreed", "entry: bess.soc_pct", "procedure_measured", "bess.soc_pct"),
    ("answer: wait", "answer: wiat", "procedure_no_answer_near", "wait"),
    ("answer: wait", "answer: go", "drill_wrong_answer_expected", "go"),
    ("    within: 30 s\n    hint: {en: Ask, ja: 尋ねる}\n", "", "drill_limit", "within"),
    ("entry: permit.agreed\n    within: 30 s\n", "judge: true\n", "drill_hint_limit", "within"),
    ("entry: permit.agreed", "entry: permit.agreed\n    judge: true", "drill_exactly_one", "judge"),
    (
        "    acts: [{act: bess.silence}]\n    slip: {role: MGF, slip: no_tag}\n",
        "",
        "drill_unseen",
        "silent",
    ),
    ("channel: phone", "channel: equipment", "drill_channel", "acts"),
    ("    by: CITY\n", "", "drill_nobody_speaks", "call"),
    ("id: silent", "id: dark", "drill_id_twice", "dark"),
    ("{en: Decided, ja: 決定}", "{en: Decided}", "value_missing", "ja"),
    ("evaluation:\n", "scoring: {safety: 50, time: 40}\nevaluation:\n", "drill_weights", "90"),
    ("right: true", "right: true, picture: x", "key_unknown", "picture"),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=[f"{m[2]}: {m[3]}" for m in MISTAKES])
def test_a_mistake_is_told_at_its_line_with_what_was_meant(
    path: Path, odawara: Site, mistake: tuple[str, str, str, str]
) -> None:
    old, new, key, word = mistake
    assert old in DRILL
    text = DRILL.replace(old, new, 1)
    with pytest.raises(DocumentError) as caught:
        read(path, odawara, text)
    problem = next(one for one in caught.value.problems if one.key == key)
    assert {one.key for one in caught.value.problems} <= {
        key,
        "drill_objective_not_listed",
        "drill_number",
    }
    assert word in problem.render("en")
    assert problem.render("en") != problem.render("ja")
    changed = next(
        n
        for n, pair in enumerate(zip(text.split("\n"), DRILL.split("\n"), strict=False), 1)
        if pair[0] != pair[1]
    )
    if new:
        assert changed <= problem.line <= changed + new.count("\n") + 1


def test_an_act_that_cannot_be_is_told_where_it_stands(path: Path) -> None:
    path.write_text(DRILL.replace("bess.silence", "bess.silenc"), encoding="utf-8")
    ((problem,),) = [report.problems for report in check_files([path])]
    line = DRILL.split("\n").index("    acts: [{act: bess.silence}]") + 1
    assert (problem.key, problem.line) == ("procedure_no_act", line)


def test_an_act_without_its_number_is_told_too(path: Path) -> None:
    text = DRILL.replace("{act: bess.silence}", "{act: bess.soc, with: {percent: 40}}")
    path.write_text(text, encoding="utf-8")
    ((problem,),) = [report.problems for report in check_files([path])]
    assert (problem.key, problem.line) == (
        "plant.field.no_number",
        text.split("acts:")[0].count("\n") + 1,
    )
    assert "pct" in problem.render("en")


def test_every_drill_that_ships_is_called_by_a_number_of_its_own() -> None:
    numbers = scenario_numbers()
    assert {f"S{n}" for n in range(1, 16)} <= numbers.keys()
    assert len(set(numbers.values())) == len(numbers)
    with_number = [
        n for n in scenario_names() if "\nnumber: " in scenario_path(n).read_text("utf-8")
    ]
    assert sorted(with_number) == sorted(numbers.values())
    assert scenario_named("s3") == numbers["S3"]
    assert scenario_path("S3") == scenario_path(numbers["S3"])
    assert scenario_named("odawara-pv-step") == "odawara-pv-step"
    with pytest.raises(DocumentError) as caught:
        scenario_path("S33")
    assert "S3" in caught.value.problems[0].render("en")
