"""Asks who leads or judges before his window opens: a trainee does not come by it by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from console.models.edge import Edge
from console.translation import Translation
from console.views.choice_box import ChoiceBox
from console.views.dialog_size import WordsDialog
from console.views.edge_border import EdgeBorder
from console.views.text import button, label
from devices.site.site import Site
from procedures.snapshot import Mode, Snapshot

if TYPE_CHECKING:
    # the View menu of the main window leads here
    from console.views.main_window import MainWindow


class WhoDialog(WordsDialog):
    """One of the persons of the site who does not sit, or somebody else by name.

    Where somebody leads already, only he.
    """

    def __init__(
        self,
        site: Site,
        translation: Translation,
        snapshot: Snapshot | None,
        *,
        edge: Edge,
        judges: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(480, parent)
        self.person = ""
        self._judges = judges
        self._border = EdgeBorder(self, edge)
        self.who, self.name = ChoiceBox(), QLineEdit()
        self.go, self.cancel = button("main"), button("big")
        leads = snapshot.drill.instructor if snapshot is not None and snapshot.drill else ""
        self._leader = "" if judges else leads
        self._offer(site, translation, "" if snapshot is None else snapshot.sitter)
        past = judges and snapshot is not None and snapshot.replay is not None
        self._possible = past or (snapshot is not None and snapshot.drill is not None)
        self._live = snapshot is not None and snapshot.mode is Mode.LIVE
        self._build()
        self.who.currentIndexChanged.connect(lambda _: self._look())
        self.name.textChanged.connect(lambda _: self._look())
        self.name.returnPressed.connect(self.go.click)
        self.go.clicked.connect(self._accept)
        self.cancel.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)

    def _offer(self, site: Site, translation: Translation, sitter: str) -> None:
        names = {one.id: translation.of(one.name) for one in site.persons}
        if self._leader:
            self.who.addItem(names.get(self._leader, self._leader), self._leader)
            return
        self.who.addItem(self.tr("somebody else"), "")
        for person, name in names.items():
            if person != sitter:
                self.who.addItem(name, person)

    def _build(self) -> None:
        title = self.tr("Evaluator's window") if self._judges else self.tr("Instructor station")
        self.setWindowTitle(title)
        head, about = label("header"), label("soft", wrap=True)
        head.setText(self.windowTitle())
        words = self.tr(
            "It shows what is to come and leads the drill. It is not for the trainee;"
            " who opens it is shown in it."
        )
        if self._judges:
            words = self.tr(
                "It shows what is expected of the trainee. It is not for him;"
                " the name stands beside every verdict in the record."
            )
        if self._leader:
            led = self.tr("%1 leads this drill.").replace("%1", self.who.currentText())
            words = f"{led} {words}"
        about.setText(words if self._possible else self._why_not())
        role = self.tr("Evaluator") if self._judges else self.tr("Instructor")
        self.who.setAccessibleName(role)
        self.name.setAccessibleName(self.tr("Name"))
        self.go.setText(self.tr("Open it"))
        self.cancel.setText(self.tr("Cancel"))
        form, line = QFormLayout(), QHBoxLayout()
        form.addRow(role, self.who)
        form.addRow(self.tr("Name"), self.name)
        form.setRowVisible(self.name, not self._leader)
        line.addStretch(1)
        line.addWidget(self.cancel)
        line.addWidget(self.go)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(22, 20, 22, 20)
        rows.setSpacing(12)
        rows.addWidget(head)
        rows.addWidget(about)
        rows.addLayout(form)
        rows.addLayout(line)
        self._look()

    def _why_not(self) -> str:
        if self._live:
            return self.tr("This sitting is live: nobody leads a drill in it.")
        return self.tr("This sitting is no drill: open it with a scenario that is one.")

    def _look(self) -> None:
        other = not self.who.currentData()
        self.name.setEnabled(other and self._possible)
        self.who.setEnabled(self._possible)
        named = not other or bool(self.name.text().strip())
        self.go.setEnabled(self._possible and named)

    def _accept(self) -> None:
        self.person = self.who.currentData() or self.name.text().strip()
        self.accept()


def ask_instructor(window: MainWindow) -> WhoDialog | None:
    """Bring his station forward, or ask who leads and have it opened: the View menu's way."""
    return _ask(window, "instructor", judges=False)


def ask_evaluator(window: MainWindow) -> WhoDialog | None:
    """Bring his window forward, or ask who judges and have it opened: the View menu's way."""
    return _ask(window, "evaluator", judges=True)


def _ask(window: MainWindow, name: str, *, judges: bool) -> WhoDialog | None:
    if window.bring_staff_forward(name):
        return None
    dialog = WhoDialog(
        window.site,
        window.translation,
        window.snapshot,
        edge=window.edge,
        judges=judges,
        parent=window,
    )
    dialog.accepted.connect(lambda: window.staff_asked.emit(name, dialog.person))
    dialog.open()
    return dialog
