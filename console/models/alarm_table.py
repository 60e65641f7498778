"""The alarm list: what needs a person first, then by priority, then the newest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, Qt

from console import formatting
from console.models.rows import NOWHERE, Index, RowModel
from console.translation import Translation
from procedures.snapshot import AlarmState, AlarmView, Snapshot

_ORDER = {
    AlarmState.UNACKNOWLEDGED: 0,
    AlarmState.RETURNED: 1,
    AlarmState.ACKNOWLEDGED: 2,
    AlarmState.SHELVED: 3,
    AlarmState.SUPPRESSED: 4,
}


@dataclass(frozen=True, slots=True)
class AlarmCounts:
    """How many alarms stand, by priority 1 to 3 and by what was done about them."""

    by_priority: tuple[int, int, int]
    unacknowledged: int
    acknowledged: int
    shelved: int
    folded: int

    @staticmethod
    def of(alarms: Sequence[AlarmView]) -> AlarmCounts:
        """Count what a list holds."""

        def number(*states: AlarmState) -> int:
            return sum(alarm.state in states for alarm in alarms)

        hidden = (AlarmState.SHELVED, AlarmState.SUPPRESSED)
        standing = [alarm for alarm in alarms if alarm.state not in hidden]
        one, two, three = (sum(a.priority == p for a in standing) for p in (1, 2, 3))
        return AlarmCounts(
            (one, two, three),
            number(AlarmState.UNACKNOWLEDGED, AlarmState.RETURNED),
            number(AlarmState.ACKNOWLEDGED),
            number(AlarmState.SHELVED),
            sum(alarm.state is AlarmState.SUPPRESSED for alarm in alarms),
        )


def in_order(alarms: Sequence[AlarmView]) -> list[AlarmView]:
    """Return what the list shows: what is expected now is left to the event log.

    A first-out that carries others stays in sight, its children are folded away.
    """
    shown = [
        alarm
        for alarm in alarms
        if not alarm.parent and (alarm.folded or alarm.state is not AlarmState.SUPPRESSED)
    ]
    return sorted(shown, key=lambda a: (_ORDER[a.state], a.priority, -a.time_s))


class AlarmTable(RowModel[AlarmView]):
    """The alarm list as a Qt table."""

    def __init__(
        self,
        translation: Translation,
        device_number: Callable[[str], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(lambda alarm: alarm.id, parent)
        self._translation = translation
        self._opened: datetime | None = None
        of = translation.of
        self._texts: tuple[Callable[[AlarmView], str], ...] = (
            lambda alarm: "",
            self._time,
            lambda alarm: device_number(alarm.device),
            self._title,
            lambda alarm: of(alarm.value),
            lambda alarm: self.state_word(alarm.state),
            lambda alarm: of(alarm.action),
        )

    def take(self, snapshot: Snapshot) -> None:
        """Follow the alarms of a new picture."""
        self._opened = snapshot.clock - timedelta(seconds=snapshot.time_s)
        self.follow(in_order(snapshot.alarms))

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._texts)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The heading of a column."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            "",
            self.tr("Time"),
            self.tr("Device"),
            self.tr("Alarm"),
            self.tr("Value"),
            self.tr("State"),
            self.tr("What to do"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        alarm = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return alarm
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return self.tr("priority %1").replace("%1", str(alarm.priority))
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts[index.column()](alarm)
        return None

    def _time(self, alarm: AlarmView) -> str:
        if self._opened is None:
            return formatting.NOTHING
        return formatting.clock_time(self._opened + timedelta(seconds=alarm.time_s))

    def _title(self, alarm: AlarmView) -> str:
        title = self._translation.of(alarm.title)
        if alarm.folded:
            folded = self.tr("(%1 alarms folded)").replace("%1", str(alarm.folded))
            return title + " " + folded
        return title

    def state_word(self, state: AlarmState) -> str:
        """Return an alarm's state as a person reads it."""
        return {
            AlarmState.UNACKNOWLEDGED: self.tr("not acknowledged"),
            AlarmState.ACKNOWLEDGED: self.tr("acknowledged"),
            AlarmState.RETURNED: self.tr("gone, not acknowledged"),
            AlarmState.SHELVED: self.tr("shelved"),
            AlarmState.SUPPRESSED: self.tr("expected"),
        }[state]
