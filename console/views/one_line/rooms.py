"""How much room the texts of every symbol have, once all symbols have their places in pixels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF

from console.models.one_line import BOXES
from console.theme import Density, font
from console.views.one_line.items import SWITCHES, SymbolItem
from console.views.one_line.lettering import LINE
from console.views.one_line.switches import badge_fits

_GAP = 4.0
_OVER_BAR = 5.0
_HEAD = (*SWITCHES, "transformer")
Stretch = tuple[QPointF, QPointF]


class Rooms:
    """Measures rooms among symbols, conductors and the operating range.

    conductors: the corners of each, in pixels. edges: of the operating range. width, height: of the
    whole picture.
    """

    def __init__(
        self,
        items: Sequence[SymbolItem],
        conductors: Iterable[Sequence[QPointF]],
        edges: Iterable[Stretch],
        size: tuple[float, float],
        density: Density,
    ) -> None:
        self._items = items
        self._boxes = {item: item.scene_box for item in items}
        self._width, self._height = size
        self._line = density.small * LINE
        self._letters = QFontMetricsF(font(density.small))
        pieces = [piece for corners in conductors for piece in pairwise(corners)]
        self._upright = [_span(*one) for one in (*pieces, *edges) if _is_upright(*one)]
        self._level = [one for one in edges if not _is_upright(*one)]
        self._bar_words: list[QRectF] = []

    def measure(self, words: dict[str, str], positions: Sequence[str]) -> None:
        """Tell every symbol its room; words: what is written at the busbars, by their node.

        positions: what may be written of the position of a switch.
        """
        for item in self._items:
            if item.node.symbol == "busbar":
                self._bar(item, words.get(item.node.id, ""))
        for item in self._items:
            if item.node.symbol in ("busbar", "junction"):
                continue
            if item.node.orientation == "horizontal" and item.node.symbol in _HEAD:
                self._beside_both(item)
            else:
                self._to_the_right(item)

        self._same_in_a_row()
        badged = all(badge_fits(one, room) for one in positions for room in self._for_positions())
        for item in self._items:
            item.badged = badged

    def _for_positions(self) -> Iterator[float]:
        """The room that each position has: below a switch, beside it, or in the box of its load."""
        switches = [one for one in self._items if one.node.symbol in SWITCHES]
        boxed = {one.node.device for one in switches if one.boxed}
        for item in self._items:
            node, box = item.node, self._boxes[item]
            if node.symbol in BOXES:
                if node.device in boxed:
                    yield box.width() - _GAP
            elif node.symbol in SWITCHES and not item.boxed and node.symbol != "cutout":
                level = node.orientation == "horizontal"
                yield 2 * item.room if level else item.room - box.width() / 2 - _GAP

    def _same_in_a_row(self) -> None:
        """Switches side by side above their boxes say the same, not each what it has room for."""
        least: dict[float, float] = {}
        row = [one for one in self._items if one.boxed and one.node.symbol in SWITCHES]
        for item in row:
            key = round(item.node.y, 1)
            least[key] = min(least.get(key, item.room), item.room)
        for item in row:
            item.room = least[round(item.node.y, 1)]

    def bar_words(self) -> list[QRectF]:
        """Where the words of the busbars stand."""
        return self._bar_words

    def _bar(self, item: SymbolItem, words: str) -> None:
        """The words of a busbar go into the widest gap between what comes from above."""
        box, y = self._boxes[item], item.pos().y()
        top = y - _OVER_BAR - self._line
        taken = [(x, x) for x, low, high in self._upright if low < y - 2 and high > top]
        for other in self._items:
            there = self._boxes[other]
            if other.node.orientation == "horizontal" and other.node.symbol in _HEAD:
                there = there.adjusted(-24, 0, 24, 2.2 * self._line)  # its words stand below it
            if other is not item and there.bottom() > top and there.top() < y - 2:
                taken.append((there.left(), there.right()))
        wanted = self._letters.horizontalAdvance(words) + 2
        edges = sorted((a, b) for a, b in taken if b > box.left() - 1 and a < box.right())
        limit = min(box.right(), self._width)
        gaps, at = [], box.left()
        for left, right in edges:
            gaps.append((at, left - _GAP))
            at = max(at, right + _GAP)
        gaps.append((at, limit))
        start, end = next(
            ((a, b) for a, b in gaps if b - a >= wanted),
            max(gaps, key=lambda gap: gap[1] - gap[0]),
        )
        item.lean = start - box.left() + 2
        item.room = end - item.pos().x()
        if words:
            self._bar_words.append(QRectF(start, top, min(wanted, end - start), self._line))

    def _beside_both(self, item: SymbolItem) -> None:
        """At a switch of the head: half of the way to its neighbours, down to what is below."""
        here = item.pos()
        reach = [here.x() - 2, self._width - here.x() - 2]
        for other in self._items:
            box = self._boxes[other]
            if other is item or not box.top() - 40 < here.y() < box.bottom() + 40:
                continue
            if other.node.symbol == "busbar":
                continue
            away = abs(other.pos().x() - here.x())
            side = box.left() - here.x() if box.left() > here.x() else here.x() - box.right()
            shares = other.node.orientation == "horizontal" and other.node.symbol != "substation"
            reach.append(away / 2 if shares else side)
        for x, low, high in self._upright:
            if low <= here.y() + self._line and high > here.y() + 2 and abs(x - here.x()) > 1:
                reach.append(abs(x - here.x()))
        item.room = max(12.0, min(reach) - 3)
        item.above = here.y() - 1
        item.below = self._down(item, here.x() - item.room, here.x() + item.room)

    def _to_the_right(self, item: SymbolItem) -> None:
        here = item.pos()
        ends = [self._width]
        band = self._line * 0.62
        for other in self._items:
            box = self._boxes[other]
            if other is item or other.node.symbol in ("busbar", "junction"):
                continue
            if box.top() - band < here.y() < box.bottom() + band and box.left() > here.x():
                ends.append(box.left() - (4 if other.node.symbol in ("boundary_switch",) else 0))
        for x, low, high in self._upright:
            if low < here.y() < high and x > here.x() + 1:
                ends.append(x - 3)
        item.room = min(ends) - here.x() - _GAP
        item.above = here.y()
        start = here.x() + self._boxes[item].width() / 2
        words = max(self._letters.horizontalAdvance(item.node.label.en), 3.6 * self._line)
        item.below = self._down(item, start, min(start + words, here.x() + item.room))

    def _down(self, item: SymbolItem, left: float, right: float) -> float:
        """How far texts may reach down from the middle of `item`, between two heights."""
        y = item.pos().y()
        bottoms = [self._height]
        for other in self._items:
            box = self._boxes[other]
            if other is not item and box.top() > y and box.right() > left and box.left() < right:
                bottoms.append(box.top())
        bottoms += [
            box.top()
            for box in self._bar_words
            if box.top() > y and box.right() > left and box.left() < right
        ]
        for one, two in self._level:
            low, high = sorted((one.x(), two.x()))
            if one.y() > y and high > left and low < right:
                bottoms.append(one.y())
        return min(bottoms) - y - 2


def _is_upright(one: QPointF, other: QPointF) -> bool:
    return abs(one.x() - other.x()) < 1.0 <= abs(one.y() - other.y())


def _span(one: QPointF, other: QPointF) -> tuple[float, float, float]:
    low, high = sorted((one.y(), other.y()))
    return one.x(), low, high
