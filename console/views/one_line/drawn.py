"""What a symbol needs to be painted: its place, its texts, how it stands."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPen

from console.models.one_line import NodeState
from console.theme import Density, palette

SWITCH_PX = 26.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """Everything a symbol needs to be painted around (0, 0), in pixels.

    room: how far to the right of its centre a text may reach.
    """

    symbol: str
    box: QRectF
    horizontal: bool
    label: str
    position: str
    state: NodeState
    ours: bool
    planned: bool
    density: Density
    room: float


def ink(width: float = 2.0) -> QPen:
    """Return the pen that symbols are drawn with."""
    pen = QPen(QColor(palette().ink), width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen
