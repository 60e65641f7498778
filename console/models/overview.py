"""The chain of procedures at a glance, and every step of one of them with who and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt

from console import formatting
from console.models.rows import Index, RowModel
from console.translation import Translation
from procedures.snapshot import ChapterView, RunState, RunView, Snapshot, StepState, StepView


@dataclass(frozen=True, slots=True)
class ChapterRow:
    """One chapter; run: its newest run, None before it began."""

    chapter: ChapterView
    run: RunView | None
    beside: bool = False


def chapter_rows(snapshot: Snapshot) -> tuple[ChapterRow, ...]:
    """The chain in its order, and behind it what is at work beside it."""
    runs = {run.chain: run for run in snapshot.runs}
    rows = [ChapterRow(chapter, runs.get(chapter.label)) for chapter in snapshot.chapters]
    labels = {chapter.label for chapter in snapshot.chapters}
    for run in snapshot.runs:
        if run.chain not in labels and run.state is not RunState.ENDED:
            view = ChapterView(run.chain, run.title, "current")
            rows.append(ChapterRow(view, run, beside=True))
    return tuple(rows)


class ChapterTable(RowModel[ChapterRow]):
    """The chapters as a Qt table."""

    def __init__(self, translation: Translation, parent: QObject | None = None) -> None:
        super().__init__(lambda row: (row.chapter.label, row.beside), parent)
        self._translation = translation

    def take(self, snapshot: Snapshot) -> None:
        """Follow a new picture."""
        self.follow(chapter_rows(snapshot))

    def headings(self) -> tuple[str, ...]:
        """The words above the columns."""
        names = (self.tr("Procedure"), self.tr("State"), self.tr("Step"), self.tr("Time"))
        return ("", *names, self.tr("Left out"))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        texts: tuple[Callable[[], str], ...] = (
            lambda: row.chapter.label,
            lambda: self._translation.of(row.chapter.title),
            lambda: self._state(row),
            lambda: _steps(row.run),
            lambda: self._time(row.run),
            lambda: ", ".join(row.chapter.left_out),
        )
        return texts[index.column()]()

    def _state(self, row: ChapterRow) -> str:
        words = {
            "done": self.tr("done"),
            "current": self.tr("at work"),
            "ahead": self.tr("ahead"),
        }
        told = words.get(row.chapter.state, row.chapter.state)
        if row.beside:
            told += " · " + self.tr("beside the chain, returns to it")
        return told

    def _time(self, run: RunView | None) -> str:
        if run is None:
            return ""
        elapsed = formatting.span(run.elapsed_s)
        if run.target_s is None:
            return elapsed
        target = formatting.span(run.target_s)
        return self.tr("%1, target %2").replace("%1", elapsed).replace("%2", target)


class StepTable(RowModel[StepView]):
    """Every step of one run as a Qt table; what belongs to a called procedure is set in."""

    def __init__(
        self,
        translation: Translation,
        person_name: Callable[[str], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(lambda step: (step.depth, step.id), parent)
        self._translation = translation
        self._person_name = person_name
        self._snapshot: Snapshot | None = None

    def take(self, run: RunView | None, snapshot: Snapshot) -> None:
        """Follow the steps of `run`."""
        self._snapshot = snapshot
        steps = run.steps if run is not None else ()
        self.follow(tuple({(step.depth, step.id): step for step in steps}.values()))

    def headings(self) -> tuple[str, ...]:
        """The words above the columns."""
        return ("", self.tr("Step"), self.tr("State"), self.tr("Who"), self.tr("Time"))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        step = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return step
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        texts: tuple[Callable[[], str], ...] = (
            lambda: "",
            lambda: f"{'└ ' * step.depth}{step.id}  {self._translation.of(step.title)}",
            lambda: self._state(step),
            lambda: self._person_name(step.who) if step.who else step.role,
            lambda: self._when(step),
        )
        return texts[index.column()]()

    def _state(self, step: StepView) -> str:
        if step.state is StepState.DONE:
            return self.tr("measured") if step.measured else self.tr("done")
        return {
            StepState.WAITING: self.tr("not started"),
            StepState.CURRENT: self.tr("current"),
            StepState.SKIPPED: self.tr("skipped"),
            StepState.FAILED: self.tr("failed"),
        }[step.state]

    def _when(self, step: StepView) -> str:
        if step.time_s is None or self._snapshot is None:
            return ""
        return formatting.time_at(self._snapshot.clock, self._snapshot.time_s, step.time_s)


def _steps(run: RunView | None) -> str:
    return f"{run.at + 1} / {len(run.steps)}" if run is not None and run.steps else ""
