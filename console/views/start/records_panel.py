"""The records of this user, the newest first, and what can be done with the chosen one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from console.models.start_page import (
    WordTable,
    record_cells,
    record_mark,
    record_told,
    replay_arguments,
    report_arguments,
    resume_arguments,
)
from console.translation import Translation
from console.views.calm_list import CalmList, Mark
from console.views.start.background import Background
from console.views.text import button, label, tight
from devices.words import Words
from procedures.record.recent import Ending, RecentRecord, recent_records

_MARK_PX, _ROW_PX = 30, 50  # two lines a row
_AT_ONCE = 50
_MOST = 500  # nobody scrolls further; the folder itself can be opened


def _mark(record: RecentRecord) -> Mark:
    bad = record.ending is Ending.DAMAGED
    return Mark(
        record_mark(record), "wrong" if bad else "ink_soft", bold=record.goes_on, plate=True
    )


class RecordsPanel(QFrame):
    """A list and six buttons. opened: the words of a command; asked: verify, export or folder."""

    opened = Signal(object)  # tuple[str, ...]
    asked = Signal(str, object)  # what, RecentRecord

    def __init__(self, folder: Path, titles: dict[str, Words], translation: Translation) -> None:
        super().__init__()
        self.setProperty("frame", "panel")
        self._folder = folder
        self._translation = translation
        self._found: list[RecentRecord] = []
        self.head, self.count = label("header"), label("soft")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.table: WordTable[RecentRecord] = WordTable(
            lambda record: record.path,
            lambda record: record_cells(record, translation, titles),
            self._headings,
            self,
        )
        self.list = CalmList(self.table, _mark)
        self.list.setProperty("role", "choice")
        self.list.lay_out((_MARK_PX,), _ROW_PX)
        self.told = label("soft", wrap=True)
        self.replay = button("big")
        self.go_on = button("big")
        self.report = button("tool")
        self.verify, self.export, self.show_folder = (button("tool") for _ in range(3))
        self.background = Background(self)
        self._build()
        self.background.came.connect(self._take)
        self.background.ended.connect(self._end)
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._look())
        self.list.activated.connect(lambda _: self._act())
        self.replay.clicked.connect(lambda: self._open(lambda r: replay_arguments(r.path)))
        self.go_on.clicked.connect(lambda: self._open(resume_arguments))
        self.report.clicked.connect(lambda: self._open(lambda r: report_arguments(r.path)))
        for what, one in (
            ("verify", self.verify), ("export", self.export), ("folder", self.show_folder)
        ):  # fmt: skip
            one.clicked.connect(lambda *_, what=what: self.asked.emit(what, self.chosen()))

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.head)
        top.addWidget(self.count, 1)
        buttons = QGridLayout()
        buttons.setSpacing(8)
        tools = (self.report, self.verify, self.export, self.show_folder)
        for place, one in enumerate((self.replay, self.go_on, *tools)):
            buttons.addWidget(one, place // 2, place % 2)
        rows = tight(QVBoxLayout(self), 8, 12)
        rows.addLayout(top)
        rows.addWidget(self.list, 1)
        rows.addWidget(self.told)
        rows.addLayout(buttons)

    def refresh(self) -> None:
        """Read the folder again, beside the page; what was chosen stays chosen."""
        self._found = []
        self.background.start(lambda: recent_records(self._folder))

    def chosen(self) -> RecentRecord | None:
        """The record that is chosen."""
        index = self.list.selectionModel().currentIndex()
        return self.table.rows[index.row()] if index.isValid() else None

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.head.setText(self.tr("Records"))
        self.list.setAccessibleName(self.tr("Records, the newest first"))
        self.replay.setText(self.tr("Replay"))
        self.go_on.setText(self.tr("Go on with it"))
        self.report.setText(self.tr("Report…"))
        self.verify.setText(self.tr("Verify"))
        self.export.setText(self.tr("Export…"))
        self.show_folder.setText(self.tr("Open folder"))
        self.table.tell_all_changed()
        self._count()
        self._look()

    def _headings(self) -> tuple[str, ...]:
        return ("", self.tr("Scenario, site, how it ended"))

    def _take(self, record: RecentRecord) -> None:
        self._found.append(record)
        if len(self._found) >= _MOST:
            self.background.stop()
            self._end()
        elif len(self._found) % _AT_ONCE == 0:
            self._show()

    def _end(self) -> None:
        self._show()

    def _show(self) -> None:
        self.table.follow(self._found)
        if self.chosen() is None and self._found:
            self.list.selectRow(0)
        self._count()
        self._look()

    def _count(self) -> None:
        none_yet = self.tr("No records yet. Every drill leaves one here, to be looked at again.")
        if self.background.running:
            self.count.setText(self.tr("reading…"))
            self.list.say_empty("")
        else:
            self.count.setText(str(len(self.table.rows)))
            self.list.say_empty(none_yet)

    def _look(self) -> None:
        record = self.chosen()
        self.told.setText("" if record is None else record_told(record, self._translation))
        self.replay.setEnabled(record is not None and record.readable)
        self.go_on.setEnabled(record is not None and record.goes_on)
        for one in (self.report, self.verify, self.export):
            one.setEnabled(record is not None and record.readable)

    def _open(self, arguments: Callable[[RecentRecord], tuple[str, ...]]) -> None:
        record = self.chosen()
        if record is not None:
            self.opened.emit(arguments(record))

    def _act(self) -> None:
        """Enter on a row: go on where that is possible, else look at it."""
        for one in (self.go_on, self.replay):
            if one.isEnabled():
                one.click()
                return
