"""The reference run of a scenario: how an expert goes through it, in a small file beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from devices.events import EventKind, Json
from procedures.drill.scoring.case import Case, read_case
from procedures.drill.scoring.energy import course
from procedures.drill.scoring.limits import excursions
from procedures.drill.scoring.safety import dangers
from procedures.drill.scoring.steps import by_run, step_key
from procedures.drill.scoring.talk import talked
from procedures.drill.scoring.tasks import task_scores

if TYPE_CHECKING:
    from procedures.scenario import Scenario

FORMAT = 1
SEED = 0
_EVERY_S = 300.0  # a point of the energy curve at least as often
_LEAST_KWH = 0.05  # and wherever it bends by more than this


def find_reference(scenario: Scenario) -> dict[str, Json] | None:
    """The reference run of a scenario; None where there is none or it cannot be read."""
    for path in reference_paths(scenario.name, scenario.folder):
        if path.is_file():
            try:
                found = json.loads(path.read_text(encoding="utf-8"))
            except ValueError:
                return None
            known = isinstance(found, dict) and found.get("format") == FORMAT
            return found if known else None
    return None


def reference_paths(name: str, folder: Path | None) -> tuple[Path, ...]:
    """Where the reference of a scenario may be: beside a file of one's own, or as it ships."""
    own = [] if folder is None else [folder / f"{name}.reference.json"]
    return (*own, shipped_folder() / f"{name}.json")


def shipped_folder() -> Path:
    """Where the references of the shipped scenarios are."""
    return Path(str(resources.files("resources"))) / "references"


def reference_of(record: Path) -> dict[str, Json]:
    """The trace of a run: steps with their times, tasks, hazards, energy; raises RecordError."""
    case = read_case(record)
    case = replace(case, facts=replace(case.facts, reference=None))  # an older one has no say
    came: list[Json] = []
    came += sorted(one.hazard for one in dangers(case) if one.stopped is None)
    return {
        "format": FORMAT,
        "number": case.facts.number,
        "ends_s": round(case.until_s, 1),
        "steps": _steps(case),
        "tasks": _tasks(case),
        "hazards": came,
        "failed": [step_key(one) for one in case.of(EventKind.STEP_FAILED)],
        "not_full": [one.step for one in talked(case).orders if not one.full],
        "limits": _limits(case),
        "phases": [
            [one.event.subject, round(one.event.time_s, 1)] for one in case.of(EventKind.PHASE)
        ],
        "energy": _energy(case),
        "soc_pct": _thin(case, "bess.soc_pct"),
    }


def _steps(case: Case) -> list[Json]:
    began: dict[tuple[str, str], float] = {}
    weights: dict[str, float] = {}
    for entry in case.of(EventKind.STEP_STARTED):
        key = step_key(entry)
        began[str(entry.event.data.get("run")), key] = entry.event.time_s
        score = entry.event.data.get("score")
        weight = score.get("weight") if isinstance(score, Mapping) else None
        if isinstance(weight, int | float) and weight > 0:
            weights[key] = float(weight)
    found: list[Json] = []
    for entry in by_run(case.of(EventKind.STEP_DONE)):
        key = step_key(entry)
        run = str(entry.event.data.get("run"))
        one: dict[str, Json] = {
            "key": key,
            "began_s": round(began.get((run, key), entry.event.time_s), 1),
            "done_s": round(entry.event.time_s, 1),
        }
        if key in weights:
            one["weight"] = weights[key]
        found.append(one)
    return found


def _limits(case: Case) -> dict[str, Json]:
    """Points of the stretches outside of limits, by limit."""
    points: dict[str, float] = {}
    for one in excursions(case):
        points[one.limit.name] = points.get(one.limit.name, 0.0) + one.points
    return {name: round(cost, 4) for name, cost in sorted(points.items())}


def _tasks(case: Case) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for task in task_scores(case):
        took_s = None if task.took_s is None else round(task.took_s, 1)
        found[task.id] = {"state": task.state, "took_s": took_s}
    return found


def _energy(case: Case) -> dict[str, Json]:
    """The curves of what was not supplied, bent only where they bend."""
    own = course(case)
    if not len(own.times_s):
        return {"times_s": [], "kwh": {}, "dark_kw": {}}
    kept = _bends(own.times_s, list(own.kwh.values()))
    return {
        "times_s": _rounded(own.times_s[kept], 1),
        "kwh": {name: _rounded(sums[kept], 3) for name, sums in sorted(own.kwh.items())},
        "dark_kw": {name: round(power, 3) for name, power in sorted(own.dark.items())},
    }


def _bends(times_s: Any, curves: Sequence[Any]) -> list[int]:
    """Positions between which every curve is straight enough."""
    kept = [0]
    for at in range(1, len(times_s)):
        late = times_s[at] - times_s[kept[-1]] >= _EVERY_S
        grown = any(abs(curve[at] - curve[kept[-1]]) >= _LEAST_KWH * 10 for curve in curves)
        if late or grown or at == len(times_s) - 1:
            kept.append(at)
    return kept


def _thin(case: Case, signal: str) -> list[Json]:
    """A signal every five minutes, as [time_s, value]."""
    values = case.samples.of(signal)
    if values is None:
        return []
    found: list[Json] = []
    next_s = 0.0
    for time_s, value in zip(case.samples.times_s, values, strict=True):
        if time_s >= next_s and not np.isnan(value):
            found.append([round(float(time_s), 1), round(float(value), 2)])
            next_s = float(time_s) + _EVERY_S
    return found


def _rounded(values: Any, decimals: int) -> list[Json]:
    return [round(float(one), decimals) for one in values]
