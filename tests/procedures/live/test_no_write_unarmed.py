"""Whatever people wish, in whatever order: nothing is written that nobody has armed."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from procedures import intents
from procedures.people import Sitter

MGC = Sitter("ozawa", ("MGC",))
DRILL = """safe_state: stop-bess
steps:
  - id: "1"
    do: cb52b.open
    role: MGC
    title: {en: Open 52B, ja: 52B開放}
    expect: cb52b.position == 'open'
    limit: 1 min
  - id: "2"
    do: bess.start_black
    role: MGC
    title: {en: Start, ja: 起動}
    limit: 1 min
"""
DEVICES = (("cb52b", "open"), ("bess", "start_black"), ("bess", "stop"), ("server", "open"))

SELECT = intents.Select("cb52b", "open", role="MGC")

selects = st.sampled_from(DEVICES).map(lambda one: intents.Select(*one, role="MGC"))
wishes = st.one_of(
    selects,
    st.sampled_from(
        [
            intents.Execute(),
            intents.CancelSelection(),
            intents.Disarm(),
            intents.Proceed("p"),
            intents.Repeat("p"),
            intents.Abort("p", "smoke"),
            intents.EnterPoint("k12.position", "open"),
        ]
    ),
    st.sampled_from(["ozawa", "hayashi", "kato"]).map(intents.Arm),
)
befalls = st.sampled_from(["a moment", "half a minute", "asleep", "set back"])


@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(story=[intents.Arm("ozawa"), SELECT, "set back", intents.Execute()])
@example(story=[intents.Arm("ozawa"), SELECT, "asleep", "a moment", SELECT, intents.Execute()])
@given(story=st.lists(st.one_of(wishes, befalls), min_size=5, max_size=40))
def test_every_write_was_armed_and_every_disarming_locks_both(bench: Any, story: list[Any]) -> None:
    b = bench(bench.procedure(DRILL), sitter=MGC, live=True)
    trusted = False  # somebody armed, and time has gone on undisturbed since
    for one in story:
        written = len(b.plant.commands)
        match one:
            case "a moment":
                b.go(0.1)
            case "half a minute":
                b.go(30.0)
            case "asleep":
                b.hand.asleep_s += 60.0
                trusted = False
            case "set back":
                b.hand.set_s -= 10.0
                trusted = False
            case intents.Arm():
                trusted = b.wish(one) == () or trusted
            case _:
                b.wish(one)
        assert trusted or len(b.plant.commands) == written
        live = b.sitting.snapshot().live
        assert b.plant.permitted == (live.armed_by != "") == b.sitting.gate.authority.armed
    assert all(armed for _, armed in b.plant.commands)
    b.sitting.close()
    assert not b.plant.permitted


def test_the_story_that_arms_does_write(bench: Any) -> None:
    b = bench(bench.procedure(DRILL), sitter=MGC, live=True)
    for wish in (intents.Arm("ozawa"), intents.Select("cb52b", "open", role="MGC")):
        assert b.wish(wish) == ()
    assert b.wish(intents.Execute()) == ()
    assert b.plant.commands == [("cb52b.open", True)]
