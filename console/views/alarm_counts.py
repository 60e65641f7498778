"""How many alarms stand, by priority: square, triangle and diamond on a white chip."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from console.icons import Mark
from console.models.alarm_table import AlarmCounts
from console.views.text import label, tight


class AlarmCountsChip(QFrame):
    """Three shapes with a number each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chip")
        row = QHBoxLayout(self)
        tight(row, 5)
        row.setContentsMargins(10, 5, 10, 5)
        self._numbers = []
        for priority in (1, 2, 3):
            number = label()
            row.addWidget(Mark(f"alarm-{priority}", 22, f"alarm_{priority}"))
            row.addWidget(number)
            if priority < 3:
                row.addSpacing(8)
            self._numbers.append(number)

    def present(self, counts: AlarmCounts) -> None:
        """Show the counts."""
        for number, count in zip(self._numbers, counts.by_priority, strict=True):
            number.setText(str(count))
        one, two, three = counts.by_priority
        words = self.tr("alarms: %1 emergency, %2 high, %3 low")
        for place, count in (("%1", one), ("%2", two), ("%3", three)):
            words = words.replace(place, str(count))
        self.setAccessibleName(words)
