"""The list of all lines to devices; it stays open beside the window and follows it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from console.models.device_names import full_name
from console.models.link_table import MARKS, LinkCounts, LinkTable
from console.translation import Translation
from console.views.calm_list import CalmList, Mark
from console.views.dialog_size import open_at
from console.views.text import button, label
from devices.links import LinkState, LinkView
from devices.site.site import Site
from procedures.snapshot import Snapshot

_WIDTHS_PX = (34, 252, 150, 98, 196, 74, 100, 88, 66)
_ROW_PX = 28
_SIZE_PX = (1560, 640)


def _mark(link: LinkView) -> Mark:
    fine = link.state in (LinkState.CONNECTED, LinkState.CONNECTING)
    colour = "ink_soft" if fine else "wrong"
    return Mark(MARKS[link.state], colour, bold=link.state is not LinkState.CONNECTED)


class LinksDialog(QDialog):
    """Device, state in words, address, last answer, round trip, errors, and why."""

    def __init__(self, site: Site, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._site = site
        self._translation = translation
        self.table = LinkTable(translation, self._title, self)
        self.list = CalmList(self.table, _mark)
        self._head = label("header", wrap=True)
        self._note = label("soft", wrap=True)
        self._close = button("big")
        self._build()
        self._close.clicked.connect(self.close)
        translation.changed.connect(self.retranslate)
        open_at(self, *_SIZE_PX)
        self.retranslate()

    def _build(self) -> None:
        self.list.lay_out(_WIDTHS_PX, _ROW_PX)
        # the end of an address is what differs
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        line = QHBoxLayout()
        line.addWidget(self._note, 1)
        line.addWidget(self._close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 16)
        rows.setSpacing(8)
        rows.addWidget(self._head)
        rows.addWidget(self.list, 1)
        rows.addLayout(line)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.setWindowTitle(self.tr("Connections to the devices"))
        self._close.setText(self.tr("Close"))
        self._note.setText(
            self.tr(
                "A device that does not answer is tried again by itself, every two seconds at most."
                " A command is never sent twice."
            )
        )
        self.list.setAccessibleName(self.windowTitle())
        self.table.tell_all_changed()
        self._say(LinkCounts.of(self.table.rows))

    def present(self, snapshot: Snapshot) -> None:
        """Show the lines of a picture."""
        self.table.take(snapshot)
        self._say(LinkCounts.of(self.table.rows))

    def _say(self, counts: LinkCounts) -> None:
        words = self.tr("%1 of %2 devices answer")
        words = words.replace("%1", str(counts.connected)).replace("%2", str(counts.devices))
        self._head.setText(words)

    def _title(self, device: str) -> str:
        known = self._site.devices.get(device)
        return device if known is None else full_name(known, self._translation.language)
