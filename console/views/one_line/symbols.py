"""How each kind of symbol is painted, after IEC 60617: filled = closed, hollow with gap = open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from console import icons
from console.models.one_line import NodeState
from console.theme import PALETTE, Density, font
from console.views.one_line.links import paint_island_tag, stroke_conductor

SWITCH_PX = 26.0
_LEAST_TEXT_PX = 10
_NARROW_PX = 90  # a box with no room for the pencil beside its name
_ALWAYS_ROWS = 3
_LEAST_STRETCH = 70  # percent of its width: narrower letters cannot be read
_BELOW_PX = 27.0
_VALUE_LONG = 8  # "113.5 kW" is made smaller rather than parted from its unit


@dataclass(frozen=True, slots=True)
class Drawn:
    """Everything a symbol needs to be painted around (0, 0), in pixels.

    room: how far to the right of its centre a text may reach.
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


def paint_symbol(painter: QPainter, drawn: Drawn) -> None:
    """Paint one symbol with its texts and marks."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _PAINTERS.get(drawn.symbol, _paint_box)(painter, drawn)
    if drawn.state.alarm:
        corner = QRectF(drawn.box.right() - 9, drawn.box.top() - 9, 18, 18)
        if drawn.symbol == "busbar":
            corner.moveLeft(corner.left() - 66)  # its end lies on the edge of the operating range
        painter.fillRect(corner.adjusted(-1, -1, 1, 1), QColor(PALETTE.card))
        icons.paint(painter, f"alarm-{drawn.state.alarm}", corner, PALETTE.alarm(drawn.state.alarm))


def _ink(width: float = 2.0) -> QPen:
    pen = QPen(QColor(PALETTE.ink), width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


def _text(
    painter: QPainter,
    box: QRectF,
    words: str,
    size_px: int,
    *,
    bold: bool = False,
    soft: bool = False,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignCenter,
) -> None:
    """Write `words` into `box`, smaller when they would not fit, on two lines when even that."""
    painter.setPen(QColor(PALETTE.ink_soft if soft else PALETTE.ink))
    wrap = Qt.TextFlag.TextWordWrap if words.isascii() else Qt.TextFlag.TextWrapAnywhere
    for size in range(size_px, _LEAST_TEXT_PX - 1, -1):
        painter.setFont(font(size, bold=bold))
        too_high = size > max(box.height(), _LEAST_TEXT_PX)
        if not too_high and painter.fontMetrics().horizontalAdvance(words) <= box.width():
            painter.drawText(box, align | Qt.TextFlag.TextDontClip, words)
            return
        metrics = painter.fontMetrics()
        lines = metrics.boundingRect(box.toRect(), int(align | wrap), words)
        fits = lines.height() <= box.height() and lines.width() <= box.width()
        if fits and len(words) > _VALUE_LONG:
            painter.drawText(box, align | wrap, words)
            return
    metrics = painter.fontMetrics()
    pressed = int(100 * box.width() / metrics.horizontalAdvance(words))
    one_word = words.isascii() and " " not in words
    if one_word or (len(words) <= _VALUE_LONG and pressed >= _LEAST_STRETCH):
        narrow = painter.font()
        narrow.setStretch(max(_LEAST_STRETCH, pressed))
        painter.setFont(narrow)
        painter.drawText(box, align | Qt.TextFlag.TextDontClip, words)
        return
    two_lines = QRectF(box)
    two_lines.setHeight(max(box.height(), 2.0 * metrics.lineSpacing()))
    two_lines.moveCenter(box.center())
    short = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(box.width() * 1.9))
    painter.drawText(two_lines, align | wrap, short)


# --- switches ------------------------------------------------------------------------------------


def _paint_switch(painter: QPainter, drawn: Drawn) -> None:
    _paint_contact(painter, drawn, SWITCH_PX)
    _label_switch(painter, drawn, SWITCH_PX)


def _paint_cutout(painter: QPainter, drawn: Drawn) -> None:
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
        painter.setPen(_ink(1.2))
        painter.setBrush(QColor(PALETTE.card))
        painter.drawRect(square.adjusted(-4, -4, 4, 4))
    closed = drawn.state.position == "closed"
    painter.setPen(_ink())
    painter.setBrush(QColor(PALETTE.ink if closed else PALETTE.card))
    painter.drawRect(square)
    if drawn.state.position == "open":
        painter.setPen(_ink(2.2))
        inner = half * 0.55
        painter.drawLine(QLineF(0, half, 0, inner))
        painter.drawLine(QLineF(0, -half, 0, -inner))
        painter.drawLine(QLineF(0, inner, half * 0.75, -inner * 0.9))
    elif drawn.state.position == "unknown":
        painter.setPen(_ink(2.2))
        painter.drawLine(square.topLeft(), square.bottomRight())
        painter.drawLine(square.topRight(), square.bottomLeft())
    painter.restore()


def _label_switch(painter: QPainter, drawn: Drawn, side: float) -> None:
    """Number and position beside a vertical switch, below a horizontal one; then its marks.

    Where there is little room the number goes first: the box of the same device bears it too.
    """
    d = drawn.density
    align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    whole = f"{drawn.label} {drawn.position}".strip()
    if drawn.horizontal:
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        line = QRectF(side / 2 + 4 - 90, side / 2 + 8, 90, d.text + 4)
        for words in (drawn.label, drawn.position):
            _text(painter, line, words, d.text, bold=True, align=right)
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
            _text(painter, line, words, size, bold=True, align=align)
            _paint_marks(painter, drawn.state, left, line.bottom() + 2)
            return


def _paint_marks(painter: QPainter, state: NodeState, left: float, top: float) -> None:
    named = (("pencil", state.manual), ("lock", state.locked), ("tag", state.tagged))
    x = left
    for name, on in named:
        if on:
            icons.paint(painter, name, QRectF(x, top, 16, 16), PALETTE.ink)
            x += 20


# --- equipment in boxes --------------------------------------------------------------------------


def _paint_box(painter: QPainter, drawn: Drawn) -> None:
    """A box with a name, a big value and a small note; double outline for what others operate."""
    _outline(painter, drawn)
    d, state, box = drawn.density, drawn.state, drawn.box.adjusted(2, 2, -2, -2)
    by_hand = state.manual or drawn.symbol == "ev"
    if by_hand and drawn.box.width() < _NARROW_PX:
        box.setTop(box.top() + 10)  # or the pencil would stand on the name
    texts = [(drawn.label, d.small, True, False)]
    if state.value:
        texts.append((state.value, d.header, True, not state.known))
    texts += [(note, d.small, False, True) for note in (drawn.position, state.note) if note]
    while len(texts) > _ALWAYS_ROWS and box.height() < len(texts) * (_LEAST_TEXT_PX + 1):
        texts.pop()  # a box pressed flat keeps its name, its value and whether it is closed
    shares = [
        _lines_high(painter, words, size, bold, box.width()) for words, size, bold, _ in texts
    ]
    top = box.top()
    for (words, size, bold, soft), share in zip(texts, shares, strict=True):
        high = box.height() * share / sum(shares)
        line = QRectF(box.left(), top, box.width(), high)
        _text(painter, line, words, size, bold=bold, soft=soft)
        top += high
    if by_hand:
        corner = QRectF(drawn.box.left() + 4, drawn.box.top() + 4, 14, 14)
        icons.paint(painter, "pencil", corner, PALETTE.ink_soft)


def _lines_high(painter: QPainter, words: str, size: int, bold: bool, width: float) -> float:
    """Return the height in pixels that `words` wants: one line, or two where one is too narrow."""
    painter.setFont(font(size, bold=bold))
    long = painter.fontMetrics().horizontalAdvance(words) > width * 1.25
    return size * (2.3 if long else 1.0)


def _outline(painter: QPainter, drawn: Drawn) -> None:
    live = drawn.state.live in ("utility", "island")
    pen = _ink(2.2 if live else 1.2)
    if drawn.planned:
        pen.setDashPattern([3, 3])
    painter.setPen(pen)
    painter.setBrush(QColor(PALETTE.card if live else PALETTE.inset))
    painter.drawRoundedRect(drawn.box, 4, 4)
    if not drawn.ours:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_ink(1.0))
        painter.drawRoundedRect(drawn.box.adjusted(-4, -4, 4, 4), 6, 6)


def _paint_battery(painter: QPainter, drawn: Drawn) -> None:
    """The battery: name, big power, a bar of its charge with the reserve mark, its numbers."""
    _outline(painter, drawn)
    d, box = drawn.density, drawn.box.adjusted(8, 5, -8, -5)
    unit = box.height() / 10

    def row(start: float, height: float) -> QRectF:
        return QRectF(box.left(), box.top() + start * unit, box.width(), height * unit)

    charge, _, energy = drawn.state.note.partition(" · ")
    _text(painter, row(0, 2.0), drawn.label, d.text, bold=True)
    _text(painter, row(1.9, 3.0), drawn.state.value, d.figure, bold=True)
    _text(painter, row(6.7, 1.7), charge, d.text, bold=True)
    _text(painter, row(8.3, 1.7), energy, d.small, soft=True)
    bar = row(4.9, 1.5).adjusted(6, 0, -6, 0)
    painter.setPen(_ink(1.4))
    painter.setBrush(QColor(PALETTE.card))
    painter.drawRect(bar)
    if drawn.state.share is not None:
        filled = QRectF(bar)
        filled.setWidth(bar.width() * min(1.0, max(0.0, drawn.state.share)))
        painter.fillRect(filled.adjusted(1, 1, -1, -1), QColor(PALETTE.dead))
    if drawn.state.reserve is not None:
        x = bar.left() + bar.width() * drawn.state.reserve
        painter.setPen(_ink(2.6))
        painter.drawLine(QLineF(x, bar.top() - 5, x, bar.bottom() + 5))


# --- small symbols -------------------------------------------------------------------------------


def _paint_transformer(painter: QPainter, drawn: Drawn) -> None:
    """Two circles that overlap; dashed while they are disconnected."""
    radius = 9.0
    pen = _ink(1.8)
    if drawn.state.position == "open":
        pen.setDashPattern([2.2, 2.2])
    painter.setPen(pen)
    for side in (-1, 1):
        middle = QPointF(side * 5.5, 0) if drawn.horizontal else QPointF(0, side * 5.5)
        painter.setBrush(QColor(PALETTE.panel) if side < 0 else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, radius, radius)


def _paint_evt(painter: QPainter, drawn: Drawn) -> None:
    """The earthed voltage transformer: a transformer with an earth below."""
    _paint_transformer(painter, drawn)
    icons.paint(painter, "earth", QRectF(-9, 15, 18, 18), PALETTE.ink)
    _label_below(painter, drawn, (drawn.label, drawn.position), 34, bold=True)


def _paint_earth(painter: QPainter, drawn: Drawn) -> None:
    """The earth symbol with the number of earths that are fitted."""
    fitted = drawn.state.earths > 0
    box = QRectF(-12, -10, 24, 24)
    if fitted:
        painter.setPen(_ink(2))
        painter.setBrush(QColor(PALETTE.caution))
        painter.drawRect(box.adjusted(-5, -5, 5, 5))
    icons.paint(painter, "earth", box, PALETTE.ink if fitted else PALETTE.dead)
    _label_below(painter, drawn, (drawn.label, str(drawn.state.earths)), 18, bold=fitted)


def _label_below(
    painter: QPainter, drawn: Drawn, lines: tuple[str, ...], top: float, *, bold: bool
) -> None:
    """Write under a small symbol, a word a line: its neighbours are near."""
    high = drawn.density.small + 3
    for number, words in enumerate(lines):
        line = QRectF(-_BELOW_PX, top + number * high, 2 * _BELOW_PX, high)
        _text(painter, line, words, drawn.density.small, bold=bold)


def _paint_meter(painter: QPainter, drawn: Drawn) -> None:
    """A circle with M, empty while its value is stale."""
    painter.setPen(_ink(1.4))
    painter.setBrush(QColor(PALETTE.card if drawn.state.known else PALETTE.panel))
    painter.drawEllipse(QPointF(0, 0), 10, 10)
    _text(painter, QRectF(-9, -9, 18, 18), "M" if drawn.state.known else "?", 12, bold=True)


def _paint_busbar(painter: QPainter, drawn: Drawn) -> None:
    """A long thick conductor; MG marks it while the microgrid keeps it alive."""
    path = QPainterPath(drawn.box.center())
    if drawn.horizontal or drawn.box.width() >= drawn.box.height():
        path.moveTo(drawn.box.left(), 0)
        path.lineTo(drawn.box.right(), 0)
    else:
        path.moveTo(0, drawn.box.top())
        path.lineTo(0, drawn.box.bottom())
    stroke_conductor(painter, path, drawn.state.live or "unknown", heavy=True)
    if drawn.state.live == "island":
        paint_island_tag(painter, QPointF(drawn.box.right() - 24, 0))
    d = drawn.density
    line = QRectF(drawn.box.left() + 4, -d.small - 12, drawn.box.width() - 8, d.small + 6)
    align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    _text(painter, line, drawn.label, d.small, soft=True, align=align)


def _paint_junction(painter: QPainter, drawn: Drawn) -> None:
    """A dot where conductors join."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(PALETTE.dead if drawn.state.live == "dead" else PALETTE.ink))
    painter.drawEllipse(QPointF(0, 0), 4, 4)


_PAINTERS: dict[str, Callable[[QPainter, Drawn], None]] = {
    "boundary_switch": _paint_switch,
    "breaker": _paint_switch,
    "cutout": _paint_cutout,
    "transformer": _paint_transformer,
    "evt": _paint_evt,
    "earth": _paint_earth,
    "meter": _paint_meter,
    "busbar": _paint_busbar,
    "junction": _paint_junction,
    "bess": _paint_battery,
}
