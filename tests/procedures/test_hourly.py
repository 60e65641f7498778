"""The hourly word to the city: asked for each hour of island, said from measured values."""

from __future__ import annotations

from typing import Any

from devices.events import EventKind
from procedures import intents
from procedures.hourly import EVERY_S
from procedures.people import Sitter
from procedures.phase import Phase

MGC = Sitter("ozawa", ("MGC",))
LOOK = """steps:
  - id: "1"
    wait: {time: 100 h}
    limit: 200 h
    role: MGC
    title: {en: Wait, ja: 待つ}
"""


def island(bench: Any, sitter: Sitter | None = MGC) -> Any:
    b = bench(bench.procedure(LOOK), sitter=sitter, phase=Phase.ISLAND)
    b.plant.step_s = 60.0
    b.plant.values |= {"bess.energy_kwh": 900.0, "island.load_kw": 45.0}
    return b


def notices(b: Any) -> list[Any]:
    return [event for event in b.events(EventKind.TALK) if event.subject == "notice"]


def test_the_sitter_is_asked_each_hour_and_what_he_says_is_recorded(bench: Any) -> None:
    b = island(bench)
    b.go(EVERY_S - 120)
    assert b.sitting.snapshot().hourly is None
    assert b.wish(intents.SayHourly()) != ()
    b.go(240)
    asked = b.sitting.snapshot().hourly
    assert asked is not None
    assert "900 kWh" in asked.text.en
    assert "45.0 kW" in asked.text.ja
    assert b.wish(intents.SayHourly()) == ()
    assert b.sitting.snapshot().hourly is None
    (said,) = notices(b)
    assert (said.who, said.data["listener"]) == ("ozawa", "CITY")
    assert "900 kWh" in said.data["en"]
    b.go(EVERY_S)
    assert b.sitting.snapshot().hourly is not None


def test_it_is_skipped_with_a_reason_only(bench: Any) -> None:
    b = island(bench)
    b.go(EVERY_S + 120)
    assert b.wish(intents.SkipHourly(" ")) != ()
    assert b.wish(intents.SkipHourly("the line is down")) == ()
    assert notices(b) == []
    note = b.events(EventKind.NOTE)[-1]
    assert (note.data["what"], note.data["en"]) == ("hourly_skipped", "the line is down")


def test_a_simulated_operator_says_it_himself(bench: Any) -> None:
    b = island(bench, sitter=None)
    b.go(2 * EVERY_S + 240)
    assert [event.who for event in notices(b)] == ["ozawa", "ozawa"]


def test_what_is_not_measured_is_a_dash_and_no_number(bench: Any) -> None:
    b = island(bench)
    b.plant.untold.add("bess.energy_kwh")
    b.go(EVERY_S + 120)
    asked = b.sitting.snapshot().hourly
    assert asked is not None
    assert "900" not in asked.text.en


def test_the_end_of_the_island_takes_the_question_back(bench: Any) -> None:
    b = island(bench)
    b.go(EVERY_S + 120)
    b.sitting.engine.phase.declare(Phase.STOP_PREP, b.sitting.now_s, "ozawa")
    b.go(60)
    assert b.sitting.snapshot().hourly is None
