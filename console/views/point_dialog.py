"""Entering what a person reported into a manual point, at any time and outside any step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.models.board import asked
from console.models.edge import Edge
from console.translation import Translation
from console.views.dialog_size import WordsDialog
from console.views.edge_border import EdgeBorder
from console.views.enter_field import EnterField
from console.views.text import button, label
from devices.signals import Signal, Value


class PointDialog(WordsDialog):
    """The point with its bounds or states; nothing is entered before somebody fills it."""

    def __init__(
        self,
        point: Signal,
        translation: Translation,
        enter: Callable[[Value], None],
        *,
        edge: Edge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(500, parent)
        self.setWindowTitle(self.tr("Enter a reported value"))
        self._enter = enter
        self._border = EdgeBorder(self, edge)
        says = label("soft", wrap=True)
        says.setText(
            self.tr("No wire measures this point. Enter what was reported; your name stands by it.")
        )
        buttons = QHBoxLayout()
        self.field = EnterField(translation, self._done, buttons)
        cancel = button("big")
        cancel.setText(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        buttons.addWidget(cancel)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(22, 20, 22, 20)
        rows.setSpacing(12)
        rows.addWidget(self.field)
        rows.addWidget(says)
        rows.addLayout(buttons)
        self.finished.connect(self.deleteLater)
        self.field.present(asked(point))

    def _done(self, value: Value) -> None:
        self.accept()
        self._enter(value)
