"""How well the alarm system itself does: five figures, each beside its target."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt

from console.models.rows import NOWHERE, Index, RowModel
from console.translation import Translation
from devices.alarms import AlarmFigures
from procedures.snapshot import Snapshot

# ISA-18.2 and EEMUA 191: one in ten minutes on average, two can be managed; no chatter; a few
# alarms that stand for a day at the most.
_MANAGEABLE = 2
_STANDING_BELOW = 5


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure: how it is called, how it stands, what it should be, and whose alarms they are."""

    name: str
    now: str
    exceeded: bool
    alarms: tuple[str, ...] = ()


def figure_rows(figures: AlarmFigures) -> tuple[FigureRow, ...]:
    """Return the rows for the counts of the last ten minutes."""
    return (
        FigureRow("shown", str(figures.shown), figures.shown > _MANAGEABLE),
        FigureRow("raw", str(figures.raw), False),
        FigureRow("flood", "yes" if figures.flood else "no", figures.flood),
        FigureRow(
            "chattering", str(len(figures.chattering)), bool(figures.chattering), figures.chattering
        ),
        FigureRow(
            "standing",
            str(len(figures.standing)),
            len(figures.standing) >= _STANDING_BELOW,
            figures.standing,
        ),
    )


class AlarmFigureTable(RowModel[FigureRow]):
    """The figures as a Qt table."""

    def __init__(
        self,
        translation: Translation,
        alarm_title: Callable[[str], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(lambda row: row.name, parent)
        self._translation = translation
        self._alarm_title = alarm_title

    def take(self, snapshot: Snapshot) -> None:
        """Follow the figures of a new picture."""
        figures = snapshot.alarm_figures
        self.follow(figure_rows(figures) if figures is not None else ())

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The heading of a column."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Figure"), self.tr("Now"), self.tr("Target"), self.tr("Alarms"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        name, target = self._words(row.name)
        titles = (self._alarm_title(alarm) for alarm in row.alarms)
        joint = "、" if self._translation.language == "ja" else ", "
        return (name, self._now(row), target, joint.join(titles))[index.column()]

    def _now(self, row: FigureRow) -> str:
        now = {"yes": self.tr("yes"), "no": self.tr("no")}.get(row.now, row.now)
        return now + " · " + self.tr("above the target") if row.exceeded else now

    def _words(self, name: str) -> tuple[str, str]:
        return {
            "shown": (
                self.tr("Alarms shown in the last 10 min"),
                self.tr("1 on average, 2 at most"),
            ),
            "raw": (
                self.tr("Alarms in all in the last 10 min, held back ones included"),
                self.tr("for the evaluation only"),
            ),
            "flood": (
                self.tr("Flood"),
                self.tr("none; begins above 10 in 10 min, ends below 5"),
            ),
            "chattering": (
                self.tr("Chattering: came or went 3 times in a minute"),
                self.tr("none"),
            ),
            "standing": (
                self.tr("Standing for more than 24 h"),
                self.tr("below 5, best none"),
            ),
        }[name]
