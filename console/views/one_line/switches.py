"""Switches after IEC 60617: filled = closed, hollow with gap = open, crossed out = not known.

The sign at the fixed contact says what it is: a cross for a circuit breaker, a ring for a switch
that breaks its load, nothing for a mere cutout.
"""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from console import icons
from console.models.one_line import NodeState
from console.theme import palette, px
from console.views.one_line.drawn import Drawn, ink
from console.views.one_line.lettering import LEAST_TEXT_PX, LINE, fit, note, write
from console.views.switch_badge import badge_colour, paint_badge

_MARK_PX = 16.0
_LEAST_MARK_PX = 11.0
_PRESSED = 0.78  # letters so narrow can be read: better than no word at all
_SIGN_PX = 3.2
_BADGE_EDGE = 2.5
_RIGHT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def paint_switch(painter: QPainter, drawn: Drawn) -> None:
    """Paint a breaker, a load switch or a cutout."""
    side = drawn.side
    paint_contact(painter, drawn, side)
    if drawn.horizontal:
        _label_below(painter, drawn, side)
    else:
        _label_beside(painter, drawn, side)


def paint_contact(painter: QPainter, drawn: Drawn, side: float, *, sign: bool = True) -> None:
    """A square across the conductor: filled, hollow with an open arm, or crossed out.

    sign: with the mark at its fixed contact that says what kind of switch it is.
    """
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
    if sign:
        _paint_sign(painter, drawn, half + (5.0 if drawn.ours else 9.0))
    painter.restore()


def _paint_sign(painter: QPainter, drawn: Drawn, far: float) -> None:
    """What kind of switch it is, at its fixed contact: a cross, or a ring."""
    painter.setPen(ink(1.5))
    at = QPointF(0, -far)
    if drawn.symbol == "breaker":
        reach = _SIGN_PX
        painter.drawLine(at + QPointF(-reach, -reach), at + QPointF(reach, reach))
        painter.drawLine(at + QPointF(-reach, reach), at + QPointF(reach, -reach))
    elif drawn.symbol in ("load_switch", "boundary_switch"):
        painter.setBrush(QColor(palette().card))
        painter.drawEllipse(at, 2.8, 2.8)


def _label_below(painter: QPainter, drawn: Drawn, side: float) -> None:
    """Number and position below a switch of the head; its marks and its name above."""
    d, state = drawn.density, drawn.state
    half = drawn.room
    top = side / 2 + (3 if drawn.ours else 7)
    high = min(d.text * LINE, max(LEAST_TEXT_PX * LINE, (drawn.below - top) / 2))
    size = max(LEAST_TEXT_PX, int(high / LINE + 0.5))
    if drawn.below - top < 2 * LEAST_TEXT_PX * LINE - 3:  # pressed flat: both on one line
        words = f"{drawn.label} {drawn.position}"
        place = QRectF(-half, top - 1, 2 * half, LEAST_TEXT_PX * LINE)
        write(painter, place, words, LEAST_TEXT_PX, bold=True, stale=bool(state.was), whole=True)
    else:
        write(painter, QRectF(-half, top, 2 * half, high), drawn.label, size, bold=True)
        place = QRectF(-half, top + high, 2 * half, high)
        write_position(painter, drawn, place, size, Qt.AlignmentFlag.AlignCenter)
    over = -side / 2 - (2 if drawn.ours else 6)
    marks = _marks(state)
    share = 2 * half / max(1, len(marks)) - 2
    mark = max(_LEAST_MARK_PX, min(float(px(_MARK_PX)), drawn.above + over, share))
    if marks:
        _paint_marks(painter, marks, -len(marks) * (mark + 2) / 2, over - mark, mark)
        over -= mark + 1
    line = d.small * LINE
    if drawn.name and drawn.above + over >= line:
        write(painter, QRectF(-half, over - line, 2 * half, line), drawn.name, d.small, soft=True)


def _label_beside(painter: QPainter, drawn: Drawn, side: float) -> None:
    """Number and position beside a switch in a column, then its marks.

    Both are left to the box of the same device, where it has one; the position of a closed cutout
    to its symbol, for there stand many side by side.
    """
    left = side / 2 + (4 if drawn.boxed else 6 if drawn.ours else 10)
    room = drawn.room - left
    end, below = left - 2, drawn.density.small * LINE / 2
    if not drawn.boxed and (drawn.symbol != "cutout" or drawn.state.position != "closed"):
        end, below = _words_beside(painter, drawn, left, room)
    marks = _marks(drawn.state)
    mark = min(float(px(_MARK_PX)), side, 18.0)
    if end + 2 + len(marks) * (mark + 2) <= drawn.room + 4:
        _paint_marks(painter, marks, end + 2, -mark / 2, mark)
    elif marks:
        small = min(mark, _LEAST_MARK_PX)
        _paint_marks(painter, marks, left - 2, below + 1, small)


