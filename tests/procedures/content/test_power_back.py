"""The utility comes back in the middle of a card: nobody opens the main of a live building."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from devices.conditions import compile_condition
from devices.site import load_site
from procedures.intents import EnterValue, Proceed, Repeat
from procedures.people import Habits, Sitter
from procedures.scenario import load_scenario
from procedures.sitting import Sitting
from procedures.snapshot import Mode

SCHOOL, JUNIOR_HIGH, HALL = (
    f"toride-{name}" for name in ("togashira-elementary", "second-junior-high", "city-hall")
)
KOBE, ISLAND = "kobe-shelter", "nishinoomote"
MAIN = {KOBE: "main", ISLAND: "cb52r"}
# Site, step during which the utility is back (it has just begun), whether the main was opened.
MIDDLES = [
    (SCHOOL, "F1.4", False),
    (SCHOOL, "B.8", True),
    (HALL, "F5.7a", True),
    (KOBE, "F2.0b", False),
    (KOBE, "F2.10c", True),
    (ISLAND, "F1.12", True),
]
MORE_MIDDLES = [
    (SCHOOL, "F1.3", False),
    (SCHOOL, "F1.10", True),
    (SCHOOL, "A.2", True),
    (JUNIOR_HIGH, "F1.3", False),
    (HALL, "F5.2", False),
    (KOBE, "F2.3a", True),
    (ISLAND, "P.4", True),
    (ISLAND, "F5.12", True),
]


def back_in(rehearsed: Any, name: str, step: str) -> Any:
    """A blackout of quick people, with the utility back as soon as `step` has begun."""
    site = load_site(name)
    shipped = load_scenario(f"{name}-blackout", site)
    late = {"at_s": None, "when": compile_condition("time.now_s > 80000"), "after_s": 0.0}
    happenings = tuple(
        replace(one, **late) if one.id == "restoration" else one for one in shipped.happenings
    )
    r = rehearsed(site, replace(shipped, happenings=happenings, habits=Habits(pace=0.2)))
    while (now := r.run.frame.step) is None or now.id != step:
        assert r.sitting.now_s < 7200.0, r.story()
        r.sitting.advance(r.sitting.now_s + 1.0)
    r.sitting.world.field.act("grid", "restore", "drill")
    return r


def to_the_end(r: Any, main: str) -> list[Any]:
    """Go to the end; the positions that the main took on the way, one after the other."""
    stood = [r.sitting.world.field.observe(f"{main}.position")]

    def finished() -> bool:
        now = r.sitting.world.field.observe(f"{main}.position")
        if now != stood[-1]:
            stood.append(now)
        return bool(r.sitting.finished)

    r.until(finished)
    return stood


@pytest.mark.parametrize(
    ("name", "step", "opened"),
    [*MIDDLES, *(pytest.param(*one, marks=pytest.mark.long) for one in MORE_MIDDLES)],
)
def test_the_power_that_comes_back_in_a_card_leads_to_the_restoration(
    rehearsed: Any, name: str, step: str, opened: bool
) -> None:
    r = back_in(rehearsed, name, step)
    main = MAIN.get(name, "main")
    stood = to_the_end(r, main)
    assert r.outcome == "completed", r.story()
    assert r.failed() == []
    assert {"restored", "untouched"} & set(r.watches()), r.story()
    assert r.value("island.supply") == "utility"
    assert r.value(f"{main}.position") == "closed"
    assert stood == (["open", "closed"] if opened else ["closed"])
    closed = any(done in r.steps() for done in ("B.7", "F4.5", "F4.18"))
    assert closed is opened, r.story()


def test_a_slip_at_the_main_breaker_is_entered_again(tmp_path: Path) -> None:
    site = load_site(SCHOOL)
    scenario = load_scenario(f"{SCHOOL}-blackout", site)
    sitting = Sitting.open(
        site,
        replace(scenario, chain=("toride-f1-blackout",), habits=Habits(pace=0.2)),
        mode=Mode.REHEARSAL,
        sitter=Sitter.for_role(site, "FM"),
        record=tmp_path / "slip.sqlite",
    )
    sitting.advance(120.0)
    (run,) = sitting.engine.runs
    run.frame.at = run.frame.procedure.index("F1.5")
    run.attempt = None
    sitting.advance(122.0)
    for value, position in (("closed", "closed"), ("open", "open")):
        for wish in (Proceed(run.id), EnterValue(run.id, value)):
            sitting.accept(wish)
            sitting.advance(sitting.now_s + 2.0)
        assert sitting.world.field.observe("main.position") == "open"
        assert sitting.picture.value("main.position") == position
        if value == "closed":
            sitting.accept(Repeat(run.id))
            sitting.advance(sitting.now_s + 2.0)
    assert run.frame.procedure.name == "toride-f1-outlet"  # F1.6 calls it
    sitting.close()
