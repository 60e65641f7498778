"""Runs as a whole: failing, watching, pausing, going back, aborting, and two at once."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devices.events import EventKind
from procedures import intents
from procedures.people import Sitter
from procedures.snapshot import RunState, StepState

MGC = Sitter("ozawa", ("MGC",))
TITLE = "title: {en: Step, ja: 手順}"


def confirm(name: str, more: str = "") -> str:
    extra = f"    {more}\n" if more else ""
    return f'  - id: "{name}"\n    confirm: {{}}\n    role: MGC\n    {TITLE}\n{extra}'


def failing(name: str, on_fail: str) -> str:
    """A check that fails after 10 s while the charge is at 60 %."""
    return (
        f'  - id: "{name}"\n    check: bess.soc_pct > 70\n    role: MGC\n    {TITLE}\n'
        f"    limit: 10 s\n    on_fail: {on_fail}\n"
    )


def steps(*parts: str) -> str:
    return "safe_state: stop-bess\nsteps:\n" + "".join(parts)


# --- on_fail -------------------------------------------------------------------------------------


def test_a_failed_step_stops_the_run_and_can_be_repeated(bench: Any) -> None:
    b = bench(bench.procedure(steps(failing("1", "{pause: true}"))), sitter=MGC)
    b.go(12)
    assert b.view.state is RunState.FAILED
    assert b.step.can == {"repeat", "skip", "abort"}
    assert b.wish(intents.Proceed("p")) != ()
    b.plant.values["bess.soc_pct"] = 80.0
    assert b.wish(intents.Repeat("p")) == ()
    b.go(5)
    assert b.wish(intents.Proceed("p")) == ()
    assert b.sitting.finished


def test_retry_tries_as_often_as_it_says(bench: Any) -> None:
    b = bench(bench.procedure(steps(failing("1", "{retry: 2}"))), sitter=MGC)
    b.go(25)
    assert b.view.state is not RunState.FAILED
    b.go(10)
    assert b.view.state is RunState.FAILED
    assert len(b.events(EventKind.STEP_FAILED)) == 3


def test_goto_goes_elsewhere(bench: Any) -> None:
    b = bench(
        bench.procedure(steps(failing("1", '{goto: "3"}'), confirm("2"), confirm("3"))), sitter=MGC
    )
    b.go(12)
    assert b.view.at == 2
    assert b.view.steps[1].state is StepState.WAITING


def test_call_runs_the_rescue_and_tries_again(bench: Any) -> None:
    rescue = bench.procedure(steps(confirm("r")), name="rescue")
    b = bench(bench.procedure(steps(failing("1", "{call: rescue}"))), rescue, sitter=MGC)
    b.go(12)
    assert b.step.id == "r"
    b.plant.values["bess.soc_pct"] = 80.0
    b.wish(intents.Confirm("p", ok=True))
    b.go(2)
    assert b.step.id == "1"
    b.wish(intents.Proceed("p"))
    assert b.sitting.finished


def test_a_rescue_that_does_not_help_stops_the_run(bench: Any) -> None:
    rescue = bench.procedure(steps(confirm("r")), name="rescue")
    b = bench(bench.procedure(steps(failing("1", "{call: rescue}"))), rescue, sitter=MGC)
    b.go(12)
    b.wish(intents.Confirm("p", ok=True))
    b.go(12)
    assert b.view.state is RunState.FAILED


def test_abort_brings_the_site_to_its_safe_state(bench: Any) -> None:
    b = bench(bench.procedure(steps(failing("1", "{abort: true}"))))
    b.plant.values["bess.state"] = "running"
    b.until(lambda: b.sitting.finished)
    sent = [(e.subject, e.data["verb"]) for e in b.events(EventKind.COMMAND_SENT)]
    assert sent == [("bess", "stop"), ("cb52b", "open")]
    snapshot = b.sitting.snapshot()
    assert (snapshot.outcome, snapshot.phase) == ("aborted", "ABORT")


def test_what_a_safe_state_cannot_command_is_recorded(bench: Any) -> None:
    b = bench(bench.procedure(steps(confirm("1"))), sitter=MGC)
    b.plant.deaf.add("cb52b")
    b.wish(intents.Abort("p", "smoke"))
    assert b.view.state is RunState.ABORTING
    b.until(lambda: b.sitting.finished)
    assert b.events(EventKind.COMMAND_NO_ANSWER) != []


# --- watching ------------------------------------------------------------------------------------

WATCH = """watch:
  - id: soc
    when: bess.soc_pct < 50
    words: {{en: SoC above 50 %, ja: SoC 50 %以上}}
    then: {then}
