"""The whole drill at a glance: the chapters of the chain, and the steps of the one chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from console.models.edge import Edge
from console.models.overview import ChapterRow, ChapterTable, StepTable
from console.models.people import name_of
from console.theme import px
from console.translation import Translation
from console.views.calm_list import CalmList, Mark
from console.views.dialog_size import open_at
from console.views.edge_border import EdgeBorder
from console.views.step_line import MARKS
from console.views.text import button, label
from procedures.snapshot import Snapshot, StepState, StepView

if TYPE_CHECKING:
    from console.views.main_window import MainWindow


def open_overview(window: MainWindow) -> OverviewDialog:
    """Open the dialog over the main window; it follows its pictures."""
    site, translation = window.site, window.translation
    dialog = OverviewDialog(
        translation,
        lambda person: name_of(site, person, translation.language),
        edge=window.edge,
        parent=window,
    )
    if window.snapshot is not None:
        dialog.present(window.snapshot)
    window.presented.connect(dialog.present)
    dialog.open()
    return dialog


class OverviewDialog(QDialog):
    """Above the chapters, below the steps; both are only read."""

    def __init__(
        self,
        translation: Translation,
        person_name: Callable[[str], str],
        *,
        edge: Edge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Overview"))
        open_at(self, 1000, 720)
        self._border = EdgeBorder(self, edge)
        self._snapshot: Snapshot | None = None
        self._chosen_by_hand = False
        self.chapters = ChapterTable(translation, self)
        self.steps = StepTable(translation, person_name, self)
        self.chapter_list = CalmList(self.chapters, _chapter_mark)
        self.step_list = CalmList(self.steps, _step_mark)
        self._of = label("strong")
        self._build()
        self.chapter_list.selectionModel().selectionChanged.connect(lambda *_: self._show_steps())
        self.finished.connect(self.deleteLater)

    def _build(self) -> None:
        close = button("big")
        close.setText(self.tr("Close"))
        close.clicked.connect(self.accept)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(22, 20, 22, 20)
        rows.setSpacing(8)
        rows.addWidget(self.chapter_list, 2)
        rows.addWidget(self._of)
        rows.addWidget(self.step_list, 3)
        rows.addLayout(line)
        self.chapter_list.setAccessibleName(self.tr("procedures of the chain"))
        self.step_list.setAccessibleName(self.tr("steps"))
        for table, stretched, widths in (
            (self.chapter_list, 1, {0: 70, 2: 250, 3: 80, 4: 170, 5: 110}),
            (self.step_list, 1, {0: 36, 2: 110, 3: 120, 4: 112}),
        ):
            table.verticalHeader().setDefaultSectionSize(px(26))
            for column, wide in widths.items():
                table.setColumnWidth(column, px(wide))
            header = table.horizontalHeader()
            header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)

    def present(self, snapshot: Snapshot) -> None:
        """Show a picture; what is chosen stays, at first the chapter at work."""
        first = self._snapshot is None
        self._snapshot = snapshot
        self.chapters.take(snapshot)
        if first:
            rows = self.chapters.rows
            at_work = [n for n, row in enumerate(rows) if row.chapter.state == "current"]
            self.chapter_list.selectRow(at_work[0] if at_work else 0)
        self._show_steps(follow=first)

    def _show_steps(self, *, follow: bool = True) -> None:
        chosen = self.chapter_list.selectionModel().selectedRows()
        if self._snapshot is None:
            return
        row = self.chapters.rows[chosen[0].row()] if chosen else None
        self.steps.take(row.run if row else None, self._snapshot)
        words = self.tr("Steps of %1")
        if row is not None and row.run is None:
            words = self.tr("%1 has not begun")
        self._of.setText(words.replace("%1", row.chapter.label if row else ""))
        if follow:
            states = [step.state for step in self.steps.rows]
            if StepState.CURRENT in states:
                self.step_list.selectRow(states.index(StepState.CURRENT))
            else:
                self.step_list.clearSelection()


def _chapter_mark(row: ChapterRow) -> Mark:
    return Mark(bold=row.chapter.state == "current")


def _step_mark(step: StepView) -> Mark:
    wrong = step.state is StepState.FAILED
    colour = "wrong" if wrong else "ink_soft"
    return Mark(MARKS[step.state], colour, bold=step.state is StepState.CURRENT)
