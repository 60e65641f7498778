"""The foot of a faceplate: what is selected is executed here, always at the same place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from console.theme import Density
from console.translation import Translation
from console.views.command_row import CommandRow
from console.views.locked_note import LockedNote
from console.views.text import label
from devices.site.site import Site
from procedures.intents import Intent
from procedures.snapshot import CommandView, LiveView

_LINES = 3  # one that says how it stands, and a button of two: what is executed is said in full
_AROUND_PX = 38


class CommandFoot(QFrame):
    """One row of a fixed height below everything that can come and go above it."""

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Intent], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("frame", "inset")
        self.command = CommandRow(site, translation, send)
        self.locked = LockedNote()
        self._nothing = label("soft", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(self.locked, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._nothing, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.command, 1)

    def resize_to(self, density: Density) -> None:
        """Take a height that holds all of it, whether anything is selected or not."""
        self.setFixedHeight(_LINES * (density.text + 4) + _AROUND_PX)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self._nothing.setText(self.tr("Nothing is selected. What you select is executed here."))

    def present(self, command: CommandView | None, sitter: str, live: LiveView | None) -> None:
        """Show the command that is selected here, or why there can be none."""
        self.command.present(command, sitter, can_select=False, can_execute=command is not None)
        self.locked.present(live if command is None else None)
        self._nothing.setVisible(command is None and self.locked.isHidden())