def _words_beside(painter: QPainter, drawn: Drawn, left: float, room: float) -> tuple[float, float]:
    """Write number and position on one line or on two, or the position alone.

    Return how far they reach to the right and down.
    """
    d = drawn.density
    number = drawn.label
    sizes = tuple(dict.fromkeys((d.text, d.small, d.small * 4 // 5, LEAST_TEXT_PX)))
    wide = {size: (_width(number, size), _width(drawn.position, size)) for size in sizes}
    narrow = dict(wide)  # without a badge, with letters pressed: at last, for what has no box
    least = [(one - 2 * _BADGE_EDGE) * _PRESSED for one in wide[LEAST_TEXT_PX]]
    narrow[LEAST_TEXT_PX] = (least[0], least[1])
    for size in sizes if number else ():
        high = size * LINE
        ends = []
        if sum(wide[size]) + 3 <= room:
            ends = [QRectF(left, -high / 2, wide[size][0] + 1, high)]
            ends.append(QRectF(ends[0].right() + 2, -high / 2, wide[size][1], high))
        elif max(narrow[size]) <= room and drawn.below >= high and drawn.above >= high:
            ends = [QRectF(left, -high, room, high), QRectF(left, 0, room, high)]
        if ends:
            write(painter, ends[0], number, size, bold=True, align=_RIGHT)
            end = write_position(painter, drawn, ends[1], size, _RIGHT)
            return max(end, ends[0].left() + wide[size][0]), ends[1].bottom()
    for size in sizes:
        if narrow[size][1] <= room:
            place = QRectF(left, -size * LINE / 2, room, size * LINE)
            return write_position(painter, drawn, place, size, _RIGHT), place.bottom()
    if least[0] <= room:  # pressed as above: the number at least
        place = QRectF(left, -LEAST_TEXT_PX * LINE / 2, room, LEAST_TEXT_PX * LINE)
        end = write(painter, place, number, LEAST_TEXT_PX, bold=True, align=_RIGHT).right()
        return end, place.bottom()
    return left - 2, drawn.density.small * LINE / 2


def _width(words: str, size: int) -> float:
    edges = 2 * _BADGE_EDGE if words else 0.0
    return fit(words, 1e6, 1e6, size, bold=True).width + edges


def badge_fits(words: str, room: float) -> bool:
    """Whether a position stands on its badge in `room` pixels with letters that can be read."""
    return _width(words, LEAST_TEXT_PX) <= room + 1


def write_position(
    painter: QPainter, drawn: Drawn, place: QRectF, size: int, align: Qt.AlignmentFlag
) -> float:
    """Write 入 or 切 on its badge, as it was last known without; return how far it reaches."""
    stale = bool(drawn.state.was)
    colour = badge_colour(drawn.state.position) if drawn.badged else ""
    room = place.width() + 1 - (2 * _BADGE_EDGE if colour and not stale else 0.0)
    found = fit(drawn.position, room, place.height(), size, bold=True, whole=True)
    wide = found.width + 2 * _BADGE_EDGE
    if stale or not colour or wide > place.width() + 1 or found.lines != drawn.position:
        bold = drawn.badged  # in a narrow drawing light letters need the least room
        lights = fit(drawn.position, place.width(), place.height(), size, bold=bold, whole=True)
        if lights.cut:  # the symbol says it too: better than half a word
            return place.left()
        return write(
            painter, place, drawn.position, size, bold=bold, stale=stale, whole=True, align=align
        ).right()
    badge = QRectF(0, 0, wide, size * LINE + 1)
    badge.moveCenter(place.center())
    if align & Qt.AlignmentFlag.AlignLeft:
        badge.moveLeft(place.left())
    paint_badge(painter, badge, drawn.position, drawn.state.position, found.letters.pixelSize())
    note(painter, drawn.position, badge.adjusted(1, 1, -1, -1))
    return badge.right()


def _marks(state: NodeState) -> list[str]:
    named = (("pencil", state.manual), ("lock", state.locked), ("tag", state.tagged))
    return [name for name, on in named if on]


def _paint_marks(painter: QPainter, marks: list[str], left: float, top: float, size: float) -> None:
    for name in marks:
        icons.paint(painter, name, QRectF(left, top, size, size), "ink")
        left += size + 2
