"""Choosing a procedure to start by hand; each that cannot be started says why."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from console.models.edge import Edge
from console.models.start_table import StartTable
from console.theme import px
from console.translation import Translation
from console.views.calm_list import CalmList, Mark
from console.views.dialog_size import open_at
from console.views.edge_border import EdgeBorder
from console.views.text import button, label
from procedures.snapshot import StartView

_WIDTHS_PX = (34, 72, 320)
_ROW_PX = 28
_TOLD_PX = 48  # two lines: the list must not move while one reads down it


def _mark(view: StartView) -> Mark:
    if view.against is not None:
        return Mark("lock", "ink_soft", plate=True)
    if view.called_for:
        return Mark("caution", "ink", bold=True, plate=True)
    return Mark()


class StartDialog(QDialog):
    """A list of procedures, each with what stands against it now; below it, that in full."""

    def __init__(
        self,
        offered: Sequence[StartView],
        translation: Translation,
        start: Callable[[str], None],
        *,
        edge: Edge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Start a procedure"))
        open_at(self, 1000, 640)
        self._start = start
        self._border = EdgeBorder(self, edge)
        head = label("header")
        head.setText(self.windowTitle())
        self.table = StartTable(offered, translation, self)
        self.list = CalmList(self.table, _mark)
        self.list.setProperty("role", "choice")
        self.list.setAccessibleName(self.windowTitle())
        self.list.lay_out(_WIDTHS_PX, _ROW_PX)
        self.why = label("strong", wrap=True)
        self.why.setMinimumHeight(px(_TOLD_PX))
        self.why.setAlignment(Qt.AlignmentFlag.AlignTop)
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
        rows.addWidget(self.why)
        rows.addLayout(line)
        self.list.selectionModel().currentRowChanged.connect(self._look)
        self.list.activated.connect(lambda _: self.go.click())
        self.go.clicked.connect(self._accept)
        cancel.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self.list.selectRow(0)
        self.list.setFocus()
        self._look()

    def chosen(self) -> StartView | None:
        """The procedure that is chosen; None for none."""
        index = self.list.selectionModel().currentIndex()
        return self.table.rows[index.row()] if index.isValid() else None

    def _look(self, *_: object) -> None:
        view = self.chosen()
        self.why.setText("" if view is None else self.table.told(view))
        self.go.setEnabled(view is not None and view.against is None)

    def _accept(self) -> None:
        view = self.chosen()
        self.accept()
        if view is not None:
            self._start(view.procedure)
