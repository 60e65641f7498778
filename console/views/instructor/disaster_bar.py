"""The band that says that something real has happened, and who said so."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from console import formatting
from console.icons import Mark
from console.views.text import label
from procedures.drill.instructor_view import InstructorView


class DisasterBar(QFrame):
    """Hidden while it is only a drill."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "trouble")
        self._words = label("wrong", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(10)
        row.addWidget(Mark("caution", 24, "wrong"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)
        self.hide()

    def present(self, view: InstructorView, who: str) -> None:
        """Show it after the code word. who: the name of whoever said it."""
        frozen = view.drill.frozen
        self.setVisible(frozen is not None and frozen.disaster)
        if frozen is not None and frozen.disaster:
            words = self.tr("Real emergency. Everything in the drill stands since %1 (%2).")
            since = formatting.time_at(view.clock, view.time_s, frozen.since_s)
            self._words.setText(words.replace("%1", since).replace("%2", who))
