"""One symbol of the drawing as an item that can be pointed at."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from console.models.one_line import BOXES, NodeState
from console.theme import ROOMY, Density, palette, px
from console.views.one_line.drawn import SWITCH_PX, Drawn
from console.views.one_line.symbols import paint_symbol
from devices.site.site import Node

_HALO_PX = 4.5
_NEAR_HALO_PX = 3.5  # of a switch: its words stand close by
_TEXT_ROOM_PX = 200.0
SWITCHES = ("breaker", "boundary_switch", "load_switch", "cutout")
# The most a box grows in a large window, in pixels at 100 %: beyond that it is only empty.
_MOST_PX = {"bess": (130.0, 170.0), "substation": (104.0, 56.0), "monitor": (100.0, 56.0),
            "inlet": (150.0, 60.0), "transfer_switch": (130.0, 60.0)}  # fmt: skip
_MOST_BOX_PX = (108.0, 112.0)
_MOST_SMALL_PX = 26.0


class SymbolItem(QGraphicsItem):
    """A node: it knows its place in pixels and how it stands."""

    def __init__(self, node: Node, *, ours: bool, planned: bool) -> None:
        super().__init__()
        self.node = node
        self._ours = ours
        self._planned = planned
        self._box = QRectF()
        self._state = NodeState()
        self._label = self._name = self._position = ""
        self._selected = self._shown = False
        self._density = ROOMY
        self.room = _TEXT_ROOM_PX
        self.above = self.below = 46.0
        self.lean = 4.0
        self.boxed = False
        self.badged = True
        self.setZValue(1 if node.symbol == "busbar" else 2)
        if self.can_be_chosen:
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

    def lay(self, x: float, y: float, width: float, height: float, density: Density) -> None:
        """Take the place and size in pixels; boxes do not grow without end."""
        self.prepareGeometryChange()
        self._density = density
        self.setPos(x, y)
        symbol = self.node.symbol
        if symbol in BOXES:
            most_wide, most_high = _MOST_PX.get(symbol, _MOST_BOX_PX)
            width, high = min(width, px(most_wide)), min(height, px(most_high))
        elif symbol in SWITCHES:
            width = high = Drawn(symbol, QRectF(0, 0, width, height), False, "", "", NodeState(),
                                 True, False, density, 0).side  # fmt: skip
        elif symbol in ("meter", "transformer"):
            width, high = min(width, px(_MOST_SMALL_PX)), min(height, px(_MOST_SMALL_PX) * 1.2)
        else:
            high = height
        top = -height / 2 if symbol in ("earth", "evt") else -high / 2
        self._box = QRectF(-width / 2, top, width, high)

    def present(
        self, state: NodeState, label: str, name: str, position: str, *, selected: bool, shown: bool
    ) -> None:
        """Show how the node stands; shown: somebody asked where it is."""
        new = (state, label, name, position, selected, shown)
        if new != (
            self._state, self._label, self._name, self._position, self._selected, self._shown,
        ):  # fmt: skip
            self._state, self._label, self._name, self._position = state, label, name, position
            self._selected, self._shown = selected, shown
            self.update()

    def boundingRect(self) -> QRectF:
        """Everything that `paint` may touch."""
        return self._box.adjusted(-_TEXT_ROOM_PX, -60, _TEXT_ROOM_PX, 60)

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
            name=self._name,
            above=self.above,
            below=self.below,
            lean=self.lean,
            boxed=self.boxed,
            badged=self.badged,
        )
        if self._shown:
            self._paint_place(painter)
        if self._selected:
            self._paint_halo(painter)
        paint_symbol(painter, drawn)

    def _paint_halo(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        near = self.node.symbol in SWITCHES and self._ours
        far = _NEAR_HALO_PX if near else _HALO_PX
        painter.setPen(QPen(QColor(palette().select), 2.6 if near else 3.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self._box.adjusted(-far, -far, far, far), far + 2, far + 2)

    def _paint_place(self, painter: QPainter) -> None:
        """Four arrows that point at the place, as large as they need be to be seen at once."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette().select))
        size, far = px(9), _HALO_PX + 3
        box = self._box.adjusted(-far, -far, far, far)
        middle = box.center()
        ways = [
            (QPointF(middle.x(), box.top()), QPointF(0, -1)),
            (QPointF(box.left(), middle.y()), QPointF(-1, 0)),
        ]
        if self.node.orientation == "horizontal" or self.node.symbol not in SWITCHES:
            ways.append((QPointF(box.right(), middle.y()), QPointF(1, 0)))  # else its words
        if self.node.orientation != "horizontal":
            ways.append((QPointF(middle.x(), box.bottom()), QPointF(0, 1)))
        for tip, way in ways:
            across = QPointF(way.y(), way.x())
            back = tip + way * size * 1.4
            painter.drawPolygon([tip, back + across * size, back - across * size])


__all__ = ["SWITCHES", "SWITCH_PX", "SymbolItem"]
