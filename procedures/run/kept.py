"""The runs of a sitting as JSON, and back: where each stands, in which frames, at which attempt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from devices.events import Json
from devices.words import words_from_json, words_json
from procedures.language.steps import Procedure
from procedures.run import making
from procedures.run.aborting import SafeState
from procedures.run.engine import Engine
from procedures.run.state import Frame, Mark, Run
from procedures.run.world import World
from procedures.snapshot import RunState, StepState

NameOf = Callable[[Procedure], Json]
Load = Callable[[Any], Procedure]


def export_runs(engine: Engine, name_of: NameOf) -> dict[str, Json]:
    """All runs of `engine`. name_of: how a procedure is found again."""
    runs: list[Json] = [_run_json(run, name_of) for run in engine.runs]
    aborting: dict[str, Json] = {id: safe.export_state() for id, safe in engine.aborting.items()}
    return {"runs": runs, "aborting": aborting}


def import_runs(engine: Engine, state: Mapping[str, Any], load: Load) -> None:
    """Put back what `export_runs` gave. load: finds a procedure by what name_of said of it.

    The dice of the people, the answers and the number of attempts come back after this: attempts
    are begun anew, and then stand where they stood. Raises KeyError or ValueError for another form.
    """
    engine.runs[:] = [_run_from(one, load, engine.world) for one in state["runs"]]
    engine.aborting.clear()
    for run, safe in state["aborting"].items():
        engine.aborting[run] = SafeState.from_state(safe)


def reseat(engine: Engine) -> None:
    """Somebody else sits now: whatever is at work goes on with him, from where it stands."""
    world = engine.world
    begun, answers = world.begun, dict(world.answers)
    for run in engine.active:
        if run.attempt is not None and run.frame.step is not None:
            state = run.attempt.export_state()
            run.attempt = making.begin(run.frame.step, run.id, world)
            run.attempt.import_state(state)
    world.begun, world.answers = begun, answers


def _run_json(run: Run, name_of: NameOf) -> dict[str, Json]:
    return {
        "id": run.id,
        "frame": _frame_json(run.frames[0], name_of),
        "depth": len(run.frames),
        "started_s": run.started_s,
        "state": run.state.value,
        "attempt": None if run.attempt is None else run.attempt.export_state(),
        "tried": _tried_json(run),
        "failure": words_json(run.failure),
        "pause_wanted": run.pause_wanted,
        "outcome": run.outcome,
        "ended_s": run.ended_s,
        "version": run.version,
        "touched": list(run.touched),
    }


def _run_from(state: Mapping[str, Any], load: Load, world: World) -> Run:
    frames = [_frame_from(state["frame"], load)]
    while len(frames) < state["depth"]:  # what is being called is inside the step that calls it
        caller = frames[-1]
        assert caller.step is not None
        frames.append(caller.inside[caller.step.id])
    run = Run(state["id"], frames[0].procedure, frames, state["started_s"])
    run.state, run.outcome = RunState(state["state"]), state["outcome"]
    run.failure, run.pause_wanted = words_from_json(state["failure"]), state["pause_wanted"]
    run.ended_s, run.version = state["ended_s"], state["version"]
    run.touched = list(state["touched"])
    if state["attempt"] is not None and run.frame.step is not None:
        run.attempt = making.begin(run.frame.step, run.id, world)
        run.attempt.import_state(state["attempt"])
    if state.get("tried") is not None and run.frame.step is not None:
        run.tried = making.begin(run.frame.step, run.id, world)
        run.tried.import_state(state["tried"])
    return run


def _tried_json(run: Run) -> Json:
    """What failed is only kept as long as the run stands there."""
    tried = run.tried
    return tried.export_state() if tried is not None and run.last_attempt is tried else None


def _frame_json(frame: Frame, name_of: NameOf) -> dict[str, Json]:
    marks: dict[str, Json] = {
        step: [mark.state.value, mark.who, mark.time_s, mark.measured]
        for step, mark in frame.marks.items()
    }
    inside: dict[str, Json] = {
        step: _frame_json(inner, name_of) for step, inner in frame.inside.items()
    }
    rescued: list[Json] = [*sorted(frame.rescued)]
    return {
        "procedure": name_of(frame.procedure),
        "at": frame.at,
        "marks": marks,
        "again": dict(frame.again),
        "inside": inside,
        "rescued": rescued,
        "returns": frame.returns,
        "back_to": frame.back_to,
        "alerted": dict(frame.alerted),
    }


def _frame_from(state: Mapping[str, Any], load: Load) -> Frame:
    marks = state["marks"].items()
    return Frame(
        procedure=load(state["procedure"]),
        at=state["at"],
        marks={step: Mark(StepState(kind), *rest) for step, (kind, *rest) in marks},
        again=dict(state["again"]),
        inside={step: _frame_from(inner, load) for step, inner in state["inside"].items()},
        rescued=set(state["rescued"]),
        returns=state["returns"],
        back_to=state["back_to"],
        alerted=dict(state["alerted"]),
    )
