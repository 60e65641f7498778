"""Why something was refused or failed: every reason in full, in a calm box."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from console.icons import Mark
from console.views.text import label, tight


class ReasonsBox(QFrame):
    """A heading and one line a reason."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "trouble")
        self._head = label("strong", wrap=True)
        self._reasons: list[QLabel] = []
        self._rows = QVBoxLayout()
        tight(self._rows, 3)
        self._rows.addWidget(self._head)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 7, 10, 7)
        row.setSpacing(10)
        row.addWidget(Mark("stop", 20, "wrong"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._rows, 1)
        self.hide()

    def present(self, head: str, reasons: tuple[str, ...]) -> None:
        """Show `head` and all reasons; hide when there is neither."""
        self.setVisible(bool(head or reasons))
        self._head.setText(head)
        while len(self._reasons) < len(reasons):
            line = label(wrap=True)
            self._rows.addWidget(line)
            self._reasons.append(line)
        for number, line in enumerate(self._reasons):
            line.setVisible(number < len(reasons))
            if number < len(reasons):
                line.setText(reasons[number])
        self.setAccessibleName(". ".join((head, *reasons)))
