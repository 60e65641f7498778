"""The events of a record: a list to search, each of which can be gone to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from console.models.replay_marks import ANY, LIKES
from console.models.replay_table import ReplayTable
from console.translation import Translation
from console.views.calm_list import CalmList
from console.views.choice_box import ChoiceBox
from console.views.dialog_size import open_at
from console.views.edge_border import EdgeBorder
from console.views.replay.kinds import kind_words
from console.views.text import button, label
from procedures.snapshot import ReplayMark, Snapshot

_WIDTHS_PX = (100, 110)
_ROW_PX = 28


class EventsDialog(QDialog):
    """Enter goes from the search to the list, and there to the event; the dialog stays open."""

    def __init__(
        self,
        translation: Translation,
        go: Callable[[float], None],
        parent: QWidget | None = None,
    ) -> None:
        """go: stands at a plant time in s."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Events of the record"))
        self.setWindowModality(Qt.WindowModality.NonModal)
        open_at(self, 820, 560)
        self._go = go
        self._marks: tuple[ReplayMark, ...] | None = None
        self._time_s = 0.0
        self.table = ReplayTable(translation, kind_words, self)
        self.search, self.like = QLineEdit(), ChoiceBox()
        self.list = CalmList(self.table)
        self.go_there = button("main")
        self._border = EdgeBorder(self, "film")
        self._build()

    def _build(self) -> None:
        head = label("header")
        head.setText(self.windowTitle())
        self.search.setPlaceholderText(self.tr("Search: step, alarm, word or time"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.like.setAccessibleName(self.tr("kind of event"))
        self.like.addItem(self.tr("every event"), ANY)
        for like in LIKES:
            self.like.addItem(kind_words(like), like)
        self.list.setAccessibleName(self.windowTitle())
        self.list.setProperty("role", "choice")
        self.list.lay_out(_WIDTHS_PX, _ROW_PX)
        self.go_there.setText(self.tr("Go there"))
        close = button("big")
        close.setText(self.tr("Close"))
        find, line = QHBoxLayout(), QHBoxLayout()
        find.addWidget(self.search, 1)
        find.addWidget(self.like)
        line.addStretch(1)
        line.addWidget(close)
        line.addWidget(self.go_there)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(22, 20, 22, 20)
        rows.setSpacing(10)
        rows.addWidget(head)
        rows.addLayout(find)
        rows.addWidget(self.list, 1)
        rows.addLayout(line)
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self.list.setFocus)
        self.like.currentIndexChanged.connect(self._search)
        self.list.activated.connect(self._choose)
        self.go_there.clicked.connect(lambda: self._choose(self.list.currentIndex()))
        close.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self.search.setFocus()

    def present(self, snapshot: Snapshot) -> None:
        """Show the events of the way that is shown."""
        if snapshot.replay is None:
            self.reject()
            return
        if snapshot.replay.marks is not self._marks:
            self._marks, self._time_s = snapshot.replay.marks, snapshot.time_s
            self.table.take(self._marks, snapshot.clock, snapshot.time_s)
            self._search()

    def _search(self, *_: object) -> None:
        self.table.search(self.search.text(), str(self.like.currentData() or ANY))
        row = max(0, self.table.row_at(self._time_s))
        self.list.setCurrentIndex(self.table.index(row, 0))
        self.list.scrollTo(self.table.index(row, 0))

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self._time_s = self.table.rows[index.row()][1].time_s
            self._go(self._time_s)
