"""The one-line as a view: places come from the site's grid, stretched to the room there is."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from console.models.one_line import OneLine
from console.theme import ROOMY, Density, palette
from console.translation import Translation
from console.views.one_line.drawn import SWITCH_PX
from console.views.one_line.free_words import FreeWords
from console.views.one_line.items import SymbolItem
from console.views.one_line.links import LinkItem
from devices.site.site import Device, Site
from procedures.snapshot import Snapshot

_KEYS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}


_LOW_PX = 340  # below this there is no room for words that say nothing of a state


class OneLineView(QGraphicsView):
    """Click or arrow keys choose a device; the choice is only a wish to look at it."""

    device_chosen = Signal(str)

    def __init__(self, site: Site, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._site = site
        self._translation = translation
        self._model = OneLine(site)
        self._snapshot: Snapshot | None = None
        self._device = ""
        self._density = ROOMY
        self._items: dict[str, SymbolItem] = {}
        self._links: list[LinkItem] = []
        self.setScene(QGraphicsScene(self))
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(300, 170)
        self._fill()
        self.retranslate()

    def _fill(self) -> None:
        for _ in self._site.drawing.links:
            item = LinkItem()
            self._links.append(item)
            self.scene().addItem(item)
        for node in self._site.drawing.nodes:
            device = self._site.devices.get(node.device)
            symbol = SymbolItem(
                node,
                ours=device is None or not _operated_by_others(device),
                planned=device is not None and device.planned,
            )
            symbol.setVisible(False)  # nothing is known of it before the first picture
            self._items[node.id] = symbol
            self.scene().addItem(symbol)

    @property
    def device(self) -> str:
        """The device that is looked at, "" for none."""
        return self._device

    def item_of(self, device: str) -> SymbolItem | None:
        """Return the symbol that stands for `device`: where a click would choose it."""
        for item in self._items.values():
            if item.node.device == device and item.can_be_chosen:
                return item
        return None

    def choose(self, device: str) -> None:
        """Look at `device`."""
        if device != self._device:
            self._device = device
            self.device_chosen.emit(device)
            self.retranslate()

    def resize_to(self, density: Density) -> None:
        """Take the text sizes of `density`."""
        self._density = density
        self._lay_out()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.setAccessibleName(self.tr("one-line diagram"))
        if self._snapshot is not None:
            self.present(self._snapshot)
        self.viewport().update()

    def present(self, snapshot: Snapshot) -> None:
        """Show a picture of the sitting."""
        if self._snapshot is None:
            for symbol in self._items.values():
                symbol.setVisible(True)
        self._snapshot = snapshot
        of = self._translation.of
        for link, item in zip(self._site.drawing.links, self._links, strict=True):
            item.present(self._model.link_state(link.live, snapshot))
        for symbol in self._items.values():
            state = self._model.node_state(symbol.node, snapshot, self._translation.language)
            chosen = bool(self._device) and symbol.node.device == self._device
            symbol.present(
                state,
                of(symbol.node.label),
                of(state.position_words),
                selected=chosen and symbol.bears_halo,
            )

    # --- geometry ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for the new size."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        size = self.viewport().size()
        self.scene().setSceneRect(0, 0, size.width(), size.height())
        for symbol in self._items.values():
            node = symbol.node
            corner = self._place(node.x, node.y)
            far = self._place(node.x + node.width, node.y + node.height)
            symbol.lay(
                corner.x(), corner.y(), far.x() - corner.x(), far.y() - corner.y(), self._density
            )
        for link, item in zip(self._site.drawing.links, self._links, strict=True):
            item.lay([self._place(x, y) for x, y in link.points])
        self._tag_longest()
        self._measure_room()
        self.viewport().update()

    def _place(self, x: float, y: float) -> QPointF:
        drawing, size = self._site.drawing, self.viewport().size()
        return QPointF(x / drawing.width * size.width(), y / drawing.height * size.height())

    def _tag_longest(self) -> None:
        """One MG tag a live segment is enough: on its longest conductor."""
        longest: dict[str, LinkItem] = {}
        for link, item in zip(self._site.drawing.links, self._links, strict=True):
            item.tagged = False
            best = longest.get(link.live)
            if best is None or item.length > best.length:
                longest[link.live] = item
        for item in longest.values():
            item.tagged = item.length > 90

    def _measure_room(self) -> None:
        """Tell every symbol how far its text may reach to the right."""
        links = [(link, self._place) for link in self._site.drawing.links]
        edge = max((x for x, _ in self._site.drawing.boundary), default=0.0)
        for symbol in self._items.values():
            here = symbol.pos()
            ends = [float(self.viewport().width())]
            if symbol.node.x < edge:
                ends.append(self._place(edge, 0).x())
            for other in self._items.values():
                box = other.scene_box
                same_height = box.top() - 4 < here.y() < box.bottom() + 4
                if same_height and other is not symbol and box.left() > here.x():
                    drawn_left = other.pos().x() - SWITCH_PX / 2  # never smaller, however tight
                    is_switch = other.node.symbol in ("breaker", "boundary_switch")
                    ends.append(min(box.left(), drawn_left) if is_switch else box.left())
            for link, place in links:
                corners = [place(x, y) for x, y in link.points]
                for one, two in pairwise(corners):
                    low, high = sorted((one.y(), two.y()))
                    if low < here.y() < high and min(one.x(), two.x()) > here.x() + 1:
                        ends.append(min(one.x(), two.x()))
            symbol.room = min(ends) - here.x() - 4

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:  # noqa: N802
        """Draw the operating range and the free words."""
        super().drawBackground(painter, rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawing = self._site.drawing
        if drawing.boundary:
            pen = QPen(QColor(palette().edge_strong), 1.4)
            pen.setDashPattern([9, 4, 2, 4])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolygon(QPolygonF([self._place(x, y) for x, y in drawing.boundary]))
        of, words = self._translation.of, self.free_words()
        shown = (drawing.boundary_label, *drawing.labels) if drawing.boundary else drawing.labels
        for one in shown:
            box, lines = words.box(one.x, one.y, of(one.words))
            if "\n" not in lines or self.viewport().height() >= _LOW_PX:
                words.write(painter, box, lines)  # else a faceplate has pressed the drawing flat

    def free_words(self) -> FreeWords:
        """What places the free words in the room that there is now."""
        boundary, width = self._site.drawing.boundary, float(self.viewport().width())
        words = FreeWords(self._place, boundary, width, self._density.small)
        for symbol in self._items.values():
            if symbol.node.symbol == "busbar":
                words.keep_off(symbol.words_box)
        return words

    # --- choosing ---

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what lies under the mouse."""
        point = self.mapToScene(event.position().toPoint())
        hit = [
            item
            for item in self._items.values()
            if item.can_be_chosen and item.scene_box.adjusted(-8, -8, 8, 8).contains(point)
        ]
        if hit:
            nearest = min(hit, key=lambda item: (item.pos() - point).manhattanLength())
            self.choose(nearest.node.device)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        step = _KEYS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        devices = list(
            dict.fromkeys(i.node.device for i in self._items.values() if i.can_be_chosen)
        )
        at = devices.index(self._device) if self._device in devices else -step
        self.choose(devices[(at + step) % len(devices)])


def _operated_by_others(device: Device) -> bool:
    """True for what is not ours and takes orders only: it gets a double outline."""
    return not device.ours and all(verb.manual for verb in device.verbs.values())
