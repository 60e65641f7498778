"""The foot of the commands: what is selected is executed here, always at the same place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from console.theme import Density
from console.translation import Translation
from console.views.command_row import CommandRow
from console.views.locked_note import LockedNote
from console.views.one_line_text import OneLineText
from devices.site.site import Site
from procedures.intents import Intent
from procedures.snapshot import CommandView, LiveView

_LINES = 4  # one that says how it stands, and a button of three: it says in full what it does
_AROUND_PX = 38


class CommandFoot(QFrame):
    """Below everything that can come and go above it: it grows upwards, its bottom stands still.

    One line tells that nothing is selected; what is selected has a fixed height.
    """

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
        self._nothing = OneLineText()  # wrapped, it kept the height of a narrower moment
        self._nothing.setProperty("role", "soft")
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        self.whole_px = 0
        row.addWidget(self.locked, 1)
        row.addWidget(self._nothing, 1)
        row.addWidget(self.command, 1)

    def resize_to(self, density: Density) -> None:
        """Take a height that holds all of what may be selected."""
        self.whole_px = _LINES * (density.text + 4) + _AROUND_PX
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for the new size."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        edges = self._row.contentsMargins()
        if self.locked.isHidden():
            least = self._nothing.sizeHint().height()
        else:
            room_px = self.contentsRect().width() - edges.left() - edges.right()
            least = self.locked.heightForWidth(room_px)
        least += edges.top() + edges.bottom() + self.height() - self.contentsRect().height()
        self.setFixedHeight(least if self.command.isHidden() else self.whole_px)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self._nothing.setText(self.tr("What you select above is executed here."))

    def present(self, command: CommandView | None, sitter: str, live: LiveView | None) -> None:
        """Show the command that is selected here, or why there can be none."""
        self.command.present(command, sitter, can_select=False, can_execute=command is not None)
        self.locked.present(live if command is None else None)
        self._nothing.setVisible(command is None and self.locked.isHidden())
        self._fit()
