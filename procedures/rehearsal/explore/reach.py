"""Which steps of the procedures that a scenario can come to its way did not come to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from procedures.language.steps import Call, Procedure
from procedures.rehearsal.explore.route import Route
from procedures.scenario.reaching import called


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Steps of one procedure that the way did not come to; whole: none of it was come to."""

    chapter: str
    procedure: str
    steps: tuple[str, ...]
    whole: bool


def named(reachable: Mapping[str, Procedure], wanted: Collection[str]) -> Mapping[str, Procedure]:
    """Those that are asked for by name or chapter, and all that they call; () asks for all."""
    if not wanted:
        return reachable
    asked = {name.casefold() for name in wanted}
    ahead = [p.name for p in reachable.values() if asked & {p.name.casefold(), p.chain.casefold()}]
    found: dict[str, Procedure] = {}
    while ahead:
        name = ahead.pop(0)
        if name not in found:
            found[name] = reachable[name]
            ahead += called(found[name])
    return found


def left_out(wanted: Mapping[str, Procedure], route: Route) -> tuple[LeftOut, ...]:
    """What of `wanted` the way did not come to. A call is no step of its own: nobody acts in it."""
    return tuple(_left_out(wanted, {moment.key for moment in route.moments}))


def _left_out(wanted: Mapping[str, Procedure], reached: Collection[str]) -> Iterator[LeftOut]:
    for procedure in wanted.values():
        steps = [step.id for step in procedure.steps if not isinstance(step.action, Call)]
        missed = tuple(one for one in steps if f"{procedure.name}/{one}" not in reached)
        if missed:
            whole = len(missed) == len(steps)
            yield LeftOut(procedure.chain, procedure.name, missed, whole)
