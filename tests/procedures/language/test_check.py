"""A procedure against its site."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from devices.site import Site, load_site
from procedures.checking import check_files
from procedures.language import check, load_procedure, procedure_names

HEAD = "procedure: p\nsite: odawara\nchain: P\ntitle: {en: Test, ja: 試験}\nsafe_state: stop-bess\n"
STEP = '  - {{id: "{id}", role: {role}, title: {{en: T, ja: 手}}, {kind}}}\n'


def found(folder: Path, site: Any, *steps: str, head: str = HEAD) -> list[str]:
    path = folder / "p.yaml"
    path.write_text(head + "steps:\n" + "".join(steps), encoding="utf-8")
    findings = check(load_procedure(path), site, known=("p", "q"))
    return [problem.key for problem in findings.problems + findings.warnings]


@cache
def _site(name: str) -> Site:
    return load_site(name)


def one(kind: str, role: str = "MGC", number: int = 1) -> str:
    return STEP.format(id=number, role=role, kind=kind)


@pytest.mark.parametrize("name", procedure_names())
def test_what_ships_passes_against_its_site(name: str) -> None:
    procedure = load_procedure(name)
    for site in procedure.sites:
        findings = check(procedure, _site(site))
        assert [problem.render() for problem in findings.problems] == []


def test_a_procedure_for_several_sites_is_proved_against_each(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    head = HEAD.replace("odawara", "[odawara, kobe-shelter]").replace("stop-bess", "s")
    path.write_text(head + "steps:\n" + one("check: k12.position == 'open'"), encoding="utf-8")
    (report,) = check_files([path])
    keys = [problem.key for problem in report.problems]
    assert keys.count("procedure_at_site") == 2
    assert keys.count("procedure_no_safe_state") == 1  # of both, told once
    assert keys.count("procedure_no_signal_near") == 1  # at the shelter alone


@pytest.mark.parametrize(
    ("step", "key"),
    [
        (one("do: bes.stop"), "procedure_no_device_near"),
        (one("do: bess.stp"), "procedure_no_verb_near"),
        (one("do: bess.stop", role="CITY"), "procedure_verb_role"),
        (one("do: bess.set_p_kw"), "procedure_argument_missing"),
        (one("do: bess.set_p_kw, with: {p_kw: 9000}"), "procedure_outside"),
        (one("do: bess.set_mode, with: {mode: grid}"), "procedure_no_state"),
        (one("do: bess.stop, with: {p: 1}"), "procedure_no_argument"),
        (one("check: bess.soc > 5"), "procedure_no_signal_near"),
        (one("check: bess.soc_pct > site.reserve"), "procedure_no_signal_near"),
        (one("check: k12.position == 'shut'"), "procedure_no_state"),
        (one("note: {}", role="XYZ"), "procedure_no_role"),
        (one("check: phase.name == 'ISLND'"), "procedure_no_state_near"),
        (one("check: phase.name == 'ISLAND'"), ""),
        (one("enter: {signal: bess.soc_pct}"), "procedure_measured"),
        (one("enter: {signal: k12.positio}"), "procedure_no_signal_near"),
        (one("wait: {until: permit.dead}"), "procedure_wait_limit"),
        (one("call: r"), "procedure_no_procedure"),
        (one("note: {}, phase: ISLND"), "procedure_no_phase_near"),
        (one("note: {}, alarms_expected: [nothing-such]"), "procedure_no_alarm"),
        (one("note: {text: {en: 'At {nw}', ja: '{now}に'}}"), "procedure_no_placeholder_near"),
        (one("note: {text: {en: '{bess.soc_pct}', ja: '{site.reserve_pct}と{k12.number}'}}"), ""),
    ],
)  # fmt: skip
def test_what_the_site_does_not_know_is_found(
    tmp_path: Path, site: Any, step: str, key: str
) -> None:
    keys = found(tmp_path, site, step)
    assert keys == ([key] if key else [])


SAY = "say: {{to: {to}, text: {{en: T, ja: 手}}, read_back: {{en: T, ja: 手}}, {more}}}"


@pytest.mark.parametrize(
    ("more", "to", "key"),
    [
        ("enters: {permit.agreed: true}", "NOBODY", "procedure_no_role"),
        ("enters: {permit.agreed: maybe}", "MGC", "procedure_not_flag"),
        ("enters: {k12.position: ajar}", "MGC", "procedure_no_state"),
        ("order: k12.order_opn", "TSO-F", "procedure_no_verb_near"),
        ("report: {text: {en: T, ja: 手}, enters: [bess.p_kw]}", "TSO-F", "procedure_measured"),
    ],
)
def test_exchanges_are_checked_too(tmp_path: Path, site: Any, more: str, to: str, key: str) -> None:
    assert found(tmp_path, site, one(SAY.format(to=to, more=more), role="TSO-D")) == [key]


def test_a_step_from_which_no_way_leads_out_is_found(tmp_path: Path, site: Any) -> None:
    circle = "choose: {options: [{id: a, title: {en: T, ja: 手}, goto: '1'}]}"
    keys = found(tmp_path, site, one("note: {}"), one(circle, number=2), one("note: {}", number=3))
    assert keys.count("procedure_no_way_out") == 2
    assert "procedure_unreached" in keys


def test_an_abort_needs_somewhere_to_go(tmp_path: Path, site: Any) -> None:
    head = HEAD.replace("safe_state: stop-bess\n", "")
    assert found(tmp_path, site, one("note: {}, on_fail: {abort: true}"), head=head) == [
        "procedure_abort_nowhere"
    ]
    unknown = HEAD.replace("stop-bess", "stop-bes")
    assert found(tmp_path, site, one("note: {}"), head=unknown) == ["procedure_no_safe_state_near"]


def test_a_name_is_faulted_inside_its_condition(tmp_path: Path, site: Any) -> None:
    path = tmp_path / "p.yaml"
    condition = "bess.soc_pct > 5 and bess.sock_pct > 5"
    path.write_text(HEAD + "steps:\n" + one(f"check: {condition}"), encoding="utf-8")
    (problem,) = check(load_procedure(path), site, known=()).problems
    line = path.read_text(encoding="utf-8").splitlines()[problem.line - 1]
    assert line[problem.column - 1 :].startswith("bess.sock_pct")
