"""Moments that are kept: by hand with a note, every so often; to go back to, or to split off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from console.models.edge import HasEdge
from console.models.lead_lists import KeptTable
from console.theme import Density
from console.translation import Translation
from console.views.choice_box import ChoiceBox
from console.views.instructor.lead_list import REST, LeadList
from console.views.reason_dialog import ReasonDialog
from console.views.text import button, label, tight
from console.wishes import SplitOff, Wish
from devices.words import Words
from procedures.drill.instructor_view import InstructorView, KeptMoment
from procedures.drill.wishes import KeepEvery, KeepMoment
from procedures.intents import Backtrack
from procedures.record import records_folder
from procedures.snapshot import Snapshot

EVERY_MIN: tuple[float, ...] = (1.0, 5.0, 10.0, 15.0, 30.0)
_WIDTHS_EM = (6.7, 8.0, REST)


class MomentPage(QWidget):
    """Keep now, keep every N minutes; go back together, or go on apart in a record of its own."""

    def __init__(
        self,
        translation: Translation,
        send: Callable[[Wish], None],
        person: str,
        person_name: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._translation, self._send, self._person = translation, send, person
        self._snapshot: Snapshot | None = None
        self.note = QLineEdit()
        self.keep = button("big", "save")
        self._every_word = label("soft")
        self.every = ChoiceBox()
        self.table = KeptTable(translation, person_name, self)
        self.list = LeadList(self.table, _WIDTHS_EM)
        self.go_back = button("main", "back")
        self.split = button("big", "fork")
        self.told = label("soft", wrap=True)
        self._build()
        self.keep.clicked.connect(self._keep)
        self.note.returnPressed.connect(self.keep.click)
        self.every.activated.connect(self._keep_every)
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._look())
        self.go_back.clicked.connect(self._ask_back)
        self.split.clicked.connect(self._split)

    def _build(self) -> None:
        now, often, line = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (now, often, line):
            tight(row, 6)
        now.addWidget(self.note, 1)
        now.addWidget(self.keep)
        often.addWidget(self._every_word, 1)
        often.addWidget(self.every)
        line.addWidget(self.go_back, 1)
        line.addWidget(self.split, 1)
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(now)
        self._rows.addLayout(often)
        self._rows.addWidget(self.list, 1)
        self._rows.addWidget(self.told)
        self._rows.addLayout(line)
        self.told.hide()

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        tight(self._rows, density.gap - 2)
        self.list.resize_to(density)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.note.setPlaceholderText(self.tr("Note with the moment"))
        self.note.setAccessibleName(self.note.placeholderText())
        self.keep.setText(self.tr("Keep now"))
        self._every_word.setText(self.tr("Keep a moment by itself"))
        self.every.setAccessibleName(self._every_word.text())
        chosen = max(0, self.every.currentIndex())
        self.every.clear()
        self.every.addItem(self.tr("as the record does"), None)
        for minutes in EVERY_MIN:
            words = self.tr("every %1 min").replace("%1", f"{minutes:g}")
            self.every.addItem(words, minutes)
        self.every.setCurrentIndex(chosen)
        self.list.setAccessibleName(self.tr("moments to go back to, newest first"))
        self.go_back.setText(self.tr("Go back together…"))
        self.split.setText(self.tr("Split off a record"))
        self.table.tell_all_changed()
        self._look()

    def present(self, snapshot: Snapshot, view: InstructorView) -> None:
        """Show the moments of a view."""
        self._snapshot = snapshot
        self.table.take(view)
        if not self.every.view().isVisible():
            self.every.setCurrentIndex(max(0, self.every.findData(view.keep_every_min)))
        self._look()

    def present_split(self, found: Path | Words) -> None:
        """Tell where the record is that was split off, or why there is none."""
        if isinstance(found, Path):
            words = self.tr("Split off. It waits to be taken up: %1")
            self.told.setText(words.replace("%1", found.name))
        else:
            self.told.setText(self._translation.of(found))
        self.told.show()

    @property
    def picked(self) -> KeptMoment | None:
        """The moment that is chosen; None for none."""
        index = self.list.selectionModel().currentIndex()
        return self.table.rows[index.row()] if index.isValid() else None

    def _look(self) -> None:
        for part in (self.go_back, self.split):
            part.setEnabled(self.picked is not None)

    def _keep(self) -> None:
        self._send(KeepMoment(self._person, self.note.text().strip()))
        self.note.clear()

    def _keep_every(self, at: int) -> None:
        self._send(KeepEvery(self.every.itemData(at), self._person))

    def _ask_back(self) -> None:
        moment, window = self.picked, self.window()
        if moment is None:
            return
        words = self.tr("Go back to %1, all together")
        ReasonDialog(
            words.replace("%1", self.table.time_of_day(moment.time_s)),
            self.tr("Go back"),
            lambda _, reason: self._send(Backtrack(moment.time_s, reason, by=self._person)),
            edge=window.edge if isinstance(window, HasEdge) else "hatched",
            parent=window,
        ).open()

    def _split(self) -> None:
        """In the folder of the records, with a name that says from which site and when."""
        moment, snapshot = self.picked, self._snapshot
        if moment is None or snapshot is None:
            return
        now = datetime.now().astimezone()
        path = records_folder() / f"{now:%Y-%m-%d-%H%M%S}-{snapshot.site}-fork.sqlite"
        self.told.setText(self.tr("The record is being split off…"))
        self.told.show()
        self._send(SplitOff(moment.time_s, snapshot.sitter, snapshot.sitter_roles, path))
