"""Whatever `kairetsu check` finds in a procedure it shows at its file, line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from procedures.checking import check_files

HEAD = """\
procedure: p
site: odawara
chain: P
title: {en: Test, ja: 試験}
safe_state: stop-bess
"""
WATCH = """\
watch:
  - {id: w, when: bess.soc_pct > 200, words: {en: W, ja: 見}, then: {alert: true}}
"""


def step(kind: str, id: str = "1", role: str = "MGC") -> str:
    return f'  - {{id: "{id}", role: {role}, title: {{en: T, ja: 手}}, {kind}}}\n'


def findings(folder: Path, *steps: str, head: str = HEAD) -> list[tuple[str, str]]:
    """Key of each finding, with the text that stands at its line and column."""
    path = folder / "p.yaml"
    path.write_text(head + "steps:\n" + "".join(steps), encoding="utf-8")
    (report,) = check_files([path])
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        (problem.key, lines[problem.line - 1][problem.column - 1 :])
        for problem in (*report.problems, *report.warnings)
    ]


OPTION = "{id: a, title: {en: A, ja: あ}, goto: end"
SAY = "say: {to: MGF, text: {en: T, ja: 手}, read_back: {en: T, ja: 手}"


@pytest.mark.parametrize(
    ("kind", "key", "at"),
    [
        # signals, verbs, roles and targets exist
        ("check: bess.sock_pct > 5", "procedure_no_signal_near", "bess.sock_pct"),
        ("check: [true, bess.soc_pct > site.zzz]", "procedure_no_signal", "site.zzz"),
        ("do: bess.stopp", "procedure_no_verb_near", "bess.stopp"),
        ("do: boss.stop", "procedure_no_device_near", "boss.stop"),
        (SAY.replace("MGF", "MFG") + "}", "procedure_no_role_near", "MFG"),
        ("do: bess.stop, second: [NOBODY]", "procedure_no_role", "NOBODY"),
        ("call: nothing-such", "procedure_no_procedure", "nothing-such"),
        ("enter: {signal: k12.positon}", "procedure_no_signal_near", "k12.positon"),
        ("note: {}, picture: triped-breaker", "procedure_no_picture_near", "triped-breaker"),
        ("confirm: {act: [k12.paint]}", "procedure_no_act", "k12.paint"),
        (SAY + ", act: [k12.open, bess.paint]}", "procedure_no_act", "bess.paint"),
        ("note: {}, on_fail: {call: nothing-such}", "procedure_no_procedure", "nothing-such"),
        ("note: {}, alarms_expected: [nothing]", "procedure_no_alarm", "nothing"),
        # bounds
        ("do: bess.set_p_kw, with: {p_kw: 5000}", "procedure_outside", "5000"),
        ("do: bess.set_mode, with: {mode: off-grid}", "procedure_no_state", "off-grid"),
        (SAY + ", enters: {k12.position: ajar}}", "procedure_no_state", "ajar"),
        # branches
        (f"choose: {{options: [{OPTION.replace('end', 'there')}}}]}}", "procedure_goto", "there"),
        # holds
        ("hold: {id: H1, roles: [MGC], require: true}", "procedure_hold_roles", "[MGC]"),
        ("hold: {id: H1, roles: [MGC, XYZ], require: true}", "procedure_no_role", "XYZ"),
        # waits
        ("wait: {until: bess.soc_pct > 50}", "procedure_wait_limit", "{until"),
        (
            f"choose: {{options: [{OPTION}, when: bess.running}}]}}".replace(
                "bess.running", "bess.fire"
            ),
            "procedure_choice_limit",
            "{options",
        ),
        # texts
        ("note: {text: {en: Note}}", "value_missing", "{en: Note}"),
        ("note: {text: {en: Note, ja: note this}}", "text_ja_not_japanese", "note this"),
        ("note: {text: {en: '{bess.soc}', ja: 手}}", "procedure_no_placeholder_near", "'{bess"),
        # kinds that cannot be compared
        ("check: clock.time > 700", "condition_kind_time", "700"),
        ("check: 700 < clock.time", "condition_kind_time", "700"),
        ("check: clock.time within 7..09:00", "condition_kind_time", "7.."),
        ("check: clock.time >= bess.soc_pct", "condition_kind_time", "bess.soc_pct"),
        ("check: clock.time >= time.now_s", "condition_kind_time", "time.now_s"),
        ("check: bess.soc_pct > 07:00", "condition_kind_time_of", "07:00"),
        ("check: clock.weekend == 'yes'", "condition_kind_flag", "'yes'"),
        ("check: true and clock.weekend > 0", "condition_kind_flag", "0"),
        ("check: 1 == bess.fire", "condition_kind_flag", "1"),
        ("check: bess.soc_pct == 'full'", "condition_kind_number", "'full'"),
        ("check: k12.position == true", "condition_kind_word", "true"),
        ("check: k12.position and bess.fire", "condition_kind_truth", "k12.position"),
        ("check: not alarms.p1", "condition_kind_truth", "alarms.p1"),
        # what can never be true
        ("check: bess.soc_pct > 100", "procedure_never_true", "bess.soc_pct > 100"),
        ("check: [true, bess.soc_pct < -1]", "procedure_never_true", "bess.soc_pct < -1"),
        (
            "check: bess.fire and not bess.soc_pct <= 100",
            "procedure_never_true",
            "not bess.soc_pct",
        ),
        ("check: bess.soc_pct + 50 < 20", "procedure_never_true", "bess.soc_pct + 50"),
        ("check: false", "procedure_never_true", "false"),
        (
            "check: k12.position == 'open' and k12.position == 'closed'",
            "procedure_contradicts",
            "k12.position == 'closed'",
        ),
        ("check: bess.fire and not bess.fire", "procedure_contradicts", "not bess.fire"),
        ("check: alarms.p1 > 0 and alarms.p1 == 0", "procedure_contradicts", "alarms.p1 == 0"),
        ("check: true and alarms.p1 within 0.2..0.8", "procedure_never_true", "alarms.p1 within"),
        ("check: alarms.p1 > 0 and alarms.p1 < 1", "procedure_contradicts", "alarms.p1 < 1"),
        ("check: bess.soc_pct >= 60 and bess.soc_pct < 40", "procedure_contradicts",
         "bess.soc_pct < 40"),
        ("check: bess.soc_pct < site.reserve_pct and bess.fire and bess.soc_pct > site.reserve_pct",
         "procedure_contradicts", "bess.soc_pct > site.reserve_pct"),
        ("check: clock.time >= 22:00 and clock.time < 06:00", "procedure_contradicts",
         "clock.time < 06:00"),
        ("check: clock.time > 07:00 and clock.time < 07:01", "procedure_contradicts",
         "clock.time < 07:01"),
        ("check: bess.soc_pct + 5", "procedure_number_only", "bess.soc_pct + 5"),
        ("check: k12.position == 'ajar'", "procedure_no_state", "ajar"),
        (f"choose: {{options: [{OPTION}}}, {OPTION.replace('a,', 'b,', 1)}, "
         "when: bess.soc_pct > 100}]}", "procedure_never_true", "bess.soc_pct > 100"),
    ],
)  # fmt: skip
def test_a_fault_of_a_step_is_shown_where_it_stands(
    tmp_path: Path, kind: str, key: str, at: str
) -> None:
    ((found, text),) = findings(tmp_path, step(kind))
    assert found == key
    assert text.startswith(at)


def test_a_watch_that_never_acts_is_shown(tmp_path: Path) -> None:
    found = findings(tmp_path, step("note: {}"), head=HEAD + WATCH)
    assert found == [("procedure_never_true", WATCH.splitlines()[1][18:])]


def test_a_step_that_is_never_reached_is_shown(tmp_path: Path) -> None:
    jump = step(f"choose: {{options: [{OPTION}}}]}}")
    unreached = step("note: {}", id="2")
    assert findings(tmp_path, jump, unreached) == [("procedure_unreached", unreached.strip()[2:])]


def test_steps_that_lead_round_in_a_circle_are_shown(tmp_path: Path) -> None:
    circle = step("choose: {options: [{id: a, title: {en: A, ja: あ}, goto: '1'}]}", id="2")
    keys = [key for key, _ in findings(tmp_path, step("note: {}"), circle)]
    assert keys == ["procedure_no_way_out", "procedure_no_way_out"]


def test_a_hold_that_one_person_alone_could_sign_is_shown(tmp_path: Path) -> None:
    roles = "hold: {id: H1, roles: [EVAL, EVAL], require: true}"
    ((key, text),) = findings(tmp_path, step(roles))
    assert (key, text[:12]) == ("procedure_hold_people", "[EVAL, EVAL]")


def test_a_happening_that_cannot_happen_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(
        "scenario: s\nsite: odawara\ntitle: {en: T, ja: 試験}\nchain: []\nhappenings:\n"
        "  - {id: a, at: 60 s, act: grid.explode, title: {en: T, ja: 試験}}\n",
        encoding="utf-8",
    )
    ((problem,),) = [report.problems for report in check_files([path])]
    assert (problem.key, problem.line, problem.column) == ("procedure_no_act", 6, 28)
