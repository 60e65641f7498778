"""The events of a record as a Qt table: oldest first, only those searched for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Qt

from console import formatting
from console.models.rows import Index, RowModel
from console.translation import Translation
from procedures.snapshot import ReplayMark


class ReplayTable(RowModel[tuple[int, ReplayMark]]):
    """Time of day, kind, words. kind_words: what a kind is called in the language spoken now."""

    def __init__(
        self,
        translation: Translation,
        kind_words: Callable[[str], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(lambda row: row[0], parent)
        self._translation, self._kind = translation, kind_words
        self._all: tuple[tuple[int, ReplayMark], ...] = ()
        self._clock: datetime | None = None
        self._now_s = 0.0

    def take(self, marks: Sequence[ReplayMark], clock: datetime, now_s: float) -> None:
        """Hold `marks`; it is `clock` at `now_s`."""
        self._clock, self._now_s = clock, now_s
        self._all = tuple(enumerate(marks))
        self.search("", "")

    def search(self, wanted: str, like: str) -> None:
        """Keep those of a kind ("" for all) in which every word of `wanted` stands."""
        words = wanted.casefold().split()
        found = [
            row
            for row in self._all
            if like in ("", row[1].like) and all(word in self._searched(row[1]) for word in words)
        ]
        self.beginResetModel()
        self._rows[:] = found
        self.endResetModel()

    def row_at(self, time_s: float) -> int:
        """The last row that had happened at `time_s`; -1 before the first."""
        place = -1
        for number, (_, mark) in enumerate(self._rows):
            if mark.time_s > time_s + 1e-6:
                break
            place = number
        return place

    def headings(self) -> tuple[str, ...]:
        """The words above the columns."""
        return (self.tr("Time"), self.tr("Kind"), self.tr("What happened"))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._texts(self._rows[index.row()][1])[index.column()]

    def _texts(self, mark: ReplayMark) -> tuple[str, str, str]:
        clock = self._clock
        when = "" if clock is None else formatting.time_at(clock, self._now_s, mark.time_s)
        return when, self._kind(mark.like), self._translation.of(mark.words)

    def _searched(self, mark: ReplayMark) -> str:
        when, kind, _ = self._texts(mark)
        return f"{when} {kind} {mark.words.en} {mark.words.ja}".casefold()
