"""How well the alarm system itself does: its figures, each beside its target."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt

from console.models.rows import Index, RowModel
from console.translation import Translation
from devices.alarms import AlarmFigures
from procedures.snapshot import Snapshot

# ISA-18.2 and EEMUA 191. What is beyond these is told; the words of the targets say the same.
_MANAGEABLE_PER_10_MIN = 2
_AVERAGE_PER_10_MIN = 1.0
_PEAK_PER_MIN = 2
_PEAK_PER_10_MIN = 10
_PEAK_PER_HOUR = 15
_FLOOD_SHARE = 0.01
_STANDING_BELOW = 5


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure: its name, its value in digits, whether it is beyond its target, whose it is.

    judged: whether its target is one number, so that it is met or not.
    """

    name: str
    now: str
    exceeded: bool = False
    alarms: tuple[str, ...] = ()
    judged: bool = True


def figure_rows(figures: AlarmFigures) -> tuple[FigureRow, ...]:
    """Return the rows: what is now first, then what was over the whole sitting."""
    high, medium, low = figures.by_priority
    return (
        FigureRow("shown", str(figures.shown), figures.shown > _MANAGEABLE_PER_10_MIN),
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
        FigureRow(
            "average",
            f"{figures.average_per_10_min:.1f}",
            figures.average_per_10_min > _AVERAGE_PER_10_MIN,
        ),
        FigureRow("peak_min", str(figures.peak_per_min), figures.peak_per_min > _PEAK_PER_MIN),
        FigureRow(
            "peak_10_min",
            str(figures.peak_per_10_min),
            figures.peak_per_10_min > _PEAK_PER_10_MIN,
        ),
        FigureRow("peak_hour", str(figures.peak_per_hour), figures.peak_per_hour > _PEAK_PER_HOUR),
        FigureRow(
            "flood_share", f"{100 * figures.flood_share:.1f} %", figures.flood_share > _FLOOD_SHARE
        ),
        FigureRow("priorities", f"{high} / {medium} / {low}", judged=False),
        FigureRow("raw", str(figures.raw), judged=False),
        FigureRow(
            "top",
            str(figures.total),
            alarms=tuple(name for name, _ in figures.top_sources[:3]),
            judged=False,
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

    def headings(self) -> tuple[str, ...]:
        """The words above the columns."""
        return (self.tr("Figure"), self.tr("Now"), self.tr("Target"), self.tr("Alarms"))

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
        if not row.judged:
            return now
        met = self.tr("above the target") if row.exceeded else self.tr("target met")
        return f"{now} · {met}"

    def _words(self, name: str) -> tuple[str, str]:
        none = self.tr("none")
        return {
            "shown": (self.tr("Alarms in the last 10 min"), self.tr("1, at most 2")),
            "flood": (self.tr("Flood"), self.tr("none; begins above 10 in 10 min, ends below 5")),
            "chattering": (self.tr("Chattering: came or went 3 times in a minute"), none),
            "standing": (self.tr("Standing for more than 24 h"), self.tr("below 5, best none")),
            "average": (self.tr("Mean per 10 min, whole sitting"), self.tr("at most 1")),
            "peak_min": (self.tr("Most in a minute"), self.tr("at most 2")),
            "peak_10_min": (self.tr("Most in 10 min"), self.tr("at most 10")),
            "peak_hour": (self.tr("Most in an hour"), self.tr("at most 15")),
            "flood_share": (self.tr("Share of time in flood"), self.tr("below 1 %")),
            "priorities": (
                self.tr("Emergency / high / low"),
                self.tr("about 5 / 15 / 80 %"),
            ),
            "raw": (
                self.tr("Came in the last 10 min, held back ones included"),
                self.tr("for the evaluation"),
            ),
            "top": (
                self.tr("Shown in all; those that came most often"),
                self.tr("none above 5 %"),
            ),
        }[name]
