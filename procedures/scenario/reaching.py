"""Which procedures a scenario can come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from procedures.language.steps import Call, Procedure
from procedures.scenario import Scenario


def reach(scenario: Scenario) -> Mapping[str, Procedure]:
    """The procedures of the chain and all that they can call, by name; raises DocumentError."""
    found: dict[str, Procedure] = {}
    ahead = list(scenario.chain)
    while ahead:
        name = ahead.pop(0)
        if name not in found:
            found[name] = scenario.procedure(name)
            ahead += called(found[name])
    return found


def called(procedure: Procedure) -> Iterator[str]:
    """The names of the procedures that one can call, some of them more than once."""
    for step in procedure.steps:
        if isinstance(step.action, Call):
            yield step.action.procedure
        if step.on_fail.call:
            yield step.on_fail.call
    yield from (watch.call for watch in procedure.watches if watch.call)
