"""A calm list whose columns are as wide as their letters need, at every density."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel
from PySide6.QtWidgets import QHeaderView, QWidget

from console.theme import Density
from console.views.calm_list import CalmList, Mark

REST = 0.0  # the column that takes what the others leave


class LeadList(CalmList):
    """widths_em: of each column in sizes of the text; REST for the one that takes the rest."""

    def __init__(
        self,
        model: QAbstractTableModel,
        widths_em: Sequence[float],
        mark: Callable[[Any], Mark] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(model, mark, parent)
        self._widths_em = tuple(widths_em)
        header = self.horizontalHeader()
        for column, width_em in enumerate(self._widths_em):
            if width_em == REST:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def resize_to(self, density: Density) -> None:
        """Take the sizes of `density`."""
        self.verticalHeader().setDefaultSectionSize(density.row + 3)
        for column, width_em in enumerate(self._widths_em):
            if width_em != REST:
                self.setColumnWidth(column, round(width_em * density.text))
