"""A list of rows that Qt item models follow: the smallest set of changes, told exactly."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class RowModel(QAbstractTableModel, Generic[Row]):
    """Rows with a key. `follow` turns the present list into a new one by removing, inserting,
    moving and changing single rows, so that selection and scrolling stay where they are."""

    def __init__(self, key: Callable[[Row], Hashable], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._rows: list[Row] = []

    @property
    def rows(self) -> Sequence[Row]:
        """The rows as they stand."""
        return self._rows

    def headings(self) -> tuple[str, ...]:
        """The words above the columns, one a column."""
        return ()

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.headings())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The heading of a column."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.headings()[section]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def follow(self, wanted: Sequence[Row]) -> None:
        """Become `wanted`, whose keys must be unique."""
        self._remove_absent({self._key(row) for row in wanted})
        for place, row in enumerate(wanted):
            if place < len(self._rows) and self._key(self._rows[place]) == self._key(row):
                continue
            at = self._find(self._key(row), place)
            if at is None:
                self.beginInsertRows(NOWHERE, place, place)
                self._rows.insert(place, row)
                self.endInsertRows()
            else:
                self.beginMoveRows(NOWHERE, at, at, NOWHERE, place)
                self._rows.insert(place, self._rows.pop(at))
                self.endMoveRows()
        self._change(wanted)

    def tell_all_changed(self) -> None:
        """Tell that every cell and header reads differently now: another language."""
        if self._rows:
            self._tell_changed(0, len(self._rows) - 1)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def _remove_absent(self, wanted: set[Hashable]) -> None:
        for place in range(len(self._rows) - 1, -1, -1):
            if self._key(self._rows[place]) not in wanted:
                self.beginRemoveRows(NOWHERE, place, place)
                del self._rows[place]
                self.endRemoveRows()

    def _find(self, key: Hashable, start: int) -> int | None:
        for place in range(start, len(self._rows)):
            if self._key(self._rows[place]) == key:
                return place
        return None

    def _change(self, wanted: Sequence[Row]) -> None:
        for place, row in enumerate(wanted):
            if self._rows[place] != row:
                self._rows[place] = row
                self._tell_changed(place, place)

    def _tell_changed(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))
