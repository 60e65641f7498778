"""Where things stand on an instructor's time line: injects, expected actions, moments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from console.models.lead_tables import is_overdue
from procedures.drill.instructor_view import InstructorView, TaskLine

_AHEAD = 1.05  # the line ends a little behind the last thing on it
_STEPS_S = (60.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0, 21600.0, 43200.0, 86400.0)
_LABELS_AT_MOST = 14


@dataclass(frozen=True, slots=True)
class Flag:
    """An inject on the line. state: planned, overdue, sent, skipped or refused.

    number: as in the list. happening: the world's own.
    """

    id: str
    number: int
    time_s: float
    state: str
    happening: bool


@dataclass(frozen=True, slots=True)
class Window:
    """The time in which an action is expected. row: which of the rows below each other it takes.

    until_s: the limit, or when it was done where it has none; done_s: None while it is open.
    """

    id: str
    row: int
    from_s: float
    until_s: float
    state: str
    done_s: float | None
    over: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Everything on the line, in s of plant time. kept: moments; marks: notes, faults by hand."""

    now_s: float
    ends_s: float
    planned_s: float
    flags: tuple[Flag, ...]
    windows: tuple[Window, ...]
    kept: tuple[float, ...]
    marks: tuple[float, ...]

    def ticks_s(self) -> tuple[float, ...]:
        """The times that are written below the line."""
        step_s = next(
            (step for step in _STEPS_S if self.ends_s / step <= _LABELS_AT_MOST), _STEPS_S[-1]
        )
        return tuple(number * step_s for number in range(int(self.ends_s / step_s) + 1))


def line_of(view: InstructorView, rows: int) -> Line:
    """Return what stands where. rows: how many windows find room below each other."""
    flags = tuple(_flags(view))
    windows = tuple(_windows(view.tasks, view.time_s, rows))
    last_s = max(
        (
            view.drill.lasts_s,
            view.time_s,
            *(flag.time_s for flag in flags),
            *(window.until_s for window in windows),
        )
    )
    return Line(
        view.time_s,
        max(60.0, last_s * _AHEAD),
        view.drill.lasts_s,
        flags,
        windows,
        tuple(one.time_s for one in view.moments if one.kept != "record"),
        (*(one.time_s for one in view.marks), *(one.time_s for one in view.by_hand)),
    )


def _flags(view: InstructorView) -> list[Flag]:
    """One flag for each time that an inject came, and one where it will come."""
    found = []
    for number, line in enumerate(view.injects, start=1):
        for time_s in line.sent_s:
            found.append(Flag(line.id, number, time_s, "sent", line.happening))
        if not line.sent_s and line.due_s is not None:
            state = "planned" if line.state == "waiting" else line.state
            state = "overdue" if is_overdue(line, view.time_s) else state
            found.append(Flag(line.id, number, line.due_s, state, line.happening))
    return sorted(found, key=lambda flag: flag.time_s)


def _windows(tasks: Sequence[TaskLine], now_s: float, rows: int) -> list[Window]:
    """Each window in the first row that is free by then; with no free row in the last one."""
    found: list[Window] = []
    free_s = [float("-inf")] * rows
    begun = [task for task in tasks if task.since_s is not None]
    for task in sorted(begun, key=lambda task: task.since_s or 0.0):
        assert task.since_s is not None
        until_s = _until(task, now_s)
        row = next((n for n, free in enumerate(free_s) if free <= task.since_s), rows - 1)
        over = task.state == "open" and task.left_s is not None and task.left_s < 0
        free_s[row] = max(until_s, task.done_s or 0.0, now_s if over else 0.0)
        found.append(Window(task.id, row, task.since_s, until_s, task.state, task.done_s, over))
    return found


def _until(task: TaskLine, now_s: float) -> float:
    assert task.since_s is not None
    if task.limit_s is not None:
        return task.since_s + task.limit_s
    return task.done_s if task.done_s is not None else max(now_s, task.since_s)
