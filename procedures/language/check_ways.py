"""The ways through a procedure: every step is reached, and from every step one leads to the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from procedures.language.checking import ProcedureExamination
from procedures.language.steps import ABORT, END, Choose, Procedure

Ways = Mapping[int, set[int]]


def check_ways(found: ProcedureExamination) -> None:
    """Tell what is never reached (a warning) and what never comes to an end (a problem)."""
    procedure = found.procedure
    if not _jumps_are_known(procedure):
        return  # where a wrong one leads nobody knows
    end = len(procedure.steps)
    ways = {number: set(_following(procedure, number)) for number in range(end)}
    backs = (procedure.index(watch.back_to) for watch in procedure.watches if watch.back_to)
    reached = _reached(ways, [0, *backs])
    leads_out = _leading_to(ways, end)
    for number, step in enumerate(procedure.steps):
        if number not in reached:
            found.doubtful(step.place, "procedure_unreached", id=step.id)
        if number not in leads_out:
            found.wrong(step.place, "procedure_no_way_out", id=step.id)


def _reached(ways: Ways, starts: Iterable[int]) -> set[int]:
    reached: set[int] = set()
    waiting = list(starts)
    while waiting:
        number = waiting.pop()
        if number in ways and number not in reached:
            reached.add(number)
            waiting += ways[number]
    return reached


def _leading_to(ways: Ways, end: int) -> set[int]:
    before: dict[int, list[int]] = {}
    for number, following in ways.items():
        for goal in following:
            before.setdefault(goal, []).append(number)
    leading, waiting = {end}, [end]
    while waiting:
        for number in before.get(waiting.pop(), ()):
            if number not in leading:
                leading.add(number)
                waiting.append(number)
    return leading


def _jumps_are_known(procedure: Procedure) -> bool:
    known = {END, ABORT, *(step.id for step in procedure.steps)}
    jumps = {step.on_fail.goto for step in procedure.steps if step.on_fail.goto}
    jumps |= {watch.back_to for watch in procedure.watches if watch.back_to}
    for step in procedure.steps:
        if isinstance(step.action, Choose):
            jumps |= {option.goto for option in step.action.options}
    return jumps <= known


def _following(procedure: Procedure, number: int) -> Iterator[int]:
    step = procedure.steps[number]
    if isinstance(step.action, Choose):
        for option in step.action.options:
            # an abort leads out as the end does
            yield procedure.index(END if option.goto == ABORT else option.goto)
    else:
        yield number + 1
    if step.on_fail.goto and step.on_fail.goto != END:
        yield procedure.index(step.on_fail.goto)
