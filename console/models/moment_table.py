"""The moments that one can go back to, as a Qt table: newest first, and only those searched for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Qt

from console import formatting
from console.models.rows import Index, RowModel
from console.translation import Translation
from procedures.past import MomentView


class MomentTable(RowModel[tuple[int, MomentView]]):
    """Time of day, chapter, kind, words. The rows are numbered as they were given."""

    def __init__(self, translation: Translation, parent: QObject | None = None) -> None:
        super().__init__(lambda row: row[0], parent)
        self._translation = translation
        self._all: tuple[tuple[int, MomentView], ...] = ()
        self._clock: datetime | None = None
        self._now_s = 0.0
        self._wanted = ""

    def take(self, moments: Sequence[MomentView], clock: datetime, now_s: float) -> None:
        """Hold `moments`; it is `clock` at `now_s`."""
        self._clock, self._now_s = clock, now_s
        self._all = tuple(enumerate(moments))
        self.follow(())  # else rows that only have the same number would stay
        self.search(self._wanted)

    def search(self, wanted: str) -> None:
        """Keep those in which every word of `wanted` stands."""
        self._wanted = wanted
        words = wanted.casefold().split()
        self.follow(
            [row for row in self._all if all(word in self._searched(row[1]) for word in words)]
        )

    def time_of_day(self, time_s: float) -> str:
        """The clock at `time_s` of plant time."""
        if self._clock is None:
            return formatting.NOTHING
        return formatting.time_at(self._clock, self._now_s, time_s)

    def headings(self) -> tuple[str, ...]:
        """The words above the columns."""
        return (self.tr("Time"), self.tr("Chapter"), self.tr("Kind"), self.tr("What happened"))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        moment = self.rows[index.row()][1]
        texts: tuple[Callable[[], str], ...] = (
            lambda: self.time_of_day(moment.time_s),
            lambda: moment.chapter,
            lambda: self._kind(moment.like),
            lambda: self._translation.of(moment.words),
        )
        return texts[index.column()]()

    def _searched(self, moment: MomentView) -> str:
        parts = (
            self.time_of_day(moment.time_s),
            moment.chapter,
            self._kind(moment.like),
            moment.words.en,
            moment.words.ja,
        )
        return " ".join(parts).casefold()

    def _kind(self, like: str) -> str:
        words = {
            "step": self.tr("step"),
            "alarm": self.tr("alarm"),
            "happening": self.tr("happening"),
            "phase": self.tr("phase"),
            "note": self.tr("note"),
            "branch": self.tr("gone back"),
        }
        return words.get(like, like)
