"""One figure of the top bar: what it is, the value big, the unit small."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.formatting import Shown
from console.icons import Mark
from console.theme import PALETTE
from console.views.text import label, tight


class Figure(QWidget):
    """A caption above a value with its unit; a stale value gets its age, a manual one a pencil.

    in_words: the value is a text and takes a smaller letter than a number.
    """

    def __init__(self, *, in_words: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = label("soft")
        self._value = label("words" if in_words else "figure")
        self._unit = label("unit")
        self._mark = Mark("", 14)
        self._mark.hide()
        line = QHBoxLayout()
        tight(line, 4)
        line.addWidget(self._value, 0, Qt.AlignmentFlag.AlignBaseline)
        line.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignBaseline)
        line.addWidget(self._mark)
        line.addStretch(1)
        rows = QVBoxLayout(self)
        tight(rows, 0)
        rows.addStretch(1)
        rows.addWidget(self._caption)
        rows.addLayout(line)
        rows.addStretch(1)

    def name(self, caption: str) -> None:
        """Say what the figure is."""
        self._caption.setText(caption)

    def present(self, value: str, unit: str) -> None:
        """Show `value` with `unit`."""
        self._value.setText(value)
        self._unit.setText(unit)
        self.setAccessibleName(f"{self._caption.text()} {value} {unit}")

    def present_reading(self, shown: Shown, unit: str) -> None:
        """Show a reading with its marks."""
        age = "" if shown.age_s is None else f" {shown.age_s:.0f} s"
        self.present(shown.text, unit + age)
        self._mark.setVisible(shown.manual)
        if shown.manual:
            self._mark.choose("pencil", PALETTE.bar_ink_soft)
