"""Every abnormal procedure is reached from each run that it can interrupt, P4 to P9."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from devices.conditions import compile_condition
from devices.simulated import StartState
from devices.site import Site
from devices.words import Words
from procedures.phase import Phase
from procedures.scenario import Happening, Scenario, load_scenario

BOARD = {f"permit.{name}": True for name in ("requested", "agreed", "line_ok", "dead", "energise")}
LIVE = StartState(
    clock_s=9 * 3600.0, soc_pct=70.0, grid_live=False, k12_closed=False, relay_group=2,
    evt_in=True, bess_mode="grid_forming", island_live=True, anti_islanding=False, secondary=True,
    share_running=False,
)  # fmt: skip
DARK = replace(LIVE, blocks_closed=False, pv_running=False)
RETURNED = StartState(
    soc_pct=70.0, cb52b_closed=False, blocks_closed=False, bess_running=False, pv_running=False
)
STARTS = {
    "p4-black-start": (replace(DARK, island_live=False, cb52b_closed=False), "READY_TO_ENERGISE"),
    "p5-load-pickup": (DARK, "LOAD_PICKUP"),
    "p6-island": (LIVE, "ISLAND"),
    "p8-return": (replace(LIVE, grid_live=True), "ISLAND"),
    "p9-normal": (RETURNED, "GRID_CLOSE"),
}
WHEN = {
    "p4-black-start": "bess.state == 'running'",
    "p5-load-pickup": "phase.name == 'LOAD_PICKUP' and time.now_s > 100",
    "p6-island": "phase.name == 'ISLAND' and time.now_s > 100",
    "p8-return": "phase.name == 'STOP_PREP'",
    "p9-normal": "phase.name == 'GRID_CLOSE' and time.now_s > 100",
}
EVENTS: dict[str, tuple[str, dict[str, float], str]] = {
    "p10-1-bess-trip": ("bess.trip", {}, "4 5 6 8"),
    "p10-2-earth-fault": ("section.earth_fault", {}, "4 5 6 8"),
    "p10-3-short-circuit": ("section.short_circuit", {}, "4 5 6 8"),
    "p10-4-utility-live": ("grid.restore", {}, "4 5 6"),
    "p10-5-k12": ("k12.lose_tag", {}, "4 5 6 8"),
    "p10-6-comms": ("bess.silence", {}, "4 5 6 8 9"),
    "p10-7-soc": ("bess.soc", {"pct": 25.0}, "5 6"),
    "p10-9-fire": ("bess.fire", {}, "4 5 6 8 9"),
    "p10-10-injury": ("phone.accident", {}, "4 5 6 8 9"),
    "p10-11-second-blackout": ("grid.second_blackout", {}, "8 9"),
}
REPORTS = {
    "k12.lose_tag": (("k12.tagged",), "TSO-F"),
    "phone.accident": (("phone.injured",), "FM"),
}
# Of each event one run, another one for the next event; `make soak` tries all the others.
CASES = [
    pytest.param(
        run, event, id=f"{run[:2]}-{event}",
        marks=() if number % len(runs.split()) == place else pytest.mark.long,
    )
    for number, (event, (_, _, runs)) in enumerate(EVENTS.items())
    for place, run in enumerate(run for run in STARTS if run[1] in runs.split())
]  # fmt: skip


@pytest.fixture(scope="module")
def whole(odawara: Site) -> Scenario:
    return load_scenario("odawara-first-activation", odawara)


def _alone(whole: Scenario, run: str) -> Scenario:
    """The scenario of one run alone, and nothing that happens."""
    name = f"odawara-{run}"
    procedures = tuple(p for p in whole.procedures if p.name == name)
    return replace(whole, chain=(name,), procedures=procedures, happenings=())


@dataclass
class Struck:
    """Opens one run alone, with one event in its middle."""

    rehearsed: Any
    site: Site
    whole: Scenario

    def __call__(self, run: str, event: str) -> Any:
        target, arguments, _ = EVENTS[event]
        device, _, act = target.partition(".")
        reports, by = REPORTS.get(target, ((), ""))
        start, phase = STARTS[run]
        when = WHEN[run]
        if event == "p10-11-second-blackout" and run == "p8-return":
            when = "phase.name == 'DEAD_AGAIN'"
        happening = Happening(
            event, device, act, arguments, Words(event, "事象"), when=compile_condition(when),
            after_s=20.0, reports=reports, by=by,
        )  # fmt: skip
        closed = {"permit.return": True, "permit.reclose_k12": True} if run[1] == "9" else {}
        scenario = replace(
            _alone(self.whole, run), start=start, phase=Phase(phase), board=BOARD | closed,
            happenings=(happening,),
        )  # fmt: skip
        return self.rehearsed(self.site, scenario)


@pytest.fixture
def struck(rehearsed: Any, odawara: Site, whole: Scenario) -> Struck:
    return Struck(rehearsed, odawara, whole)


@pytest.mark.parametrize(("run", "event"), CASES)
def test_the_watch_catches_the_event(struck: Struck, run: str, event: str) -> None:
    r = struck(run, event)
    r.until(lambda: len(r.sitting.engine.runs[0].frames) > 1 or r.sitting.finished, 3 * 3600.0)
    assert not r.failed()
    assert f"odawara-{event}" in r.called()


@pytest.mark.parametrize(
    ("run", "event", "phase"),
    [
        pytest.param("p4-black-start", "p10-1-bess-trip", "LOAD_PICKUP", marks=pytest.mark.long),
        ("p4-black-start", "p10-4-utility-live", "LOAD_PICKUP"),
        pytest.param("p5-load-pickup", "p10-2-earth-fault", "ISLAND", marks=pytest.mark.long),
        ("p8-return", "p10-1-bess-trip", "GRID_CLOSE"),
        pytest.param("p8-return", "p10-3-short-circuit", "GRID_CLOSE", marks=pytest.mark.long),
        ("p9-normal", "p10-9-fire", "ABORT"),
        pytest.param("p4-black-start", "p10-5-k12", "ABORT", marks=pytest.mark.long),
    ],
)
def test_the_run_goes_on_or_ends_as_written(
    struck: Struck, run: str, event: str, phase: str
) -> None:
    r = struck(run, event)
    r.to_its_end()
    assert not r.failed(), r.story()
    assert r.outcome == ("aborted" if phase == "ABORT" else "completed")
    assert r.sitting.phase == phase
