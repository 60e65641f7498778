"""One large number of the public display, with its name, its unit, and a bar where it has one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPen

from console.models.public import Tile
from console.theme import palette
from console.views.public.lettering import Sheet, fitted

_TITLE, _FOOT, _BAR, _BAR_ROOM = 44.0, 40.0, 24.0, 30.0
_UNIT = 0.34  # of the size of the number
_BASE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom


def paint_tile(sheet: Sheet, tile: Tile, box: QRectF, size: float, *, old: bool) -> int:
    """Paint it into `box`, its number no larger than `size`; return how large it became, in px."""
    unit, colours = sheet.unit, palette()
    sheet.painter.setPen(QPen(QColor(colours.edge), max(1.0, 2 * unit)))
    sheet.painter.setBrush(QColor(colours.card))
    sheet.painter.drawRoundedRect(box, 12 * unit, 12 * unit)
    inner = box.adjusted(28 * unit, 12 * unit, -28 * unit, -12 * unit)
    title = QRectF(inner.left(), inner.top(), inner.width(), _TITLE * unit)
    sheet.write(sheet.words(tile.title), title, 38, colours.ink_soft, bold=True)
    foot = sheet.words(tile.foot)
    bottom = inner.bottom() - (_FOOT * unit if foot else 0.0)
    if foot:
        line = QRectF(inner.left(), bottom, inner.width(), _FOOT * unit)
        sheet.write(foot, line, 34, colours.ink_soft)
    if tile.fill is not None:
        bar = QRectF(inner.left(), bottom - _BAR * unit, inner.width(), _BAR * unit)
        _paint_bar(sheet, bar, tile.fill)
        bottom -= _BAR_ROOM * unit
    number = QRectF(inner.left(), title.bottom(), inner.width(), bottom - title.bottom())
    return _paint_number(sheet, tile, number, size, old=old).pixelSize()


def _paint_number(sheet: Sheet, tile: Tile, box: QRectF, size: float, *, old: bool) -> QFont:
    colour = palette().ink if tile.known and not old else palette().stale
    unit_text = sheet.words(tile.unit)
    unit_font = fitted(unit_text, box, size * _UNIT * sheet.unit)
    unit_box = QFontMetricsF(unit_font)
    gap = 0.2 * unit_font.pixelSize()
    unit_w = unit_box.horizontalAdvance(unit_text) + 1
    room = QRectF(box.left(), box.top(), box.width() - unit_w - gap, box.height())
    used = sheet.write(tile.number, room, size, colour, bold=True)
    metrics = QFontMetricsF(used)
    left = room.left() + metrics.horizontalAdvance(tile.number) + gap
    base = room.center().y() - metrics.height() / 2 + metrics.ascent()
    bottom = base + unit_box.descent()
    sheet.painter.setFont(unit_font)
    place = QRectF(left, bottom - unit_box.height(), unit_w, unit_box.height())
    sheet.painter.drawText(place, _BASE.value, unit_text)
    return used


def _paint_bar(sheet: Sheet, box: QRectF, share: float) -> None:
    colours, edge = palette(), 3 * sheet.unit
    sheet.painter.setPen(QPen(QColor(colours.edge_strong), max(1.0, edge)))
    sheet.painter.setBrush(QColor(colours.inset))
    sheet.painter.drawRect(box)
    inner = box.adjusted(edge, edge, -edge, -edge)
    inner.setWidth(inner.width() * max(0.0, min(1.0, share)))
    sheet.painter.fillRect(inner, QColor(colours.ink))
