"""How many points nobody has reported yet: one calm button that opens the board."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from console.icons import icon
from console.views.text import set_stage


class BoardButton(QPushButton):
    """Grey while all is reported; a white chip with the count while something is not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self.setAutoDefault(False)
        self._missing: int | None = None

    def present(self, missing: int) -> None:
        """Show how many points are not reported."""
        if missing != self._missing:
            self._missing = missing
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        missing = self._missing
        if missing is None:
            return
        words = self.tr("Board")
        if missing:
            words += " · " + self.tr("%1 not reported yet").replace("%1", str(missing))
        self.setText(words)
        set_stage(self, "open" if missing else "")
        colour = "ink" if missing else "bar_ink_soft"
        self.setIcon(icon("unknown" if missing else "pencil", colour))
        self.setAccessibleDescription(self.tr("opens the board of what people report"))
