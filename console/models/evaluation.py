"""What the evaluator looks at: the expected actions that are open, and those that were judged."""

from __future__ import annotations

from collections.abc import Sequence

from procedures.drill.guide import Verdict
from procedures.drill.instructor_view import TaskLine

OPEN = "open"
JUDGED = frozenset(one.value for one in Verdict)
VERDICTS = (Verdict.MET, Verdict.UNMET, Verdict.NOT_APPLICABLE)


def current(tasks: Sequence[TaskLine]) -> tuple[TaskLine, ...]:
    """What is expected now; whatever is due soonest first, then what has no limit."""
    found = [task for task in tasks if task.state == OPEN]
    return tuple(sorted(found, key=lambda one: float("inf") if one.left_s is None else one.left_s))


def judged(tasks: Sequence[TaskLine]) -> tuple[TaskLine, ...]:
    """What was judged, by a person or by measurement, newest first."""
    found = [task for task in tasks if task.state in JUDGED]
    return tuple(sorted(found, key=lambda one: -(one.done_s or one.since_s or 0.0)))


def ahead(tasks: Sequence[TaskLine]) -> int:
    """How many expected actions have not begun."""
    return sum(1 for task in tasks if task.state == "ahead")
