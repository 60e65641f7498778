"""One figure of the top bar: what it is, the value big, the unit small."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.formatting import Shown
from console.icons import Mark
from console.theme import Density
from console.views.text import label, set_trust, tight


class Figure(QWidget):
    """A caption above a value with its unit; a manual value has a pencil.

    A stale value is grey italic with its age beside the caption, so that the bar does not widen.

    in_words: the value is a text and takes a smaller letter than a number.
    """

    def __init__(self, *, in_words: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._caption = label("soft")
        self._value = label("words" if in_words else "figure")
        self._unit = label("unit")
        self._mark = Mark("", 14)
        self._mark.hide()
        line = QHBoxLayout()
        tight(line, 4)
        baseline, middle = Qt.AlignmentFlag.AlignBaseline, Qt.AlignmentFlag.AlignVCenter
        line.addWidget(self._value, 0, middle if in_words else baseline)
        line.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignBaseline)
        line.addWidget(self._mark)
        line.addStretch(1)
        rows = QVBoxLayout(self)
        tight(rows, 0)
        rows.addStretch(1)
        rows.addWidget(self._caption)
        rows.addLayout(line)
        rows.addStretch(1)

    def resize_to(self, density: Density) -> None:
        """Words stand as high as a number: all captions of the bar are on one line."""
        self._value.setMinimumHeight(density.figure)

    def name(self, caption: str) -> None:
        """Say what the figure is."""
        self._name = caption
        self._caption.setText(caption)

    def present(self, value: str, unit: str) -> None:
        """Show `value` with `unit`."""
        self.present_reading(Shown(value, known=True), unit)

    def present_reading(self, shown: Shown, unit: str) -> None:
        """Show a reading with its marks."""
        age = "" if shown.age_s is None else f" {shown.age}"
        self._caption.setText(self._name + age)
        self._value.setText(shown.text.replace(" ?", "?"))  # room is short up here
        self._unit.setText(unit)
        for part in (self._value, self._caption):
            set_trust(part, shown.trust)
        self.setAccessibleName(f"{self._caption.text()} {shown.text} {unit}")
        self._mark.setVisible(shown.manual)
        if shown.manual:
            self._mark.choose("pencil", "bar_ink_soft")
