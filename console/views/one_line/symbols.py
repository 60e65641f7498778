"""How each kind of symbol is painted, and the marks that any of them can bear."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from console import icons
from console.theme import palette
from console.views.one_line.boxes import paint_battery, paint_box
from console.views.one_line.drawn import Drawn, ink
from console.views.one_line.lettering import write
from console.views.one_line.links import paint_island_tag, stroke_conductor
from console.views.one_line.switches import paint_cutout, paint_switch

_BELOW_PX = 27.0
_SMALL_PX = 40.0


def paint_symbol(painter: QPainter, drawn: Drawn) -> None:
    """Paint one symbol with its texts and marks."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _PAINTERS.get(drawn.symbol, paint_box)(painter, drawn)
    if drawn.state.alarm:
        corner = QRectF(drawn.box.right() - 9, drawn.box.top() - 9, 18, 18)
        if drawn.symbol == "busbar":
            corner.moveLeft(corner.left() - 66)  # its end lies on the edge of the operating range
        painter.fillRect(corner.adjusted(-1, -1, 1, 1), QColor(palette().plate))
        icons.paint(
            painter, f"alarm-{drawn.state.alarm}", corner, palette().alarm(drawn.state.alarm)
        )
    if drawn.state.link:
        small = drawn.box.width() < _SMALL_PX  # else it would lie over the alarm at the right
        corner = QRectF(drawn.box.left() - (18 if small else 9), drawn.box.top() - 13, 20, 20)
        painter.setPen(ink(1.2))
        painter.setBrush(QColor(palette().card))
        painter.drawRoundedRect(corner, 3, 3)
        icons.paint(painter, drawn.state.link, corner.adjusted(2, 2, -2, -2), palette().wrong)


def _paint_transformer(painter: QPainter, drawn: Drawn) -> None:
    """Two circles that overlap; dashed while they are disconnected."""
    radius = 9.0
    pen = ink(1.8)
    if drawn.state.position == "open":
        pen.setDashPattern([2.2, 2.2])
    painter.setPen(pen)
    for side in (-1, 1):
        middle = QPointF(side * 5.5, 0) if drawn.horizontal else QPointF(0, side * 5.5)
        painter.setBrush(QColor(palette().panel) if side < 0 else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, radius, radius)


def _paint_evt(painter: QPainter, drawn: Drawn) -> None:
    """The earthed voltage transformer: a transformer with an earth below."""
    _paint_transformer(painter, drawn)
    icons.paint(painter, "earth", QRectF(-9, 15, 18, 18), palette().ink)
    _label_below(painter, drawn, (drawn.label, drawn.position), 34, bold=True)


def _paint_earth(painter: QPainter, drawn: Drawn) -> None:
    """The earth symbol with the number of earths that are fitted."""
    earths = drawn.state.earths
    fitted = earths is None or earths > 0  # unknown is not safer than fitted
    box = QRectF(-12, -10, 24, 24)
    if fitted:
        painter.setPen(ink(2))
        painter.setBrush(QColor(palette().caution))
        painter.drawRect(box.adjusted(-5, -5, 5, 5))
    icons.paint(painter, "earth", box, palette().ink if fitted else palette().dead)
    count = "?" if earths is None else str(earths)
    _label_below(painter, drawn, (drawn.label, count), 18, bold=fitted)


def _label_below(
    painter: QPainter, drawn: Drawn, lines: tuple[str, ...], top: float, *, bold: bool
) -> None:
    """Write under a small symbol, a word a line: its neighbours are near."""
    high = drawn.density.small + 3
    for number, words in enumerate(lines):
        line = QRectF(-_BELOW_PX, top + number * high, 2 * _BELOW_PX, high)
        write(painter, line, words, drawn.density.small, bold=bold)


def _paint_meter(painter: QPainter, drawn: Drawn) -> None:
    """A circle with M, empty while its value is stale."""
    painter.setPen(ink(1.4))
    painter.setBrush(QColor(palette().card if drawn.state.known else palette().panel))
    painter.drawEllipse(QPointF(0, 0), 10, 10)
    write(painter, QRectF(-9, -9, 18, 18), "M" if drawn.state.known else "?", 12, bold=True)


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
    write(painter, line, drawn.label, d.small, soft=True, align=align)


def _paint_junction(painter: QPainter, drawn: Drawn) -> None:
    """A dot where conductors join."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette().dead if drawn.state.live == "dead" else palette().ink))
    painter.drawEllipse(QPointF(0, 0), 4, 4)


_PAINTERS: dict[str, Callable[[QPainter, Drawn], None]] = {
    "boundary_switch": paint_switch,
    "breaker": paint_switch,
    "cutout": paint_cutout,
    "transformer": _paint_transformer,
    "evt": _paint_evt,
    "earth": _paint_earth,
    "meter": _paint_meter,
    "busbar": _paint_busbar,
    "junction": _paint_junction,
    "bess": paint_battery,
}
