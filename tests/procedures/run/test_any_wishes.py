"""Whatever is wished in whatever order: the table is kept, holds stand, one device has one step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devices.events import EventKind
from procedures import intents
from procedures.people import Sitter
from procedures.run import TRANSITIONS, Run
from procedures.snapshot import RunState, StepState

OZAWA = Sitter("ozawa", ("MGC",))
BODY = """safe_state: stop-bess
watch:
  - {{id: soc, when: bess.soc_pct < 40, words: {{en: SoC, ja: 充電率}}, then: {{alert: true}}}}
steps:
  - {{id: "1", confirm: {{}}, role: MGC, title: {{en: Look, ja: 見る}}}}
  - id: H1
    hold: {{id: H1, roles: [MGC, CHIEF], require: bess.soc_pct > 50}}
    role: MGC
    title: {{en: Hold, ja: 確認}}
  - {{id: "2", do: server.{verb}, role: MGC, title: {{en: Server, ja: サーバー}}, limit: 1 min}}
  - {{id: "3", check: bess.soc_pct > 50, role: MGC, title: {{en: SoC, ja: 充電率}}, limit: 2 min}}
"""


def _wishes(run: str) -> Iterator[intents.Wish]:
    yield from (intents.Proceed(run), intents.Confirm(run, ok=True), intents.Repeat(run))
    yield from (intents.Confirm(run, ok=False, reason="no"), intents.Sign(run, "ozawa"))
    yield from (intents.Sign(run, "mori"), intents.Sign(run, "nobody"))
    yield from (intents.GoBack(run, step, "again") for step in ("1", "H1", "2"))
    yield from (intents.Skip(run, "why not"), intents.Skip(run, ""))
    yield from (intents.Pause(run), intents.Resume(run), intents.Abort(run, "enough"))


WISHES: tuple[intents.Wish, ...] = (
    *_wishes("p"),
    *_wishes("q"),
    intents.StartProcedure("q"),
    intents.Select("server", "open"),
    intents.Select("server", "close"),
    intents.Execute(),
    intents.CancelSelection(),
    intents.HandOver("hayashi"),
    intents.HandOverRepeated(right=True),
)


class Watched:
    """Remembers every way that a run went."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ways: list[tuple[RunState, RunState]] = []
        go = Run.move

        def move(run: Run, state: RunState) -> None:
            before = run.state
            go(run, state)
            self.ways.append((before, state))

        monkeypatch.setattr(Run, "move", move)


def _holders(b: Any) -> list[str]:
    """The devices on which the runs have begun to work and not ended, paused runs aside."""
    engine = b.sitting.engine
    begun = (run for run in engine.runs if run.attempt is not None and engine.ahead(run) is None)
    return [device for device in map(engine.device_at_work, begun) if device]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.one_of(st.sampled_from(WISHES), st.floats(1, 90)), max_size=30))
def test_the_table_holds_and_a_hold_passes_by_two_signatures_only(
    bench: Any, wishes: list[intents.Wish | float]
) -> None:
    texts = [
        bench.procedure(BODY.format(verb=v), name=n) for n, v in (("p", "open"), ("q", "close"))
    ]
    with pytest.MonkeyPatch.context() as monkeypatch:
        watched = Watched(monkeypatch)
        b = bench(*texts, sitter=OZAWA)
        b.wish(intents.StartProcedure("q"))
        for wish in wishes:
            if isinstance(wish, float):
                b.plant.values["bess.soc_pct"] = 30.0 if wish > 80 else 60.0
                b.go(wish)
            else:
                b.sitting.accept(wish)
            held = _holders(b)
            assert len(held) == len(set(held))
            b.sitting.snapshot()
        _check_holds(b)
    assert all(after in TRANSITIONS[before] for before, after in watched.ways)


def _check_holds(b: Any) -> None:
    """Whoever is behind his hold point went through it by two signatures; none was skipped."""
    assert not [e for e in b.events(EventKind.STEP_SKIPPED) if e.subject == "H1"]
    marks = (run.frames[0].marks.get("H1") for run in b.sitting.engine.runs)
    passed = [mark for mark in marks if mark is not None and mark.state is StepState.DONE]
    signed = b.events(EventKind.HOLD_SIGNED)
    assert len(signed) >= 2 * len(passed)
    assert not passed or {event.data["role"] for event in signed} == {"MGC", "CHIEF"}
