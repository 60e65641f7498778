"""A box to choose one of several things, whose list opens below it with every row in full."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QListView, QStyledItemDelegate, QWidget

_ROWS = 12
_EDGE_PX = 14  # a scroll bar, should there be one


class ChoiceBox(QComboBox):
    """A combo box as wide as its widest choice. The style sheet makes its list a plain list.

    The list that Qt makes by itself is laid over the box and cuts its last row in half.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaxVisibleItems(_ROWS)
        view = QListView()
        view.setItemDelegate(QStyledItemDelegate(view))
        self.setView(view)

    def showPopup(self) -> None:  # noqa: N802 - Qt's spelling
        """Open the list, never narrower than what stands in it."""
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + 2 * view.frameWidth() + _EDGE_PX)
        super().showPopup()
