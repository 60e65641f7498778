"""The foot of the window: the alarm list with what can be done about it, and the event log."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from console import icons
from console.models.alarm_table import AlarmCounts, AlarmTable
from console.theme import PALETTE, Density
from console.translation import Translation
from console.views.event_log import EventLog
from console.views.guidance_dialog import GuidanceDialog
from console.views.shelve_dialog import ShelveDialog
from console.views.text import button, label, tight
from devices.site.site import Site
from procedures.intents import Acknowledge, Intent, Shelve
from procedures.snapshot import AlarmState, AlarmView, Snapshot

_UNSEEN = (AlarmState.UNACKNOWLEDGED, AlarmState.RETURNED)


class _ShapeDelegate(QStyledItemDelegate):
    """Paints the priority's shape, and unseen alarms in bold."""

    def initStyleOption(  # noqa: N802 - Qt's spelling
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Set what needs a person in bold."""
        super().initStyleOption(option, index)
        alarm: AlarmView = index.data(Qt.ItemDataRole.UserRole)
        option.font.setBold(alarm.state in _UNSEEN)

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
        side = 18.0
        middle = QRectF(option.rect).center()
        box = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if alarm.state in (AlarmState.SHELVED, AlarmState.SUPPRESSED):
            name = "shelve" if alarm.state is AlarmState.SHELVED else "fold"
            icons.paint(painter, name, box, PALETTE.ink_soft)
            return
        painter.fillRect(box.adjusted(-2, -2, 2, 2), Qt.GlobalColor.white)
        icons.paint(painter, f"alarm-{alarm.priority}", box, PALETTE.alarm(alarm.priority))


class AlarmPanel(QFrame):
    """Alarms in one tab, events in the other."""

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Intent], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("frame", "panel")
        self._site = site
        self._translation = translation
        self._send = send
        self._counts: AlarmCounts | None = None
        self.hatched = True
        self.table = AlarmTable(translation, self._number, self)
        self.list = QTableView()
        self.events = EventLog(translation)
        self._tabs = QTabBar()
        self._summary = label("soft")
        self.acknowledge = button("tool", "tick")
        self.acknowledge_all = button("tool", "tick")
        self.shelve = button("tool", "shelve")
        self.guidance = button("tool", "guidance")
        self._build()
        self.acknowledge.clicked.connect(self.acknowledge_chosen)
        self.acknowledge_all.clicked.connect(lambda: self._send(Acknowledge("")))
        self.shelve.clicked.connect(self._ask_shelve)
        self.guidance.clicked.connect(self._show_guidance)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._look())
        self.list.doubleClicked.connect(lambda _: self._show_guidance())
        self.retranslate()

    def _build(self) -> None:
        self.list.setModel(self.table)
        self.list.setItemDelegate(_ShapeDelegate(self.list))
        self.list.setShowGrid(False)
        self.list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setTabKeyNavigation(False)
        self.list.setWordWrap(False)
        self.list.verticalHeader().hide()
        self.list.horizontalHeader().setHighlightSections(False)
        for column in (3, 6):
            self.list.horizontalHeader().setSectionResizeMode(
                column, QHeaderView.ResizeMode.Stretch
            )
        self.list.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        head = QHBoxLayout()
        tight(head, 6)
        head.addWidget(self._tabs)
        head.addStretch(1)
        head.addWidget(self._summary)
        head.addSpacing(8)
        for tool in self._tools():
            head.addWidget(tool)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self.events)
        for _ in range(2):
            self._tabs.addTab("")
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.currentChanged.connect(self._pages.setCurrentIndex)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 5, 8, 6)
        rows.setSpacing(4)
        rows.addLayout(head)
        rows.addWidget(self._pages, 1)

    def _tools(self) -> tuple[QPushButton, ...]:
        return (self.acknowledge, self.acknowledge_all, self.shelve, self.guidance)

    def resize_to(self, density: Density) -> None:
        """Take the row height and column widths of `density`."""
        self.list.verticalHeader().setDefaultSectionSize(density.row)
        self.list.verticalHeader().setMinimumSectionSize(density.row)
        for column, ems in {0: 2.8, 1: 6.8, 2: 7, 4: 9, 5: 17}.items():
            self.list.setColumnWidth(column, int(ems * density.text))
        self.events.resize_to(density)
        self._summary.setVisible(density.name == "roomy")

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self._tabs.setTabText(0, self.tr("Alarms"))
        self._tabs.setTabText(1, self.tr("Events"))
        self.acknowledge.setText(self.tr("Acknowledge"))
        self.acknowledge_all.setText(self.tr("All"))
        self.acknowledge_all.setAccessibleName(self.tr("acknowledge all alarms"))
        self.shelve.setText(self.tr("Shelve…"))
        self.guidance.setText(self.tr("Guidance"))
        self.list.setAccessibleName(self.tr("alarm list"))
        self.table.tell_all_changed()
        self.events.retranslate()
        self._summarise()
        self._look()

    def present(self, snapshot: Snapshot) -> None:
        """Show the alarms and events of a picture."""
        self.hatched = snapshot.mode.value != "live"
        self.table.take(snapshot)
        self.events.present(snapshot)
        counts = AlarmCounts.of(snapshot.alarms)
        if counts != self._counts:
            self._counts = counts
            self._summarise()
        self._look()

    def chosen(self) -> AlarmView | None:
        """The alarm that is chosen, None for none."""
        rows = self.list.selectionModel().selectedRows()
        return self.table.rows[rows[0].row()] if rows else None

    def acknowledge_chosen(self) -> None:
        """Acknowledge the chosen alarm, or else the first that waits for it."""
        alarm = self.chosen()
        if alarm is None or alarm.state not in _UNSEEN:
            waiting = [one for one in self.table.rows if one.state in _UNSEEN]
            alarm = waiting[0] if waiting else None
        if alarm is not None:
            self._send(Acknowledge(alarm.id))

    def _look(self) -> None:
        chosen = self.chosen()
        unseen = any(alarm.state in _UNSEEN for alarm in self.table.rows)
        self.acknowledge.setEnabled(unseen)
        self.acknowledge_all.setEnabled(unseen)
        self.shelve.setEnabled(chosen is not None and chosen.priority != 1)
        self.guidance.setEnabled(chosen is not None)

    def _summarise(self) -> None:
        if self._counts is None:
            return
        words = self.tr("%1 to acknowledge · %2 acknowledged · %3 shelved · %4 expected")
        counts = self._counts
        numbers = (counts.unacknowledged, counts.acknowledged, counts.shelved, counts.folded)
        for place, number in enumerate(numbers, start=1):
            words = words.replace(f"%{place}", str(number))
        self._summary.setText(words)

    def _ask_shelve(self) -> None:
        alarm = self.chosen()
        if alarm is not None:
            title = self._translation.of(alarm.title)
            dialog = ShelveDialog(
                title,
                lambda minutes, reason: self._send(Shelve(alarm.id, minutes, reason)),
                hatched=self.hatched,
                parent=self.window(),
            )
            dialog.open()

    def _show_guidance(self) -> None:
        alarm = self.chosen()
        if alarm is not None:
            dialog = GuidanceDialog(
                alarm, self._translation, hatched=self.hatched, parent=self.window()
            )
            dialog.open()

    def _number(self, device: str) -> str:
        known = self._site.devices.get(device)
        return known.number if known is not None else device
