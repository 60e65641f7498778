"""What is watched all the while: each condition with a mark and its live value."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QWidget

from console.icons import Mark
from console.theme import PALETTE, Density
from console.translation import Translation
from console.views.text import label, set_trust, tight
from procedures.snapshot import ConditionView

_COLUMNS = 2


class WatchStrip(QFrame):
    """A strip at the foot of the procedure. Its conditions are true while all is well."""

    def __init__(self, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "inset")
        self._translation = translation
        self._head = label("soft")
        self._eye = Mark("eye", 16, PALETTE.ink_soft)
        self._cells: list[tuple[Mark, QLabel]] = []
        self._grid = QGridLayout()
        self._grid.setSpacing(3)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 10, 5)
        row.setSpacing(8)
        row.addWidget(self._eye, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._head, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._grid, 1)
        self.hide()

    def resize_to(self, density: Density) -> None:
        """Take the sizes of `density`; where it is tight the eye alone says what this is."""
        self._head.setVisible(density.name == "roomy")

    def present(self, watch: tuple[ConditionView, ...]) -> None:
        """Show what is watched; hide when nothing is."""
        self.setVisible(bool(watch))
        self._head.setText(self.tr("Watching"))
        self._eye.setAccessibleName(self._head.text())
        while len(self._cells) < len(watch):
            self._cells.append(self._new_cell())
        for number, (mark, text) in enumerate(self._cells):
            shown = number < len(watch)
            mark.setVisible(shown)
            text.setVisible(shown)
            if shown:
                self._show(mark, text, watch[number])

    def _show(self, mark: Mark, text: QLabel, condition: ConditionView) -> None:
        marks = {
            True: ("tick", PALETTE.good, self.tr("holds")),
            False: ("caution", PALETTE.wrong, self.tr("does not hold")),
            None: ("unknown", PALETTE.ink_soft, self.tr("unknown")),
        }
        mark.choose(*marks[condition.truth])
        live = self._translation.of(condition.live)
        words = self._translation.of(condition.words)
        text.setText(f"{words} ({live})" if live else words)
        set_trust(text, "stale" if condition.truth is None else "")

    def _new_cell(self) -> tuple[Mark, QLabel]:
        number = len(self._cells)
        mark, text = Mark("", 15), label("small", wrap=True)
        cell = QHBoxLayout()
        tight(cell, 5)
        cell.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        cell.addWidget(text, 1)
        self._grid.addLayout(cell, number // _COLUMNS, number % _COLUMNS)
        self._grid.setColumnStretch(number % _COLUMNS, 1)
        return mark, text
