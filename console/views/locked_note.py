"""Says beside every command of a live sitting why it would be refused now: nothing is armed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from console.icons import Mark
from console.views.text import label
from procedures.snapshot import LiveView


class LockedNote(QFrame):
    """Hidden while commands can be executed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "inset")
        self._text = label("strong", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(8)
        row.addWidget(Mark("lock", 18, "ink"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.hide()

    def present(self, live: LiveView | None) -> None:
        """Show how the key stands, if it stands in the way of commands."""
        locked = live is not None and not live.armed_by
        self.setVisible(locked)
        if live is not None and live.read_only:
            self._text.setText(self.tr("Read-only: commands are refused at this console."))
        elif locked:
            self._text.setText(
                self.tr("Writes are locked: commands are refused until live control is armed.")
            )
