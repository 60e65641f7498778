"""A calm list whose columns are as wide as their letters need, at every density."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QRect, Qt, QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView, QWidget

from console.theme import Density
from console.views.calm_list import CalmList, Mark

_BESIDE_PX, _ABOVE_PX = 19, 8  # what a cell has around its words
_WRAP = int(Qt.TextFlag.TextWrapAnywhere | Qt.TextFlag.TextWordWrap)
REST = 0.0  # the column that takes what the others leave


class LeadList(CalmList):
    """widths_em: of each column in sizes of the text; REST for the one that takes the rest.

    wraps: words that find no place on a line take a second one.
    """

    def __init__(
        self,
        model: QAbstractTableModel,
        widths_em: Sequence[float],
        mark: Callable[[Any], Mark] | None = None,
        *,
        wraps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(model, mark, parent)
        self._widths_em, self._mark = tuple(widths_em), mark
        self.setStyleSheet("QTableView::item { padding: 3px 6px; }")
        header = self.horizontalHeader()
        self._wraps = QTimer(self, singleShot=True, interval=0)
        self._wraps.timeout.connect(self._fit_rows)
        if wraps:
            self.setWordWrap(True)
            for changed in (
                header.sectionResized, model.rowsInserted, model.dataChanged,
            ):  # fmt: skip
                changed.connect(lambda *_: self._wraps.start())
        for column, width_em in enumerate(self._widths_em):
            if width_em == REST:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def resize_to(self, density: Density) -> None:
        """Take the sizes of `density`."""
        self.verticalHeader().setMinimumSectionSize(density.row + 3)
        self.verticalHeader().setDefaultSectionSize(density.row + 3)
        for column, width_em in enumerate(self._widths_em):
            if width_em != REST:
                self.setColumnWidth(column, round(width_em * density.text))

    def _fit_rows(self) -> None:
        """Make each row as high as its words need."""
        bold = self.font()
        bold.setBold(True)
        plain, strong, model = self.fontMetrics(), QFontMetrics(bold), self.model()
        least = self.verticalHeader().minimumSectionSize()
        for row in range(model.rowCount()):
            shown = model.index(row, 0).data(Qt.ItemDataRole.UserRole)
            metrics = strong if self._mark is not None and self._mark(shown).bold else plain
            heights = [least]
            for column in range(model.columnCount()):
                room = QRect(0, 0, self.columnWidth(column) - _BESIDE_PX, 10_000)
                words = str(model.index(row, column).data() or "")
                heights.append(metrics.boundingRect(room, _WRAP, words).height() + _ABOVE_PX)
            if self.rowHeight(row) != max(heights):
                self.setRowHeight(row, max(heights))
