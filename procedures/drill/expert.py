"""How long an expert took: read from the reference run of a scenario, for those who compare."""

from __future__ import annotations

from collections.abc import Mapping

from procedures.drill.guide import Verdict
from procedures.drill.reference import find_reference
from procedures.scenario import Scenario


def expert_times_s(scenario: Scenario) -> Mapping[str, float]:
    """Seconds that an expert took for each expected action that he met; empty without a run."""
    reference = find_reference(scenario)
    tasks = reference.get("tasks") if reference is not None else None
    if not isinstance(tasks, dict):
        return {}
    found = {}
    for id, one in tasks.items():
        took_s = one.get("took_s") if isinstance(one, dict) else None
        if isinstance(one, dict) and one.get("state") == Verdict.MET:
            found[id] = float(took_s) if isinstance(took_s, int | float) else 0.0
    return found
