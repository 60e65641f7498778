"""A label of one line that shortens its text when there is no room; help readers get it whole."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class OneLineText(QLabel):
    """For the steps before and after the current one, which is itself shown in full."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """The least size that can still be read."""
        return QSize(60, self.fontMetrics().lineSpacing() + 1)

    def sizeHint(self) -> QSize:
        """The size that shows everything."""
        return self.minimumSizeHint()

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's spelling
        """Show `text`; the whole of it is also the tool tip."""
        super().setText(text)
        self.setToolTip(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self.palette().windowText().color())
        painter.drawText(room, align, shown)
