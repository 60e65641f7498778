"""A hint that was given, among the messages."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from console.icons import Mark
from console.theme import Density
from console.translation import Translation
from console.views.text import label, tight
from procedures.drill.views import HintView


class HintCard(QFrame):
    """What it says, and when it came."""

    def __init__(self, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "inset")
        self._translation = translation
        self._title = label("strong")
        self._when = label("soft")
        self.text = label("condition", wrap=True)
        head = QHBoxLayout()
        tight(head, 6)
        head.addWidget(Mark("guidance", 18, "ink_soft"))
        head.addWidget(self._title, 1)
        head.addWidget(self._when)
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(head)
        self._rows.addWidget(self.text)

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        tight(self._rows, density.gap - 2, density.gap + 2)

    def present(self, hint: HintView, when: str) -> None:
        """Show `hint`, given at `when`."""
        self._title.setText(self.tr("Hint (-2 points)"))
        self._when.setText(when)
        self.text.setText(self._translation.of(hint.words))
