"""The row model tells Qt exactly what changed: Qt's own model tester watches."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from console.models.rows import NOWHERE, Index, RowModel

Row = tuple[int, str]
rows = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from("ab")), unique_by=lambda row: row[0], max_size=8
)


class Plain(RowModel[Row]):
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.rows[index.row()][index.column()]


@given(first=rows, second=rows)
def test_the_model_becomes_any_list_from_any_list(first: list[Row], second: list[Row]) -> None:
    model = Plain(lambda row: row[0])
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for wanted in (first, second):
        model.follow(wanted)
        assert list(model.rows) == wanted


def test_the_chosen_row_stays_chosen_while_rows_move_around_it(qapp: QApplication) -> None:
    model = Plain(lambda row: row[0])
    model.follow([(1, "a"), (2, "a"), (3, "a")])
    chosen = QItemSelectionModel(model)
    chosen.select(model.index(1, 0), QItemSelectionModel.SelectionFlag.SelectCurrent)
    model.follow([(3, "b"), (0, "a"), (2, "a")])
    assert [index.row() for index in chosen.selectedIndexes()] == [2]


def test_a_list_that_has_not_changed_says_nothing() -> None:
    model = Plain(lambda row: row[0])
    model.follow([(1, "a"), (2, "a")])
    heard: list[str] = []
    model.dataChanged.connect(lambda *_: heard.append("data"))
    model.rowsInserted.connect(lambda *_: heard.append("inserted"))
    model.rowsRemoved.connect(lambda *_: heard.append("removed"))
    model.follow([(1, "a"), (2, "a")])
    assert heard == []
