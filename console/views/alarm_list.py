"""The alarm list: shapes for the priority, bold for the unseen, first-outs that unfold."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from console.models.alarm_table import HELD_BACK, AlarmTable
from console.theme import ROOMY, Density, palette
from console.views.calm_list import CalmList, Mark
from procedures.snapshot import AlarmState, AlarmView

UNSEEN = (AlarmState.UNACKNOWLEDGED, AlarmState.RETURNED)
# columns and their widths in sizes of the letters
_WIDE: Mapping[int, float] = {0: 2.8, 1: 6.8, 2: 7, 4: 9, 5: 17}
_NARROW: Mapping[int, float] = {0: 2.8, 1: 6.8, 2: 5.5, 4: 7, 5: 12.5}
_NARROW_EM = 100


class AlarmList(CalmList):
    """One row an alarm; Right and Left, or a click on the mark, unfold and fold a first-out.

    Enter asks for the place of the chosen alarm; a click on a heading sorts.
    """

    place_asked = Signal()

    def __init__(self, table: AlarmTable, parent: QWidget | None = None) -> None:
        super().__init__(table, self._mark, parent)
        self.table = table
        self._em_px = ROOMY.text
        header = self.horizontalHeader()
        for column in (3, 6):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.clicked.connect(self._click)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(table.sort_on)

    def resize_to(self, density: Density) -> None:
        """Take the row height and column widths of `density`."""
        self.verticalHeader().setDefaultSectionSize(density.row)
        self.verticalHeader().setMinimumSectionSize(density.row)
        self._em_px = density.text
        self._fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the width of now."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """What happened and what to do have all the room that the rest leaves."""
        narrow = self.width() < _NARROW_EM * self._em_px
        for column, ems in (_NARROW if narrow else _WIDE).items():
            self.setColumnWidth(column, int(ems * self._em_px))

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
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and alarm is not None:
            self.place_asked.emit()
            return
        wanted = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}.get(Qt.Key(event.key()))
        if wanted is None or alarm is None or not alarm.folded:
            super().keyPressEvent(event)
        elif (alarm.id in self.table.unfolded) is not wanted:
            self.toggle_fold()

    def _mark(self, alarm: AlarmView) -> Mark:
        """The priority's shape, softened while the alarm is held back; in bold the unseen."""
        bold = alarm.state in UNSEEN
        if alarm.state in HELD_BACK:
            return Mark(self._quiet_mark(alarm), bold=bold)
        colour = palette().alarm(alarm.priority)
        return Mark(f"alarm-{alarm.priority}", colour, bold=bold, plate=True)

    def _quiet_mark(self, alarm: AlarmView) -> str:
        if alarm.folded and alarm.id in self.table.unfolded:
            return "unfold"
        marks = {AlarmState.SHELVED: "shelve", AlarmState.OUT_OF_SERVICE: "out-of-service"}
        return marks.get(alarm.state, "fold" if alarm.folded else "eye")

    def _click(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if index.column() == 0:
            self.toggle_fold()
