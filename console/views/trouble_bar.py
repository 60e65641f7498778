"""Says that the sitting ended with an error: in the window, never swallowed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from console.icons import Mark
from console.translation import Translation
from console.views.text import label, tight
from devices.words import Words


class TroubleBar(QFrame):
    """A white bar with a red edge above everything else."""

    def __init__(self, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._translation = translation
        self.setProperty("frame", "trouble")
        self._trouble: Words | None = None
        self._head = label("strong", wrap=True)
        self._text = label(wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        rows = QVBoxLayout()
        tight(rows, 2)
        rows.addWidget(self._head)
        rows.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(12)
        row.addWidget(Mark("broken", 26, "wrong"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(rows, 1)
        self.hide()

    @property
    def trouble(self) -> Words | None:
        """What went wrong, None while nothing has."""
        return self._trouble

    def present(self, trouble: Words) -> None:
        """Show what went wrong."""
        self._trouble = trouble
        self.retranslate()
        self.show()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self._text.setText(self._translation.of(self._trouble))
        self._head.setText(
            self.tr(
                "The sitting has ended because of an error. Its record is complete up to here; "
                "what this window shows no longer changes."
            )
        )
