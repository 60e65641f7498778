"""Switches after IEC 60617: filled = closed, hollow with gap = open, crossed out = not known."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from console import icons
from console.models.one_line import NodeState
from console.theme import font, palette
from console.views.one_line.drawn import SWITCH_PX, Drawn, ink
from console.views.one_line.lettering import write


def paint_switch(painter: QPainter, drawn: Drawn) -> None:
    """Paint a breaker or a load switch."""
    _paint_contact(painter, drawn, SWITCH_PX)
    _label_switch(painter, drawn, SWITCH_PX)


def paint_cutout(painter: QPainter, drawn: Drawn) -> None:
    """Paint a cutout: a small switch."""
    _paint_contact(painter, drawn, SWITCH_PX * 0.62)
    _label_switch(painter, drawn, SWITCH_PX * 0.62)


def _paint_contact(painter: QPainter, drawn: Drawn, side: float) -> None:
    """A square across the conductor: filled, hollow with an open arm, or crossed out."""
    half = side / 2
    square = QRectF(-half, -half, side, side)
    painter.save()
    if drawn.horizontal:
        painter.rotate(-90)
    if not drawn.ours:
        painter.setPen(ink(1.2))
        painter.setBrush(QColor(palette().card))
        painter.drawRect(square.adjusted(-4, -4, 4, 4))
    closed = drawn.state.position == "closed"
    painter.setPen(ink())
    painter.setBrush(QColor(palette().ink if closed else palette().card))
    painter.drawRect(square)
    if drawn.state.position == "open":
        painter.setPen(ink(2.2))
        inner = half * 0.55
        painter.drawLine(QLineF(0, half, 0, inner))
        painter.drawLine(QLineF(0, -half, 0, -inner))
        painter.drawLine(QLineF(0, inner, half * 0.75, -inner * 0.9))
    elif drawn.state.position == "unknown":
        painter.setPen(ink(2.2))
        painter.drawLine(square.topLeft(), square.bottomRight())
        painter.drawLine(square.topRight(), square.bottomLeft())
    painter.restore()


def _label_switch(painter: QPainter, drawn: Drawn, side: float) -> None:
    """Number and position beside a vertical switch, below a horizontal one; then its marks.

    Where there is little room the number goes first: the box of the same device bears it too.
    """
    d = drawn.density
    stale = bool(drawn.state.was)
    align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    whole = f"{drawn.label} {drawn.position}".strip()
    if drawn.horizontal:
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        line = QRectF(side / 2 + 4 - 90, side / 2 + 8, 90, d.text + 4)
        for words in (drawn.label, drawn.position):
            was = stale and words == drawn.position
            write(painter, line, words, d.text, bold=True, stale=was, align=right)
            line.translate(0, line.height())
        state = drawn.state
        marks = sum((state.manual, state.locked, state.tagged))
        wide = painter.fontMetrics().horizontalAdvance(drawn.position)
        _paint_marks(painter, state, line.right() - wide - 4 - 20 * marks, line.top() - d.text - 4)
        return
    left = side / 2 + (8 if drawn.ours else 10)
    for words, size in ((whole, d.text), (drawn.position, d.text), (drawn.position, d.small - 1)):
        painter.setFont(font(size, bold=True))
        width = painter.fontMetrics().horizontalAdvance(words)
        if left + width <= drawn.room:
            line = QRectF(left, -size / 2 - 3, 400, size + 6)
            write(painter, line, words, size, bold=True, stale=stale, align=align)
            _paint_marks(painter, drawn.state, left, line.bottom() + 2)
            return


def _paint_marks(painter: QPainter, state: NodeState, left: float, top: float) -> None:
    named = (("pencil", state.manual), ("lock", state.locked), ("tag", state.tagged))
    x = left
    for name, on in named:
        if on:
            icons.paint(painter, name, QRectF(x, top, 16, 16), palette().ink)
            x += 20
