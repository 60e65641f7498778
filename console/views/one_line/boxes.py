"""Equipment in boxes: a number, a big value, small notes; the battery with a bar of its charge."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from console import icons
from console.theme import palette
from console.views.one_line.drawn import Drawn, ink
from console.views.one_line.lettering import LEAST_TEXT_PX, LINE, fit, write
from console.views.one_line.pictograms import PICTOGRAMS, paint_pictogram
from console.views.one_line.switches import write_position

_PENCIL_PX = 13.0
_SIGN_PX = 17.0
_LEAST_LINE_PX = LEAST_TEXT_PX * LINE
_AIR = 1.25  # lines of a box may stand this far apart before the rest is left empty
_PAD_PX = 2.0
_TIGHT = 0.96
_MAY_GO = 3
_NOTE_IS_STATE = ("transfer_switch", "inlet")
_SHORT, _SHORT_JA = 7, 4  # a text of so few letters is not broken
_CODE_LONG = 6  # a number such as V2X 1 is not parted


@dataclass(frozen=True, slots=True)
class _Line:
    """One text of a box: its size in pixels, its look, and how soon it gives way (0: never)."""

    words: str
    size: int
    gives_way: int
    bold: bool = False
    soft: bool = False
    stale: bool = False
    rows: int = 1
    bar: bool = False
    whole: bool = False
    position: bool = False


def paint_box(painter: QPainter, drawn: Drawn) -> None:
    """A box with a number, a big value and small notes; double outline for what others operate."""
    _outline(painter, drawn)
    d, state = drawn.density, drawn.state
    lines = [
        _Line(drawn.label, d.small, 0, bold=True, whole=len(drawn.label) <= _CODE_LONG),
        _Line(drawn.name, d.small, 4, soft=True),
        _Line(state.value, d.header, 1, bold=True, stale=not state.known, whole=True),
        _Line(drawn.position, d.small, 2, whole=True, position=True),
        _Line(
            state.note,
            d.small,
            1 if drawn.symbol in _NOTE_IS_STATE else 3,
            soft=True,
            stale=not state.known,
        ),
    ]
    _write_lines(painter, drawn, lines, by_hand=state.manual or drawn.symbol == "ev")


def paint_battery(painter: QPainter, drawn: Drawn) -> None:
    """The battery: number, big power, a bar of its charge with the reserve mark, its numbers."""
    _outline(painter, drawn)
    d, state = drawn.density, drawn.state
    charge, _, energy = state.note.partition(" · ")
    stale = not state.known
    lines = [
        _Line(drawn.label, d.text, 0, bold=True),
        _Line(drawn.name, d.small, 4, soft=True),
        _Line(state.value, d.figure, 1, bold=True, stale=stale, whole=True),
        _Line("", d.header, 2, bar=True),
        _Line(charge, d.text, 1, bold=True, stale=stale),
        _Line(energy, d.small, 3, soft=True, stale=stale),
    ]
    _write_lines(painter, drawn, lines, by_hand=False)


def _write_lines(painter: QPainter, drawn: Drawn, lines: list[_Line], *, by_hand: bool) -> None:
    """Write what there is room for: what matters least gives way, then the letters shrink."""
    room = drawn.box.adjusted(_PAD_PX, _PAD_PX, -_PAD_PX, -_PAD_PX)
    kept = [line for line in lines if line.words or line.bar]
    while len(kept) > 1 and len(kept) * _LEAST_LINE_PX * _TIGHT > room.height() + 1:
        kept.remove(max(kept, key=lambda line: line.gives_way))
    kept = [cut for line in _broken(kept, room) if (cut := _uncut(line, room)) is not None]
    kept = _shrunk(kept, room.height())
    wanted = sum(line.size * LINE * line.rows for line in kept)
    air = max(1.0, min(_AIR, room.height() / wanted)) if wanted else 1.0
    y = room.top() + (room.height() - wanted * air) / 2
    for number, line in enumerate(kept):
        high = line.size * LINE * line.rows * air
        place = QRectF(room.left(), y, room.width(), high)
        if line.bar:
            _charge_bar(painter, drawn, place)
        elif line.position:
            write_position(painter, drawn, place, line.size, Qt.AlignmentFlag.AlignCenter)
        else:
            if number == 0:
                place = _signs(painter, drawn, place, line, by_hand=by_hand)
            write(painter, place, line.words, line.size, bold=line.bold, soft=line.soft,
                  stale=line.stale, whole=line.whole)  # fmt: skip
        y += high


def _shrunk(lines: list[_Line], height: float) -> list[_Line]:
    """Make the letters smaller, the large ones most, until all lines stand in `height`."""
    for percent in range(100, 25, -5):
        smaller = [
            replace(line, size=max(LEAST_TEXT_PX, line.size * percent // 100)) for line in lines
        ]
        if sum(line.size * LINE * line.rows for line in smaller) <= height + 1:
            return smaller
    return [replace(line, size=LEAST_TEXT_PX) for line in lines]


def _uncut(line: _Line, room: QRectF) -> _Line | None:
    """A note too long for the box is said in part or not at all; never cut in the middle."""
    for words in (line.words, line.words.partition(" · ")[0]):
        high = LEAST_TEXT_PX * LINE * line.rows
        if line.gives_way < _MAY_GO or not fit(words, room.width(), high, LEAST_TEXT_PX).cut:
            return replace(line, words=words)
    return None


def _broken(lines: list[_Line], room: QRectF) -> list[_Line]:
    """Give two rows to texts too long for one, as long as the box is high enough for that."""
    rows = len(lines)
    found = []
    for line in lines:
        one = fit(line.words, room.width(), line.size * LINE, line.size, bold=line.bold)
        small = one.letters.pixelSize() < line.size - 2 or one.letters.stretch() not in (0, 100)
        parts = " " in line.words or not line.words.isascii()
        room_left = (rows + 1) * _LEAST_LINE_PX <= room.height()
        long = len(line.words) > (_SHORT if line.words.isascii() else _SHORT_JA)
        two = small and parts and room_left and not line.whole and long
        rows += two
        found.append(replace(line, rows=2) if two else line)
    return found


def _signs(painter: QPainter, drawn: Drawn, place: QRectF, line: _Line, *, by_hand: bool) -> QRectF:
    """Paint the graphic symbol and the pencil beside the number where it leaves room for them."""
    taken = fit(line.words, place.width(), place.height(), line.size, bold=line.bold).width
    rest = QRectF(place)
    if by_hand:
        wide = min(_PENCIL_PX, place.height())
        corner = QRectF(place.right() - wide, place.top(), wide, wide)
        icons.paint(painter, "pencil", corner, "ink_soft")
        rest.setRight(corner.left() - 1)
        taken += wide + 1
    sign = min(_SIGN_PX, place.height())
    if drawn.symbol in PICTOGRAMS and place.width() - taken >= sign + 3:
        corner = QRectF(place.left() + 1, place.top(), sign, sign)
        corner.moveTop(max(drawn.box.top() + 2, place.center().y() - sign / 2))
        paint_pictogram(painter, drawn.symbol, corner)
        if place.width() - taken < 2 * sign + 6 or by_hand:
            rest.setLeft(corner.right() + 2)
    return rest


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
        painter.drawRoundedRect(drawn.box.adjusted(-3, -3, 3, 3), 5, 5)


def _charge_bar(painter: QPainter, drawn: Drawn, place: QRectF) -> None:
    bar = place.adjusted(6, place.height() * 0.18, -6, -place.height() * 0.18)
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
        over = min(3.0, place.height() * 0.12)
        painter.drawLine(QLineF(x, bar.top() - over, x, bar.bottom() + over))
