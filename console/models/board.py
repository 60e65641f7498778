"""The board: every point that no wire measures, with what was reported, by whom and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt

from console import formatting
from console.models.device_names import full_name
from console.models.people import name_of
from console.models.rows import Index, RowModel
from console.translation import Translation
from devices.signals import Reading, Signal
from devices.site.site import Device, Site
from procedures.snapshot import EnterView, Snapshot

_BY_TELEPHONE = "telephone"  # readings that are asked for when a meter fails, not before


@dataclass(frozen=True, slots=True)
class BoardPoint:
    """One point of a device; reading is None until somebody reports it."""

    device: Device
    signal: Signal
    reading: Reading | None

    @property
    def reported(self) -> bool:
        """Whether somebody reported it."""
        return self.reading is not None


def board_of(site: Site, snapshot: Snapshot) -> tuple[BoardPoint, ...]:
    """Every point that people report, in the order of the site.

    What is read out over the telephone is left out: it is asked for where a meter fails.
    """
    return tuple(
        BoardPoint(device, signal, snapshot.values.get(signal.name))
        for device, signal in _points(site)
    )


def unreported(site: Site, snapshot: Snapshot) -> int:
    """How many points nobody has reported yet."""
    return sum(signal.name not in snapshot.values for _, signal in _points(site))


def _points(site: Site) -> Iterator[tuple[Device, Signal]]:
    for device in site.devices.values():
        if device.kind == _BY_TELEPHONE or device.planned:
            continue
        for signal in device.signals.values():
            if signal.manual:
                yield device, signal


def asked(point: Signal) -> EnterView:
    """The field into which `point` is entered."""
    return EnterView(
        signal=point.name,
        label=point.label,
        unit=point.unit,
        low=point.low,
        high=point.high,
        states=point.states,
        state_words=point.state_words,
        is_flag=point.is_flag,
    )


class BoardTable(RowModel[BoardPoint]):
    """One row a point; rows stay where they are when they are filled."""

    def __init__(self, site: Site, translation: Translation, parent: QObject | None = None) -> None:
        super().__init__(lambda point: point.signal.name, parent)
        self._site = site
        self._translation = translation
        self._snapshot: Snapshot | None = None
        self._texts: tuple[Callable[[BoardPoint], str], ...] = (
            lambda point: "",
            lambda point: full_name(point.device, translation.language),
            lambda point: translation.of(point.signal.label),
            self._value,
            self._who,
            self._when,
        )

    def take(self, snapshot: Snapshot) -> None:
        """Follow the board of a new picture."""
        self._snapshot = snapshot
        self.follow(board_of(self._site, snapshot))

    def place_of(self, signal: str) -> int | None:
        """The row of a point, None where it has none."""
        found = (n for n, point in enumerate(self.rows) if point.signal.name == signal)
        return next(found, None)

    def next_open(self, after: int, wanted: Sequence[str] = ()) -> int | None:
        """The next row behind `after`, round and round, that nobody reported; `wanted` first."""
        order = [*range(after + 1, len(self.rows)), *range(after + 1)]
        free = [row for row in order if row < len(self.rows) and not self.rows[row].reported]
        first = [row for row in free if self.rows[row].signal.name in wanted]
        return next(iter((*first, *free)), None)

    def headings(self) -> tuple[str, ...]:
        """The words above the columns."""
        return (
            "",
            self.tr("Device"),
            self.tr("Point"),
            self.tr("Reported"),
            self.tr("Entered by"),
            self.tr("At"),
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        point = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return point
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._texts[index.column()](point)
        return None

    def _value(self, point: BoardPoint) -> str:
        if point.reading is None:
            return self.tr("not reported yet")
        now_s = self._snapshot.time_s if self._snapshot is not None else 0.0
        return formatting.shown(point.signal, point.reading, now_s, self._translation.language).text

    def _who(self, point: BoardPoint) -> str:
        who = "" if point.reading is None else point.reading.who
        return name_of(self._site, who, self._translation.language)

    def _when(self, point: BoardPoint) -> str:
        if point.reading is None or self._snapshot is None:
            return ""
        return formatting.time_at(self._snapshot.clock, self._snapshot.time_s, point.reading.time_s)
