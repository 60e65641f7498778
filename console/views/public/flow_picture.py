"""The simple flow picture: every source in a row of its own, arrows to and from the building."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen, QPolygonF

from console import formatting
from console.models.public import LEAST_KW, PublicPicture, Stream, number_kw
from console.theme import palette
from console.views.public.lettering import CENTRE, Sheet
from console.views.public.marks import draw
from devices.phrases import said

_THIN, _THICK = 0.03, 0.17  # of the height of a row: how wide an arrow is
_NUMBER_ROW, _STATE_ROW = 0.42, 0.28  # of the same: what is written above and below it
_NUMBER, _STATE = 64.0, 38.0
_HEAD = 1.9  # times the width of the arrow
_NODE = 0.27  # of the width of the picture


def paint_flow(sheet: Sheet, box: QRectF, picture: PublicPicture) -> None:
    """Paint it into `box`."""
    painter, unit, colours = sheet.painter, sheet.unit, palette()
    painter.setPen(QPen(QColor(colours.edge), max(1.0, 2 * unit)))
    painter.setBrush(QColor(colours.panel))
    painter.drawRoundedRect(box, 12 * unit, 12 * unit)
    inner = box.adjusted(24 * unit, 20 * unit, -24 * unit, -20 * unit)
    node_w = inner.width() * _NODE
    home = QRectF(inner.right() - node_w, inner.top(), node_w, inner.height())
    _paint_home(sheet, home, picture.load_kw)
    fill = next((tile.fill for tile in picture.tiles if tile.id == "charge"), None)
    most_kw = max((abs(s.kw or 0.0) for s in picture.streams), default=0.0)
    height = inner.height() / max(1, len(picture.streams))
    for number, stream in enumerate(picture.streams):
        top = inner.top() + number * height
        node = QRectF(inner.left(), top, node_w, height)
        _paint_node(sheet, node, stream, fill)
        left = node.right() + 12 * unit
        way = QRectF(left, top, home.left() - left - 12 * unit, height)
        _paint_way(sheet, way, stream, most_kw)


def _paint_home(sheet: Sheet, box: QRectF, load_kw: float | None) -> None:
    painter, unit, colours = sheet.painter, sheet.unit, palette()
    painter.setPen(QPen(QColor(colours.edge_strong), 3 * unit))
    painter.setBrush(QColor(colours.card))
    painter.drawRoundedRect(box, 10 * unit, 10 * unit)
    inside = box.adjusted(10 * unit, 10 * unit, -10 * unit, -10 * unit)
    side = min(inside.width() * 0.8, inside.height() * 0.36)
    middle = inside.center().y()
    mark = QRectF(inside.center().x() - side / 2, middle - side - 20 * unit, side, side)
    draw(painter, "building", mark, colours.ink)
    number = QRectF(inside.left(), middle, inside.width(), 84 * unit)
    kw = formatting.NOTHING if load_kw is None else number_kw(load_kw)
    colour = colours.ink if load_kw is not None else colours.stale
    sheet.write(f"{kw} kW", number, 66, colour, bold=True, align=CENTRE)
    below = QRectF(inside.left(), number.bottom() + 6 * unit, inside.width(), 100 * unit)
    top = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
    text = sheet.words(said("public.building"))
    sheet.write(text, below, 36, colours.ink_soft, bold=True, align=top, wrap=True)


def _paint_node(sheet: Sheet, box: QRectF, stream: Stream, fill: float | None) -> None:
    unit, colours = sheet.unit, palette()
    label = min(46 * unit, box.height() * 0.3)
    side = min(box.height() - label - 24 * unit, 150 * unit, box.width())
    top = box.center().y() - (side + label) / 2
    mark = QRectF(box.center().x() - side / 2, top, side, side)
    colour = colours.dead if stream.broken or stream.kw is None else colours.ink
    draw(sheet.painter, stream.id, mark, colour, fill if stream.id == "battery" else None)
    title = QRectF(box.left(), mark.bottom() + 2 * unit, box.width(), label)
    sheet.write(sheet.words(stream.title), title, 38, colours.ink, bold=True, align=CENTRE)


def _paint_way(sheet: Sheet, way: QRectF, stream: Stream, most_kw: float) -> None:
    """An arrow as wide as its power, with the power above and what it does below."""
    unit, colours = sheet.unit, palette()
    y = way.top() + way.height() * 0.56  # what stands above is larger
    kw = stream.kw
    flows = kw is not None and abs(kw) >= LEAST_KW and not stream.broken
    half = 12 * unit
    if kw is not None and flows:
        row = min(way.height(), 220 * unit)
        width = (_THIN + (_THICK - _THIN) * abs(kw) / most_kw) * row
        half = max(half, width * _HEAD * 0.5)
        _paint_arrow(sheet, way, y, width, towards_home=kw > 0)
        tall = _NUMBER_ROW * row
        above = QRectF(way.left(), y - half - tall, way.width(), tall)
        text = f"{number_kw(kw)} kW"
        sheet.write(text, above, _NUMBER, colours.ink, bold=True, align=CENTRE)
    else:
        pen = QPen(QColor(colours.dead), 4 * unit)
        pen.setStyle(Qt.PenStyle.DashLine if stream.broken or kw is None else Qt.PenStyle.SolidLine)
        sheet.painter.setPen(pen)
        sheet.painter.drawLine(QLineF(way.left(), y, way.right(), y))
    tall = _STATE_ROW * min(way.height(), 220 * unit)
    below = QRectF(way.left(), y + half, way.width(), tall)
    strong = stream.broken or kw is None
    state = sheet.words(stream.state)
    sheet.write(state, below, _STATE, colours.ink_soft, bold=strong, align=CENTRE)


def _paint_arrow(sheet: Sheet, way: QRectF, y: float, width: float, *, towards_home: bool) -> None:
    head = width * _HEAD
    tip, tail = (way.right(), way.left()) if towards_home else (way.left(), way.right())
    back = tip - head if towards_home else tip + head
    sheet.painter.setPen(Qt.PenStyle.NoPen)
    sheet.painter.setBrush(QColor(palette().ink))
    sheet.painter.drawRect(QRectF(min(tail, back), y - width / 2, abs(back - tail), width))
    sheet.painter.drawPolygon(
        QPolygonF([QPointF(tip, y), QPointF(back, y - head / 2), QPointF(back, y + head / 2)])
    )
