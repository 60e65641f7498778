"""Asks for a reason before something unusual is done: skip, go back, abort, not so, shelve."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from console.models.edge import Edge
from console.theme import px
from console.views.choice_box import ChoiceBox
from console.views.dialog_size import WordsDialog
from console.views.edge_border import EdgeBorder
from console.views.text import button, label


class ReasonDialog(WordsDialog):
    """A reason, and optionally one choice among named things. Opened with `open()`, never run.

    `accepted_with` gets the choice's id ("" when there is none) and the reason.
    """

    def __init__(
        self,
        title: str,
        action: str,
        accepted_with: Callable[[str, str], None],
        choices: Sequence[tuple[str, str]] = (),
        *,
        edge: Edge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(460, parent)
        self.setWindowTitle(title)
        self._accepted_with = accepted_with
        self._border = EdgeBorder(self, edge)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(22, 20, 22, 20)
        rows.setSpacing(10)
        head = label("header", wrap=True)
        head.setText(title)
        rows.addWidget(head)
        self._choice = ChoiceBox()
        for identity, words in choices:
            self._choice.addItem(words, identity)
        self._choice.setVisible(bool(choices))
        rows.addWidget(self._choice)
        self._ask = label("soft")
        self._ask.setText(self.tr("Reason (is written to the record)"))
        rows.addWidget(self._ask)
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(px(90))
        self.reason.setAccessibleName(self._ask.text())
        rows.addWidget(self.reason)
        self.go = button("main")
        self.go.setText(action)
        self.go.setEnabled(False)
        self.cancel = button("big")
        self.cancel.setText(self.tr("Cancel"))
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.cancel)
        line.addWidget(self.go)
        rows.addLayout(line)
        self.reason.textChanged.connect(self._look)
        self.go.clicked.connect(self._accept)
        self.cancel.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self.reason.setFocus()

    def _look(self) -> None:
        self.go.setEnabled(bool(self.reason.toPlainText().strip()))

    def _accept(self) -> None:
        self.accept()
        self._accepted_with(self._choice.currentData() or "", self.reason.toPlainText().strip())
