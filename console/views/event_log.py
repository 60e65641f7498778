"""The event log: everything that happened, as it stands in the record."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from console.models.line_tables import EventTable
from console.theme import Density
from console.translation import Translation
from console.views.follow_foot import FollowFoot
from procedures.snapshot import Snapshot


class EventLog(QTableView):
    """A table that follows its newest line unless somebody has scrolled up to read."""

    def __init__(
        self,
        translation: Translation,
        person_name: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.table = EventTable(translation, person_name, self)
        self.setModel(self.table)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._foot = FollowFoot(self)

    def resize_to(self, density: Density) -> None:
        """Take the row height and column widths of `density`."""
        self.verticalHeader().setDefaultSectionSize(density.row)
        for column, ems in enumerate((4, 7, 8)):
            self.setColumnWidth(column, ems * density.text)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.setAccessibleName(self.tr("event log"))
        self.table.tell_all_changed()

    def present(self, snapshot: Snapshot) -> None:
        """Show the newest events of a picture."""
        self.table.take(snapshot)
