"""Judging a record whose drill is over: read and written beside the window, one after another."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from console.questions import words_of
from console.views.start.background import Background
from devices.words import Words
from procedures.drill.late import LateView, judge_late, late_view
from procedures.drill.wishes import Judge
from procedures.record import RecordError


class LateDesk(QObject):
    """came: what became of the expected actions (LateView), or why that is not known (Words)."""

    came = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.record: Path | None = None
        self._waiting: list[Judge] = []
        self._work = Background(self)
        self._work.came.connect(self.came)
        self._work.ended.connect(self._go_on)

    def open(self, record: Path) -> None:
        """Judge this record from now on."""
        self.record = record
        self._work.start(partial(_read, record))

    def judge(self, wish: Judge) -> None:
        """Write a verdict into the record, after those that wait."""
        self._waiting.append(wish)
        self._go_on()

    def close(self) -> None:
        """Wait until nothing is at work."""
        self._work.close()

    def _go_on(self) -> None:
        if self.record is not None and self._waiting and not self._work.running:
            self._work.start(partial(_judge, self.record, self._waiting.pop(0)))


def _read(record: Path) -> Iterator[LateView | Words]:
    try:
        yield late_view(record)
    except RecordError as error:
        yield words_of(error)


def _judge(record: Path, wish: Judge) -> Iterator[LateView | Words]:
    try:
        judge_late(record, wish.task, wish.verdict, wish.by, wish.note)
        yield late_view(record)
    except RecordError as error:
        yield words_of(error)
