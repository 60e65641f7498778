"""A mark with the time of now: one key (F4), with words or without."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from console.views.text import button, tight
from console.wishes import Wish
from procedures.drill.wishes import Mark


class MarkBar(QWidget):
    """A field and a button. What stands in the field goes with the mark."""

    def __init__(
        self, send: Callable[[Wish], None], person: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._send, self._person = send, person
        self.text = QLineEdit()
        self.mark = button("big", "pencil")
        row = QHBoxLayout(self)
        tight(row, 6)
        row.addWidget(self.text, 1)
        row.addWidget(self.mark)
        self.text.returnPressed.connect(self.set_mark)
        self.mark.clicked.connect(self.set_mark)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.text.setPlaceholderText(self.tr("Note for the debriefing; F4 marks this moment"))
        self.text.setAccessibleName(self.tr("words of the mark"))
        self.mark.setText(self.tr("Mark (F4)"))

    def set_mark(self) -> None:
        """Mark now."""
        self._send(Mark(self.text.text().strip(), self._person))
        self.text.clear()
