"""Every raw alarm: those too that the trainee's list folds, shelves or leaves out."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.models.alarm_table import AlarmTable
from console.models.lead_lists import RawAlarmTable
from console.models.people import name_of
from console.theme import Density, palette
from console.translation import Translation
from console.views.calm_list import Mark
from console.views.instructor.lead_list import REST, LeadList
from console.views.text import label, tight
from devices.site.site import Site
from procedures.drill.instructor_view import InstructorView
from procedures.snapshot import AlarmView, Snapshot

_WIDTHS_EM = (2.4, 6.7, 10.5, REST)


class AlarmPage(QWidget):
    """Newest first; in bold what the trainee's list shows too."""

    def __init__(self, site: Site, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # the words of a state are those of the trainee's list
        self._words = AlarmTable(
            translation, str, lambda who: name_of(site, who, translation.language), self
        )
        self.table = RawAlarmTable(translation, self._words.state_word, self)
        self.list = LeadList(self.table, _WIDTHS_EM, _mark_of)
        self._count = label("soft", wrap=True)
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self._count)
        self._rows.addWidget(self.list, 1)

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        tight(self._rows, density.gap - 2)
        self.list.resize_to(density)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.list.setAccessibleName(self.tr("every alarm, newest first"))
        self.table.tell_all_changed()

    def present(self, snapshot: Snapshot, view: InstructorView) -> None:
        """Show every alarm of a view."""
        self._words.take(snapshot)
        self.table.take(view)
        seen = sum(1 for alarm in view.alarms if not alarm.held_back)
        words = self.tr("%1 raised · %2 of them in the trainee's list")
        self._count.setText(words.replace("%1", str(len(view.alarms))).replace("%2", str(seen)))


def _mark_of(alarm: AlarmView) -> Mark:
    name = f"alarm-{alarm.priority}"
    return Mark(name, palette().alarm(alarm.priority), bold=not alarm.held_back, plate=True)
