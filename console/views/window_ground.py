"""What the panels of the main window stand on: bars above and below them, and room for the edge."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.theme import Density


class WindowGround(QWidget):
    """Bars from the top down, then `panels` with all the height that is left, then the last bar."""

    def __init__(self, above: Sequence[QWidget], panels: QWidget, below: QWidget) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # else a subclass has none
        self._rows = QVBoxLayout(self)
        self._rows.setSpacing(0)
        for bar in above:
            self._rows.addWidget(bar)
        self._body = QVBoxLayout()
        self._body.addWidget(panels, 1)
        self._rows.addLayout(self._body, 1)
        self._rows.addWidget(below)

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        gap = density.gap
        self._body.setContentsMargins(gap, gap, gap, gap)

    def leave_edge(self, room_px: int) -> None:
        """Leave the room that the border takes; a live sitting has none."""
        self._rows.setContentsMargins(room_px, room_px, room_px, room_px)
