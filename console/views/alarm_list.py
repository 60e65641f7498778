"""The alarm list: shapes for the priority, bold for the unseen, first-outs that unfold."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from console import icons
from console.models.alarm_table import HELD_BACK, AlarmTable
from console.theme import PALETTE, Density
from procedures.snapshot import AlarmState, AlarmView

UNSEEN = (AlarmState.UNACKNOWLEDGED, AlarmState.RETURNED)
_SIDE_PX = 18.0


class _ShapeDelegate(QStyledItemDelegate):
    """Paints the priority's shape, and unseen alarms in bold."""

    def __init__(self, table: AlarmTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table

    def initStyleOption(  # noqa: N802 - Qt's spelling
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Set what needs a person in bold."""
        super().initStyleOption(option, index)
        alarm: AlarmView = index.data(Qt.ItemDataRole.UserRole)
        option.font.setBold(alarm.state in UNSEEN)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint it as it stands."""
        super().paint(painter, option, index)
        if index.column() != 0:
            return
        alarm: AlarmView = index.data(Qt.ItemDataRole.UserRole)
        middle = QRectF(option.rect).center()
        box = QRectF(middle.x() - _SIDE_PX / 2, middle.y() - _SIDE_PX / 2, _SIDE_PX, _SIDE_PX)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if alarm.state in HELD_BACK:
            icons.paint(painter, self._quiet_mark(alarm), box, PALETTE.ink_soft)
            return
        painter.fillRect(box.adjusted(-2, -2, 2, 2), Qt.GlobalColor.white)
        icons.paint(painter, f"alarm-{alarm.priority}", box, PALETTE.alarm(alarm.priority))

    def _quiet_mark(self, alarm: AlarmView) -> str:
        if alarm.folded and alarm.id in self._table.unfolded:
            return "unfold"
        marks = {AlarmState.SHELVED: "shelve", AlarmState.OUT_OF_SERVICE: "out-of-service"}
        return marks.get(alarm.state, "fold" if alarm.folded else "eye")


class AlarmList(QTableView):
    """One row an alarm; Right and Left, or a click on the mark, unfold and fold a first-out."""

    def __init__(self, table: AlarmTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.setModel(table)
        self.setItemDelegate(_ShapeDelegate(table, self))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for column in (3, 6):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.clicked.connect(self._click)

    def resize_to(self, density: Density) -> None:
        """Take the row height and column widths of `density`."""
        self.verticalHeader().setDefaultSectionSize(density.row)
        self.verticalHeader().setMinimumSectionSize(density.row)
        for column, ems in {0: 2.8, 1: 6.8, 2: 7, 4: 9, 5: 17}.items():
            self.setColumnWidth(column, int(ems * density.text))

    def chosen(self) -> AlarmView | None:
        """The alarm that is chosen, None for none."""
        rows = self.selectionModel().selectedRows()
        return self.table.rows[rows[0].row()] if rows else None

    def toggle_fold(self) -> None:
        """Unfold the chosen first-out, or fold it again."""
        alarm = self.chosen()
        if alarm is not None and alarm.folded:
            self.table.toggle_fold(alarm.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        alarm = self.chosen()
        wanted = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}.get(Qt.Key(event.key()))
        if wanted is None or alarm is None or not alarm.folded:
            super().keyPressEvent(event)
        elif (alarm.id in self.table.unfolded) is not wanted:
            self.toggle_fold()

    def _click(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if index.column() == 0:
            self.toggle_fold()
