"""Who can be reached how: the roles of the site with their people, organisation and number."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from console.models.edge import Edge
from console.translation import Translation
from console.views.dialog_size import open_at
from console.views.edge_border import EdgeBorder
from console.views.text import button, label
from devices.site.site import Role, Site


class ContactsDialog(QDialog):
    """One row a role. A number of origin P is a placeholder and says so."""

    def __init__(
        self,
        site: Site,
        translation: Translation,
        *,
        edge: Edge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Contacts"))
        open_at(self, 940, 480)
        self._site = site
        self._translation = translation
        self._border = EdgeBorder(self, edge)
        head = label("header")
        head.setText(self.windowTitle())
        self.table = QTableWidget(len(site.roles), 5)
        self.table.setHorizontalHeaderLabels(
            [
                self.tr("Role"),
                self.tr("Who"),
                self.tr("Organisation"),
                self.tr("By"),
                self.tr("Number"),
            ]
        )
        for row, role in enumerate(site.roles.values()):
            for column, text in enumerate(self._row(role)):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setAccessibleName(self.windowTitle())
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.resizeColumnsToContents()
        close = button("big")
        close.setText(self.tr("Close"))
        close.clicked.connect(self.accept)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(22, 20, 22, 20)
        rows.setSpacing(10)
        rows.addWidget(head)
        rows.addWidget(self.table, 1)
        rows.addLayout(line)
        self.finished.connect(self.deleteLater)

    def _row(self, role: Role) -> tuple[str, str, str, str, str]:
        of, language = self._translation.of, self._translation.language
        people = (one for one in self._site.persons if role.name in one.roles)
        who = ", ".join(one.name.in_language(language) for one in people)
        title, organisation = f"{role.name}  {of(role.title)}", of(role.organisation)
        contact = role.contact
        if contact is None:
            return title, who, organisation, "–", "–"
        number = contact.number
        if "P" in contact.origin:
            number += " " + self.tr("(placeholder)")
        return title, who, organisation, of(contact.channel), number
