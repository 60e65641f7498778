"""What a sitter may want of the gate beside a plain command: an override, somebody to stand by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.events import Event, EventKind
from devices.site import Site
from procedures import intents
from procedures.drill.wishes import BeginDrill
from procedures.people import Sitter
from procedures.record.reading import Record
from procedures.scenario import load_scenario
from procedures.sitting import Sitting
from procedures.snapshot import Mode

MGC = Sitter("ozawa", ("MGC",))
TITLE = "title: {en: Step, ja: 手順}"

# --- an override by the instructor ---------------------------------------------------------------


class Desk:
    """One sitting of the shipped scenario."""

    def __init__(self, sitting: Sitting, path: Path) -> None:
        self.sitting = sitting
        self.path = path

    def wish(self, intent: intents.Intent) -> list[str]:
        """Emit an intent; the reasons of its refusal, [] when it was taken."""
        before = self.sitting.snapshot().refusal
        self.sitting.accept(intent)
        after = self.sitting.snapshot().refusal
        return [] if after is before or after is None else [r.en for r in after.reasons]

    def events(self, kind: EventKind) -> list[Event]:
        self.sitting.close()
        with Record(self.path) as record:
            return record.events(kind)


@pytest.fixture
def opened(site: Site, tmp_path: Path) -> Iterator[Callable[[Mode, Sitter], Desk]]:
    made: list[Sitting] = []

    def one(mode: Mode, sitter: Sitter) -> Desk:
        path = tmp_path / f"{len(made)}.sqlite"
        scenario = load_scenario("odawara-first-activation", site)
        made.append(Sitting.open(site, scenario, mode=mode, sitter=sitter, record=path))
        made[-1].accept(BeginDrill(sitter.person))
        made[-1].advance(5.0)
        return Desk(made[-1], path)

    yield one
    for sitting in made:
        sitting.close()


def start(override_reason: str = "", override_by: str = "") -> intents.Select:
    return intents.Select(
        "bess", "start_black", override_reason=override_reason, override_by=override_by
    )


def test_in_a_drill_the_instructor_lets_a_command_pass_and_the_record_says_so(
    opened: Callable[[Mode, Sitter], Desk],
) -> None:
    desk = opened(Mode.DRILL, MGC)
    assert len(desk.wish(start())) > 5

    assert desk.wish(start(override_reason="to show the back-feed", override_by="kondo")) == []
    assert desk.wish(intents.Execute()) == []

    (sent,) = desk.events(EventKind.COMMAND_SENT)
    override = sent.data["override"]
    assert isinstance(override, dict)
    assert (override["by"], override["reason"]) == ("kondo", "to show the back-feed")
    passed = override["passed"]
    assert isinstance(passed, list)
    assert "black-start-boundary-open" in passed


def test_an_instructor_at_the_console_overrides_in_his_own_name(
    opened: Callable[[Mode, Sitter], Desk],
) -> None:
    desk = opened(Mode.DRILL, Sitter("kondo", ("MGC", "EVAL")))
    assert desk.wish(start(override_reason="to show the back-feed")) == []


@pytest.mark.parametrize(
    ("override", "why"),
    [
        ({"override_reason": "to show"}, "Ozawa is not the drill controller"),
        ({"override_reason": "to show", "override_by": "mori"}, "Mori is not the drill controller"),
        ({"override_by": "kondo"}, "needs a reason"),
    ],
)
def test_an_override_takes_the_instructor_and_a_reason(
    opened: Callable[[Mode, Sitter], Desk], override: dict[str, str], why: str
) -> None:
    reasons = opened(Mode.DRILL, MGC).wish(start(**override))
    assert why in reasons[0]
    assert len(reasons) > 5


def test_a_rehearsal_knows_no_override(opened: Callable[[Mode, Sitter], Desk]) -> None:
    reasons = opened(Mode.REHEARSAL, MGC).wish(
        start(override_reason="to show", override_by="kondo")
    )
    assert reasons[0] == "Interlocks can be overridden in drills only."


def test_a_live_sitting_knows_no_override(bench: Any) -> None:
    b = bench(sitter=MGC, live=True)
    assert b.wish(intents.Arm("ozawa")) == ()
    b.go(1.0)
    wish = intents.Select("server", "open", override_reason="to show", override_by="kondo")
    assert "Interlocks can be overridden in drills only." in b.wish(wish)


# --- a second person -----------------------------------------------------------------------------


def opening(bench: Any, more: str = "second: [CHIEF]") -> Any:
    return bench.procedure(
        f'steps:\n  - id: "1"\n    do: server.open\n    role: MGC\n    {TITLE}\n    {more}\n'
    )


@pytest.mark.parametrize(
    ("second", "why"),
    [
        ("", "A second person must stand by for this"),
        ("ozawa", "somebody other than Ozawa"),
        ("okada", "Okada cannot be the second person here"),
    ],
)
def test_a_step_can_ask_for_somebody_to_stand_by(bench: Any, second: str, why: str) -> None:
    b = bench(opening(bench), sitter=MGC)
    b.go(1.0)
    assert b.wish(intents.Select("server", "open")) == ()
    (reason,) = b.wish(intents.Execute(second=second))
    assert why in reason
    assert b.wish(intents.Execute(second="mori")) == ()  # it is still selected
    (sent,) = b.events(EventKind.COMMAND_SENT)
    assert (sent.who, sent.data["second"]) == ("ozawa", "mori")


def test_beside_a_simulated_operator_a_simulated_second_person_stands(bench: Any) -> None:
    b = bench(opening(bench), sitter=Sitter("kondo", ("EVAL",)))
    b.until(lambda: b.sitting.finished)
    (sent,) = b.events(EventKind.COMMAND_SENT)
    assert sent.data["second"] == "mori"


def test_what_is_executed_is_what_was_named_or_nothing(bench: Any) -> None:
    b = bench(opening(bench, "takes: 30 s"), sitter=MGC)
    assert b.wish(intents.Select("bess", "set_p_kw", {"p_kw": 80.0})) == ()
    (reason,) = b.wish(intents.Execute("", "bess", "set_p_kw", {"p_kw": 10.0}))
    assert "80 kW" in reason
    assert "10 kW" in reason
    assert b.sitting.snapshot().refusal.target == "bess.set_p_kw"
    assert not b.events(EventKind.COMMAND_SENT)
    assert b.sitting.snapshot().selection.button.en.endswith(": 80 kW")
    assert b.wish(intents.Execute("", "server", "open")) != ()
    assert b.wish(intents.Execute("", "bess", "set_p_kw", {"p_kw": 80.0})) == ()
    (sent,) = b.events(EventKind.COMMAND_SENT)
    assert sent.data["arguments"] == {"p_kw": 80.0}
    (reason,) = b.wish(intents.Execute("", "bess", "set_p_kw", {"p_kw": 80.0}))
    assert "Nothing is selected" in reason
    assert b.sitting.snapshot().refusal.target == "bess.set_p_kw"


# --- the device of a step ------------------------------------------------------------------------


def test_the_device_of_a_step_is_kept_for_it_until_the_step_is_paused(bench: Any) -> None:
    b = bench(opening(bench, "takes: 30 s"), sitter=MGC)
    b.go(1.0)
    assert b.sitting.gate.claims.holder("server").origin == "procedure p 1"

    (reason,) = b.wish(intents.Select("server", "set_kw", {"p_kw": 5.0}))

    assert reason.startswith("Test, step 1, is at work on this")
    assert b.wish(intents.Pause("p")) == ()
    assert b.sitting.gate.claims.holder("server") is None
    assert b.wish(intents.Select("server", "set_kw", {"p_kw": 5.0})) == ()


@pytest.mark.parametrize("way", ["done", "aborted", "skipped"])
def test_a_step_that_is_over_lets_its_device_go(bench: Any, way: str) -> None:
    b = bench(opening(bench, "takes: 30 s"), sitter=MGC)
    b.go(1.0)
    if way == "done":
        b.wish(intents.Select("server", "open"))
        b.wish(intents.Execute())
        b.go(5.0)
        b.wish(intents.Proceed("p"))
    else:
        wish = intents.Abort if way == "aborted" else intents.Skip
        assert b.wish(wish("p", "enough")) == ()
    assert b.sitting.gate.claims.holder("server") is None


def test_the_way_to_the_safe_state_waits_for_the_answer_that_a_device_still_owes(
    bench: Any,
) -> None:
    body = f'  - id: "1"\n    do: cb52b.close\n    role: MGC\n    {TITLE}\n'
    b = bench(bench.procedure(f"safe_state: stop-bess\nsteps:\n{body}"), sitter=MGC)
    b.plant.values["cb52b.position"] = "open"
    b.go(1.0)
    b.wish(intents.Select("cb52b", "close"))
    assert b.wish(intents.Execute()) == ()
    assert b.wish(intents.Abort("p", "enough")) == ()
    b.until(lambda: b.sitting.finished, within_s=60.0)
    sent = [f"{e.subject}.{e.data['verb']}" for e in b.events(EventKind.COMMAND_SENT)]
    assert sent[0] == "cb52b.close"
    assert sent[-1] == "cb52b.open"
    assert not b.events(EventKind.COMMAND_REFUSED)
