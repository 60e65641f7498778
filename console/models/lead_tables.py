"""What an instructor leads by, as Qt tables: injects, expected actions, roles."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import datetime
from math import floor
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt

from console import formatting
from console.models.rows import Index, RowModel
from console.translation import Translation
from procedures.drill.instructor_view import InjectLine, InstructorView, RoleLine, TaskLine

Row = TypeVar("Row")
_OVERDUE_S = 1.0


def is_overdue(line: InjectLine, now_s: float) -> bool:
    """Whether an inject ought to have come by now, and has not."""
    return line.state == "waiting" and line.due_s is not None and line.due_s < now_s - _OVERDUE_S


def is_over_time(line: TaskLine) -> bool:
    """Whether an expected action is still open beyond its limit."""
    return line.state == "open" and line.left_s is not None and line.left_s < 0


def in_order(tasks: Sequence[TaskLine]) -> list[TaskLine]:
    """What is open first, what ends soonest before the rest; then what is ahead; then the past."""
    return sorted(tasks, key=_urgency)


def _to_the_second(task: TaskLine) -> TaskLine:
    """As it is shown: what changes ten times a second would be drawn as often."""
    return task if task.left_s is None else replace(task, left_s=float(floor(task.left_s)))


def _urgency(task: TaskLine) -> tuple[int, float]:
    if task.state == "open":
        return 0, task.left_s if task.left_s is not None else float("inf")
    if task.state == "ahead":
        return 1, task.since_s if task.since_s is not None else float("inf")
    return 2, -(task.done_s or 0.0)


class InjectOrder:
    """The order in which injects are numbered: by time as it is known first, then as in the file.

    It stays while the drill goes on, or the numbers on the time line would change.
    """

    def __init__(self) -> None:
        self._ranks: dict[str, int] = {}

    def of(self, lines: Sequence[InjectLine]) -> tuple[InjectLine, ...]:
        """Return `lines` in their order; those that are new come last."""
        new = [line for line in lines if line.id not in self._ranks]
        for line in sorted(new, key=_first_time):
            self._ranks[line.id] = len(self._ranks)
        return tuple(sorted(lines, key=lambda line: self._ranks[line.id]))


def _first_time(line: InjectLine) -> float:
    known = line.sent_s[0] if line.sent_s else line.due_s
    return float("inf") if known is None else known


class LeadTable(RowModel[Row], Generic[Row]):
    """Rows of one kind with the clock that their times are told by."""

    def __init__(
        self,
        key: Callable[[Row], Hashable],
        translation: Translation,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(key, parent)
        self._translation = translation
        self._clock: datetime | None = None
        self._now_s = 0.0

    def keep_time(self, view: InstructorView) -> None:
        """Tell times by the clock of `view` from now on."""
        self._clock, self._now_s = view.clock, view.time_s

    def time_of_day(self, time_s: float | None) -> str:
        """The clock at `time_s` of plant time."""
        if self._clock is None:
            return formatting.NOTHING
        return formatting.time_at(self._clock, self._now_s, time_s)

    def texts(self, row: Row) -> tuple[str, ...]:
        """What the cells of a row say."""
        raise NotImplementedError

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.texts(row)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return self.spoken(row)
        return None

    def spoken(self, row: Row) -> str:
        """What the mark in the first column says to who does not see it."""
        return self.texts(row)[0]


class InjectTable(LeadTable[InjectLine]):
    """Injects and happenings, numbered as on the time line."""

    def __init__(self, translation: Translation, parent: QObject | None = None) -> None:
        super().__init__(lambda line: line.id, translation, parent)
        self._numbers: dict[str, int] = {}

    def take(self, view: InstructorView) -> None:
        """Follow the injects of a view."""
        self.keep_time(view)
        self._numbers = {line.id: at for at, line in enumerate(view.injects, start=1)}
        self.follow(view.injects)

    def headings(self) -> tuple[str, ...]:
        """The words above the columns."""
        return ("", self.tr("No."), self.tr("Time"), self.tr("Inject"), self.tr("State"))

    def texts(self, row: InjectLine) -> tuple[str, ...]:
        """Mark, number, time, title, state."""
        time_s = row.sent_s[-1] if row.sent_s else row.due_s
        title = self._translation.of(row.title)
        number = str(self._numbers.get(row.id, ""))
        minute = self.time_of_day(time_s)[: len("08:40")]
        return "", number, minute, title, self.spoken(row)

    def spoken(self, row: InjectLine) -> str:
        """The state in words."""
        if is_overdue(row, self._now_s):
            return self.tr("overdue")
        words = {
            "waiting": self.tr("planned"),
            "sent": self.tr("sent"),
            "skipped": self.tr("skipped"),
            "refused": self.tr("refused"),
        }
        word = words.get(row.state, row.state)
        return f"{word} ×{len(row.sent_s)}" if len(row.sent_s) > 1 else word

    def channel_word(self, line: InjectLine) -> str:
        """How an inject comes."""
        words = {
            "phone": self.tr("by telephone"),
            "text": self.tr("in writing"),
            "measurement": self.tr("a reading"),
            "picture": self.tr("a picture"),
            "equipment": self.tr("equipment"),
            "wire": self.tr("line to a device"),
        }
        return words.get(line.channel, line.channel)


class TaskTable(LeadTable[TaskLine]):
    """Expected actions, those of now first."""

    def __init__(self, translation: Translation, parent: QObject | None = None) -> None:
        super().__init__(lambda line: line.id, translation, parent)

    def take(self, view: InstructorView) -> None:
        """Follow the expected actions of a view."""
        self.keep_time(view)
        self.follow([_to_the_second(task) for task in in_order(view.tasks)])

    def headings(self) -> tuple[str, ...]:
        """The words above the columns."""
        return ("", self.tr("Left"), self.tr("Expected action"))

    def texts(self, row: TaskLine) -> tuple[str, ...]:
        """Mark, what is left, what is expected."""
        words = self._translation.of(row.words)
        return "", self.left(row), f"{row.objective}  {words}" if row.objective else words

    def left(self, row: TaskLine) -> str:
        """How long there is, or how it went."""
        if row.state == "open" and row.left_s is not None:
            over = row.left_s < 0
            return ("+" if over else "") + formatting.span(abs(row.left_s))
        if row.state == "ahead" or row.since_s is None or row.done_s is None:
            return formatting.NOTHING
        return formatting.span(row.done_s - row.since_s)

    def spoken(self, row: TaskLine) -> str:
        """The state in words."""
        if is_over_time(row):
            return self.tr("over time")
        words = {
            "ahead": self.tr("ahead"),
            "open": self.tr("open"),
            "met": self.tr("met"),
            "unmet": self.tr("not met"),
            "not_applicable": self.tr("not applicable"),
        }
        return words.get(row.state, row.state)


class RoleTable(LeadTable[RoleLine]):
    """Who acts for which role."""

    def __init__(self, translation: Translation, parent: QObject | None = None) -> None:
        super().__init__(lambda line: line.role, translation, parent)

    def take(self, view: InstructorView) -> None:
        """Follow the roles of a view."""
        self.follow(view.roles)

    def headings(self) -> tuple[str, ...]:
        """The words above the columns."""
        return self.tr("Role"), self.tr("Played by"), self.tr("Person")

    def texts(self, row: RoleLine) -> tuple[str, ...]:
        """Role, who plays it, whose part it is."""
        of, title = self._translation.of, self._translation.of(row.title)
        role = f"{row.role} {title}" if title != row.role else title
        return role, self.holder_word(row), of(row.person)

    def holder_word(self, row: RoleLine) -> str:
        """Who acts for it."""
        words = {
            "sitter": self.tr("trainee"),
            "simulated": self.tr("simulated"),
            "instructor": self.tr("you"),
        }
        return words.get(row.holder, row.holder)