"""


def test_a_watch_aborts_once_it_becomes_true(bench: Any) -> None:
    body = WATCH.format(then="{abort: true}") + steps(confirm("1"))
    b = bench(bench.procedure(body), sitter=MGC)
    b.go(5)
    assert b.view.watch[0].truth is True
    b.plant.values["bess.soc_pct"] = 40.0
    b.until(lambda: b.sitting.finished)
    assert b.sitting.snapshot().outcome == "aborted"


def test_a_watch_alerts_once_and_the_run_goes_on(bench: Any) -> None:
    body = WATCH.format(then="{alert: true}") + steps(confirm("1"))
    b = bench(bench.procedure(body), sitter=MGC)
    b.plant.values["bess.soc_pct"] = 40.0
    b.go(20)
    assert len([e for e in b.events(EventKind.NOTE) if e.data.get("what") == "watch"]) == 1
    assert b.view.state is RunState.WAITING


def test_a_watch_calls_a_procedure_and_the_step_begins_again(bench: Any) -> None:
    other = bench.procedure(steps(confirm("c")), name="c")
    body = WATCH.format(then="{call: c}") + steps(confirm("1"))
    b = bench(bench.procedure(body), other, sitter=MGC)
    b.plant.values["bess.soc_pct"] = 40.0
    b.go(2)
    assert b.step.id == "c"
    b.wish(intents.Confirm("p", ok=True))
    b.go(1)
    assert b.step.id == "1"
    b.wish(intents.Confirm("p", ok=True))
    assert b.sitting.finished


def test_a_watch_counts_from_its_step_to_its_step_and_may_give_the_card_up(bench: Any) -> None:
    other = bench.procedure(steps(confirm("c")), name="c")
    span = '    from: "2"\n    to: "2"\n'
    body = WATCH.format(then="{call: c, back_to: end}") + span
    b = bench(bench.procedure(body + steps(confirm("1"), confirm("2"))), other, sitter=MGC)
    b.plant.values["bess.soc_pct"] = 40.0
    b.go(5)
    assert b.step.id == "1"
    b.wish(intents.Confirm("p", ok=True))
    b.go(1)
    assert b.step.id == "c"
    b.wish(intents.Confirm("p", ok=True))
    b.go(1)
    assert b.sitting.finished
    assert b.sitting.snapshot().outcome == "completed"


def test_a_watch_that_calls_waits_until_the_work_goes_on(bench: Any) -> None:
    other = bench.procedure(steps(confirm("c")), name="c")
    body = WATCH.format(then="{call: c}") + steps(confirm("1"))
    b = bench(bench.procedure(body), other, sitter=MGC)
    b.wish(intents.Pause("p"))
    b.plant.values["bess.soc_pct"] = 40.0
    b.go(5)
    assert b.view.state is RunState.PAUSED
    b.wish(intents.Resume("p"))
    b.go(1)
    assert b.step.id == "c"


# --- what a person may do ------------------------------------------------------------------------


def test_a_paused_run_resumes_at_its_step(bench: Any) -> None:
    b = bench(bench.procedure(steps(confirm("1"), confirm("2"))), sitter=MGC)
    b.wish(intents.Confirm("p", ok=True))
    assert b.wish(intents.Pause("p")) == ()
    b.go(1000)
    assert b.view.state is RunState.PAUSED
    assert b.wish(intents.Confirm("p", ok=True)) != ()
    assert b.wish(intents.Resume("p")) == ()
    b.go(1)
    assert b.step.id == "2"
    b.wish(intents.Confirm("p", ok=True))
    assert b.sitting.finished


def test_a_pause_while_something_is_under_way_comes_at_the_boundary(bench: Any) -> None:
    do = f'  - id: "1"\n    do: server.open\n    role: MGC\n    {TITLE}\n'
    b = bench(bench.procedure(steps(do, confirm("2"))), sitter=MGC)
    b.wish(intents.Select("server", "open"))
    b.wish(intents.Execute())
    b.wish(intents.Pause("p"))
    assert b.view.state is not RunState.PAUSED
    b.go(5)
    assert b.view.state is RunState.PAUSED
    assert b.view.steps[0].state is StepState.DONE


def test_a_skip_needs_a_reason_and_leaves_its_mark(bench: Any) -> None:
    b = bench(bench.procedure(steps(confirm("1"), confirm("2"))), sitter=MGC)
    assert b.wish(intents.Skip("p", " ")) != ()
    assert b.wish(intents.Skip("p", "not at this site")) == ()
    b.go(1)
    assert b.view.steps[0].state is StepState.SKIPPED
    assert b.events(EventKind.STEP_SKIPPED)[0].data["reason"] == "not at this site"


def test_going_back_forgets_what_was_done_since(bench: Any) -> None:
    b = bench(bench.procedure(steps(confirm("1"), confirm("2"), confirm("3"))), sitter=MGC)
    for _ in range(2):
        b.wish(intents.Confirm("p", ok=True))
    assert b.wish(intents.GoBack("p", "3", "later")) == ()
    assert b.wish(intents.GoBack("p", "9", "nowhere")) != ()
    assert b.wish(intents.GoBack("p", "1", "")) != ()
    assert b.wish(intents.GoBack("p", "1", "wrong pole")) == ()
    b.go(1)
    assert b.view.at == 0
    assert b.view.steps[1].state is StepState.WAITING


def test_two_runs_do_not_hold_the_same_device(bench: Any) -> None:
    do = f'  - id: "1"\n    do: server.open\n    role: MGC\n    {TITLE}\n    takes: 30 s\n'
    second = bench.procedure(steps(do, confirm("2")), name="q")
    b = bench(bench.procedure(steps(do, confirm("2"))), second, sitter=Sitter("kondo", ("EVAL",)))
    assert b.wish(intents.StartProcedure("q")) == ()
    b.until(lambda: len(b.events(EventKind.COMMAND_CONFIRMED)) == 1)
    first, other = b.sitting.engine.runs
    assert other.frame.at == 0
    b.until(lambda: len(b.events(EventKind.COMMAND_CONFIRMED)) == 2, within_s=120)
    origins = [e.data["origin"] for e in b.events(EventKind.COMMAND_SENT)]
    assert origins == [f"procedure {first.id} 1", f"procedure {other.id} 1"]


def test_a_third_run_and_a_second_of_the_same_are_refused(bench: Any) -> None:
    texts = [bench.procedure(steps(confirm("1")), name=name) for name in ("p", "q", "r")]
    b = bench(*texts, sitter=MGC)
    assert b.wish(intents.StartProcedure("p")) != ()
    assert b.wish(intents.StartProcedure("q")) == ()
    assert b.wish(intents.StartProcedure("r")) != ()


_WISHES: dict[str, intents.Intent] = {
    "proceed": intents.Proceed("p"),
    "confirm": intents.Confirm("p", ok=True),
    "deny": intents.Confirm("p", ok=False, reason="no"),
    "select": intents.Select("server", "open"),
    "execute": intents.Execute(),
    "pause": intents.Pause("p"),
    "resume": intents.Resume("p"),
    "repeat": intents.Repeat("p"),
    "back": intents.GoBack("p", "1", "again"),
    "skip": intents.Skip("p", "why not"),
    "abort": intents.Abort("p", "enough"),
}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*_WISHES, "wait"]), max_size=20))
def test_no_order_of_wishes_takes_a_way_that_is_not_in_the_table(
    bench: Any, wishes: list[str]
) -> None:
    do = f'  - id: "2"\n    do: server.open\n    role: MGC\n    {TITLE}\n    limit: 1 min\n'
    check = f'  - id: "3"\n    check: bess.soc_pct > 50\n    role: MGC\n    {TITLE}\n'
    b = bench(bench.procedure(steps(confirm("1"), do, check)), sitter=MGC)
    for wish in wishes:
        if wish == "wait":
            b.go(7)
        else:
            b.sitting.accept(_WISHES[wish])  # WrongTransition would come through here
        b.sitting.snapshot()


def test_abort_takes_every_device_that_the_run_touched_to_its_own_safe_state(bench: Any) -> None:
    do = f'  - id: "1"\n    do: server.close\n    role: MGC\n    {TITLE}\n'
    b = bench(bench.procedure(steps(do, confirm("2"))), sitter=MGC)
    b.plant.values |= {"server.position": "open", "bess.state": "running"}
    b.go(1)
    b.wish(intents.Select("server", "close"))
    b.wish(intents.Execute())
    b.until(lambda: b.step.id == "2")
    b.wish(intents.Abort("p", "smoke"))
    b.until(lambda: b.sitting.finished)
    sent = [(e.subject, e.data["verb"]) for e in b.events(EventKind.COMMAND_SENT)]
    assert sent == [("server", "close"), ("bess", "stop"), ("cb52b", "open"), ("server", "open")]
