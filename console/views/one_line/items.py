"""One symbol of the drawing as an item that can be pointed at."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from console.models.one_line import BOXES, NodeState
from console.theme import ROOMY, Density, font, palette
from console.views.one_line.drawn import Drawn
from console.views.one_line.symbols import paint_symbol
from devices.site.site import Node

_HALO_PX = 9.0
_SMALL_PX = 34.0
_BOX_PX = (40.0, 40.0)  # the least that still holds its texts
_TEXT_ROOM_PX = 200.0


class SymbolItem(QGraphicsItem):
    """A node: it knows its place in pixels and how it stands."""

    def __init__(self, node: Node, *, ours: bool, planned: bool) -> None:
        super().__init__()
        self.node = node
        self._ours = ours
        self._planned = planned
        self._box = QRectF(-_SMALL_PX / 2, -_SMALL_PX / 2, _SMALL_PX, _SMALL_PX)
        self._state = NodeState()
        self._label = ""
        self._position = ""
        self._selected = False
        self._density = ROOMY
        self.room = _TEXT_ROOM_PX
        self.setZValue(1 if node.symbol == "busbar" else 2)
        if node.device and node.symbol not in ("busbar", "junction"):
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def state(self) -> NodeState:
        """How the symbol stands now."""
        return self._state

    @property
    def can_be_chosen(self) -> bool:
        """True for what has a device behind it."""
        return bool(self.node.device) and self.node.symbol not in ("busbar", "junction")

    @property
    def bears_halo(self) -> bool:
        """True for the symbols that show a choice: the transformer of a block goes without."""
        return self.can_be_chosen and self.node.symbol not in ("transformer", "cutout")

    @property
    def scene_box(self) -> QRectF:
        """The symbol without its texts, in scene pixels."""
        return self._box.translated(self.pos())

    @property
    def words_box(self) -> QRectF:
        """Where the words of a busbar stand, in scene pixels: above its left end."""
        size = self._density.small
        width = QFontMetricsF(font(size)).horizontalAdvance(self._label)
        return QRectF(self.scene_box.left() + 4, self.pos().y() - size - 12, width, size + 6)

    def lay(self, x: float, y: float, width: float, height: float, density: Density) -> None:
        """Take the place and size in pixels; a size of 0 is that of a switch."""
        self.prepareGeometryChange()
        self._density = density
        self.setPos(x, y)
        if self.node.symbol == "busbar":
            self._box = QRectF(-width / 2, -height / 2, width, height)
        else:
            wide, high = width or _SMALL_PX, height or _SMALL_PX
            if self.node.symbol in BOXES:
                wide, high = max(wide, _BOX_PX[0]), max(high, _BOX_PX[1])
            self._box = QRectF(-wide / 2, -high / 2, wide, high)

    def present(self, state: NodeState, label: str, position: str, *, selected: bool) -> None:
        """Show how the node stands."""
        new = (state, label, position, selected)
        if new != (self._state, self._label, self._position, self._selected):
            self._state, self._label, self._position, self._selected = new
            self.update()

    def boundingRect(self) -> QRectF:
        """Everything that `paint` may touch."""
        return self._box.adjusted(-_TEXT_ROOM_PX, -46, _TEXT_ROOM_PX, 46)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint it as it stands."""
        drawn = Drawn(
            symbol=self.node.symbol,
            box=self._box,
            horizontal=self.node.orientation == "horizontal",
            label=self._label,
            position=self._position,
            state=self._state,
            ours=self._ours,
            planned=self._planned,
            density=self._density,
            room=self.room,
        )
        if self._selected:
            self._paint_halo(painter)
        paint_symbol(painter, drawn)

    def _paint_halo(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(palette().select), 3.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        halo = self._box.adjusted(-_HALO_PX, -_HALO_PX, _HALO_PX, _HALO_PX)
        painter.drawRoundedRect(halo, 10, 10)
