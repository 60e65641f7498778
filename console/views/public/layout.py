"""Where everything of the public display stands: by shares of the screen, wide or upright."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF

_WIDE = (1920.0, 1080.0)
_UPRIGHT = (1080.0, 1920.0)
_EDGE, _GAP = 34.0, 18.0
_HEAD, _SENTENCE = 86.0, 90.0
_FIRST_ROW = 1.3  # times the height of the others
# Numbers are read from ten metres: never less than 120 px of a screen of 1920 x 1080.
FIRST_NUMBER, NUMBER = 200.0, 136.0


@dataclass(frozen=True, slots=True)
class Layout:
    """Boxes in pixels. unit: one pixel of the screen of 1920 x 1080, in those of this one."""

    unit: float
    upright: bool
    head: QRectF
    sentence: QRectF
    flow: QRectF
    tiles: Mapping[str, QRectF]


def lay_out(width: float, height: float, tiles: tuple[str, ...]) -> Layout:
    """Boxes for a screen of this size; the tiles stand in pairs below the first."""
    upright = height > width
    full_w, full_h = _UPRIGHT if upright else _WIDE
    unit = min(width / full_w, height / full_h)
    edge, gap = _EDGE * unit, _GAP * unit
    inner = QRectF(edge, edge * 0.8, width - 2 * edge, height - edge * 1.6)
    head = QRectF(inner.left(), inner.top(), inner.width(), _HEAD * unit)
    lines = 2.0 if upright else 1.0
    sentence = QRectF(
        inner.left(), head.bottom() + gap / 2, inner.width(), _SENTENCE * unit * lines
    )
    top = sentence.bottom() + gap
    rest = QRectF(inner.left(), top, inner.width(), inner.bottom() - top)
    if upright:
        flow = QRectF(rest.left(), rest.top(), rest.width(), rest.height() * 0.42)
        column = QRectF(
            rest.left(), flow.bottom() + gap, rest.width(), rest.bottom() - flow.bottom() - gap
        )
    else:
        flow = QRectF(rest.left(), rest.top(), rest.width() * 0.47, rest.height())
        column = QRectF(
            flow.right() + gap, rest.top(), rest.right() - flow.right() - gap, rest.height()
        )
    return Layout(unit, upright, head, sentence, flow, _boxes(column, tiles, gap))


def _boxes(column: QRectF, tiles: tuple[str, ...], gap: float) -> dict[str, QRectF]:
    """The first tile across, the others in rows of two; one that is left over takes a whole row."""
    rows = [tiles[:1], *(tiles[at : at + 2] for at in range(1, len(tiles), 2))]
    others = len(rows) - 1
    height = (column.height() - gap * others) / (others + _FIRST_ROW)
    top, tall = column.top(), height * _FIRST_ROW
    found: dict[str, QRectF] = {}
    for row in rows:
        width = (column.width() - gap * (len(row) - 1)) / max(1, len(row))
        for place, name in enumerate(row):
            found[name] = QRectF(column.left() + place * (width + gap), top, width, tall)
        top, tall = top + tall + gap, height
    return found
