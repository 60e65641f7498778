"""The branches of a record as a Qt table."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt

from console import formatting
from console.models.people import name_of
from console.models.rows import Index, RowModel
from console.translation import Translation
from devices.site.site import Site
from procedures.past import BranchView
from procedures.snapshot import Snapshot


class BranchTable(RowModel[BranchView]):
    """Number, the branch that it leaves, from when until when, who began it, and why.

    The one that the sitting is on ends now.
    """

    def __init__(
        self,
        site: Site,
        translation: Translation,
        snapshot: Snapshot,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(lambda row: row.number, parent)
        self._site = site
        self._translation = translation
        self._snapshot = snapshot

    def headings(self) -> tuple[str, ...]:
        """The words above the columns."""
        return (
            self.tr("Branch"),
            self.tr("Leaves"),
            self.tr("From"),
            self.tr("Until"),
            self.tr("Who"),
            self.tr("Reason"),
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._texts(self.rows[index.row()])[index.column()]

    def _texts(self, branch: BranchView) -> tuple[str, ...]:
        is_now = branch.number == self._snapshot.branch
        now = self.tr("%1 (now)") if is_now else "%1"
        to_s = max(branch.to_s, self._snapshot.time_s) if is_now else branch.to_s
        return (
            now.replace("%1", str(branch.number)),
            self.tr("branch %1").replace("%1", str(branch.of)) if branch.of else formatting.NOTHING,
            self.clock(branch.from_s),
            self.clock(to_s),
            name_of(self._site, branch.who, self._translation.language),
            branch.reason,
        )

    def clock(self, time_s: float) -> str:
        """The time of day at `time_s` of plant time."""
        return formatting.time_at(self._snapshot.clock, self._snapshot.time_s, time_s)
