"""How the panels share the window: three columns above the alarms, every border can be moved."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from console.theme import Density

_COLUMNS = (0.36, 0.40, 0.24)
_TRENDS = 0.75


class Arrangement(QSplitter):
    """Procedure, one-line, and trends above the talk; the alarms at the foot."""

    def __init__(
        self,
        columns: tuple[QWidget, QWidget],
        right: tuple[QWidget, QWidget],
        foot: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.right = QSplitter(Qt.Orientation.Vertical)
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        for part in right:
            self.right.addWidget(part)
        for part in (*columns, self.right):
            self.columns.addWidget(part)
        self.addWidget(self.columns)
        self.addWidget(foot)
        for splitter in self.splitters.values():
            splitter.setChildrenCollapsible(False)

    @property
    def splitters(self) -> Mapping[str, QSplitter]:
        """The three splitters by the names under which their sizes are kept."""
        return {"columns": self.columns, "rows": self, "right": self.right}

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        for splitter in self.splitters.values():
            splitter.setHandleWidth(density.gap)

    def divide(self, width: int, height: int, density: Density) -> None:
        """Give every part the share it has until somebody moves a splitter, in pixels."""
        self.columns.setSizes([int(width * share) for share in _COLUMNS])
        foot = density.row * (5 if density.name == "roomy" else 3) + density.small + 62
        self.setSizes([height - foot, foot])
        self.right.setSizes([int(height * _TRENDS), int(height * (1 - _TRENDS))])
