"""What the public display is painted on: texts as large as they are meant, smaller where they must.

All sizes are pixels of a screen of 1920 x 1080; the sheet knows how many of this screen those are.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from console.theme import font
from devices.words import Language, Words

CENTRE = Qt.AlignmentFlag.AlignCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEAST = 0.35  # of the size that is meant
_STEP = 0.95


def fitted(text: str, box: QRectF, size_px: float, *, wrap: bool = False) -> QFont:
    """The largest bold font up to `size_px` in which `text` fits into `box`."""
    size = size_px
    while size > size_px * _LEAST:
        found = font(max(1, round(size)), bold=True)
        if _fits(text, box, found, wrap):
            return found
        size *= _STEP
    return font(max(1, round(size)), bold=True)


def _fits(text: str, box: QRectF, with_font: QFont, wrap: bool) -> bool:
    metrics = QFontMetricsF(with_font)
    if not wrap:
        return metrics.horizontalAdvance(text) <= box.width() and metrics.height() <= box.height()
    flags = Qt.TextFlag.TextWordWrap
    taken = metrics.boundingRect(QRectF(0, 0, box.width(), 1e6), flags, text)
    return taken.width() <= box.width() + 0.5 and taken.height() <= box.height()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A painter, one language, and the size of a pixel of 1920 x 1080 on this screen."""

    painter: QPainter
    unit: float
    language: Language

    def words(self, words: Words) -> str:
        """Words in the language of the sheet."""
        return words.in_language(self.language)

    def write(
        self,
        text: str,
        box: QRectF,
        size: float,
        colour: str,
        *,
        bold: bool = False,
        align: Qt.AlignmentFlag = LEFT,
        wrap: bool = False,
    ) -> QFont:
        """Write `text` into `box`, no larger than `size`, and return the font that it took."""
        used = fitted(text, box, size * self.unit, wrap=wrap)
        used.setBold(bold)
        self.painter.setFont(used)
        self.painter.setPen(QColor(colour))
        flags = align.value | (Qt.TextFlag.TextWordWrap.value if wrap else 0)
        self.painter.drawText(box, flags, text)
        return used
