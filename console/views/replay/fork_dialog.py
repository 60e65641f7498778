"""Going on from a moment of a record: who sits, and where the new record goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from console import formatting
from console.translation import Translation
from console.views.choice_box import ChoiceBox
from console.views.dialog_size import WordsDialog
from console.views.edge_border import EdgeBorder
from console.views.text import button, label
from console.wishes import ForkFrom, Wish
from devices.site.site import Site
from procedures.people import Sitter
from procedures.record import records_folder
from procedures.snapshot import Snapshot


class ForkDialog(WordsDialog):
    """Asks who sits; the record that is shown is never written."""

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Wish], None],
        snapshot: Snapshot,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(560, parent)
        self.setWindowTitle(self.tr("Fork from here"))
        self._site, self._translation, self._send = site, translation, send
        self._snapshot = snapshot
        self.who, self.record = ChoiceBox(), QLineEdit()
        self.go = button("main", "fork")
        self._border = EdgeBorder(self, "film")
        self._build()

    def _build(self) -> None:
        head, about = label("header"), label("soft", wrap=True)
        head.setText(self.windowTitle())
        clock = formatting.clock_time(self._snapshot.clock)
        words = self.tr(
            "A drill begins at the stored moment at or before %1, in this window and in a new"
            " record. It starts with a copy of all that led there. The record that is shown"
            " stays as it is."
        )
        about.setText(words.replace("%1", clock))
        self.record.setText(str(records_folder() / self._name()))
        self.record.setAccessibleName(self.tr("New record"))
        self.record.setCursorPosition(len(self.record.text()))  # the name, not the folder, is seen
        for sitter, name in self._sitters():
            self.who.addItem(name, sitter)
        chosen = (self._snapshot.sitter, self._snapshot.sitter_roles)
        places = [
            n for n, (one, _) in enumerate(self._sitters()) if (one.person, one.roles) == chosen
        ]
        self.who.setCurrentIndex(places[0] if places else 0)
        self.who.setAccessibleName(self.tr("who sits"))
        self.go.setText(self.tr("Go on from here"))
        cancel = button("big")
        cancel.setText(self.tr("Cancel"))
        form, line = QFormLayout(), QHBoxLayout()
        form.addRow(self.tr("Who sits"), self.who)
        form.addRow(self.tr("New record"), self.record)
        line.addStretch(1)
        line.addWidget(cancel)
        line.addWidget(self.go)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(22, 20, 22, 20)
        rows.setSpacing(12)
        rows.addWidget(head)
        rows.addWidget(about)
        rows.addLayout(form)
        rows.addLayout(line)
        self.go.clicked.connect(self._accept)
        cancel.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self.who.setFocus()

    def _name(self) -> str:
        return f"{datetime.now().astimezone():%Y-%m-%d-%H%M%S}-{self._snapshot.site}-fork.sqlite"

    def _sitters(self) -> list[tuple[Sitter, str]]:
        """Whoever sat then, then one for each role of the site."""
        of, found = self._translation.of, []
        if self._snapshot.sitter:
            found.append(Sitter(self._snapshot.sitter, self._snapshot.sitter_roles))
        found += [Sitter.for_role(self._site, role) for role in self._site.roles]
        named = []
        for sitter in dict.fromkeys(found):
            person = next((p for p in self._site.persons if p.id == sitter.person), None)
            name = sitter.person if person is None else of(person.name)
            roles = [of(self._site.roles[r].title) for r in sitter.roles if r in self._site.roles]
            named.append((sitter, f"{' / '.join(roles)} – {name}" if roles else name))
        return named

    def _accept(self) -> None:
        sitter = self.who.currentData()
        path = Path(self.record.text().strip()).expanduser()
        if isinstance(sitter, Sitter) and path.name:
            self._send(ForkFrom(self._snapshot.time_s, sitter.person, sitter.roles, path))
        self.accept()
