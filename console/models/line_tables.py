"""The event log and the talk log as Qt tables: lines that only come, oldest first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, Qt

from console import formatting
from console.models.rows import NOWHERE, Index, RowModel
from console.translation import Translation
from procedures.snapshot import EventLine, Snapshot, TalkLine


class EventTable(RowModel[EventLine]):
    """The event log."""

    def __init__(
        self,
        translation: Translation,
        person_name: Callable[[str], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(lambda line: line.number, parent)
        self._translation = translation
        self._person_name = person_name
        self._opened: datetime | None = None
        self._events: tuple[EventLine, ...] = ()
        self._parts: tuple[str, ...] = ()
        self._who = ""

    def take(self, snapshot: Snapshot) -> None:
        """Follow the newest events of a picture."""
        self._opened = snapshot.clock - timedelta(seconds=snapshot.time_s)
        self._events = snapshot.events
        self._follow()

    def look_for(self, text: str, who: str = "") -> None:
        """Show only lines with every word of `text`, of `who` alone if somebody is named."""
        self._parts = tuple(text.casefold().split())
        self._who = who
        self._follow()

    @property
    def people(self) -> tuple[str, ...]:
        """Whoever did something, in the order in which they came."""
        return tuple(dict.fromkeys(line.who for line in self._events))

    @property
    def left_out(self) -> int:
        """How many lines are not shown because of what is looked for."""
        return len(self._events) - len(self.rows)

    def _follow(self) -> None:
        wanted = bool(self._parts or self._who)
        self.follow([e for e in self._events if self._lets(e)] if wanted else self._events)

    def _lets(self, line: EventLine) -> bool:
        if self._who and line.who != self._who:
            return False
        row = f"{self._person_name(line.who)} {self._translation.of(line.words)}".casefold()
        return all(part in row for part in self._parts)

    def headings(self) -> tuple[str, ...]:
        """The words above the columns."""
        return (self.tr("No."), self.tr("Time"), self.tr("Who"), self.tr("What happened"))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        line = self.rows[index.row()]
        texts: tuple[Callable[[], str], ...] = (
            lambda: str(line.number),
            lambda: _time(self._opened, line.time_s),
            lambda: self._person_name(line.who),
            lambda: self._translation.of(line.words),
        )
        return texts[index.column()]()


class TalkTable(RowModel[tuple[int, TalkLine]]):
    """The talk log: one row an utterance, numbered from the beginning of the list."""

    def __init__(self, translation: Translation, parent: QObject | None = None) -> None:
        super().__init__(lambda row: (row[0], row[1].time_s), parent)
        self._translation = translation
        self._opened: datetime | None = None

    def take(self, snapshot: Snapshot) -> None:
        """Follow the newest talk of a picture."""
        self._opened = snapshot.clock - timedelta(seconds=snapshot.time_s)
        self.follow(tuple(_numbered(snapshot.talk)))

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        line = self.rows[index.row()][1]
        if role == Qt.ItemDataRole.UserRole:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return self._translation.of(line.words)
        return None

    def heading(self, line: TalkLine) -> str:
        """Return who says what to whom, and when."""
        people = line.speaker + " → " + line.listener if line.listener else line.speaker
        return "  ".join((_time(self._opened, line.time_s), people, self.part_word(line.part)))

    def part_word(self, part: str) -> str:
        """Return the part of an exchange as people call it."""
        words = {
            "order": self.tr("order"),
            "read_back": self.tr("read-back"),
            "confirm": self.tr("confirmed"),
            "reissue": self.tr("say again"),
            "report": self.tr("report"),
            "report_back": self.tr("report read back"),
            "notice": self.tr("notice"),
        }
        return words.get(part, part)


def _numbered(talk: tuple[TalkLine, ...]) -> list[tuple[int, TalkLine]]:
    """Number utterances of the same moment, so that every row has a key of its own."""
    rows: list[tuple[int, TalkLine]] = []
    for line in talk:
        same_moment = rows and rows[-1][1].time_s == line.time_s
        rows.append((rows[-1][0] + 1 if same_moment else 0, line))
    return rows


def _time(opened: datetime | None, time_s: float) -> str:
    if opened is None:
        return formatting.NOTHING
    return formatting.clock_time(opened + timedelta(seconds=time_s))
