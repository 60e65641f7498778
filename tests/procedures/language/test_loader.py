"""Procedure files: what is read, and what is said about a bad one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.documents import DocumentError, Problem
from procedures.language import (
    Check,
    Choose,
    FieldAct,
    Hold,
    Procedure,
    Say,
    Wait,
    load_procedure,
    procedure_names,
)

HEAD = "procedure: p\nsite: odawara\nchain: P\ntitle: {en: Test, ja: 試験}\n"
STEP = """steps:
  - id: "1"
    role: MGC
    title: {en: Step, ja: 手順}
"""


def written(folder: Path, body: str, head: str = HEAD) -> Path:
    path = folder / "p.yaml"
    path.write_text(head + body, encoding="utf-8")
    return path


def complaints(folder: Path, body: str, head: str = HEAD) -> list[tuple[int, str]]:
    with pytest.raises(DocumentError) as caught:
        load_procedure(written(folder, body, head))
    return [(p.line, p.key) for p in caught.value.problems]


@pytest.mark.parametrize("name", procedure_names())
def test_every_procedure_that_ships_is_read(name: str) -> None:
    procedure = load_procedure(name)
    assert procedure.name == name
    assert procedure.steps


def test_a_file_is_read_once_until_it_changes(tmp_path: Path) -> None:
    path = written(tmp_path, STEP + "    check: bess.soc_pct > 15\n")
    first = load_procedure(path)
    assert load_procedure(path) is first
    written(tmp_path, STEP + "    check: bess.soc_pct > 15\n    takes: 5 s\n")
    assert load_procedure(path).steps[0].takes_s == 5.0


def test_what_a_site_finds_is_told_each_time_beside_what_the_file_shows(tmp_path: Path) -> None:
    path = written(tmp_path, STEP + "    check: bess.soc_pct > 15\n")

    def then(read: Procedure) -> Iterator[Problem]:
        assert read.document is not None
        yield read.document.problem(("site",), "procedure_other_site", given="x", site="y")

    load_procedure(path)
    for goto, told in (("end", 1), ("end", 1), ("nowhere", 2)):
        written(tmp_path, STEP + f"    check: bess.soc_pct > 15\n    on_fail: {{goto: {goto}}}\n")
        with pytest.raises(DocumentError) as caught:
            load_procedure(path, then)
        assert len(caught.value.problems) == told


def test_a_step_carries_what_its_file_says(tmp_path: Path) -> None:
    body = STEP + (
        "    check: bess.soc_pct > 15\n    for: 60 s\n    limit: 5 min\n    takes: 0.5 h\n"
        "    on_fail: {retry: 2}\n    caution: {en: Hot, ja: 熱い}\n"
        '    alarms_expected: ["soc-30"]\n'
    )
    (step,) = load_procedure(written(tmp_path, body)).steps
    assert isinstance(step.action, Check)
    assert step.action.conditions[0].source == "bess.soc_pct > 15"
    assert (step.hold_for_s, step.limit_s, step.takes_s) == (60.0, 300.0, 1800.0)
    assert step.on_fail.retry == 2
    assert step.alarms_expected == frozenset({"soc-30"})


def test_every_kind_is_told_from_its_key(tmp_path: Path) -> None:
    actions = [
        "do: bess.set_p_kw, with: {p_kw: 20}",
        "confirm: {act: [k12.open, {ev3.dispatch: {place: shelter_a}}]}",
        "enter: {signal: k12.position}",
        "hold: {id: H1, roles: [MGC, TSO-D], require: permit.agreed}",
        "wait: {time: 5 min}",
        "choose: {options: [{id: x, title: {en: T, ja: 手}, goto: end}]}",
        "call: other",
        "note: {}",
        "say: {to: TSO-D, text: {en: T, ja: 手}, read_back: {en: T, ja: 手}}",
    ]
    body = "steps:\n" + "".join(
        f"  - {{id: s{number}, role: MGC, title: {{en: T, ja: 手}}, {action}}}\n"
        for number, action in enumerate(actions)
    )
    procedure = load_procedure(written(tmp_path, body))
    kinds = [step.kind for step in procedure.steps]
    assert kinds == ["do", "confirm", "enter", "hold", "wait", "choose", "call", "note", "say"]
    assert procedure.steps[1].action.acts[1] == FieldAct("ev3", "dispatch", {"place": "shelter_a"})
    assert isinstance(procedure.steps[3].action, Hold)
    assert isinstance(procedure.steps[4].action, Wait)
    assert isinstance(procedure.steps[5].action, Choose)
    assert isinstance(procedure.steps[8].action, Say)
    assert procedure.index("end") == 9


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (STEP, (6, "procedure_no_kind")),
        (STEP + "    do: bess.stop\n    note: {}\n", (10, "procedure_two_kinds")),
        (STEP + "    do: stop\n", (9, "procedure_target")),
        (STEP + "    wait: {time: 5}\n", (9, "procedure_duration")),
        (STEP + "    wait: {time: 5 min, until: permit.dead}\n", (9, "procedure_wait_one")),
        (STEP + "    wait: {time: 5 min, at_most: 5 min}\n", (9, "procedure_wait_at_most")),
        (
            STEP + "    hold: {id: H, roles: [MGC], require: permit.dead}\n",
            (9, "procedure_hold_roles"),
        ),
        (
            STEP + "    note: {}\n    on_fail: {abort: true, retry: 1}\n",
            (10, "procedure_exactly_one"),
        ),
        (STEP + "    note: {}\n    for: 10 s\n", (10, "procedure_for_alone")),
        (STEP + '    note: {}\n    on_fail: {goto: "9"}\n', (10, "procedure_goto")),
        (STEP + "    check: bess.soc_pct >\n", (9, "condition_ends")),
        (STEP + "    chek: true\n", (9, "key_unknown_near")),
        ("steps: []\n", (5, "procedure_kind_empty")),
    ],
)
def test_what_is_wrong_is_said_at_its_line(
    tmp_path: Path, body: str, expected: tuple[int, str]
) -> None:
    assert expected in complaints(tmp_path, body)


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    body = """steps:
  - {id: "1", role: MGC, title: {en: A}, check: bess.soc_pct > 5}
  - {id: "2", role: MGC, title: {en: B, ja: い}, wait: {time: soon}}
  - {id: "3", role: MGC, title: {en: C, ja: う}, limit: 1, note: {}}
"""
    assert [line for line, _ in complaints(tmp_path, body)] == [6, 7, 8]


def test_a_condition_is_faulted_at_its_own_column(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        load_procedure(written(tmp_path, STEP + "    check: bess.soc_pct > 5 nd permit.dead\n"))
    assert caught.value.problems[0].column == len("    check: bess.soc_pct > 5 ") + 1


def test_a_file_is_called_as_its_procedure(tmp_path: Path) -> None:
    head = HEAD.replace("procedure: p", "procedure: other")
    assert complaints(tmp_path, STEP + "    note: {}\n", head) == [(1, "procedure_name")]


def test_a_step_id_stands_once(tmp_path: Path) -> None:
    twice = STEP + '    note: {}\n  - {id: "1", role: MGC, title: {en: B, ja: い}, note: {}}\n'
    assert complaints(tmp_path, twice) == [(10, "procedure_step_twice")]


def test_an_unknown_procedure_is_answered_with_a_near_one() -> None:
    with pytest.raises(DocumentError, match="near: odawara-p4-black-start"):
        load_procedure("odawara-p4-blackstart")
