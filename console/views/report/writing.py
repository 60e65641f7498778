"""A field to write several lines into, which tells a while after the last letter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_Keys = QKeySequence.StandardKey
_CALM_MS = 900  # so much at the most is lost with the computer


class WritingField(QPlainTextEdit):
    """written: the text that stands there now. What is undone is the window's business."""

    written = Signal(str)

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._kept = ""
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self._calm.timeout.connect(self.tell)
        self.textChanged.connect(self._calm.start)
        self.fit()

    def fit(self) -> None:
        """Be as high as its lines are now."""
        around = 2 * self.frameWidth() + round(2 * self.document().documentMargin()) + 8
        self.setFixedHeight(self._lines * self.fontMetrics().lineSpacing() + around)

    def show_text(self, text: str) -> None:
        """Hold what is known; what is being written is told first."""
        if text == self.toPlainText().strip():
            self._kept = text
            return
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)
        self._calm.stop()
        self._kept = text

    def tell(self) -> None:
        """Tell what stands there, where that is not known yet."""
        self._calm.stop()
        text = self.toPlainText().strip()
        if text != self._kept:
            self._kept = text
            self.written.emit(text)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window: they are of all fields together."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (event.matches(_Keys.Undo) or event.matches(_Keys.Redo))
        ):
            event.ignore()
            return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Who goes elsewhere has done with it."""
        super().focusOutEvent(event)
        self.tell()
