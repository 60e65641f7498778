"""The figures of the alarm system with their targets, as a page of the alarm panel."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from console.models.alarm_figures import AlarmFigureTable, FigureRow
from console.theme import Density
from console.views.calm_list import CalmList, Mark


def _mark(row: FigureRow) -> Mark:
    """In bold what is above its target; the words say it too."""
    return Mark(bold=row.exceeded)


class AlarmFiguresView(CalmList):
    """Five rows that are only read."""

    def __init__(self, table: AlarmFigureTable, parent: QWidget | None = None) -> None:
        super().__init__(table, _mark, parent)
        self.table = table
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)

    def resize_to(self, density: Density) -> None:
        """Take the row height of `density`."""
        self.verticalHeader().setDefaultSectionSize(density.row)
        self.verticalHeader().setMinimumSectionSize(density.row)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.setAccessibleName(self.tr("figures of the alarm system"))
        self.table.tell_all_changed()
