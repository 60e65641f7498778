"""The board: what people reported of the equipment, and what nobody has reported yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from console.models.board import BoardPoint, BoardTable, asked
from console.translation import Translation
from console.views.calm_list import CalmList, Mark
from console.views.dialog_size import open_at
from console.views.enter_field import EnterField
from console.views.text import button, label
from devices.signals import Value
from devices.site.site import Site
from procedures.intents import EnterPoint, Intent
from procedures.snapshot import Snapshot

_WIDTHS_PX = (34, 236, 280, 190, 120)
_ROW_PX = 27
_SIZE_PX = (1000, 680)


def _mark(point: BoardPoint) -> Mark:
    """A pencil beside what was reported, a question mark and bold words where nobody did."""
    if point.reported:
        return Mark("pencil")
    return Mark("unknown", "ink", bold=True)


class BoardDialog(QDialog):
    """Stays open beside the window and follows it. After an entry comes the next open point."""

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Intent], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._translation = translation
        self._send = send
        self._wanted: Sequence[str] = ()
        self._waiting_for = ""  # the point that was just entered, until the picture shows it
        self.table = BoardTable(site, translation, self)
        self.list = CalmList(self.table, _mark)
        self._head = label("header", wrap=True)
        self._note = label("soft", wrap=True)
        self._foot = QFrame()
        buttons = QHBoxLayout()
        self.field = EnterField(translation, self._enter, buttons)
        self._close = button("big")
        buttons.addWidget(self._close, 1)
        self._build(buttons)
        self._close.clicked.connect(self.close)
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._show_point())
        translation.changed.connect(self.retranslate)
        open_at(self, *_SIZE_PX)
        self.retranslate()

    def _build(self, buttons: QHBoxLayout) -> None:
        self.list.lay_out(_WIDTHS_PX, _ROW_PX)
        self._foot.setProperty("frame", "plain-card")
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(14, 10, 14, 12)
        foot.addWidget(self.field)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 16)
        rows.setSpacing(8)
        rows.addWidget(self._head)
        rows.addWidget(self._note)
        rows.addWidget(self.list, 1)
        rows.addWidget(self._foot)
        rows.addLayout(buttons)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.setWindowTitle(self.tr("Board: what people report"))
        self._close.setText(self.tr("Close"))
        self.list.setAccessibleName(self.windowTitle())
        self.table.tell_all_changed()
        self._say()
        self._show_point()

    def present(self, snapshot: Snapshot) -> None:
        """Show the board of a picture; go on to the next open point once an entry stands in it."""
        fresh = not self.table.rows
        self.table.take(snapshot)
        self._say()
        place = self.table.place_of(self._waiting_for)
        if place is not None and self.table.rows[place].reported:
            self._waiting_for = ""
            self._go_to(self.table.next_open(place, self._wanted), place)
        elif fresh:
            self._go_to(self.table.next_open(-1, self._wanted), 0)

    def ask_for(self, points: Sequence[str]) -> None:
        """Lead to the first of `points` that nobody has reported."""
        self._wanted = tuple(points)
        self._go_to(self.table.next_open(-1, self._wanted), 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter what was chosen, without the mouse."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.field.submit()
        else:
            super().keyPressEvent(event)

    def _go_to(self, row: int | None, otherwise: int) -> None:
        self.list.selectRow(otherwise if row is None else row)
        self._show_point()
        if row is None:
            self._close.setFocus()
        else:
            self.field.take_focus()

    def _say(self) -> None:
        missing = sum(not point.reported for point in self.table.rows)
        words = self.tr("%1 of %2 points are not reported yet")
        if not missing:
            words = self.tr("All %2 points are reported")
        words = words.replace("%1", str(missing)).replace("%2", str(len(self.table.rows)))
        self._head.setText(words)
        self._note.setText(
            self.tr(
                "No wire measures these points. Until somebody reports one it is unknown, and what"
                " depends on it is refused. Enter each as it is reported; your name stands by it."
            )
        )

    def _show_point(self) -> None:
        at = self.list.currentIndex()
        self._foot.setVisible(at.isValid())
        point: BoardPoint | None = at.data(Qt.ItemDataRole.UserRole) if at.isValid() else None
        self.field.present(None if point is None else asked(point.signal))

    def _enter(self, value: Value) -> None:
        point: BoardPoint = self.list.currentIndex().data(Qt.ItemDataRole.UserRole)
        self._waiting_for = point.signal.name
        self._send(EnterPoint(point.signal.name, value))
