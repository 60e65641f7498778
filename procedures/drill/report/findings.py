"""Three strengths and three areas for improvement, by plain rules from the score, each with proof.

Areas: critical fails, then where most points were lost (a loss of three points or more by itself,
smaller ones of a group together), then expected actions that were not met. Strengths: groups with
full points, the weightiest first; then objectives met in full; then what was done quickest.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from devices.phrases import said
from procedures.drill.guide import Group
from procedures.drill.report.edits import FINDINGS
from procedures.drill.report.model import Evidence, Finding
from procedures.drill.scoring import Danger, GroupScore, Loss, ScoreSheet, TaskScore

_HEAVY = 3.0  # points that make a loss an area by itself
_QUICK = 0.75  # of the standard time
_LOST = 0.05  # points; less is rounding


def areas_of(sheet: ScoreSheet) -> tuple[Finding, ...]:
    """What is to be improved first; fewer than three where there is no more."""
    return tuple(islice(_areas(sheet), FINDINGS))


def strengths_of(sheet: ScoreSheet, end: Evidence) -> tuple[Finding, ...]:
    """What went best; fewer than three where there is no more. end: the last event."""
    return tuple(islice(_strengths(sheet, end), FINDINGS))


def _areas(sheet: ScoreSheet) -> Iterator[Finding]:
    told: set[int] = set()
    for hazard in dict.fromkeys(one.hazard for one in sheet.criticals):
        every = [one for one in sheet.criticals if one.hazard == hazard]
        told |= {one.event_number for one in every}
        words = said("report.area_critical", words=every[0].words)
        yield Finding(words, tuple(map(proof, every)))
    left = [one for one in sheet.losses if one.points >= _LOST and one.event_number not in told]
    for losses in sorted(_together(left), key=lambda every: -sum(one.points for one in every)):
        told |= {one.event_number for one in losses}
        yield _lost(losses)
    for task in sheet.tasks:
        if task.state == "unmet" and task.event_number not in told:
            yield Finding(said("report.area_unmet", words=task.words), proofs(task))


def _together(losses: list[Loss]) -> Iterator[list[Loss]]:
    """Each heavy loss by itself; the others by their group, the heaviest first."""
    yield from ([one] for one in losses if one.points >= _HEAVY)
    for group in Group:
        light = [one for one in losses if one.group is group and one.points < _HEAVY]
        if light:
            yield sorted(light, key=lambda one: -one.points)


def _lost(losses: list[Loss]) -> Finding:
    first, points = losses[0], f"{sum(one.points for one in losses):.1f}"
    group = said(f"report.group_{first.group.value}")
    key = "report.area_loss" if len(losses) == 1 else "report.area_losses"
    words = said(key, group=group, points=points, count=len(losses), words=first.words)
    return Finding(words, tuple(proof(one) for one in losses if one.event_number))


def _strengths(sheet: ScoreSheet, end: Evidence) -> Iterator[Finding]:
    full = [one for one in sheet.groups if one.measured and one.of - one.points < _LOST]
    for group in sorted(full, key=lambda one: -one.of):
        if group.of > 0:
            yield _full(group, sheet, end)
    tasks = {one.id: one for one in sheet.tasks}
    for objective in sheet.objectives:
        if objective.rating == "P":
            shown = [tasks[id] for id in objective.tasks if id in tasks]
            words = said("report.strength_objective", title=objective.title)
            yield Finding(words, tuple(one for task in shown for one in proofs(task)))
    for task in sorted(_quick(sheet), key=_share):
        words = said("report.strength_quick", title=task.words, took=_minutes(task.took_s),
                     standard=_minutes(task.standard_s))  # fmt: skip
        yield Finding(words, proofs(task))


def _full(group: GroupScore, sheet: ScoreSheet, end: Evidence) -> Finding:
    """All points of a group: shown by what was met in it, else by the end that it was kept to."""
    if group.group is Group.COMMUNICATION and sheet.talk:
        orders = tuple(Evidence(one.event_number, one.time_s) for one in sheet.talk)
        return Finding(said("report.strength_talk", count=len(sheet.talk)), orders)
    met = [one for one in sheet.tasks if one.group is group.group and one.state == "met"]
    shown = tuple(one for task in met for one in proofs(task))
    name = said(f"report.group_{group.group.value}")
    return Finding(said("report.strength_group", group=name, of=f"{group.of:g}"), shown or (end,))


def _quick(sheet: ScoreSheet) -> list[TaskScore]:
    return [one for one in sheet.tasks if one.state == "met" and _share(one) <= _QUICK]


def _share(task: TaskScore) -> float:
    """How much of its standard time it took; one that has none is not quick."""
    return task.took_s / task.standard_s if task.took_s and task.standard_s else 1.0


def _minutes(seconds: float | None) -> str:
    minutes, rest = divmod(round(seconds or 0.0), 60)
    return f"{minutes}:{rest:02}"


def proof(one: Loss | Danger) -> Evidence:
    """Where it shows."""
    return Evidence(one.event_number, one.time_s)


def proofs(task: TaskScore) -> tuple[Evidence, ...]:
    """Where an expected action shows; nothing while it is not judged."""
    if not task.event_number or task.time_s is None:
        return ()
    return (Evidence(task.event_number, task.time_s),)
