"""The event log: everything that happened, as it stands in the record."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHeaderView, QWidget

from console.models.line_tables import EventTable
from console.theme import Density
from console.translation import Translation
from console.views.calm_list import CalmList
from console.views.follow_foot import FollowFoot
from procedures.snapshot import Snapshot


class EventLog(CalmList):
    """A table that follows its newest line unless somebody has scrolled up to read."""

    def __init__(
        self,
        translation: Translation,
        person_name: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        self.table = EventTable(translation, person_name, parent)
        super().__init__(self.table, parent=parent)
        header = self.horizontalHeader()
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
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
