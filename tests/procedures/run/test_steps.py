"""Each kind of step, by simulated people and by the sitter."""

from __future__ import annotations

from typing import Any

import pytest

from devices.events import EventKind
from procedures import intents
from procedures.people import Sitter
from procedures.snapshot import RunState, StepState

MGC = Sitter("ozawa", ("MGC",))
TITLE = "title: {en: Step, ja: 手順}"


def step(kind: str, role: str = "MGC", more: str = "", name: str = "1") -> str:
    extra = f"    {more}\n" if more else ""
    return f'  - id: "{name}"\n    {kind}\n    role: {role}\n    {TITLE}\n{extra}'


def steps(*parts: str) -> str:
    return "steps:\n" + "".join(parts)


OPEN_SERVER = "do: server.open"


def test_a_simulated_operator_selects_executes_and_verifies(bench: Any) -> None:
    b = bench(bench.procedure(steps(step(OPEN_SERVER, more="expect: server.position == 'open'"))))
    b.until(lambda: b.sitting.finished)
    kinds = [e.kind for e in b.recorded if e.subject == "server"]
    assert kinds == [
        EventKind.COMMAND_SELECTED,
        EventKind.COMMAND_SENT,
        EventKind.COMMAND_CONFIRMED,
    ]
    assert b.sitting.snapshot().outcome == "completed"


def test_the_sitters_command_takes_two_actions_and_a_tick(bench: Any) -> None:
    body = steps(step(OPEN_SERVER, more="expect: server.position == 'open'"))
    b = bench(bench.procedure(body), sitter=MGC)
    b.go(60)
    assert b.step.mine
    assert b.step.can >= {"select", "pause", "abort"}
    assert b.wish(intents.Proceed("p")) != ()
    assert b.wish(intents.Select("server", "open")) == ()
    assert b.step.command is not None
    assert b.step.command.stage == "selected"
    assert "execute" in b.step.can
    assert b.wish(intents.Execute()) == ()
    b.go(5)
    assert b.step.command.stage == "confirmed"
    assert "proceed" in b.step.can
    assert not b.sitting.finished
    assert b.wish(intents.Proceed("p")) == ()
    assert b.sitting.finished


def test_a_selection_that_nobody_executes_is_offered_again(bench: Any) -> None:
    b = bench(bench.procedure(steps(step(OPEN_SERVER))), sitter=MGC)
    b.wish(intents.Select("server", "open"))
    b.go(40)
    assert b.step.command is not None
    assert b.step.command.stage == "offered"


def test_a_second_select_is_refused_and_leaves_the_first_standing(bench: Any) -> None:
    b = bench(bench.procedure(steps(step(OPEN_SERVER))), sitter=MGC)
    assert b.wish(intents.Select("server", "open")) == ()
    assert b.wish(intents.Select("server", "open")) != ()
    assert "execute" in b.step.can
    assert b.step.waiting_for.en != "select the command"
    assert b.wish(intents.Execute()) == ()


def test_a_device_that_does_not_answer_fails_the_step(bench: Any) -> None:
    b = bench(bench.procedure(steps(step(OPEN_SERVER))), sitter=MGC)
    b.plant.deaf.add("server")
    b.wish(intents.Select("server", "open"))
    b.wish(intents.Execute())
    b.go(60)
    assert b.view.state is RunState.FAILED
    assert b.step.failure is not None


def test_a_check_fills_itself_and_waits_for_the_sitters_tick(bench: Any) -> None:
    body = steps(step("check: [bess.soc_pct >= 50, grid.v_kv > 6]", more="for: 10 s"))
    b = bench(bench.procedure(body), sitter=MGC)
    assert b.wish(intents.Proceed("p")) != ()
    b.go(12)
    assert [view.truth for view in b.step.expected] == [True, True]
    assert "proceed" in b.step.can
    b.plant.values["bess.soc_pct"] = 40.0
    b.go(1)
    assert b.step.expected[0].truth is False
    b.plant.values["bess.soc_pct"] = 60.0
    b.go(11)
    b.wish(intents.Proceed("p"))
    assert b.sitting.finished


def test_a_simulated_check_passes_by_itself_and_not_before_its_time(bench: Any) -> None:
    b = bench(bench.procedure(steps(step("check: bess.soc_pct > 50", more="for: 30 s"))))
    b.go(29)
    assert not b.sitting.finished
    b.go(60)
    assert b.sitting.finished


def test_an_unknown_value_passes_no_check(bench: Any) -> None:
    check = step("check: bess.soc_pct > 50", more="limit: 1 min", name="2")
    b = bench(bench.procedure(steps(step("wait: {time: 20 s}"), check)))
    del b.plant.values["bess.soc_pct"]  # it goes stale within 5 s
    b.until(lambda: b.sitting.finished)
    assert b.sitting.snapshot().outcome == "aborted"


def test_a_confirm_can_be_denied_with_a_reason(bench: Any) -> None:
    b = bench(bench.procedure(steps(step("confirm: {}"))), sitter=MGC)
    assert b.wish(intents.Confirm("p", ok=False)) != ()
    assert b.wish(intents.Confirm("p", ok=False, reason="smoke")) == ()
    assert b.view.state is RunState.FAILED
    assert "smoke" in b.step.waiting_for.en


def test_a_simulated_person_does_the_acts_of_a_confirm(bench: Any) -> None:
    b = bench(bench.procedure(steps(step("confirm: {act: [k12.open, k12.lock]}", role="TSO-F"))))
    b.until(lambda: b.sitting.finished)
    assert [(d, a) for d, a, _ in b.field.done] == [("k12", "open"), ("k12", "lock")]


