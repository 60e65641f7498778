"""Who takes part in a drill: the trainee, and who leads and who judges it, if anybody does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QGridLayout

from console.models.start_page import persons
from console.translation import Translation
from console.views.text import label
from devices.site.site import Site

STAFF_ROLES = ("EVAL",)


class NameBox(QComboBox):
    """The persons of the site, or a name that somebody writes."""

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)

    def name(self) -> str:
        """The id of a person of the site, what was written, or "" for what stands for nobody."""
        text = self.currentText().strip()
        at = self.findText(text)
        return str(self.itemData(at)) if at >= 0 else text

    def offer(self, offered: Sequence[tuple[str, str]], nobody: str = "") -> None:
        """Offer these; what was chosen or written stays. nobody: the words for none."""
        kept = self.name() if self.count() else ""
        own = self.currentText() if self.count() and self.findText(self.currentText()) < 0 else ""
        self.blockSignals(True)
        self.clear()
        if nobody:
            self.addItem(nobody, "")
        for id, words in offered:
            self.addItem(words, id)
        self.setCurrentIndex(max(0, self.findData(kept)))
        if own.strip():
            self.setEditText(own)
        field = self.lineEdit()
        if field is not None:
            field.home(False)  # else a long name shows its end
        self.blockSignals(False)


class Party(QObject):
    """Three boxes in two rows of a grid. overdue: how many drills each person owes."""

    def __init__(self, translation: Translation) -> None:
        super().__init__()
        self._translation = translation
        self._site: Site | None = None
        self._role = ""
        self.overdue: dict[str, int] = {}
        self.trainee, self.instructor, self.evaluator = NameBox(), NameBox(), NameBox()
        self._boxes = (self.trainee, self.instructor, self.evaluator)
        self._labels = tuple(label("soft") for _ in self._boxes)

    def lay_into(self, grid: QGridLayout, row: int) -> None:
        """The trainee in one row, who leads and judges in the next."""
        grid.addWidget(self._labels[0], row, 0)
        grid.addWidget(self.trainee, row, 1, 1, 3)
        for place, (name, box) in enumerate(zip(self._labels[1:], self._boxes[1:], strict=True)):
            grid.addWidget(name, row + 1, 2 * place)
            grid.addWidget(box, row + 1, 2 * place + 1)

    def offer(self, site: Site | None, role: str) -> None:
        """Offer the persons of a site: to train those with the role, to lead the evaluators."""
        self._site, self._role = site, role
        self._fill()

    def show_for(self, *, trainee: bool, drill: bool) -> None:
        """Show what the kind of sitting has a use for."""
        for place, (name, box) in enumerate(zip(self._labels, self._boxes, strict=True)):
            for part in (name, box):
                part.setVisible(drill or (place == 0 and trainee))

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        names = (self.tr("Trainee"), self.tr("Instructor"), self.tr("Evaluator"))
        for name, box, words in zip(self._labels, self._boxes, names, strict=True):
            name.setText(words)
            box.setAccessibleName(words)
        self._fill()

    def _fill(self) -> None:
        if self._site is None:
            return
        of = self._translation
        self.trainee.offer(persons(self._site, of, (self._role,), self.overdue))
        staff = persons(self._site, of, STAFF_ROLES, {})
        self.instructor.offer(staff, self.tr("nobody (alone)"))
        self.evaluator.offer(staff, self.tr("nobody"))
