"""The drills that ship by number, level and length; of the chosen one the briefing, who is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from console.models.programme import (
    Kind,
    briefing_text,
    drill_cells,
    due_line,
    of_kind,
)
from console.models.start_page import WordTable
from console.translation import Translation
from console.views.calm_list import CalmList
from console.views.text import button, label, tight
from procedures.drill.programme.digest import Digest
from procedures.drill.programme.due import Person
from procedures.shelf import DrillCard, drills

_ROW_PX = 28
_NUMBER_PX = 56
_UNDER_TABS_PX = 8  # the buttons of the kinds stand apart from the tabs above them


class DrillsPanel(QWidget):
    """A list by kind. chosen: somebody chose a drill."""

    chosen = Signal(object)  # DrillCard

    def __init__(self, translation: Translation) -> None:
        super().__init__()
        self._translation = translation
        self._all = drills()
        self._digests: tuple[Digest, ...] = ()
        self._people: tuple[Person, ...] = ()
        self.kinds = {kind: button("tab") for kind in Kind}
        self._group = QButtonGroup(self)
        self.table: WordTable[DrillCard] = WordTable(
            lambda card: card.given,
            lambda card: drill_cells(card, translation),
            self._headings,
            self,
        )
        self.list = CalmList(self.table)
        self.list.setProperty("role", "choice")
        self.told = QPlainTextEdit()
        self.told.setReadOnly(True)
        self.told.setTabChangesFocus(True)
        self.due = label("soft", wrap=True)
        self._build()
        self._show_kind(Kind.ALL)
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._choose())

    def _build(self) -> None:
        top = tight(QHBoxLayout(), 4)
        for kind, one in self.kinds.items():
            one.setCheckable(True)
            self._group.addButton(one)
            top.addWidget(one)
            one.clicked.connect(lambda *_, kind=kind: self.show_kind(kind))
        top.addStretch(1)
        self.kinds[Kind.ALL].setChecked(True)
        self.list.lay_out((_NUMBER_PX,), _ROW_PX)
        self.list.fit(0, 2, 3)
        rows = tight(QVBoxLayout(self), 6)
        rows.setContentsMargins(0, _UNDER_TABS_PX, 0, 0)
        rows.addLayout(top)
        rows.addWidget(self.list, 6)
        rows.addWidget(self.told, 4)
        rows.addWidget(self.due)

    @property
    def empty(self) -> bool:
        """Whether no drill ships."""
        return not self._all

    def card(self) -> DrillCard | None:
        """The drill that is chosen."""
        index = self.list.selectionModel().currentIndex()
        return self.table.rows[index.row()] if index.isValid() else None

    def show_kind(self, kind: Kind) -> None:
        """List the drills of one kind, and choose the first: a caretaker needs no second look."""
        self._show_kind(kind)
        if self.table.rows:
            self.list.selectRow(0)
            self._choose()

    def choose(self, number: str) -> None:
        """Choose a drill by its number."""
        places = [n for n, card in enumerate(self.table.rows) if card.number == number]
        if places:
            self.list.selectRow(places[0])

    def forget(self) -> None:
        """Nothing is chosen here any more: something else is."""
        if self.card() is not None:
            self.list.clearSelection()
            self.list.setCurrentIndex(self.list.rootIndex())

    def take_programme(self, read: Sequence[Digest], people: Sequence[Person]) -> None:
        """Take what the records tell: when each drill was done last, and who is due."""
        self._digests, self._people = tuple(read), tuple(people)
        self.table.tell_all_changed()
        self._tell()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        names = {
            Kind.ALL: self.tr("All"),
            Kind.OPERATORS: self.tr("Operators"),
            Kind.FACILITY: self.tr("Facility managers"),
            Kind.NIGHT: self.tr("In the dark"),
        }
        for kind, one in self.kinds.items():
            one.setText(names[kind])
        self.list.setAccessibleName(self.tr("Drills"))
        self.told.setAccessibleName(self.tr("What the drill is about"))
        self.table.tell_all_changed()
        self._tell()

    def _show_kind(self, kind: Kind) -> None:
        self.kinds[kind].setChecked(True)
        self.table.follow(of_kind(self._all, kind))

    def _choose(self) -> None:
        self._tell()
        card = self.card()
        if card is not None:
            self.chosen.emit(card)

    def _tell(self) -> None:
        card = self.card()
        text = "" if card is None else briefing_text(card, self._translation, self._digests)
        if text != self.told.toPlainText():
            self.told.setPlainText(text)
        today = date.today()  # noqa: DTZ011 - the day of whoever sits here
        self.due.setText(due_line(self._people, card, today, self._translation))
        self.due.setAlignment(Qt.AlignmentFlag.AlignTop)

    def _headings(self) -> tuple[str, ...]:
        return (
            self.tr("No."),
            self.tr("Drill"),
            self.tr("Level"),
            self.tr("Length"),
        )
