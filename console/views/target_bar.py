"""How long a step takes so far, against how long a good crew needs: a thin line without colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.theme import palette
from procedures.snapshot import CurrentStep

_HEIGHT_PX, _LINE_PX, _MARK_PX = 10, 4, 2
_BEYOND = 2.0  # where a step has no limit, the line ends at twice its target


class TargetBar(QWidget):
    """The line ends at the limit, an upright marks the target. Hidden without a target.

    Nothing flashes and nothing turns red: beyond the target nothing happens.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.elapsed_share = 0.0
        self.target_share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT_PX)
        self.hide()

    def present(self, step: CurrentStep) -> None:
        """Show how far `step` is."""
        target_s = step.target_s
        self.setVisible(target_s is not None)
        if target_s is None:
            return
        ends_s = max(step.limit_s or _BEYOND * target_s, target_s)
        elapsed_share = min(1.0, max(0.0, step.elapsed_s / ends_s))
        if (elapsed_share, target_s / ends_s) != (self.elapsed_share, self.target_share):
            self.elapsed_share, self.target_share = elapsed_share, target_s / ends_s
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, what is gone of it, and the target."""
        painter = QPainter(self)
        width, top = float(self.width()), (self.height() - _LINE_PX) / 2
        painter.fillRect(QRectF(0, top, width, _LINE_PX), QColor(palette().edge))
        gone = QRectF(0, top, width * self.elapsed_share, _LINE_PX)
        painter.fillRect(gone, QColor(palette().edge_strong))
        place = min(width - _MARK_PX, width * self.target_share)
        painter.fillRect(QRectF(place, 0, _MARK_PX, self.height()), QColor(palette().ink))
