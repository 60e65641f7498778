"""How large a dialog opens: as given at 100 %, at the scale of now, and never beyond the screen."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QWidget

from console.theme import px

_AROUND = QSize(40, 40)  # title bar and a margin


def open_at(dialog: QWidget, wide_px: int, high_px: int) -> None:
    """Give `dialog` its first size."""
    dialog.resize(QSize(px(wide_px), px(high_px)).boundedTo(_most(dialog)))


class WordsDialog(QDialog):
    """A dialog of wrapped words: never narrower than they read well, never lower than they need.

    Qt by itself opens none higher than two thirds of the screen, and cuts the words then.
    """

    def __init__(self, wide_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(min(px(wide_px), _most(self).width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be high enough for the width."""
        super().resizeEvent(event)
        self.grow()

    def grow(self) -> None:
        """Be high enough for what there is to read now, after words have come in."""
        layout = self.layout()
        if layout is not None:
            needed = layout.totalHeightForWidth(self.width())
            self.setMinimumHeight(min(needed, _most(self).height()))


def _most(dialog: QWidget) -> QSize:
    """The room of the window behind it, else of the screen."""
    parent = dialog.parentWidget()
    room = dialog.screen().availableSize() if parent is None else parent.window().size()
    return room - _AROUND
