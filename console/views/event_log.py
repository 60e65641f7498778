"""The event log: everything that happened, as it stands in the record."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from console.models.line_tables import EventTable
from console.theme import Density
from console.translation import Translation
from console.views.follow_foot import FollowFoot
from procedures.snapshot import Snapshot


class EventLog(QTableView):
    """A table that follows its newest line unless somebody has scrolled up to read."""

    def __init__(self, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = EventTable(translation, self)
        self.setModel(self.table)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self._foot = FollowFoot(self)

    def resize_to(self, density: Density) -> None:
        """Take the row height and column widths of `density`."""
        self.verticalHeader().setDefaultSectionSize(density.row)
        for column, ems in enumerate((4, 6, 8)):
            self.setColumnWidth(column, ems * density.text)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.setAccessibleName(self.tr("event log"))
        self.table.tell_all_changed()

    def present(self, snapshot: Snapshot) -> None:
        """Show the newest events of a picture."""
        self.table.take(snapshot)
