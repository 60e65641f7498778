"""What was done beside the page, or went wrong: words that can be read and copied."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit

from console.views.text import button, tight

_MOST_LINES = 7


class Notice(QFrame):
    """Hidden while there is nothing to tell. stopped: what is at work shall end."""

    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("frame", "plain-card")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.dismiss, self.stop = button("tool"), button("tool")
        row = tight(QHBoxLayout(self), 8, 6)
        row.addWidget(self.text, 1)
        row.addWidget(self.stop)
        row.addWidget(self.dismiss)
        self.dismiss.clicked.connect(self.hide)
        self.stop.clicked.connect(self.stopped)
        self.hide()

    def tell(self, words: str) -> None:
        """Show words, as many lines as there are up to seven; the others scroll."""
        self._show(words, at_work=False)

    def wait(self, words: str) -> None:
        """Say what is at work, with a button that ends it."""
        self._show(words, at_work=True)

    def _show(self, words: str, *, at_work: bool) -> None:
        self.text.setPlainText(words)
        self.stop.setVisible(at_work)
        self.dismiss.setVisible(not at_work)
        lines = min(_MOST_LINES, max(1, words.count("\n") + 1)) + 1
        self.text.setFixedHeight(lines * QFontMetrics(self.text.font()).lineSpacing() + 12)
        self.show()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.dismiss.setText(self.tr("Close"))
        self.stop.setText(self.tr("Stop"))
        self.text.setAccessibleName(self.tr("Message"))
