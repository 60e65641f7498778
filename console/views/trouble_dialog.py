"""Says over a window without a bar of its own that the sitting ended with an error."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.models.edge import Edge
from console.translation import Translation
from console.views.dialog_size import WordsDialog
from console.views.edge_border import EdgeBorder
from console.views.text import button
from console.views.trouble_bar import TroubleBar
from devices.words import Words


class TroubleDialog(WordsDialog):
    """The words, and a button that takes them away; the window below stays as it was."""

    def __init__(
        self,
        trouble: Words,
        translation: Translation,
        *,
        edge: Edge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(560, parent)
        self.setWindowTitle("Kairetsu")
        self._border = EdgeBorder(self, edge)
        self.bar = TroubleBar(translation)
        self.bar.present(trouble)
        close = button("big")
        close.setText(self.tr("Close"))
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 22, 24, 20)
        rows.setSpacing(14)
        rows.addWidget(self.bar)
        rows.addLayout(foot)
        self.finished.connect(self.deleteLater)
