"""Asks once more before something that the trainee will feel."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.models.edge import Edge
from console.views.dialog_size import WordsDialog
from console.views.edge_border import EdgeBorder
from console.views.text import button, label


class ConfirmDialog(WordsDialog):
    """What will happen, and two ways out. Opened with `open()`, never run."""

    def __init__(
        self,
        title: str,
        words: str,
        action: str,
        accepted: Callable[[], None],
        *,
        edge: Edge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(460, parent)
        self.setWindowTitle(title)
        self._accepted = accepted
        self._border = EdgeBorder(self, edge)
        head, about = label("header", wrap=True), label(wrap=True)
        head.setText(title)
        about.setText(words)
        self.go, self.cancel = button("main"), button("big")
        self.go.setText(action)
        self.cancel.setText(self.tr("Cancel"))
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.cancel)
        line.addWidget(self.go)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(22, 20, 22, 20)
        rows.setSpacing(12)
        rows.addWidget(head)
        rows.addWidget(about)
        rows.addLayout(line)
        self.go.clicked.connect(self._accept)
        self.cancel.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self.cancel.setFocus()

    def _accept(self) -> None:
        self.accept()
        self._accepted()
