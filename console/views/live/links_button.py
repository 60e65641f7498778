"""How many devices answer: one calm button that opens the list of all lines."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from console.icons import icon
from console.models.link_table import LinkCounts
from console.views.text import set_stage


class LinksButton(QPushButton):
    """Grey while all is well; a white chip with another shape and words when one is missing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self.setAutoDefault(False)
        self._counts: LinkCounts | None = None
        self._short = False

    def shorten(self, on: bool) -> None:
        """Show the numbers only, where there is little room; the list says what is missing."""
        if on != self._short:
            self._short = on
            self.retranslate()

    def present(self, counts: LinkCounts) -> None:
        """Show how many of the devices answer."""
        if counts != self._counts:
            self._counts = counts
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        counts = self._counts
        if counts is None:
            return
        words = self.tr("Devices %1/%2")
        words = words.replace("%1", str(counts.connected)).replace("%2", str(counts.devices))
        short = words
        missing = counts.devices - counts.connected - counts.mismatched
        if missing:
            words += " · " + self.tr("%1 not answering").replace("%1", str(missing))
        if counts.mismatched:
            words += " · " + self.tr("%1 wrong device").replace("%1", str(counts.mismatched))
        self.setText(short if self._short else words)
        self.setAccessibleName(words)
        set_stage(self, "" if counts.whole else "trouble")
        mark = "plug" if counts.whole else "mismatch" if counts.mismatched else "unplugged"
        self.setIcon(icon(mark, "bar_ink_soft" if counts.whole else "wrong"))
        self.setAccessibleDescription(self.tr("opens the list of connections"))
