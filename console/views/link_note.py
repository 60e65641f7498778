"""Says on a faceplate that its device does not answer, or that another one does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from console.icons import Mark
from console.models.link_table import MARKS, STATE_WORDS
from console.translation import Translation
from console.views.text import label, tight
from devices.links import LinkState, LinkView
from procedures.snapshot import Snapshot


class LinkNote(QFrame):
    """Hidden while the device answers as it should."""

    def __init__(self, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "trouble")
        self._translation = translation
        self._mark = Mark("", 20, "wrong")
        self._head = label("strong", wrap=True)
        self._why = label(wrap=True)
        texts = QVBoxLayout()
        tight(texts, 2)
        texts.addWidget(self._head)
        texts.addWidget(self._why)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(10)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        self.hide()

    def present(self, device: str, snapshot: Snapshot) -> None:
        """Show what is wrong with the line to `device`."""
        link = self._troubled(device, snapshot)
        self.setVisible(link is not None)
        if link is None:
            return
        word = self._translation.of(STATE_WORDS[link.state])
        self._mark.choose(MARKS[link.state], "wrong", word)
        self._head.setText(f"{self._headline(link.state)} ({link.address})")
        self._why.setText(self._translation.of(link.why))
        self._why.setVisible(bool(self._why.text()))

    def _troubled(self, device: str, snapshot: Snapshot) -> LinkView | None:
        links = snapshot.live.links if snapshot.live is not None else ()
        found = (link for link in links if link.device == device)
        return next((link for link in found if link.state is not LinkState.CONNECTED), None)

    def _headline(self, state: LinkState) -> str:
        if state is LinkState.MISMATCH:
            return self.tr("Another device answers here: its values are not shown")
        if state is LinkState.CONNECTING:
            return self.tr("The connection is being made")
        return self.tr("The device does not answer: what is shown is old")
