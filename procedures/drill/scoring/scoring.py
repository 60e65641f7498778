"""The score of a drill from its record alone: read the case, judge each group, add up."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from procedures.drill.guide import Group
from procedures.drill.scoring.case import Case, read_case
from procedures.drill.scoring.energy import (
    compared,
    course,
    energy_losses,
    reference_course,
)
from procedures.drill.scoring.ledger import settle
from procedures.drill.scoring.limits import excursions, island, limit_losses
from procedures.drill.scoring.metrics import Judged, metrics
from procedures.drill.scoring.safety import dangers, left_behind, safety_losses
from procedures.drill.scoring.sheet import CAP, GroupScore, Loss, ScoreSheet
from procedures.drill.scoring.steps import procedure_losses, steps_done, undone_loss
from procedures.drill.scoring.talk import talk_losses, talked, three_part
from procedures.drill.scoring.tasks import objective_scores, task_losses, task_scores
from procedures.drill.scoring.times import time_losses


def score(record_path: Path) -> ScoreSheet:
    """Score the branch that was written last, of a record finished or still being written.

    Raises RecordError: unreadable, or of a sitting that was no drill.
    """
    return score_of(read_case(record_path))


def score_of(case: Case) -> ScoreSheet:
    """Score what was read."""
    judged = _judged(case)
    groups, losses = _settled(case, judged)
    total = sum(round(group.points * 100) for group in groups) / 100
    criticals = tuple(one for one in judged.dangers if one.critical)
    capped = bool(criticals) and total > CAP
    return ScoreSheet(
        number=case.facts.number,
        title=case.facts.title,
        branch=case.branch,
        until_s=case.until_s,
        ended=case.ended,
        cut_short=case.ended and not case.over,
        total=CAP if capped else total,
        sum=total,
        capped=capped,
        groups=groups,
        criticals=criticals,
        dangers=tuple(one for one in judged.dangers if one.stopped is None),
        near_misses=judged.near_misses,
        left_behind=left_behind(case),
        losses=losses,
        tasks=judged.tasks,
        objectives=objective_scores(
            case, judged.tasks, three_part(case, judged.talk), critical=bool(criticals)
        ),
        talk=judged.talk.orders,
        metrics=metrics(case, judged),
        has_reference=case.facts.reference is not None,
    )


def _judged(case: Case) -> Judged:
    found, own, reference = dangers(case), course(case), case.facts.reference
    expert = reference_course(reference) if reference is not None else None
    return Judged(
        dangers=found,
        steps=steps_done(case, found),
        talk=talked(case),
        tasks=task_scores(case),
        energy=own,
        compared=compared(case, own, expert),
    )


def _settled(case: Case, judged: Judged) -> tuple[tuple[GroupScore, ...], tuple[Loss, ...]]:
    groups: list[GroupScore] = []
    losses: list[Loss] = []
    for group in Group:
        of = case.facts.weights.get(group, 0.0)
        own = _losses(case, group, of, judged)
        of_tasks = task_losses(case, group, of, judged.tasks)
        points, kept = settle(
            group, of, chain(own, of_tasks), measured=_is_measured(case, group, judged)
        )
        groups.append(points)
        losses += kept
    return tuple(groups), tuple(losses)


def _losses(case: Case, group: Group, of: float, judged: Judged) -> Iterator[Loss]:
    undone = undone_loss(case, judged.steps, group, of)
    match group:
        case Group.SAFETY:
            return safety_losses(case, of, judged.dangers)
        case Group.PROCEDURE:
            return procedure_losses(case, judged.steps, of)
        case Group.TIME:
            return chain(time_losses(case, of, judged.tasks), undone)
        case Group.LIMITS:
            return chain(limit_losses(case, of, excursions(case)), undone)
        case Group.ENERGY:
            return energy_losses(case, of, judged.compared)
        case Group.COMMUNICATION:
            return chain(talk_losses(case, of, judged.talk), undone)


def _is_measured(case: Case, group: Group, judged: Judged) -> bool:
    """Whether the record shows anything of a group: full points may also mean nothing was seen."""
    if any(task.group is group and task.credit is not None for task in judged.tasks):
        return True
    live = island(case)
    return {
        Group.SAFETY: True,
        Group.PROCEDURE: judged.steps.measured,
        Group.TIME: judged.steps.steps > 0,
        Group.LIMITS: live is not None and bool(live.any()),
        Group.ENERGY: bool(judged.compared),
        Group.COMMUNICATION: bool(judged.talk.orders),
    }[group]