def test_what_cannot_be_done_at_the_equipment_fails_the_step(bench: Any) -> None:
    body = steps(step("confirm: {act: k12.stuck}", role="TSO-F"))
    b = bench(bench.procedure(body), sitter=MGC)
    b.until(lambda: b.view.state is RunState.FAILED)


def test_a_simulated_person_enters_the_truth_that_he_sees(bench: Any) -> None:
    body = steps(step("enter: {signal: k12.position, act: k12.open}", role="TSO-F"))
    b = bench(bench.procedure(body))
    b.until(lambda: b.sitting.finished)
    assert b.sitting.picture.value("k12.position") == "open"
    assert b.events(EventKind.ENTRY)[-1].who == "sato"


def test_the_sitter_enters_and_a_wrong_entry_is_refused(bench: Any) -> None:
    b = bench(bench.procedure(steps(step("enter: {signal: k12.position}"))), sitter=MGC)
    assert b.step.enter is not None
    assert b.wish(intents.EnterValue("p", "ajar")) != ()
    assert b.wish(intents.EnterValue("p", "open")) == ()
    assert b.sitting.finished


def test_a_value_that_contradicts_is_named_and_may_be_entered_again(bench: Any) -> None:
    more = "expect: k12.position == 'open'\n    limit: 2 min"
    b = bench(bench.procedure(steps(step("enter: {signal: k12.position}", more=more))), sitter=MGC)
    assert b.wish(intents.EnterValue("p", "closed")) == ()
    b.go(1)
    assert "entered was closed" in b.step.waiting_for.en
    assert "open" in b.step.waiting_for.en
    assert "「入」" in b.step.waiting_for.ja
    assert "repeat" in b.step.can
    assert b.wish(intents.Repeat("p")) == ()
    b.go(1)
    assert "enter" in b.step.can
    assert b.wish(intents.EnterValue("p", "closed")) == ()
    b.go(130)
    assert b.view.state is RunState.FAILED
    assert b.step.failure is not None
    assert "entered was closed" in b.step.failure.en
    assert b.wish(intents.Repeat("p")) == ()
    b.go(1)
    assert b.wish(intents.EnterValue("p", "open")) == ()
    assert b.sitting.finished


@pytest.mark.parametrize("sitter", [None, MGC])
def test_a_wait_needs_nobody(bench: Any, sitter: Sitter | None) -> None:
    b = bench(bench.procedure(steps(step("wait: {time: 5 min}"))), sitter=sitter)
    b.go(299)
    assert not b.sitting.finished
    b.go(2)
    assert b.sitting.finished


def test_a_wait_for_a_condition_fails_at_its_limit(bench: Any) -> None:
    body = steps(step("wait: {until: bess.soc_pct > 90}", more="limit: 2 min"))
    b = bench(bench.procedure(body), sitter=MGC)
    b.go(119)
    assert b.view.state is RunState.WAITING
    b.go(2)
    assert b.view.state is RunState.FAILED


CHOICE = """choose:
      options:
        - {id: low, title: {en: Low, ja: 低い}, when: bess.soc_pct < 30, goto: "2"}
        - {id: high, title: {en: High, ja: 高い}, goto: "3"}"""


def choice() -> str:
    return steps(step(CHOICE), step("note: {}", name="2"), step("wait: {time: 10 min}", name="3"))


def test_a_simulated_person_takes_the_first_way_whose_condition_holds(bench: Any) -> None:
    b = bench(bench.procedure(choice()))
    b.until(lambda: b.view.at == 2)
    assert b.view.steps[1].state is StepState.WAITING


def test_the_sitter_cannot_take_a_closed_way(bench: Any) -> None:
    b = bench(bench.procedure(choice()), sitter=MGC)
    assert [option.id for option in b.step.options] == ["high"]
    assert b.wish(intents.Choose("p", "low")) != ()
    b.plant.values["bess.soc_pct"] = 20.0
    b.go(1)
    assert b.wish(intents.Choose("p", "low")) == ()
    assert b.view.at == 1


def test_a_call_nests_and_returns(bench: Any) -> None:
    inner = bench.procedure(steps(step("wait: {time: 20 s}", name="i")), name="q")
    outer = bench.procedure(steps(step("call: q"), step("wait: {time: 1 min}", name="2")))
    b = bench(outer, inner)
    b.go(5)
    assert [(s.id, s.depth) for s in b.view.steps] == [("1", 0), ("i", 1), ("2", 0)]
    assert b.view.at == 1
    b.go(20)
    assert b.view.at == 2
    assert b.view.steps[0].state is StepState.DONE


def test_a_note_goes_to_the_log(bench: Any) -> None:
    text = "note: {text: {en: 'SoC {bess.soc_pct} at {now}', ja: '{now}のSoCは{bess.soc_pct}'}}"
    b = bench(bench.procedure(steps(step(text))))
    b.until(lambda: b.sitting.finished)
    note = b.events(EventKind.NOTE)[-1]
    assert str(note.data["en"]).startswith("SoC 60")
    assert "08:40" in str(note.data["en"])
    assert "08時40分" in str(note.data["ja"])


def test_a_step_begins_only_when_its_requirement_is_true(bench: Any) -> None:
    body = steps(step(OPEN_SERVER, more="require: bess.soc_pct > 70"))
    b = bench(bench.procedure(body))
    b.go(60)
    assert b.events(EventKind.COMMAND_SELECTED) == []
    b.plant.values["bess.soc_pct"] = 80.0
    b.until(lambda: b.sitting.finished)


def test_the_expectation_must_hold_its_time(bench: Any) -> None:
    more = "expect: bess.soc_pct > 50\n    for: 30 s"
    b = bench(bench.procedure(steps(step("confirm: {}", more=more))), sitter=MGC)
    b.wish(intents.Confirm("p", ok=True))
    b.go(20)
    assert not b.sitting.finished
    b.go(12)
    assert b.sitting.finished
