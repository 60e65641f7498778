"""The figures of the alarm system with their targets, as a page of the alarm panel."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from console.models.alarm_figures import AlarmFigureTable, FigureRow
from console.theme import Density


class _ExceededDelegate(QStyledItemDelegate):
    """Sets what is above its target in bold; the words say it too."""

    def initStyleOption(  # noqa: N802 - Qt's spelling
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Set what is above its target in bold."""
        super().initStyleOption(option, index)
        row: FigureRow = index.data(Qt.ItemDataRole.UserRole)
        option.font.setBold(row.exceeded)


class AlarmFiguresView(QTableView):
    """Five rows that are only read."""

    def __init__(self, table: AlarmFigureTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.setModel(table)
        self.setItemDelegate(_ExceededDelegate(self))
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def resize_to(self, density: Density) -> None:
        """Take the row height of `density`."""
        self.verticalHeader().setDefaultSectionSize(density.row)
        self.verticalHeader().setMinimumSectionSize(density.row)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.setAccessibleName(self.tr("figures of the alarm system"))
        self.table.tell_all_changed()
