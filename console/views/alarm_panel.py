"""The foot of the window: the alarm list with what can be done about it, events and figures."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from console.models.alarm_figures import AlarmFigureTable
from console.models.alarm_table import AlarmCounts, AlarmTable
from console.models.people import name_of
from console.theme import Density
from console.translation import Translation
from console.views.alarm_figures import AlarmFiguresView
from console.views.alarm_list import AlarmList
from console.views.alarm_verbs import AlarmVerbs
from console.views.event_log import EventLog
from console.views.text import button, label, tight
from devices.site.site import Site
from procedures.intents import Intent
from procedures.snapshot import Snapshot


class AlarmPanel(QFrame):
    """Alarms in one tab, events in the next, the alarm system's figures in the last."""

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
        self.suppressed = button("tool", "eye")
        self.suppressed.setCheckable(True)
        self.suppressed.toggled.connect(self.table.show_suppressed)
        self._summary = label("soft")
        self._flood = label("wrong")
        self._roomy = True
        self._build()
        self.retranslate()

    def _build(self) -> None:
        head = QHBoxLayout()
        tight(head, 6)
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self._flood)
        head.addWidget(self._summary)
        head.addWidget(self.suppressed)
        head.addSpacing(6)
        head.addWidget(self.verbs)
        self._pages = QStackedWidget()
        for page in (self.list, self.events, self.figures):
            self._pages.addWidget(page)
            self.tabs.addTab("")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.currentChanged.connect(self._turn_to)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 5, 8, 6)
        rows.setSpacing(4)
        rows.addLayout(head)
        rows.addWidget(self._pages, 1)

    def _turn_to(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        for tool in (self.verbs, self.suppressed):
            tool.setVisible(page == 0)

    def resize_to(self, density: Density) -> None:
        """Take the row height and column widths of `density`."""
        for page in (self.list, self.events, self.figures):
            page.resize_to(density)
        self.verbs.resize_to(density)
        self._roomy = density.name == "roomy"
        self._summarise()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        for number, words in enumerate((self.tr("Alarms"), self.tr("Events"), self.tr("Figures"))):
            self.tabs.setTabText(number, words)
        self.list.setAccessibleName(self.tr("alarm list"))
        self.table.tell_all_changed()
        self.verbs.retranslate()
        self.events.retranslate()
        self.figures.retranslate()
        self._summarise()

    def present(self, snapshot: Snapshot) -> None:
        """Show the alarms and events of a picture."""
        self._snapshot = snapshot
        self.verbs.hatched = snapshot.mode.value != "live"
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
        self._flood.setVisible(flooded)
        self._summary.setVisible(self._roomy and not flooded)
        if figures is not None:
            self._flood.setText(self.tr("FLOOD: %1 in 10 min").replace("%1", str(figures.shown)))
        self._summary.setText(" · ".join(parts))
        self.suppressed.setText(self.tr("%1 suppressed").replace("%1", str(counts.suppressed)))
        self.suppressed.setAccessibleName(self.tr("show suppressed alarms too"))

    def _number(self, device: str) -> str:
        known = self._site.devices.get(device)
        return self._translation.of(known.short) if known is not None else device

    def _name(self, person: str) -> str:
        return name_of(self._site, person, self._translation.language)

    def _title(self, alarm: str) -> str:
        rule = next((rule for rule in self._site.alarms if rule.id == alarm), None)
        return self._translation.of(rule.title) if rule is not None else alarm
