"""What a symbol needs to be painted: its place, its texts, how it stands."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPen

from console.models.one_line import NodeState
from console.theme import Density, palette, px

SWITCH_PX = 26.0
_LEAST_SWITCH_PX = 13.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """Everything a symbol needs to be painted around (0, 0), in pixels.

    room: how far to the right of its centre a text may reach; above, below: how far its texts may
    reach up and down from there. name: short words under the number. lean: how far the words of a
    busbar begin from its left end. boxed: number and position stand on a box of the same device.
    badged: positions stand on badges, for there is room for them everywhere in the drawing.
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
    name: str = ""
    above: float = 60.0
    below: float = 60.0
    lean: float = 4.0
    boxed: bool = False
    badged: bool = True

    @property
    def side(self) -> float:
        """The side of a switch in pixels: as large as its place allows, never too small to see."""
        given = min(self.box.width(), self.box.height())
        return max(_LEAST_SWITCH_PX, min(given, float(px(SWITCH_PX))))


def ink(width: float = 2.0) -> QPen:
    """Return the pen that symbols are drawn with."""
    pen = QPen(QColor(palette().ink), width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen
