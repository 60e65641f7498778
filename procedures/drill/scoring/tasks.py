"""Expected actions: what became of each, what that costs in its group, and the objectives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from devices.events import EventKind
from devices.phrases import said
from devices.words import Words
from procedures.drill.guide import Group
from procedures.drill.scoring.case import Case
from procedures.drill.scoring.facts import NOTHING, TaskFacts, words_of
from procedures.drill.scoring.given import mapping, number
from procedures.drill.scoring.ledger import HINT, MAJOR, price
from procedures.drill.scoring.sheet import Loss, ObjectiveScore, TaskScore
from procedures.record import Entry

TALK = "O5"  # the objective that is rated by the talk itself
# At least so large a share of the orders in three parts; with less it is U [P].
TALK_RATINGS = ((1.0, "P"), (0.9, "S"), (0.5, "M"))
_WORSE = "PSMU"
SHARE = 0.2  # of a group's points that an expected action is worth where no rule says more [P]
_MET, _UNMET, _NONE = "met", "unmet", "not_applicable"


def credit(took_s: float, standard_s: float | None) -> float:
    """1 until the standard time, then falling evenly to 0 at twice that."""
    if not standard_s:
        return 1.0
    return max(0.0, min(1.0, 2.0 - took_s / standard_s))


# --- what became of each --------------------------------------------------------------------------


@dataclass(slots=True)
class _Course:
    """The events of one task. An evaluator's word goes before what was measured."""

    opened: Entry | None = None
    measured: Entry | None = None
    judged: Entry | None = None
    hint: Entry | None = None

    @property
    def verdict(self) -> Entry | None:
        return self.judged or self.measured


def task_scores(case: Case) -> tuple[TaskScore, ...]:
    """What became of every expected action of the guide."""
    courses = {task.id: _Course() for task in case.facts.tasks}
    for entry in case.of(EventKind.TASK):
        course = courses.get(entry.event.subject)
        if course is None:
            continue
        if entry.event.data.get("what") == "open":
            course.opened = course.opened or entry
        elif entry.event.data.get("by") == "evaluator":
            course.judged = entry
        else:
            course.measured = entry
    for entry in case.of(EventKind.HINT):
        course = courses.get(entry.event.subject)
        if course is not None and course.hint is None:
            course.hint = entry
    return tuple(_score(case, task, courses[task.id]) for task in case.facts.tasks)


def _score(case: Case, task: TaskFacts, course: _Course) -> TaskScore:
    verdict = course.verdict
    data: Mapping[str, Any] = verdict.event.data if verdict is not None else {}
    state = str(data.get("what", "")) or ("open" if course.opened else "ahead")
    expert = _expert(case, task.id)
    if case.ended and verdict is None:
        state = _at_the_end(task, expert, opened=course.opened is not None, over=case.over)
    took_s = _took_s(data, course)
    shows = verdict or course.opened
    return TaskScore(
        id=task.id,
        words=task.words,
        objective=task.objective,
        group=task.group,
        state=state,
        took_s=took_s if state == _MET else None,
        standard_s=task.standard_s,
        reference_s=None if expert is None else number(expert.get("took_s")),
        evidence=_evidence(data),
        event_number=shows.number if shows else 0,
        time_s=shows.event.time_s if shows else None,
        note=str(data.get("note", "")),
        by=str(data.get("by", "")),
        hinted=course.hint is not None,
        credit=_credit(task, state, took_s),
    )


def _at_the_end(
    task: TaskFacts, expert: Mapping[str, Any] | None, *, opened: bool, over: bool
) -> str:
    """What counts where nobody had judged it at the end.

    What was not begun is unmet only where the drill is over and the expert's run came to it.
    """
    if not over:
        return _NONE
    if opened:
        return _MET if task.never else _UNMET
    missed = expert is not None and expert.get("state") == _MET and not task.never
    return _UNMET if missed else _NONE


def _credit(task: TaskFacts, state: str, took_s: float | None) -> float | None:
    if state == _UNMET:
        return 0.0
    if state != _MET:
        return None
    late = took_s is not None and not task.never
    return credit(took_s, task.standard_s) if late and took_s is not None else 1.0


