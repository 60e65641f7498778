"""Going back to an earlier moment: which one, why, and where one will stand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from console import formatting
from console.models.edge import edge_of
from console.models.moment_table import MomentTable
from console.translation import Translation
from console.views.calm_list import CalmList
from console.views.dialog_size import open_at
from console.views.edge_border import EdgeBorder
from console.views.text import button, label
from console.wishes import ShowPast, Wish
from devices.words import Words
from procedures.intents import Backtrack
from procedures.past import MomentView, Past
from procedures.snapshot import Snapshot

_WIDTHS_PX = (100, 84, 110)
_ROW_PX = 28


class BacktrackDialog(QDialog):
    """A list of moments, newest first. Enter goes from the search to the list to the reason."""

    def __init__(
        self,
        translation: Translation,
        send: Callable[[Wish], None],
        snapshot: Snapshot,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Go back to an earlier moment"))
        open_at(self, 820, 620)
        self._translation = translation
        self._send = send
        self._snapshot = snapshot
        self._past: Past | None = None
        self._border = EdgeBorder(self, edge_of(snapshot))
        self.table = MomentTable(translation, self)
        self.branch = QComboBox()
        self.search = QLineEdit()
        self.list = CalmList(self.table)
        self.stands = label("strong", wrap=True)
        self.reason = QLineEdit()
        self.go = button("main", "back")
        self._build()
        self._show_choice()
        self._send(ShowPast())

    def _build(self) -> None:
        head, about = label("header"), label("soft", wrap=True)
        head.setText(self.windowTitle())
        about.setText(
            self.tr(
                "Plant, steps, alarms, talk, people and log go back together."
                " What came after stays in the record as a branch of its own."
                " Plant time stands still while you choose."
            )
        )
        self.search.setPlaceholderText(self.tr("Search: step, alarm, word or time"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.branch.setAccessibleName(self.tr("branch of the record"))
        self.branch.hide()
        self.reason.setPlaceholderText(self.tr("Reason (is written to the record)"))
        self.reason.setAccessibleName(self.reason.placeholderText())
        self.go.setText(self.tr("Go back to here"))
        cancel = button("big")
        cancel.setText(self.tr("Cancel"))
        self.list.setAccessibleName(self.tr("moments, newest first"))
        self.list.lay_out(_WIDTHS_PX, _ROW_PX)
        self.list.setProperty("role", "choice")
        find, line = QHBoxLayout(), QHBoxLayout()
        find.addWidget(self.search, 1)
        find.addWidget(self.branch)
        line.addStretch(1)
        line.addWidget(cancel)
        line.addWidget(self.go)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(22, 20, 22, 20)
        rows.setSpacing(10)
        for part in (head, about):
            rows.addWidget(part)
        rows.addLayout(find)
        rows.addWidget(self.list, 1)
        rows.addWidget(self.stands)
        rows.addWidget(self.reason)
        rows.addLayout(line)
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self.list.setFocus)
        self.branch.activated.connect(self._ask_branch)
        self.list.selectionModel().currentRowChanged.connect(self._show_choice)
        self.list.activated.connect(lambda _: self.reason.setFocus())
        self.reason.textChanged.connect(self._show_choice)
        self.reason.returnPressed.connect(self.go.click)
        self.go.clicked.connect(self._accept)
        cancel.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self.search.setFocus()

    def present_past(self, past: Past | Words) -> None:
        """Show the moments of a branch, or why there are none."""
        if isinstance(past, Words):
            self.stands.setText(self._translation.of(past))
            return
        self._past = past
        if self.branch.count() != len(past.branches):
            self.branch.clear()
            for one in past.branches:
                words = (
                    self.tr("branch %1 (now)") if self._is_now(one.number) else self.tr("branch %1")
                )
                self.branch.addItem(words.replace("%1", str(one.number)), one.number)
        self.branch.setVisible(len(past.branches) > 1)
        self.branch.setCurrentIndex(self.branch.findData(past.branch))
        self.table.take(past.moments, self._snapshot.clock, self._snapshot.time_s)
        self._show_choice()

    def chosen(self) -> MomentView | None:
        """The moment that is chosen; None for none."""
        index: QModelIndex = self.list.selectionModel().currentIndex()
        return self.table.rows[index.row()][1] if index.isValid() else None

    def _is_now(self, branch: int) -> bool:
        return branch == self._snapshot.branch

    def _ask_branch(self, at: int) -> None:
        self._send(ShowPast(self.branch.itemData(at)))

    def _search(self, wanted: str) -> None:
        self.table.search(wanted)
        self._show_choice()

    def _show_choice(self, *_: object) -> None:
        moment = self.chosen()
        possible = moment is not None and moment.stands_s is not None
        self.stands.setText(self._where(moment))
        self.go.setEnabled(possible and bool(self.reason.text().strip()))

    def _where(self, moment: MomentView | None) -> str:
        """Where one will stand, which is seldom to the second."""
        if self._past is None:
            return self.tr("The record is being read...")
        if moment is None:
            return self.tr("Choose a moment.")
        if moment.stands_s is None:
            return self.tr("No moment is stored from so early.")
        words = self.tr("You will stand at %1, %2 before it.")
        words = words.replace("%1", self.table.time_of_day(moment.stands_s))
        return words.replace("%2", formatting.age(moment.time_s - moment.stands_s))

    def _accept(self) -> None:
        moment, past = self.chosen(), self._past
        if moment is None or past is None or not self.go.isEnabled():
            return
        branch = None if self._is_now(past.branch) else past.branch
        # first the wish: closing lets plant time go on
        self._send(Backtrack(moment.time_s, self.reason.text().strip(), branch))
        self.accept()
