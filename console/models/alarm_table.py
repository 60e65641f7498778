"""The alarm list: what needs a person first, then by priority, then the newest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, Qt

from console import formatting
from console.models.alarm_order import TIME, AlarmFilter, AlarmSort, arranged
from console.models.rows import Index, RowModel
from console.translation import Translation
from devices.phrases import said
from procedures.snapshot import AlarmState, AlarmView, Snapshot

HELD_BACK = frozenset({AlarmState.SHELVED, AlarmState.OUT_OF_SERVICE, AlarmState.SUPPRESSED})


@dataclass(frozen=True, slots=True)
class AlarmCounts:
    """How many alarms stand, by priority 1 to 3 and by what was done about them."""

    by_priority: tuple[int, int, int]
    unacknowledged: int
    acknowledged: int
    shelved: int
    out_of_service: int
    suppressed: int

    @staticmethod
    def of(alarms: Sequence[AlarmView]) -> AlarmCounts:
        """Count what a list holds."""

        def number(*states: AlarmState) -> int:
            return sum(alarm.state in states for alarm in alarms)

        standing = [alarm for alarm in alarms if alarm.state not in HELD_BACK]
        one, two, three = (sum(a.priority == p for a in standing) for p in (1, 2, 3))
        return AlarmCounts(
            (one, two, three),
            number(AlarmState.UNACKNOWLEDGED, AlarmState.RETURNED),
            number(AlarmState.ACKNOWLEDGED),
            number(AlarmState.SHELVED),
            number(AlarmState.OUT_OF_SERVICE),
            number(AlarmState.SUPPRESSED),
        )


def in_order(
    alarms: Sequence[AlarmView], unfolded: Collection[str] = (), *, suppressed: bool = False
) -> list[AlarmView]:
    """Return what the list shows, the children of an unfolded first-out right below it.

    What is expected now is left to the event log unless `suppressed` asks for it too.
    """
    return arranged(
        alarms,
        lambda _alarm, _column: "",
        0,
        AlarmFilter(),
        AlarmSort(),
        unfolded=unfolded,
        suppressed=suppressed,
    )


class AlarmTable(RowModel[AlarmView]):
    """The alarm list as a Qt table."""

    def __init__(
        self,
        translation: Translation,
        device_number: Callable[[str], str],
        person_name: Callable[[str], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(lambda alarm: alarm.id, parent)
        self._translation = translation
        self._person_name = person_name
        self._snapshot: Snapshot | None = None
        self.unfolded: frozenset[str] = frozenset()
        self.wanted = AlarmFilter()
        self.order = AlarmSort()
        self._suppressed = False
        of = translation.of
        self._texts: tuple[Callable[[AlarmView], str], ...] = (
            lambda alarm: "",
            self._time,
            lambda alarm: device_number(alarm.device),
            self._title,
            lambda alarm: of(alarm.value),
            self.state_word,
            lambda alarm: of(alarm.action),
        )

    def take(self, snapshot: Snapshot) -> None:
        """Follow the alarms of a new picture."""
        self._snapshot = snapshot
        self.follow(
            arranged(
                snapshot.alarms,
                self._text,
                len(self._texts),
                self.wanted,
                self.order,
                unfolded=self.unfolded,
                suppressed=self._suppressed,
            )
        )

    def toggle_fold(self, alarm: str) -> None:
        """Show the children of a first-out, or fold them away again."""
        self.unfolded ^= {alarm}
        self._again()

    def show_suppressed(self, on: bool) -> None:
        """Show what is suppressed by design too, or leave it out."""
        self._suppressed = on
        self._again()

    def look_for(self, wanted: AlarmFilter) -> None:
        """Show only what is looked for, and every emergency."""
        self.wanted = wanted
        self._again()

    def sort_by(self, sort: AlarmSort) -> None:
        """Show the rows in another order."""
        self.order = sort
        self._again()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def sort_on(self, column: int) -> None:
        """Sort by a column: upwards, then downwards, then as usual again."""
        before = self.order
        if before.column != column:
            self.sort_by(AlarmSort(column, down=column == TIME))  # the newest first
        elif before.down is (column == TIME):
            self.sort_by(AlarmSort(column, down=not before.down))
        else:
            self.sort_by(AlarmSort())

    def left_out(self) -> int:
        """How many alarms the filter keeps out of sight that would stand in the list."""
        if self._snapshot is None or not self.wanted:
            return 0
        every = in_order(self._snapshot.alarms, self.unfolded, suppressed=self._suppressed)
        return len(every) - len(self.rows)

    def _text(self, alarm: AlarmView, column: int) -> str:
        return self._texts[column](alarm)

    def _again(self) -> None:
        if self._snapshot is not None:
            self.take(self._snapshot)

    def headings(self) -> tuple[str, ...]:
        """The words above the columns; an arrow is at that by which they are sorted."""
        arrow = "▼" if self.order.down else "▲"
        return tuple(
            f"{words} {arrow}".strip() if at == self.order.column else words
            for at, words in enumerate(self.names())
        )

    def names(self) -> tuple[str, ...]:
        """What the columns are called; the first one, the priority, has no room for a name."""
        return (
            "",
            self.tr("Time"),
            self.tr("Device"),
            self.tr("Alarm"),
            self.tr("Value"),
            self.tr("State"),
            self.tr("What to do"),
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        alarm = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return alarm
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return self.tr("priority %1").replace("%1", str(alarm.priority))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._texts[index.column()](alarm)
        return None

    def _time(self, alarm: AlarmView) -> str:
        return self._clock(alarm.time_s)

    def _clock(self, time_s: float | None) -> str:
        if self._snapshot is None or time_s is None:
            return formatting.NOTHING
        opened = self._snapshot.clock - timedelta(seconds=self._snapshot.time_s)
        moment: datetime = opened + timedelta(seconds=time_s)
        return formatting.clock_time(moment)

    def _title(self, alarm: AlarmView) -> str:
        title = self._translation.of(alarm.title)
        if alarm.chattering:
            title += " · " + self.tr("chattering")
        if alarm.parent:
            return "└ " + title
        if alarm.folded:
            folded = self.tr("(blackout: %1 folded)").replace("%1", str(alarm.folded))
            return title + " " + folded
        return title

    def state_word(self, alarm: AlarmView) -> str:
        """Return an alarm's state as a person reads it, after ISA-18.2."""
        of = self._translation.of
        words = of(said(f"alarm.state.{alarm.state.value}"))
        if alarm.state is AlarmState.SUPPRESSED and alarm.held_back:
            words = of(said(f"alarm.held.{alarm.held_back}"))
        elif alarm.state is AlarmState.ACKNOWLEDGED and alarm.acknowledged_by:
            words += " · " + self._person_name(alarm.acknowledged_by)
        elif alarm.state is AlarmState.SHELVED and alarm.shelved_until_s is not None:
            until = self.tr("until %1").replace("%1", self._clock(alarm.shelved_until_s))
            words += " · " + until
        return words
