"""The procedures that can be opened by hand, as a Qt table: those that are called for first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from console import formatting
from console.models.rows import Index, RowModel
from console.theme import palette
from console.translation import Translation
from procedures.snapshot import StartView


class StartTable(RowModel[StartView]):
    """A mark, label, title, and what stands against it now."""

    def __init__(
        self, offered: Sequence[StartView], translation: Translation, parent: QObject | None = None
    ) -> None:
        super().__init__(lambda row: row.procedure, parent)
        self._translation = translation
        self.follow(sorted(offered, key=_rank))  # labels keep their order

    def headings(self) -> tuple[str, ...]:
        """The words above the columns."""
        return ("", self.tr("No."), self.tr("Procedure"), self.tr("What stands against it now"))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        view = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return view
            case Qt.ItemDataRole.DisplayRole:
                title = self._translation.of(view.title)
                return ("", view.chain, title, self.told(view) or formatting.NOTHING)[
                    index.column()
                ]
            case Qt.ItemDataRole.ToolTipRole:
                return self.told(view)
            case Qt.ItemDataRole.ForegroundRole if _rank(view) > 1:
                return QColor(palette().ink_soft)
            case _:
                return None

    def told(self, view: StartView) -> str:
        """Why it cannot be opened, else what values say of it; "" for nothing."""
        return self._translation.of(view.against or view.remark)


def _rank(view: StartView) -> int:
    """Called for, nothing known, nothing calls for it, impossible."""
    if view.against is not None:
        return 3
    return {True: 0, None: 1, False: 2}[view.called_for]
