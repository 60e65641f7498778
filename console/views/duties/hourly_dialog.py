"""The hourly word to the city: the words to say, said or left out with a reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.models.edge import Edge
from console.views.dialog_size import WordsDialog
from console.views.edge_border import EdgeBorder
from console.views.reason_dialog import ReasonDialog
from console.views.text import button, label
from procedures import intents


class HourlyDialog(WordsDialog):
    """Words to say to the disaster headquarters."""

    def __init__(
        self,
        words: str,
        send: Callable[[intents.Intent], None],
        *,
        edge: Edge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(560, parent)
        self.setWindowTitle(self.tr("Tell the city how long supply lasts"))
        self._send = send
        self._edge = edge
        self._border = EdgeBorder(self, edge)
        head, text = label("header", wrap=True), label("say", wrap=True)
        head.setText(self.windowTitle())
        text.setText(words)
        self.said = button("main", "speech")
        self.said.setText(self.tr("Said"))
        self.skip = button("big")
        self.skip.setText(self.tr("Not this time..."))
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.skip)
        line.addWidget(self.said)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(22, 20, 22, 20)
        rows.setSpacing(10)
        rows.addWidget(head)
        rows.addWidget(text)
        rows.addLayout(line)
        self.said.clicked.connect(self._tell)
        self.skip.clicked.connect(self._ask_why)
        self.finished.connect(self.deleteLater)

    def _tell(self) -> None:
        self.accept()
        self._send(intents.SayHourly())

    def _ask_why(self) -> None:
        send = self._send
        ReasonDialog(
            self.tr("Leave out the word to the city"),
            self.tr("Leave out"),
            lambda _choice, reason: send(intents.SkipHourly(reason)),
            edge=self._edge,
            parent=self.parentWidget(),
        ).open()
        self.reject()
