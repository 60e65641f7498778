"""All sittings of people, the newest first; two or more of them can be laid side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from console.models.programme import sitting_cells, trouble_text
from console.models.start_page import WordTable
from console.theme import Density
from console.translation import Translation
from console.views.calm_list import CalmList, Mark
from console.views.text import button, label, tight
from procedures.drill.programme.comparison import MOST_RUNS
from procedures.drill.programme.digest import Digest

_ROW_PX, _MARK_PX = 28, 30


def _mark(digest: Digest) -> Mark:
    if digest.trouble is not None:
        return Mark("caution", "wrong", plate=True)
    critical = digest.marks is not None and digest.marks.critical
    return Mark("stop" if critical else "", "wrong" if critical else "ink_soft", plate=critical)


class SittingsPanel(QWidget):
    """A list. opened: a record to look at; reported: one to read the report of.

    compared: the names of two or more.
    """

    opened = Signal(str)
    reported = Signal(str)
    compared = Signal(object)  # tuple[str, ...]

    def __init__(self, translation: Translation) -> None:
        super().__init__()
        self._translation = translation
        self.table: WordTable[Digest] = WordTable(
            lambda digest: digest.record,
            lambda digest: sitting_cells(digest, translation),
            self._headings,
            self,
        )
        self.list = CalmList(self.table, _mark)
        self.list.setProperty("role", "choice")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.told = label("soft", wrap=True)
        self.replay, self.report, self.compare = button("big"), button("big"), button("main")
        self._build()
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._look())
        self.replay.clicked.connect(lambda: self.opened.emit(self.chosen()[0].record))
        self.report.clicked.connect(lambda: self.reported.emit(self.chosen()[0].record))
        self.compare.clicked.connect(
            lambda: self.compared.emit(tuple(one.record for one in reversed(self.chosen())))
        )

    def _build(self) -> None:
        self.list.lay_out((_MARK_PX, 130), _ROW_PX)
        self.list.fit(1, 4, 5, 6, 7, 8, 9)
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        foot.addWidget(self.replay)
        foot.addWidget(self.report)
        foot.addWidget(self.compare)
        rows = tight(QVBoxLayout(self), 8, 8)
        rows.addWidget(self.list, 1)
        rows.addLayout(foot)

    def take(self, read: Sequence[Digest]) -> None:
        """Show the sittings in which somebody trained, and what cannot be read."""
        shown = [one for one in read if one.trainees or one.trouble is not None]
        shown.sort(key=lambda one: one.opened.timestamp() if one.opened else 0.0, reverse=True)
        shown.sort(key=lambda one: one.trouble is not None)  # what cannot be read stands last
        self.table.follow(shown)
        self.table.tell_all_changed()
        if shown and not self.chosen():
            self.list.selectRow(0)
        self._look()

    def chosen(self) -> list[Digest]:
        """What is chosen, the newest first."""
        places = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        return [self.table.rows[place] for place in places]

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.list.setAccessibleName(self.tr("Sittings, the newest first"))
        self.list.say_empty(self.tr("no sittings yet"))
        self.replay.setText(self.tr("Replay"))
        self.report.setText(self.tr("Report…"))
        self.compare.setText(self.tr("Side by side"))
        self.table.tell_all_changed()
        self._look()

    def resize_to(self, density: Density) -> None:
        """Take the sizes of now."""
        self.list.setColumnWidth(3, 9 * density.text)

    def _look(self) -> None:
        chosen = self.chosen()
        readable = [one for one in chosen if one.trouble is None]
        self.replay.setEnabled(len(chosen) == len(readable) == 1)
        drill = bool(chosen) and bool(chosen[0].number)
        self.report.setEnabled(self.replay.isEnabled() and drill)
        self.compare.setEnabled(2 <= len(readable) == len(chosen) <= MOST_RUNS)
        damaged = next((one for one in chosen if one.trouble is not None), None)
        if damaged is not None:
            self.told.setText(trouble_text(damaged, self._translation))
        elif not self.table.rows:
            self.told.setText(self.tr("Nobody has trained yet."))
        else:
            words = self.tr("Choose two or more (Shift or Ctrl) to lay them side by side.")
            self.told.setText(words)

    def _headings(self) -> tuple[str, ...]:
        return (
            "",
            self.tr("Day"),
            self.tr("Drill"),
            self.tr("Who"),
            self.tr("Score"),
            self.tr("In time"),
            self.tr("Late"),
            self.tr("Failed"),
            self.tr("Left out"),
            self.tr("Refused"),
        )
