"""Texts in the little room that a symbol has: smaller, pressed or on two lines, never lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from console.theme import font, palette

LEAST_TEXT_PX = 10
_LEAN_PX = 2  # two lines may reach so far out of their box
_LEAST_STRETCH = 70  # percent of its width: narrower letters cannot be read
_NEVER_FIRST = "、。）」』・：ー…"  # in Japanese these never begin a line
_VALUE_LONG = 8  # "113.5 kW" is made smaller rather than parted from its unit


def in_two(words: str, width_of: Callable[[str], float]) -> str:
    """Return `words` on two lines, equally long as far as it goes; Latin words stay whole."""
    best, shortest = words, width_of(words)
    for place in range(1, len(words)):
        before, after = words[place - 1], words[place]
        if " " not in (before, after) and before.isascii() and after.isascii():
            continue
        if words.isascii() and after != " ":
            continue
        upper, lower = words[:place].strip(), words[place:].strip()
        widest = max(width_of(upper), width_of(lower))
        if upper and lower and widest < shortest and lower[0] not in _NEVER_FIRST:
            best, shortest = f"{upper}\n{lower}", widest
    return best


def write(
    painter: QPainter,
    box: QRectF,
    words: str,
    size_px: int,
    *,
    bold: bool = False,
    soft: bool = False,
    stale: bool = False,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignCenter,
) -> None:
    """Write `words` into `box`, smaller when they would not fit, on two lines when even that.

    stale: grey italic, so that what was true once never looks live.
    """
    ink = palette().ink_soft if soft else palette().ink
    painter.setPen(QColor(palette().stale if stale else ink))
    wrap = Qt.TextFlag.TextWordWrap if words.isascii() else Qt.TextFlag.TextWrapAnywhere
    for size in range(size_px, LEAST_TEXT_PX - 1, -1):
        painter.setFont(font(size, bold=bold and not stale, italic=stale))
        too_high = size > max(box.height(), LEAST_TEXT_PX)
        if not too_high and painter.fontMetrics().horizontalAdvance(words) <= box.width():
            painter.drawText(box, align | Qt.TextFlag.TextDontClip, words)
            return
        metrics = painter.fontMetrics()
        if not words.isascii() and len(words) > _VALUE_LONG:
            broken = in_two(words, metrics.horizontalAdvance)
            widest = max(metrics.horizontalAdvance(line) for line in broken.split("\n"))
            if widest <= box.width() and 2 * metrics.height() <= box.height() + _LEAN_PX:
                painter.drawText(box, align | Qt.TextFlag.TextDontClip, broken)
                return
            continue
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
    broken = in_two(words, metrics.horizontalAdvance)
    widest = max(metrics.horizontalAdvance(line) for line in broken.split("\n"))
    if widest * _LEAST_STRETCH <= 100 * (box.width() + _LEAN_PX):
        _press(painter, box, broken, align)
        return
    two_lines = QRectF(box)
    two_lines.setHeight(max(box.height(), 2.0 * metrics.lineSpacing()))
    two_lines.moveCenter(box.center())
    short = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(box.width() * 1.9))
    painter.drawText(two_lines, align | wrap, short)


def _press(painter: QPainter, box: QRectF, broken: str, align: Qt.AlignmentFlag) -> None:
    """Write lines whose letters are as narrow as the box wants, as far as they can be read."""
    lines = broken.split("\n")
    widest = max(painter.fontMetrics().horizontalAdvance(line) for line in lines)
    narrow = painter.font()
    narrow.setStretch(min(100, max(_LEAST_STRETCH, int(100 * box.width() / widest))))
    painter.setFont(narrow)
    painter.drawText(box, align | Qt.TextFlag.TextDontClip, broken)
