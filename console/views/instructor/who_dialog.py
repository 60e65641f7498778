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
    """One of the persons of the site who does not sit, or somebody else by name."""

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
        sitter = "" if snapshot is None else snapshot.sitter
        self.who.addItem(self.tr("somebody else"), "")
        for one in site.persons:
            if one.id != sitter:
                self.who.addItem(translation.of(one.name), one.id)
        led = snapshot.drill.instructor if snapshot is not None and snapshot.drill else ""
        self.who.setCurrentIndex(max(0, self.who.findData(led)))
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
        about.setText(words if self._possible else self._why_not())
        role = self.tr("Evaluator") if self._judges else self.tr("Instructor")
        self.who.setAccessibleName(role)
        self.name.setAccessibleName(self.tr("Name"))
        self.go.setText(self.tr("Open it"))
        self.cancel.setText(self.tr("Cancel"))
        form, line = QFormLayout(), QHBoxLayout()
        form.addRow(role, self.who)
        form.addRow(self.tr("Name"), self.name)
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


def ask_instructor(window: MainWindow) -> WhoDialog:
    """Ask who leads, and have his station opened: the View menu's way."""
    return _ask(window, "instructor", judges=False)


def ask_evaluator(window: MainWindow) -> WhoDialog:
    """Ask who judges, and have his window opened: the View menu's way."""
    return _ask(window, "evaluator", judges=True)


def _ask(window: MainWindow, name: str, *, judges: bool) -> WhoDialog:
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
