"""The lines to the real devices: what is wrong first, the rest in the order of the site."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Qt

from console import formatting
from console.models.rows import Index, RowModel
from console.translation import Translation
from devices.links import LinkState, LinkView
from devices.words import Words
from procedures.snapshot import Snapshot

MARKS = {
    LinkState.CONNECTING: "hourglass",
    LinkState.CONNECTED: "plug",
    LinkState.SILENT: "unplugged",
    LinkState.LOST: "unplugged",
    LinkState.MISMATCH: "mismatch",
    LinkState.CLOSED: "stop",
}
STATE_WORDS = {
    LinkState.CONNECTING: Words("connecting", "接続中"),
    LinkState.CONNECTED: Words("answers", "応答あり"),
    LinkState.SILENT: Words("does not answer", "応答なし"),
    LinkState.LOST: Words("no connection", "接続断"),
    LinkState.MISMATCH: Words("another device answers", "別の機器が応答"),
    LinkState.CLOSED: Words("closed", "切断済み"),
}
_UNIT = " #"  # stands between the address of a line and the unit
_LAST_ANSWER = 6  # its column
_ORDER = {
    LinkState.MISMATCH: 0,
    LinkState.LOST: 1,
    LinkState.SILENT: 2,
    LinkState.CONNECTING: 3,
    LinkState.CLOSED: 4,
    LinkState.CONNECTED: 5,
}


@dataclass(frozen=True, slots=True)
class LinkCounts:
    """How many devices answer, of how many; and how many answer as something else."""

    connected: int
    devices: int
    mismatched: int

    @staticmethod
    def of(links: Sequence[LinkView]) -> LinkCounts:
        """Count what a sitting tells of its lines."""
        return LinkCounts(
            sum(link.state is LinkState.CONNECTED for link in links),
            len(links),
            sum(link.state is LinkState.MISMATCH for link in links),
        )

    @property
    def whole(self) -> bool:
        """True while every device answers as it should."""
        return self.connected == self.devices


class LinkTable(RowModel[LinkView]):
    """One row a device."""

    def __init__(
        self,
        translation: Translation,
        device_title: Callable[[str], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(lambda link: link.device, parent)
        self._translation = translation
        self._now_s = 0.0
        self._clock: datetime | None = None
        self._texts: tuple[Callable[[LinkView], str], ...] = (
            lambda link: "",
            lambda link: device_title(link.device),
            lambda link: translation.of(STATE_WORDS[link.state]),
            self._since,
            lambda link: link.address.rpartition(_UNIT)[0] or link.address,
            lambda link: link.address.rpartition(_UNIT)[2] if _UNIT in link.address else "",
            self._last_answer,
            self._round_trip,
            lambda link: str(link.errors),
            lambda link: translation.of(link.why),
        )

    def take(self, snapshot: Snapshot) -> None:
        """Follow the lines of a new picture."""
        links = snapshot.live.links if snapshot.live is not None else ()
        aged = self._now_s != snapshot.time_s
        self._now_s, self._clock = snapshot.time_s, snapshot.clock
        self.follow(sorted(links, key=lambda link: _ORDER[link.state]))
        if aged and self.rows:  # how long ago the last answer was changes with time alone
            last = len(self.rows) - 1
            self.dataChanged.emit(self.index(0, _LAST_ANSWER), self.index(last, _LAST_ANSWER))

    def headings(self) -> tuple[str, ...]:
        """The words above the columns."""
        return (
            "",
            self.tr("Device"),
            self.tr("State"),
            self.tr("Since"),
            self.tr("Address"),
            self.tr("Unit"),
            self.tr("Last answer"),
            self.tr("Round trip"),
            self.tr("Errors"),
            self.tr("Why"),
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        link = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return link
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._texts[index.column()](link)
        return None

    def _since(self, link: LinkView) -> str:
        if self._clock is None:
            return formatting.NOTHING
        return formatting.time_at(self._clock, self._now_s, link.since_s)

    def _last_answer(self, link: LinkView) -> str:
        if link.last_answer_s is None:
            return self.tr("never")
        age = formatting.age(self._now_s - link.last_answer_s, self._translation.language)
        return self.tr("%1 ago").replace("%1", age)

    def _round_trip(self, link: LinkView) -> str:
        if link.round_trip_ms is None or link.state is not LinkState.CONNECTED:
            return formatting.NOTHING
        return f"{link.round_trip_ms:.0f} ms"
