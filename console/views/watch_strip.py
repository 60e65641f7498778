"""What is watched all the while: each condition with a mark and its live value."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from console.icons import Mark
from console.theme import Density
from console.translation import Translation
from console.views.text import label, set_trust, tight
from procedures.snapshot import ConditionView

_COLUMNS = 2
# more than these would push the step out of the window
_MOST = {"roomy": 6, "compact": 4, "tight": 2}


class WatchStrip(QFrame):
    """A strip at the head of the procedure. Its conditions are true while all is well.

    Where there are too many for the strip, those that hold are counted, and told by the tool tip.
    """

    def __init__(self, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "inset")
        self._translation = translation
        self._head = label("soft")
        self._eye = Mark("eye", 16, "ink_soft")
        self._most = _MOST["roomy"]
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
        """Take the room of `density`."""
        self._most = _MOST.get(density.name, _MOST["compact"])

    def present(self, watch: tuple[ConditionView, ...]) -> None:
        """Show what is watched; hide when nothing is."""
        self.setVisible(bool(watch))
        told = watch
        if len(watch) > self._most:
            told = tuple(one for one in watch if one.truth is not True)[: self._most]
        self._show_head(watch, counted=told != watch)
        while len(self._cells) < len(told):
            self._cells.append(self._new_cell())
        for number, (mark, text) in enumerate(self._cells):
            shown = number < len(told)
            mark.setVisible(shown)
            text.setVisible(shown)
            if shown:
                self._show(mark, text, told[number])

    def _show_head(self, watch: tuple[ConditionView, ...], *, counted: bool) -> None:
        words = self.tr("Watching")
        if counted:
            holding = sum(1 for one in watch if one.truth is True)
            words = self.tr("Watching: %1 of %2 hold")
            words = words.replace("%1", str(holding)).replace("%2", str(len(watch)))
        self._head.setText(words)
        self._head.setVisible(counted or self._most == _MOST["roomy"])  # else the eye says it
        self._eye.setAccessibleName(words)
        self.setToolTip("\n".join(self._words(one) for one in watch) if counted else "")

    def _words(self, condition: ConditionView) -> str:
        live = self._translation.of(condition.live)
        if condition.aside:  # what is watched is so, and does not matter: the reason says it all
            return live
        words = self._translation.of(condition.words)
        return f"{words} ({live})" if live else words

    def _show(self, mark: Mark, text: QLabel, condition: ConditionView) -> None:
        marks = {
            True: ("tick", "good", self.tr("holds")),
            False: ("caution", "wrong", self.tr("does not hold")),
            None: ("unknown", "ink_soft", self.tr("unknown")),
        }
        mark.choose(*marks[condition.truth])
        if condition.aside:
            mark.choose("skipped", "ink_soft", self.tr("does not matter now"))
        text.setText(self._words(condition))
        text.setToolTip(self._translation.of(condition.words) if condition.aside else "")
        set_trust(text, "stale" if condition.truth is None else "")

    def _new_cell(self) -> tuple[Mark, QLabel]:
        number = len(self._cells)
        mark, text = Mark("", 15), label("small", wrap=True)
        policy = text.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)  # columns of one width
        text.setSizePolicy(policy)
        cell = QHBoxLayout()
        tight(cell, 5)
        cell.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        cell.addWidget(text, 1)
        self._grid.addLayout(cell, number // _COLUMNS, number % _COLUMNS)
        self._grid.setColumnStretch(number % _COLUMNS, 1)
        return mark, text
