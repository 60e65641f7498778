"""What to beware of, shown before the step. It contains no action."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from console.icons import Mark
from console.views.text import label


class CautionBox(QFrame):
    """A quiet yellow box with a drawn triangle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "caution")
        self._head = label("caution-head")
        self._text = label("caution", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(10)
        mark = Mark("caution", 22, "caution_edge")
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._head, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def present(self, caution: str) -> None:
        """Show `caution`; hide for ""."""
        self.setVisible(bool(caution))
        self._head.setText(self.tr("Caution"))
        self._text.setText(caution)
        self.setAccessibleName(self._head.text() + ": " + caution)
