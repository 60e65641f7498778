"""Time: full points until the target, none from twice that on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from devices.events import EventKind
from devices.phrases import said
from procedures.drill.guide import Group
from procedures.drill.scoring.case import Case
from procedures.drill.scoring.given import number
from procedures.drill.scoring.sheet import Loss, TaskScore
from procedures.drill.scoring.steps import step_key
from procedures.drill.scoring.tasks import credit, lost


def time_losses(case: Case, of: float, tasks: Sequence[TaskScore]) -> Iterator[Loss]:
    """Each objective has an equal share, and each of its timed actions an equal part of that.

    Where the guide asks for no times, the steps' own target times share the points.
    """
    timed = sorted(
        (task for task in tasks if task.group is Group.TIME), key=lambda task: task.objective
    )
    if not timed:
        yield from _by_step(case, of)
        return
    groups = [list(some) for _, some in groupby(timed, key=lambda task: task.objective)]
    for some in groups:
        for task in some:
            if task.credit is not None and task.credit < 1.0:
                yield lost(case, task, of / len(groups) / len(some))


def _by_step(case: Case, of: float) -> Iterator[Loss]:
    """A step that took longer than its target time; a wait for the plant is nobody's fault."""
    begun = {}
    for entry in case.of(EventKind.STEP_STARTED):
        target_s = number(entry.event.data.get("target_s"))
        if target_s is not None and target_s > 0.0:
            begun[step_key(entry)] = target_s
    done = [one for one in case.of(EventKind.STEP_DONE) if step_key(one) in begun]
    for entry in done:
        took_s = number(entry.event.data.get("took_s")) or 0.0
        target_s = begun[step_key(entry)]
        share = of / len(begun) * (1.0 - credit(took_s, target_s))
        title = case.facts.step_title(step_key(entry))
        took_min, limit = f"{took_s / 60.0:.1f}", f"{target_s / 60.0:.1f}"
        words = said("score.step_slow", step=title, took=took_min, limit=limit)
        yield Loss(Group.TIME, share, words, entry.number, entry.event.time_s)
