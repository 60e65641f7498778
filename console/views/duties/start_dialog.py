"""Choosing a procedure to start by hand; each that cannot be started says why."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from console.translation import Translation
from console.views.hatched_border import HatchedBorder
from console.views.text import button, label
from procedures.snapshot import StartView


class StartDialog(QDialog):
    """A list of procedures; below it, why the chosen one cannot be started."""

    def __init__(
        self,
        offered: Sequence[StartView],
        translation: Translation,
        start: Callable[[str], None],
        *,
        hatched: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Start a procedure"))
        self.resize(620, 520)
        self._offered = tuple(offered)
        self._translation = translation
        self._start = start
        self._border = HatchedBorder(self) if hatched else None
        head = label("header")
        head.setText(self.windowTitle())
        self.list = QListWidget()
        self.list.setAccessibleName(self.windowTitle())
        for view in self._offered:
            item = QListWidgetItem(f"{view.chain}  {translation.of(view.title)}")
            if view.against is not None:
                item.setForeground(self.palette().placeholderText())
            self.list.addItem(item)
        self.why = label("soft", wrap=True)
        self.go = button("main")
        self.go.setText(self.tr("Start"))
        cancel = button("big")
        cancel.setText(self.tr("Cancel"))
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(cancel)
        line.addWidget(self.go)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(22, 20, 22, 20)
        rows.setSpacing(10)
        rows.addWidget(head)
        rows.addWidget(self.list, 1)
        rows.addWidget(self.why, 0, Qt.AlignmentFlag.AlignTop)
        rows.addLayout(line)
        self.list.currentRowChanged.connect(self._look)
        self.go.clicked.connect(self._accept)
        cancel.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self.list.setCurrentRow(0)

    def _look(self, row: int) -> None:
        against = self._offered[row].against if row >= 0 else None
        self.why.setText(self._translation.of(against))
        self.why.setVisible(against is not None)
        self.go.setEnabled(row >= 0 and against is None)

    def _accept(self) -> None:
        self.accept()
        self._start(self._offered[self.list.currentRow()].procedure)
