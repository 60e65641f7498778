"""The foot of the window: the alarm list with what can be done about it, events and figures."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSpacerItem,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from console.models.alarm_figures import AlarmFigureTable
from console.models.alarm_order import AlarmFilter, AlarmSort
from console.models.alarm_table import AlarmCounts, AlarmTable
from console.models.drill import GUIDANCE, allows
from console.models.edge import edge_of
from console.models.people import name_of
from console.sound import AlarmSound
from console.theme import Density
from console.translation import Translation
from console.views.alarm_figures import AlarmFiguresView
from console.views.alarm_filter import AlarmFilterBar
from console.views.alarm_list import AlarmList
from console.views.alarm_sounds import SilenceButton
from console.views.alarm_verbs import AlarmVerbs
from console.views.event_log import EventLog
from console.views.text import button, label, tight
from devices.site.site import Site
from procedures.intents import Intent
from procedures.snapshot import Snapshot


class AlarmPanel(QFrame):
    """Alarms in one tab, events in the next, the alarm system's figures in the last.

    Ctrl+F looks for something in the list that is shown.
    """

    place_asked = Signal(str)  # a device

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
        self._snapshot: Snapshot | None = None
        self.table = AlarmTable(translation, self._number, self._name, self)
        self.list = AlarmList(self.table)
        self.events = EventLog(translation, self._name)
        self.figures = AlarmFiguresView(AlarmFigureTable(translation, self._title, self))
        self.tabs = QTabBar()
        self.verbs = AlarmVerbs(self.list, translation, send)
        self.verbs.place_asked.connect(self.place_asked)
        self.sound = AlarmSound(self)
        self.silence = SilenceButton(self.sound)
        self.filter = AlarmFilterBar(site, translation, self.table.names)
        self.looking = button("tool", "search")
        self.looking.setCheckable(True)
        self._sorted = label("soft")
        self.suppressed = button("tool", "eye")
        self.suppressed.setCheckable(True)
        self.suppressed.toggled.connect(self.table.show_suppressed)
        self._summary = label("soft")
        self._flood = label("wrong")
        self._roomy = True
        # what is told where there is room, and whether there is anything to tell
        self._extras: dict[QLabel, bool] = {
            self.silence.trouble: False,
            self._sorted: False,
            self._summary: False,
        }
        self._build()
        self.looking.toggled.connect(self._show_filter)
        self.sound.changed.connect(self._fit_head)
        self.filter.changed.connect(self._look_for)
        self.filter.sorted_by.connect(self._sort_by)
        self.table.headerDataChanged.connect(lambda *_: self._say_order())
        self.retranslate()

    def _build(self) -> None:
        head = QHBoxLayout()
        tight(head, 6)
        head.addWidget(self.tabs)
        head.addWidget(self.looking)
        head.addStretch(1)
        head.addWidget(self._sorted)
        head.addWidget(self._flood)
        head.addWidget(self._summary)
        head.addWidget(self.silence.trouble)
        head.addWidget(self.silence)
        head.addWidget(self.suppressed)
        self._air = QSpacerItem(6, 0)
        head.addSpacerItem(self._air)
        head.addWidget(self.verbs)
        self._pages = QStackedWidget()
        for page in (self.list, self.events, self.figures):
            self._pages.addWidget(page)
            self.tabs.addTab("")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)  # all three are always in sight
        self.tabs.currentChanged.connect(self._turn_to)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 5, 8, 6)
        rows.setSpacing(4)
        rows.addLayout(head)
        rows.addWidget(self.filter)
        rows.addWidget(self.events.filter)
        rows.addWidget(self._pages, 1)
        self._head, self._rows, self._below = head, rows, False
        self.filter.hide()
        self.events.filter.hide()

    def _turn_to(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        for tool in (self.verbs, self.suppressed):
            tool.setVisible(page == 0)
        self._summarise()
        self._show_filter()

    # --- what is looked for ---

    def look_for(self) -> None:
        """Open what one looks for something with, in the list that is shown."""
        if self.tabs.currentIndex() == 2:
            self.tabs.setCurrentIndex(0)
        self.looking.setChecked(True)
        alarms = self.tabs.currentIndex() == 0
        text = self.filter.text if alarms else self.events.filter.text
        text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_filter(self) -> None:
        """A filter that is at work cannot be put out of sight."""
        page, asked = self.tabs.currentIndex(), self.looking.isChecked()
        self.looking.setVisible(page < 2)
        self.filter.setVisible(page == 0 and (asked or bool(self.filter.wanted)))
        self.events.filter.setVisible(page == 1 and (asked or self.events.filter.at_work))

    def _look_for(self, wanted: AlarmFilter) -> None:
        self.table.look_for(wanted)
        self._show_filter()
        self._summarise()
        self.verbs.look()

    def _sort_by(self, sort: AlarmSort) -> None:
        self.table.sort_by(sort)

    def _say_order(self) -> None:
        """By what the list is sorted, in words."""
        sort = self.table.order
        self.filter.show_sort(sort)
        words = ""
        if sort.column is not None:
            name = self.table.names()[sort.column] or self.tr("priority")
            words = self.tr("by %1, downwards") if sort.down else self.tr("by %1, upwards")
            words = words.replace("%1", name)
        self._sorted.setText(words)
        self._extras[self._sorted] = bool(words)
        self._fit_head()
        self.list.setAccessibleDescription(words)

    def resize_to(self, density: Density) -> None:
        """Take the row height and column widths of `density`."""
        for page in (self.list, self.events, self.figures):
            page.resize_to(density)
        self.verbs.resize_to(density)
        self._roomy = density.name == "roomy"
        self._head.setSpacing(6 if self._roomy else 3)
        self._air.changeSize(6 if self._roomy else 0, 0)
        self._summarise()
        self._say_order()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the width of now."""
        super().resizeEvent(event)
        self._fit_head()

    def _fit_head(self) -> None:
        """What is told beside the buttons gives way to them; else they take a line of their own."""
        self._extras[self.silence.trouble] = bool(self.sound.trouble)
        margins, gap = self._rows.contentsMargins(), self._head.spacing()
        room = self.width() - margins.left() - margins.right()
        verbs = 0 if self.verbs.isHidden() else self.verbs.sizeHint().width() + gap
        taken = verbs
        for at in range(self._head.count()):
            item = self._head.itemAt(at)
            widget = None if item is None else item.widget()
            if widget is None:
                taken += gap  # air
            elif widget not in self._extras and widget is not self.verbs and not widget.isHidden():
                taken += widget.sizeHint().width() + gap
        self._place_verbs(below=taken > room)
        taken -= verbs if self._below else 0
        for extra, wanted in self._extras.items():
            taken += extra.sizeHint().width() + gap if wanted else 0
            extra.setVisible(wanted and taken <= room)

    def _place_verbs(self, *, below: bool) -> None:
        """Beside the tabs, or below them."""
        if below != self._below:
            self._below = below
            if below:
                self._rows.insertWidget(1, self.verbs, 0, Qt.AlignmentFlag.AlignRight)
            else:
                self._head.addWidget(self.verbs)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        for number, words in enumerate((self.tr("Alarms"), self.tr("Events"), self.tr("Figures"))):
            self.tabs.setTabText(number, words)
        self.list.setAccessibleName(self.tr("alarm list"))
        self.table.tell_all_changed()
        self.verbs.retranslate()
        self.silence.retranslate()
        self.looking.setText(self.tr("Find…"))
        self.looking.setAccessibleName(self.tr("filter and sort the alarms"))
        self.filter.retranslate()
        self.events.retranslate()
        self.figures.retranslate()
        self._summarise()

    def present(self, snapshot: Snapshot) -> None:
        """Show the alarms and events of a picture."""
        self._snapshot = snapshot
        self.verbs.edge = edge_of(snapshot)
        self.verbs.past = snapshot.replay is not None
        self.verbs.withheld = not self.verbs.past and not allows(snapshot, GUIDANCE)
        self.sound.take(snapshot)
        self.table.take(snapshot)
        self.events.present(snapshot)
        self.figures.table.take(snapshot)
        self._summarise()
        self.verbs.look()

    def _summarise(self) -> None:
        """Counts in words; a flood is said where nobody can miss it."""
        if self._snapshot is None:
            return
        counts = AlarmCounts.of(self._snapshot.alarms)
        figures = self._snapshot.alarm_figures
        parts = [
            self.tr("%1 to acknowledge").replace("%1", str(counts.unacknowledged)),
            self.tr("%1 acknowledged").replace("%1", str(counts.acknowledged)),
            self.tr("%1 shelved").replace("%1", str(counts.shelved)),
        ]
        if counts.out_of_service:
            parts.append(self.tr("%1 out of service").replace("%1", str(counts.out_of_service)))
        flooded = figures is not None and figures.flood
        self.filter.tell(self.table.left_out())
        self._flood.setVisible(flooded)
        self._extras[self._summary] = not flooded and self.tabs.currentIndex() == 0
        if figures is not None:
            self._flood.setText(self.tr("FLOOD: %1 in 10 min").replace("%1", str(figures.shown)))
        self._summary.setText(" · ".join(parts))
        self.suppressed.setText(self.tr("%1 suppressed").replace("%1", str(counts.suppressed)))
        self.suppressed.setAccessibleName(self.tr("show suppressed alarms too"))
        self._fit_head()

    def _number(self, device: str) -> str:
        known = self._site.devices.get(device)
        return self._translation.of(known.short) if known is not None else device

    def _name(self, person: str) -> str:
        return name_of(self._site, person, self._translation.language)

    def _title(self, alarm: str) -> str:
        rule = next((rule for rule in self._site.alarms if rule.id == alarm), None)
        return self._translation.of(rule.title) if rule is not None else alarm
