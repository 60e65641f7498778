"""Three strengths and three areas for improvement, by plain rules from the score, each with proof.

Areas: critical fails, then heavy losses in safety, then where most points were lost (three points
or more for one cause by itself, smaller ones of a group together), then expected actions that were
not met. Strengths: groups with
full points, the weightiest first; then objectives met in full; then what was done quickest.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from devices.phrases import listed, said
from procedures.drill.guide import Group
from procedures.drill.report.edits import FINDINGS
from procedures.drill.report.rows import Evidence, Finding
from procedures.drill.scoring import Danger, GroupScore, Loss, ScoreSheet, TaskScore

_HEAVY = 3.0  # points that make a loss an area by itself
_QUICK = 0.75  # of the standard time
_LOST = 0.05  # points; less is rounding


def areas_of(sheet: ScoreSheet) -> tuple[Finding, ...]:
    """What is to be improved first; fewer than three where there is no more."""
    return tuple(islice(_areas(sheet), FINDINGS))


def strengths_of(
    sheet: ScoreSheet, end: Evidence, lasting: frozenset[str] = frozenset()
) -> tuple[Finding, ...]:
    """What went best; fewer than three where there is no more.

    end: the last event. lasting: the expected actions that are met by what does not happen; none of
    them is quick.
    """
    return tuple(islice(_strengths(sheet, end, lasting), FINDINGS))


def _areas(sheet: ScoreSheet) -> Iterator[Finding]:
    told: set[int] = set()
    for hazard in dict.fromkeys(one.hazard for one in sheet.criticals):
        every = [one for one in sheet.criticals if one.hazard == hazard]
        told |= {one.event_number for one in every}
        words = said("report.area_critical", words=every[0].words)
        yield Finding(words, tuple(map(proof, every)))
    left = [one for one in sheet.losses if one.points >= _LOST and one.event_number not in told]
    for losses in sorted(_together(left), key=_rank):
        told |= {one.event_number for one in losses}
        yield _lost(losses)
    for task in sheet.tasks:
        if task.state == "unmet" and task.event_number not in told:
            yield Finding(said("report.area_unmet", words=task.words), proofs(task))


def _together(losses: list[Loss]) -> Iterator[list[Loss]]:
    """What is heavy by itself, in all groups that it costs; the rest by its group."""
    by_words: dict[str, list[Loss]] = {}
    for one in losses:
        by_words.setdefault(one.words.en, []).append(one)
    light: dict[Group, list[Loss]] = {}
    for same_words in by_words.values():
        if _points(same_words) >= _HEAVY:
            yield same_words
        else:
            light.setdefault(same_words[0].group, []).extend(same_words)
    for rest in light.values():
        yield sorted(rest, key=lambda one: -one.points)


def _rank(losses: list[Loss]) -> tuple[bool, float]:
    """What is heavy in safety goes before all else, then what cost most."""
    heavy = losses[0].group is Group.SAFETY and _points(losses) >= _HEAVY
    return not heavy, -_points(losses)


def _points(losses: list[Loss]) -> float:
    return sum(one.points for one in losses)


def _lost(losses: list[Loss]) -> Finding:
    first, points = losses[0], f"{_points(losses):.1f}"
    names = dict.fromkeys(one.group for one in losses)
    group = listed(said(f"report.group_{name.value}") for name in names)
    many = len({one.words.en for one in losses}) > 1
    key = "report.area_losses" if many else "report.area_loss"
    words = said(key, group=group, points=points, count=len(losses), words=first.words)
    shown = dict.fromkeys(proof(one) for one in losses if one.event_number)
    return Finding(words, tuple(shown))


def _strengths(sheet: ScoreSheet, end: Evidence, lasting: frozenset[str]) -> Iterator[Finding]:
    full = [one for one in sheet.groups if one.measured and one.of - one.points < _LOST]
    for group in sorted(full, key=lambda one: -one.of):
        if group.of > 0 and (not sheet.cut_short or _met_in(group, sheet) or sheet.talk):
            yield _full(group, sheet, end)
    tasks = {one.id: one for one in sheet.tasks}
    for objective in sheet.objectives:
        shown = [tasks[id] for id in objective.tasks if id in tasks]
        # cut short, it is met only where nothing of it was still to come
        if objective.rating == "P" and not (sheet.cut_short and any(map(_unjudged, shown))):
            words = said("report.strength_objective", title=objective.title)
            yield Finding(words, tuple(one for task in shown for one in proofs(task)))
    quick = [one for one in _quick(sheet) if one.id not in lasting]
    for task in sorted(quick, key=_share):
        words = said("report.strength_quick", title=task.words, took=_minutes(task.took_s),
                     standard=_minutes(task.standard_s))  # fmt: skip
        yield Finding(words, proofs(task))


def _met_in(group: GroupScore, sheet: ScoreSheet) -> list[TaskScore]:
    return [one for one in sheet.tasks if one.group is group.group and one.state == "met"]


def _unjudged(task: TaskScore) -> bool:
    return task.credit is None


def _full(group: GroupScore, sheet: ScoreSheet, end: Evidence) -> Finding:
    """All points of a group: shown by what was met in it, else by the end that it was kept to."""
    if group.group is Group.COMMUNICATION and sheet.talk:
        orders = tuple(Evidence(one.event_number, one.time_s) for one in sheet.talk)
        return Finding(said("report.strength_talk", count=len(sheet.talk)), orders)
    shown = tuple(one for task in _met_in(group, sheet) for one in proofs(task))
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
