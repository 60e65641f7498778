"""The event log: everything that happened, as it stands in the record."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLineEdit, QWidget

from console.models.line_tables import EventTable
from console.theme import Density
from console.translation import Translation
from console.views.calm_list import CalmList
from console.views.choice_box import ChoiceBox
from console.views.follow_foot import FollowFoot
from console.views.text import label, tight
from procedures.snapshot import Snapshot


class EventFilterBar(QWidget):
    """Words to look for in the events, and whose they are. Esc shows all again."""

    def __init__(
        self,
        table: EventTable,
        person_name: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._table = table
        self._person_name = person_name
        self._people: tuple[str, ...] | None = None
        self.text = QLineEdit()
        self.who = ChoiceBox()
        self.told = label("wrong")
        row = QHBoxLayout(self)
        tight(row, 6)
        row.addWidget(self.told)
        row.addWidget(self.text, 1)
        row.addWidget(self.who)
        self.text.textChanged.connect(self._look)
        self.who.activated.connect(self._look)
        self.retranslate()

    @property
    def at_work(self) -> bool:
        """Whether something is looked for."""
        return bool(self.text.text().strip() or self.who.currentData())

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.text.setPlaceholderText(self.tr("Find in the events"))
        self.text.setAccessibleName(self.text.placeholderText())
        self.who.setAccessibleName(self.tr("whose events"))
        self._people = None
        self.tell()

    def tell(self) -> None:
        """Say how much is left out, and offer whoever did something."""
        left_out = self._table.left_out
        self.told.setVisible(self.at_work)
        self.told.setText(self.tr("FILTERED: %1 not shown").replace("%1", str(left_out)))
        if self._table.people != self._people:
            self._people = self._table.people
            chosen = self.who.currentData()
            self.who.clear()
            self.who.addItem(self.tr("everybody"), "")
            for person in self._people:
                if person:
                    self.who.addItem(self._person_name(person), person)
            self.who.setCurrentIndex(max(0, self.who.findData(chosen)))

    def _look(self) -> None:
        self._table.look_for(self.text.text(), self.who.currentData() or "")
        self.tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes the filter away, and then is for whoever is behind."""
        if event.key() == Qt.Key.Key_Escape and self.at_work:
            self.text.clear()
            self.who.setCurrentIndex(0)
            self._look()
        else:
            super().keyPressEvent(event)


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
        self.filter = EventFilterBar(self.table, person_name)

    def resize_to(self, density: Density) -> None:
        """Take the row height and column widths of `density`."""
        self.verticalHeader().setDefaultSectionSize(density.row)
        for column, ems in enumerate((4, 7, 8)):
            self.setColumnWidth(column, ems * density.text)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.setAccessibleName(self.tr("event log"))
        self.table.tell_all_changed()
        self.filter.retranslate()

    def present(self, snapshot: Snapshot) -> None:
        """Show the newest events of a picture."""
        self.table.take(snapshot)
        self.filter.tell()
