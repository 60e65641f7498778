"""The one-line as a view: places come from the site's grid, stretched to the room there is.

Where there is too little room to read it, it keeps its least size and is scrolled instead.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from console.models.one_line import BOXES, CLOSED, OPEN, OneLine
from console.theme import ROOMY, Density
from console.translation import Translation
from console.views.one_line.free_words import FreeWords
from console.views.one_line.items import SWITCHES, SymbolItem
from console.views.one_line.lettering import LINE
from console.views.one_line.links import LinkItem
from console.views.one_line.operating_range import paint_range, write_range
from console.views.one_line.rooms import Rooms
from console.views.one_line.steering import next_place
from devices.site.site import Device, Link, Site
from procedures.snapshot import Snapshot

_WAYS = {
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Up: (0, -1),
}
_LEAST_WIDE, _LEAST_HIGH = 35, 26  # of the drawing, in sizes of its small letters
_BAR = (Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
_AROUND_PX = 28  # of what is chosen is in sight, too
_SOURCES = ("bess", "generator", "ev_charger")
_TAG_FROM_PX = 60
_SHOWN_MS = 3000


class OneLineView(QGraphicsView):
    """Click or arrow keys choose a device; the choice is only a wish to look at it."""

    device_chosen = Signal(str)

    def __init__(self, site: Site, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._site = site
        self._translation = translation
        self._model = OneLine(site)
        self._snapshot: Snapshot | None = None
        self._device = self._shown = ""
        self._density = ROOMY
        self._room = QSizeF()  # of the whole drawing, in pixels
        self._items: dict[str, SymbolItem] = {}
        self._links: list[LinkItem] = []
        self._rooms: Rooms | None = None
        self._showing = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._showing.timeout.connect(self._shown_long_enough)
        self.setScene(QGraphicsScene(self))
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setFrameShape(QFrame.Shape.NoFrame)
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
            self._bring_into_sight()
            if self._snapshot is not None:
                self.present(self._snapshot)

    def show_place(self, device: str) -> bool:
        """Look at `device` and point at its place for three seconds; False where it has none."""
        self.choose(device)
        places = {node.device for node in self._site.drawing.nodes}
        if device not in places:
            return False
        self._shown = device
        self._showing.start()
        if self._snapshot is not None:
            self.present(self._snapshot)
        return True

    def _shown_long_enough(self) -> None:
        self._shown = ""
        if self._snapshot is not None:
            self.present(self._snapshot)

    def resize_to(self, density: Density) -> None:
        """Take the text sizes of `density`."""
        self._density = density
        self._lay_out()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.setAccessibleName(self.tr("one-line diagram"))
        self._measure_room()
        if self._snapshot is not None:
            self.present(self._snapshot)
        self.viewport().update()

    def _say_choice(self) -> None:
        """Let a screen reader hear what is chosen and how it stands."""
        item = self.item_of(self._device) if self._device else None
        said = ""
        if item is not None:
            device = self._site.devices[self._device]
            of = self._translation.of
            position = of(item.state.position_words)
            said = ", ".join(w for w in (of(device.short), of(device.title), position) if w)
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)

    def present(self, snapshot: Snapshot) -> None:
        """Show a picture of the sitting."""
        if self._snapshot is None:
            for symbol in self._items.values():
                symbol.setVisible(True)
        self._snapshot = snapshot
        of = self._translation.of
        commanded = snapshot.selection.device if snapshot.selection is not None else ""
        haloed = {self._device, commanded} - {""}
        for link, item in zip(self._site.drawing.links, self._links, strict=True):
            item.present(self._model.link_state(link.live, snapshot))
        for symbol in self._items.values():
            state = self._model.node_state(symbol.node, snapshot, self._translation.language)
            device = symbol.node.device
            symbol.present(
                state,
                of(symbol.node.label),
                of(symbol.node.name),
                of(state.position_words),
                selected=device in haloed and symbol.bears_halo,
                shown=bool(device) and device == self._shown and self._points_at(symbol),
            )
        self._say_choice()

    def _points_at(self, symbol: SymbolItem) -> bool:
        """True for the one symbol of a device that arrows point at: its box, if it has one."""
        return self.item_of(symbol.node.device) in (symbol, None) or not symbol.can_be_chosen

    # --- geometry ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for the new size."""
        super().resizeEvent(event)
        self._lay_out()
        self._bring_into_sight()

    def _bring_into_sight(self) -> None:
        """Scroll to all symbols of the device that is looked at, if not all of the drawing fits."""
        box = QRectF()
        for item in self._items.values():
            if item.bears_halo and item.node.device == self._device:
                box = box.united(item.scene_box)
        if not box.isEmpty():
            self.ensureVisible(box, _AROUND_PX, _AROUND_PX)

    def _lay_out(self) -> None:
        least = QSizeF(_LEAST_WIDE, _LEAST_HIGH) * self._density.small
        whole = self.maximumViewportSize()
        self.setVerticalScrollBarPolicy(_BAR[whole.height() < least.height()])
        self.setHorizontalScrollBarPolicy(_BAR[whole.width() < least.width()])
        self._room = QSizeF(self.viewport().size()).expandedTo(least)
        self.scene().setSceneRect(QRectF(QPointF(), self._room))
        for symbol in self._items.values():
            node = symbol.node
            corner = self._place(node.x, node.y)
            far = self._place(node.x + node.width, node.y + node.height)
            symbol.lay(
                corner.x(), corner.y(), far.x() - corner.x(), far.y() - corner.y(), self._density
            )
        for link, item in zip(self._site.drawing.links, self._links, strict=True):
            item.lay(self._corners(link))
        boxed = {i.node.device for i in self._items.values() if i.node.symbol in BOXES}
        for symbol in self._items.values():
            symbol.boxed = symbol.node.device in boxed
        self._tag_sources()
        self._measure_room()
        self.viewport().update()

    def _place(self, x: float, y: float) -> QPointF:
        drawing, size = self._site.drawing, self._room
        return QPointF(x / drawing.width * size.width(), y / drawing.height * size.height())

    def _corners(self, link: Link) -> list[QPointF]:
        """The corners of a conductor, led on to where its symbols really are."""
        corners = [self._place(x, y) for x, y in link.points]
        for id, end, before in ((link.from_node, 0, 1), (link.to_node, -1, -2)):
            item = self._items.get(id)
            if item is None or item.node.symbol in ("busbar", "earth", "evt"):
                continue
            point, other = corners[end], corners[before]
            level = abs(point.y() - other.y()) < abs(point.x() - other.x())
            here = item.pos()
            corners[end] = QPointF(here.x(), point.y()) if level else QPointF(point.x(), here.y())
        return corners

    def _tag_sources(self) -> None:
        """Busbars bear their MG tags; of the conductors only those that come from a source."""
        barred = {node.live for node in self._site.drawing.nodes if node.symbol == "busbar"}
        for link, item in zip(self._site.drawing.links, self._links, strict=True):
            ends = [self._items[id].node.symbol for id in (link.from_node, link.to_node)]
            source = any(symbol in _SOURCES for symbol in ends)
            wanted = source and link.live not in barred and item.length > _TAG_FROM_PX
            item.tagged = wanted and not any(
                item.tag_box.intersects(one.scene_box) for one in self._items.values()
            )

    def _edges(self) -> list[tuple[QPointF, QPointF]]:
        corners = [self._place(x, y) for x, y in self._site.drawing.boundary]
        return list(pairwise([*corners, *corners[:1]]))

    def _measure_room(self) -> None:
        """Tell every symbol how far its texts may reach."""
        of = self._translation.of
        self._rooms = Rooms(
            list(self._items.values()),
            [self._corners(link) for link in self._site.drawing.links],
            self._edges(),
            (self._room.width(), self._room.height()),
            self._density,
        )
        self._rooms.measure(
            {node.id: of(node.label) for node in self._site.drawing.nodes}, (of(CLOSED), of(OPEN))
        )
        for item in self._items.values():
            item.update()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:  # noqa: N802
        """Draw the operating range and the free words."""
        super().drawBackground(painter, rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawing, of = self._site.drawing, self._translation.of
        own = drawing.boundary_label
        if drawing.boundary:
            corners = [self._place(x, y) for x, y in drawing.boundary]
            paint_range(painter, corners)
            if own is None:
                ground = self.palette().color(self.backgroundRole())
                said = of(drawing.boundary_words)
                small = self._density.small
                write_range(painter, corners, said, small, ground=ground, room=self._room)
        words = self.free_words()
        for one in (own, *drawing.labels) if own and drawing.boundary else drawing.labels:
            box, lines = words.box(one.x, one.y, of(one.words))
            words.write(painter, box, lines)

    def free_words(self) -> FreeWords:
        """What places the free words in the room that there is now."""
        boundary, width = self._site.drawing.boundary, self._room.width()
        words = FreeWords(self._place, boundary, width, self._density.small)
        for box in self._rooms.bar_words() if self._rooms else ():
            words.keep_off(box)
        for item in self._items.values():
            if item.node.orientation == "horizontal" and item.node.symbol in SWITCHES:
                here, high = item.pos(), 2 * self._density.text * LINE
                top = item.scene_box.bottom()
                room = QRectF(here.x() - item.room, top, 2 * item.room, high + 6)
                words.keep_off(room)
                words.stand_clear(room)
            if item.node.symbol not in ("busbar", "junction"):
                words.stand_clear(item.scene_box.adjusted(-3, -3, 3, 3))
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
        """Take the keys that mean something here: arrows lead to the next symbol that way."""
        way = _WAYS.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
            return
        places: dict[str, tuple[float, float]] = {}
        for item in self._items.values():  # the last symbol of a device is its box
            if item.bears_halo:
                places[item.node.device] = (item.pos().x(), item.pos().y())
        if self._device not in places:
            first = min(places, key=lambda name: (places[name][1], places[name][0]))
            self.choose(first)
            return
        there = next_place(places, self._device, way)
        if there is not None:
            self.choose(there)


def _operated_by_others(device: Device) -> bool:
    """True for what is not ours and takes orders only: it gets a double outline."""
    return not device.ours and all(verb.manual for verb in device.verbs.values())
