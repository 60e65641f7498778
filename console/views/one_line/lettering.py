"""Texts in the little room that a symbol has: smaller, pressed or on two lines, never lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from console.theme import font, palette

LEAST_TEXT_PX = 10
LINE = 1.16  # the height of a line of text, in sizes of its letters
_LEAST_STRETCH = 70  # percent of its width: narrower letters cannot be read
_WHOLE_STRETCH = 60  # of a value: still better than a value that is cut
_BEGINS_A_LINE = "（"  # a name stays whole before what is said of it in brackets
_NEVER_FIRST = "、。）」』・：ー…"  # in Japanese these never begin a line


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it was painted: where its letters stand in the picture, and whether it was cut."""

    words: str
    box: QRectF
    cut: bool


_written: ContextVar[list[Written] | None] = ContextVar("written", default=None)


@contextmanager
def written() -> Iterator[list[Written]]:
    """Collect every text that is painted on the drawing meanwhile."""
    found: list[Written] = []
    token = _written.set(found)
    try:
        yield found
    finally:
        _written.reset(token)


def note(painter: QPainter, words: str, box: QRectF, *, cut: bool = False) -> None:
    """Tell whoever collects texts that `words` stand in `box`, in the painter's coordinates."""
    found = _written.get()
    if found is not None and words:
        found.append(Written(words, painter.transform().mapRect(box), cut))


def in_two(words: str, width_of: Callable[[str], float]) -> str:
    """Return `words` on two lines, equally long as far as it goes; Latin words stay whole."""
    best, shortest = words, width_of(words)
    brackets = [place for place, one in enumerate(words) if place and one in _BEGINS_A_LINE]
    for place in brackets or range(1, len(words)):
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


@dataclass(frozen=True, slots=True)
class Fit:
    """How a text is written so that it fits: its font, its lines, and what was lost."""

    letters: QFont
    lines: str
    width: float
    height: float
    cut: bool = False


@lru_cache(maxsize=4096)
def fit(
    words: str, width: float, height: float, size_px: int, *, bold: bool = False,
    stale: bool = False, least_px: int = LEAST_TEXT_PX, whole: bool = False,
) -> Fit:  # fmt: skip
    """Return how `words` are written in a room of `width` x `height` pixels.

    whole: on one line in any case, as a value with its unit. Smaller as far as it can be read,
    then on two lines, then with narrow letters; cut at last.
    """
    for size in range(max(size_px, least_px), least_px - 1, -1):
        letters = font(size, bold=bold and not stale, italic=stale)
        measure = QFontMetricsF(letters).horizontalAdvance
        if size * LINE > height + 1 and size > least_px:
            continue
        if measure(words) <= width:
            return Fit(letters, words, measure(words), size * LINE)
        broken = words if whole else in_two(words, measure)
        widest = max(measure(line) for line in broken.split("\n"))
        if "\n" in broken and widest <= width and 2 * size * LINE <= height + 1:
            return Fit(letters, broken, widest, 2 * size * LINE)
    letters = font(least_px, bold=bold and not stale, italic=stale)
    measure = QFontMetricsF(letters).horizontalAdvance
    fits_two = 2 * least_px * LINE <= height + 2 and not whole
    two = in_two(words, measure) if fits_two else words
    lines = words if measure(words) * _LEAST_STRETCH <= 100 * width else two
    widest = max(measure(line) for line in lines.split("\n"))
    least = _WHOLE_STRETCH if whole else _LEAST_STRETCH
    high = (1 + lines.count("\n")) * least_px * LINE
    for stretch in range(min(100, int(100 * width / max(widest, 1.0)) + 2), least - 1, -2):
        letters.setStretch(stretch)
        narrow = QFontMetricsF(letters)
        if max(narrow.horizontalAdvance(line) for line in lines.split("\n")) <= width + 1:
            return Fit(letters, lines, min(width, widest), high)
    letters.setStretch(least)
    narrow = QFontMetricsF(letters)
    short = "\n".join(
        narrow.elidedText(line, Qt.TextElideMode.ElideRight, int(width) + 1)
        for line in lines.split("\n")
    )
    return Fit(letters, short, width, high, cut=True)


def write(
    painter: QPainter,
    box: QRectF,
    words: str,
    size_px: int,
    *,
    bold: bool = False,
    soft: bool = False,
    stale: bool = False,
    whole: bool = False,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignCenter,
) -> QRectF:
    """Write `words` into `box` as they fit there; return where they stand.

    stale: grey italic, so that what was true once never looks live.
    """
    if not words:
        return QRectF(box.topLeft(), box.topLeft())
    found = fit(words, box.width(), box.height(), size_px, bold=bold, stale=stale, whole=whole)
    ink = palette().ink_soft if soft else palette().ink
    painter.setPen(QColor(palette().stale if stale else ink))
    painter.setFont(found.letters)
    painter.drawText(box, align | Qt.TextFlag.TextDontClip, found.lines)
    place = QRectF(0, 0, found.width, found.height)
    place.moveCenter(box.center())
    if align & Qt.AlignmentFlag.AlignLeft:
        place.moveLeft(box.left())
    elif align & Qt.AlignmentFlag.AlignRight:
        place.moveRight(box.right())
    note(painter, words, place, cut=found.cut)
    return place
