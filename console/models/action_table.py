"""The improvement table as a Qt table whose cells are written into."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Qt

from console.models.rows import Index, RowModel
from console.translation import Translation
from devices.phrases import said
from procedures.drill.improvements import ELEMENTS, STATUSES, Action

FIELDS = ("area", "action", "element", "owner", "contact", "start", "end", "status", "origin")
CHOICES: dict[str, tuple[str, ...]] = {"element": ELEMENTS, "status": STATUSES}
_Role = Qt.ItemDataRole


class ActionTable(RowModel[Action]):
    """put: takes a line that was changed. own: whose lines are not carried over."""

    def __init__(
        self,
        own: str,
        translation: Translation,
        put: Callable[[Action], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(lambda action: action.id, parent)
        self._own, self._translation, self._put = own, translation, put

    def headings(self) -> tuple[str, ...]:
        """The words above the columns."""
        return (
            self.tr("Area"),
            self.tr("Action"),
            self.tr("Element"),
            self.tr("Owner"),
            self.tr("Contact"),
            self.tr("Start"),
            self.tr("End"),
            self.tr("Status"),
            self.tr("From"),
        )

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell but where a line came from can be written into."""
        flags = super().flags(index)
        writable = index.isValid() and FIELDS[index.column()] != "origin"
        return flags | Qt.ItemFlag.ItemIsEditable if writable else flags

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """What a cell shows; as it is written for an editor."""
        if not index.isValid():
            return None
        action, name = self._rows[index.row()], FIELDS[index.column()]
        if role == _Role.EditRole:
            return "" if name == "origin" else getattr(action, name)
        if role in (_Role.DisplayRole, _Role.ToolTipRole, _Role.AccessibleTextRole):
            return self._shown(action, name)
        return None

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:
        """Write into a cell; a date is YYYY-MM-DD or nothing, a choice one of those known."""
        if role != _Role.EditRole or not index.isValid():
            return False
        action, name = self._rows[index.row()], FIELDS[index.column()]
        text = str(value).strip()
        if name in CHOICES and text not in CHOICES[name]:
            return False
        if name in ("start", "end") and not is_date(text):
            return False
        if getattr(action, name) != text:
            self._put(action.with_text(name, text))
        return True

    def words_of(self, name: str, value: str) -> str:
        """What an element or a status is called."""
        if not value:
            return "–"
        return self._translation.of(said(f"report.{name}_{value}"))

    def _shown(self, action: Action, name: str) -> str:
        if name in CHOICES:
            return self.words_of(name, getattr(action, name))
        if name != "origin":
            return str(getattr(action, name))
        if action.drill == self._own:
            return self.tr("this drill")
        words = self.tr("carried over: %1 %2").replace("%1", action.held[:10])
        return words.replace("%2", self._translation.of(action.drill_title))


def is_date(text: str) -> bool:
    """Whether a text is a date as YYYY-MM-DD, or none."""
    if not text:
        return True
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