def _took_s(data: Mapping[str, Any], course: _Course) -> float | None:
    took_s = number(data.get("took_s"))
    if took_s is not None or course.verdict is None or course.opened is None:
        return took_s
    return course.verdict.event.time_s - course.opened.event.time_s


def _evidence(data: Mapping[str, Any]) -> Words | None:
    found = mapping(data.get("evidence"))
    words = words_of(found.get("words", found))
    return words if words != NOTHING else None


def _expert(case: Case, task: str) -> Mapping[str, Any] | None:
    tasks = mapping(mapping(case.facts.reference).get("tasks"))
    return mapping(tasks.get(task)) if task in tasks else None


# --- what it costs --------------------------------------------------------------------------------


def task_losses(case: Case, group: Group, of: float, tasks: Sequence[TaskScore]) -> Iterator[Loss]:
    """What unmet and late actions of one group cost, and the hints for them.

    In Safety each is a major fault, elsewhere a fifth of the group; Time has a rule of its own.
    A hint for a group without points is paid for in Procedure.
    """
    worth = price(MAJOR, group, of) if group is Group.SAFETY else SHARE * of
    for task in tasks:
        own = task.group is group
        if own and group is not Group.TIME and task.credit is not None and task.credit < 1.0:
            yield lost(case, task, worth)
        weighs = case.facts.weights.get(task.group, 0.0) > 0.0
        if task.hinted and (task.group if weighs else Group.PROCEDURE) is group:
            yield _hint(case, task, group, of)


def lost(case: Case, task: TaskScore, worth: float) -> Loss:
    """What is lost of the worth of an action by its credit."""
    key = "score.task_unmet" if task.state == _UNMET else "score.task_late"
    words = said(key, task=task.words, took=_minutes(task.took_s), limit=_minutes(task.standard_s))
    time_s = case.until_s if task.time_s is None else task.time_s
    number = task.event_number or case.number_at(time_s)
    return Loss(task.group, worth * (1.0 - (task.credit or 0.0)), words, number, time_s)


def _hint(case: Case, task: TaskScore, group: Group, of: float) -> Loss:
    given = next(one for one in case.of(EventKind.HINT) if one.event.subject == task.id)
    cost = min(HINT, of)
    words = said("score.hint", task=task.words)
    return Loss(group, cost, words, given.number, given.event.time_s)


def _minutes(seconds: float | None) -> str:
    return "–" if seconds is None else f"{seconds / 60.0:.1f}"


# --- objectives -----------------------------------------------------------------------------------


def objective_scores(
    case: Case, tasks: Sequence[TaskScore], three_part: float | None, *, critical: bool
) -> tuple[ObjectiveScore, ...]:
    """Rate every objective by its actions; a critical fail leaves what is of safety at best M.

    Talk in three parts is rated by the share of orders that were; what an evaluator judged of it
    can only lower that, and its measured actions cost their points alone.
    """
    found = []
    for one in case.facts.objectives:
        own = [task for task in tasks if task.objective == one.id]
        talk = three_part if one.id == TALK else None
        rating = _rating(own) if talk is None else _talk_rating(talk, own)
        unsafe = critical and any(task.group is Group.SAFETY for task in own)
        if unsafe and rating in ("P", "S"):
            rating = "M"
        ids, percent = tuple(task.id for task in own), None if talk is None else 100.0 * talk
        found.append(ObjectiveScore(one.id, one.title, one.target, rating, ids, percent))
    return tuple(found)


def _talk_rating(share: float, tasks: Sequence[TaskScore]) -> str:
    talk = next((rating for least, rating in TALK_RATINGS if share >= least), "U")
    judged = _rating([task for task in tasks if task.by == "evaluator"])
    return talk if judged is None else max(talk, judged, key=_WORSE.index)


def _rating(tasks: Sequence[TaskScore]) -> str | None:
    """P all in time and unaided; S all, some late or with a hint; M some not; U none."""
    judged = [task for task in tasks if task.credit is not None]
    if not judged:
        return None
    met = [task for task in judged if task.state == _MET]
    if not met:
        return "U"
    if len(met) < len(judged):
        return "M"
    plain = all(task.credit == 1.0 and not task.hinted for task in judged)
    return "P" if plain else "S"
