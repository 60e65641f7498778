"""Where a dragged panel would go: beside a stack, behind a tab, or to an edge of the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from console.models.panel_layout import ALONE, Side
from console.theme import palette

_EDGE_PX = 18
_MIDDLE = 0.3  # nearer to the middle than this share from every edge: behind a tab


@dataclass(frozen=True, slots=True)
class Drop:
    """side None: behind a tab with `target`. target "": an edge of the whole window."""

    target: str
    side: Side | None
    box: QRect


def drop_at(
    at: QPoint, panel: str, ground: QRect, stacks: Sequence[tuple[tuple[str, ...], QRect]]
) -> Drop | None:
    """Say where `panel` would go when dropped `at`, in pixels of the ground; None is outside."""
    if not ground.contains(at):
        return None
    side, far = _nearest(at, ground)
    if far * (ground.width() if side in ("left", "right") else ground.height()) <= _EDGE_PX:
        return Drop("", side, _part(ground, side, 0.3))
    for names, box in stacks:
        others = [name for name in names if name != panel]
        if not box.contains(at):
            continue
        if not others:
            return Drop(panel, None, box)
        side, far = _nearest(at, box)
        if far > _MIDDLE and not {panel, *others} & ALONE:
            return Drop(others[0], None, box)
        return Drop(others[0], side, _part(box, side, 0.5))
    return None


def _nearest(at: QPoint, box: QRect) -> tuple[Side, float]:
    """The edge that is nearest, and how far away it is as a share of the box."""
    across = (at.x() - box.left()) / max(1, box.width())
    down = (at.y() - box.top()) / max(1, box.height())
    ways: tuple[tuple[Side, float], ...] = (
        ("left", across),
        ("right", 1 - across),
        ("above", down),
        ("below", 1 - down),
    )
    return min(ways, key=lambda way: way[1])


def _part(box: QRect, side: Side, share: float) -> QRect:
    width, height = round(box.width() * share), round(box.height() * share)
    if side == "left":
        return QRect(box.left(), box.top(), width, box.height())
    if side == "right":
        return QRect(box.right() - width, box.top(), width, box.height())
    if side == "above":
        return QRect(box.left(), box.top(), box.width(), height)
    return QRect(box.left(), box.bottom() - height, box.width(), height)


class DropMark(QWidget):
    """Shows the room that a dragged panel would take."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()

    def mark(self, drop: Drop | None) -> None:
        """Show where it would go; None where it would float."""
        self.setVisible(drop is not None)
        if drop is not None:
            self.setGeometry(drop.box)
            self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it: an outline and a veil, told apart from the panels without colour."""
        painter = QPainter(self)
        veil = QColor(palette().select)
        veil.setAlpha(50)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(QColor(palette().select), 4))
        painter.drawRect(self.rect().adjusted(2, 2, -3, -3))
