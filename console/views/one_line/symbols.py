"""How each kind of symbol is painted, and the marks that any of them can bear."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from console import icons
from console.theme import palette, px
from console.views.one_line.boxes import paint_battery, paint_box
from console.views.one_line.drawn import Drawn, ink
from console.views.one_line.lettering import LEAST_TEXT_PX, LINE, fit, write
from console.views.one_line.links import TAG, paint_island_tag, stroke_conductor
from console.views.one_line.switches import paint_switch, write_position

_SMALL_PX = 40.0
_MARK_PX = 18.0
_LEAST_HIGH_PX = 3.2  # of two circles that overlap, in radii


def paint_symbol(painter: QPainter, drawn: Drawn) -> None:
    """Paint one symbol with its texts and marks."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _PAINTERS.get(drawn.symbol, paint_box)(painter, drawn)
    mark = float(px(_MARK_PX))
    small = drawn.box.width() < _SMALL_PX  # marks stand beside it: on it they would hide it
    alarm = f"alarm-{drawn.state.alarm}" if drawn.state.alarm else "out-of-service"
    if drawn.state.alarm or drawn.state.alarm_out:
        corner = QRectF(drawn.box.right() - mark / 2, drawn.box.top() - mark / 2, mark, mark)
        if small:
            corner.moveLeft(drawn.box.right() - 2)
        if drawn.symbol == "busbar":
            corner.moveLeft(corner.left() - 66)  # its end lies on the edge of the operating range
        painter.fillRect(corner.adjusted(-1, -1, 1, 1), QColor(palette().plate))
        colour = palette().alarm(drawn.state.alarm) if drawn.state.alarm else palette().ink_soft
        icons.paint(painter, alarm, corner, colour)
    if drawn.state.link:
        corner = QRectF(drawn.box.left() + 1, drawn.box.top() - 13, mark + 2, mark + 2)
        if small:
            corner.moveCenter(QPointF(drawn.box.left() - mark / 2 - 2, 0))
        painter.setPen(ink(1.2))
        painter.setBrush(QColor(palette().card))
        painter.drawRoundedRect(corner, 3, 3)
        icons.paint(painter, drawn.state.link, corner.adjusted(2, 2, -2, -2), palette().wrong)


def _paint_transformer(painter: QPainter, drawn: Drawn) -> None:
    """Two circles that overlap; dashed while they are disconnected."""
    _paint_windings(painter, drawn, drawn.box)
    if drawn.horizontal:
        top = drawn.box.height() / 2 + 2
        place = QRectF(-drawn.room, top, 2 * drawn.room, drawn.density.small * LINE)
        size = drawn.density.small
        if not fit(drawn.label, place.width(), place.height(), size).cut:
            write(painter, place, drawn.label, size, soft=True)


def _paint_windings(painter: QPainter, drawn: Drawn, box: QRectF) -> None:
    along = box.width() if drawn.horizontal else box.height()
    across = box.height() if drawn.horizontal else box.width()
    radius = min(float(px(9)), along / _LEAST_HIGH_PX, across / 2 + 1)
    pen = ink(1.8)
    if drawn.state.position == "open":
        pen.setDashPattern([2.2, 2.2])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette().panel))  # no conductor is seen inside
    reach = radius * 0.6
    middles = [
        box.center() + (QPointF(side * reach, 0) if drawn.horizontal else QPointF(0, side * reach))
        for side in (-1, 1)
    ]
    for middle in middles:
        painter.drawEllipse(middle, radius, radius)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for middle in middles:
        painter.drawEllipse(middle, radius, radius)


def _paint_evt(painter: QPainter, drawn: Drawn) -> None:
    """The earthed voltage transformer: a transformer with an earth below."""
    unit = min(drawn.box.height() / 54.0, px(10) / 10.0 * 1.3)
    windings = QRectF(-10 * unit, drawn.box.top(), 20 * unit, 18 * unit)
    _paint_windings(painter, drawn, windings)
    earth = QRectF(-6 * unit, windings.bottom() - 1, 12 * unit, 9 * unit)
    icons.paint(painter, "earth", earth, "ink")
    _label_below(painter, drawn, (drawn.label, drawn.position), earth.bottom() + 1, bold=True)


def _paint_earth(painter: QPainter, drawn: Drawn) -> None:
    """The earth symbol with the number of earths that are fitted."""
    earths = drawn.state.earths
    fitted = earths is None or earths > 0  # unknown is not safer than fitted
    size = min(float(px(22)), drawn.box.height() * 0.4)
    box = QRectF(-size / 2, drawn.box.top(), size, size)
    if fitted:
        painter.setPen(ink(2))
        painter.setBrush(QColor(palette().caution))
        painter.drawRect(box.adjusted(-4, 1, 4, 3))
    icons.paint(painter, "earth", box, "ink" if fitted else "dead")
    count = "?" if earths is None else str(earths)
    _label_below(painter, drawn, (drawn.label, count), box.bottom() + 3, bold=fitted)


def _label_below(
    painter: QPainter, drawn: Drawn, lines: tuple[str, ...], top: float, *, bold: bool
) -> None:
    """Write under a small symbol, a word a line: its neighbours are near."""
    half = max(14.0, min(drawn.box.width() / 2, drawn.room))
    high = min(drawn.density.small * LINE, (drawn.box.bottom() - top) / len(lines))
    for number, words in enumerate(lines):
        line = QRectF(-half, top + number * high, 2 * half, high)
        if words and words == drawn.position:
            size = min(drawn.density.small, max(LEAST_TEXT_PX, int(high / LINE)))
            write_position(painter, drawn, line, size, Qt.AlignmentFlag.AlignCenter)
            continue
        write(painter, line, words, drawn.density.small, bold=bold)


def _paint_meter(painter: QPainter, drawn: Drawn) -> None:
    """A circle with M, empty while its value is stale."""
    radius = min(float(px(10)), drawn.box.height() / 2 + 1)
    painter.setPen(ink(1.4))
    painter.setBrush(QColor(palette().card if drawn.state.known else palette().panel))
    painter.drawEllipse(QPointF(0, 0), radius, radius)
    place = QRectF(-radius, -radius, 2 * radius, 2 * radius)
    write(painter, place, "M" if drawn.state.known else "?", px(11), bold=True)


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
        paint_island_tag(painter, QPointF(drawn.box.right() - TAG.width() / 2, 0))
    high = drawn.density.small * LINE
    left = drawn.box.left() + drawn.lean
    line = QRectF(left, -high - 5, max(20.0, drawn.room - left), high)
    align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    write(painter, line, drawn.label, drawn.density.small, soft=True, align=align)


def _paint_junction(painter: QPainter, drawn: Drawn) -> None:
    """A dot where conductors join."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette().dead if drawn.state.live == "dead" else palette().ink))
    painter.drawEllipse(QPointF(0, 0), 4, 4)


_PAINTERS: dict[str, Callable[[QPainter, Drawn], None]] = {
    "boundary_switch": paint_switch,
    "load_switch": paint_switch,
    "breaker": paint_switch,
    "cutout": paint_switch,
    "transformer": _paint_transformer,
    "evt": _paint_evt,
    "earth": _paint_earth,
    "meter": _paint_meter,
    "busbar": _paint_busbar,
    "junction": _paint_junction,
    "bess": paint_battery,
}
