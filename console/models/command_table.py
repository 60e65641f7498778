"""The commands on one device and the reports of its points as rows, newest first."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt

from console import formatting
from console.models.people import name_of
from console.models.rows import Index, RowModel
from console.translation import Translation
from devices.site.site import Site
from procedures.snapshot import CommandLine, Snapshot

MARKS = {
    "selected": "hand",
    "sent": "hourglass",
    "confirmed": "tick",
    "refused": "cross",
    "no_answer": "caution",
    "cancelled": "back",
    "entered": "pencil",
}


class CommandTable(RowModel[CommandLine]):
    """Mark, time, who, what, what came of it."""

    def __init__(self, site: Site, translation: Translation, parent: QObject | None = None) -> None:
        super().__init__(lambda line: line.number, parent)
        self._site = site
        self._translation = translation
        self._snapshot: Snapshot | None = None

    def headings(self) -> tuple[str, ...]:
        """The words above the columns."""
        return (
            "",
            self.tr("Time"),
            self.tr("Who"),
            self.tr("Outcome"),
            self.tr("Command or report"),
        )

    def take(self, device: str, snapshot: Snapshot) -> bool:
        """Show what was done to `device`; say whether anything is other than before."""
        self._snapshot = snapshot
        wanted = [line for line in snapshot.commands if line.device == device]
        if wanted == list(self.rows):
            return False
        self.follow(wanted)
        return True

    def outcome(self, line: CommandLine) -> str:
        """What came of it, in words."""
        return {
            "selected": self.tr("selected"),
            "sent": self.tr("sent"),
            "confirmed": self.tr("confirmed"),
            "refused": self.tr("refused"),
            "no_answer": self.tr("no answer"),
            "cancelled": self.tr("cancelled"),
            "entered": self.tr("reported"),
        }.get(line.outcome, line.outcome)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        line = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return line
        of, language = self._translation.of, self._translation.language
        why = of(line.why)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return why or None
        if role != Qt.ItemDataRole.DisplayRole or self._snapshot is None:
            return None
        what = of(line.title)
        return (
            "",
            formatting.time_at(self._snapshot.clock, self._snapshot.time_s, line.time_s),
            name_of(self._site, line.who, language),
            self.outcome(line),
            f"{what} – {why}" if why else what,
        )[index.column()]
