"""Judging afterwards: verdicts on a record whose drill is over are appended to the record itself.

So a score depends on the record alone, whenever it is taken. The record is closed again in the same
stroke, and its chain of events tells that they came later; an approved report asks for a new name.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from devices.events import Event, EventKind
from devices.words import Words
from procedures.drill.guide import Verdict
from procedures.drill.instructor_view import TaskLine
from procedures.drill.scoring import score
from procedures.drill.scoring.sheet import TaskScore
from procedures.record import Journal, Record, RecordError

JUDGED = frozenset(verdict.value for verdict in Verdict)


@dataclass(frozen=True, slots=True)
class LateView:
    """What an evaluator sees of a drill that is over. until_s: how long it was, in plant time."""

    number: str
    title: Words
    until_s: float
    tasks: tuple[TaskLine, ...]


def late_view(path: Path) -> LateView:
    """What became of every expected action of a record; what nobody judged is open.

    Raises RecordError, also for a sitting that was no drill.
    """
    sheet = score(path)
    return LateView(
        sheet.number, sheet.title, sheet.until_s, tuple(_line(task) for task in sheet.tasks)
    )


def judge_late(path: Path, task: str, verdict: Verdict, by: str, note: str = "") -> None:
    """Append a verdict to a record that nobody writes any more.

    Raises RecordError: its sitting was not closed or is at work, it cannot be written, or it has no
    such expected action.
    """
    line = next((one for one in late_view(path).tasks if one.id == task), None)
    if line is None:
        raise RecordError("guide.no_task", id=task)
    with Record(path) as record:
        last = [entry.event for entry in record.entries(record.newest_branch())][-1]
    if last.kind is not EventKind.SITTING_CLOSED:
        raise RecordError("trainee.late_open", path=str(path))
    took_s = None
    if line.done_s is not None and line.since_s is not None:
        took_s = round(line.done_s - line.since_s, 3)  # what was measured of it stays
    told = Event(
        last.time_s,
        EventKind.TASK,
        task,
        by,
        {
            "what": verdict.value,
            "by": "evaluator",
            "note": note,
            "evidence": None,
            "took_s": took_s,
        },
    )
    journal = Journal.resume(path)
    try:
        journal.append((told, last))  # it ends as it ended before
    finally:
        journal.close()


def _line(task: TaskScore) -> TaskLine:
    state = task.state if task.state in JUDGED else "open"
    done_s = task.time_s if state == task.state else None
    since_s = None if done_s is None or task.took_s is None else done_s - task.took_s
    return TaskLine(
        id=task.id,
        objective=task.objective,
        group=task.group.value,
        words=task.words,
        state=state,
        measured=task.by == "measured",
        evaluator="",
        since_s=since_s,
        limit_s=task.standard_s,
        done_s=done_s,
        reference_s=task.reference_s,
        evidence=task.evidence,
        note=task.note,
        hinted=task.hinted,
        judged=task.by == "evaluator",
    )
