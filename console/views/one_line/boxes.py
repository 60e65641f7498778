"""Equipment in boxes: a name, a big value, a small note; the battery with a bar of its charge."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from console import icons
from console.theme import font, palette
from console.views.one_line.drawn import Drawn, ink
from console.views.one_line.lettering import LEAST_TEXT_PX, write

_NARROW_PX = 90  # a box with no room for the pencil beside its name
_ALWAYS_ROWS = 3
_LOW_PX = 110  # a battery lower than this has no room for four texts
# tenths of its height, from where and how high: name, power, bar, charge
_ROWS = ((0.0, 2.0), (1.9, 3.0), (4.9, 1.5), (6.7, 1.7))
_LOW_ROWS = ((0.0, 2.3), (2.4, 2.9), (5.7, 1.3), (7.5, 2.5))


def paint_box(painter: QPainter, drawn: Drawn) -> None:
    """A box with a name, a big value and a small note; double outline for what others operate."""
    _outline(painter, drawn)
    d, state, box = drawn.density, drawn.state, drawn.box.adjusted(2, 2, -2, -2)
    by_hand = state.manual or drawn.symbol == "ev"
    if by_hand and drawn.box.width() < _NARROW_PX:
        box.setTop(box.top() + 10)  # or the pencil would stand on the name
    lines = [_Line(drawn.label, d.small, bold=True)]
    if state.value:
        lines.append(_Line(state.value, d.header, bold=True, stale=not state.known))
    if drawn.position:
        lines.append(_Line(drawn.position, d.small, soft=True, stale=state.position == "unknown"))
    if state.note:
        lines.append(_Line(state.note, d.small, soft=True, stale=not state.known))
    while len(lines) > _ALWAYS_ROWS and box.height() < len(lines) * (LEAST_TEXT_PX + 1):
        lines.pop()  # a box pressed flat keeps its name, its value and whether it is closed
    shares = [_lines_high(painter, line, box.width()) for line in lines]
    top = box.top()
    for line, share in zip(lines, shares, strict=True):
        high = box.height() * share / sum(shares)
        room = QRectF(box.left(), top, box.width(), high)
        write(
            painter, room, line.words, line.size, bold=line.bold, soft=line.soft, stale=line.stale
        )
        top += high
    if by_hand:
        corner = QRectF(drawn.box.left() + 4, drawn.box.top() + 4, 14, 14)
        icons.paint(painter, "pencil", corner, palette().ink_soft)


@dataclass(frozen=True, slots=True)
class _Line:
    """One text of a box with its size in pixels and its look."""

    words: str
    size: int
    bold: bool = False
    soft: bool = False
    stale: bool = False


def _lines_high(painter: QPainter, line: _Line, width: float) -> float:
    """Return the height in pixels that `line` wants: one line, or two where one is too narrow."""
    painter.setFont(font(line.size, bold=line.bold))
    long = painter.fontMetrics().horizontalAdvance(line.words) > width * 1.25
    return line.size * (2.3 if long else 1.0)


def _outline(painter: QPainter, drawn: Drawn) -> None:
    live = drawn.state.live in ("utility", "island")
    pen = ink(2.2 if live else 1.2)
    if drawn.planned:
        pen.setDashPattern([3, 3])
    painter.setPen(pen)
    painter.setBrush(QColor(palette().card if live else palette().inset))
    painter.drawRoundedRect(drawn.box, 4, 4)
    if not drawn.ours:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(ink(1.0))
        painter.drawRoundedRect(drawn.box.adjusted(-4, -4, 4, 4), 6, 6)


def paint_battery(painter: QPainter, drawn: Drawn) -> None:
    """The battery: name, big power, a bar of its charge with the reserve mark, its numbers."""
    _outline(painter, drawn)
    d, box = drawn.density, drawn.box.adjusted(8, 5, -8, -5)
    unit = box.height() / 10

    def row(start: float, height: float) -> QRectF:
        return QRectF(box.left(), box.top() + start * unit, box.width(), height * unit)

    charge, _, energy = drawn.state.note.partition(" · ")
    stale = not drawn.state.known
    low = box.height() < _LOW_PX  # then the energy is left to the faceplate
    name, value, middle, share = _LOW_ROWS if low else _ROWS
    write(painter, row(*name), drawn.label, d.text, bold=True)
    write(painter, row(*value), drawn.state.value, d.figure, bold=True, stale=stale)
    write(painter, row(*share), charge, d.text, bold=True, stale=stale)
    if not low:
        write(painter, row(8.3, 1.7), energy, d.small, soft=True, stale=stale)
    bar = row(*middle).adjusted(6, 0, -6, 0)
    painter.setPen(ink(1.4))
    painter.setBrush(QColor(palette().card))
    painter.drawRect(bar)
    if drawn.state.share is not None:
        filled = QRectF(bar)
        filled.setWidth(bar.width() * min(1.0, max(0.0, drawn.state.share)))
        painter.fillRect(filled.adjusted(1, 1, -1, -1), QColor(palette().dead))
    if drawn.state.reserve is not None:
        x = bar.left() + bar.width() * drawn.state.reserve
        painter.setPen(ink(2.6))
        over = 2 if low else 5
        painter.drawLine(QLineF(x, bar.top() - over, x, bar.bottom() + over))
