"""A sitting that goes out as JSON and comes in again has the same future, and so has its fork."""

from __future__ import annotations

import json
from collections.abc import Hashable
from dataclasses import dataclass

import pytest

from devices.events import Event
from devices.simulated import SimulatedPlant
from devices.site import Site, load_site
from procedures.recorder import Unwritten
from procedures.run.saying import SayWork
from procedures.scenario import Scenario, load_scenario, scenario_for
from procedures.sitting import HEADLESS_STEP_S, Sitting
from procedures.snapshot import Mode

SLICE_S = 2.0
HORIZON_S = 90.0  # how far each moment is followed; one goes on to the end


@dataclass(frozen=True)
class Moment:
    """A moment of the undisturbed drill. told: how many events there were before it."""

    time_s: float
    kind: Hashable
    state: str
    fork: Sitting
    told: int


@dataclass(frozen=True)
class Drill:
    """The undisturbed drill and moments of it, of every kind that it has."""

    site: Site
    scenario: Scenario
    events: list[Event]
    moments: list[Moment]


def kind_of(sitting: Sitting) -> Hashable:
    """What is going on: the kind of step, how far it is, who talks, what is waited for."""
    for run in sitting.engine.active:
        attempt = run.attempt
        if attempt is not None:
            work = attempt.work
            talk = work.exchange.stage if isinstance(work, SayWork) else ""
            device = sitting.engine.device_at_work(run)
            waits = sitting.gate.pending(device) is not None
            return attempt.step.kind, attempt.stage, talk, sitting.gate.selection is None, waits
    return run_states(sitting)


def run_states(sitting: Sitting) -> Hashable:
    return tuple(run.state for run in sitting.engine.runs)


def open_drill(site: Site, scenario: Scenario, state: str | None = None) -> Sitting:
    """A rehearsal in memory; state: the moment to stand at, as it was written down."""
    plant = SimulatedPlant(site, 0, scenario.start, step_s=HEADLESS_STEP_S)
    return Sitting(
        site,
        scenario,
        plant,
        plant.field,
        mode=Mode.REHEARSAL,
        sitter=None,
        recorder=Unwritten(site),
        moment=None if state is None else json.loads(state),
    )


def events_of(sitting: Sitting) -> list[Event]:
    assert isinstance(sitting.recording, Unwritten)
    return sitting.recording.events


@pytest.fixture(scope="module")
def drill() -> Drill:
    site = load_site("odawara")
    scenario = load_scenario(scenario_for("odawara"), site)
    sitting = open_drill(site, scenario)
    seen: set[Hashable] = set()
    moments = []
    while not sitting.finished:
        sitting.advance(sitting.now_s + SLICE_S)
        for kind in {kind_of(sitting), ("alarms", len(sitting.alarms.rows()))}:
            if kind not in seen:
                seen.add(kind)
                state = json.dumps(sitting.export_state())
                told = len(events_of(sitting))
                moments.append(Moment(sitting.now_s, kind, state, sitting.fork(), told))
    return Drill(site, scenario, list(events_of(sitting)), moments)


def follow(sitting: Sitting, until_s: float) -> list[Event]:
    """Go on as the undisturbed drill did, in the same slices."""
    while not sitting.finished and sitting.now_s < until_s:
        sitting.advance(sitting.now_s + SLICE_S)
    return events_of(sitting)


def test_the_moments_are_of_every_kind(drill: Drill) -> None:
    kinds = " ".join(str(moment.kind) for moment in drill.moments)
    for kind in ("do", "check", "say", "enter", "confirm", "hold", "wait", "choose", "note"):
        assert f"'{kind}'" in kinds
    for talk in ("SPEAK", "READ_BACK", "JUDGE", "ACT", "REPORT", "REPORT_BACK"):
        assert f"Stage.{talk}" in kinds
    assert len(drill.moments) > 20


def test_what_came_in_goes_out_the_same(drill: Drill) -> None:
    for moment in drill.moments:
        restored = open_drill(drill.site, drill.scenario, moment.state)
        assert restored.now_s == moment.time_s
        assert json.dumps(restored.export_state()) == moment.state, moment.kind


def test_a_restored_sitting_has_the_same_future(drill: Drill) -> None:
    to_the_end = drill.moments[len(drill.moments) // 2]
    for moment in drill.moments:
        restored = open_drill(drill.site, drill.scenario, moment.state)
        until_s = float("inf") if moment is to_the_end else moment.time_s + HORIZON_S
        events = follow(restored, until_s)
        assert events == drill.events[moment.told :][: len(events)], moment.kind
        assert until_s < float("inf") or moment.told + len(events) == len(drill.events)


def test_a_fork_has_the_same_future_and_leaves_the_other_alone(drill: Drill) -> None:
    for moment in drill.moments:
        before = json.dumps(moment.fork.export_state())
        events = follow(moment.fork.fork(), moment.time_s + HORIZON_S)
        assert events == drill.events[moment.told :][: len(events)], moment.kind
        assert json.dumps(moment.fork.export_state()) == before


def test_a_sitting_goes_back_in_place(drill: Drill) -> None:
    early, late = drill.moments[5], drill.moments[-5]
    sitting = open_drill(drill.site, drill.scenario, late.state)
    before = sitting.snapshot().runs
    sitting.restore(json.loads(early.state))
    assert sitting.snapshot().runs != before
    assert sitting.snapshot().time_s == early.time_s
    told = len(events_of(sitting))
    events = follow(sitting, early.time_s + HORIZON_S)[told:]
    assert events == drill.events[early.told :][: len(events)]
